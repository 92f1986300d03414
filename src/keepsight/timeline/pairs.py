"""Pairs of rows that may tell of one event, and the log-odds that they do.

A long review has hundreds of thousands of pairs within a few days of each other, so what the look at a pair needs is laid out
once for each row: days as numbers, marks, what is rare. The pairs are weighed in two processes where there are many.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from keepsight.beside import MANY, beside
from keepsight.model import Entry, EntryId, Link
from keepsight.timeline.rarity import Marks, Rarity, spelling

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
"""Weights in log-odds, set on invented cases leaving each out in turn; see docs/explanation/linking.md."""

Scored = tuple[float, Entry, Entry, Link]


@dataclass(frozen=True, slots=True)
class Laid:
    """One row laid out for the look: days as ordinals, both ends inclusive; `days` are its own and those that it names.

    `topics` and `lasting`, those that can go on for days, are bits as `_Topics` numbers them. `least` is the number of rows
    of its file, `weight` the whole rarity of its words.
    """

    entry: Entry
    file: str
    agency: str
    first: int
    last: int
    days: tuple[tuple[int, int], ...]
    marks: Marks
    words: frozenset[str]
    persons: frozenset[str]
    references: frozenset[str]
    topics: int
    lasting: int
    rare: frozenset[str]
    names_a_day: bool
    is_long: bool
    length: int
    least: int
    weight: float


class _Topics:
    """Topics as bits, the rarest of a set first, and what a set of them weighs, reckoned once for each set."""

    def __init__(self, rarity: Rarity) -> None:
        self._weight = rarity.topic
        self._names = sorted(rarity.topic, key=lambda t: (-rarity.topic[t], t))
        self._bits = {name: 1 << number for number, name in enumerate(self._names)}
        self._known: dict[int, float] = {}

    def bits(self, names: frozenset[str]) -> int:
        return sum(self._bits[name] for name in names)

    def names(self, bits: int) -> list[str]:
        return [name for name, bit in self._bits.items() if bits & bit]

    def weight(self, bits: int) -> float:
        """What the three rarest weigh."""
        found = self._known.get(bits)
        if found is None:
            found = _TOPICS * math.fsum(self._weight[t] for t in self.names(bits)[:3])
            self._known[bits] = found
        return found


def scored(rows: Sequence[Entry], marked: Mapping[EntryId, Marks], rarity: Rarity) -> list[Scored]:
    """Every pair above `SUPPORTED` with its log-odds and its reasons; `rows` are dated."""
    topics = _Topics(rarity)
    ordered = sorted((_laid(e, marked[e.id], rarity, topics) for e in rows), key=lambda r: r.first)
    half = len(ordered) // 2
    later = beside(lambda: _weighed(ordered, half, len(ordered), rarity, topics), worth=len(ordered) >= MANY)
    found = [*_weighed(ordered, 0, half, rarity, topics), *later()]
    return [(s, ordered[i].entry, ordered[j].entry, _link(ordered[i], ordered[j], rarity, topics)) for s, i, j in found]


def _laid(entry: Entry, marks: Marks, rarity: Rarity, topics: _Topics) -> Laid:
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
        words=marks.words,
        persons=marks.persons,
        references=marks.references,
        topics=topics.bits(marks.topics),
        lasting=topics.bits(marks.topics - ONE_DAY),
        rare=frozenset(w for w in marks.words if rarity.is_rare(w)),
        names_a_day=bool(named),
        is_long=length > MAX_GAP,
        length=length,
        least=rarity.rows_of(entry.place.file),
        weight=rarity.weight[entry.id],
    )


def _weighed(
    ordered: Sequence[Laid], start: int, end: int, rarity: Rarity, topics: _Topics
) -> list[tuple[float, int, int]]:
    """The pairs above `SUPPORTED` whose earlier row stands from `start` to before `end`."""
    found = []
    for i, j in _candidates(ordered, start, end):
        score = _weigh(ordered[i], ordered[j], rarity, topics)
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
        file, topics, rare, latest, references = a.file, a.topics, a.rare, a.last, a.references
        lasting, lasts_until = a.lasting, latest + 2
        upto = bisect_right(starts, latest + MAX_GAP)
        for j, (other_file, other_topics, other_rare, first) in enumerate(looked[i + 1 : upto], i + 1):
            if file == other_file:
                if (lasting & other_topics and first <= lasts_until) or (
                    references and not references.isdisjoint(ordered[j].references)
                ):
                    yield i, j
            elif first <= latest or topics & other_topics or not rare.isdisjoint(other_rare):
                yield i, j
        for first, last in a.days[1:]:
            for j in range(bisect_left(starts, first), len(ordered)):
                b = ordered[j]
                if b.first > last:
                    break
                if _gap(a, b) > MAX_GAP and file != b.file and topics & b.topics:
                    yield i, j


def _gap(a: Laid, b: Laid) -> int:
    return max(b.first - a.last, a.first - b.last, 0)


def _event_gap(a: Laid, b: Laid) -> int:
    """Days between the days the two can be telling of: their own, or any they name."""
    return min(max(y - z, w - x, 0) for w, z in a.days for y, x in b.days)


def _weigh(a: Laid, b: Laid, rarity: Rarity, topics: _Topics) -> float:
    """The log-odds that two rows tell of one event; an upper bound of it where even all words could not lift it to a link."""
    gap = near = _gap(a, b)
    if a.names_a_day or b.names_a_day:
        near = _event_gap(a, b)
    shared = (a.lasting if near > 0 else a.topics) & b.topics
    days = 2 * near + 1 + max(a.length, b.length)
    score = _BASE + _COINCIDENCE * rarity.coincidence(min(a.least, b.least), days)
    if shared:
        score += topics.weight(shared)
    if gap == 0:
        score += _SAME_DAY
    score += _GAP * min(near, MAX_GAP)
    score += _REFERS * ((b.agency in a.marks.agencies) + (a.agency in b.marks.agencies))
    if a.is_long or b.is_long:
        score += _LONG
    if near < gap:
        score += _NAMED
    if a.file == b.file:
        score += _SAME_FILE
    if a.references and not a.references.isdisjoint(b.references):
        score += _REFERENCE
    persons = 0.0
    if not a.persons.isdisjoint(b.persons):
        persons = _PERSONS * math.fsum(map(rarity.person.__getitem__, a.persons & b.persons))
    # What two rows share in words weighs no more than all words of the lighter one.
    least = min(a.weight, b.weight)
    bound = score + _WORDS * min(least, _ENOUGH_WORDS) + _LIKENESS + persons
    if bound < SUPPORTED:
        return bound
    words = a.words & b.words
    weight = math.fsum(map(rarity.word.__getitem__, words))
    score = score + _WORDS * min(weight, _ENOUGH_WORDS) + _LIKENESS * weight / (least or 1.0) + persons
    return score + _NOTHING_SHARED if not shared and len(words) < 2 else score


def _link(a: Laid, b: Laid, rarity: Rarity, topics: _Topics) -> Link:
    """The link of two rows with its reasons, in the order in which a reader would check them."""
    ma, mb = a.marks, b.marks
    gap = _gap(a, b)
    near = _event_gap(a, b)
    shared = topics.names((a.lasting if near > 0 else a.topics) & b.topics)
    words = sorted(ma.words & mb.words, key=lambda w: (-rarity.word[w], w))
    persons = len(ma.persons & mb.persons)
    reasons = ["the same day" if gap == 0 else f"{gap} day{'s' if gap != 1 else ''} apart"]
    if near < gap:
        reasons.append("one names the day of the other")
    if shared:
        reasons.append("both tell of " + ", ".join(t.replace("_", " ") for t in shared[:2]))
    if not a.references.isdisjoint(b.references):
        reasons.append("one reference number")
    if persons:
        reasons.append(f"{persons} person{'s' if persons != 1 else ''} named in both")
    if b.agency in ma.agencies or a.agency in mb.agencies:
        reasons.append("one names the other's agency")
    if words:
        written = spelling(a.entry)
        reasons.append("both use " + ", ".join(written[w] for w in words[:4]))
    return Link(a.entry.id, b.entry.id, tuple(reasons))
