"""The gendered words of a text, found one way for everything that is done with them.

Exchanging, putting in neutral words and reading evenly must agree on what has a gender: "Miss Hale" but not "miss the
bus", "maternal aunt" but not "maternal depression", "15F" but not "15 F". What stands in a found stretch is told by its
`what`; the words themselves come from `keepsight.counterparts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from keepsight.counterparts import Gender, anybodys, company, listed, names, neutral_words, word_like_surnames, words

TOKEN = re.compile(r"[^\W\d_]+")
_AGE_SEX = re.compile(r"(?<![\w£$/.\-])(\d{1,2}(?: ?(?:yo|y/o|yrs?))?)( ?)([MFmf])(?![\w/&'’-])")
_SUBJECTS = {"he": Gender.MALE, "she": Gender.FEMALE, "they": None}
_OBJECTS = {"him": Gender.MALE, "them": None}
_OWNERS = {"his": Gender.MALE, "their": None}
_OWNED = {"hers": Gender.FEMALE, "theirs": None}
_REFLEXIVES = {"himself": Gender.MALE, "herself": Gender.FEMALE, "themselves": None, "themself": None}
_TITLES = {"mr": Gender.MALE, "mrs": Gender.FEMALE, "ms": Gender.FEMALE, "miss": Gender.FEMALE, "mx": None}
_BOTH = {
    "he/she": "they", "she/he": "they", "s/he": "they", "he or she": "they", "she or he": "they", "him/her": "them", "her/him": "them",
    "him or her": "them", "her or him": "them", "his/her": "their", "her/his": "their", "his or her": "their", "her or his": "their",
    "himself/herself": "themselves", "herself/himself": "themselves", "himself or herself": "themselves",
}  # fmt: skip
MONTHS = frozenset(["april", "may", "june", "august", "summer"])
_SENTENCE_START = re.compile(r"(?:^|[.!?:;|\n\"“‘(]\s*)$")


class What(StrEnum):
    """What kind of gendered stretch it is."""

    WORD = "word"
    SUBJECT = "subject"
    OBJECT = "object"
    OWNER = "owner"
    HER = "her"
    OWNED = "owned"
    REFLEXIVE = "reflexive"
    BOTH = "both"
    TITLE = "title"
    ADDRESS = "address"
    SIDE = "side"
    WARM = "warm"
    ADJECTIVE = "adjective"
    AGE_SEX = "age_sex"
    NAME = "name"
    SURNAME = "surname"
    SHORT = "short"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Found:
    """A gendered stretch of a text; `gender` is None where the word has none ("they", a neutral word)."""

    start: int
    end: int
    what: What
    form: str
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The given names that are known of a review: those of listed people (in lower case) and the listed surnames."""

    given: Mapping[str, int] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()


NOBODY = Known()


class Token(NamedTuple):
    """A word of a text, where it stands, and itself in lower case."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def tokens(text: str) -> list[Token]:
    """The words of a text, apostrophes and figures between them."""
    return [Token(m.start(), m.end(), m[0], m[0].lower()) for m in TOKEN.finditer(text)]


def gendered(
    text: str, known: Known = NOBODY, *, seen: Sequence[Token] | None = None, is_name: bool = False
) -> list[Found]:
    """Every gendered stretch of a text, in order and without overlap.

    `seen` are its words where they are there already; `is_name` says that the text is a listed name itself.
    """
    found = list(_walk(text, tokens(text) if seen is None else seen, known, is_name=is_name))
    for match in _AGE_SEX.finditer(text):
        if _is_age_sex(text, match):
            gender = Gender.FEMALE if match[3] in "Ff" else Gender.MALE
            found.append(Found(match.start(), match.end(), What.AGE_SEX, match[1], gender))
    return sorted(found, key=lambda f: f.start)


def _walk(text: str, seen: Sequence[Token], known: Known, *, is_name: bool) -> Iterator[Found]:
    low = text.lower()
    same_length = len(low) == len(text)
    at = 0
    starters = _phrases()
    worth_a_look = _worth_a_look()
    while at < len(seen):
        token = seen[at]
        if token.low not in worth_a_look and token.low not in known.given and token.low not in known.surnames:
            at += 1
            continue
        phrase = _phrase_at(low, token, starters) if same_length and token.low in starters else None
        if phrase is not None:
            end = token.start + len(phrase)
            yield from _phrase(token.start, end, phrase)
            while at < len(seen) and seen[at].start < end:
                at += 1
            continue
        one = _single(text, seen, at, known, is_name=is_name)
        if one is not None:
            yield one
            while at < len(seen) and seen[at].start < one.end:
                at += 1
            continue
        at += 1


def _phrase(start: int, end: int, phrase: str) -> Iterator[Found]:
    """Nothing for a phrase that is kept as it is."""
    if phrase in _BOTH:
        yield Found(start, end, What.BOTH, phrase)
    elif phrase in words():
        yield Found(start, end, What.WORD, phrase, words()[phrase].gender)
    elif phrase in neutral_words():
        yield Found(start, end, What.NEUTRAL, phrase)


def _single(text: str, seen: Sequence[Token], at: int, known: Known, *, is_name: bool) -> Found | None:
    token = seen[at]
    low = token.low
    if _is_given(text, seen, at, known, is_name=is_name):
        named = names().get(low)
        return Found(token.start, token.end, What.NAME, low, named.gender if named else None)
    if low in known.surnames and token.is_capital and low not in word_like_surnames():
        return Found(token.start, token.end, What.SURNAME, low)
    for table, what in (
        (_SUBJECTS, What.SUBJECT),
        (_OBJECTS, What.OBJECT),
        (_OWNERS, What.OWNER),
        (_OWNED, What.OWNED),
        (_REFLEXIVES, What.REFLEXIVE),
    ):
        if low in table:
            return Found(token.start, token.end, what, low, table[low])
    if low == "her":
        return Found(token.start, token.end, What.HER, low, Gender.FEMALE)
    if low in _TITLES or low in ("sir", "madam"):
        return _title(text, seen, at)
    if low in company().maternal:
        return _side(text, seen, at)
    if low in ("male", "female"):
        return _male_or_female(text, seen, at)
    if low in ("mo", "fa"):
        return _short(seen, at)
    word = words().get(low)
    if word is not None and not _is_rank(seen, at) and not _is_other_short(seen, at):
        return Found(token.start, token.end, What.WORD, low, word.gender)
    if low in neutral_words():
        return Found(token.start, token.end, What.NEUTRAL, low)
    return None


def _title(text: str, seen: Sequence[Token], at: int) -> Found | None:
    token = seen[at]
    after = seen[at + 1] if at + 1 < len(seen) and text[token.end : seen[at + 1].start].strip(". ") == "" else None
    before = seen[at - 1].low if at else ""
    gender = _TITLES.get(token.low)
    if token.low in ("sir", "madam"):
        if not token.is_capital or (
            after is not None and after.is_capital and after.low not in listed("names", "speaks")
        ):
            return None
        return Found(
            token.start, token.end, What.ADDRESS, token.low, Gender.MALE if token.low == "sir" else Gender.FEMALE
        )
    if token.low == "miss":
        if token.is_capital and after is not None and after.is_capital:
            return Found(token.start, token.end, What.TITLE, token.low, gender)
        if token.is_capital and (
            before in listed("names", "asked") or (after is not None and after.low in listed("names", "speaks"))
        ):
            return Found(token.start, token.end, What.ADDRESS, token.low, gender)
        return None
    if token.low == "ms" and (after is None or token.text == "MS"):
        return None
    return Found(token.start, token.end, What.TITLE, token.low, gender)


def _side(text: str, seen: Sequence[Token], at: int) -> Found | None:
    token = seen[at]
    gender = Gender.FEMALE if token.low == "maternal" else Gender.MALE
    after = seen[at + 1].low if at + 1 < len(seen) else ""
    if after in company().maternal_kin:
        return Found(token.start, seen[at + 1].start, What.SIDE, token.low, gender)
    stop = text[token.end : token.end + 1]
    if after in company().maternal_warm or stop in (".", ",", ";", "") or after == "":
        return Found(token.start, token.end, What.WARM, token.low, gender)
    return None


def _male_or_female(text: str, seen: Sequence[Token], at: int) -> Found:
    token = seen[at]
    gender = words()[token.low].gender
    after = seen[at + 1] if at + 1 < len(seen) else None
    beside = after is not None and text[token.end : after.start] == " "
    if after is not None and beside and after.low in company().nobody_nouns:
        return Found(token.start, after.start, What.ADJECTIVE, f"{token.low} -", gender)
    if after is not None and beside and after.low in company().adult_nouns:
        return Found(token.start, token.end, What.ADJECTIVE, f"{token.low} +", gender)
    return Found(token.start, token.end, What.WORD, token.low, gender)


def _short(seen: Sequence[Token], at: int) -> Found | None:
    """ "Mo reports", "Fa states": the mother and the father of health and social care notes, before a verb alone."""
    token = seen[at]
    after = seen[at + 1].low if at + 1 < len(seen) else ""
    if token.text not in ("Mo", "Fa") or after not in listed("names", "reports"):
        return None
    return Found(token.start, token.end, What.SHORT, token.low, Gender.FEMALE if token.low == "mo" else Gender.MALE)


def _is_rank(seen: Sequence[Token], at: int) -> bool:
    """ "Sister Naylor" is a nurse's rank; "sister Naylor" and "Sister said" are kin."""
    token = seen[at]
    if token.low != "sister" or not token.is_capital or at + 1 >= len(seen):
        return False
    after = seen[at + 1]
    return after.is_capital and after.start == token.end + 1 and after.low not in names()


def _is_other_short(seen: Sequence[Token], at: int) -> bool:
    """ "BF" is breastfed and "GF" gluten-free in health notes, "SIS" a system, unless a word before them makes a person of it."""
    token = seen[at]
    if token.low in ("gf", "bf"):
        return at == 0 or seen[at - 1].low not in listed("names", "owning")
    return token.low in ("sis", "bro") and token.text.isupper()


def _is_given(text: str, seen: Sequence[Token], at: int, known: Known, *, is_name: bool) -> bool:
    token = seen[at]
    low = token.low
    is_listed = low in known.given
    if not is_listed and (low not in names() or not token.is_capital):
        return False
    if low in known.surnames or (low in anybodys() and not is_listed):
        return False
    named = names().get(low)
    before = seen[at - 1] if at and seen[at - 1].end + 1 == token.start else None
    after = seen[at + 1] if at + 1 < len(seen) and seen[at + 1].start == token.end + 1 else None
    if after is not None and after.low in listed("names", "places") and after.is_capital:
        return False
    if is_listed:
        if is_name or (len(low) > 2 and not (named and named.word_like) and low not in anybodys()):
            return True
        if not token.is_capital:
            return False
        surname = after is not None and after.low in known.surnames
        return surname or not _is_opener(low) or not _SENTENCE_START.search(text, 0, token.start)
    if (named is not None and named.word_like) or "-" in (
        text[token.end : token.end + 1],
        text[token.start - 1 : token.start],
    ):
        return False
    if before is None:
        return True
    if before.low in _TITLES or _is_rank_before(before) or (len(before.text) == 1 and before.text.isupper()):
        return False
    return not (before.is_capital and (before.low in names() or before.low in known.given))


def _is_rank_before(token: Token) -> bool:
    """ "PC Owen" and "Sister Owen" are surnames, "his sister Owen" is none."""
    return token.low in listed("names", "ranks") and (token.is_capital or token.low not in ("sister", "nurse"))


def _is_opener(name: str) -> bool:
    """A name that can open a note as a verb or as a month."""
    named = names().get(name)
    return named.opener if named is not None else name in MONTHS


def _is_age_sex(text: str, match: re.Match[str]) -> bool:
    """ "15F" anywhere; "15 F", "15f" and the like where an age can stand alone: at the start, in brackets, between commas."""
    if match[3].isupper() and not match[2]:
        return True
    if not match[2] and len(match[1]) > 2:
        return True
    before, after = text[: match.start()].rstrip()[-1:], text[match.end() : match.end() + 1]
    stands_alone = before in ("", ",", "(", "|", ";", ".") and after in ("", ",", ")", ".", ";")
    return (
        stands_alone
        if match[3].islower()
        else before in ("", ",", "(", "|", ";", ".") and after in ("", ",", ")", ".", ";", " ")
    )


def _phrase_at(low: str, token: Token, starters: Mapping[str, tuple[str, ...]]) -> str | None:
    for phrase in starters[token.low]:
        if low.startswith(phrase, token.start):
            end = token.start + len(phrase)
            if end == len(low) or not (low[end].isalnum()):
                return phrase
    return None


@cache
def _worth_a_look() -> frozenset[str]:
    """Every word that can be gendered, or begin what is, so that all others are passed over at once."""
    pronouns = (*_SUBJECTS, *_OBJECTS, *_OWNERS, *_OWNED, *_REFLEXIVES, "her")
    others = (*_TITLES, "sir", "madam", "male", "female", "mo", "fa", *company().maternal, *neutral_words(), *names())
    return frozenset((*pronouns, *others, *words(), *_phrases()))


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Phrases of more than one word by their first, the longest first."""
    known = [*_BOTH, *company().kept]
    known += [p for p in (*words(), *neutral_words()) if not p.isalpha()]
    found: dict[str, list[str]] = {}
    for phrase in known:
        first = TOKEN.search(phrase)
        if first is not None:
            found.setdefault(first[0], []).append(phrase)
    return {first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in found.items()}


def both(form: str) -> str:
    """The neutral word of a form that names both genders."""
    return _BOTH[form]
