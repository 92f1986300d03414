"""What the panel does with a question: answer it, settle it, ask one of its own, add evidence or take it away.

Nothing is written over. A member's later answer stands in place of the earlier one and both are kept; evidence taken away is
shown as taken away, with who and why, and comes back with one more change.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act
from keepsight.model import KeepsightError, Lens
from keepsight.services import trail
from keepsight.services.actors import require, require_entry
from keepsight.store.models import (
    AnswerRecord,
    EvidenceChangeRecord,
    EvidenceRecord,
    QuestionRecord,
    ReviewRecord,
    UserRecord,
)

VERDICTS = ("agreed", "explained", "not_agreed", "data_error")
"""The answers there are. "" is an answer taken back."""
MOST_EVIDENCE = 50


@transaction.atomic
def answer(user: UserRecord, question: QuestionRecord, *, verdict: str, reason: str = "") -> AnswerRecord:
    """One member's answer; every answer but "agreed" needs its reason."""
    require(user, Act.ANSWER, question.review)
    if verdict not in VERDICTS:
        raise KeepsightError(_("Choose one of the four answers."))
    reason = reason.strip()
    if verdict != "agreed" and not reason:
        raise KeepsightError(_("Say why, so that the others and a later reader can follow it."))
    return _answered(user, question, verdict, reason)


@transaction.atomic
def take_answer_back(user: UserRecord, question: QuestionRecord) -> None:
    """One's own answer no longer counts; it stays readable among the earlier ones."""
    require(user, Act.ANSWER, question.review)
    last = question.answers.filter(made_by=user).last()
    if last is None or not last.verdict:
        raise KeepsightError(_("You have not answered this question."))
    _answered(user, question, "", "")


def _answered(user: UserRecord, question: QuestionRecord, verdict: str, reason: str) -> AnswerRecord:
    made = AnswerRecord.objects.create(
        question=question,
        run=question.review.current_run,
        verdict=verdict,
        reason=reason,
        made_by=user,
        made_at=timezone.now(),
    )
    act = "answer a question" if verdict else "take an answer back"
    trail.note(user.pk, act, review=question.review_id, what=f"question {question.number}, answer {made.pk}")
    return made


@transaction.atomic
def settle(user: UserRecord, question: QuestionRecord, *, verdict: str, reason: str = "") -> None:
    """What the panel agreed; the members' own answers stay beside it. "" opens the question again."""
    require(user, Act.SETTLE, question.review)
    reason = reason.strip()
    if verdict and verdict not in VERDICTS:
        raise KeepsightError(_("Choose one of the four answers."))
    if verdict and not reason and (verdict != "agreed" or _disagree(question)):
        raise KeepsightError(_("Say why the panel came to this, and what was said against it."))
    question.settled, question.settled_reason = verdict, reason if verdict else ""
    question.settled_by = user if verdict else None
    question.settled_at = timezone.now() if verdict else None
    question.settled_run = question.review.current_run if verdict else None
    question.save(update_fields=["settled", "settled_reason", "settled_by", "settled_at", "settled_run"])
    act = "settle a question" if verdict else "open a question again"
    trail.note(user.pk, act, review=question.review_id, what=f"question {question.number}")


def _disagree(question: QuestionRecord) -> bool:
    latest = {a.made_by_id: a.verdict for a in question.answers.all()}
    return len({v for v in latest.values() if v}) > 1


@transaction.atomic
def ask_own(
    user: UserRecord, review: ReviewRecord, *, lens: str, title: str, wording: str, entries: Iterable[str] = ()
) -> QuestionRecord:
    """A question of a member's own, with the entries it rests on."""
    require(user, Act.ANSWER, review)
    title, wording = title.strip(), wording.strip()
    if lens not in {one.value for one in Lens}:
        raise KeepsightError(_("Choose the lens to which the question belongs."))
    if not title or not wording:
        raise KeepsightError(_("Write a few words as a title, and the question itself."))
    last = QuestionRecord.objects.filter(review=review).aggregate(last=Max("number"))["last"] or 0
    made = QuestionRecord.objects.create(
        review=review,
        number=last + 1,
        lens=lens,
        own=True,
        title=title[:200],
        wording=wording,
        asked_by=user,
        asked_at=timezone.now(),
    )
    trail.note(user.pk, "ask a question", review=review.pk, what=f"question {made.number}")
    for entry in list(dict.fromkeys(e for e in entries if e))[:MOST_EVIDENCE]:
        change_evidence(user, made, entry=entry, added=True, reason="")
    return made


@transaction.atomic
def word_own(user: UserRecord, question: QuestionRecord, *, title: str, wording: str) -> None:
    """Word an own question anew; only who asked it may."""
    require(user, Act.ANSWER, question.review)
    if not question.own or question.asked_by_id != user.pk:
        raise KeepsightError(_("Only who asked a question can word it anew. Ask one of your own instead."))
    if not title.strip() or not wording.strip():
        raise KeepsightError(_("Write a few words as a title, and the question itself."))
    question.title, question.wording = title.strip()[:200], wording.strip()
    question.save(update_fields=["title", "wording"])
    trail.note(user.pk, "word a question anew", review=question.review_id, what=f"question {question.number}")


@transaction.atomic
def change_evidence(
    user: UserRecord, question: QuestionRecord, *, entry: str, added: bool, reason: str, against: bool = False
) -> EvidenceChangeRecord:
    """Add an entry to what raises a question (or speaks against it), or take one away."""
    require_entry(user, Act.ANSWER, question.review, entry)
    if not added and not reason.strip():
        raise KeepsightError(_("Say why it is no evidence for this question."))
    if added == (entry in evidence_now(question, against=against)):
        raise KeepsightError(
            _("This entry stands there already.") if added else _("This entry is not among the evidence.")
        )
    made = EvidenceChangeRecord.objects.create(
        question=question,
        entry=entry,
        against=against,
        added=added,
        reason=reason.strip(),
        made_by=user,
        made_at=timezone.now(),
    )
    act = "add evidence" if added else "take evidence away"
    trail.note(user.pk, act, review=question.review_id, what=f"question {question.number}, entry {entry[:12]}")
    return made


def evidence_now(question: QuestionRecord, *, against: bool) -> list[str]:
    """The entries on one side: those of the current run, with what members added and took away since; strongest first."""
    run = question.review.current_run_id
    asked = EvidenceRecord.objects.filter(asked__question=question, asked__run=run, against=against)
    found = dict.fromkeys(asked.order_by("rank").values_list("entry", flat=True))
    for change in question.changes.filter(against=against).order_by("made_at", "pk"):
        if change.added:
            found.setdefault(change.entry)
        else:
            found.pop(change.entry, None)
    return list(found)
