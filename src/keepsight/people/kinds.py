"""What a capitalised word can be: a name, an ordinary word, a title, a word of the work. One answer a word, remembered."""

from __future__ import annotations

from enum import IntEnum
from functools import cache

from keepsight.people.lexicon import is_ordinary, word_file, word_set

LONGEST_STEM = 7
"""A medicine is known by its ending only in a word longer than this; shorter ones may be names."""


class Kind(IntEnum):
    """Of one capitalised word by itself, before its neighbours are looked at."""

    NAME = 0
    """No ordinary word: a name until something speaks against it."""
    ORDINARY = 1
    CALENDAR = 2
    TITLE = 3
    INITIAL = 4
    LETTERS = 5
    """Known letters of the work (CAMHS, DNA), or a code with figures in it (J402)."""
    CAPITALS = 6
    """Unknown word in capitals only: a surname in a police log, or letters nobody listed."""
    FIELD = 7
    """A word of the work, a kind of agency, a language, a medicine, a brand."""
    KIN = 8
    SMALL = 9


@cache
def kind_of(word: str) -> Kind:
    """The kind of one capitalised word, possessive s taken off."""
    low = word.lower().replace("’", "'")
    if any(c.isdigit() for c in word) or (len(word) > 2 and word[-1] == "s" and word[:-1].isupper()):
        return Kind.LETTERS
    if word == "St":
        return Kind.NAME
    if low in _small():
        return Kind.SMALL
    if len(word) == 1:
        return Kind.INITIAL
    if low in _titles():
        return Kind.TITLE
    if word.isupper():
        if low in _letters():
            return Kind.LETTERS
        if low in _field() or low in _kin() or low in _calendar():
            return Kind.FIELD
        return Kind.ORDINARY if is_ordinary(low) else Kind.CAPITALS
    if low in _calendar():
        return Kind.CALENDAR
    if low in _kin():
        return Kind.KIN
    if low in _field() or f"{low}'s" in _field() or (len(low) > LONGEST_STEM and low.endswith(_suffixes())):
        return Kind.FIELD
    if "-" in low and all(p in _field() or p in _calendar() or is_ordinary(p) for p in low.split("-") if p):
        return Kind.ORDINARY
    if low.endswith(_endings()) and len(low) > LONGEST_STEM:
        return Kind.ORDINARY
    return Kind.ORDINARY if is_ordinary(low) or low.endswith("'d") else Kind.NAME


@cache
def is_also_a_name(word: str) -> bool:
    """True for a given name that is an ordinary word too, or for two of them joined ("Martin-Tom")."""
    also = word_set("names", "also_words")
    low = word.lower()
    return low in also or ("-" in low and all(part in also for part in low.split("-")))


def _small() -> frozenset[str]:
    return word_set("plain", "small_words")


def _titles() -> frozenset[str]:
    return word_set("field", "titles", "ranks")


def _letters() -> frozenset[str]:
    return word_set("field", "abbreviations", "job_letters") | frozenset(
        w for w in word_set("plain", "shorthand") if len(w) > 2
    )


def _kin() -> frozenset[str]:
    return word_set("field", "kin")


def _calendar() -> frozenset[str]:
    return word_set("calendar", "days")


@cache
def _field() -> frozenset[str]:
    return (
        word_set("field", "jobs", "services", "work", "law")
        | word_set("calendar", "tongues")
        | word_set("things", "medicines", "brands", "systems")
    )


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(word_file("things")["medicines"]["suffixes"].split())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(word_file("plain")["endings"]["words"].split())
