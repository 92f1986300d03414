"""No word list hears one gender alone, tested with its own words: what it hears it hears in the even form too.

Rules see even texts alone. A list that named "mum" and not "parent" would hear no parent at all, so each form of each list
is asked with strings drawn from it, and each pattern of the rooms that read is asked for the even word of every gendered
word in it.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator

import pytest

import keepsight
from keepsight.counterparts import company, hear, words
from keepsight.counterparts.hearing import heard
from keepsight.people.swapping_even import even_text
from keepsight.reading.cues import WORDS, Matcher, cues, plain, spelt_terms, terms
from tests.fairness.samples import samples

ROOMS = ("reading", "timeline", "lenses")
SAMPLES = 10
NOT_OF_PEOPLE = frozenset(["miss"])
"""Words of patterns that have a gender as titles alone: "a second miss"."""
_WORD = re.compile(r"(?<![a-z\\])[a-z]+")


def test_every_form_of_every_cue_hears_the_even_form_of_its_own_words() -> None:
    matcher = Matcher(cues())
    asked, deaf = 0, []
    for cue in cues():
        for form in cue.forms:
            for sample in samples(spelt_terms(form), seed=1, count=SAMPLES):
                text = f"then {sample} now"
                even = even_text(text)
                if even == text or not _hears(matcher, text, cue.kind, cue.detail):
                    continue
                asked += 1
                if not _hears(matcher, even, cue.kind, cue.detail):
                    deaf.append((cue.name, form, text, even))
    assert deaf == []
    assert asked > 500


def test_a_list_that_names_one_gender_is_made_to_hear_all() -> None:
    pattern = re.compile(hear("(?:his|the) (?:mum|boyfriend|lads?|males?) (?:rang|said he)"))
    for text in ("his mum rang", "the boyfriend said he", "the males rang"):
        assert pattern.fullmatch(text)
        assert pattern.fullmatch(even_text(text))
    assert pattern.fullmatch(even_text("her dad rang"))
    assert pattern.fullmatch(even_text("their girlfriend said they"))
    assert hear("{mother} told [a-z]+ and woman's day") == "{mother} told [a-z]+ and (?:woman|person)'s day"


@pytest.mark.parametrize("name", ["attendance", "basis"])
def test_the_marks_and_weights_hear_the_even_form_of_their_own_words(name: str) -> None:
    for entry in tomllib.loads((WORDS / f"{name}.toml").read_text("utf-8")).get("mark", []):
        pattern = re.compile("|".join(map(spelt_terms, entry["forms"])))
        for form in entry["forms"]:
            for sample in samples(spelt_terms(form), seed=2, count=SAMPLES):
                even = even_text(sample)
                if even != sample and pattern.fullmatch(sample):
                    assert pattern.fullmatch(even.lower()), (entry["name"], sample, even)


def test_every_term_holds_the_even_word_of_each_of_its_words() -> None:
    for name, pattern in terms().items():
        for sample in samples(pattern, seed=3, count=400):
            assert re.fullmatch(pattern, even_text(sample).lower()), (name, sample, even_text(sample))


def test_no_pattern_of_the_rooms_that_read_names_a_gendered_word_without_its_even_word() -> None:
    seen = 0
    for place, pattern in _patterns():
        spelt = pattern.replace("\\b", " ")
        named = set(_WORD.findall(spelt))
        for word in named & heard().keys() - NOT_OF_PEOPLE:
            seen += 1
            even = heard()[word]
            assert re.search(rf"(?<![a-z]){even}s?\??(?![a-z])", spelt), f"{place}: {word} without {even}"
    assert seen > 20


def test_medical_words_are_exceptions_that_no_exchange_touches() -> None:
    assert len(company().medical) >= 10
    for word in company().medical:
        assert word not in words()
        assert even_text(f"Noted: {word}.") == f"Noted: {word}."


def _hears(matcher: Matcher, text: str, kind: str, detail: str) -> bool:
    return any((h.cue.kind, h.cue.detail) == (kind, detail) for h in matcher.find(plain(text)[0]))


def _patterns() -> Iterator[tuple[str, str]]:
    for found in pkgutil.walk_packages(keepsight.__path__, "keepsight."):
        if found.name.split(".")[1] not in ROOMS:
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            for pattern in _within(value):
                yield f"{found.name}.{name}", pattern


def _within(value: object) -> Iterator[str]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value.pattern
    elif isinstance(value, tuple):
        for item in value:
            yield from _within(item)
