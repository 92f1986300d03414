"""Whole reviews: the sample, and every case in the folder that KEEPSIGHT_CASES names, where there is one.

Each relation changes something that must not matter. The same rules must be raised by the same entries, with the same
values, in every review: not nearly, not mostly. Beside each relation stands that it changes something at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from keepsight.assure.fairness import Fairness, Relation, fairness_of, table
from keepsight.model import Entry, People, Question
from keepsight.swapped import RELATIONS, fairness_of_folder
from tests.fairness.asking import SAMPLE, Opened, asked, opened
from tests.fairness.scrambled import renamed, scrambled
from tests.fairness.shifts import a_generation_earlier

OURS = (
    Relation("each word's gender by lot", scrambled),
    Relation("given names that nobody bears", renamed),
    Relation("everything 28 years earlier", a_generation_earlier),
)
SILENT = frozenset(["no gender in the people list"])
"""What changes the people list alone."""


def _folders() -> Iterator[Path]:
    yield SAMPLE
    cases = Path(os.environ.get("KEEPSIGHT_CASES", "") or SAMPLE / "none")
    if cases.is_dir():
        yield from sorted(p / "files" for p in cases.iterdir() if (p / "files").is_dir())


def _name(folder: Path) -> str:
    return folder.parent.name if folder.name == "files" else folder.name


@cache
def _opened(folder: Path) -> Opened:
    return opened(folder)


@cache
def _asked(folder: Path) -> tuple[Question, ...]:
    review = _opened(folder)
    return asked(review.entries, review.people)


@pytest.mark.parametrize("relation", [*RELATIONS, *OURS], ids=lambda r: r.name)
@pytest.mark.parametrize("folder", list(_folders()), ids=_name)
def test_what_must_not_matter_changes_no_question(folder: Path, relation: Relation) -> None:
    review = _opened(folder)

    def ask(entries: Sequence[Entry], people: People) -> Sequence[Question]:
        return _asked(folder) if entries is review.entries else asked(entries, people)

    result = fairness_of(review.entries, review.people, ask=ask, relations=(relation,))
    assert result.questions > 10
    assert result.holds, table(result)


@pytest.mark.parametrize("relation", [*RELATIONS, *OURS], ids=lambda r: r.name)
def test_every_relation_changes_something(relation: Relation) -> None:
    review = _opened(SAMPLE)
    entries, people = relation.change(review.entries, review.people)
    if relation.name in SILENT:
        assert people != review.people
    else:
        assert tuple(entries) != review.entries


def test_the_whole_of_it_can_be_asked_of_one_folder() -> None:
    result = fairness_of_folder(SAMPLE)
    assert result == Fairness(
        entries=len(_opened(SAMPLE).entries),
        questions=result.questions,
        relations=tuple(r.name for r in RELATIONS),
        differences=(),
    )
    assert result.questions > 60
    assert "no differences" in table(result)
