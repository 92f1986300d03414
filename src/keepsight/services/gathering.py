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
from django_tasks import task

from keepsight.access import Act
from keepsight.model import ColumnRole, Entry, KeepsightError, People
from keepsight.services import trail
from keepsight.services.actors import require
from keepsight.services.comparing import compared
from keepsight.services.intake import entry_of, find_names_again, keep_rows, read_submission
from keepsight.services.running import ask_for_run
from keepsight.store import vault
from keepsight.store.convert import packed
from keepsight.store.models import (
    CommentRecord,
    CorrectionRecord,
    DayOrderRecord,
    EntryRecord,
    EvidenceChangeRecord,
    LinkDecisionRecord,
    ReviewAgencyRecord,
    ReviewRecord,
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
        raise KeepsightError(f"Send a Word (.docx), Excel, OpenDocument or CSV file. {name} is none of these.")
    if not content:
        raise KeepsightError(f"{name} is empty. Check the file and send it again.")
    if len(content) > LARGEST:
        raise KeepsightError(f"{name} is larger than 30 MB. Take pictures out of it, or send it in parts.")
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
    """The background task that reads what was sent."""
    read(
        SubmissionRecord.objects.select_related("member__review__board", "member__agency").get(pk=submission), then=then
    )


@transaction.atomic
def read(submission: SubmissionRecord, *, then: str = "sent") -> None:
    """Understand a submission, rows and issues; what cannot be read at all is said so and kept."""
    reading = read_submission(submission)
    keep_rows(submission, reading)
    submission.state = then if reading.entries else "unreadable"
    submission.reason = "" if reading.entries else _why_nothing(reading.reason)
    submission.save(update_fields=["state", "reason"])


@transaction.atomic
def explain_column(user: UserRecord, submission: SubmissionRecord, *, heading: str, role: str) -> None:
    """Say what a heading is for; the file is read again at once."""
    require(user, Act.SEND_ROWS, submission.member.review)
    ColumnRole(role)
    submission.hints = [h for h in submission.hints if h["heading"] != heading] + [{"heading": heading, "role": role}]
    submission.save(update_fields=["hints"])
    trail.note(user.pk, "explain a heading", review=submission.member.review_id, what=f"submission {submission.pk}")
    read(submission, then=submission.state if submission.state in ("draft", "sent", "returned") else "sent")


@transaction.atomic
def accept(user: UserRecord, submission: SubmissionRecord, *, replacing: SubmissionRecord | None = None) -> None:
    """Put the rows on the timeline. `replacing` is an accepted submission of the same agency whose place they take."""
    review = submission.member.review
    require(user, Act.DECIDE_ROWS, review)
    if submission.state not in ("sent", "returned", "draft"):
        raise KeepsightError("Only a chronology that was sent and understood can be accepted.")
    if replacing is not None:
        if replacing.member_id != submission.member_id or replacing.state != "accepted":
            raise KeepsightError("Only an accepted chronology of the same agency can be replaced.")
        follow(review, before=replacing, after=submission)
        replacing.state = "replaced"
        replacing.save(update_fields=["state"])
        submission.replaces = replacing
    _decide(user, submission, "accepted", "")
    trail.note(user.pk, "accept a chronology", review=review.pk, what=f"submission {submission.pk}")
    ask_for_run(user, review)


@transaction.atomic
def send_back(user: UserRecord, submission: SubmissionRecord, *, reason: str) -> None:
    """Return a chronology to its author with a reason; its rows leave the timeline if they were on it."""
    review = submission.member.review
    require(user, Act.DECIDE_ROWS, review)
    if not reason.strip():
        raise KeepsightError("Say what the agency should put right.")
    was_accepted = submission.state == "accepted"
    _decide(user, submission, "returned", reason.strip())
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
