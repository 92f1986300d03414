"""Accounts of one event, linked across agencies, each link with its reasons.

The weights are those of record linkage: what two rows share counts for as much as it is rare in this review. A date that
falls together by chance in a dense review counts little, in a sparse one much. Between two files a row is linked to its best
match alone, since an agency seldom tells one event in several rows. Nothing is merged: a link is a proposal that a person
can undo, and every account keeps its own row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from keepsight.beside import MANY, beside
from keepsight.model import Entry, EntryId, EntryKind, Event, Link, People, Reading
from keepsight.timeline.conflicts import conflicts
from keepsight.timeline.pairs import Scored, scored
from keepsight.timeline.rarity import Marks, Rarity, marks

_EPISODES = frozenset({"admission", "tablets", "cut", "seizure", "fracture", "missing"})
EPISODE_GAP = 2
THRESHOLD = -0.2
"""Log-odds above which two rows are linked."""
STRONG = 1.2
"""Log-odds above which two rows are linked even where one of them has a better match in the same file."""


def link_accounts(
    entries: Sequence[Entry], *, readings: Mapping[EntryId, Reading], people: People
) -> tuple[Event, ...]:
    """Every event with two or more accounts, in timeline order, with the reasons for its links and its conflicts."""
    rows = [e for e in entries if e.kind is EntryKind.EVENT and e.when.is_dated]
    if len(rows) < 2:
        return ()
    marked = marks(rows, readings, people)
    rarity = Rarity(rows, marked)
    pairs = scored(rows, marked, rarity)
    strong, weak = [p for p in pairs if p[0] > THRESHOLD], [p for p in pairs if p[0] <= THRESHOLD]
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


def _gap(a: Entry, b: Entry) -> int:
    if not (a.when.earliest and a.when.latest and b.when.earliest and b.when.latest):
        return EPISODE_GAP + 1
    return max((b.when.earliest - a.when.latest).days, (a.when.earliest - b.when.latest).days, 0)


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
    told = list(groups.values())
    half = len(told) // 2
    second = beside(lambda: [conflicts(a, readings) for a in told[half:]], worth=len(entries) >= MANY)
    differ = [*(conflicts(a, readings) for a in told[:half]), *second()]
    return tuple(
        Event(
            id=f"event-{accounts[0].id}",
            entries=tuple(e.id for e in accounts),
            links=tuple(by_group[root]),
            conflicts=found,
        )
        for (root, accounts), found in zip(groups.items(), differ, strict=True)
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
