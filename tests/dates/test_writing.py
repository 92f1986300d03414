"""How a date is shown again, and clock times."""

from __future__ import annotations

from datetime import date, time

import pytest

from keepsight.dates import edtf, read_date, read_time, written
from keepsight.model import UNDATED

SHOWN = """
22/05/16                | 22 May 2016                                  | 2016-05-22
22/05/16 16:20          | 22 May 2016, 16:20                           | 2016-05-22T16:20:00
?22/05/16 16:20         | 22 May 2016?, 16:20                          | 2016-05-22?
early March 2018        | 1–10 March 2018                              | 2018-03-01/2018-03-10
24/3/18 - 28/3/18       | between 24 and 28 March 2018                 | 2018-03-24/2018-03-28
24 March - 2 April 2018 | between 24 March and 2 April 2018            | 2018-03-24/2018-04-02
28/12/18 - 3/1/19       | between 28 December 2018 and 3 January 2019  | 2018-12-28/2019-01-03
w/c 31/10/22            | week from 31 October 2022                    | 2022-10-31/2022-11-06
March 2018              | March 2018                                   | 2018-03
about March 2018        | March 2018?                                  | 2018-03?
Autumn term 2017        | September–December 2017                      | 2017-09-01/2017-12-31
summer 2018             | June–August 2018                             | 2018-22
winter 2018             | December 2018 – February 2019                | 2018-24
2014                    | 2014                                         | 2014
2014/15                 | September 2014 – August 2015                 | 2014-09-01/2015-08-31
31/04/21                | undated                                      | XXXX
"""
TIMES = """
16:20 16:20
16.20 16:20
1620 16:20
1620hrs 16:20
16:20:45 16:20
3.30pm 15:30
3:30 p.m. 15:30
11am 11:00
12am 00:00
12pm 12:00
noon 12:00
midnight 00:00
2-3pm 14:00
11am-1pm 11:00
16:20-17:00 16:20
T16:20Z 16:20
0915 09:15
24:00 00:00
approx 16:20 16:20
(16:20) 16:20
0.6805555556 16:20
"""
LINES = [[part.strip() for part in line.split("|")] for line in SHOWN.strip().splitlines()]
CLOCKS = [line.rsplit(" ", 1) for line in TIMES.strip().splitlines()]


@pytest.mark.parametrize(("cell", "words", "machine"), LINES)
def test_a_date_is_shown_in_words_and_in_edtf(cell: str, words: str, machine: str) -> None:
    when = read_date(cell).when
    assert (written(when), edtf(when)) == (words, machine)


def test_an_undated_row_is_shown_as_undated() -> None:
    assert (written(UNDATED), edtf(UNDATED)) == ("undated", "XXXX")


@pytest.mark.parametrize(("cell", "clock"), CLOCKS)
def test_a_time_cell_is_read(cell: str, clock: str) -> None:
    assert read_time(cell) == time.fromisoformat(clock)


@pytest.mark.parametrize("cell", ["", " ", "evening", "n/k", "25:00", "am", "7", "99", "1675"])
def test_a_cell_without_a_time_gives_none(cell: str) -> None:
    assert read_time(cell) is None


def test_the_last_day_of_the_calendar_can_be_shown() -> None:
    when = read_date("31/12/2149").when
    assert (when.latest, written(when)) == (date(2149, 12, 31), "31 December 2149")
