"""Names that nobody listed: capitalised words that are not ordinary words, and what their neighbours make of the others.

    "Rang Olwen Price at Tarn Road"  ->  Olwen Price (person), Tarn Road (place); Rang is an ordinary word at the start

A run of capitalised words is looked at as a whole: titles before it, initials in it, a street or a kind of organisation at
its end, words of the work around it. A word that is both name and ordinary word (Grace, Will, Lantern) stays in doubt
until the rest of the texts settle it: see `doubts`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from keepsight.model import MentionKind
from keepsight.people.found import Doubt, Found
from keepsight.people.kinds import Kind, is_also_a_name
from keepsight.people.lexicon import word_file, word_set
from keepsight.people.runs import Token, plural_end, runs, starts_sentence

_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+(?:[’'][a-z]+)?)")
_LOWER_HEAD = re.compile(
    r"[ \u00a0]((?:hand |car |industrial |caravan |housing |primary |high |swimming |leisure |retail |business |holiday ){0,2}"
    rf"(?:{'|'.join(sorted(word_set('places', 'lower_heads')))}))\b(?![’'])"
)
_JOINT_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr) (?:and|&|/) $")
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?) $")
_PARTICLE = re.compile(
    r"(?:^|[\s(\x1e])((?:da|de|di|dos|das|del|della|du|van|von|van der|van den|ap|ab|ferch|bin|bint|ibn|abu|umm|el|al|ul) )$"
)
_SHOUTED_SHARE = 0.6
_LOUD = re.compile(r"[A-Z][A-Z]+ [A-Z]{2,} [A-Z]{2,} [A-Z]{2,}")
_LONG_CAPITALS = 6
_NAMING = frozenset({Kind.NAME, Kind.CAPITALS})
_WORK = frozenset({Kind.FIELD, Kind.LETTERS, Kind.SMALL, Kind.CALENDAR})
_SILENT = _WORK | {Kind.KIN, Kind.INITIAL, Kind.TITLE}
_PERSON, _PLACE, _ORGANISATION = MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORGANISATION


def names_by_capitals(
    text: str, *, staff: bool = False, known: Collection[str] = ()
) -> tuple[list[Found], list[tuple[int, int, str]]]:
    """The names of one text, and the ordinary words that only a sentence's start gives a capital (start, end, word).

    `staff` is True for a column of workers, where single words and letters are names. `known` are words of listed names in
    small letters: "Will Hana come" then keeps its Will out of the name.
    """
    found: list[Found] = []
    openings: list[tuple[int, int, str]] = []
    shouted = _shouted_stretches(text)
    for run in runs(text, staff=staff):
        first = run[0]
        start = first.start
        if len(run) == 1:
            kind = first.kind
            if kind is Kind.ORDINARY:
                if starts_sentence(text, start):
                    if not staff and not is_also_a_name(first.word):
                        openings.append((start, first.end, first.word.lower()))
                        continue
                    found += _single(text, first, initial=True, staff=staff)
                else:
                    found += _single(text, first, initial=False, staff=staff)
            elif kind in _NAMING:
                found += _named(text, run, staff=staff)
            elif (kind is Kind.FIELD and _is_origin(first) and _acts(text, first)) or (staff and kind is Kind.CAPITALS):
                found.append(Found(start, first.end, _PERSON))
            continue
        loud = bool(shouted) and any(a <= start < b for a, b in shouted)
        found += _judge(text, run, initial=starts_sentence(text, start), staff=staff, shouted=loud, known=known)
    return found, openings


def _is_origin(token: Token) -> bool:
    """True for a word of origin, which may be a surname too (Moldovan, English)."""
    return token.word.lower() in word_set("calendar", "tongues")


def _acts(text: str, token: Token) -> bool:
    """True where the word does something by itself, without an article: "told that Moldovan had been released"."""
    after = _AFTER.match(text, token.end)
    return (
        after is not None
        and after[1].lower() in word_set("names", "said")
        and not starts_sentence(text, token.start)
        and not _ARTICLE.search(text, max(0, token.start - 6), token.start)
    )


def _shouted_stretches(text: str) -> list[tuple[int, int]]:
    """The texts within the whole that are written in capitals throughout, where a capital says nothing."""
    stretches: list[tuple[int, int]] = []
    for match in _LOUD.finditer(text):
        if stretches and match.start() < stretches[-1][1]:
            continue
        start, end = text.rfind("\x1e", 0, match.start()) + 1, text.find("\x1e", match.end())
        words = re.findall(r"[^\W\d_]{2,}", text[start : end if end >= 0 else len(text)])
        if sum(w.isupper() for w in words) > _SHOUTED_SHARE * len(words):
            stretches.append((start, end if end >= 0 else len(text)))
    return stretches


def _judge(
    text: str, run: list[Token], *, initial: bool, staff: bool, shouted: bool, known: Collection[str]
) -> Iterator[Found]:
    """A run cut at the words that belong to no name, each part judged by itself."""
    part: list[Token] = []
    for at, token in enumerate(run):
        if _cuts(run, at, shouted=shouted, known=known):
            if part:
                yield from _part(text, part, initial=initial and part[0] is run[0], staff=staff)
            part = []
        else:
            part.append(token)
    if part:
        yield from _part(text, part, initial=initial and part[0] is run[0], staff=staff)


def _cuts(run: list[Token], at: int, *, shouted: bool, known: Collection[str]) -> bool:
    token = run[at]
    after = run[at + 1] if at + 1 < len(run) else None
    if token.kind is Kind.LETTERS:
        if token.word == "HMP" and after is not None:
            return False
        return not (at and (token.word.lower() in _heads() or _is_local_service(run, at, known=known)))
    if token.kind is Kind.SMALL:
        if after is None or after.kind in (Kind.FIELD, Kind.CALENDAR, Kind.LETTERS, Kind.KIN):
            return True
        if token.word == "The":
            return bool(at)
        return not (is_also_a_name(token.word) and after.word.lower() not in known)
    if token.kind is Kind.CALENDAR:
        return not (is_also_a_name(token.word) and after is not None and after.kind in (Kind.NAME, Kind.ORDINARY))
    return shouted and token.kind in (Kind.ORDINARY, Kind.FIELD, Kind.KIN)


def _is_local_service(run: list[Token], at: int, *, known: Collection[str]) -> bool:
    """True for the letters of a kind of service behind the name of a place: "Brackwater YJS"."""
    return (
        at == 1
        and run[0].kind is Kind.NAME
        and run[0].word.lower() not in known
        and run[at].word.lower() in word_set("field", "service_letters")
    )


@cache
def _heads() -> frozenset[str]:
    return word_set("places", "streets", "places", "organisations")


def _part(text: str, part: list[Token], *, initial: bool, staff: bool) -> Iterator[Found]:
    """One stretch without words that cut: a titled person, a street, an organisation, a person, or nothing."""
    titled = next((i for i, t in enumerate(part) if t.kind is Kind.TITLE), None)
    if titled is not None:
        if titled:
            yield from _part(text, part[:titled], initial=initial, staff=staff)
        yield from _titled(text, part[titled:], staff=staff)
        return
    if len(part) > 1 and part[-1].word.lower() in _heads():
        found = _headed(text, part, initial=initial)
        if found is not None:
            yield found
            return
    if part[0].word == "The":
        if len(part) == 2 and part[1].kind is Kind.ORDINARY:
            doubt = Doubt(part[1].word.lower()) if initial else None
            yield Found(part[0].start, _grown(text, part[1].end), _ORGANISATION, doubt=doubt)
            return
        part, initial = part[1:], False
    if initial and len(part) > 1 and part[0].kind in (Kind.ORDINARY, Kind.FIELD, Kind.CALENDAR) and not _given(part):
        if all(t.kind in (Kind.ORDINARY, Kind.FIELD) for t in part):
            phrase = tuple(t.word.lower() for t in part)
            open_words = tuple(t.word.lower() for t in part if t.kind is Kind.ORDINARY)
            yield Found(part[0].start, part[-1].end, _ORGANISATION, doubt=Doubt(" ".join(phrase), words=open_words))
        part, initial = part[1:], part[1].kind is Kind.ORDINARY
    if any(t.kind in _NAMING for t in part):
        yield from _named(text, _trim(part), staff=staff)
    elif len(part) > 1:
        yield from _ordinary_run(text, part, initial=initial, staff=staff)
    elif part:
        yield from _single(text, part[0], initial=initial, staff=staff)


def _given(part: list[Token]) -> bool:
    return is_also_a_name(part[0].word) and part[1].kind in (Kind.NAME, Kind.CAPITALS, Kind.ORDINARY, Kind.INITIAL)


def _titled(text: str, part: list[Token], *, staff: bool) -> Iterator[Found]:
    """A title and the name behind it: "Mrs Dunn", "PC 4417 Hallam", "Sr B Naylor", "Mr and Mrs Pike"."""
    at = 0
    while at < len(part) and part[at].kind is Kind.TITLE:
        at += 1
    rest = part[at:]
    if not rest:
        return
    unlike = rest[0].kind in (Kind.FIELD, Kind.SMALL) and not (is_also_a_name(rest[0].word) and len(rest) > 1)
    if unlike and part[at - 1].word.lower() not in _SURE_TITLES:
        return
    end = next((i for i, t in enumerate(rest) if i and t.kind in _WORK | {Kind.KIN}), len(rest))
    start = part[0].start
    joint = _JOINT_TITLE.search(text[max(0, start - 12) : start])
    yield Found(start - len(joint[0]) if joint else start, plural_end(text, rest[end - 1].end), _PERSON)
    if end < len(rest):
        yield from _part(text, rest[end:], initial=False, staff=staff)


_SURE_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "pc", "dc", "ds", "ps", "prof", "rev", "revd", "sgt", "pcso"}
)


def _headed(text: str, part: list[Token], *, initial: bool) -> Found | None:
    """A street, a place or an organisation by its last word, unless every word belongs to the work."""
    body = part
    if initial and len(part) > 2 and part[0].kind in (Kind.ORDINARY, Kind.FIELD) and not is_also_a_name(part[0].word):
        body = part[1:]
    last = body[-1].word.lower()
    street = last in word_set("places", "streets")
    before = [t for t in body[:-1] if t.word != "The"]
    if " ".join(t.word.lower() for t in body) in _generic_phrases():
        return None
    if (
        street
        and last in _SURE_STREETS
        and before
        and before[-1].kind is not Kind.SMALL
        and not (initial and before[0].kind is Kind.FIELD)
    ):
        return Found(body[0].start, _grown(text, body[-1].end), _PLACE)
    if all(t.kind in (Kind.FIELD, Kind.KIN, Kind.SMALL, Kind.INITIAL, Kind.LETTERS) for t in before):
        return None
    if initial and body is part and len(part) == 2 and part[0].kind is Kind.ORDINARY and body[-1].kind is Kind.FIELD:
        return None
    kind = _PLACE if street or last in word_set("places", "places") else _ORGANISATION
    return Found(body[0].start, _grown(text, body[-1].end), kind)


_SURE_STREETS = frozenset(
    {
        "street",
        "st",
        "road",
        "rd",
        "lane",
        "ln",
        "avenue",
        "ave",
        "drive",
        "close",
        "crescent",
        "cres",
        "terrace",
        "tce",
    }
)


@cache
def _generic_phrases() -> frozenset[str]:
    return frozenset(word_file("field")["generic_phrases"]["phrases"])


def _trim(part: list[Token]) -> list[Token]:
    """Words of the work taken off both ends: "Duty Olwen Price Social Worker" keeps the name."""
    begin, end = 0, len(part)
    while (
        begin < end and part[begin].kind in _WORK and part[begin].word != "HMP" and not is_also_a_name(part[begin].word)
    ):
        begin += 1
    while end > begin and part[end - 1].kind in _WORK | {Kind.KIN}:
        if end > 1 and part[end - 2].kind in (Kind.NAME, Kind.INITIAL) and _is_origin(part[end - 1]):
            break
        if end == 2 and begin == 0 and part[1].word.lower() in word_set("field", "service_letters"):
            break
        end -= 1
    return part[begin:end]


def _named(text: str, part: list[Token], *, staff: bool) -> Iterator[Found]:
    """A run with a word that is no ordinary one. Capitals alone need a name beside them, or length."""
    short = len(part) == 1 and part[0].kind is Kind.CAPITALS and len(part[0].word) < _LONG_CAPITALS
    if short and not staff:
        yield Found(part[0].start, part[0].end, _PERSON, doubt=Doubt(part[0].word.lower()))
        return
    start, end = part[0].start, part[-1].end
    if particle := _PARTICLE.search(text, max(0, start - 9), start):
        start = particle.start(1)
    kind = _guess(text, part)
    if kind is _PLACE or len(part) == 1 or "&" in text[start:end]:
        grown = _grown(text, end)
        if grown != end:
            kind, end = _ORGANISATION, grown
    if kind is _PERSON and (amp := text.find("&", start, end)) >= 0 and part[-1].kind is not Kind.FIELD:
        yield from _named(text, [t for t in part if t.end <= amp], staff=staff)
        yield from _named(text, [t for t in part if t.start > amp], staff=staff)
        return
    end = plural_end(text, end)
    if part[0].word == "St" and text[end : end + 2] in ("'s", "’s"):
        end += 2
    yield Found(start, end, kind)


def _guess(text: str, part: list[Token]) -> MentionKind:
    """Person, unless a preposition of place stands before a single name or a word for a place begins it."""
    if len(part) > 1:
        return _PLACE if part[0].word.lower() in word_set("places", "street_first") else _PERSON
    before = text[max(0, part[0].start - 10) : part[0].start].split()
    return _PLACE if before and before[-1].lower() in word_set("places", "before_places") else _PERSON


def _grown(text: str, end: int) -> int:
    """The end with a kind of place written small behind it: "Brandon hand car wash"."""
    match = _LOWER_HEAD.match(text, end)
    return match.end(1) if match else end


def _ordinary_run(text: str, part: list[Token], *, initial: bool, staff: bool) -> Iterator[Found]:
    """Two or more capitalised ordinary words: "Second Wind", "Will Grace", "J. Finch", "Nana Pat"; not a heading."""
    if part[0].kind is Kind.INITIAL and len(part) == 2 and _is_origin(part[1]):
        yield Found(part[0].start, part[1].end, _PERSON)
        return
    open_words = [t for t in part if t.kind is Kind.ORDINARY or (t.kind is not Kind.FIELD and is_also_a_name(t.word))]
    first = part[0]
    if staff and all(t.kind is Kind.INITIAL for t in part):
        yield Found(first.start, part[-1].end, _PERSON)
    if not open_words:
        return
    if first.kind is Kind.KIN and part[1] in open_words:
        yield Found(first.start, part[1].end, _PERSON)
        return
    if any(t.word.isupper() and len(t.word) > 1 for t in part) and not is_also_a_name(first.word):
        yield from (Found(t.start, t.end, _PERSON, doubt=Doubt(t.word.lower())) for t in open_words)
        return
    phrase = " ".join(t.word.lower() for t in part)
    if is_also_a_name(first.word) and len(part) < 4:
        part = _trim(part) or part[:1]
        yield Found(first.start, part[-1].end, _PERSON)
    elif first.kind is Kind.INITIAL:
        doubt = None if staff else Doubt(phrase, words=tuple(t.word.lower() for t in open_words))
        yield Found(first.start, part[-1].end, _PERSON, doubt=doubt)
    elif staff:
        part = _trim(part) or part
        yield Found(part[0].start, part[-1].end, _PERSON)
    else:
        doubt = Doubt(phrase, words=tuple(t.word.lower() for t in open_words), inside=not initial)
        yield Found(first.start, _grown(text, part[-1].end), _ORGANISATION, doubt=doubt)


def _single(text: str, token: Token, *, initial: bool, staff: bool) -> Iterator[Found]:
    """One capitalised ordinary word: in a column of workers a name; elsewhere the sentence or the other texts settle it."""
    if token.kind in _SILENT:
        return
    low = token.word.lower()
    if token.word.isupper() and len(token.word) > 1:
        yield Found(token.start, token.end, _PERSON, doubt=Doubt(low))
        return
    after = _AFTER.match(text, token.end)
    speaks = after is not None and after[1].lower() in word_set("names", "said")
    if speaks and is_also_a_name(low) and (not initial or low not in word_set("names", "verbs_too")):
        yield Found(token.start, token.end, _PERSON)
        return
    grown = token.end if initial else _grown(text, token.end)
    if grown != token.end:
        yield Found(token.start, grown, _ORGANISATION)
        return
    yield Found(token.start, token.end, _guess(text, [token]), doubt=Doubt(low, inside=not initial and not staff))
