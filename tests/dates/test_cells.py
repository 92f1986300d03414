"""Date cells beyond the table: what is assumed, what is suggested, month-first reviews, and properties of any cell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepsight.dates import read_date, written
from keepsight.model import IssueKind, Precision, Scope, When

SCOPE = Scope(date(2016, 9, 1), date(2018, 8, 31))
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2029, 12, 31))
MONTHS = tuple(f"{date(2000, m, 1):%B}" for m in range(1, 13))
STYLES = (
    "{d:02}/{m:02}/{y}",
    "{d}.{m}.{y}",
    "{d}-{m:02}-{y}",
    "{d} {month} {y}",
    "{d}{th} of {mon}, {y}",
    "{y}-{m:02}-{d:02}",
)
WORDS = (
    "w/c early end_of first_week last next week day term spring to between and Fri 3rd 31/04/21 99 2018 ago later "
    "half the same noon pm mid-late century"
)
PIECES = st.sampled_from([*MONTHS, *"0123456789/.-,: ?'", *WORDS.replace("_", " ").split(" ")])


def day(year: int, month: int, number: int) -> When:
    found = date(year, month, number)
    return When("", found, found, Precision.DAY)


def test_a_year_from_the_row_above_is_listed_as_assumed_and_asks_for_nothing() -> None:
    reading = read_date("20/10", previous=day(2017, 10, 6), scope=SCOPE)
    assert reading.when.earliest == date(2017, 10, 20)
    assert reading.when.assumed == ("year taken from the row above",)
    assert (reading.kind, reading.needs_attention) == (IssueKind.ASSUMED_DATE, False)


def test_a_written_year_is_not_an_assumption() -> None:
    reading = read_date("20/10/17", previous=day(2017, 10, 6), scope=SCOPE)
    assert (reading.when.assumed, reading.kind) == ((), None)


def test_the_year_turns_with_the_row_above() -> None:
    assert read_date("12 January", previous=day(2017, 12, 15), scope=SCOPE).when.earliest == date(2018, 1, 12)


def test_a_straggler_a_few_weeks_before_the_row_above_stays_in_its_year() -> None:
    assert read_date("20 February", previous=day(2018, 3, 28)).when.earliest == date(2018, 2, 20)


def test_a_first_row_without_a_year_takes_the_first_one_inside_the_period() -> None:
    reading = read_date("3 May", scope=SCOPE)
    assert reading.when.earliest == date(2017, 5, 3)
    assert reading.when.assumed == ("year taken from the period under review",)


def test_without_row_or_period_a_missing_year_is_not_invented() -> None:
    reading = read_date("3 May")
    assert (reading.when.earliest, reading.kind) == (None, IssueKind.UNREADABLE_DATE)


def test_likely_days_of_an_impossible_date_are_suggested_and_never_used() -> None:
    reading = read_date("31/04/21")
    assert reading.when.readings[:2] == (date(2021, 4, 30), date(2021, 5, 1))
    assert (reading.when.is_dated, reading.kind, reading.needs_attention) == (False, IssueKind.IMPOSSIBLE_DATE, True)
    assert "30 April 2021" in reading.message


def test_the_last_day_of_april_is_possible_and_has_no_suggestions() -> None:
    assert read_date("30/04/21").when.readings == ()


def test_a_misspelt_month_is_read_and_listed() -> None:
    reading = read_date("14 Febuary 2018")
    assert (reading.kind, reading.when.assumed) == (IssueKind.MISTYPED_DATE, ("mistyped, read as 14 February 2018",))


@pytest.mark.parametrize(("cell", "first"), [("05/22/2016", date(2016, 5, 22)), ("03/04/2016", date(2016, 3, 4))])
def test_a_review_may_say_that_the_month_stands_first(cell: str, first: date) -> None:
    assert read_date(cell, month_first=True).when.earliest == first


def test_two_figures_of_a_year_belong_to_the_century_of_the_period() -> None:
    assert read_date("01/06/49", scope=SCOPE).when.earliest == date(1949, 6, 1)
    assert read_date("01/06/36", scope=SCOPE).when.earliest == date(2036, 6, 1)


def test_same_day_below_a_week_means_the_whole_week() -> None:
    week = read_date("w/c 31/10/22").when
    reading = read_date("same day", previous=week)
    assert (reading.when.earliest, reading.when.latest) == (date(2022, 10, 31), date(2022, 11, 6))


@pytest.mark.parametrize("cell", ["same day", "two days later", "ditto", "following week"])
def test_leaning_on_an_undated_row_stays_undated(cell: str) -> None:
    reading = read_date(cell, previous=When("undated"), scope=SCOPE)
    assert (reading.when.is_dated, reading.kind) == (False, IssueKind.UNREADABLE_DATE)


def test_an_empty_cell_is_undated() -> None:
    assert read_date("").kind is IssueKind.UNDATED
    assert read_date("  \u00a0 ").kind is IssueKind.UNDATED


@settings(derandomize=True, deadline=None)
@given(DAYS, st.sampled_from(STYLES))
def test_a_day_comes_back_from_every_style_it_is_written_in(day: date, style: str) -> None:
    month = MONTHS[day.month - 1]
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th")
    cell = style.format(d=day.day, m=day.month, y=day.year, month=month, mon=month[:3], th=ending)
    when = read_date(cell).when
    assert (when.earliest, when.latest, when.precision) == (day, day, Precision.DAY)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(
    st.one_of(
        st.text(max_size=40), st.lists(PIECES, max_size=7).map(" ".join), st.lists(PIECES, max_size=9).map("".join)
    )
)
def test_no_cell_breaks_the_reading(cell: str) -> None:
    for previous in (None, day(2017, 5, 3), When("undated")):
        reading = read_date(cell, previous=previous, scope=SCOPE)
        assert reading.when.text == cell
        assert (reading.kind is None) == (reading.message == "")


@settings(derandomize=True, deadline=None)
@given(DAYS, st.integers(min_value=0, max_value=400))
def test_both_days_of_a_stretch_are_inside_it(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    when = read_date(f"{first:%d/%m/%Y} - {last:%d/%m/%y}", scope=Scope(first, last)).when
    assert (when.earliest, when.latest) == (first, last)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(PIECES, min_size=1, max_size=6).map(" ".join))
def test_what_is_shown_of_a_date_is_read_as_the_same_days(cell: str) -> None:
    when = read_date(cell, previous=day(2017, 5, 3), scope=SCOPE).when
    again = read_date(written(when)).when
    assert (again.earliest, again.latest) == (when.earliest, when.latest)
