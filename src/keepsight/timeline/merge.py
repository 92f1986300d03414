"""All chronologies in one stable order.

Each file is put in order by itself and the files are merged, so that the cost grows with the number of rows alone and the
order of the files cannot matter. A manual order given by the agency wins within a day; a clock time comes next; after
that rows keep the order in which their agency wrote them. Between files that say nothing more, the one that knew the child
first comes first: what a file is called cannot matter either. An undated row stays behind the row it follows in its file.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time

from keepsight.model import Entry

_FIRST = date.min
Key = tuple[date, date, float, time, int, int]


def merge(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of all files in timeline order; the same entries in any order give the same result."""
    by_file: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_file[entry.place.file].append(entry)
    queues = []
    for rank, name in enumerate(sorted(by_file, key=lambda n: (_days(by_file[n]), n))):
        rows = sorted(by_file[name], key=lambda e: e.place.row)
        queues.append(sorted(_with_keys(rows, rank), key=lambda pair: pair[0]))
    return tuple(entry for _, entry in heapq.merge(*queues, key=lambda pair: pair[0]))


def _days(rows: Iterable[Entry]) -> tuple[date, ...]:
    """The days a file tells of, in order."""
    return tuple(sorted({e.when.earliest for e in rows if e.when.earliest is not None}))


def _with_keys(rows: Iterable[Entry], rank: int) -> list[tuple[Key, Entry]]:
    keyed: list[tuple[Key, Entry]] = []
    last = (_FIRST, _FIRST, 0.0, time.min)
    for entry in rows:
        when = entry.when
        if when.earliest is not None and when.latest is not None:
            last = (when.earliest, when.latest, entry.order or 0.0, when.time or time.min)
        keyed.append(((*last, rank, entry.place.row), entry))
    return keyed
