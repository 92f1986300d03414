"""Twins from templates: two tellings of one chronology raise the same questions.

A few hundred tellings run always, 10,000 with KEEPSIGHT_NIGHTLY=1.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fairness.asking import outcome
from tests.fairness.twins import NAMES, START, Telling, casts, texts, twin

NIGHTLY = os.environ.get("KEEPSIGHT_NIGHTLY") == "1"
SEEDS = 1250 if NIGHTLY else 40
"""Each seed gives eight twins of the first: four casts, two beginnings, workers and agencies renamed."""
BATCH = 10
FIRST = Telling(genders=casts(0)[0])


def tellings(seed: int) -> dict[str, Telling]:
    """Everything that a seed's chronology is told again with."""
    first = Telling(genders=casts(seed)[0])
    return {
        **{f"cast {i}": replace(first, genders=cast) for i, cast in enumerate(casts(seed)[1:], 1)},
        "37 weeks later": replace(first, start=START + timedelta(weeks=37)),
        "some weeks earlier": replace(first, start=START - timedelta(weeks=1 + seed % 150)),
        "other workers": replace(first, other_workers=True),
        "agencies with local names": replace(first, other_agencies=True),
    }


@pytest.mark.parametrize("start", range(0, SEEDS, BATCH))
def test_twins_raise_the_same_questions(start: int) -> None:
    for seed in range(start, start + BATCH):
        first = twin(seed, FIRST)
        expected = outcome(first.entries, first.people)
        for name, telling in tellings(seed).items():
            other = twin(seed, telling)
            assert outcome(other.entries, other.people) == expected, f"seed {seed}, {name}"


def test_there_are_enough_twins_and_almost_all_differ_from_the_first() -> None:
    assert SEEDS * len(tellings(0)) >= (10_000 if NIGHTLY else 300)
    differ = []
    for seed in range(SEEDS):
        first = twin(seed, FIRST)
        for telling in tellings(seed).values():
            other = twin(seed, telling)
            differ.append(other.entries != first.entries)
            assert [(e.place, e.id) for e in other.entries] == [(e.place, e.id) for e in first.entries]
    assert sum(differ) > 0.95 * len(differ)


def test_the_twins_raise_most_rules_so_that_there_is_something_to_differ() -> None:
    firsts = [twin(seed, FIRST) for seed in range(min(SEEDS, 60))]
    raised = Counter(r.code for first in firsts for r, _ in outcome(first.entries, first.people))
    assert len(raised) >= 40
    assert {"E1", "E3", "E4", "E5", "E11", "C8", "C11", "R5", "T3", "T4", "T7", "V5", "V8"} <= set(raised)


def test_all_female_all_male_and_neutral_twins_are_told_in_their_own_words() -> None:
    told = [" ".join(" ".join(texts(twin(s, Telling(genders=c)).entries)) for s in range(20)) for c in casts(0)[:3]]
    assert [("boyfriend" in t, "girlfriend" in t, " partner" in t) for t in told] == [
        (False, True, False),
        (True, False, False),
        (False, False, True),
    ]


def test_every_part_of_a_cast_is_told_in_every_gender() -> None:
    seen = {(who, c[who]) for seed in range(40) for c in casts(seed)[3:] for who in NAMES}
    assert len(seen) == 3 * len(NAMES)
