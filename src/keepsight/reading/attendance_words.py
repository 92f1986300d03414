"""A row as a string of marks, one letter for the kind of each word: who, says, phoned, seen, visit, decided, record.

Whether a row tells of a kept visit and how its writer knew hangs less on single words than on who stands before which
kind of verb. Marks let short patterns ask that: "M..s" is a parent who says, "t.fA" a call from an agency. People are
marked by their role in the people list, never by name; every gendered word has the mark of its counterparts. The kinds
and their words are data (words/attendance.toml). What the marks cannot tell: sarcasm, and names that no list knows
beyond that they are names.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from keepsight.model import People, Role
from keepsight.reading.anchors import spellings
from keepsight.reading.cues import WORDS, spelt_terms
from keepsight.reading.persons import PersonSpan

NOTHING, NAMED, PUBLIC, PARENT, POSSESSIVE, VISIT, ENDS = "-YNMzv."
MOST_KEPT = 50_000
"""Words whose letter is kept: far more than one review uses, and a bound for the memory."""
_OPEN = re.compile(r"\\d.*[*+]")
"""A form of one word that holds a figure of any length, and so cannot be spelt out."""
_TOKEN = re.compile(
    r"\d{1,2}:\d\d|1:1|[a-z0-9#&%£·][a-z0-9&%/'+.#·-]*[a-z0-9%#+·]|[a-z0-9#&%£·]"
    r"|[.;:!?|,“”\"\n–()]|(?<![a-z0-9])['‘]|['’](?![a-z])|(?<= )-(?= )"
)
_PUNCTUATION = {".": ".", ";": ".", "!": ".", "\n": ".", "|": "|", ",": ",", "–": ",", "-": ","}
_PUNCTUATION |= {c: c for c in "?:()"} | dict.fromkeys("“”\"'‘’", "q")
_UNENDED = frozenset(
    [
        "no",
        "dr",
        "mr",
        "mrs",
        "ms",
        "st",
        "sr",
        "approx",
        "yrs",
        "yr",
        "hrs",
        "hr",
        "mins",
        "min",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "ref",
        "tel",
        "prof",
        "rev",
        "appt",
        "wt",
        "temp",
        "vs",
        "inc",
        "incl",
        "nos",
        "ext",
    ]
)
"""A full stop after one of these, or after a single letter, ends no sentence."""
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx"))
_HOME_VISIT = frozenset(("hv", "h/v"))
_VISITED_HOW = frozenset(["planned", "unannounced", "announced", "with", "home", "no", "by", "done", "joint"])
_CALLED_ON = frozenset(
    [
        ".",
        ",",
        ":",
        "to",
        "in",
        "at",
        "again",
        "about",
        "re",
        "regarding",
        "back",
        "round",
        "the",
        "police",
        "999",
        "101",
    ]
)
"""Words after which somebody "called" rather than was called by a name."""
_WHICH_VISIT = frozenset(["planned", "joint", "routine", "statutory", "unannounced", "announced", "first"])
_MARK_OF = {
    Role.CHILD: "C",
    Role.MOTHER: "M",
    Role.FATHER: "M",
    Role.PARENT_PARTNER: "R",
    Role.GRANDPARENT: "G",
    Role.SIBLING: "B",
    Role.RELATIVE: "R",
    Role.ADULT_ASSOCIATE: "R",
    Role.PEER: "K",
    Role.PROFESSIONAL: "A",
    Role.OTHER: "O",
}
_CARER = re.compile(r"\b(?:foster|carers?|guardian)\b")
_SOMEBODY_ELSES = (" of another", " of a ")


@dataclass(frozen=True, slots=True)
class Marks:
    """The letters of a plain text and the stretch of it behind each."""

    letters: str = ""
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Household:
    """What the people list says of a name beyond its role: family surnames with their mark, carers, the child's twins."""

    surnames: Mapping[str, str] = field(default_factory=dict)
    carers: frozenset[str] = frozenset()
    twins: frozenset[str] = frozenset()


def household(people: People) -> Household:
    """A surname with a title, or an initial, means the parent who bears it, else the grandparent."""
    bearers: dict[str, set[str]] = {}
    for person in people.people:
        parts = person.names[0].lower().split() if person.names else []
        mark = _MARK_OF[person.role]
        if len(parts) > 1 and person.role in (Role.MOTHER, Role.FATHER, Role.GRANDPARENT, Role.PARENT_PARTNER):
            bearers.setdefault(parts[-1], set()).add(mark)
    child = people.child
    return Household(
        surnames={name: PARENT if PARENT in marks else min(marks) for name, marks in bearers.items()},
        carers=frozenset(str(p.ref) for p in people.people if _CARER.search(p.agency.lower())),
        twins=frozenset(
            str(p.ref)
            for p in people.people
            if p.role is Role.SIBLING and child is not None and p.dob is not None and p.dob == child.dob
        ),
    )


def marks(text: str, persons: Sequence[PersonSpan], home: Household, *, original: str = "") -> Marks:
    """The marks of a plain text; `original` is the same text with its capitals, which show names no list knows."""
    tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    kinds = _kinds()
    known, special, surnames = kinds.memo.get, kinds.special, home.surnames
    upcoming = iter(persons)
    person = next(upcoming, None)
    at, count, before = 0, len(tokens), ""
    while at < count:
        word, start, end = tokens[at]
        if person is not None and person.start < end:
            if person.end > start:
                owns = text.startswith(("'s", "s'"), person.end)
                stop = person.end + 2 if owns else person.end
                while at < count and tokens[at][1] < stop:
                    at += 1
                letters.append(POSSESSIVE if owns else _person(person, text, before, home))
                places.append((person.start, person.end))
                before = ""
            person = next(upcoming, None)
            continue
        mark = known(word)
        if mark is None:
            mark = kinds.learn(word)
        at += 1
        if word in special:
            if mark == ENDS:
                if before in _UNENDED or (len(before) == 1 and before.isalpha()):
                    continue
            else:
                mark, used = _in_company(word, mark, tokens, at - 1, letters, before)
                at += used - 1
                end = tokens[at - 1][2]
        elif word in surnames and letters and (before in _TITLES or len(before) == 1 or letters[-1] == "I"):
            letters[-1], places[-1], before = surnames[word], (places[-1][0], end), word
            continue
        elif mark == NOTHING and original and original[start].isupper() and _is_name(original[start:end], letters):
            mark = NAMED
        letters.append(mark)
        places.append((start, end))
        before = "" if word in _PUNCTUATION else tokens[at - 1][0]
    return Marks("".join(letters), tuple(places))


def _person(person: PersonSpan, text: str, before: str, home: Household) -> str:
    if person.ref in home.carers:
        return PARENT
    if person.ref in home.twins:
        return "C"
    mark = _MARK_OF[person.role]
    if mark == PARENT and (before in ("another", "other") or text.startswith(_SOMEBODY_ELSES, person.end)):
        return PUBLIC
    return mark


def _in_company(
    word: str, mark: str, tokens: Sequence[tuple[str, int, int]], at: int, letters: Sequence[str], before: str
) -> tuple[str, int]:
    """The mark of a word that may begin a phrase, and how many words the phrase has."""
    if at + 1 < len(tokens):
        found, length = _kinds().phrase(tokens, at)
        if found:
            return found, length
    if word in _HOME_VISIT and _is_visit(tokens, at, letters, before):
        return VISIT, 1
    after = tokens[at + 1][0] if at + 1 < len(tokens) else "."
    if word == "called" and letters and letters[-1] in "RCKNB" and after not in _CALLED_ON:
        return NOTHING, 1
    if word == "i" and after == "." and at + 1 < len(tokens):
        return NOTHING, 1
    return mark, 1


def _is_visit(tokens: Sequence[tuple[str, int, int]], at: int, letters: Sequence[str], before: str) -> bool:
    """ "HV" is a health visitor as often as a home visit: a visit where it opens a sentence by itself."""
    after = tokens[at + 1][0] if at + 1 < len(tokens) else "."
    if after in ("planned", "unannounced", "announced"):
        return True
    opens = not letters or letters[-1] in ".|" or before in _WHICH_VISIT
    return opens and (after in ".,:;" or after in _VISITED_HOW)


def _is_name(written: str, letters: Sequence[str]) -> bool:
    """A capital inside a sentence on a word that no list knows."""
    return bool(letters) and letters[-1] not in ".|q" and not written.isupper()


class _Kinds:
    """The lists spelt out, with what each word was found to be kept for the next time."""

    def __init__(self) -> None:
        kinds = tomllib.loads((WORDS / "attendance.toml").read_text("utf-8"))["mark"]
        forms = [(k["letter"], spelt_terms(f)) for k in kinds for f in k["forms"]]
        self._letters: dict[str, str] = {}
        self._figures: list[tuple[str, re.Pattern[str]]] = []
        for letter, form in forms:
            if _OPEN.search(form):
                self._figures.append((letter, re.compile(form)))
                continue
            for words in spellings(form):
                self._letters.setdefault(words, letter)
        self.memo: dict[str, str] = dict(_PUNCTUATION)
        self.special = frozenset((*(w for _, f in forms for w in _first_words(f)), *_HOME_VISIT, "i", "called", "."))
        lengths: dict[str, set[int]] = {}
        for phrase in self._letters:
            parts = phrase.split(" ")
            if len(parts) > 1:
                lengths.setdefault(" ".join(parts[:2]), set()).add(len(parts))
        self._lengths = {two: sorted(found, reverse=True) for two, found in lengths.items()}

    def learn(self, word: str) -> str:
        """The letter of a word, kept."""
        found = self._letter(word)
        if not found:
            owner = self._letter(word[:-2]) if word.endswith("'s") else ""
            found = POSSESSIVE if owner not in ("", NOTHING) else NOTHING
        if len(self.memo) < MOST_KEPT:
            self.memo[word] = found
        return found

    def phrase(self, tokens: Sequence[tuple[str, int, int]], at: int) -> tuple[str, int]:
        """The letter of the longest phrase that begins with a word, and how many words it has; "" where no list knows any."""
        for length in self._lengths.get(f"{tokens[at][0]} {tokens[at + 1][0]}", ()):
            found = self._letters.get(" ".join([t[0] for t in tokens[at : at + length]]))
            if found:
                return found, length
        return "", 1

    def _letter(self, word: str) -> str:
        found = self._letters.get(word)
        return found or next((letter for letter, figures in self._figures if figures.fullmatch(word)), "")


@cache
def _kinds() -> _Kinds:
    return _Kinds()


_WORD = re.compile(r"[a-z0-9'/&-]+")
_SPACE = re.compile(r"([a-z0-9'/&-]+)(\)?\??)(?: |\[- \])")


def _first_words(form: str) -> list[str]:
    """Words that may begin a phrase of several words, read off the text of a pattern; too many do no harm."""
    if " " not in form and "[- ]" not in form:
        return []
    spelt = re.sub(r"(\w|')\?", r"\1", form), re.sub(r"[\w']\?", "", form)
    return [w for s in spelt for w in (*(m[1] for m in _SPACE.finditer(s)), *_WORD.findall(s.split(" ")[0]))]
