"""Names that nobody listed: capitalised words that are not ordinary words, and what their neighbours make of the others.

    "Rang Olwen Price at Tarn Road"  ->  Olwen Price (person), Tarn Road (place); Rang is an ordinary word at the start

A run of capitalised words is looked at as a whole: titles before it, initials in it, a street or a kind of organisation at
its end, words of the work around it. A word that is both name and ordinary word (Grace, Will, Lantern) at the start of a
sentence stays in doubt until the rest of the texts confirm it; inside a sentence the capital decides, unless the
same word stands in small letters elsewhere.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from keepsight.model import MentionKind
from keepsight.people.found import Found
from keepsight.people.kinds import Kind, is_also_a_name, kind_of
from keepsight.people.lexicon import is_ordinary, word_set

UPPER = "".join(c for c in map(chr, range(0x41, 0x2000)) if unicodedata.category(c) == "Lu" and (c < "Ͱ" or c > "ᶿ"))
_TOKEN = re.compile(
    rf"(?:(?<![\w’'])(?:al|el|an|ar|as|ash|at|az|ul|ud|ur|bin|d|l|o|t)[-’'])?(?<![^\W_])(?:(?:[{UPPER}]\.){{2,}}|[{UPPER}][^\W_]*(?:[’'‘‐‑-][^\W_]+)*)"
)
_POSSESSIVE = re.compile(r"[’'][sS]$")
_PARTICLES = word_set("names", "particles")
_GAP = re.compile(rf"[ \u00a0](?:(?:{'|'.join(sorted(_PARTICLES))})[ \u00a0]){{0,2}}|\.? |[ \u00a0]?&[ \u00a0]|-|[ \u00a0]\d{{1,6}}[ \u00a0]|'|’")
_STARTS = frozenset(".!?:;\n\r\t|•·–—/\"“”‘«»[]{}*=+>#…")
_OPENERS = " \u00a0\"“‘'(-"
_DASH = re.compile(r"(?:^|\s)[-–—]$")
_AFTER_WORD = re.compile(r"[ \u00a0]([^\W\d_]+(?:[’'][a-z]+)?)")
_LOWER_HEAD = re.compile(
    r"[ \u00a0]((?:hand |car |industrial |caravan |housing |primary |high |swimming |leisure |retail |business |holiday )?"
    rf"(?:{'|'.join(sorted(word_set('places', 'lower_heads') | {'wash', 'park', 'pool', 'centre'}))}))\b(?![’'])"
)
_SHOUTED_SHARE = 0.6
_SHOUTED_WORDS = 4
_LONG_CAPITALS = 6


class Token(NamedTuple):
    start: int
    end: int
    word: str
    kind: Kind


def names_by_capitals(text: str, *, staff: bool = False) -> Iterator[Found]:
    """The names of one text, in order. `staff` is True for a column of workers, where single names and initials are names."""
    shouted = _is_shouted(text)
    for run, initial in _runs(text):
        if len(run) == 1 and not staff and not shouted:
            token = run[0]
            if token.kind in _SILENT or (initial and token.kind is Kind.ORDINARY and not is_also_a_name(token.word)):
                if token.kind is Kind.ORDINARY and not token.word.isupper():
                    yield Found(token.start, token.end, MentionKind.PERSON, doubt=token.word.lower())
                continue
        yield from _judge(text, run, initial=initial, staff=staff, shouted=shouted)


_SILENT = frozenset({Kind.SMALL, Kind.CALENDAR, Kind.LETTERS, Kind.FIELD, Kind.KIN, Kind.INITIAL})
_NAMING = frozenset({Kind.NAME, Kind.CAPITALS})


def _runs(text: str) -> Iterator[tuple[list[Token], bool]]:
    """Neighbouring capitalised words, and whether the run starts a sentence."""
    run: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, word = match.start(), match[0]
        if len(word) > 2 and word[-2] in "’'" and word[-1] in "sS":
            word = word[:-2]
        token = Token(start, start + len(word), word, kind_of(sys.intern(word)))
        if run:
            last = run[-1]
            if last.end == start - 1 and text[last.end] in " \u00a0":
                run.append(token)
                continue
            gap = text[last.end : start]
            if len(gap) < 16 and _joins(gap, last, token):
                run.append(token)
                continue
            yield run, _starts(text, run[0].start)
        run = [token]
    if run:
        yield run, _starts(text, run[0].start)


def _joins(gap: str, last: Token, token: Token) -> bool:
    if not _GAP.fullmatch(gap):
        return False
    if gap.startswith("."):
        return last.kind is Kind.INITIAL or (last.kind is Kind.TITLE and len(last.word) < 5) or last.word == "St"
    if gap.strip().isdigit():
        return last.kind is Kind.TITLE
    return gap != "-" and gap not in "'’"


def _starts(text: str, at: int) -> bool:
    """True at the beginning of a cell, a sentence, a quotation or a list item."""
    while at and text[at - 1] in _OPENERS:
        if text[at - 1] in "\"“‘(":
            return True
        at -= 1
    return not at or text[at - 1] in _STARTS or text[at - 1] == "."


def _is_shouted(text: str) -> bool:
    """True for a text written in capitals throughout, where a capital says nothing."""
    if sum(map(text.count, "aeiost")) * 3 > len(text) // 4:
        return False
    words = [w for w in re.findall(r"[^\W\d_]{2,}", text)]
    return len(words) >= _SHOUTED_WORDS and sum(w.isupper() for w in words) > _SHOUTED_SHARE * len(words)


def _judge(text: str, run: list[Token], *, initial: bool, staff: bool, shouted: bool) -> Iterator[Found]:
    """A run cut at the words that belong to no name, each part judged by itself."""
    part: list[Token] = []
    for at, token in enumerate(run):
        if _cuts(run, at, shouted=shouted):
            yield from _part(text, part, initial=initial and bool(part) and part[0] is run[0], staff=staff, shouted=shouted)
            part = []
        else:
            part.append(token)
    yield from _part(text, part, initial=initial and bool(part) and part[0] is run[0], staff=staff, shouted=shouted)


def _cuts(run: list[Token], at: int, *, shouted: bool) -> bool:
    token = run[at]
    if token.kind is Kind.LETTERS:
        return not (token.word.lower() in _heads() and at)
    if token.kind is Kind.SMALL:
        return not (token.word == "I" and at + 1 < len(run) and run[at + 1].kind is Kind.NAME and not at) and not (
            token.word in ("The", "A") and at + 1 < len(run)
        )
    if token.kind is Kind.CALENDAR:
        after = run[at + 1] if at + 1 < len(run) else None
        return not (is_also_a_name(token.word) and after is not None and after.kind in (Kind.NAME, Kind.ORDINARY))
    return shouted and token.kind in (Kind.ORDINARY, Kind.FIELD, Kind.KIN)


@cache
def _heads() -> frozenset[str]:
    return word_set("places", "streets", "places", "organisations")


def _part(text: str, part: list[Token], *, initial: bool, staff: bool, shouted: bool) -> Iterator[Found]:
    """One stretch without words that cut: a titled person, a street, an organisation, a person, or nothing."""
    titled = next((i for i, t in enumerate(part) if t.kind is Kind.TITLE), None)
    if titled is not None:
        if titled:
            yield from _part(text, part[:titled], initial=initial, staff=staff, shouted=shouted)
        yield from _titled(text, part[titled:], staff=staff)
        return
    while part and part[0].kind is Kind.SMALL and part[0].word != "The":
        part, initial = part[1:], False
    if not part:
        return
    named = any(t.kind in _NAMING for t in part)
    last = part[-1].word.lower()
    if len(part) > 1 and last in _heads():
        found = _headed(text, part, initial=initial)
        if found is not None:
            yield found
            return
    if part[0].word == "The":
        part, initial = part[1:], False
    if initial and len(part) > 1 and part[0].kind in (Kind.ORDINARY, Kind.FIELD) and not _given(part):
        part, initial = part[1:], False
        named = any(t.kind in _NAMING for t in part)
    part = _trim(part)
    if not part:
        return
    if named:
        yield from _named(text, part, staff=staff)
    elif len(part) > 1:
        yield from _ordinary_run(text, part, initial=initial)
    else:
        yield from _single(text, part[0], initial=initial, staff=staff)


def _given(part: list[Token]) -> bool:
    return is_also_a_name(part[0].word) and part[1].kind in (Kind.NAME, Kind.CAPITALS, Kind.ORDINARY)


def _titled(text: str, part: list[Token], *, staff: bool) -> Iterator[Found]:
    """A title and the name behind it: "Mrs Dunn", "PC 4417 Hallam", "Sr B Naylor", "Mr and Mrs Pike"."""
    at = 0
    while at < len(part) and part[at].kind is Kind.TITLE:
        at += 1
    rest = part[at:]
    if not rest:
        return
    if part[at - 1].word.lower() in _BOTH and rest[0].kind in (Kind.FIELD, Kind.SMALL):
        return
    end = 0
    for token in rest:
        if token.kind in (Kind.FIELD, Kind.SMALL, Kind.CALENDAR) and end:
            break
        if token.kind is Kind.KIN and end:
            break
        end += 1
    if rest[0].kind is Kind.FIELD and part[at - 1].word.lower() in _RANKS_TOO:
        return
    start = part[0].start
    joint = re.search(r"\b(?:Mr|Mrs|Ms|Miss|Dr) (?:and|&|/) $", text[max(0, start - 12) : start])
    if joint:
        start -= len(joint[0])
    yield Found(start, rest[end - 1].end, MentionKind.PERSON)
    yield from _part(text, rest[end:], initial=False, staff=staff, shouted=False)


_BOTH = frozenset({"nurse", "sister", "father", "inspector", "detective", "consultant", "midwife", "constable", "superintendent", "judge", "matron", "registrar", "justice", "master", "madam", "lady", "lord", "sir", "professor", "pastor", "canon"})
_RANKS_TOO = _BOTH | word_set("field", "ranks")


def _headed(text: str, part: list[Token], *, initial: bool) -> Found | None:
    """A street, a place or an organisation by its last word, unless every word belongs to the work."""
    first = 0
    if initial and len(part) > 2 and part[0].kind in (Kind.ORDINARY, Kind.FIELD) and not is_also_a_name(part[0].word):
        first = 1
    body = part[first:]
    if all(t.kind in (Kind.FIELD, Kind.KIN, Kind.SMALL) or t.word.lower() in _heads() for t in body):
        return None
    if initial and not first and len(part) == 2 and part[0].kind is Kind.ORDINARY and part[-1].kind is Kind.FIELD and part[-1].word.lower() not in word_set("places", "streets"):
        return None
    last = body[-1].word.lower()
    kind = MentionKind.ORGANISATION if last in word_set("places", "organisations") else MentionKind.PLACE
    if last in word_set("places", "streets"):
        kind = MentionKind.PLACE
    return Found(body[0].start, _grown(text, body[-1].end), kind)


def _trim(part: list[Token]) -> list[Token]:
    """Words of the work taken off both ends: "Duty Olwen Price Social Worker" keeps the name."""
    begin, end = 0, len(part)
    while begin < end and part[begin].kind in (Kind.FIELD, Kind.LETTERS):
        begin += 1
    while end > begin and part[end - 1].kind in (Kind.FIELD, Kind.LETTERS, Kind.KIN):
        end -= 1
    return part[begin:end]


def _named(text: str, part: list[Token], *, staff: bool) -> Iterator[Found]:
    """A run with a word that is no ordinary one. Capitals alone need a name beside them or length."""
    if all(t.kind in (Kind.CAPITALS, Kind.INITIAL) for t in part):
        token = part[0]
        if len(part) == 1 and not staff and len(token.word) < _LONG_CAPITALS:
            yield Found(token.start, token.end, MentionKind.PERSON, doubt=token.word.lower())
            return
        if len(part) == 1 and staff and len(token.word) < 4 and "." not in token.word:
            yield Found(token.start, token.end, MentionKind.PERSON)
            return
    start, end = part[0].start, part[-1].end
    kind = _guess(text, start, part)
    if kind is not MentionKind.PERSON or len(part) == 1:
        grown = _grown(text, end)
        if grown != end:
            kind, end = MentionKind.ORGANISATION, grown
    yield Found(start, end, kind)


def _guess(text: str, start: int, part: list[Token]) -> MentionKind:
    """Person unless a preposition of place stands before a single name or the words end as a place does."""
    if part[0].word.lower() in word_set("places", "street_first") and len(part) > 1:
        return MentionKind.PLACE
    if len(part) > 1:
        return MentionKind.PERSON
    before = text[max(0, start - 10) : start].split()
    return MentionKind.PLACE if before and before[-1].lower() in word_set("places", "before_places") else MentionKind.PERSON


def _grown(text: str, end: int) -> int:
    """The end with a kind of place written small behind it: "Brandon hand car wash"."""
    match = _LOWER_HEAD.match(text, end)
    return match.end(1) if match else end


def _ordinary_run(text: str, part: list[Token], *, initial: bool) -> Iterator[Found]:
    """Two or more capitalised ordinary words: "Second Wind", "Will Grace", "Nana Pat", "Big Si"; not a heading."""
    if all(t.kind in (Kind.FIELD, Kind.LETTERS, Kind.INITIAL, Kind.SMALL) for t in part):
        return
    kin = part[0].kind is Kind.KIN
    if kin and part[1].kind is Kind.ORDINARY:
        yield Found(part[0].start, part[1].end, MentionKind.PERSON)
        return
    if kin and not any(t.kind is Kind.ORDINARY for t in part):
        return
    if any(t.word.isupper() and len(t.word) > 1 for t in part) and not is_also_a_name(part[0].word):
        for token in part:
            yield Found(token.start, token.end, MentionKind.PERSON, doubt=token.word.lower())
        return
    if initial and not is_also_a_name(part[0].word):
        for token in part:
            if token.kind is Kind.ORDINARY:
                yield Found(token.start, token.end, MentionKind.PERSON, doubt=token.word.lower())
        return
    doubtful = any(t.kind in (Kind.FIELD, Kind.LETTERS) for t in part) or len(part) > 3
    kind = MentionKind.PERSON if is_also_a_name(part[0].word) else MentionKind.ORGANISATION
    doubt = " ".join(t.word.lower() for t in part if t.kind is Kind.ORDINARY) if doubtful else ""
    yield Found(part[0].start, _grown(text, part[-1].end) if kind is MentionKind.ORGANISATION else part[-1].end, kind, doubt=doubt)


def _single(text: str, token: Token, *, initial: bool, staff: bool) -> Iterator[Found]:
    """One capitalised ordinary word: in a column of workers a name; elsewhere in doubt, for the sentence to settle."""
    if token.kind in _SILENT:
        return
    if token.word.isupper() and len(token.word) > 1 and not staff:
        yield Found(token.start, token.end, MentionKind.PERSON, doubt=token.word.lower())
        return
    if staff:
        yield Found(token.start, token.end, MentionKind.PERSON, doubt=token.word.lower())
        return
    end = token.end
    after = _AFTER_WORD.match(text, end)
    if is_also_a_name(token.word) and after is not None and after[1].lower() in word_set("names", "said"):
        if not initial or token.word.lower() not in _VERBS_TOO:
            yield Found(token.start, end, MentionKind.PERSON)
            return
    if not initial:
        grown = _grown(text, end)
        if grown != end:
            yield Found(token.start, grown, MentionKind.ORGANISATION)
            return
    yield Found(token.start, end, _guess(text, token.start, [token]), doubt=token.word.lower() + ("" if initial else "!"))


_VERBS_TOO = frozenset({"will", "may", "mark", "chase", "grant", "drew", "rob", "sue", "hunt", "pat", "peg", "bill", "skip", "hope", "rose"})
