"""The merged timeline: entries in order, the events they tell of, what differs, who was silent, who knew what when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from keepsight.model.entry import Entry, EntryId
from keepsight.model.person import People
from keepsight.model.signal import Reading


class ConflictKind(StrEnum):
    DATE = "date"
    FACT = "fact"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more accounts of one event that do not agree; it is a finding, and nothing is settled here."""

    kind: ConflictKind
    entries: tuple[EntryId, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """Why two entries were taken for accounts of one event."""

    a: EntryId
    b: EntryId
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """A person's decision that two entries are accounts of one event (`together`), or that `b` tells of another."""

    a: EntryId
    b: EntryId
    together: bool


@dataclass(frozen=True, slots=True)
class Event:
    """What one or more accounts tell of; `entries` are in timeline order, one at least."""

    id: str
    entries: tuple[EntryId, ...]
    links: tuple[Link, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def __post_init__(self) -> None:
        if not self.entries:
            raise ValueError("an event has at least one account")


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch in which one agency recorded nothing, both days inclusive."""

    agency: str
    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


class HowKnown(StrEnum):
    """How an agency came to know: it wrote the entry, an entry of its own says it was told, or another says it was shared."""

    RECORDED = "recorded"
    TOLD = "told"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The first day an agency is shown to have known what an entry says; `witness` is the entry that shows it."""

    entry: EntryId
    agency: str
    day: date | None
    how: HowKnown
    witness: EntryId


@dataclass(frozen=True, slots=True)
class Timeline:
    """All chronologies of one review in one order.

    `entries` are in timeline order, undated ones where their file has them. `events` has one event for each linked
    group of two or more accounts, in timeline order. `readings` has one reading for each entry.
    """

    entries: tuple[Entry, ...]
    events: tuple[Event, ...] = ()
    silences: tuple[Silence, ...] = ()
    knowledge: tuple[Knowledge, ...] = ()
    people: People = field(default_factory=People)
    readings: Mapping[EntryId, Reading] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies in the order in which they first appear."""
        return tuple(dict.fromkeys(e.agency for e in self.entries))
