"""Dates inside narratives: every line of the table, and properties of any text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepsight.dates import Conventions, FoundDate, find_dates
from keepsight.dates.narrative import AHEAD_WORDS

WRITTEN_ON = date(2018, 10, 24)
TABLE = Path(__file__).with_name("narratives.txt").read_text(encoding="utf-8").split("\n## ", 1)[1]
LINES = [line.split(" =>") for line in TABLE.splitlines() if " =>" in line]
WORDS = (
    "last next this the first week of month in March May 3rd 12 and to 2018 ago two days later Friday since between "
    "end early Christmas Eve spring term w/c 5/11 22.05.16 half yesterday 1990s second ten from until Q1 weekend"
)
PHRASES = st.lists(st.sampled_from(WORDS.split(" ")), max_size=9).map(" ".join)


@pytest.mark.parametrize(("text", "expected"), LINES, ids=[text for text, _ in LINES])
def test_a_narrative_holds_the_dates_the_table_says(text: str, expected: str) -> None:
    assert "; ".join(_shown(f) for f in find_dates(text, reference=WRITTEN_ON)) == expected.strip()


def test_spans_are_the_words_themselves() -> None:
    text = "He was seen on 3rd May and last Friday."
    assert [text[f.start : f.end] for f in find_dates(text, reference=WRITTEN_ON)] == ["3rd May", "last Friday"]


def test_a_stretch_keeps_its_two_dates_as_they_were_written() -> None:
    (found,) = find_dates("away from 28 December to 3 January 2019", reference=WRITTEN_ON)
    assert [side.text for side in found.sides] == ["28 December", "3 January 2019"]


def test_a_time_straight_after_a_date_is_its_time() -> None:
    (found,) = find_dates("seen 3rd May at 3.30pm by the nurse", reference=WRITTEN_ON)
    assert found.when.time is not None
    assert f"{found.when.time:%H:%M}" == "15:30"


def test_a_year_that_had_to_be_chosen_is_listed_as_assumed() -> None:
    (chosen,) = find_dates("seen 3rd May", reference=WRITTEN_ON)
    (written,) = find_dates("seen 3rd May 2018", reference=WRITTEN_ON)
    assert (len(chosen.when.assumed), len(written.when.assumed)) == (1, 0)


def test_without_the_day_of_writing_a_date_without_a_year_is_found_but_undated() -> None:
    found = find_dates("seen 3rd May and on 4/6/2018", reference=None)
    assert [(f.when.text, f.when.is_dated) for f in found] == [("3rd May", False), ("4/6/2018", True)]


def test_the_day_stands_first_unless_the_text_is_said_to_be_month_first() -> None:
    (day_first,) = find_dates("on 03/04/2018", reference=WRITTEN_ON)
    (month_first,) = find_dates("on 03/04/2018", reference=WRITTEN_ON, month_first=True)
    assert (day_first.when.earliest, month_first.when.earliest) == (date(2018, 4, 3), date(2018, 3, 4))


@pytest.mark.parametrize("word", sorted(AHEAD_WORDS))
def test_a_weekday_looks_ahead_after_a_word_that_does(word: str) -> None:
    (found,) = find_dates(f"visit {word} on Monday", reference=WRITTEN_ON)
    assert found.when.earliest == date(2018, 10, 29)


def test_a_weekday_looks_back_otherwise() -> None:
    (found,) = find_dates("visited on Monday", reference=WRITTEN_ON)
    assert found.when.earliest == date(2018, 10, 22)


def test_conventions_of_another_place_change_only_what_they_name() -> None:
    text = "last Thursday and 3 May 2018"
    ours = find_dates(text, reference=date(2018, 10, 26))
    theirs = find_dates(text, reference=date(2018, 10, 26), conventions=Conventions(calendar_weeks=True))
    assert [f.when.earliest for f in ours] == [date(2018, 10, 25), date(2018, 5, 3)]
    assert [f.when.earliest for f in theirs] == [date(2018, 10, 18), date(2018, 5, 3)]


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.one_of(st.text(max_size=60), PHRASES), st.booleans())
def test_no_text_breaks_the_search_and_what_is_found_stands_in_order(text: str, month_first: bool) -> None:
    for reference in (None, WRITTEN_ON, date(2016, 2, 29)):
        found = find_dates(text, reference=reference, month_first=month_first)
        places = [place for f in found for place in (f.start, f.end)]
        assert places == sorted(places)
        assert all(f.start < f.end and text[f.start : f.end] == f.when.text for f in found)


def _shown(found: FoundDate) -> str:
    when = found.when
    until = f"..{when.latest}" if when.latest != when.earliest else ""
    return f"{when.text} = {when.earliest}{until}{'?' if when.uncertain else ''}"
