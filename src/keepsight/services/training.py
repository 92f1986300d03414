"""The training register: courses, their bias reviews, sessions, who came by agency and role, and whether it helped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act, Actor, NotAllowed
from keepsight.model import KeepsightError
from keepsight.services import trail
from keepsight.services.actors import actor_of
from keepsight.services.bias_scan import scan
from keepsight.services.board import keeps_lists
from keepsight.services.circulating import own_agencies
from keepsight.services.learning_event import MODES
from keepsight.store.models import (
    AgencyRecord,
    BiasReviewRecord,
    BoardRecord,
    CourseRecord,
    EvaluationRecord,
    PlacesRecord,
    RecommendationRecord,
    SessionRecord,
    TeamRecord,
    UserRecord,
)

CHECKLIST = ("boys", "women", "same_signs", "pictures", "blame", "kind", "other_children", "speak")
"""What a bias review asks of a course (services/loop_words.py has the questions)."""
OUTCOMES = ("keep", "change", "withdraw")
WHEN = ("before", "after", "later")
STALE = timedelta(days=365)
"""A bias review older than this is to be done again [L]."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the people of an agency, or of a role, how many places were taken; one who came twice counts twice."""

    name: str
    people: int
    came: int


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The mean of the answers at one time, and how many there were."""

    when: str
    answers: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Course:
    """A course as it is read. `needs_bias_review` where it is on exploitation and none stands that is not too old."""

    record: CourseRecord
    sessions: tuple[SessionRecord, ...]
    last_review: BiasReviewRecord | None
    needs_bias_review: bool
    overdue: bool
    by_agency: tuple[Coverage, ...]
    by_kind: tuple[Coverage, ...]
    evaluated: tuple[Evaluated, ...]

    @property
    def came(self) -> int:
        return sum(c.came for c in self.by_agency)

    @property
    def gaps(self) -> tuple[Coverage, ...]:
        """Agencies with people whom it is meant for, of whom nobody came."""
        return tuple(c for c in self.by_agency if c.people and not c.came)


@transaction.atomic
def keep_course(
    user: UserRecord,
    board: BoardRecord,
    course: CourseRecord | None = None,
    *,
    title: str,
    owner: str,
    for_kind: str = "",
    on_exploitation: bool = False,
    review_on: date | None = None,
    recommendation: RecommendationRecord | None = None,
) -> CourseRecord:
    """A course, new or changed."""
    _keeper(actor_of(user), board)
    if not title.strip() or not owner.strip():
        raise KeepsightError(_("A course has a title and somebody who owns it."))
    kept = course or CourseRecord(board=board, made_by=user, made_at=timezone.now())
    kept.title, kept.owner, kept.for_kind = title.strip()[:200], owner.strip()[:120], for_kind.strip()[:60]
    kept.on_exploitation, kept.review_on, kept.recommendation = on_exploitation, review_on, recommendation
    kept.save()
    trail.note(user.pk, "keep a course", what=f"course {kept.pk}")
    return kept


@transaction.atomic
def review_bias(
    user: UserRecord,
    course: CourseRecord,
    *,
    on: date,
    reviewer: str,
    answers: Mapping[str, str],
    outcome: str,
    note: str = "",
    file_name: str = "",
    content: bytes = b"",
) -> BiasReviewRecord:
    """A course looked at for gender bias; the slides or handout sent along are scanned and not kept."""
    _keeper(actor_of(user), course.board)
    told = {key: str(answers.get(key, "")) for key in CHECKLIST}
    if any(a not in ("yes", "no", "na") for a in told.values()):
        raise KeepsightError(_("Answer every line of the checklist."))
    if outcome not in OUTCOMES:
        raise KeepsightError(_("Choose what is to be done with the course."))
    if outcome == "keep" and "no" in told.values() and not note.strip():
        raise KeepsightError(_("Something is answered with no: say why the course is kept as it is."))
    if on > timezone.localdate():
        raise KeepsightError(_("That day has not come yet."))
    made = BiasReviewRecord.objects.create(
        course=course,
        on=on,
        reviewer=reviewer.strip()[:120],
        answers=told,
        outcome=outcome,
        note=note.strip(),
        file_name=file_name[-200:],
        scan=scan(file_name, content) if content else {},
        made_by=user,
        made_at=timezone.now(),
    )
    trail.note(user.pk, "review a course for bias", what=f"course {course.pk}, {outcome}")
    return made


@transaction.atomic
def keep_session(
    user: UserRecord, course: CourseRecord, *, held_on: date, mode: str = "room", places: int | None = None
) -> SessionRecord:
    """A day on which the course is held."""
    _keeper(actor_of(user), course.board)
    if mode not in MODES:
        raise KeepsightError(_("Choose whether people meet in a room, online, or both."))
    made = SessionRecord.objects.create(course=course, held_on=held_on, mode=mode, places=places)
    trail.note(user.pk, "plan a session", what=f"course {course.pk}, session {made.pk}")
    return made


@transaction.atomic
def take_places(
    user: UserRecord, session: SessionRecord, agency: AgencyRecord, *, kind: str = "", signed_up: int = 0, came: int = 0
) -> PlacesRecord:
    """How many of an agency and a role signed up and came; an author does this for the own agency."""
    actor = actor_of(user)
    board = session.course.board
    if agency.board_id != board.pk:
        raise KeepsightError(_("Choose an agency of this board."))
    if not keeps_lists(actor, board) and agency.pk not in own_agencies(actor, board):
        raise NotAllowed(_("You can do this for your own agency."), Act.RESPOND)
    if came and session.held_on > timezone.localdate():
        raise KeepsightError(_("Nobody can have come to a session that was not held yet."))
    others = sum(p.signed_up for p in session.taken.exclude(agency=agency, kind=kind.strip()))
    if session.places is not None and signed_up + others > session.places:
        raise KeepsightError(_("There are %(n)d places left.") % {"n": max(0, session.places - others)})
    kept, _new = PlacesRecord.objects.update_or_create(
        session=session, agency=agency, kind=kind.strip()[:60], defaults={"signed_up": signed_up, "came": came}
    )
    trail.note(user.pk, "take places in a session", what=f"session {session.pk}, agency {agency.pk}")
    return kept


@transaction.atomic
def evaluate(user: UserRecord, session: SessionRecord, *, when: str, scores: Sequence[int]) -> EvaluationRecord:
    """How many gave each answer from 1 to 5, before, after or three months later."""
    _keeper(actor_of(user), session.course.board)
    if when not in WHEN or len(scores) != 5 or any(n < 0 for n in scores):
        raise KeepsightError(_("Say how many gave each answer from 1 to 5."))
    kept, _new = EvaluationRecord.objects.update_or_create(
        session=session, when=when, defaults={"scores": list(scores)}
    )
    trail.note(user.pk, "keep an evaluation", what=f"session {session.pk}, {when}")
    return kept


def courses_of(board: BoardRecord, *, today: date, only: int | None = None) -> tuple[Course, ...]:
    """The courses of a board with their coverage."""
    found = board.courses.select_related("recommendation").prefetch_related(
        "bias_reviews", "sessions__taken__agency", "sessions__evaluations"
    )
    if only is not None:
        found = found.filter(pk=only)
    teams = list(TeamRecord.objects.filter(agency__board=board, closed_at=None).select_related("agency"))
    return tuple(_course(c, teams, today) for c in found)


def _course(record: CourseRecord, teams: Iterable[TeamRecord], today: date) -> Course:
    meant = [t for t in teams if not record.for_kind or t.kind == record.for_kind]
    sessions = tuple(record.sessions.all())
    taken = [p for s in sessions for p in s.taken.all()]
    last = next(iter(record.bias_reviews.all()), None)
    return Course(
        record=record,
        sessions=sessions,
        last_review=last,
        needs_bias_review=record.on_exploitation and (last is None or last.on + STALE < today),
        overdue=record.review_on is not None and record.review_on < today,
        by_agency=_coverage(((t.agency.name, t.people) for t in meant), ((p.agency.name, p.came) for p in taken)),
        by_kind=_coverage(((t.kind, t.people) for t in meant), ((p.kind, p.came) for p in taken)),
        evaluated=tuple(_evaluated(when, [e for s in sessions for e in s.evaluations.all()]) for when in WHEN),
    )


def _coverage(people: Iterable[tuple[str, int]], came: Iterable[tuple[str, int]]) -> tuple[Coverage, ...]:
    work: dict[str, int] = defaultdict(int)
    there: dict[str, int] = defaultdict(int)
    for name, n in people:
        work[name] += n
    for name, n in came:
        there[name] += n
    return tuple(Coverage(name, work[name], there[name]) for name in sorted({*work, *there}))


def _evaluated(when: str, evaluations: Iterable[Any]) -> Evaluated:
    scores = [sum(column) for column in zip(*(e.scores for e in evaluations if e.when == when), strict=True)]
    answers = sum(scores)
    mean = sum(i * n for i, n in enumerate(scores, 1)) / answers if answers else None
    return Evaluated(when, answers, mean)


def _keeper(actor: Actor, board: BoardRecord) -> None:
    if not keeps_lists(actor, board):
        raise NotAllowed(_("Only a coordinator or a board member can keep the board's lists."), Act.SAY_REACHED)
