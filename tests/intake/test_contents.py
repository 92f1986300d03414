"""What the cells of a column look like."""

from __future__ import annotations

import pytest

from keepsight.intake.contents import NOTHING, days_second, is_undated, look_at, reads_as_date, reads_as_time
from keepsight.model import Scope

OPEN = Scope()


@pytest.mark.parametrize(
    "cell",
    [
        *("03/04/2018", "3.4.18", "22.05/16", "?20/09/2018", "2018-04-03", "03/04/2018 14:20", "3 April 2018", "20/9"),
        *("w/c 6/11/17", "early March 2018", "Autumn term 2018", "March 2018", "14 November", "next day", "31/04/21"),
        *("Mothers Day 14/3/21", "27/07/18 – 29/07/18", "about 12/2/19"),
    ],
)
def test_a_day_in_any_form_reads_as_a_date(cell: str) -> None:
    assert reads_as_date(cell, scope=OPEN)


@pytest.mark.parametrize(
    "cell", ["", "14:20", "0417", "1120", "7", "NFA", "P Ellwood", "L 1120", "undated", "Visit", "3pm", "x" * 200]
)
def test_what_is_no_day_does_not(cell: str) -> None:
    assert not reads_as_date(cell, scope=OPEN)


@pytest.mark.parametrize("cell", ["14:20", "9.50", "0930", "3pm", "2.30pm", "11 am", "1015hrs", "10:00-11:30"])
def test_a_time_reads_as_a_time(cell: str) -> None:
    assert reads_as_time(cell)


@pytest.mark.parametrize("cell", ["", "J Moss", "03/04/2018", "w/c 9/4/18", "Seen at 14:20 by two officers", "2975"])
def test_what_is_no_time_does_not(cell: str) -> None:
    assert not reads_as_time(cell)


def test_every_way_of_saying_that_no_date_is_known() -> None:
    said = ("undated", "Unknown", "n/k", "?", "-", "no date", "TBC")
    assert all(map(is_undated, said))
    assert not any(map(is_undated, ("12/3/18", "unknown male seen", "")))


def test_shares_count_filled_cells_only() -> None:
    look = look_at(["03/04/2018", "", "04/04/2018", "undated", "  "], scope=OPEN)
    assert (look.cells, look.filled, look.dates, look.letters) == (3, 0.6, 2 / 3, 1 / 3)


def test_an_empty_column_looks_like_nothing() -> None:
    assert look_at(["", " "], scope=OPEN) == NOTHING


def test_a_long_column_is_sampled_evenly_to_its_end() -> None:
    look = look_at(["01/01/2018"] * 5_000 + ["NFA"] * 5_000, scope=OPEN)
    assert 0.45 < look.dates < 0.55
    assert look.cells < 200


def test_a_column_is_month_first_only_when_no_cell_speaks_against_it() -> None:
    american = ["04/14/2018", "05/20/2018", "06/15/2018", "07/04/2018"]
    assert days_second(american)
    assert not days_second([*american, "14/04/2018"])
    assert not days_second(["04/14/2018", "05/06/2018", "07/08/2018"])
