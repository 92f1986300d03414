"""Every mention in the cells of a timeline of somebody or something that can be identified.

In this order: the people of the list in all their forms, structured identifiers, then whatever is capitalised and no
ordinary word, with titles, streets and kinds of organisation around it. No language model is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from keepsight.model import ColumnRole, Entry, Field, Mention, People
from keepsight.people.finding import find_in_texts
from keepsight.people.forms import forms_of
from keepsight.people.pseudonyms import pseudonyms

_OF_TIME = frozenset(
    {ColumnRole.DATE, ColumnRole.TIME, ColumnRole.END_DATE, ColumnRole.END_TIME, ColumnRole.RECORDED, ColumnRole.ORDER}
)
_WORDS = re.compile(r"[^\W\d_]{3}")


def find_mentions(entries: Sequence[Entry], people: People) -> tuple[Mention, ...]:
    """Mentions in the order of the entries; none overlap. The pseudonym of somebody unlisted is "" until they are listed."""
    labels = pseudonyms(people)
    cells = list(_cells(entries))
    found = find_in_texts(
        [f.text for _, f in cells],
        forms_of(people),
        staff=[f.role is ColumnRole.WORKER for _, f in cells],
        days=[None if f.role in _OF_TIME else e.when.latest for e, f in cells],
    )
    return tuple(
        Mention(
            e.id,
            f.column,
            s.start,
            s.end,
            f.text[s.start : s.end],
            s.kind,
            s.person,
            labels.get(s.person, "") if s.person else "",
        )
        for (e, f), spans in zip(cells, found, strict=True)
        for s in spans
    )


def _cells(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Field]]:
    """Every cell with something to read; a cell for a date only where words stand in it, as in a note across the row."""
    for entry in entries:
        for cell in entry.fields:
            if cell.text and (cell.role not in _OF_TIME or _WORDS.search(cell.text)):
                yield entry, cell
