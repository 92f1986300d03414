"""The words of headings: `headings.txt` is the specification."""

from __future__ import annotations

from pathlib import Path

import pytest

from keepsight.intake.headings import (
    is_date_heading,
    is_heading,
    is_known,
    is_of_another_table,
    plain,
    roles_of,
)

LINES = (Path(__file__).parent / "headings.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(part.strip() for part in line.split("|")) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_heading_is_taken_for_its_role_first_and_allows_the_other(case: tuple[str, ...]) -> None:
    heading, first, *others = case
    found = [role.value for role, _ in roles_of(heading)]
    assert found[0] == first
    assert set(others) <= set(found)


@pytest.mark.parametrize("cell", ["NFA", "Mother rang about the boiler again", "12/03/2018", "", "Ysgol Gwynfryn"])
def test_a_cell_of_a_row_is_no_heading(cell: str) -> None:
    assert not is_heading(cell)


def test_a_birthday_or_a_review_date_is_never_when_something_happened() -> None:
    assert [is_date_heading(h) for h in ("DOB", "Review date", "Due", "Date of birth")] == [False] * 4
    assert [is_date_heading(h) for h in ("Date", "Date logged", "Session")] == [True] * 3


def test_the_whole_phrase_wins_over_the_words_inside_it() -> None:
    assert [role.value for role, _ in roles_of("Date recorded by")] != [
        role.value for role, _ in roles_of("Recorded by")
    ]
    assert roles_of("Recorded by")[0][0].value == "worker"


def test_a_known_word_among_strange_ones_weighs_less_than_alone() -> None:
    assert 0 < roles_of("Quarterly purple event")[0][1] < roles_of("Event")[0][1]


def test_a_heading_as_long_as_a_sentence_says_nothing() -> None:
    assert roles_of("Event " * 30) == ()


def test_case_marks_and_apostrophes_make_no_difference() -> None:
    assert plain(" Child’s  WORDS: ") == plain("childs words") == "childs words"


def test_headings_of_people_and_versions_belong_to_other_tables() -> None:
    assert [is_of_another_table(h) for h in ("Relationship", "D.O.B.", "Version", "Event")] == [True, True, True, False]


def test_only_a_heading_known_word_for_word_is_known() -> None:
    assert (is_known("Date of contact"), is_known("Date of contact today")) == (True, False)
