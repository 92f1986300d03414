"""Chronologies sent, understood, queried, accepted or returned; a later one takes the place of an earlier one.

Whatever an agency sends is kept as it came. Accepting a submission that replaces another moves comments, tags, corrections
and evidence along with rows that changed; rows that are gone keep theirs, and are shown as gone.
"""

from __future__ import annotations

import json
import re

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from keepsight.access import Act, SeatRole
from keepsight.model import ColumnRole, Entry, KeepsightError, People
from keepsight.services import trail
from keepsight.services.actors import require
from keepsight.services.comparing import compared
from keepsight.services.intake import entry_of, find_names_again, keep_rows, read_submission
from keepsight.services.notifying import authors_of, tell, with_role
from keepsight.services.running import ask_for_run
from keepsight.store import vault
from keepsight.store.convert import packed
from keepsight.store.models import (
    ChaseRecord,
    CommentRecord,
    CorrectionRecord,
    DayOrderRecord,
    EntryRecord,
    EvidenceChangeRecord,
    LinkDecisionRecord,
    ReviewAgencyRecord,
    ReviewRecord,
    RowQueryRecord,
    SubmissionRecord,
    TagRecord,
    UserRecord,
)

LARGEST = 30 * 1024 * 1024
_ENDINGS = (".docx", ".xlsx", ".xls", ".ods", ".csv", ".tsv")


@transaction.atomic
def send(
    user: UserRecord, member: ReviewAgencyRecord, *, name: str, content: bytes, typed: bool = False, draft: bool = False
) -> SubmissionRecord:
    """Keep a chronology as it came and have it read in the background; an author sends for the own agency only.

    Raises NotAllowed, and KeepsightError for a file of a kind that is not read, an empty or a very large one.
    """
    actor = require(user, Act.SEND_ROWS, member.review)
    if not actor.sees_all_rows(member.review_id) and member.agency_id not in actor.agencies_in(member.review_id):
        raise ReviewAgencyRecord.DoesNotExist
    name = re.sub(r"[\x00-\x1f/\\:*?\"<>|]+", " ", name).strip()[-200:] or "chronology"
    if not name.lower().endswith(_ENDINGS):
        raise KeepsightError(
            _("Send a Word (.docx), Excel, OpenDocument or CSV file. %(name)s is none of these.") % {"name": name}
        )
    if not content:
        raise KeepsightError(_("%(name)s is empty. Check the file and send it again.") % {"name": name})
    if len(content) > LARGEST:
        raise KeepsightError(
            _("%(name)s is larger than 30 MB. Take pictures out of it, or send it in parts.") % {"name": name}
        )
    last = member.submissions.aggregate(last=Max("number"))["last"] or 0
    submission = SubmissionRecord.objects.create(
        member=member,
        number=last + 1,
        file_name=name,
        typed=typed,
        sha256=vault.keep(content),
        size=len(content),
        state="reading",
        sent_by=user,
        sent_at=timezone.now(),
    )
    trail.note(user.pk, "send a chronology", review=member.review_id, what=f"submission {submission.pk}")
    transaction.on_commit(lambda: understand.enqueue(submission.pk, "draft" if draft else "sent"))
    return submission


@task()
def understand(submission: int, then: str) -> None:
    """The background task that reads what was sent, once."""
    waiting = SubmissionRecord.objects.select_related("member__review__board", "member__agency__parent")
    if (one := waiting.filter(pk=submission, state="reading").first()) is not None:
        read(one, then=then)


@transaction.atomic
def read(submission: SubmissionRecord, *, then: str = "sent") -> None:
    """Understand a submission, rows and issues; what cannot be read at all is said so and kept.

    A service's chronology waits for its agency first, if that agency takes part itself.
    """
    reading = read_submission(submission)
    keep_rows(submission, reading)
    if then == "sent" and _has_agency_above(submission):
        then = "with_agency"
    submission.state = then if reading.entries else "unreadable"
    submission.reason = "" if reading.entries else _why_nothing(reading.reason)
    submission.save(update_fields=["state", "reason"])
    _tell_who_is_next(submission)


@transaction.atomic
def explain_column(user: UserRecord, submission: SubmissionRecord, *, heading: str, role: str) -> None:
    """Say what a heading is for; the file is read again at once."""
    require(user, Act.SEND_ROWS, submission.member.review)
    ColumnRole(role)
    submission.hints = [h for h in submission.hints if h["heading"] != heading] + [{"heading": heading, "role": role}]
    submission.save(update_fields=["hints"])
    trail.note(user.pk, "explain a heading", review=submission.member.review_id, what=f"submission {submission.pk}")
    read(submission, then=submission.state if submission.state in ("draft", "with_agency", "returned") else "sent")


@transaction.atomic
def hand_in(user: UserRecord, submission: SubmissionRecord) -> None:
    """An author's draft goes to the coordinator, or to the agency above first; an agency passes its service's rows on."""
    review = submission.member.review
    actor = require(user, Act.SEND_ROWS, review)
    if submission.state == "draft":
        submission.state = "with_agency" if _has_agency_above(submission) else "sent"
    elif submission.state == "with_agency" and submission.member.agency.parent_id in actor.agencies_in(review.pk):
        submission.state = "sent"
    else:
        raise KeepsightError(_("Only a draft, or a chronology of one of your own services, can be handed in."))
    submission.save(update_fields=["state"])
    trail.note(user.pk, "hand a chronology in", review=review.pk, what=f"submission {submission.pk}")
    _tell_who_is_next(submission)


def _tell_who_is_next(submission: SubmissionRecord) -> None:
    """The coordinator, or first the agency above a service."""
    review = submission.member.review
    if submission.state == "sent":
        tell(with_role(review, SeatRole.COORDINATOR), review, "chronology_sent")
    elif submission.state == "with_agency":
        tell(authors_of(review, submission.member.agency.parent), review, "service_sent")


@transaction.atomic
def withdraw(user: UserRecord, submission: SubmissionRecord) -> None:
    """An author takes back what is not accepted yet; the original stays in the vault."""
    review = submission.member.review
    require(user, Act.SEND_ROWS, review)
    if submission.state not in ("draft", "with_agency", "sent", "returned", "unreadable"):
        raise KeepsightError(_("It is on the timeline: ask the coordinator to return it."))
    submission.state = "withdrawn"
    submission.save(update_fields=["state"])
    trail.note(user.pk, "withdraw a chronology", review=review.pk, what=f"submission {submission.pk}")


@transaction.atomic
def chase(user: UserRecord, member: ReviewAgencyRecord) -> None:
    """Remind an agency's authors that its chronology is awaited; that it was done is recorded."""
    require(user, Act.INVITE, member.review)
    ChaseRecord.objects.create(member=member, chased_by=user, chased_at=timezone.now())
    trail.note(user.pk, "remind an agency", review=member.review_id, what=f"agency {member.agency_id}")
    tell(authors_of(member.review, member.agency), member.review, "chronology_awaited")


@transaction.atomic
def ask_about_row(user: UserRecord, submission: SubmissionRecord, *, entry: str, text: str) -> None:
    """The coordinator's query on a row; its author finds it beside the row."""
    review = submission.member.review
    require(user, Act.DECIDE_ROWS, review)
    if not text.strip():
        raise KeepsightError(_("Write what you would like to know about the row."))
    row = submission.entries.get(entry=entry)
    RowQueryRecord.objects.create(
        submission=submission, entry=row.entry, text=text.strip(), asked_by=user, asked_at=timezone.now()
    )
    trail.note(user.pk, "query a row", review=review.pk, what=f"submission {submission.pk}, row {row.row}")
    tell(authors_of(review, submission.member.agency), review, "row_queried")


@transaction.atomic
def answer_query(user: UserRecord, query: RowQueryRecord, *, text: str) -> None:
    """The author's answer to a query."""
    review = query.submission.member.review
    require(user, Act.SEND_ROWS, review)
    if not text.strip():
        raise KeepsightError(_("Write an answer."))
    query.answer, query.answered_by, query.answered_at = text.strip(), user, timezone.now()
    query.save(update_fields=["answer", "answered_by", "answered_at"])
    trail.note(user.pk, "answer a query", review=review.pk, what=f"query {query.pk}")
    tell(with_role(review, SeatRole.COORDINATOR), review, "query_answered")


@transaction.atomic
def mend(
    user: UserRecord, submission: SubmissionRecord, *, entry: str, column: str, now: str, reason: str = ""
) -> None:
    """Put a cell right beside the file: the new version counts, the old one stays readable."""
    review = submission.member.review
    require(user, Act.SEND_ROWS, review)
    held = entry_of(submission.entries.get(entry=entry))
    was = next((f.text for f in held.fields if f.column == column), None)
    if was is None:
        raise KeepsightError(_("The row has no cell of this heading."))
    CorrectionRecord.objects.filter(review=review, entry=entry, column=column, undone_at__isnull=True).update(
        undone_at=timezone.now(), undone_by=user
    )
    if now.strip() != was.strip():
        CorrectionRecord.objects.create(
            review=review, entry=entry, column=column, was=was, now=now.strip(), reason=reason.strip(), made_by=user,
            made_at=timezone.now(),
        )  # fmt: skip
    trail.note(user.pk, "mend a row", review=review.pk, what=f"submission {submission.pk}, entry {entry[:12]}")
    if submission.state == "accepted":
        ask_for_run(user, review)


@transaction.atomic
def accept(user: UserRecord, submission: SubmissionRecord, *, replacing: SubmissionRecord | None = None) -> None:
    """Put the rows on the timeline. `replacing` is an accepted submission of the same agency whose place they take."""
    review = submission.member.review
    require(user, Act.DECIDE_ROWS, review)
    if submission.state not in ("sent", "returned", "draft"):
        raise KeepsightError(_("Only a chronology that was sent and understood can be accepted."))
    if replacing is not None:
        if replacing.member_id != submission.member_id or replacing.state != "accepted":
            raise KeepsightError(_("Only an accepted chronology of the same agency can be replaced."))
        follow(review, before=replacing, after=submission)
        replacing.state = "replaced"
        replacing.save(update_fields=["state"])
        submission.replaces = replacing
    _decide(user, submission, "accepted", "")
    tell(authors_of(review, submission.member.agency), review, "chronology_accepted")
    trail.note(user.pk, "accept a chronology", review=review.pk, what=f"submission {submission.pk}")
    ask_for_run(user, review)


@transaction.atomic
def send_back(user: UserRecord, submission: SubmissionRecord, *, reason: str) -> None:
    """Return a chronology to its author with a reason; its rows leave the timeline if they were on it.

    An agency may return what one of its own services sent to it.
    """
    review = submission.member.review
    actor = require(user, Act.SEND_ROWS, review)
    own_service = submission.state == "with_agency" and submission.member.agency.parent_id in actor.agencies_in(
        review.pk
    )
    if not own_service:
        require(user, Act.DECIDE_ROWS, review)
    if submission.state not in ("with_agency", "sent", "accepted"):
        raise KeepsightError(_("Only a chronology that was sent can be returned."))
    if not reason.strip():
        raise KeepsightError(_("Say what the agency should put right."))
    was_accepted = submission.state == "accepted"
    _decide(user, submission, "returned", reason.strip())
    tell(authors_of(review, submission.member.agency), review, "chronology_returned")
    trail.note(user.pk, "return a chronology", review=review.pk, what=f"submission {submission.pk}")
    if was_accepted:
        ask_for_run(user, review)


@transaction.atomic
def keep_people(user: UserRecord, review: ReviewRecord, people: People) -> None:
    """Keep the people list, sealed; names are found anew and the timeline is made anew."""
    require(user, Act.SET_UP, review)
    review.people_sealed = vault.seal(json.dumps(packed(people)).encode())
    review.save(update_fields=["people_sealed"])
    trail.note(user.pk, "change the people list", review=review.pk)
    find_names_again(review)
    if review.runs.exists():
        ask_for_run(user, review)


def follow(review: ReviewRecord, *, before: SubmissionRecord, after: SubmissionRecord) -> None:
    """What hangs on rows of an earlier submission goes to the same rows of the later one, changed or not."""
    moved: dict[str, str] = {
        pair.before.id: pair.after.id
        for pair in compared(_entries(before), _entries(after))
        if pair.before is not None and pair.after is not None
    }
    for old, new in moved.items():
        EntryRecord.objects.filter(submission=after, entry=new).update(follows=old)
    annotated: tuple[type, ...] = (CommentRecord, TagRecord, CorrectionRecord)
    for kind in annotated:
        for one in kind.objects.filter(review=review, entry__in=list(moved)):  # type: ignore[attr-defined]
            one.entry = moved[one.entry]
            one.save(update_fields=["entry"])
    for change in EvidenceChangeRecord.objects.filter(question__review=review, entry__in=list(moved)):
        change.entry = moved[change.entry]
        change.save(update_fields=["entry"])
    for link in LinkDecisionRecord.objects.filter(review=review):
        link.a, link.b = moved.get(link.a, link.a), moved.get(link.b, link.b)
        link.save(update_fields=["a", "b"])
    for day in DayOrderRecord.objects.filter(review=review):
        day.entries = [moved.get(e, e) for e in day.entries]
        day.save(update_fields=["entries"])


def _entries(submission: SubmissionRecord) -> list[Entry]:
    return [entry_of(r) for r in submission.entries.order_by("row")]


def _has_agency_above(submission: SubmissionRecord) -> bool:
    above = submission.member.agency.parent_id
    return above is not None and submission.member.review.agencies.filter(agency=above).exists()


def _decide(user: UserRecord, submission: SubmissionRecord, state: str, reason: str) -> None:
    submission.state, submission.reason = state, reason
    submission.decided_by, submission.decided_at = user, timezone.now()
    submission.save(update_fields=["state", "reason", "decided_by", "decided_at", "replaces"])


def _why_nothing(reason: str) -> str:
    return (
        f"The file {reason}."
        if reason
        else "No row could be read. The list below says why; the file is kept as it came."
    )
