"""The board at a glance: circulation, training and measures in a few figures; and one's own agency's returns first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from keepsight.access import Actor, SeatRole
from keepsight.review.acting import Standing
from keepsight.services.board import BoardPage
from keepsight.services.circulated import Circulated, circulated
from keepsight.services.measuring import Measured
from keepsight.services.training import courses_of
from keepsight.store.models import BoardRecord, CirculationRecord, ReviewRecord


@dataclass(frozen=True, slots=True)
class Own:
    """What one's own agencies still owe: answers to recommendations and overdue actions by review, teams without an answer."""

    agencies: tuple[str, ...]
    answers: tuple[tuple[ReviewRecord, int], ...]
    overdue: tuple[tuple[ReviewRecord, int], ...]
    teams: tuple[tuple[CirculationRecord, int], ...]

    @property
    def nothing(self) -> bool:
        return not (self.answers or self.overdue or self.teams)


@dataclass(frozen=True, slots=True)
class Glance:
    """Counts over the board. `asked` and `discussed` are teams of all circulations together; `verdicts` counts measures."""

    asked: int
    discussed: int
    courses: int
    need_bias_review: int
    places: int
    verdicts: dict[str, int]
    own: Own | None


def verdict(found: Measured) -> str:
    """What a measure's chart says in one word: few, baseline, better, worse or none."""
    if found.needed:
        return "few"
    if not found.chart.enough:
        return "baseline"
    if found.is_better:
        return "better"
    return "worse" if found.first_signal else "none"


def glance_of(actor: Actor, page: BoardPage, *, today: date) -> Glance:
    """The figures, and what the own agencies owe where somebody authors for one or sits on the board for it."""
    board = page.board
    sent = [circulated(actor, c, today=today) for c in board.circulations.select_related("version__guidance", "board")]
    courses = courses_of(board, today=today)
    return Glance(
        asked=sum(c.whole.cascaded for c in sent),
        discussed=sum(c.whole.discussed for c in sent),
        courses=len(courses),
        need_bias_review=sum(c.needs_bias_review for c in courses),
        places=sum(c.came for c in courses),
        verdicts=dict(Counter(verdict(m) for _review, r in page.recommended for m in r.measures)),
        own=_own(actor, page, sent),
    )


def _own(actor: Actor, page: BoardPage, sent: list[Circulated]) -> Own | None:
    own = _led(actor, page.board)
    if not own:
        return None
    names = page.board.agencies.filter(pk__in=own).order_by("name").values_list("name", flat=True)
    answers: Counter[ReviewRecord] = Counter()
    overdue: Counter[ReviewRecord] = Counter()
    for review, r in page.recommended:
        answers[review] += sum(a.record is None and a.agency in own for a in r.answers)
        overdue[review] += sum(a.standing is Standing.OVERDUE and a.record.agency_id in own for a in r.actions)
    teams = [(c.record, sum(t.team.agency_id in own for t in c.unanswered)) for c in sent]
    return Own(
        tuple(names),
        tuple((r, n) for r, n in answers.items() if n),
        tuple((r, n) for r, n in overdue.items() if n),
        tuple((c, n) for c, n in teams if n),
    )


def _led(actor: Actor, board: BoardRecord) -> frozenset[int]:
    """The agencies for which somebody authors or sits on the board."""
    reviews = set(board.reviews.values_list("pk", flat=True))
    leads = {SeatRole.AUTHOR, SeatRole.BOARD}
    return frozenset(s.agency for s in actor.seats if s.role in leads and s.review in reviews and s.agency is not None)
