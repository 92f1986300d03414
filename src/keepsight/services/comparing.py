"""A chronology sent again beside the one before: which rows are unchanged, changed, new or gone.

Equal rows are matched first, then rows of one date by how alike their texts are, then rows alike enough whose date was put
right. Each row is matched once, the likest first; what finds nobody is new, or gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from keepsight.model import Entry

SAME_DAY_LIKENESS = 45.0
ANY_DAY_LIKENESS = 80.0
"""How alike two texts must be, of 100, to be one row told anew [L]."""


class Change(StrEnum):
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Pair:
    """A row before and after; None on the side where there is none. `columns` are the headings whose cells differ."""

    change: Change
    before: Entry | None
    after: Entry | None
    columns: tuple[str, ...] = ()


def compared(before: Sequence[Entry], after: Sequence[Entry]) -> tuple[Pair, ...]:
    """Every row of both, in the order of the later one, rows that are gone where they stood."""
    matched: dict[str, Entry] = {}
    left_before, left_after = _equal(before, after, matched)
    left_before, left_after = _alike(left_before, left_after, matched, by_day=True)
    left_before, left_after = _alike(left_before, left_after, matched, by_day=False)
    gone = {e.id for e in left_before}
    pairs: list[Pair] = []
    waiting = list(before)
    back = {old.id: new for new, old in ((e, matched.get(e.id)) for e in after) if old is not None}
    for entry in after:
        old = matched.get(entry.id)
        if old is None:
            pairs.append(Pair(Change.NEW, None, entry))
            continue
        while waiting and (waiting[0].id in gone or (waiting[0].id in back and waiting[0].id != old.id)):
            first = waiting.pop(0)
            if first.id in gone:
                pairs.append(Pair(Change.GONE, first, None))
        waiting = [e for e in waiting if e.id != old.id]
        columns = _differing(old, entry)
        pairs.append(Pair(Change.CHANGED if columns else Change.UNCHANGED, old, entry, columns))
    pairs += [Pair(Change.GONE, e, None) for e in waiting if e.id in gone]
    return tuple(pairs)


def _equal(
    before: Iterable[Entry], after: Iterable[Entry], matched: dict[str, Entry]
) -> tuple[list[Entry], list[Entry]]:
    by_text: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in before:
        by_text[_cells(entry)].append(entry)
    rest = []
    for entry in after:
        same = by_text.get(_cells(entry))
        if same:
            matched[entry.id] = same.pop(0)
        else:
            rest.append(entry)
    return [e for left in by_text.values() for e in left], rest


def _alike(
    before: list[Entry], after: list[Entry], matched: dict[str, Entry], *, by_day: bool
) -> tuple[list[Entry], list[Entry]]:
    floor = SAME_DAY_LIKENESS if by_day else ANY_DAY_LIKENESS
    groups: dict[object, list[Entry]] = defaultdict(list)
    for entry in before:
        groups[entry.when.earliest if by_day else ""].append(entry)
    scored = []
    for entry in after:
        others = groups.get(entry.when.earliest if by_day else "", [])
        for _, score, place in process.extract(
            entry.text, [o.text for o in others], scorer=fuzz.token_sort_ratio, score_cutoff=floor, limit=5
        ):
            scored.append((-score, abs(others[place].place.row - entry.place.row), others[place], entry))
    taken: set[str] = set()
    for _, _, old, new in sorted(scored, key=lambda s: (s[0], s[1], s[2].place.row, s[3].place.row)):
        if old.id not in taken and new.id not in matched:
            matched[new.id] = old
            taken.add(old.id)
    return [e for e in before if e.id not in taken], [e for e in after if e.id not in matched]


def _cells(entry: Entry) -> tuple[str, ...]:
    return tuple(" ".join(f.text.split()) for f in entry.fields if f.text.strip())


def _differing(old: Entry, new: Entry) -> tuple[str, ...]:
    was = {f.column: " ".join(f.text.split()) for f in old.fields}
    now = {f.column: " ".join(f.text.split()) for f in new.fields}
    return tuple(c for c in dict.fromkeys([*was, *now]) if was.get(c, "") != now.get(c, ""))
