"""Runs of capitalised words: the stretches of a text in which a name can stand."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from keepsight.people.kinds import Kind, kind_of
from keepsight.people.lexicon import word_set

UPPER = "".join(c for c in map(chr, range(0x41, 0x2000)) if unicodedata.category(c) == "Lu" and (c < "Ͱ" or c > "ᶿ"))
_TOKEN = re.compile(
    rf"(?:(?<![\w’'])(?:al|el|an|ar|as|ash|at|az|ul|ud|ur|d|l|o|t)[-’'])?(?<![^\W_])"
    rf"(?:(?:[{UPPER}]\.){{2,}}|[{UPPER}][^\W_]*(?:[’'‘‐‑-][^\W_]+)*)"
)
_PARTICLES = "|".join(sorted(word_set("names", "particles")))
_GAP = re.compile(rf"[ \u00a0](?:(?:{_PARTICLES})[ \u00a0]){{0,2}}|\.[ \u00a0]?|[ \u00a0]?&[ \u00a0]?|[ \u00a0]\d{{1,6}}[ \u00a0]")
_LONGEST_GAP = 16
_STARTS = frozenset(".!?:;\n\r\t|•·–—/\"“”‘«»[]{}*=+>#…")
_OPENERS = " \u00a0\"“‘'(-"


class Token(NamedTuple):
    start: int
    end: int
    word: str
    kind: Kind


def runs(text: str, *, staff: bool = False) -> Iterator[tuple[list[Token], bool]]:
    """Neighbouring capitalised words, possessive s left out, and whether the run starts a sentence.

    Joined are words with a space between, initials with a full stop, particles ("Huw ap Rhys", "Lena van der Berg"), "&",
    and a title with its collar number. `staff` is True in a column of workers, where I and A are initials.
    """
    run: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, word = match.start(), match[0]
        if len(word) > 2 and word[-2] in "’'" and word[-1] in "sS":
            word = word[:-2]
        end = start + len(word)
        token = Token(start, end, word, _kind(text, word, end, staff=staff))
        if run:
            last = run[-1]
            if last.end == start - 1 and text[last.end] in " \u00a0":
                run.append(token)
                continue
            gap = text[last.end : start]
            if len(gap) < _LONGEST_GAP and _joins(gap, last, token):
                run.append(token)
                continue
            yield run, starts_sentence(text, run[0].start)
        run = [token]
    if run:
        yield run, starts_sentence(text, run[0].start)


def starts_sentence(text: str, at: int) -> bool:
    """True at the beginning of a text, a sentence, a quotation, a bracket or a list item."""
    while at and text[at - 1] in _OPENERS:
        if text[at - 1] in "\"“‘(":
            return True
        at -= 1
    return not at or text[at - 1] in _STARTS


def _kind(text: str, word: str, end: int, *, staff: bool) -> Kind:
    if word in ("I", "A") and (staff or (text[end : end + 1] == "." and text[end + 1 : end + 3].strip()[:1].isupper())):
        return Kind.INITIAL
    if word[-1] == "." and not staff:
        return Kind.INITIAL
    return kind_of(sys.intern(word))


def _joins(gap: str, last: Token, token: Token) -> bool:
    if not _GAP.fullmatch(gap):
        return False
    if gap[0] == ".":
        if last.kind is Kind.INITIAL:
            return token.kind is not Kind.SMALL
        return (last.kind is Kind.TITLE and len(last.word) < 5) or last.word == "St"
    if gap.strip().isdigit():
        return last.kind is Kind.TITLE
    return "&" not in gap or (len(last.word) > 1 and len(token.word) > 1)
