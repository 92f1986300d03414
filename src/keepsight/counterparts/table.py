"""The lists of gendered words and given names, read once.

A word is looked up in lower case. What it gives is the word of the other gender in the same register, the word that
says the same of anybody, and the even word under which rules read all of them.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

WORDS, NAMES, GRAMMAR = "words.toml", "names.toml", "grammar.toml"
_HERE = files("keepsight.counterparts")


class Gender(StrEnum):
    """The gender in a word or a name; never a fact about a person, and never seen by a rule."""

    FEMALE = "female"
    MALE = "male"

    @property
    def other(self) -> Gender:
        return Gender.MALE if self is Gender.FEMALE else Gender.FEMALE


@dataclass(frozen=True, slots=True)
class Word:
    """A gendered word or phrase, all in lower case: its kind, its gender, and what stands for it."""

    form: str
    kind: str
    gender: Gender
    other: str
    neutral: str
    even: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """Words that have a gender in some company alone; see the end of `words.toml`."""

    maternal: dict[str, str]
    maternal_kin: frozenset[str]
    maternal_warm: frozenset[str]
    adult_nouns: frozenset[str]
    nobody_nouns: frozenset[str]
    kept: tuple[str, ...]
    medical: frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A given name in lower case with its gender, its counterpart as written, whether it is a word too, and can open a note."""

    form: str
    gender: Gender
    other: str
    word_like: bool = False
    opener: bool = False


@cache
def words() -> dict[str, Word]:
    """Every gendered word and phrase by its form."""
    found: dict[str, Word] = {}
    for kind in _raw(WORDS)["kind"]:
        for female, male, plural in _forms(kind):
            neutral = kind.get("neutral_plural", f"{kind['neutral']}s") if plural else kind["neutral"]
            even = kind.get("even", neutral)
            if plural:
                even = kind.get("even_plural", f"{even}s" if "even" in kind else neutral)
            for form, gender, other in ((female, Gender.FEMALE, male), (male, Gender.MALE, female)):
                found.setdefault(form, Word(form, kind["name"], gender, other, neutral, even, plural))
    return found


@cache
def neutral_words() -> dict[str, str]:
    """Neutral words that are read under another even word, each with it: "uncle or aunt" is read as "uncle"."""
    return {w.neutral: w.even for w in words().values() if w.neutral != w.even}


@cache
def neutral_forms() -> frozenset[str]:
    """Every word that says the same of anybody, and every even word."""
    return frozenset(form for w in words().values() for form in (w.neutral, w.even))


@cache
def company() -> Company:
    """The words whose gender depends on what stands beside them."""
    raw = _raw(WORDS)
    female, male = raw["maternal"]["pairs"][0]
    return Company(
        maternal={female: male, male: female},
        maternal_kin=frozenset(raw["maternal"]["kin"]),
        maternal_warm=frozenset(raw["maternal"]["warm"]),
        adult_nouns=frozenset(raw["beside"]["adult"]),
        nobody_nouns=frozenset(raw["beside"]["nobody"]),
        kept=tuple(raw["kept"]["phrases"]),
        medical=frozenset(raw["medical"]["words"]),
    )


@cache
def names() -> dict[str, Name]:
    """Every given name that has a gender and a counterpart, by its form."""
    raw = _raw(NAMES)
    found: dict[str, Name] = {}
    for group, word_like in (*((g["pairs"], False) for g in raw["names"]), (raw["word_like"]["pairs"], True)):
        for female, male in group:
            found[female.lower()] = Name(female.lower(), Gender.FEMALE, male, word_like)
            found[male.lower()] = Name(male.lower(), Gender.MALE, female, word_like)
    for name, gender, other in raw["openers"]["names"]:
        found[name.lower()] = Name(name.lower(), Gender(gender), other, word_like=True, opener=True)
    return found


@cache
def anybodys() -> frozenset[str]:
    """Given names that stay as they are, since anybody may have them or since they are months."""
    return frozenset(n.lower() for n in _raw(NAMES)["anybody"]["names"])


@cache
def listed(part: str, name: str) -> frozenset[str]:
    """The words of one list of `grammar.toml`."""
    return frozenset(_raw(GRAMMAR)[part][name].split())


@cache
def verbs() -> dict[str, str]:
    """Verbs as they go with one person, each with the form that goes with "they"."""
    raw = _raw(GRAMMAR)["verbs"]
    return {_third(v): v for v in raw["regular"].split()} | dict(raw["irregular"])


@cache
def word_like_surnames() -> frozenset[str]:
    """Surnames that are also words: they are left as they stand."""
    return frozenset(n.lower() for n in _raw(NAMES)["surnames"]["word_like"])


def versions() -> tuple[tuple[str, str], ...]:
    """The name and a short digest of every list, for the manifest."""
    return tuple(
        (f"counterparts/{name}", hashlib.sha256((_HERE / name).read_bytes()).hexdigest()[:12])
        for name in (GRAMMAR, NAMES, WORDS)
    )


def _forms(kind: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Each pair of a kind, singular and plural."""
    singles = [*_pairs(kind, "pairs"), *_pairs(kind, "phrases")]
    for female, male in singles:
        yield female, male, False
    plurals = _pairs(kind, "plurals") if "plurals" in kind else [(f"{f}s", f"{m}s") for f, m in singles]
    for female, male in plurals:
        yield female, male, True


def _pairs(kind: dict[str, Any], key: str) -> list[tuple[str, str]]:
    return [(female, male) for female, male in kind.get(key, [])]


@cache
def _raw(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text("utf-8"))


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{base}es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies"
    return f"{base}s"
