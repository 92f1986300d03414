"""Every mention in the cells of a timeline of somebody or something that can be identified.

In this order: the people of the list in all their forms, structured identifiers, then whatever is capitalised and no
ordinary word, with titles, streets and kinds of organisation around it. No language model is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from keepsight.model import ColumnRole, Entry, Field, Mention, MentionKind, People
from keepsight.people.addresses import addresses
from keepsight.people.capitals import names_by_capitals
from keepsight.people.doubts import Doubts
from keepsight.people.forms import Forms, forms_of, listed
from keepsight.people.found import Found
from keepsight.people.identifiers import identifiers
from keepsight.people.pseudonyms import pseudonyms

_OF_TIME = frozenset({ColumnRole.DATE, ColumnRole.TIME, ColumnRole.END_DATE, ColumnRole.END_TIME, ColumnRole.RECORDED, ColumnRole.ORDER})
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
        Mention(e.id, f.column, s.start, s.end, f.text[s.start : s.end], s.kind, s.person, labels.get(s.person, "") if s.person else "")
        for (e, f), spans in zip(cells, found, strict=True)
        for s in spans
    )


def _cells(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Field]]:
    """Every cell with something to read; a cell for a date only where words stand in it, as in a note across the row."""
    for entry in entries:
        for cell in entry.fields:
            if cell.text and (cell.role not in _OF_TIME or _WORDS.search(cell.text)):
                yield entry, cell


def find_in_texts(
    texts: Sequence[str], forms: Forms, *, staff: Sequence[bool] = (), days: Sequence[date | None] = ()
) -> list[list[Found]]:
    """What identifies somebody in each text, in order and without overlaps; the texts settle each other's doubts.

    `staff` is True for texts out of a column of workers; `days` gives the day a text tells of, by which a birth date is known.
    """
    whole: list[list[Found]] = []
    for number, text in enumerate(texts):
        day = days[number] if days else None
        spans = [*identifiers(text, births=forms.births, day=day), *addresses(text)]
        spans += listed(text, forms)
        spans += names_by_capitals(text, staff=bool(staff) and staff[number], known=forms.words)
        whole.append(spans)
    doubts = Doubts(texts, whole, known=forms.words)
    return [_longest(doubts.settled(spans)) for spans in whole]


_FIRM = frozenset(MentionKind) - {MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORGANISATION}


def _longest(spans: list[Found]) -> list[Found]:
    """Overlapping stretches made one: a structured identifier stands as it is, names grow together."""
    if len(spans) < 2:
        return spans
    kept: list[Found] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
            continue
        last = kept.pop()
        kept.append(_one(last, span))
    return kept


def _one(a: Found, b: Found) -> Found:
    start, end = min(a.start, b.start), max(a.end, b.end)
    if a.kind in _FIRM or b.kind in _FIRM:
        kind = a.kind if a.kind in _FIRM and (b.kind not in _FIRM or a.end - a.start >= b.end - b.start) else b.kind
        return Found(start, end, kind)
    wide = a if a.end - a.start >= b.end - b.start else b
    persons = {p for p in (a.person, b.person) if p is not None}
    if a.listed or b.listed:
        wide_person = wide.person if wide.listed else None
        person = wide_person or (next(iter(persons)) if len(persons) == 1 else None)
        kind = MentionKind.PERSON if wide.listed or wide.kind is MentionKind.PERSON else wide.kind
        return Found(start, end, kind, person if kind is MentionKind.PERSON else None, listed=True)
    return Found(start, end, wide.kind)
