"""Addresses: a number with a street, a flat, a berth; with the town or the postcode the other finders add their part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from keepsight.model import MentionKind
from keepsight.people.found import Found
from keepsight.people.lexicon import word_set

_TYPES = "|".join(sorted((re.escape(w) for w in word_set("places", "streets")), key=len, reverse=True))
_FIRST = "|".join(sorted(word_set("places", "street_first"), key=len, reverse=True))
_NUMBER = r"(?<![\w/.£:-])(?:(?:flat|apartment|apt|unit|room) \d+[a-z]?,? )?\d{1,4}[A-Za-z]?(?:[-/]\d{1,4})?"
_NAMED = re.compile(
    rf"{_NUMBER},? (?:the |The )?(?:[A-Z][\w’'-]+ ){{1,3}}(?i:{_TYPES})\b\.?|{_NUMBER},? (?i:{_FIRST}) (?:[a-zA-Z’'-]+ )?[A-Z][\w’'-]+"
)
_NUMBERED = re.compile(r"\b(?:[Ff]lat|[Bb]erth|[Pp]lot|[Pp]itch|[Mm]ooring|[Aa]partment|[Aa]pt|[Cc]aravan) (?:no\.? ?)?\d{1,4}[A-Za-z]?\b|\b[Ff]lat [A-H]\b")


def addresses(text: str) -> Iterator[Found]:
    """Every address in the text: "14 Millfield Lane", "23a Cutler St", "41 Heol y Bryn", "berth 11"."""
    for match in _NAMED.finditer(text):
        end = match.end() - (1 if match[0].endswith(".") else 0)
        yield Found(match.start(), end, MentionKind.ADDRESS)
    for match in _NUMBERED.finditer(text):
        yield Found(match.start(), match.end(), MentionKind.ADDRESS)
