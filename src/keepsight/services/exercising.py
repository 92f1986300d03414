"""The replay exercise: an anonymised timeline played forward as one agency knew it, and what people would ask at each stop.

It is made from the reduced timeline of a learning event, whose texts name nobody; the identity gate reads them once more and keeps the
exercise from being made while somebody could be known by it. What the rules asked and the panel found is shown only after somebody
has written what they would ask. A link opens it without an account. Nobody who goes through it is named anywhere.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act, Actor, NotAllowed
from keepsight.lenses.catalogue import RULES
from keepsight.model import KeepsightError
from keepsight.people import check_documents
from keepsight.reading import whose_account
from keepsight.services import trail
from keepsight.services.actors import actor_of
from keepsight.services.board import keeps_lists, reviews_seen
from keepsight.services.briefed import decisions_of
from keepsight.services.intake import people_of
from keepsight.services.veiling import mentions_in
from keepsight.store.models import (
    AgencyRecord,
    AttemptRecord,
    BoardRecord,
    CourseRecord,
    EvidenceRecord,
    ExerciseAnswerRecord,
    ExerciseRecord,
    KnowledgeRecord,
    LearningEventRecord,
    PlacesRecord,
    QuestionRecord,
    ReleasedEntryRecord,
    SessionRecord,
    StopRecord,
    UserRecord,
)

MODES = ("solo", "room")
MOST_ASKED = 5
"""Questions shown after one stop."""
MOST_OTHERS = 8
LONGEST = 2_000
MOST_PEOPLE = 500
_QUESTIONS = {r.code: r.question for r in RULES}


@transaction.atomic
def make(
    user: UserRecord,
    event: LearningEventRecord,
    agency: AgencyRecord,
    *,
    title: str,
    course: CourseRecord | None = None,
) -> tuple[ExerciseRecord, str]:
    """An exercise from an event's reduced timeline as one agency knew it, and the secret of its link, which is not kept."""
    review = event.review
    _keeper(actor_of(user), review.board)
    if not title.strip():
        raise KeepsightError(_("Give the exercise a title."))
    stops = _stops(event, agency.name)
    if len(stops) < 2:
        raise KeepsightError(
            _("This agency is shown to have known too little of the reduced timeline for an exercise.")
        )
    _nobody_is_named(event, stops)
    secret = secrets.token_urlsafe(32)
    made = ExerciseRecord.objects.create(
        board=review.board,
        review=review,
        title=title.strip()[:200],
        agency=agency.name,
        course=course,
        digest=digest_of(secret),
        made_by=user,
        made_at=timezone.now(),
    )
    StopRecord.objects.bulk_create([StopRecord(exercise=made, number=n, **stop) for n, stop in enumerate(stops, 1)])
    trail.note(user.pk, "make a replay exercise", review=review.pk, what=f"exercise {made.pk}, event {event.pk}")
    return made, secret


@transaction.atomic
def new_link(user: UserRecord, exercise: ExerciseRecord) -> str:
    """A new link; the old one ends. What was begun by the old one can be gone on with."""
    _keeper(actor_of(user), exercise.board)
    secret = secrets.token_urlsafe(32)
    exercise.digest = digest_of(secret)
    exercise.save(update_fields=["digest"])
    trail.note(user.pk, "renew the link of an exercise", what=f"exercise {exercise.pk}")
    return secret


def open_link(secret: str) -> ExerciseRecord:
    """The exercise of a link; KeepsightError where there is none."""
    found = ExerciseRecord.objects.select_related("board").filter(digest=digest_of(secret), closed_at=None).first()
    if found is None:
        raise KeepsightError(_("This link is not open any more. Ask whoever passed it on for a new one."))
    return found


@transaction.atomic
def begin(
    exercise: ExerciseRecord, *, mode: str, agency: AgencyRecord | None, kind: str = "", people: int = 1
) -> tuple[AttemptRecord, str]:
    """Somebody, or a room, begins; the secret opens this attempt alone."""
    if mode not in MODES or not 1 <= people <= MOST_PEOPLE:
        raise KeepsightError(_("Say whether you are alone or in a room, and how many."))
    if agency is not None and agency.board_id != exercise.board_id:
        raise KeepsightError(_("Choose an agency of this board."))
    secret = secrets.token_urlsafe(32)
    made = AttemptRecord.objects.create(
        exercise=exercise,
        digest=digest_of(secret),
        mode=mode,
        agency=agency,
        kind=kind.strip()[:60],
        people=people if mode == "room" else 1,
        started_at=timezone.now(),
    )
    return made, secret


def attempt_of(secret: str) -> AttemptRecord:
    """The attempt of a link; KeepsightError where there is none."""
    found = (
        AttemptRecord.objects.select_related("exercise__board", "exercise__review", "exercise__course", "agency")
        .filter(digest=digest_of(secret))
        .first()
    )
    if found is None:
        raise KeepsightError(_("There is no exercise under this link."))
    return found


@dataclass(frozen=True, slots=True)
class At:
    """Where an attempt is: the stops seen so far, the one now (None at the end), and what is shown of an answered one."""

    seen: tuple[StopRecord, ...]
    now: StopRecord | None
    answers: dict[int, ExerciseAnswerRecord]
    of: int


def where(attempt: AttemptRecord) -> At:
    """The first stop without an answer, and those before it."""
    stops = list(attempt.exercise.stops.all())
    answers = {a.stop_id: a for a in attempt.answers.all()}
    seen = [s for s in stops if s.pk in answers]
    now = next((s for s in stops if s.pk not in answers), None)
    return At(tuple(seen), now, answers, len(stops))


@transaction.atomic
def answer(attempt: AttemptRecord, number: int, *, ask: str, challenge: str = "") -> ExerciseAnswerRecord:
    """What is written at a stop; stops are answered in their order, and an answer stands."""
    at = where(attempt)
    if at.now is None or at.now.number != number:
        raise KeepsightError(_("This stop is answered. Go on from where you are."))
    if not ask.strip():
        raise KeepsightError(_("Write what you would ask, or that you would ask nothing and why."))
    texts = [ask.strip()[:LONGEST], challenge.strip()[:LONGEST]]
    if any(mentions_in(texts, people_of(attempt.exercise.review))):
        raise KeepsightError(_("Write it without names, places and numbers: others will read it."))
    made = ExerciseAnswerRecord.objects.create(
        attempt=attempt, stop=at.now, ask=texts[0], challenge=texts[1], made_at=timezone.now()
    )
    if number == at.of:
        _finish(attempt)
    return made


def others(attempt: AttemptRecord, stop: StopRecord) -> tuple[ExerciseAnswerRecord, ...]:
    """What others wrote at the same stop, the latest first."""
    return tuple(stop.answers.exclude(attempt=attempt).order_by("-made_at", "-pk")[:MOST_OTHERS])


@dataclass(frozen=True, slots=True)
class Exercised:
    """An exercise with how often it was begun and finished, and how many people that were."""

    record: ExerciseRecord
    stops: int
    begun: int
    finished: int
    people: int


def exercises_of(board: BoardRecord) -> tuple[Exercised, ...]:
    """The exercises of a board."""
    found = board.exercises.prefetch_related("attempts", "stops")
    return tuple(
        Exercised(
            record=e,
            stops=len(e.stops.all()),
            begun=len(e.attempts.all()),
            finished=sum(a.finished_at is not None for a in e.attempts.all()),
            people=sum(a.people for a in e.attempts.all() if a.finished_at is not None),
        )
        for e in found
    )


def events_on_offer(actor: Actor, board: BoardRecord) -> list[LearningEventRecord]:
    """The events of the board's reviews that have a reduced timeline."""
    found = LearningEventRecord.objects.filter(review__in=reviews_seen(actor, board), entries__isnull=False)
    return list(found.select_related("review").distinct().order_by("-held_on", "pk"))


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _stops(event: LearningEventRecord, agency: str) -> list[dict[str, Any]]:
    """The days on which the agency came to know of an entry of the reduced timeline, with what was asked of it later.

    What the child and the family told the review is left out, even where they say that they told the agency: their account is
    later than the day, and says more than the agency heard.
    """
    released = [r for r in event.entries.order_by("position") if not whose_account(r.agency)]
    first = _first_known(event, released, agency)
    days = sorted(set(first.values()))
    asked = _asked(event, {e: days.index(d) for e, d in first.items()})
    stops = []
    for n, day in enumerate(days):
        lines = [{"agency": r.agency, "text": r.text} for r in released if first.get(r.entry) == day]
        questions, found = asked.get(n, ([], []))
        later = (day - days[n - 1]).days if n else 0
        stops.append({"days_later": later, "lines": lines, "asked": questions[:MOST_ASKED], "found": found})
    return stops


def _first_known(event: LearningEventRecord, released: Sequence[ReleasedEntryRecord], agency: str) -> dict[str, date]:
    known = KnowledgeRecord.objects.filter(
        run=event.review.current_run_id, agency=agency, day__isnull=False, placed__entry__in=[r.entry for r in released]
    )
    first: dict[str, date] = {}
    for entry, day in known.values_list("placed__entry", "day"):
        if day is not None:
            first[entry] = min(first.get(entry, day), day)
    return first


def _asked(event: LearningEventRecord, stop_of: dict[str, int]) -> dict[int, tuple[list[str], list[str]]]:
    """What the rules asked, at the stop of the last of its entries that stands in the exercise, and the themes found of it."""
    review = event.review
    found: dict[int, tuple[list[str], list[str]]] = {}
    evidence: dict[int, set[str]] = {}
    held = EvidenceRecord.objects.filter(asked__run=review.current_run_id, against=False, entry__in=list(stop_of))
    for question, entry in held.values_list("asked__question_id", "entry"):
        evidence.setdefault(question, set()).add(entry)
    records = QuestionRecord.objects.filter(review=review, pk__in=list(evidence)).prefetch_related("themes")
    for record in records.order_by("number"):
        if (text := _QUESTIONS.get(record.code)) is None:
            continue
        questions, themes = found.setdefault(max(stop_of[e] for e in evidence[record.pk]), ([], []))
        if text not in questions:
            questions.append(text)
        if record.settled == "agreed":
            themes += [t.title for t in record.themes.all() if t.taken_out_at is None and t.title not in themes]
    return found


def _nobody_is_named(event: LearningEventRecord, stops: Sequence[dict[str, Any]]) -> None:
    texts = [line["text"] for s in stops for line in s["lines"]] + [t for s in stops for t in s["found"]]
    document = ("exercise.txt", "\n".join(texts).encode())
    gate = check_documents([document], people_of(event.review), decisions_of(event.review))
    if not gate.is_open:
        words = ", ".join(dict.fromkeys(o.text for o in gate.obstacles if o.text)) or _("the people list is empty")
        raise KeepsightError(_("The identity gate is shut:") + " " + words)


def _finish(attempt: AttemptRecord) -> None:
    """The attempt is whole; where the exercise belongs to a course, the places are counted there."""
    attempt.finished_at = timezone.now()
    attempt.save(update_fields=["finished_at"])
    course = attempt.exercise.course
    if course is None or attempt.agency is None:
        return
    month = timezone.localdate().replace(day=1)
    session, _new = SessionRecord.objects.get_or_create(course=course, held_on=month, mode="virtual", places=None)
    places, _new = PlacesRecord.objects.get_or_create(session=session, agency=attempt.agency, kind=attempt.kind)
    places.signed_up += attempt.people
    places.came += attempt.people
    places.save()


def _keeper(actor: Actor, board: BoardRecord) -> None:
    if not keeps_lists(actor, board):
        raise NotAllowed(_("Only a coordinator or a board member can keep the board's lists."), Act.SAY_REACHED)
