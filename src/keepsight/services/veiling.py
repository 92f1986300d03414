"""Names in texts that are no cells: what members of the panel wrote, reasons, notes, and cells that were put right.

Cells carry the names found in them. These texts do not, so they are found when the text is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, gettext

from keepsight.model import People
from keepsight.people import forms_of, pseudonyms
from keepsight.people.finding import find_in_texts
from keepsight.services.intake import people_of
from keepsight.services.shown import Piece, pieces
from keepsight.services.spoken import spoken
from keepsight.store.models import ReviewRecord


def mentions_in(texts: Sequence[str], people: People) -> list[list[dict[str, Any]]]:
    """For each text what identifies somebody, in the form in which the mentions of a cell are kept."""
    if not any(texts):
        return [[] for _ in texts]
    labels = pseudonyms(people)
    return [
        [
            {
                "start": f.start,
                "end": f.end,
                "kind": f.kind.value,
                "pseudonym": labels.get(f.person, "") if f.person else "",
            }
            for f in found
        ]
        for found in find_in_texts(list(texts), forms_of(people))
    ]


def veiled(review: ReviewRecord, texts: Sequence[str], *, names: bool) -> list[tuple[Piece, ...]]:
    """The texts in pieces, with names as they are or behind pseudonyms."""
    if names:
        return [(Piece(t),) if t else () for t in texts]
    once = list(dict.fromkeys(texts))
    read = {t: pieces(t, mentions=m) for t, m in zip(once, mentions_in(once, people_of(review)), strict=True)}
    return [read[t] for t in texts]


def asked_aloud(review: ReviewRecord, texts: Sequence[str], *, names: bool) -> list[tuple[Piece, ...]]:
    """What rules and members ask. A rule's own words are said in the language that is on and name nobody; all else is veiled."""
    read = veiled(review, texts, names=names)
    return [_aloud(review, text, shown, names=names) for text, shown in zip(texts, read, strict=True)]


def _aloud(review: ReviewRecord, text: str, shown: tuple[Piece, ...], *, names: bool) -> tuple[Piece, ...]:
    if text and (said := gettext(text)) != text:
        return (Piece(said),)
    parts = spoken(text) if text and get_language() == "cy" else None
    if parts is None:
        return shown
    before, quoted, after = parts
    (held,) = veiled(review, [quoted], names=names)
    return (Piece(before), *held, Piece(after)) if quoted else (Piece(before),)
