"""Stretches in which an agency recorded nothing: a silence is a fact about the record, not about the work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from keepsight.model import Entry, EntryKind, Silence

SHORTEST = 28
"""Days; a shorter stretch is no silence [L]."""
TIMES_USUAL = 3
"""A silence is this many times the agency's own usual gap at least, so that a yearly clinic is not always silent [L]."""


def silences(entries: Sequence[Entry]) -> tuple[Silence, ...]:
    """The silences of every agency between its first and last dated entry, in order of their beginning."""
    by_agency: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for entry in entries:
        when = entry.when
        if entry.kind is EntryKind.EVENT and when.earliest is not None and when.latest is not None:
            by_agency[entry.agency].append((when.earliest, when.latest))
    found: list[Silence] = []
    for agency, spans in by_agency.items():
        spans.sort()
        reached = spans[0][1]
        gaps: list[tuple[date, date, int]] = []
        for earliest, latest in spans[1:]:
            days = max(0, (earliest - reached).days - 1)
            gaps.append((reached + timedelta(days=1), earliest - timedelta(days=1), days))
            reached = max(reached, latest)
        if gaps:
            least = max(SHORTEST, TIMES_USUAL * median(days for _, _, days in gaps))
            found += [Silence(agency, first, last) for first, last, days in gaps if days >= least]
    return tuple(sorted(found, key=lambda s: (s.start, s.agency)))
