"""A timeline with the look-ups that rules share: signals by kind, occurrences in order of time, adults around the child.

An *occurrence* is one event however many agencies tell it: linked accounts count once. Its span of days is the widest its
accounts allow, and it is known from the first day any of them was.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from keepsight.model import (
    Attendance,
    Basis,
    Entry,
    EntryId,
    EntryKind,
    Evidence,
    People,
    Reading,
    Role,
    Signal,
    SignalKind,
    Span,
    Stance,
    Timeline,
)

PARENTS = frozenset({Role.MOTHER, Role.FATHER, Role.PARENT_PARTNER})
FAMILY = PARENTS | {Role.SIBLING, Role.GRANDPARENT, Role.RELATIVE}
TOLD = frozenset({Stance.ASSERTED, Stance.POSSIBLE})
MISSED = frozenset({Attendance.NOT_BROUGHT, Attendance.NO_ACCESS, Attendance.CANCELLED_FAMILY})
KEPT_OR_MISSED = MISSED | {Attendance.KEPT}
_LONG = 31
_LONG_SPAN = timedelta(days=_LONG)
"""Rows that may lie on more days than this are kept apart, so that a look into a window need not pass over all rows."""
_NO_READING = Reading(entry=EntryId(""))
T = TypeVar("T")
_ORDER = attrgetter("order")
_FIRST_DAY = attrgetter("first_day")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One entry with its reading; the unit that rules pass around. A view makes one of each entry: a row equals itself alone.

    `first_day` and `day` are the first and the last day it can have happened (rules look at dated rows only), `known` the
    day its own agency is shown to have known it, `said` the signals that it says are so or may be and `told` their kinds.
    Accounts of one event share `event`. What rules ask of a row most often is held beside the entry: a long review asks it
    millions of times.
    """

    entry: Entry
    reading: Reading
    order: int
    id: EntryId
    agency: str
    attendance: Attendance | None
    event: str
    first_day: date
    day: date
    known: date
    said: tuple[Signal, ...]
    told: frozenset[SignalKind]

    @property
    def basis(self) -> Basis | None:
        return self.reading.basis

    def signals(self, *kinds: SignalKind, stances: Iterable[Stance] = TOLD) -> tuple[Signal, ...]:
        """Its signals of these kinds in these stances (said to be so, or possibly so, unless told otherwise)."""
        if stances is TOLD:
            return () if self.told.isdisjoint(kinds) else tuple([s for s in self.said if s.kind in kinds])
        return tuple(s for s in self.reading.signals if s.kind in kinds and s.stance in stances)

    def has(self, *kinds: SignalKind, stances: Iterable[Stance] = TOLD) -> bool:
        if stances is TOLD:
            return not self.told.isdisjoint(kinds)
        return any(s.kind in kinds and s.stance in stances for s in self.reading.signals)

    def evidence(self, *signals: Signal, why: str = "") -> Evidence:
        """This entry as evidence, with the words of the given signals."""
        spans = tuple(dict.fromkeys(s.span for s in signals))
        return Evidence(self.id, spans, why)

    def attendance_evidence(self) -> Evidence:
        span = self.reading.attendance_span
        return Evidence(self.id, (span,) if span is not None else ())


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One event: its rows in timeline order, one at least."""

    rows: tuple[Row, ...]

    @property
    def row(self) -> Row:
        return self.rows[0]

    @property
    def day(self) -> date:
        return min(r.day for r in self.rows) if len(self.rows) > 1 else self.rows[0].day

    @property
    def first_day(self) -> date:
        return min(r.first_day for r in self.rows) if len(self.rows) > 1 else self.rows[0].first_day

    @property
    def known(self) -> date:
        return min(r.known for r in self.rows)

    @property
    def agencies(self) -> frozenset[str]:
        return frozenset(r.agency for r in self.rows)


class Window:
    """Rows in order of their first day, for looks into a stretch of days that do not pass over all of them."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self._rows = rows
        self._starts = [r.first_day for r in rows]
        self._loose = [r for r in rows if r.day > r.first_day]
        self._loose_starts = [r.first_day for r in self._loose]
        self._long = [r for r in self._loose if (r.day - r.first_day).days > _LONG]

    def between(self, first: date, last: date) -> tuple[Row, ...]:
        """Rows that can lie between two days, both inclusive: the longest first, then in order of their first day."""
        rows = self._rows[bisect_left(self._starts, first) : bisect_right(self._starts, last)]
        if not self._loose:
            return rows
        # Of the rows that begin before the stretch only those of several days can reach into it.
        early = first - _LONG_SPAN if first > date.min + _LONG_SPAN else date.min
        begun = self._loose[bisect_left(self._loose_starts, early) : bisect_left(self._loose_starts, first)]
        reaching = [r for r in begun if r.day >= first]
        long = [r for r in self._long if r.first_day < early and r.day >= first]
        return (*long, *reaching, *rows) if long or reaching else rows


def _row(entry: Entry, reading: Reading, order: int, event: str) -> Row:
    first, last = entry.when.earliest or date.min, entry.when.latest or date.min
    recorded = entry.recorded.latest if entry.recorded is not None else None
    said = tuple(s for s in reading.signals if s.stance in TOLD)
    return Row(
        entry=entry,
        reading=reading,
        order=order,
        id=entry.id,
        agency=entry.agency,
        attendance=reading.attendance,
        event=event,
        first_day=first,
        day=last,
        known=recorded or last,
        said=said,
        told=frozenset(s.kind for s in said),
    )


def _without_copies(rows: Iterable[Row]) -> Iterable[Row]:
    """The rows without those that stand word for word in the same file already: sent twice is not happened twice."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        entry = row.entry
        key = (entry.place.file, entry.digest or f"{entry.when.text}|{entry.text}")
        if key not in seen:
            seen.add(key)
            yield row


class View:
    """The timeline as rules see it. Undated rows are left out of every rule that speaks of time."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.people: People = timeline.people
        self._events = {e.id: e.entries for e in timeline.events}
        event_of = {i: e.id for e in timeline.events for i in e.entries}
        every = [
            _row(e, timeline.readings.get(e.id, _NO_READING), i, event_of.get(e.id, f"row-{e.id}"))
            for i, e in enumerate(timeline.entries)
        ]
        self.all_rows: tuple[Row, ...] = tuple(_without_copies(every))
        self.rows: tuple[Row, ...] = tuple(
            r for r in self.all_rows if r.entry.kind is EntryKind.EVENT and r.entry.when.is_dated
        )
        self.by_id: dict[EntryId, Row] = {r.id: r for r in every}
        self._windows: dict[tuple[SignalKind, ...] | None, Window] = {
            (): Window(self.rows),
            None: Window(tuple(r for r in self.rows if r.attendance in KEPT_OR_MISSED)),
        }
        self._memory: dict[str, object] = {}
        self._roles: dict[str, Role] = {str(p.ref): p.role for p in self.people.people}
        self._of_kinds: dict[tuple[SignalKind, ...], tuple[Row, ...]] = {}

    @cached_property
    def _by_kind(self) -> dict[SignalKind, tuple[Row, ...]]:
        found: dict[SignalKind, list[Row]] = defaultdict(list)
        for row in self.rows:
            for kind in row.told:
                found[kind].append(row)
        return {k: tuple(v) for k, v in found.items()}

    def remember(self, name: str, find: Callable[[], T]) -> T:
        """What `find` gives, found once: several rules ask for it, or one rule many times."""
        if name not in self._memory:
            self._memory[name] = find()
        return self._memory[name]  # type: ignore[return-value]  # what stands under a name is what its `find` gave

    def with_kind(self, *kinds: SignalKind) -> tuple[Row, ...]:
        """Dated rows that tell of any of these kinds, in order."""
        if kinds not in self._of_kinds:
            rows = {r.order: r for k in kinds for r in self._by_kind.get(k, ())}
            self._of_kinds[kinds] = tuple(rows[i] for i in sorted(rows))
        return self._of_kinds[kinds]

    def accounts(self, row: Row) -> tuple[Row, ...]:
        """All accounts of the same event, this one among them."""
        entries = self._events.get(row.event)
        return (row,) if entries is None else tuple(self.by_id[i] for i in entries)

    def same_event(self, a: Row, b: Row) -> bool:
        return a.event == b.event

    def occurrences(self, rows: Iterable[Row]) -> tuple[Occurrence, ...]:
        """Rows grouped by event, in order of the first of each."""
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(row.event, []).append(row)
        found = [Occurrence((g[0],) if len(g) == 1 else tuple(sorted(g, key=_ORDER))) for g in groups.values()]
        return tuple(sorted(found, key=lambda o: (o.first_day, o.row.order)))

    @staticmethod
    def once(rows: Iterable[Row]) -> list[Row]:
        """The first row of each event, in the order given: to count events where their other accounts do not matter."""
        found: dict[str, Row] = {}
        for row in rows:
            found.setdefault(row.event, row)
        return list(found.values())

    def between(self, first: date, last: date, *kinds: SignalKind) -> tuple[Row, ...]:
        """Dated rows that can lie between two days, both inclusive; only those that tell of any of the kinds, if given."""
        if last < first:
            return ()
        return self._window(kinds).between(first, last)

    def appointments(self, first: date, last: date) -> tuple[Row, ...]:
        """Rows between two days of an appointment that was kept or missed."""
        return self._windows[None].between(first, last) if last >= first else ()

    @cached_property
    def loose(self) -> frozenset[EntryId]:
        """The entries whose date can be several days."""
        return frozenset(e.id for e in self.timeline.entries if not is_sure(e))

    @cached_property
    def agencies(self) -> frozenset[str]:
        """The agencies with dated rows."""
        return frozenset(r.agency for r in self.rows)

    def _window(self, kinds: tuple[SignalKind, ...]) -> Window:
        if kinds not in self._windows:
            self._windows[kinds] = Window(self.with_kind(*kinds))
        return self._windows[kinds]

    def after(self, row: Row, days: int, *kinds: SignalKind) -> tuple[Row, ...]:
        """Rows (of any of the kinds) from the day of `row` up to `days` later, itself and its other accounts left out."""
        end = row.day + timedelta(days=days)
        return tuple(r for r in self.between(row.first_day, end, *kinds) if r.event != row.event)

    def before(self, row: Row, days: int, *kinds: SignalKind) -> tuple[Row, ...]:
        start = row.first_day - timedelta(days=days)
        return tuple(r for r in self.between(start, row.day, *kinds) if r.event != row.event)

    def role(self, ref: str) -> Role | None:
        if ref.startswith("kin:"):
            name = ref.removeprefix("kin:")
            return Role.MOTHER if name == "parent" else Role(name) if name in set(Role) else None
        return self._roles.get(ref)

    @cached_property
    def last_day(self) -> date:
        return max((r.day for r in self.rows), default=date.min)


def is_sure(entry: Entry) -> bool:
    """False for a date that can be several days: a month, a range, or a day with a question mark."""
    return not entry.when.is_dated or (entry.when.is_one_day and not entry.when.uncertain)


def can_follow(row: Row, earlier: Row) -> bool:
    """True if a row stands behind another, or can have come after it where the date of either is loose."""
    loose = row.first_day < row.day or earlier.first_day < earlier.day
    return row.order > earlier.order or (loose and row != earlier and row.day >= earlier.first_day)


def windows(
    occurrences: Sequence[Occurrence], *, days: int, enough: Callable[[Sequence[Occurrence]], bool]
) -> list[tuple[Occurrence, ...]]:
    """Runs of occurrences within `days` of each other that are `enough`, without overlap.

    A run begins at the first occurrence from which enough lie within the window; it takes in all that the window holds,
    and the next begins after it.
    """
    found: list[tuple[Occurrence, ...]] = []
    start = 0
    while start < len(occurrences):
        limit = occurrences[start].first_day + timedelta(days=days)
        run = occurrences[start : bisect_right(occurrences, limit, lo=start, key=_FIRST_DAY)]
        if enough(run):
            found.append(tuple(run))
            start += len(run)
        else:
            start += 1
    return found


def first_enough(run: Sequence[Occurrence], enough: Callable[[Sequence[Occurrence]], bool]) -> tuple[Occurrence, ...]:
    """The shortest beginning of a run that is enough: what was needed before the question could be asked."""
    for size in range(1, len(run) + 1):
        if enough(run[:size]):
            return tuple(run[:size])
    return tuple(run)


def whole(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)
