"""Calls about the questions: the list, one with its evidence and answers, answering, settling, asking one of one's own."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from keepsight.access import Act
from keepsight.services import answering
from keepsight.services.asked import Asked, asked_of
from keepsight.services.lines import Eyes
from keepsight.services.one_question import whole_question
from keepsight.store.models import QuestionRecord
from keepsight.store.queries import members_seen
from keepsight.web.api import shapes
from keepsight.web.api.asking import in_review
from keepsight.web.api.pages import Part, said_by, slice_of
from keepsight.web.asking import Here

router = Router(tags=["questions"])


@router.get("/reviews/{review}/questions", response=shapes.Questions)
@in_review(Act.SEE_QUESTIONS, seen="see the questions")
def questions(request: HttpRequest, here: Here, part: Query[Part]) -> object:
    """The questions of the timeline as it is now, own ones after them, then answered ones that are asked no more."""
    return slice_of(request, asked_of(_eyes(here)), part, _question)


@router.post("/reviews/{review}/questions", response={201: shapes.WholeQuestion})
@in_review(Act.ANSWER)
def ask(request: HttpRequest, here: Here, said: shapes.NewQuestion) -> object:
    """Ask a question of your own, resting on entries."""
    del request
    return Status(201, _whole(here, answering.ask_own(here.user, here.review, **said.dict())))


@router.get("/reviews/{review}/questions/{number}", response=shapes.WholeQuestion)
@in_review(Act.SEE_QUESTIONS, seen="see a question")
def question(request: HttpRequest, here: Here, number: int) -> object:
    """One question with its evidence and the panel's answers."""
    del request
    return _whole(here, _one(here, number))


@router.post("/reviews/{review}/questions/{number}/answer", response=shapes.WholeQuestion)
@in_review(Act.ANSWER)
def answer(request: HttpRequest, here: Here, number: int, said: shapes.NewAnswer) -> object:
    """Your answer; a later one stands in place of an earlier one, and both are kept."""
    del request
    one = _one(here, number)
    answering.answer(here.user, one, verdict=said.verdict, reason=said.reason)
    return _whole(here, one)


@router.delete("/reviews/{review}/questions/{number}/answer", response=shapes.WholeQuestion)
@in_review(Act.ANSWER)
def take_back(request: HttpRequest, here: Here, number: int) -> object:
    """Take your answer back."""
    del request
    one = _one(here, number)
    answering.take_answer_back(here.user, one)
    return _whole(here, one)


@router.post("/reviews/{review}/questions/{number}/settle", response=shapes.WholeQuestion)
@in_review(Act.SETTLE)
def settle(request: HttpRequest, here: Here, number: int, said: shapes.Settled) -> object:
    """What the panel agreed, or open the question again."""
    del request
    one = _one(here, number)
    answering.settle(here.user, one, verdict=said.verdict, reason=said.reason)
    return _whole(here, one)


@router.post("/reviews/{review}/questions/{number}/evidence", response=shapes.WholeQuestion)
@in_review(Act.ANSWER)
def evidence(request: HttpRequest, here: Here, number: int, said: shapes.EvidenceChange) -> object:
    """Add an entry to the evidence, or take one away."""
    del request
    one = _one(here, number)
    answering.change_evidence(here.user, one, **said.dict())
    return _whole(here, one)


def _eyes(here: Here) -> Eyes:
    members = tuple(members_seen(here.actor, here.review))
    return Eyes(here.review, here.actor, False, members, {m.pk: n for n, m in enumerate(members)})


def _one(here: Here, number: int) -> QuestionRecord:
    found: QuestionRecord = get_object_or_404(
        here.review.questions.select_related("settled_by", "asked_by", "review__current_run"), number=number
    )
    return found


def _question(asked: Asked) -> dict[str, object]:
    return {
        "number": asked.number,
        "code": asked.label,
        "lens": asked.lens,
        "title": said_by(asked.title),
        "wording": said_by(asked.wording),
        "certainty": asked.certainty,
        "own": asked.record.own,
        "settled": asked.record.settled,
        "first_answerable": asked.first,
        "evidence": [{"entry": e, "against": False, "why": ""} for e in asked.raises],
    }


def _whole(here: Here, one: QuestionRecord) -> dict[str, object]:
    whole = whole_question(one, _eyes(here))
    if whole is None:
        raise Http404
    return {
        **_question(whole.asked),
        "evidence": [
            {"entry": e.entry, "against": against, "why": said_by(e.why)}
            for against, side in ((False, whole.evidence), (True, whole.against))
            for e in side
        ],
        "answers": [
            {
                "verdict": a.record.verdict,
                "reason": said_by(a.reason),
                "by": a.record.made_by.name,
                "at": a.record.made_at,
            }
            for a in whole.answers
        ],
    }
