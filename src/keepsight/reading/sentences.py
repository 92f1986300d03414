"""A cell's text cut into sentences and clauses, with the stretches that are somebody's own quoted words."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s|$)|\n+|;(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|miss|prof|rev|st|sr|approx|appt|ref|no|nos|tel|ext|e\.g|i\.e|etc|vs|dept|re|inc|incl|c|d|b|w|yrs?"
    r"|mins?|hrs?|wt|ht|temp|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|(?<![a-z])[a-z])\.$",
    re.IGNORECASE,
)
_QUOTE = re.compile(
    r"“([^”]{2,400})”|\"([^\"]{2,400})\"|‘([^’]{2,400}(?:’\w+[^’]{0,300})*)’(?!\w)|(?<![\w])'((?:[^']|(?<=\w)'(?=\w)){2,400})'(?!\w)"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in order, covering every character that is not white space between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.group().startswith(".") and _ABBREVIATION.search(
            text, max(start, match.start() - 8), match.start() + 1
        ):
            rest = text[match.end() : match.end() + 2].strip()
            if rest and not rest[0].isupper():
                continue
            if _TITLE.search(text, max(start, match.start() - 5), match.start() + 1):
                continue
        if match.end() > start:
            _add(text, start, match.end(), spans)
        start = match.end()
    _add(text, start, len(text), spans)
    return spans


_TITLE = re.compile(r"\b(?:dr|mr|mrs|ms|miss|prof|st|sr|[a-z])\.$", re.IGNORECASE)


def quotations(text: str) -> list[tuple[int, int]]:
    """Start and end of each stretch inside quotation marks, marks excluded."""
    if not any(mark in text for mark in "\"“‘'"):
        return []
    found = []
    for match in _QUOTE.finditer(text):
        group = match.lastindex or 0
        found.append((match.start(group), match.end(group)))
    return found


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))
