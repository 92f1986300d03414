"""Runs of capitalised words: the stretches of a text in which a name can stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from keepsight.people.kinds import Kind, is_also_a_name, kind_of
from keepsight.people.lexicon import word_set

UPPER = "".join(c for c in map(chr, range(0x41, 0x2000)) if unicodedata.category(c) == "Lu" and (c < "Ͱ" or c > "ᶿ"))
_WORD = re.compile(rf"[{UPPER}][^\W_]*(?:[’'‘‐‑-](?![sS]\b)[^\W_]+)*")
_PREFIX = re.compile(r"(?:^|[^\w’'-])((?:al|el|an|ar|as|ash|at|az|ul|ud|ur|d|l|o|t)[-’'‘])$")
_PARTICLES = "|".join(sorted(word_set("names", "particles")))
_GAP = re.compile(
    rf"[ \u00a0](?:(?:{_PARTICLES})[ \u00a0]){{0,2}}|\.[ \u00a0]?(?:(?:{_PARTICLES})[ \u00a0])?|[ \u00a0]?&[ \u00a0]?|[ \u00a0]\d{{1,6}}[ \u00a0]"
)
_LONGEST_GAP = 16
_STARTS = frozenset('.!?:;\n\r\t\x1e|•·–—/"“”‘«»[]{}*=+>#…(')
_OPENERS = frozenset(" \u00a0'-")
_GRADED = re.compile(
    r"(?i)\b(?:class|grade|level|stage|category|cat|type|hep|hepatitis|vitamin|vit|group|gp|band|block|set|plan) $"
)


class Token(NamedTuple):
    start: int
    end: int
    word: str
    kind: Kind


def runs(text: str, *, staff: bool = False) -> Iterator[list[Token]]:
    """Neighbouring capitalised words, possessive s left out.

    Joined are words with a space between, initials with a full stop, particles ("Huw ap Rhys", "Lena van der Berg"), "&",
    and a title with its collar number. `staff` is True in a column of workers, where I and A are initials.
    """
    run: list[Token] = []
    last_end, last_kind = -_LONGEST_GAP, Kind.SMALL
    for match in _WORD.finditer(text):
        start, end = match.span()
        before = text[start - 1] if start else " "
        if before.isalnum() or before == "_":
            continue
        word = match[0]
        kind = _kind_of_letter(text, word, start, end, staff=staff) if end - start == 1 else kind_of(word)
        if before in "-’'‘" and (prefix := _PREFIX.search(text, max(0, start - 6), start)):
            start = prefix.start(1)
        if start - last_end < _LONGEST_GAP:
            if last_end == start - 1 and text[last_end] == " ":
                if kind is Kind.NAME and len(run) == 1 and run[0].word in ("A", "I"):
                    run = [run[0]._replace(kind=Kind.INITIAL)]
                if word == "A" and (last_kind is Kind.NAME or is_also_a_name(run[-1].word)):
                    kind = Kind.INITIAL
                run.append(Token(start, end, word, kind))
                last_end, last_kind = end, kind
                continue
            if text[last_end] in " .&\u00a0" and _joins(text[last_end:start], run, kind, end - start):
                run.append(Token(start, end, word, kind))
                last_end, last_kind = end, kind
                continue
        if run:
            yield run
        run = [Token(start, end, word, kind)]
        last_end, last_kind = end, kind
    if run:
        yield run


def starts_sentence(text: str, at: int) -> bool:
    """True at the beginning of a text, a sentence, a quotation, a bracket or a list item."""
    while at:
        before = text[at - 1]
        if before in _STARTS:
            return True
        if before.isdigit():
            return bool(_NUMBERED.search(text, max(0, at - 8), at))
        if before not in _OPENERS:
            return False
        at -= 1
    return True


_NUMBERED = re.compile(r"(?:^|[\n\x1e|])[ ]*\d{1,3}$")


def plural_end(text: str, end: int) -> int:
    """The end with the apostrophe of "the Pikes’"."""
    mark = text[end - 1] in "sS" and text[end : end + 1] in ("’", "'")
    return end + 1 if mark and not text[end + 1 : end + 2].isalnum() else end


def _kind_of_letter(text: str, word: str, start: int, end: int, *, staff: bool) -> Kind:
    """An initial, or a letter that grades something ("class B"), or the words I and A."""
    if text[start - 1 : start] == "&" and start:
        return Kind.LETTERS
    stopped = text[end : end + 1] == "."
    if stopped and _GRADED.search(text, max(0, start - 12), start):
        return Kind.LETTERS
    if word in "IA" and (staff or (stopped and text[end + 1 : end + 3].strip()[:1].isupper())):
        return Kind.INITIAL
    return kind_of(word)


def _joins(gap: str, run: list[Token], kind: Kind, length: int) -> bool:
    if not _GAP.fullmatch(gap):
        return False
    last = run[-1]
    if gap[0] == ".":
        if last.kind is Kind.INITIAL:
            return kind is not Kind.SMALL
        return (last.kind is Kind.TITLE and len(last.word) < 5) or (last.word == "St" and len(run) == 1)
    if gap.strip().isdigit():
        return last.kind is Kind.TITLE
    return "&" not in gap or (len(last.word) > 1 and length > 1)
