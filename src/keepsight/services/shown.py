"""A cell as it is shown: its words cut where marks begin and end, names as they are or behind pseudonyms.

A name is replaced whole; a mark that begins or ends inside a name covers all of it. Where nobody is listed for a name, its kind
stands in brackets.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

KINDS = {
    "person": "a person",
    "place": "a place",
    "organisation": "an organisation",
    "phone": "a phone number",
    "email": "an e-mail address",
    "nhs_number": "an NHS number",
    "ni_number": "a National Insurance number",
    "postcode": "a postcode",
    "dob": "a date of birth",
    "handle": "an account online",
    "address": "an address",
    "vehicle": "a vehicle",
    "url": "a web address",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a cell: the text to show, the keys of the marks that cover it, and whether a pseudonym stands here."""

    text: str
    marks: tuple[str, ...] = ()
    hidden: bool = False


def pieces(
    text: str,
    *,
    mentions: Sequence[dict[str, Any]] = (),
    marks: Iterable[tuple[int, int, str]] = (),
    names: bool = False,
) -> tuple[Piece, ...]:
    """The cell in pieces. `mentions` are those of this cell as stored, `marks` are (start, end, key) with `end` exclusive."""
    spans = [] if names else apart(mentions)
    held = [(s, e, k) for s, e, k in marks if s < e]
    edges = sorted({0, len(text), *(p for s, e, _ in held for p in (s, e) if 0 < p < len(text))})
    found: list[Piece] = []
    position = 0
    for start, end, pseudonym in [*spans, (len(text), len(text), "")]:
        cuts = [position, *edges[bisect_right(edges, position) : bisect_left(edges, start)], start]
        for a, b in pairwise(cuts):
            if a < b:
                found.append(Piece(text[a:b], _covering(held, a, b)))
        if pseudonym:
            found.append(Piece(pseudonym, _covering(held, start, end), hidden=True))
        position = max(position, end)
    return tuple(found)


def plain(text: str, *, mentions: Sequence[dict[str, Any]] = (), names: bool = False) -> str:
    """The cell as one string."""
    return "".join(p.text for p in pieces(text, mentions=mentions, names=names))


def apart(mentions: Sequence[dict[str, Any]]) -> list[tuple[int, int, str]]:
    """The mentions in order, none overlapping another: the longer one stands where two do."""
    kept: list[tuple[int, int, str]] = []
    for m in sorted(mentions, key=lambda m: (m.get("start", 0), -m["end"])):
        start = m.get("start", 0)
        if kept and start < kept[-1][1]:
            continue
        kept.append((start, m["end"], m.get("pseudonym") or f"[{KINDS.get(m['kind'], 'a name')}]"))
    return kept


def _covering(marks: Sequence[tuple[int, int, str]], start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(k for s, e, k in marks if s < end and start < e))
