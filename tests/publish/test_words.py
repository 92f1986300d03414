"""How dates and counts are said in the documents."""

from __future__ import annotations

from datetime import date, time

import pytest

from keepsight.model import Attendance, Basis, HowKnown, IssueKind, Lens, Precision, Role, When
from keepsight.publish import words

DAY = date(2020, 5, 12)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When("12.5.20", DAY, DAY, Precision.DAY), "Tue 12 May 2020"),
        (When("12.5.20 14:10", DAY, DAY, Precision.DAY, time=time(14, 10)), "Tue 12 May 2020, 14:10"),
        (When("? 12.5.20", DAY, DAY, Precision.DAY, uncertain=True), "Tue 12 May 2020, uncertain"),
        (When("May 2020", date(2020, 5, 1), date(2020, 5, 31), Precision.MONTH), "1–31 May 2020"),
        (When("over May", date(2020, 4, 28), date(2020, 5, 3), Precision.RANGE), "28 Apr – 3 May 2020"),
        (When("Christmas", date(2019, 12, 24), date(2020, 1, 1), Precision.RANGE), "24 Dec 2019 – 1 Jan 2020"),
        (
            When("12 May", DAY, DAY, Precision.DAY, assumed=("year from the row above",)),
            "Tue 12 May 2020; assumed: year from the row above",
        ),
        (
            When("31/04/20", readings=(date(2020, 4, 30), date(2020, 5, 1))),
            "not a date; perhaps 30 Apr 2020 or 1 May 2020",
        ),
        (When("soon"), "no day could be read from this"),
        (When(""), "undated"),
    ],
)
def test_what_a_date_was_taken_to_mean_is_said_with_its_doubt(when: When, said: str) -> None:
    assert words.meaning(when) == said


def test_the_written_date_is_kept_and_a_missing_one_is_written_out() -> None:
    assert words.written(When("  w/c 11 May ")) == "w/c 11 May"
    assert words.written(When("")) == "No date written"


def test_counts_lists_and_times_are_grammatical_in_every_number() -> None:
    assert [words.count(n, "entry", "entries") for n in (0, 1, 2, 1204)] == [
        "0 entries",
        "1 entry",
        "2 entries",
        "1,204 entries",
    ]
    assert [words.listed(x) for x in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a and b", "a, b and c"]
    assert [words.reading_time(s) for s in (0, 30, 60, 210)] == [
        "under ten seconds",
        "30 seconds",
        "1 minute",
        "3 minutes 30 seconds",
    ]


def test_every_state_of_the_model_has_words() -> None:
    tables = (
        (words.ATTENDANCE_WORDS, Attendance),
        (words.BASIS_WORDS, Basis),
        (words.LENS_WORDS, Lens),
        (words.LENS_LINES, Lens),
        (words.KNOWN_WORDS, HowKnown),
        (words.ROLE_WORDS, Role),
    )
    for table, states in tables:
        assert list(table) == list(states)


def test_a_kind_of_issue_is_said_in_words() -> None:
    assert [words.issue(k) for k in (IssueKind.UNDATED, IssueKind.HIDDEN)] == ["No date", "Hidden in the file"]
    assert all(words.issue(k) for k in IssueKind)


def test_what_no_document_may_carry_is_shown_one_letter_for_one() -> None:
    assert words.printable("a\x00b\x1f\ud800\uffffc\n\tŵ") == "a\ufffdb\ufffd\ufffd\ufffdc\n\tŵ"


def test_a_long_text_on_paper_says_where_the_rest_is() -> None:
    assert words.on_paper("short") == "short"
    assert words.on_paper("x" * 301) == f"{'x' * 300} … (whole in timeline.json)"
