"""What holds of every rule: it says why and what it cannot tell, obeys local policy, and shows words that are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from keepsight.lenses import RULES, Rule, ask, rule
from keepsight.lenses.base import MOST_EVIDENCE
from keepsight.model import Entry, KeepsightError, ParameterKind, People, Question, Role, Timeline
from tests.cast import CAST, entry, questions, timeline
from tests.lenses.blocks import Block, blocks, changed

BLOCKS = blocks()
SPEAKING = tuple(b for b in BLOCKS if b.speaks)
VALUES = tuple((r.code, p.name) for r in RULES for p in r.parameters)
UNWANTED = re.compile(
    r"disguised compliance|\bscores?\b|\bratings?\b|high risk|low risk|non-compliant|failed to protect|manipulative|neglectful|abuser|perpetrator",
    re.IGNORECASE,
)
Policy = Mapping[str, int | float | str | bool]


@cache
def everything() -> Timeline:
    """All rows of all blocks as one long review."""
    return timeline(
        Block("E1", "everything", lines=tuple(dict.fromkeys(line for b in BLOCKS for line in b.lines))).rows
    )


@cache
def asked() -> tuple[Question, ...]:
    return ask(everything())


def raised(code: str, rows: tuple[Entry, ...], policy: Policy) -> list[Question]:
    return [q for q in ask(timeline(rows), policy) if q.code == code]


def test_an_empty_timeline_raises_nothing() -> None:
    assert ask(Timeline(())) == ()


@pytest.mark.parametrize("block", SPEAKING, ids=[b.name for b in SPEAKING])
def test_a_rule_that_is_switched_off_is_silent_and_no_other_rule_changes(block: Block) -> None:
    told = timeline(block.rows)
    rest = tuple(q for q in ask(told, block.policy) if q.code != block.code)
    assert ask(told, {**block.policy, f"{block.code}.off": True}) == rest


@pytest.mark.parametrize(("code", "name"), VALUES, ids=[f"{c}.{n}" for c, n in VALUES])
def test_a_changed_value_is_marked_with_every_question_and_alone(code: str, name: str) -> None:
    default = next(p.default for p in rule(code).parameters if p.name == name)
    assert not isinstance(default, str)
    value = default * 0.99 if isinstance(default, float) else default - 1
    own = [b for b in BLOCKS if b.code == code and b.speaks and not b.policy]
    found = [q for b in own for q in raised(code, b.rows, {f"{code}.{name}": value})]
    assert found
    for question in found:
        assert [(p.name, p.value, p.default) for p in question.parameters if p.changed] == [(name, value, default)]


@pytest.mark.parametrize(("code", "name"), VALUES, ids=[f"{c}.{n}" for c, n in VALUES])
def test_every_value_makes_a_difference_to_what_its_rule_raises(code: str, name: str) -> None:
    default = next(p.default for p in rule(code).parameters if p.name == name)
    assert not isinstance(default, str)
    values = {type(default)(v) for v in (-1, 0, 1, 2, 3, default / 2, default * 2, default * 100)} - {default}
    cases = [rows for b in BLOCKS if b.code == code for rows in (b.rows, *([] if b.speaks else [changed(b)[0]]))]
    assert any(
        _outcome(raised(code, rows, {f"{code}.{name}": value})) != _outcome(raised(code, rows, {}))
        for rows in cases
        for value in values
    )


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        ({"E1.dayz": 3}, "review.toml, [policy] E1.dayz: no rule has this value; `keepsight lenses` lists them."),
        ({"Z9.days": 3}, "review.toml, [policy] Z9.days: no rule has this value; `keepsight lenses` lists them."),
        ({"E1.days": "thirty"}, "review.toml, [policy] E1.days: write a value like the default, 30."),
        ({"E1.days": True}, "review.toml, [policy] E1.days: write a value like the default, 30."),
        ({"E1.off": 1}, "review.toml, [policy] E1.off: write true or false."),
    ],
)
def test_a_policy_that_no_rule_knows_is_refused_in_one_sentence(policy: Policy, sentence: str) -> None:
    with pytest.raises(KeepsightError) as refused:
        ask(Timeline(()), policy)
    assert str(refused.value) == sentence


def test_a_question_shows_eight_entries_at_most_and_no_entry_twice() -> None:
    counts = Counter(len(q.evidence) for q in asked())
    assert max(counts) == MOST_EVIDENCE == 8
    assert max(len(q.against) for q in asked()) <= MOST_EVIDENCE
    assert [q.id for q in asked() if len({e.entry for e in q.evidence}) != len(q.evidence)] == []


def test_a_friend_four_years_older_is_asked_about_and_one_of_the_same_age_is_not() -> None:
    def with_kit_born(year: int) -> People:
        return People(tuple(replace(p, dob=date(year, 3, 3)) if p.role is Role.PEER else p for p in CAST.people))

    rows = (entry(1, "School", "4/3/2019", "Sam is going out with Kit Dean, who bought him a phone and trainers."),)
    assert questions(rows, "E1", people=with_kit_born(2004)) == ()
    assert [e.entry for q in questions(rows, "E1", people=with_kit_born(1999)) for e in q.evidence] == ["School-1"]


def test_the_long_review_hears_every_lens() -> None:
    assert {q.lens for q in asked()} == {r.lens for r in RULES}


def test_every_span_marks_words_inside_its_cell() -> None:
    cells = {(e.id, f.column): f.text for e in everything().entries for f in e.fields}
    spans = [(q.code, e.entry, s) for q in asked() for e in (*q.evidence, *q.against) for s in e.spans]
    assert spans
    for code, row, span in spans:
        words = cells[row, span.column][span.start : span.end]
        assert len(words) == span.end - span.start, f"{code} {row} {span}"
        assert words.strip(), f"{code} {row} {span}"


def test_ids_are_the_same_in_every_run_and_no_two_questions_share_one() -> None:
    again = ask(timeline(everything().entries))
    assert [q.id for q in again] == [q.id for q in asked()]
    assert len({q.id for q in again}) == len(again)


def test_no_question_is_dated_outside_the_days_on_which_anything_was_known() -> None:
    known = {w.latest for e in everything().entries for w in (e.when, e.recorded) if w is not None}
    assert {q.first_answerable for q in asked()} <= known


@pytest.mark.parametrize("one", RULES, ids=[r.code for r in RULES])
def test_a_rule_says_what_a_panel_needs(one: Rule) -> None:
    told = (one.title, one.question, one.why, one.cannot_tell, one.would_answer, one.version, *one.sources)
    assert all(text.strip() for text in told)
    assert one.sources
    assert one.find.__doc__
    assert [p.name for p in one.parameters if not p.unit.strip()] == []
    assert [p.name for p in one.parameters if p.kind is ParameterKind.PUBLISHED and not p.source] == []


@pytest.mark.parametrize("one", RULES, ids=[r.code for r in RULES])
def test_a_rule_neither_scores_nor_labels(one: Rule) -> None:
    told = (one.title, one.question, one.why, one.cannot_tell, one.would_answer, *one.alternatives)
    assert [text for text in told if UNWANTED.search(text)] == []


def test_no_question_that_is_raised_scores_or_labels() -> None:
    assert [q.wording for q in asked() if UNWANTED.search(q.wording)] == []


def test_codes_are_unique_and_every_lens_has_the_rules_of_the_specification() -> None:
    assert [r.code for r in RULES if Counter(x.code for x in RULES)[r.code] > 1] == []
    wanted = {"E": 12, "C": 13, "R": 9, "T": 11, "V": 13, "S": 8}
    assert Counter(r.code[0] for r in RULES) == Counter(wanted)
    assert {r.code for r in RULES} == {f"{letter}{n}" for letter, many in wanted.items() for n in range(1, many + 1)}


def _outcome(questions: list[Question]) -> list[tuple[object, ...]]:
    return [
        (q.wording, q.certainty, q.first_answerable, *(e.entry for e in q.evidence), *(e.entry for e in q.against))
        for q in questions
    ]
