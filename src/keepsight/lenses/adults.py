"""Adults and older people around the child who are no family and no staff: who, linked how, how old, checked by whom.

An adult of the people list is one person however the rows call them. Somebody unlisted ("a woman on a boat") is kept by the
words alone, under one key for all such mentions, since nothing says whether they are one or many. Roles, ages and acts
decide; there is no gender here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from keepsight.lenses.view import FAMILY, Row, View
from keepsight.model import Role, Signal, SignalKind

UNLISTED = "unlisted"
PEER_GAP = 4
"""Years of age within which somebody is a peer of the child [L]; the age-and-power rule has its own value."""
CHECK_DAYS = 14
"""Days after a row within which a check of the adult still answers it [L]."""
NEAR = 120
"""Days within which words about an unnamed adult are taken for the adult most named then [L]."""
SMALL = 11
"""Years of age under which a "partner" is a parent's [L]."""
VETTED = re.compile(r"dbs|reference|check|verif|confirm|fostering|pnc|pnd|tracing")
_YEARS = re.compile(r"\d{1,2}")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})")
_LINKS = (SignalKind.RELATIONSHIP, SignalKind.EXCHANGE, SignalKind.ADULT_MENTION)
_CHECKED = (SignalKind.RECORD_CHECK,)
_ADVERSE = re.compile(r"convict|no trace|very worrying|caution|suspect|wanted|previous")


@dataclass(frozen=True, slots=True)
class Tie:
    """One row that ties the child to an adult, with the signals that do."""

    row: Row
    signals: tuple[Signal, ...]

    def of(self, *kinds: SignalKind) -> tuple[Signal, ...]:
        return tuple(s for s in self.signals if s.kind in kinds)


@dataclass(frozen=True, slots=True)
class Adult:
    """An adult or possible adult tied to the child; `age` on the day of the first tie, where anything tells it."""

    key: str
    ties: tuple[Tie, ...]
    age: int | None
    age_rows: tuple[Row, ...]
    checked: tuple[Row, ...]

    def cleared(self, row: Row) -> bool:
        """True if the adult had been looked up, with nothing adverse, by the time of a row or a fortnight after it."""
        if self.key == UNLISTED:
            return any(0 <= (c.day - row.day).days <= CHECK_DAYS for c in self.checked)
        return any((c.day - row.day).days <= CHECK_DAYS for c in self.checked)

    @property
    def exchanges(self) -> tuple[Tie, ...]:
        return tuple(t for t in self.ties if t.of(SignalKind.EXCHANGE))

    @property
    def relationships(self) -> tuple[Tie, ...]:
        return tuple(t for t in self.ties if t.of(SignalKind.RELATIONSHIP))


def child_age(view: View, day: date) -> int | None:
    """The child's age in whole years on a day, where the people list has a birth date."""
    child = view.people.child
    if child is None or child.dob is None:
        return None
    born = child.dob
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def adults(view: View) -> tuple[Adult, ...]:
    """Everybody tied to the child who is neither family, staff nor a peer, in order of the first tie."""
    return view.remember("adults", lambda: _adults(view))


def _adults(view: View) -> tuple[Adult, ...]:
    ties: dict[str, list[Tie]] = defaultdict(list)
    older = _older_peers(view)
    for row in view.rows:
        for key, signals in _ties_of(view, row, older).items():
            ties[key].append(Tie(row, tuple(signals)))
    _join_unnamed(ties)
    found = []
    for key, rows in ties.items():
        age_rows = _age_rows(view, key)
        age = _age(view, key, age_rows, rows[0].row.day)
        young = child_age(view, rows[0].row.day)
        if age is not None and young is not None and age < 18 and age - young < PEER_GAP:
            continue
        found.append(Adult(key, tuple(rows), age, age_rows, _checked_rows(view, key)))
    return tuple(sorted(found, key=lambda a: (a.ties[0].row.order, a.key)))


def _join_unnamed(ties: dict[str, list[Tie]]) -> None:
    """Moves ties to "a woman", "she", "the friend" to the adult most named in those months."""
    kept = []
    named = {k: sorted(t.row.day for t in rows) for k, rows in ties.items() if k != UNLISTED}
    joined: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties.pop(UNLISTED, []):
        low, high = tie.row.day - timedelta(days=NEAR), tie.row.day + timedelta(days=NEAR)
        near = {k: bisect_right(days, high) - bisect_left(days, low) for k, days in named.items()}
        most = max(near.values(), default=0)
        likely = [k for k, n in near.items() if n == most]
        if most and len(likely) == 1:
            joined[likely[0]].append(tie)
        else:
            kept.append(tie)
    for key, more in joined.items():
        ties[key] += more
    for rows in ties.values():
        rows.sort(key=lambda t: t.row.order)
    if kept:
        ties[UNLISTED] = kept


def _older_peers(view: View) -> frozenset[str]:
    """Listed friends of the child who are clearly older: by as many years as make somebody no peer."""
    child = view.people.child
    if child is None or child.dob is None:
        return frozenset()
    born = child.dob
    return frozenset(
        str(p.ref)
        for p in view.people.people
        if p.role is Role.PEER and p.dob is not None and (born - p.dob).days >= PEER_GAP * 365.25
    )


def _ties_of(view: View, row: Row, older: frozenset[str]) -> dict[str, list[Signal]]:
    listed = [p for p in row.reading.persons if view.role(p) is Role.ADULT_ASSOCIATE or p in older]
    if row.has(SignalKind.PEER) and not older.intersection(listed):
        return {}
    found: dict[str, list[Signal]] = defaultdict(list)
    of_parent = any(view.role(p) is Role.PARENT_PARTNER for p in row.reading.persons) or _is_small(view, row)
    for signal in row.signals(*_LINKS):
        of_family = of_parent or (signal.role is not None and signal.role in FAMILY)
        if signal.kind is SignalKind.RELATIONSHIP and signal.detail == "partner" and of_family:
            continue
        if signal.kind is SignalKind.ADULT_MENTION and of_parent:
            continue
        key = _who(signal, listed, older)
        if key is not None:
            found[key].append(signal)
    for person in listed:
        if person not in found and row.has(SignalKind.PRAISE_ADULT, SignalKind.INDICATOR):
            found[person] = list(row.signals(SignalKind.PRAISE_ADULT, SignalKind.INDICATOR))
    return found


def _is_small(view: View, row: Row) -> bool:
    """A partner in the record of a small child is a parent's."""
    age = child_age(view, row.day)
    return age is not None and age < SMALL


def _who(signal: Signal, listed: list[str], older: frozenset[str]) -> str | None:
    """The adult a signal speaks of: the nearest person where that is a listed adult, else any listed in the row, else unlisted."""
    near = signal.other
    if near and (signal.other_role is Role.ADULT_ASSOCIATE or near in older):
        return near
    if signal.kind is SignalKind.EXCHANGE and near and signal.other_role is not Role.ADULT_ASSOCIATE and not listed:
        return None
    if signal.kind is SignalKind.RELATIONSHIP and near and signal.other_role in (Role.PEER, Role.OTHER) and not listed:
        return None
    if len(listed) == 1:
        return listed[0]
    return listed[0] if listed else UNLISTED


def _age_rows(view: View, key: str) -> tuple[Row, ...]:
    if key == UNLISTED:
        return ()
    return tuple(
        r for r in view.rows if any(s.kind is SignalKind.AGE_STATED and s.person == key for s in r.reading.signals)
    )


def _age(view: View, key: str, rows: tuple[Row, ...], day: date) -> int | None:
    listed = next((p for p in view.people.people if str(p.ref) == key), None)
    if listed is not None and listed.dob is not None:
        return day.year - listed.dob.year - ((day.month, day.day) < (listed.dob.month, listed.dob.day))
    ages: list[int] = []
    for row in rows:
        for signal in row.reading.signals:
            if signal.kind is SignalKind.AGE_STATED and signal.person == key:
                if found := _DATE.search(signal.words):
                    year = int(found[3])
                    year += 0 if year > 100 else (1900 if year > 30 else 2000)
                    ages.append(day.year - year)
                elif number := _YEARS.search(signal.words):
                    ages.append(int(number[0]))
    return max(ages) if ages else None


def _checked_rows(view: View, key: str) -> tuple[Row, ...]:
    """Rows in which somebody looked this person up and nothing adverse was found."""
    return tuple(r for r in view.rows if (key == UNLISTED or key in r.reading.persons) and is_clearing(r))


def is_clearing(row: Row) -> bool:
    """True if somebody was looked up in the row and nothing adverse was found."""
    return any(VETTED.search(s.words) for s in row.signals(*_CHECKED)) and not _ADVERSE.search(row.entry.text.lower())
