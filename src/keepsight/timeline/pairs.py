"""Pairs of rows that may tell of one event, and the log-odds that they do.

A long review has hundreds of thousands of pairs within a few days of each other, so what the look at a pair needs is laid out
once for each row: days as numbers, marks, what is rare. The pairs are weighed in two processes where there are many.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from keepsight.beside import beside
from keepsight.model import Entry, EntryId, Link
from keepsight.timeline.rarity import Marks, Rarity

ONE_DAY = frozenset({"strategy", "meeting", "joint_visit", "medical", "delivery", "communication"})
"""Kinds of event that begin and end on one day: two accounts of different days do not share them."""
MAX_GAP = 5
"""Days between two accounts of one event at most, unless one of them names the other's day [L]."""
SUPPORTED = -0.8
"""Log-odds above which a pair counts in support: two accounts of one event in different files that speak for a row."""

_BASE = -5.2
_COINCIDENCE = 0.65
_WORDS = 0.12
_LIKENESS = 1.4
_TOPICS = 0.8
_PERSONS = 0.1
_SAME_DAY = 1.25
_GAP = -0.28
_REFERS = 0.6
_LONG = -0.6
_NAMED = 0.3
_SAME_FILE = -1.3
_REFERENCE = 4.0
_NOTHING_SHARED = -0.4
_ENOUGH_WORDS = 25.0
_MOST_WORDS = _WORDS * _ENOUGH_WORDS + _LIKENESS + 1.0
"""Weights in log-odds, set on invented cases leaving each out in turn; see docs/explanation/linking.md."""
_MANY = 3_000
"""Rows from which the pairs are weighed in two processes."""

Scored = tuple[float, Entry, Entry, Link]


@dataclass(frozen=True, slots=True)
class Laid:
    """One row laid out for the look: days as ordinals, both ends inclusive; `days` are its own and those that it names."""

    entry: Entry
    file: str
    agency: str
    first: int
    last: int
    days: tuple[tuple[int, int], ...]
    marks: Marks
    topics: frozenset[str]
    lasting: frozenset[str]
    rare: frozenset[str]
    is_long: bool
    length: int
    weight: float


def scored(rows: Sequence[Entry], marked: Mapping[EntryId, Marks], rarity: Rarity) -> list[Scored]:
    """Every pair above `SUPPORTED` with its log-odds and its reasons; `rows` are dated."""
    ordered = sorted((_laid(e, marked[e.id], rarity) for e in rows), key=lambda r: r.first)
    half = len(ordered) // 2
    later = beside(lambda: _weighed(ordered, half, len(ordered), rarity), worth=len(ordered) >= _MANY)
    found = [*_weighed(ordered, 0, half, rarity), *later()]
    return [(s, ordered[i].entry, ordered[j].entry, _link(ordered[i], ordered[j], rarity)) for s, i, j in found]


def _laid(entry: Entry, marks: Marks, rarity: Rarity) -> Laid:
    first, last = entry.when.earliest, entry.when.latest
    if first is None or last is None:
        raise ValueError("only dated rows are linked")
    named = tuple((a.toordinal(), b.toordinal()) for a, b in marks.named_days)
    length = rarity.length[entry.id]
    return Laid(
        entry=entry,
        file=entry.place.file,
        agency=entry.agency,
        first=first.toordinal(),
        last=last.toordinal(),
        days=((first.toordinal(), last.toordinal()), *named),
        marks=marks,
        topics=marks.topics,
        lasting=marks.topics - ONE_DAY,
        rare=frozenset(w for w in marks.words if rarity.is_rare(w)),
        is_long=length > MAX_GAP,
        length=length,
        weight=rarity.weight[entry.id],
    )


def _weighed(ordered: Sequence[Laid], start: int, end: int, rarity: Rarity) -> list[tuple[float, int, int]]:
    """The pairs above `SUPPORTED` whose earlier row stands from `start` to before `end`."""
    found = []
    for i, j in _candidates(ordered, start, end):
        score = _weigh(ordered[i], ordered[j], rarity)
        if score > SUPPORTED:
            found.append((score, i, j))
    return found


def _candidates(ordered: Sequence[Laid], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pairs of different files worth weighing: near in time with something in common, or one naming the other's day."""
    starts = [r.first for r in ordered]
    # Every pair within the days is looked at, so what the look needs lies in one tuple for each row.
    looked = [(r.file, r.topics, r.rare, r.first) for r in ordered]
    for i in range(start, end):
        a = ordered[i]
        file, topics, rare, lasting, latest = a.file, a.topics, a.rare, a.lasting, a.last
        for j in range(i + 1, bisect_right(starts, latest + MAX_GAP)):
            other_file, other_topics, other_rare, first = looked[j]
            if file == other_file:
                if (first - latest <= 2 and not lasting.isdisjoint(other_topics)) or same_case(
                    a.marks, ordered[j].marks
                ):
                    yield i, j
            elif first <= latest or not topics.isdisjoint(other_topics) or not rare.isdisjoint(other_rare):
                yield i, j
        for first, last in a.days[1:]:
            for j in range(bisect_left(starts, first), len(ordered)):
                b = ordered[j]
                if b.first > last:
                    break
                if _gap(a, b) > MAX_GAP and file != b.file and not topics.isdisjoint(b.topics):
                    yield i, j


def same_case(a: Marks, b: Marks) -> bool:
    """True if both rows carry one reference number in a column for them."""
    return not a.references.isdisjoint(b.references)


def _gap(a: Laid, b: Laid) -> int:
    return max(b.first - a.last, a.first - b.last, 0)


def _event_gap(a: Laid, b: Laid) -> int:
    """Days between the days the two can be telling of: their own, or any they name."""
    if len(a.days) == 1 and len(b.days) == 1:
        return _gap(a, b)
    return min(max(y - z, w - x, 0) for w, z in a.days for y, x in b.days)


def _weigh(a: Laid, b: Laid, rarity: Rarity) -> float:
    """The log-odds that two rows tell of one event; its lower bound where even all words could not lift it to a link."""
    ma, mb = a.marks, b.marks
    gap = _gap(a, b)
    near = _event_gap(a, b)
    topics = _shared_topics(a, b, rarity, near=near)
    score = (
        _BASE
        + _COINCIDENCE * rarity.coincidence(a.file, b.file, days=2 * near + 1 + max(a.length, b.length))
        + (_TOPICS * math.fsum(rarity.topic[t] for t in topics[:3]) if topics else 0.0)
        + (_SAME_DAY if gap == 0 else 0.0)
        + _GAP * min(near, MAX_GAP)
        + _REFERS * ((b.agency in ma.agencies) + (a.agency in mb.agencies))
        + (_LONG if a.is_long or b.is_long else 0.0)
        + (_NAMED if near < gap else 0.0)
        + (_SAME_FILE if a.file == b.file else 0.0)
        + (_REFERENCE if same_case(ma, mb) else 0.0)
    )
    if score + _MOST_WORDS < SUPPORTED:
        return score
    words = ma.words & mb.words
    weight = math.fsum(rarity.word[w] for w in words)
    return (
        score
        + _WORDS * min(weight, _ENOUGH_WORDS)
        + _LIKENESS * weight / (min(a.weight, b.weight) or 1.0)
        + _PERSONS * math.fsum(rarity.person[p] for p in ma.persons & mb.persons)
        + (_NOTHING_SHARED if not topics and len(words) < 2 else 0.0)
    )


def _shared_topics(a: Laid, b: Laid, rarity: Rarity, *, near: int) -> list[str]:
    """The topics of both, the rarest first; those of one day alone only where the days can be the same."""
    shared = (a.lasting if near > 0 else a.topics) & b.topics
    return sorted(shared, key=lambda t: (-rarity.topic[t], t)) if shared else []


def _link(a: Laid, b: Laid, rarity: Rarity) -> Link:
    """The link of two rows with its reasons, in the order in which a reader would check them."""
    ma, mb = a.marks, b.marks
    gap = _gap(a, b)
    near = _event_gap(a, b)
    topics = _shared_topics(a, b, rarity, near=near)
    words = sorted(ma.words & mb.words, key=lambda w: (-rarity.word[w], w))
    persons = len(ma.persons & mb.persons)
    reasons = ["the same day" if gap == 0 else f"{gap} day{'s' if gap != 1 else ''} apart"]
    if near < gap:
        reasons.append("one names the day of the other")
    if topics:
        reasons.append("both tell of " + ", ".join(t.replace("_", " ") for t in topics[:2]))
    if same_case(ma, mb):
        reasons.append("one reference number")
    if persons:
        reasons.append(f"{persons} person{'s' if persons != 1 else ''} named in both")
    if b.agency in ma.agencies or a.agency in mb.agencies:
        reasons.append("one names the other's agency")
    if words:
        reasons.append("both use " + ", ".join(words[:4]))
    return Link(a.entry.id, b.entry.id, tuple(reasons))
