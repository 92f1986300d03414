"""Stance: the text tables are the specification; what must hold of any sentence is tried on made-up ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepsight.model import Stance
from keepsight.reading.cues import Matcher, cues, plain
from keepsight.reading.sentences import sentences
from keepsight.reading.stance import Scope, scopes, stance_of, stances
from keepsight.reading.stance_reach import shape_of
from keepsight.reading.stance_rules import rules

HERE = Path(__file__).parent
WORDS = [
    "no",
    "not",
    "without",
    "never",
    "possible",
    "history",
    "of",
    "if",
    "will",
    "be",
    "seen",
    "cough",
    "fever",
    "bruising",
    "and",
    "or",
    "but",
    ",",
    ";",
    ".",
    ":",
    "(",
    ")",
    "?",
    "he",
    "was",
    "mum",
    "says",
    "denies",
    "any",
    "evidence",
    "resolved",
    "ruled",
    "out",
    "told",
    "about",
    "cannot",
    "previously",
    "none",
    "aware",
    "asthma",
    "drunk",
]
FIXED = settings(derandomize=True, deadline=None, max_examples=200)
made_up = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)


def examples(name: str) -> Iterator[tuple[Stance, str]]:
    """The lines of a table, each with the stance whose name stands above it."""
    stance = Stance.ASSERTED
    for line in (HERE / name).read_text("utf-8").splitlines():
        if "[" in line and not line.startswith("#"):
            yield stance, line
        elif line and not line.startswith("#"):
            stance = Stance(line)


def read(marked: str, *, denial_negates: bool = False) -> tuple[Stance, str]:
    """The stance of the words in brackets, with its cue."""
    start, end = marked.index("["), marked.index("]") - 1
    text, _ = plain(marked.replace("[", "").replace("]", ""))
    sentence = next(s for s in sentences(text) if s[0] <= start < s[1])
    return stance_of(start, end, scopes(text, *sentence, denial_negates=denial_negates))


@pytest.mark.parametrize(("stance", "line"), list(examples("stance_examples.txt")))
def test_words_stand_to_the_fact_as_the_table_says(stance: Stance, line: str) -> None:
    assert read(line)[0] is stance


@pytest.mark.parametrize(("stance", "line"), list(examples("stance_examples_clinical.txt")))
def test_a_clinical_record_is_read_as_its_table_says(stance: Stance, line: str) -> None:
    assert read(line, denial_negates=True)[0] is stance


def test_the_tables_hold_every_stance() -> None:
    assert {stance for stance, _ in examples("stance_examples.txt")} == set(Stance)


@pytest.mark.parametrize("line", ["Denies [drinking].", "He denied [drinking]."])
def test_a_denial_negates_in_a_clinical_record_and_is_an_account_elsewhere(line: str) -> None:
    assert [read(line)[0], read(line, denial_negates=True)[0]] == [Stance.ASSERTED, Stance.NEGATED]


def test_the_cue_is_given_with_the_stance() -> None:
    assert read("There was no evidence of [bruising].") == (Stance.NEGATED, "no evidence of")


def test_a_cue_inside_the_words_asked_about_does_not_count() -> None:
    assert read("He has [no food] at home.") == (Stance.ASSERTED, "")


def test_the_stronger_stance_wins() -> None:
    assert read("History of no [seizures].")[0] is Stance.NEGATED
    assert read("Possible history of [seizures].")[0] is Stance.POSSIBLE


def test_a_scope_says_where_it_lies_and_where_its_cue_stands() -> None:
    assert scopes("seen, no cough.", 0, 15) == (Scope(6, 14, Stance.NEGATED, "no", 6, 8),)


def test_places_are_those_of_the_text_and_not_of_the_sentence() -> None:
    text = "seen at home. no cough."
    (scope,) = scopes(text, 14, len(text))
    assert text[scope.start : scope.end] == "no cough"


def test_a_sentence_without_a_cue_has_no_scope() -> None:
    assert scopes("bruising to arm.", 0, 16) == ()


def test_the_answer_to_a_question_is_looked_for_in_the_next_sentence() -> None:
    assert read("[Asthma]? No, never.")[0] is Stance.NEGATED
    assert read("[Asthma]? Yes, since two.")[0] is Stance.POSSIBLE


@given(made_up, st.booleans())
@FIXED
def test_every_scope_lies_in_its_sentence_and_touches_its_cue(text: str, denial_negates: bool) -> None:
    for scope in scopes(text, 0, len(text), denial_negates=denial_negates):
        assert 0 <= scope.start <= scope.end <= len(text)
        assert 0 <= scope.at <= scope.until <= len(text)
        assert text[scope.at : scope.at + len(scope.cue)] == scope.cue


@given(made_up)
@FIXED
def test_a_full_stop_ends_whatever_is_said(text: str) -> None:
    told = f"{text} . zebra"
    place = len(told) - 5
    after = [s for s in scopes(told, 0, len(told)) if s.start <= place < s.end and s.at < place]
    assert after == []


@given(made_up)
@FIXED
def test_the_stances_of_hits_are_those_of_all_scopes(text: str) -> None:
    hits = Matcher(cues()).find(text)
    if hits:
        within = scopes(text, 0, len(text))
        assert stances(text, 0, len(text), hits) == [stance_of(h.start, h.end, within) for h in hits]


@given(st.text(max_size=60))
@FIXED
def test_the_shape_of_a_sentence_is_as_long_as_it(text: str) -> None:
    assert len(shape_of(text, rules(False), ())) == len(text)


@given(st.text(max_size=80))
@FIXED
def test_any_text_can_be_read(text: str) -> None:
    told, _ = plain(text)
    for start, end in sentences(told):
        assert isinstance(scopes(told, start, end), tuple)
