"""A circulation as it is read: who has not passed it on, who has not answered, and how many people it has really reached.

Sent, opened, discussed: three different things, counted apart. People are counted as reached only where their team says that so
many were there when it was discussed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from keepsight.access import Actor
from keepsight.services.board import keeps_lists
from keepsight.services.circulating import own_agencies
from keepsight.store.models import CirculationRecord, ReceiptRecord, TeamRecord


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of teams and people: `people` work in the teams there are, `present` were there when it was discussed."""

    name: str
    teams: int
    cascaded: int
    opened: int
    discussed: int
    people: int
    present: int

    @property
    def share(self) -> float | None:
        """Of the people who work there, those who were there; None where nobody works. More than all are taken for all."""
        return min(1.0, self.present / self.people) if self.people else None


@dataclass(frozen=True, slots=True)
class OfTeam:
    """A team with its receipt, None where it was not passed on; `late` where the day has gone by without an answer."""

    team: TeamRecord
    receipt: ReceiptRecord | None
    late: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Circulated:
    """One circulation: coverage by agency and by kind of team, and every team."""

    record: CirculationRecord
    whole: Coverage
    by_agency: tuple[Coverage, ...]
    by_kind: tuple[Coverage, ...]
    by_month: tuple[tuple[date, int, int], ...]
    teams: tuple[OfTeam, ...]

    @property
    def unanswered(self) -> tuple[OfTeam, ...]:
        return tuple(t for t in self.teams if t.receipt is None or t.receipt.answered_at is None)


def circulated(actor: Actor, circulation: CirculationRecord, *, today: date) -> Circulated:
    """The circulation with every team of the board's agencies."""
    board = circulation.board
    teams = list(TeamRecord.objects.filter(agency__board=board, closed_at=None).select_related("agency"))
    receipts = {r.team_id: r for r in circulation.receipts.select_related("team__agency", "cascaded_by")}
    wide, own = keeps_lists(actor, board), own_agencies(actor, board)
    late = circulation.due_on is not None and circulation.due_on < today
    held = [
        OfTeam(
            team=t,
            receipt=receipts.get(t.pk),
            late=late and (receipts.get(t.pk) is None or receipts[t.pk].answered_at is None),
            mine=wide or t.agency_id in own,
        )
        for t in teams
    ]
    agencies = dict.fromkeys(t.team.agency.name for t in held)
    kinds = sorted({t.team.kind for t in held})
    return Circulated(
        record=circulation,
        whole=_coverage("", held),
        by_agency=tuple(_coverage(a, [t for t in held if t.team.agency.name == a]) for a in agencies),
        by_kind=tuple(_coverage(k, [t for t in held if t.team.kind == k]) for k in kinds),
        by_month=_by_month(receipts.values()),
        teams=tuple(held),
    )


def _coverage(name: str, held: Iterable[OfTeam]) -> Coverage:
    found = list(held)
    receipts = [t.receipt for t in found if t.receipt is not None]
    discussed = [r for r in receipts if r.answered_at is not None]
    return Coverage(
        name=name,
        teams=len(found),
        cascaded=len(receipts),
        opened=sum(r.opened_at is not None for r in receipts),
        discussed=len(discussed),
        people=sum(t.team.people for t in found),
        present=sum(r.present or 0 for r in discussed),
    )


def _by_month(receipts: Iterable[ReceiptRecord]) -> tuple[tuple[date, int, int], ...]:
    """By the end of each month in which some team discussed it: teams and people so far."""
    told = sorted((r.discussed_on, r.present or 0) for r in receipts if r.answered_at is not None and r.discussed_on)
    months: dict[date, tuple[int, int]] = {}
    teams = people = 0
    for day, present in told:
        teams, people = teams + 1, people + present
        months[day.replace(day=1)] = (teams, people)
    return tuple((month, *counts) for month, counts in months.items())
