"""What the pictures of a review draw, as values: who was in contact, crises beside crises, who held how much when.

A picture is drawn from these and its table is written from these, so that the two cannot say different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keepsight.model.entry import EntryId


class Company(StrEnum):
    """Whether the record says who was with the child in a crisis; "not recorded" is neither yes nor no."""

    WITH_ADULT = "with_adult"
    ALONE = "alone"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, slots=True)
class Contact:
    """A day on which an agency was in contact with the child; `worker` is "" where the row names nobody."""

    day: date
    agency: str
    worker: str


@dataclass(frozen=True, slots=True)
class Share:
    """Contact days held in a stretch of time (both days inclusive), by agency and by (agency, worker).

    A day counts once for each holder: `agency_days` and `worker_days` are the sums of the two, which differ where an agency
    sent two workers on one day.
    """

    start: date
    end: date
    by_agency: tuple[tuple[str, int], ...]
    by_worker: tuple[tuple[tuple[str, str], int], ...]

    @property
    def agency_days(self) -> int:
        return sum(n for _, n in self.by_agency)

    @property
    def worker_days(self) -> int:
        return sum(n for _, n in self.by_worker)


@dataclass(frozen=True, slots=True)
class Without:
    """What is left of the child's contact if one worker is away: days, and the longest stretch with none (in days).

    The stretch lies between two days of contact, `gap_start` and `gap_end`; both are None where fewer than two days are left.
    """

    agency: str
    worker: str
    days_of_worker: int
    days_left: int
    gap: int
    gap_start: date | None
    gap_end: date | None


@dataclass(frozen=True, slots=True)
class Crisis:
    """One adverse event, however many agencies tell of it: its kinds in words, of the child and around the child.

    `company` is None where the event is not a crisis of the child. `beside` are the places, in the list of crises, of family
    crises that stand beside a child's crisis and the other way round. `contacts` are the agencies in contact with the child
    from its first day to the window's end, each with its number of days.
    """

    first_day: date
    last_day: date
    of_child: tuple[str, ...]
    around: tuple[str, ...]
    entries: tuple[EntryId, ...]
    agencies: tuple[str, ...]
    company: Company | None
    beside: tuple[int, ...]
    contacts: tuple[tuple[str, int], ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        return (*self.of_child, *self.around)


@dataclass(frozen=True, slots=True)
class Held:
    """One event that raises a question, with the first day each agency is shown to have known of it (None: day not shown)."""

    day: date
    entries: tuple[EntryId, ...]
    known: tuple[tuple[str, date | None], ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """All that is drawn. `whole` is the gap and the days with everybody; `beside_days` the window of crises side by side."""

    contacts: tuple[Contact, ...] = ()
    shares: tuple[Share, ...] = ()
    days: int = 0
    gap: int = 0
    gap_start: date | None = None
    gap_end: date | None = None
    without: tuple[Without, ...] = ()
    crises: tuple[Crisis, ...] = ()
    beside_days: int = 0
    held: tuple[Held, ...] = ()
    marks: tuple[date, ...] = ()
    """The last days of the stretches of `shares`: the days for which tables say what was held."""
