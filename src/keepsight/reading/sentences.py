"""A cell's text cut into sentences, with the stretches that are somebody's own quoted words.

Chronologies are written in shorthand: a stop may end an abbreviation, a question mark may stand before the thing doubted
("? fracture"), a semicolon parts what has nothing to do with each other. Text comes in lower case, so that a capital
cannot tell; the word before the stop and the character after it must.
"""

from __future__ import annotations

import re

_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s|$)|;(?=\s)|\n+")
_ALWAYS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "prof",
        "rev",
        "st",
        "sr",
        "cllr",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "vs",
        "approx",
        "re",
        "inc",
        "incl",
        "cf",
        "viz",
        "al",
        "hon",
        "sgt",
        "insp",
        "supt",
        "det",
    ]
)
_BEFORE_A_NUMBER = frozenset(
    [
        "no",
        "nos",
        "ref",
        "tel",
        "ext",
        "appt",
        "wt",
        "ht",
        "temp",
        "p",
        "pp",
        "para",
        "sect",
        "fig",
        "dept",
        "yr",
        "yrs",
        "min",
        "mins",
        "hr",
        "hrs",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "approx",
        "circa",
    ]
)
_BEFORE_AND = frozenset(["etc", "yrs", "mins", "hrs", "wks"])
_QUOTE = re.compile(
    r"“([^”]{2,400})”|\"([^\"]{2,400})\"|‘([^’]{2,400}(?:’\w+[^’]{0,300})*)’(?!\w)"
    r"|(?<![\w])'((?:[^']|(?<=\w)'(?=\w)){2,400})'(?!\w)"
)
_MARKS = re.compile("[\"“‘']")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in order, covering every character that is not white space between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        at, until = match.span()
        mark = text[at]
        if mark == "." and _goes_on(text, start, at, until):
            continue
        if mark == "?" and until == at + 1 and (at == 0 or text[at - 1] in " ("):
            continue
        _add(text, start, until, spans)
        start = until
    _add(text, start, len(text), spans)
    return spans


def quotations(text: str) -> list[tuple[int, int]]:
    """Start and end of each stretch inside quotation marks, marks excluded."""
    if not _MARKS.search(text):
        return []
    return [match.span(match.lastindex or 0) for match in _QUOTE.finditer(text)]


def _goes_on(text: str, start: int, at: int, until: int) -> bool:
    """True when the stop belongs to the word before it: a title, an initial, "no. 5", "etc. and"."""
    first = max(start, text.rfind(" ", start, at) + 1)
    word = text[first:at].lower().lstrip("(\"'“‘[")
    if not word or until > at + 1:
        return False
    if (
        word in _ALWAYS
        or (len(word) == 1 and word.isalpha())
        or (len(word) == 3 and word[1] == "." and word[0].isalpha())
    ):
        return until < len(text)
    after = text[until + 1 : until + 5]
    if word in _BEFORE_A_NUMBER and after[:1].isdigit():
        return True
    return word in _BEFORE_AND and after.startswith(("and ", "or "))


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))
