"""A review opened, its agencies and its people named; a folder of chronologies brought in whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act, SeatRole
from keepsight.intake import read_settings
from keepsight.lenses.registry import check_policy
from keepsight.model import KeepsightError
from keepsight.people import read_people
from keepsight.services import gathering, trail
from keepsight.services.actors import forget_actor, require
from keepsight.services.notifying import authors_of, tell
from keepsight.services.running import ask_for_run
from keepsight.store.models import AgencyRecord, BoardRecord, ReviewAgencyRecord, ReviewRecord, SeatRecord, UserRecord


@transaction.atomic
def open_review(
    user: UserRecord,
    board: BoardRecord,
    *,
    title: str,
    reference: str = "",
    scope_from: date | None = None,
    scope_to: date | None = None,
    policy: Mapping[str, int | float | str | bool] | None = None,
) -> ReviewRecord:
    """A new review with the one who opens it as its coordinator."""
    if not title.strip():
        raise KeepsightError(_("Give the review a title that names nobody, such as Child A."))
    if scope_from and scope_to and scope_from > scope_to:
        raise KeepsightError(_("The period under review cannot end before it begins."))
    check_policy(policy or {})
    review = ReviewRecord.objects.create(
        board=board,
        title=title.strip(),
        reference=reference.strip(),
        scope_from=scope_from,
        scope_to=scope_to,
        policy=dict(policy or {}),
        opened_at=timezone.now(),
        opened_by=user,
    )
    SeatRecord.objects.create(user=user, review=review, role=SeatRole.COORDINATOR.value, given_at=timezone.now())
    forget_actor(user)
    trail.note(user.pk, "open a review", review=review.pk)
    return review


def boards_of(user: UserRecord) -> QuerySet[BoardRecord]:
    """The boards for which somebody may open a review: where they coordinate one, or all for an administrator."""
    if user.administrator:
        return BoardRecord.objects.all()
    seats = SeatRecord.objects.filter(user=user, role=SeatRole.COORDINATOR.value)
    return BoardRecord.objects.filter(pk__in=seats.values("review__board"))


@transaction.atomic
def add_agency(
    user: UserRecord,
    review: ReviewRecord,
    *,
    name: str,
    prefix: str = "",
    due_on: date | None = None,
    within: AgencyRecord | None = None,
) -> ReviewAgencyRecord:
    """Bring an agency into a review; `within` makes it a service of another, which merges its rows first."""
    require(user, Act.INVITE, review)
    agency, _ = AgencyRecord.objects.get_or_create(
        board=review.board, name=" ".join(name.split()), defaults={"parent": within}
    )
    last = review.agencies.aggregate(last=Max("order"))["last"]
    member, made = ReviewAgencyRecord.objects.get_or_create(
        review=review,
        agency=agency,
        defaults={
            "order": 0 if last is None else last + 1,
            "prefix": prefix,
            "due_on": due_on,
            "invited_at": timezone.now(),
        },
    )
    if made:
        trail.note(user.pk, "bring an agency in", review=review.pk, what=f"agency {agency.pk}")
    return member


@transaction.atomic
def give_seat(
    user: UserRecord | None, review: ReviewRecord, *, to: UserRecord, role: SeatRole, agency: AgencyRecord | None = None
) -> SeatRecord:
    """Give somebody a role in a review; the same seat twice is one seat."""
    if user is not None:
        require(user, Act.INVITE, review)
    seat, made = SeatRecord.objects.get_or_create(
        user=to, review=review, role=role.value, agency=agency, defaults={"given_at": timezone.now()}
    )
    forget_actor(to)
    if made:
        trail.note(user.pk if user else to.pk, "give a seat", review=review.pk, what=f"{role.value} to account {to.pk}")
    return seat


def bring_in_folder(
    user: UserRecord, review: ReviewRecord, folder: Path, *, accept: bool
) -> Sequence[ReviewAgencyRecord]:
    """Send every chronology of a folder in the name of its agency, as `review.toml` names it, and the people list."""
    settings = read_settings(folder)
    gathering.keep_people(user, review, read_people(folder))
    members = []
    for source in settings.files:
        member = add_agency(user, review, name=source.agency or Path(source.name).stem, prefix=source.prefix)
        submission = gathering.send(user, member, name=source.name, content=(folder / source.name).read_bytes())
        gathering.read(submission)
        if accept:
            gathering.accept(user, submission)
        members.append(member)
    return members


@transaction.atomic
def change_review(user: UserRecord, review: ReviewRecord, **changed: object) -> None:
    """Change what a review is about. A changed period asks for the timeline to be made anew."""
    require(user, Act.SET_UP, review)
    period = (review.scope_from, review.scope_to)
    for name, value in changed.items():
        setattr(review, name, value)
    review.save(update_fields=list(changed))
    trail.note(user.pk, "change the review", review=review.pk, what=", ".join(changed))
    if period != (review.scope_from, review.scope_to) and review.runs.exists():
        ask_for_run(user, review)


@transaction.atomic
def release(user: UserRecord, member: ReviewAgencyRecord, *, shown: bool) -> None:
    """Show an agency's authors the whole timeline, or take it back."""
    require(user, Act.RELEASE, member.review)
    member.released_at = timezone.now() if shown else None
    member.save(update_fields=["released_at"])
    act = "release the timeline to an agency" if shown else "take the timeline back from an agency"
    trail.note(user.pk, act, review=member.review_id, what=f"agency {member.agency_id}")
    if shown:
        tell(authors_of(member.review, member.agency), member.review, "released")
