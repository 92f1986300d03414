"""Accounts of one event, linked across agencies, each link with its reasons.

The weights are those of record linkage: what two rows share counts for as much as it is rare in this review. A date that
falls together by chance in a dense review counts little, in a sparse one much; so does a name, a kind of event, a word.
Nothing is merged: a link is a proposal that a person can undo, and every account keeps its own row.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from keepsight.model import Entry, EntryId, EntryKind, Event, Link, People, Reading, Role, SignalKind, Stance
from keepsight.timeline.conflicts import conflicts

MAX_GAP = 4
"""Days between two accounts of one event at most, unless the text names the other day [L]."""
THRESHOLD = 5.0
_WORD = re.compile(r"[a-z][a-z'&/-]+|\d+")
_COMMON = frozenset(
    "a an the and or of to in on at by for with from as is was are were be been has have had he she they him her them his "
    "their it its this that not no so but if then than there here who which what when where how all any i me my we us our "
    "you your told says said rang seen will can could would did do does up out off over into after before about again "
    "still now today day days week weeks month same mum mother dad father school police social worker sw gp hospital home "
    "child".split()
)
_KINDS = frozenset(
    {
        SignalKind.STRATEGY_MEETING,
        SignalKind.MEETING,
        SignalKind.JUSTICE,
        SignalKind.HEALTH_CRISIS,
        SignalKind.SELF_HARM,
        SignalKind.MISSING,
        SignalKind.BEREAVEMENT,
        SignalKind.PLACEMENT_MOVE,
        SignalKind.EXCLUSION,
        SignalKind.JOINT_VISIT,
        SignalKind.HANDOVER,
        SignalKind.REFERRAL,
    }
)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What of an entry can be shared with another."""

    words: frozenset[str]
    kinds: frozenset[str]
    persons: frozenset[str]


def link_accounts(
    entries: Sequence[Entry], *, readings: Mapping[EntryId, Reading], people: People
) -> tuple[Event, ...]:
    """Every event with two or more accounts, in timeline order, with the reasons for its links and its conflicts."""
    rows = [e for e in entries if e.kind is EntryKind.EVENT and e.when.is_dated]
    if len(rows) < 2:
        return ()
    marks = {e.id: _marks(e, readings.get(e.id), people) for e in rows}
    rarity = _Rarity(rows, marks)
    links = [link for a, b in _near(rows) if (link := _link(a, b, marks, rarity)) is not None]
    return _events(entries, links, readings)


class _Rarity:
    """How rare each word, kind, person and coincidence of dates is in this review, as -log of its share."""

    def __init__(self, rows: Sequence[Entry], marks: Mapping[EntryId, _Marks]) -> None:
        self._n = len(rows)
        self._words = Counter(w for m in marks.values() for w in m.words)
        self._kinds = Counter(k for m in marks.values() for k in m.kinds)
        self._persons = Counter(p for m in marks.values() for p in m.persons)
        self._files = Counter(e.place.file for e in rows)
        first = min(e.when.earliest for e in rows if e.when.earliest)
        last = max(e.when.latest for e in rows if e.when.latest)
        self._days = max(1, (last - first).days)

    def word(self, word: str) -> float:
        return math.log((self._n + 1) / self._words[word])

    def kind(self, kind: str) -> float:
        return math.log((self._n + 1) / self._kinds[kind])

    def person(self, person: str) -> float:
        return math.log((self._n + 1) / self._persons[person])

    def coincidence(self, a: Entry, b: Entry, gap: int) -> float:
        long = max(_length(a), _length(b))
        chance = min(self._files[a.place.file], self._files[b.place.file]) * (2 * gap + 1 + long) / self._days
        return -math.log(min(1.0, chance))


def _marks(entry: Entry, reading: Reading | None, people: People) -> _Marks:
    child = people.child
    own = {w for n in (child.names if child else ()) for w in n.lower().split()}
    words = {_stem(w) for w in _WORD.findall(entry.text.lower().replace("’", "'"))}
    kinds: set[str] = set()
    persons: frozenset[str] = frozenset()
    if reading is not None:
        kinds = {
            f"{s.kind}:{s.detail}"
            for s in reading.signals
            if s.kind in _KINDS and s.stance in (Stance.ASSERTED, Stance.POSSIBLE)
        }
        staff = {str(p.ref) for p in people.people if p.role is Role.CHILD}
        persons = frozenset(p for p in reading.persons if p not in staff)
    return _Marks(frozenset(w for w in words if w not in _COMMON and w not in own), frozenset(kinds), persons)


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _near(rows: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    """Pairs whose dates lie within the gap; rows are in order of their first day, so each looks ahead only."""
    ordered = sorted(rows, key=lambda e: (e.when.earliest or date.min, e.place.file, e.place.row))
    pairs = []
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 :]:
            if b.when.earliest is None or a.when.latest is None or (b.when.earliest - a.when.latest).days > MAX_GAP:
                if _length(a) <= MAX_GAP:
                    break
                continue
            pairs.append((a, b))
    return pairs


def _length(entry: Entry) -> int:
    when = entry.when
    return (when.latest - when.earliest).days if when.latest and when.earliest else 0


def _gap(a: Entry, b: Entry) -> int:
    if not (a.when.earliest and a.when.latest and b.when.earliest and b.when.latest):
        return MAX_GAP + 1
    return max((b.when.earliest - a.when.latest).days, (a.when.earliest - b.when.latest).days, 0)


def _link(a: Entry, b: Entry, marks: Mapping[EntryId, _Marks], rarity: _Rarity) -> Link | None:
    if a.place.file == b.place.file:
        if a.digest and a.digest == b.digest:
            return Link(a.id, b.id, ("the same row twice in one file",))
        return None
    ma, mb = marks[a.id], marks[b.id]
    gap = _gap(a, b)
    words = sorted(ma.words & mb.words, key=lambda w: (-rarity.word(w), w))
    kinds = sorted(ma.kinds & mb.kinds)
    persons = sorted(ma.persons & mb.persons)
    score = rarity.coincidence(a, b, gap)
    score += 0.35 * sum(rarity.word(w) for w in words)
    score += max((rarity.kind(k) for k in kinds), default=0.0)
    score += 0.3 * sum(rarity.person(p) for p in persons)
    score += 0.7 if gap == 0 else -0.4 * gap
    if not (words or kinds) or score < THRESHOLD:
        return None
    reasons = ["the same day" if gap == 0 else f"{gap} day{'s' if gap != 1 else ''} apart"]
    if kinds:
        reasons.append("both tell of " + ", ".join(k.split(":")[0].replace("_", " ") for k in kinds[:2]))
    if persons:
        reasons.append(f"{len(persons)} person{'s' if len(persons) != 1 else ''} named in both")
    if words:
        reasons.append("both use " + ", ".join(words[:4]))
    return Link(a.id, b.id, tuple(reasons))


def _events(entries: Sequence[Entry], links: Sequence[Link], readings: Mapping[EntryId, Reading]) -> tuple[Event, ...]:
    place = {e.id: i for i, e in enumerate(entries)}
    head: dict[EntryId, EntryId] = {}

    def find(x: EntryId) -> EntryId:
        while head.get(x, x) != x:
            x = head[x]
        return x

    for link in links:
        head[find(link.a)] = find(link.b)
        head.setdefault(find(link.b), find(link.b))
    groups: dict[EntryId, list[EntryId]] = defaultdict(list)
    for entry in entries:
        if entry.id in head:
            groups[find(entry.id)].append(entry.id)
    by_id = {e.id: e for e in entries}
    events = []
    for members in sorted(groups.values(), key=lambda g: place[g[0]]):
        inside = set(members)
        accounts = tuple(by_id[m] for m in members)
        events.append(
            Event(
                id=f"event-{members[0]}",
                entries=tuple(members),
                links=tuple(x for x in links if x.a in inside),
                conflicts=conflicts(accounts, readings),
            )
        )
    return tuple(events)
