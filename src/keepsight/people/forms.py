"""Every form in which a listed person can stand in a text, from the names on the people list.

    Rhys Oakden  ->  Rhys Oakden, Rhys, Oakden, R Oakden, R. Oakden, Rhys O, RO, R.O., Oakden Rhys, Rhysoakden, Oakdens

Only forms that follow from the list by rule belong to a person. A nickname or a misspelling that nobody listed is still
found (it is no ordinary word) but stands for nobody until the coordinator says so: see `drafting`.
A form that two listed people share (a family's surname) is an identity of neither alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import ahocorasick_rs

from keepsight.model import MentionKind, People, PersonRef
from keepsight.people.found import Found
from keepsight.people.kinds import Kind, is_also_a_name, kind_of
from keepsight.people.lexicon import is_ordinary, word_set
from keepsight.people.mutations import mutated
from keepsight.people.runs import plural_end, starts_sentence

_NOT_NAMES = re.compile(r"\([^)]*\)|\b\d+\b")
_WORD = re.compile(r"[^\W\d_]+(?:[’'‘-][^\W\d_]+)*")
_NO_INITIALS = frozenset({Kind.LETTERS, Kind.TITLE, Kind.SMALL})
_SHORTEST_SMALL = 4
"""A listed name of fewer letters counts only with a capital."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The people list compiled: every form with its owners, and the automaton that finds them all in one pass."""

    owners: dict[str, frozenset[PersonRef]]
    exact: frozenset[str]
    folded: frozenset[str]
    words: frozenset[str]
    automaton: ahocorasick_rs.AhoCorasick
    order: tuple[str, ...]
    births: dict[str, PersonRef] = field(default_factory=dict)


def forms_of(people: People) -> Forms:
    """The forms of everybody on the list. `exact` are those that count only in the very capitals they are written in."""
    owners: dict[str, set[PersonRef]] = defaultdict(set)
    exact: dict[str, set[PersonRef]] = defaultdict(set)
    words: set[str] = set()
    for person in people.people:
        for name in person.names:
            for form in _forms(name):
                owners[fold(form)].add(person.ref)
            for form in _letters(name):
                if kind_of(form) not in _NO_INITIALS and not (len(form) > 2 and is_ordinary(form)):
                    exact[form].add(person.ref)
            for form in _kin_words(name):
                exact[form].add(person.ref)
            words.update(fold(w) for w in _parts(name) if len(w) > 1)
    every = {**{fold(f): refs for f, refs in exact.items()}, **owners}
    order = tuple(every)
    return Forms(
        owners={form: frozenset(refs) for form, refs in every.items()},
        exact=frozenset(f for f in exact if fold(f) not in owners),
        folded=frozenset(fold(f) for f in exact) - owners.keys(),
        words=frozenset(words),
        automaton=ahocorasick_rs.AhoCorasick(list(order) or ["\0"]),
        order=order,
        births={p.dob.isoformat(): p.ref for p in people.people if p.dob is not None},
    )


def listed(text: str, forms: Forms) -> Iterator[Found]:
    """Every listed form in a text, whole words only; a longer form may hold a shorter one."""
    folded = fold(text)
    for index, start, end in forms.automaton.find_matches_as_indexes(folded, overlapping=True):
        form = forms.order[index] if forms.order else ""
        if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
            continue
        if not _counts(text, start, end, form, forms):
            continue
        refs = forms.owners[form]
        person = next(iter(refs)) if len(refs) == 1 else None
        yield Found(start, plural_end(text, end), MentionKind.PERSON, person, listed=True)


def fold(text: str) -> str:
    """Small letters without accents, one character for one, so that places stay the same; curly apostrophes straight."""
    if text.isascii():
        return text.lower()
    table = _folding()
    for char in {c for c in set(text) if c > "\x7f"}:
        if (plain := table.get(ord(char))) is not None:
            text = text.replace(char, plain)
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _counts(text: str, start: int, end: int, form: str, forms: Forms) -> bool:
    written = text[start:end]
    if form in forms.folded:
        return written in forms.exact
    if " " in form or not written.islower():
        if written[0].islower() and " " not in form:
            return False
        if written.isupper() and len(written) > 1 and kind_of(written) is Kind.LETTERS:
            return False
        return True if " " in form else _single_counts(text, start, end, written)
    return len(written) >= _SHORTEST_SMALL and not is_ordinary(written) and not is_also_a_name(written)


def _single_counts(text: str, start: int, end: int, written: str) -> bool:
    """A single word that is an ordinary one too (Grace, Will) counts unless it starts a sentence and a verb may be meant."""
    if kind_of(written) is Kind.NAME or not is_ordinary(written):
        return True
    if written.lower() not in word_set("names", "verbs_too"):
        return True
    after = _NEXT.match(text, end)
    said = after is not None and after[1].lower() in word_set("names", "said")
    return said or not starts_sentence(text, start) or text[end : end + 2] in ("'s", "’s")


_NEXT = re.compile(r" ([^\W\d_]+)")


def _forms(name: str) -> Iterator[str]:
    parts = _parts(name)
    if not parts:
        return
    yield _NOT_NAMES.sub("", name).strip()
    yield name
    yield " ".join(parts)
    given, family = (parts[0], parts[-1]) if len(parts) > 1 else (parts[0], "")
    if len(given) > 1 and not _is_title(given):
        yield given
        yield from (m for m in mutated(given) if not is_ordinary(m))
    if not family:
        return
    if len(family) == 1:
        yield f"{given} {family}."
        return
    yield family
    yield family + "s"
    yield from (m for m in mutated(family) if not is_ordinary(m))
    for first in dict.fromkeys((given, given[0])):
        yield f"{first} {family}"
        yield f"{first}. {family}"
        yield f"{first}.{family}"
        yield f"{family} {first}"
        yield f"{family}, {first}"
    if len(given) > 1:
        yield f"{given} {family[0]}"
        yield f"{given} {family[0]}."
        yield given + family
    for joined in (given, family):
        if re.search(r"[-’'‘ ]", joined):
            yield re.sub(r"[-’'‘ ]", "", joined)
            yield re.sub(r"[-’'‘]", " ", joined)
        if "-" in joined:
            yield from (p for p in joined.split("-") if len(p) > 2)


def _letters(name: str) -> Iterator[str]:
    """Initials, which count in capitals only."""
    parts = _parts(name)
    if len(parts) < 2 or len(parts[-1]) == 1:
        return
    for chosen in dict.fromkeys(((parts[0], parts[-1]), tuple(parts))):
        letters = [p[0].upper() for p in chosen]
        yield "".join(letters)
        yield ".".join(letters) + "."
        yield ".".join(letters)
        yield " ".join(letters)


def _kin_words(name: str) -> Iterator[str]:
    """Nan and Nana for somebody listed as "Nana Pat": the word alone then stands for that person, with a capital only."""
    words = _WORD.findall(name)
    if len(words) == 2 and words[0].lower() in _NAN:
        yield from (w.capitalize() for w in _NAN)


_NAN = ("nan", "nana")


def _parts(name: str) -> list[str]:
    words = _WORD.findall(_NOT_NAMES.sub(" ", name))
    titled = [w for w in words if not _is_title(w)]
    return titled or words


def _is_title(word: str) -> bool:
    return word.lower() in word_set("field", "titles", "ranks", "kin") and not is_also_a_name(word)


@cache
def _folding() -> dict[int, str]:
    table = {ord(c): c.lower() for c in map(chr, range(0x41, 0x5B))}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = "".join(c for c in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(c)).lower()
        table[code] = plain if len(plain) == 1 else chr(code).lower() if len(chr(code).lower()) == 1 else chr(code)
    table |= {
        ord("ł"): "l",
        ord("Ł"): "l",
        ord("ø"): "o",
        ord("Ø"): "o",
        ord("đ"): "d",
        ord("Đ"): "d",
        ord("ı"): "i",
        ord("İ"): "i",
    }
    table |= dict.fromkeys(map(ord, "’‘ʼ`´"), "'") | dict.fromkeys(map(ord, "‐‑–"), "-") | {0xA0: " "}
    return table
