"""What can single a person out in a text that goes out into the world: names of anybody, places, organisations, dates, ages,
numbers, origins, work, rare conditions.

This is the wide search, for publishing and for measuring against public benchmarks. It takes too much on purpose: a person
decides what may stay. For the chronologies themselves, where dates and ages are the matter of the review, see `mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from keepsight.model import MentionKind
from keepsight.people.finding import find_in_texts, longest
from keepsight.people.forms import Forms
from keepsight.people.found import Found
from keepsight.people.kinds import Kind, kind_of
from keepsight.people.lexicon import capitalised_words, word_file, word_set
from keepsight.people.runs import UPPER, starts_sentence

_MONTHS = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_SEASONS = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|Easter|Christmas)"
_UNITS = r"(?:years?|months?|weeks?|days?|hours?|minutes?)"
_NUMBER = rf"(?:\d[\d,. ]*\d|\d|(?:(?:{'|'.join(sorted(word_set('publication', 'numbers'), key=len, reverse=True))})(?:[- ](?:and )?)?){{1,5}})"
_MONEY = "|".join(sorted(word_set("publication", "currencies"), key=len, reverse=True))
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "date",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)?(?:(?:,| and| to|[-–]| or) \d{{1,2}}(?:st|nd|rd|th)?)* {_MONTHS}\b(?:,? (?:of )?\d{{4}}\b)?",
    ),
    ("date", rf"\b{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b"),
    ("date", rf"\b(?:{_MONTHS}|{_SEASONS})(?: (?:of )?\d{{4}}\b)"),
    (
        "date",
        r"\b(?:early |mid-?|late |end of |beginning of )?(?:January|February|August|September|October|November|December|(?<=[Ii]n )(?:March|April|May|June|July))\b",
    ),
    ("date", r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"),
    ("date", r"\b(?:the )?(?:19|20)\d0s\b|(?<![\d/,.])\b(?:1[789]|20)\d{2}(?:[-–/]\d{2,4})?\b(?![/,]\d)"),
    ("time", r"\b\d{1,2}[.:]\d{2} ?(?:[ap]\.?m\.?|hours|hrs)?(?![\d%])|\b\d{1,2} ?[ap]\.m\."),
    (
        "age",
        rf"\b(?:aged?|age of|at the age of) {_NUMBER}(?:[- ]?years?)?\b|\b{_NUMBER}[- ]?years?[- ]old\b|\b{_NUMBER} years of age\b",
    ),
    (
        "span",
        rf"\b{_NUMBER}[- ]?{_UNITS}(?:[’'] | of )?(?:imprisonment|detention|hard labour|service)\b|\b{_NUMBER} {_UNITS}(?= ?,? (?:and )?{_NUMBER}?)",
    ),
    (
        "money",
        rf"(?i:(?:approximately|approx\.|about|some|around) )?(?i:(?:\b(?:{_MONEY})|[£€$]) ?\d[\d,. ]*\d?(?: (?:million|billion|thousand))?)|\b{_NUMBER}(?: (?:million|billion))? (?:(?:{'|'.join(n.title() for n in ('new', 'old', 'turkish', 'polish', 'swedish', 'german', 'austrian', 'british', 'irish', 'deutsch', 'gdr'))}|GDR|New Turkish|Deutsche?) )?(?i:{_MONEY})\b(?: ?\([A-Z]{{3}}[^)]{{0,40}}\)?\)?)?",
    ),
    (
        "quantity",
        r"\b\d[\d,.]*(?: ?(?:%|per cent|percent|km/h|km|kg|g|mg|metres|meters|square metres|sq\.? ?m|m²|m2|hectares|ha|acres|litres|miles|tons|tonnes|pages|packages))",
    ),
    (
        "count",
        rf"(?i:\b{_NUMBER} (?:other |more |further |young |younger |older |minor )?(?:{'|'.join(sorted(word_set('publication', 'counted')))})\b)",
    ),
    ("code", r"\b\d{4}:\d{1,4}\b|\bp\. ?\d+"),
    ("code", r"\b(?:[A-Z]{1,4}[- ]?)?\d{1,6}(?:/\d{1,6}(?:[.-]\d+)*)+(?:[A-Z]\d*)?\b"),
    (
        "code",
        r"(?i:\b(?:no|nos|number|numbers|ref)\.? ?)((?:[A-Z]{0,4}-?\d(?:[\w./-]*\w)?)(?:(?:,| and) \d(?:[\w./-]*\w)?)*)",
    ),
    ("code", r"\b(?:[A-Z]+-?)?\d{4,}[\w/-]*\b|\b[A-Z]{1,4}-\d[\d/.-]*\b"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_MORE = re.compile(
    rf"(?: (?:of|for|and|de|du|des|der|die|und|ve|y|i|et|la|le|&)(?: (?:the|la|le|les|National|General))? |[ ‑-])(?:[{UPPER}][^\W_]*(?:[’'‑-][^\W_]+)*|[{UPPER}]\b)[’']?"
)
_LESS = re.compile(
    rf"(?:(?<=^)|(?<=[^\w.])|(?<=\s))[{UPPER}][^\W\d_]+(?: (?:of|for)(?: the)?)? ?(?:[{UPPER}][^\W\d_]+ )?$"
)
_CAPITALS = re.compile(rf"(?<![\w/.])[{UPPER}]{{3,}}(?:-[{UPPER}]+)*(?![\w/])")
_WORDS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def find_for_publication(texts: Sequence[str], forms: Forms) -> list[list[Found]]:
    """Everything in each text that can single a person out, in order and without overlaps."""
    return [
        longest([*(_whole(text, s) for s in spans), *_singling(text)])
        for text, spans in zip(texts, find_in_texts(texts, forms), strict=True)
    ]


def _whole(text: str, span: Found) -> Found:
    """The whole of a title or an organisation that holds a name: "Belford Court of First Instance", not Belford alone."""
    if span.kind not in (MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORGANISATION):
        return span
    start, end = span.start, span.end
    while more := _MORE.match(text, end):
        if not _belongs(more[0], person=span.kind is MentionKind.PERSON):
            break
        end = more.end()
    less = _LESS.search(text, max(0, start - 48), start)
    if (
        less
        and not starts_sentence(text, less.start())
        and kind_of(less[0].split()[0]) is Kind.FIELD
        and not less[0].startswith("Republic")
    ):
        start = less.start()
    return span._replace(start=start, end=end)


def _belongs(more: str, *, person: bool) -> bool:
    """True for a word of an office or an organisation, and for another name when no "and" stands between."""
    if person and " " in more.strip():
        return False
    kind = kind_of(more.split()[-1].strip("’'"))
    return kind is Kind.FIELD or (kind not in (Kind.SMALL, Kind.CALENDAR) and " and " not in more)


def _singling(text: str) -> Iterator[Found]:
    for _, pattern in _COMPILED:
        for match in pattern.finditer(text):
            group = 1 if pattern.groups and match[1] else 0
            yield Found(match.start(group), match.end(group), MentionKind.PERSON)
    for match in _phrases().finditer(text):
        yield Found(match.start(), match.end(), MentionKind.PERSON)
    for match in _CAPITALS.finditer(text):
        if kind_of(match[0]) is Kind.CAPITALS:
            yield Found(match.start(), match.end(), MentionKind.ORGANISATION)
    for match in _WORDS.finditer(text):
        word = match[0]
        low = word.lower()
        if word[0].isupper() and _is_origin(word):
            national = _NATIONAL.match(text, match.end())
            yield Found(match.start(), national.end() if national else match.end(), MentionKind.PLACE)
        elif low in _singular() or (low[-1] == "s" and low[:-1] in _singular()):
            yield Found(match.start(), match.end(), MentionKind.PERSON)


_NATIONAL = re.compile(r" (?:origin|descent|Witness(?:es)?)\b")


@cache
def _phrases() -> re.Pattern[str]:
    phrases = word_file("publication")["profession_phrases"]["phrases"]
    return re.compile(rf"(?i)\b(?:{'|'.join(sorted(map(re.escape, phrases), key=len, reverse=True))})s?\b")


@cache
def _singular() -> frozenset[str]:
    return word_set("publication", "professions", "conditions")


@cache
def _is_origin(word: str) -> bool:
    low = word.lower()
    return low in word_set("calendar", "tongues") or word in capitalised_words()
