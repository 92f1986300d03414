"""The lint of the word lists: every entry says why it is there, every form works, none has to be tried on every text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from keepsight.counterparts.hearing import heard
from keepsight.model import SignalKind, Stance
from keepsight.reading.anchors import anchors, spellings
from keepsight.reading.cues import WORDS, Cue, Matcher, cues, form_pattern, plain, spelt_terms, terms

STANCE_LISTS = ("stance.toml", "stance_clinical.toml")
STANCES = {s.value for s in Stance} | {"none", "end", "told", "clause", "given", "back"}
DIRECTIONS = {"forward", "backward", "self", "none"}
STANCE_KEYS = {"stance", "direction", "reason", "source", "forms", "reach", "lists", "alone"}
CUE_KEYS = {"kind", "detail", "reason", "source", "forms"}
NO_SIGNALS = {"topic", "family_crisis_of"}
"""Kinds of cue that are no signal: topics link accounts of one event, and no rule reads them."""
WITHOUT_ANCHOR: frozenset[str] = frozenset()
"""Forms that may be tried on every text. None is needed now; each would cost as much as all the others together."""
ONE_GENDER = {
    "maternity leave": "leave has a name of its own for each parent, and both are in the list",
}
LISTS = sorted(p.name for p in WORDS.iterdir() if p.name.endswith(".toml"))
TERM = re.compile(r"\{([a-z_]+)\}")
WORD = re.compile(r"[a-z]+")


def raw(name: str) -> dict[str, Any]:
    return tomllib.loads((WORDS / name).read_text("utf-8"))


def entries() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """List, kind of entry and entry, of every list but the weights of the bases, which are figures and not words."""
    for name in LISTS:
        for what, found in raw(name).items():
            for entry in found if isinstance(found, list) else [found]:
                if what != "weight":
                    yield name, what, entry


def forms() -> list[tuple[str, str]]:
    return [(name, form) for name, _, entry in entries() for form in entry["forms"]]


def test_every_entry_says_why_it_is_there() -> None:
    assert [(name, entry["forms"][0]) for name, _, entry in entries() if not entry.get("reason", "").strip()] == []


def test_every_cue_and_term_names_its_source() -> None:
    silent = [(n, e["forms"][0]) for n, what, e in entries() if what != "mark" and not e.get("source", "").strip()]
    assert silent == []


def test_every_entry_has_forms_and_none_twice() -> None:
    counted = [(name, [f for f, n in Counter(entry["forms"]).items() if n > 1]) for name, _, entry in entries()]
    assert [c for c in counted if c[1]] == []
    assert all(entry["forms"] for _, _, entry in entries())


def test_no_entry_has_a_key_that_nobody_reads() -> None:
    for name, what, entry in entries():
        if what == "cue":
            assert set(entry) <= (STANCE_KEYS if name in STANCE_LISTS else CUE_KEYS), (name, entry["forms"][0])


def test_every_form_compiles_and_names_known_terms() -> None:
    for name, form in forms():
        assert set(TERM.findall(form)) <= set(terms()), (name, form)
        assert re.compile(form_pattern(form)).groups == 0, f"{name}: {form} has a capturing group"


def test_no_form_matches_nothing_at_all() -> None:
    assert [(n, f) for n, f in forms() if re.compile(spelt_terms(f)).match("")] == []


def test_forms_are_written_in_the_plain_text_they_are_read_in() -> None:
    for name, form in forms():
        literal = form.replace("\\", "")
        assert literal == literal.lower(), (name, form)
        assert not re.search(r"[^\\]  ", form), (name, form)


def test_no_form_has_to_be_tried_on_every_text() -> None:
    assert {form for cue in cues() for form in cue.forms if anchors(spelt_terms(form)) is None} == WITHOUT_ANCHOR
    assert Matcher(cues()).unanchored == ()


def test_cues_have_kinds_that_the_rules_or_the_timeline_know() -> None:
    assert {c.kind for c in cues()} - {k.value for k in SignalKind} <= NO_SIGNALS


@pytest.mark.parametrize("name", STANCE_LISTS)
def test_a_cue_of_stance_can_be_spelt_out(name: str) -> None:
    for entry in raw(name)["cue"]:
        assert entry["stance"] in STANCES
        assert entry["direction"] in DIRECTIONS
        assert all(spellings(spelt_terms(form)) for form in entry["forms"])


@pytest.mark.parametrize("name", STANCE_LISTS)
def test_a_form_of_stance_is_not_both_a_cue_and_a_look_alike(name: str) -> None:
    cue: set[str] = set()
    alike: set[str] = set()
    for entry in raw(name)["cue"]:
        spelt = {s for form in entry["forms"] for s in spellings(spelt_terms(form))}
        if entry["stance"] == "none":
            alike |= spelt
        elif entry["stance"] in {s.value for s in Stance}:
            cue |= spelt
    assert cue & alike == set()


def test_a_word_does_one_thing_to_the_reach_of_a_cue() -> None:
    kinds: dict[str, set[str]] = {}
    for entry in raw("stance.toml")["cue"]:
        if entry["stance"] in ("end", "told", "clause", "given"):
            for form in entry["forms"]:
                for spelt in spellings(spelt_terms(form)):
                    kinds.setdefault(spelt, set()).add(entry["stance"])
    assert {w: k for w, k in kinds.items() if len(k) > 1} == {}


def test_a_cue_that_hears_one_gender_hears_the_even_word_as_well() -> None:
    """A form spelt out with "mum" must match the same words with "parent" in its place, whoever wrote the list."""
    deaf = []
    for cue in cues():
        for form in cue.forms:
            found = anchors(spelt_terms(form))
            if found is None or not found.whole or form in ONE_GENDER:
                continue
            deaf += [(cue.name, s) for s in found.strings if not _evened(s) <= found.strings]
    assert deaf == []


def _evened(spelt: str) -> set[str]:
    """A string with each single gendered word in it in turn put into its even word."""
    return {
        spelt[: m.start()] + heard()[m[0]] + spelt[m.end() :]
        for m in WORD.finditer(spelt)
        if heard().get(m[0], m[0]) != m[0]
    }


def one_cue(*forms: str) -> Cue:
    return Cue("test-1", "concern", "", "a reason", "a source", forms)


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("bruis(?:e|es|ing)", "bruising and a bruise", ["bruising", "bruise"]),
        ("bruise", "bruised", []),
        ("a ?& ?e", "taken to a&e", ["a&e"]),
        ("att\\.? \\d+ ?%", "att. 85%", ["att. 85%"]),
        ("told [a-z]+ about", "told nan about it", ["told nan about"]),
        ("seen[^.;]{0,10}alone", "seen at home alone", ["seen at home alone"]),
        ("seen[^.;]{0,10}alone", "seen. alone", []),
        ("row(?=,|\\.)", "a row, rows of", ["row"]),
        ("#", "# radius", ["#"]),
    ],
)
def test_a_form_is_found_where_it_stands_as_words(form: str, text: str, found: list[str]) -> None:
    assert [text[h.start : h.end] for h in Matcher([one_cue(form)]).find(text)] == found


def test_of_one_kind_only_the_longest_of_overlapping_hits_is_kept() -> None:
    hits = Matcher([one_cue("no further", "no further action")]).find("no further action")
    assert [(h.start, h.end) for h in hits] == [(0, 17)]


def test_many_texts_at_once_give_the_hits_of_each() -> None:
    told = [
        plain(t)[0]
        for t in ("Bruise seen.", "", "No further action. Seen alone", "nothing here", "(15), drunk; told me about it")
    ]
    matcher = Matcher(cues())
    assert matcher.find_all(told) == [matcher.find(t) for t in told]
    assert matcher.find_all([]) == []


def test_matching_agrees_with_trying_every_form_on_every_text() -> None:
    told = [
        "mum says he was found at a hotel with an older man, new phone, two bags; not home since 4/3. att 61%",
        "hv: no concerns, 2 ch seen. overdose 12 tabs, a&e. nan rang (15) dob 02/11/2004 - nfa",
        "“leave me alone” he said. her cousin picked him up in a white van, £20 a day, owes them",
    ]
    matcher = Matcher(cues())
    for text in told:
        slow = {
            (cue.name, m.start(), m.end())
            for cue in cues()
            for form in cue.forms
            for m in re.finditer(form_pattern(form), text)
        }
        quick = {(h.cue.name, h.start, h.end) for h in matcher.find(text)}
        assert quick <= slow
        kept = {(h.cue.kind, h.cue.detail, h.start, h.end) for h in matcher.find(text)}
        by_name = {c.name: c for c in cues()}
        for name, start, end in slow - quick:
            key = (by_name[name].kind, by_name[name].detail)
            assert any(k[:2] == key and k[2] <= start and end <= k[3] for k in kept), (name, text[start:end])
