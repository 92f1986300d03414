"""What a person may see, as query sets: every list, search, export and single page starts from one of these."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from keepsight.access import Actor, SeatRole
from keepsight.store.models import (
    EntryRecord,
    KnowledgeRecord,
    PlacedRecord,
    ReviewAgencyRecord,
    ReviewRecord,
    SubmissionRecord,
)


def reviews_of(actor: Actor) -> QuerySet[ReviewRecord]:
    """The reviews in which the actor holds a seat."""
    reviews = ReviewRecord.objects.filter(pk__in={s.review for s in actor.seats}).select_related("board", "current_run")
    return reviews.defer(
        "current_run__lanes", "current_run__manifest", "current_run__fairness", "current_run__draft"
    )  # large, and asked for where they are needed


def members_seen(actor: Actor, review: ReviewRecord) -> QuerySet[ReviewAgencyRecord]:
    """The agencies of a review whose rows the actor sees: all, their own, or all once theirs was shown the whole."""
    members = ReviewAgencyRecord.objects.filter(review=review).select_related("agency")
    if actor.sees_all_rows(review.pk):
        return members
    own = actor.agencies_in(review.pk)
    if not own:
        return members.none()
    if members.filter(_own(own), released_at__isnull=False).exists():
        return members
    return members.filter(_own(own))


def own_members(actor: Actor, review: ReviewRecord) -> QuerySet[ReviewAgencyRecord]:
    """The agencies of a review whose submissions the actor handles: all for the coordinator, an author's own."""
    members = ReviewAgencyRecord.objects.filter(review=review).select_related("agency")
    if SeatRole.COORDINATOR in actor.roles_in(review.pk):
        return members
    return members.filter(_own(actor.agencies_in(review.pk)))


def submissions_seen(actor: Actor, review: ReviewRecord) -> QuerySet[SubmissionRecord]:
    """The submissions the actor may open: the panel all that were sent, an author those of the own agency."""
    sent = SubmissionRecord.objects.filter(member__review=review).select_related("member__agency", "sent_by", "service")
    if actor.sees_all_rows(review.pk):
        return sent
    own = actor.agencies_in(review.pk)
    return sent.filter(Q(member__agency__in=own) | Q(member__agency__parent__in=own))


def visible_placed(
    actor: Actor, review: ReviewRecord, *, seen: Sequence[ReviewAgencyRecord] | None = None
) -> QuerySet[PlacedRecord]:
    """The entries of the current timeline that the actor sees; `seen` is what `members_seen` gave, where it was asked already."""
    if review.current_run_id is None:
        return PlacedRecord.objects.none()
    placed = PlacedRecord.objects.filter(run_id=review.current_run_id)
    if actor.sees_all_rows(review.pk):
        return placed
    if seen is not None:
        return placed.filter(member__in=[m.pk for m in seen])
    return placed.filter(member__in=members_seen(actor, review).values("pk"))


def visible_knowledge(actor: Actor, review: ReviewRecord) -> QuerySet[KnowledgeRecord]:
    """Who knew what when, of the entries that the actor sees and the agencies whose rows they see, shown by such an entry."""
    known = KnowledgeRecord.objects.filter(run_id=review.current_run_id)
    if actor.sees_all_rows(review.pk):
        return known
    placed = visible_placed(actor, review)
    names = members_seen(actor, review).values("agency__name")
    return known.filter(placed__in=placed.values("pk"), agency__in=names, witness__in=placed.values("entry"))


def sees_others(actor: Actor, review: ReviewRecord, seen: Sequence[ReviewAgencyRecord]) -> bool:
    """Whether the whole timeline is shown: always to the panel, to an author once it was released."""
    if actor.sees_all_rows(review.pk):
        return True
    own = actor.agencies_in(review.pk)
    return any(m.released_at and own & {m.agency_id, m.agency.parent_id} for m in seen)


def current_entries(review: ReviewRecord) -> QuerySet[EntryRecord]:
    """The rows of every accepted submission: what the next timeline is made of."""
    return EntryRecord.objects.filter(review=review, submission__state="accepted").order_by("submission_id", "row")


def _own(agencies: frozenset[int]) -> Q:
    return Q(agency__in=agencies) | Q(agency__parent__in=agencies)
