"""Where accounts of one event do not agree: on the day, on a fact, on what came of it. Shown side by side, never settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from keepsight.model import Conflict, ConflictKind, Entry, EntryId, Reading


def conflicts(accounts: Sequence[Entry], readings: Mapping[EntryId, Reading]) -> tuple[Conflict, ...]:
    """Each disagreement between two accounts of one event."""
    found: list[Conflict] = []
    for a, b in combinations(accounts, 2):
        if a.when.is_dated and b.when.is_dated and not a.when.overlaps(b.when):
            found.append(Conflict(ConflictKind.DATE, (a.id, b.id), f"{a.when.text} / {b.when.text}"))
        ra, rb = readings.get(a.id), readings.get(b.id)
        if ra and rb and ra.attendance and rb.attendance and ra.attendance is not rb.attendance:
            found.append(Conflict(ConflictKind.OUTCOME, (a.id, b.id), f"{ra.attendance} / {rb.attendance}"))
    return tuple(found)
