"""Accounts of one event, linked across agencies, each link with its reasons.

The weights are those of record linkage: what two rows share counts for as much as it is rare in this review. A date that
falls together by chance in a dense review counts little, in a sparse one much. Between two files a row is linked to its best
match alone, since an agency seldom tells one event in several rows. Nothing is merged: a link is a proposal that a person
can undo, and every account keeps its own row.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from keepsight.model import Entry, EntryId, EntryKind, Event, Link, People, Reading
from keepsight.timeline.conflicts import conflicts
from keepsight.timeline.rarity import Marks, Rarity, marks

Scored = tuple[float, Entry, Entry, Link]
_ONE_DAY = frozenset({"strategy", "meeting", "joint_visit", "medical", "delivery", "communication"})
"""Kinds of event that begin and end on one day: two accounts of different days do not share them."""
_EPISODES = frozenset({"admission", "tablets", "cut", "seizure", "fracture", "missing"})
EPISODE_GAP = 2
MAX_GAP = 5
"""Days between two accounts of one event at most, unless one of them names the other's day [L]."""
THRESHOLD = -0.2
"""Log-odds above which two rows are linked."""
SUPPORTED = -0.8
"""Log-odds above which a pair counts in support: two accounts of one event in different files that speak for a row."""
STRONG = 1.2
"""Log-odds above which two rows are linked even where one of them has a better match in the same file."""

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


def link_accounts(
    entries: Sequence[Entry], *, readings: Mapping[EntryId, Reading], people: People
) -> tuple[Event, ...]:
    """Every event with two or more accounts, in timeline order, with the reasons for its links and its conflicts."""
    rows = [e for e in entries if e.kind is EntryKind.EVENT and e.when.is_dated]
    if len(rows) < 2:
        return ()
    marked = marks(rows, readings, people)
    rarity = Rarity(rows, marked)
    strong: list[Scored] = []
    weak: list[Scored] = []
    for a, b in _candidates(rows, marked, rarity):
        score = _weigh(a, b, marked, rarity)
        if score > SUPPORTED:
            (strong if score > THRESHOLD else weak).append((score, a, b, _link(a, b, marked, rarity)))
    links = [*_copies(rows), *_best_matches(strong)]
    return _events(entries, [*links, *_supported(links, weak)], readings, marked)


def _copies(rows: Sequence[Entry]) -> Iterator[Link]:
    """Rows that stand twice in one file, word for word."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in rows:
        key = (entry.place.file, entry.digest or f"{entry.when.text}|{entry.text}")
        if key in first:
            yield Link(first[key].id, entry.id, ("the same row twice in one file",))
        else:
            first[key] = entry


def _supported(links: Sequence[Link], weak: list[Scored]) -> Iterator[Link]:
    """Rows that several accounts of one event speak for, though no one of them would be enough."""
    of_event: dict[EntryId, EntryId] = {}
    for link in links:
        root = of_event.get(link.a, of_event.get(link.b, link.a))
        of_event[link.a] = of_event[link.b] = root
    support: dict[tuple[EntryId, EntryId], list[Scored]] = defaultdict(list)
    for item in weak:
        _, a, b, _ = item
        for row, other in ((a, b), (b, a)):
            if other.id in of_event and of_event.get(row.id) != of_event[other.id]:
                support[row.id, of_event[other.id]].append(item)
    for found in support.values():
        files = {(a.place.file, b.place.file) for _, a, b, _ in found}
        if len(files) >= 2:
            yield max(found, key=lambda s: s[0])[3]


def _candidates(
    rows: Sequence[Entry], marked: Mapping[EntryId, Marks], rarity: Rarity
) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of different files worth weighing: near in time with something in common, or one naming the other's day."""
    ordered = sorted(rows, key=lambda e: e.when.earliest or date.min)
    starts = [e.when.earliest or date.min for e in ordered]
    rare = {e.id: frozenset(w for w in marked[e.id].words if rarity.is_rare(w)) for e in ordered}
    # Every pair within the days is looked at, so what the look needs lies in one tuple for each row.
    looked = [(e, e.place.file, marked[e.id].topics, rare[e.id]) for e in ordered]
    for i, (a, file, topics, words) in enumerate(looked):
        ma, latest = marked[a.id], a.when.latest or date.min
        end = bisect_right(starts, latest + timedelta(days=MAX_GAP))
        overlapping = bisect_right(starts, latest)
        for j in range(i + 1, end):
            b, other_file, other_topics, other_words = looked[j]
            if file == other_file:
                if _same_case(ma, marked[b.id]) or (
                    _gap(a, b) <= 2 and not (topics - _ONE_DAY).isdisjoint(other_topics)
                ):
                    yield a, b
            elif j < overlapping or not topics.isdisjoint(other_topics) or not words.isdisjoint(other_words):
                yield a, b
        for first, last in ma.named_days:
            for b in ordered[bisect_left(starts, first) :]:
                if (b.when.earliest or date.max) > last:
                    break
                apart = _gap(a, b) > MAX_GAP
                if apart and a.place.file != b.place.file and not ma.topics.isdisjoint(marked[b.id].topics):
                    yield a, b


def _same_case(a: Marks, b: Marks) -> bool:
    """True if both rows carry one reference number in a column for them."""
    return not a.references.isdisjoint(b.references)


def _event_gap(a: Entry, b: Entry, ma: Marks, mb: Marks) -> int:
    """Days between the days the two can be telling of: their own, or any they name."""
    if not ma.named_days and not mb.named_days:
        return _gap(a, b)
    days_a, days_b = _days(a, ma), _days(b, mb)
    return min(max((y - z).days, (w - x).days, 0) for w, z in days_a for y, x in days_b)


def _days(entry: Entry, marked: Marks) -> list[tuple[date, date]]:
    when = entry.when
    own = [(when.earliest, when.latest)] if when.earliest and when.latest else []
    return [*own, *marked.named_days]


def _gap(a: Entry, b: Entry) -> int:
    if not (a.when.earliest and a.when.latest and b.when.earliest and b.when.latest):
        return MAX_GAP + 1
    return max((b.when.earliest - a.when.latest).days, (a.when.earliest - b.when.latest).days, 0)


def _weigh(a: Entry, b: Entry, marked: Mapping[EntryId, Marks], rarity: Rarity) -> float:
    """The log-odds that two rows tell of one event; its lower bound where even all words could not lift it to a link."""
    ma, mb = marked[a.id], marked[b.id]
    gap = _gap(a, b)
    near = _event_gap(a, b, ma, mb)
    topics = _shared_topics(ma, mb, rarity, near=near)
    score = (
        _BASE
        + _COINCIDENCE * rarity.coincidence(a, b, gap=near)
        + _TOPICS * math.fsum(rarity.topic[t] for t in topics[:3])
        + (_SAME_DAY if gap == 0 else 0.0)
        + _GAP * min(near, MAX_GAP)
        + _REFERS * ((b.agency in ma.agencies) + (a.agency in mb.agencies))
        + (_LONG if rarity.length[a.id] > MAX_GAP or rarity.length[b.id] > MAX_GAP else 0.0)
        + (_NAMED if near < gap else 0.0)
        + (_SAME_FILE if a.place.file == b.place.file else 0.0)
        + (_REFERENCE if _same_case(ma, mb) else 0.0)
    )
    if score + _MOST_WORDS < SUPPORTED:
        return score
    words = ma.words & mb.words
    weight = math.fsum(rarity.word[w] for w in words)
    return (
        score
        + _WORDS * min(weight, _ENOUGH_WORDS)
        + _LIKENESS * weight / (min(rarity.weight[a.id], rarity.weight[b.id]) or 1.0)
        + _PERSONS * math.fsum(rarity.person[p] for p in ma.persons & mb.persons)
        + (_NOTHING_SHARED if not topics and len(words) < 2 else 0.0)
    )


def _shared_topics(a: Marks, b: Marks, rarity: Rarity, *, near: int) -> list[str]:
    """The topics of both, the rarest first; those of one day alone only where the days can be the same."""
    shared = a.topics & b.topics
    if near > 0:
        shared -= _ONE_DAY
    return sorted(shared, key=lambda t: (-rarity.topic[t], t)) if shared else []


def _link(a: Entry, b: Entry, marked: Mapping[EntryId, Marks], rarity: Rarity) -> Link:
    """The link of two rows with its reasons, in the order in which a reader would check them."""
    ma, mb = marked[a.id], marked[b.id]
    gap = _gap(a, b)
    near = _event_gap(a, b, ma, mb)
    topics = _shared_topics(ma, mb, rarity, near=near)
    words = sorted(ma.words & mb.words, key=lambda w: (-rarity.word[w], w))
    persons = len(ma.persons & mb.persons)
    reasons = ["the same day" if gap == 0 else f"{gap} day{'s' if gap != 1 else ''} apart"]
    if near < gap:
        reasons.append("one names the day of the other")
    if topics:
        reasons.append("both tell of " + ", ".join(t.replace("_", " ") for t in topics[:2]))
    if _same_case(ma, mb):
        reasons.append("one reference number")
    if persons:
        reasons.append(f"{persons} person{'s' if persons != 1 else ''} named in both")
    if b.agency in ma.agencies or a.agency in mb.agencies:
        reasons.append("one names the other's agency")
    if words:
        reasons.append("both use " + ", ".join(words[:4]))
    return Link(a.id, b.id, tuple(reasons))


def _best_matches(scored: list[Scored]) -> Iterator[Link]:
    """Between two files each row keeps its best match alone; copies of that match come in by themselves."""
    taken: set[tuple[EntryId, str]] = set()
    for score, a, b, link in sorted(scored, key=lambda s: -s[0]):
        if a.place.file == b.place.file:
            yield link
            continue
        ends = ((a.id, b.place.file), (b.id, a.place.file))
        if score > STRONG or not taken.intersection(ends):
            taken.update(ends)
            yield link


def _events(
    entries: Sequence[Entry],
    links: Sequence[Link],
    readings: Mapping[EntryId, Reading],
    marked: Mapping[EntryId, Marks],
) -> tuple[Event, ...]:
    """Links joined into events, the strongest first; two events are not joined by one link where a file tells both apart."""
    by_id = {e.id: e for e in entries}
    head: dict[EntryId, EntryId] = {}
    members: dict[EntryId, list[EntryId]] = {}
    kept: list[Link] = []

    def find(x: EntryId) -> EntryId:
        while head.setdefault(x, x) != x:
            x = head[x]
        return x

    for link in links:
        a, b = find(link.a), find(link.b)
        if a != b:
            ga, gb = members.get(a, [a]), members.get(b, [b])
            if not _fits(link, [by_id[x] for x in ga], [by_id[x] for x in gb], marked):
                continue
            head[a] = b
            members[b] = [*ga, *gb]
        kept.append(link)
    groups: dict[EntryId, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.id in head and len(members.get(find(entry.id), ())) > 1:
            groups[find(entry.id)].append(entry)
    by_group: dict[EntryId, list[Link]] = defaultdict(list)
    for link in kept:
        by_group[find(link.a)].append(link)
    return tuple(
        Event(
            id=f"event-{accounts[0].id}",
            entries=tuple(e.id for e in accounts),
            links=tuple(by_group[root]),
            conflicts=conflicts(accounts, readings),
        )
        for root, accounts in groups.items()
    )


def _fits(link: Link, a: Sequence[Entry], b: Sequence[Entry], marked: Mapping[EntryId, Marks]) -> bool:
    """False where some file has one row in each group, on different days, that the link itself does not join.

    An admission or a missing episode goes on over days: its rows in one file are one event.
    """
    joined = {link.a, link.b}
    apart: set[str] = set()
    one: set[str] = set()
    for x in a:
        for y in b:
            if x.place.file != y.place.file:
                continue
            episode = marked[x.id].topics & marked[y.id].topics & _EPISODES
            if {x.id, y.id} == joined or x.when.overlaps(y.when) or (episode and _gap(x, y) <= EPISODE_GAP):
                one.add(x.place.file)
            else:
                apart.add(x.place.file)
    return apart <= one
