"""Addresses: a number with a street, a flat, a berth; with the town or the postcode the other finders add their part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from keepsight.model import MentionKind
from keepsight.people.found import Found
from keepsight.people.lexicon import word_set

_TYPES = "|".join(sorted(map(re.escape, word_set("places", "streets")), key=len, reverse=True))
_FIRST = "|".join(sorted(word_set("places", "street_first"), key=len, reverse=True))
_NAMED = re.compile(
    rf"\d\d{{0,3}}[A-Za-z]?(?:[-/]\d{{1,4}})?,? (?=[Tt]he |[^\W\d_])(?:(?:[Tt]he )?(?:[A-Z][\w’'-]+ ){{1,3}}(?i:{_TYPES})\b"
    rf"|(?i:{_FIRST}) (?:[a-zA-Z’'-]+ )?[A-Z][\w’'-]+)"
)
_FLAT_BEFORE = re.compile(r"(?i)\b(?:flat|apartment|apt|unit|room) (?:\d{1,4})?[a-z]?,? $")
_NUMBERED = re.compile(
    r"[FfBbPpMmAaCc](?:lat|erth|lot|itch|ooring|partment|pt|aravan) (?:(?:no\.? ?)?\d{1,4}[A-Za-z]?\b|[A-H]\b)"
)
_NOT_BEFORE = tuple("0123456789/.£:-_")


def addresses(text: str) -> Iterator[Found]:
    """Every address in the text: "14 Millfield Lane", "23a Cutler St", "41 Heol y Bryn", "berth 11"."""
    for match in _NAMED.finditer(text):
        start = match.start()
        if not text[start - 1 : start].startswith(_NOT_BEFORE) and not text[start - 1 : start].isalpha():
            flat = _FLAT_BEFORE.search(text, max(0, start - 20), start)
            yield Found(flat.start() if flat else start, match.end(), MentionKind.ADDRESS)
    for match in _NUMBERED.finditer(text):
        if not text[match.start() - 1 : match.start()].isalpha():
            yield Found(match.start(), match.end(), MentionKind.ADDRESS)
