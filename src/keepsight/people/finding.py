"""One pass over many texts for everything that identifies somebody.

All texts are read as one, with a sign between them that no cell has, since a search costs far less in one long text than in
fifty thousand short ones; what is found is then given back to the texts it stands in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from keepsight.model import MentionKind
from keepsight.people.addresses import addresses
from keepsight.people.capitals import names_by_capitals
from keepsight.people.doubts import Doubts
from keepsight.people.forms import Forms, listed
from keepsight.people.found import Found
from keepsight.people.identifiers import birth_dates, identifiers, is_birth_date

BETWEEN = "\x1e"


def find_in_texts(
    texts: Sequence[str], forms: Forms, *, staff: Sequence[bool] = (), days: Sequence[date | None] = ()
) -> list[list[Found]]:
    """What identifies somebody in each text, in order and without overlaps; the texts settle each other's doubts.

    `staff` is True for texts out of a column of workers, where single words and letters are names; `days` gives the day a
    text tells of, by which a birth date is known.
    """
    numbers = range(len(texts))
    groups = [(flag, [n for n in numbers if bool(staff and staff[n]) is flag]) for flag in (False, True)]
    wholes = [(_joined(texts, chosen), flag, chosen) for flag, chosen in groups if chosen]
    found: list[list[Found]] = []
    openings: list[list[tuple[int, int, str]]] = []
    for (whole, starts), flag, chosen in wholes:
        spans, opening = names_by_capitals(whole, staff=flag, known=forms.words)
        spans += identifiers(whole)
        spans += addresses(whole)
        spans += listed(whole, forms)
        for span, day in birth_dates(whole):
            told = days[chosen[bisect_right(starts, span.start) - 1]] if days and day else None
            if day is None or is_birth_date(day, births=forms.births, told=told):
                spans.append(span)
        found.append(spans)
        openings.append(opening)
    doubts = Doubts([w[0] for w, _, _ in wholes], found, openings, known=forms.words)
    result: list[list[Found]] = [[] for _ in texts]
    for number, ((_, starts), _, chosen) in enumerate(wholes):
        _give_back(longest(doubts.settled(number)), starts, [result[n] for n in chosen])
    return result


def longest(spans: list[Found]) -> list[Found]:
    """Overlapping stretches made one, in order: a structured identifier stands as it is, names grow together."""
    kept: list[Found] = []
    for span in sorted(spans, key=_place):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        else:
            kept.append(_one(kept.pop(), span))
    return kept


def _joined(texts: Sequence[str], chosen: Sequence[int]) -> tuple[str, list[int]]:
    parts = [texts[n].replace(BETWEEN, " ") if BETWEEN in texts[n] else texts[n] for n in chosen]
    starts, at = [], 1
    for part in parts:
        starts.append(at)
        at += len(part) + 1
    return BETWEEN + BETWEEN.join(parts) + BETWEEN, starts


def _give_back(spans: list[Found], starts: Sequence[int], texts: list[list[Found]]) -> None:
    number, upto = 0, len(starts) - 1
    for span in spans:
        while number < upto and starts[number + 1] <= span.start:
            number += 1
        offset = starts[number]
        texts[number].append(Found(span.start - offset, span.end - offset, span.kind, span.person, None, span.listed))


def _place(span: Found) -> tuple[int, int, bool]:
    return span.start, -span.end, not span.listed


_FIRM = frozenset(MentionKind) - {MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORGANISATION}


def _one(a: Found, b: Found) -> Found:
    start, end = a.start, max(a.end, b.end)
    if a.kind in _FIRM or b.kind in _FIRM:
        firm = a if a.kind in _FIRM and (b.kind not in _FIRM or a.end - a.start >= b.end - b.start) else b
        return Found(start, end, firm.kind)
    wide = a if a.end - a.start >= b.end - b.start else b
    if not (a.listed or b.listed):
        return Found(start, end, wide.kind)
    persons = {p for p in (a.person, b.person) if p is not None}
    person = (wide.person if wide.listed else None) or (next(iter(persons)) if len(persons) == 1 else None)
    kind = MentionKind.PERSON if wide.listed or wide.kind is MentionKind.PERSON else wide.kind
    return Found(start, end, kind, person if kind is MentionKind.PERSON else None, None, True)
