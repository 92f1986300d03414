"""Days, ends, times and days of writing in the rows of a file."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from keepsight.model import IssueKind, Precision
from tests.intake.build import Cells, days, excel, issues, read, separated, settings

HEAD = ("Date", "Event")


def of(path: Path, *cells: object) -> Path:
    return excel(path, [HEAD, *((cell, f"Row {n} of the file") for n, cell in enumerate(cells, start=1))])


def clocks(path: Path, rows: Cells) -> list[str]:
    return [e.when.time.isoformat("minutes") if e.when.time else "" for e in read(excel(path, rows)).entries]


def test_a_missing_year_comes_from_the_row_above(tmp_path: Path) -> None:
    assert days(read(of(tmp_path / "a.xlsx", "20/12/2018", "3/1", "7 Feb"))) == [
        "2018-12-20",
        "2019-01-03",
        "2019-02-07",
    ]


def test_the_first_missing_year_comes_from_the_period(tmp_path: Path) -> None:
    found = read(of(tmp_path / "a.xlsx", "3/5", "7 Feb"), settings(start=date(2018, 5, 1), end=date(2019, 7, 1)))
    assert days(found) == ["2018-05-03", "2019-02-07"]


def test_a_file_that_runs_backwards_takes_the_year_from_the_row_below(tmp_path: Path) -> None:
    cells = ("05/01/2019", "20/12", "12/11/2018", "1/11", "03/10/2018", "02/09/2018")
    found = read(of(tmp_path / "a.xlsx", *cells))
    assert days(found)[:4] == ["2019-01-05", "2018-12-20", "2018-11-12", "2018-11-01"]
    assert found.entries[1].when.assumed == ("year taken from the row below",)


def test_two_figures_of_a_year_are_read_by_the_year_above(tmp_path: Path) -> None:
    assert days(read(of(tmp_path / "a.xlsx", "01/02/1987", "03/02/87", "03/02/87")))[1:] == ["1987-02-03"] * 2


def test_the_same_cell_is_read_anew_where_it_leans_on_the_row_above(tmp_path: Path) -> None:
    cells = ("10/01/2018", "3/5", "10/01/2019", "3/5", "next day", "next day")
    assert days(read(of(tmp_path / "a.xlsx", *cells))) == [
        *("2018-01-10", "2018-05-03", "2019-01-10", "2019-05-03", "2019-05-04", "2019-05-05")
    ]


def test_an_undated_row_does_not_stand_between_a_row_and_the_one_above(tmp_path: Path) -> None:
    found = read(of(tmp_path / "a.xlsx", "20/12/2018", "undated", "3/1"))
    assert days(found) == ["2018-12-20", "", "2019-01-03"]
    assert issues(found, IssueKind.UNDATED) == [(2, "Date", "undated")]


def test_an_impossible_day_stays_undated_with_its_likely_days(tmp_path: Path) -> None:
    found = read(of(tmp_path / "a.xlsx", "31/04/2018", "01/05/2018"))
    assert found.entries[0].when.readings[:2] == (date(2018, 4, 30), date(2018, 5, 1))
    assert issues(found, IssueKind.IMPOSSIBLE_DATE) == [(1, "Date", "31/04/2018")]


def test_a_column_written_month_first_throughout_is_read_so_and_told(tmp_path: Path) -> None:
    found = read(of(tmp_path / "a.xlsx", "05/14/2019", "05/20/2019", "06/15/2019", "07/04/2019"))
    assert days(found) == ["2019-05-14", "2019-05-20", "2019-06-15", "2019-07-04"]
    assert issues(found, IssueKind.ASSUMED_DATE) == [(0, "Date", "05/14/2019")]


def test_one_american_day_among_british_ones_turns_nothing_round(tmp_path: Path) -> None:
    found = read(of(tmp_path / "a.xlsx", "05/14/2019", "14/05/2019", "06/05/2019"))
    assert days(found)[1:] == ["2019-05-14", "2019-05-06"]


def test_date_and_time_in_one_cell(tmp_path: Path) -> None:
    rows = [
        HEAD,
        (datetime.fromisoformat("2018-04-03T14:30"), "Typed"),
        (datetime.fromisoformat("2018-04-03"), "Midnight"),
        ("3/4/18 13.30", "Text"),
    ]
    assert clocks(tmp_path / "a.xlsx", rows) == ["14:30", "", "13:30"]


def test_a_time_in_a_column_of_its_own(tmp_path: Path) -> None:
    head = ("Date", "Time", "Event")
    rows = [
        (date(2018, 4, d), cell, "Something happened") for d, cell in enumerate((time(9, 5), "2.30pm", 1420, ""), 1)
    ]
    assert clocks(tmp_path / "a.xlsx", [head, *rows]) == ["09:05", "14:30", "14:20", ""]


def test_a_time_that_means_nothing_is_told_and_the_day_kept(tmp_path: Path) -> None:
    rows = [("Date", "Time", "Event"), ("3/4/18", "10:00", "a"), ("4/4/18", "half of nine", "b"), ("5/4/18", "AM", "c")]
    found = read(excel(tmp_path / "a.xlsx", rows))
    assert days(found) == ["2018-04-03", "2018-04-04", "2018-04-05"]
    assert issues(found, IssueKind.UNREADABLE_TIME) == [(2, "Time", "half of nine")]


def test_a_time_is_never_put_on_more_than_one_day(tmp_path: Path) -> None:
    rows = [("Date", "Time", "Event"), ("w/c 9/4/18", "10:00", "a"), ("12/4/18", "11:00", "b")]
    assert clocks(tmp_path / "a.xlsx", rows) == ["", "11:00"]


def test_an_end_date_makes_a_stretch(tmp_path: Path) -> None:
    rows = [
        ("From", "To", "Event"),
        ("3/4/18", "5/4/18", "Ward stay"),
        ("6/4/18", "", "Home"),
        ("7/4/18", "7/4/18", "ED"),
    ]
    found = read(excel(tmp_path / "a.xlsx", rows)).entries
    assert [(e.when.earliest, e.when.latest, e.when.precision) for e in found] == [
        (date(2018, 4, 3), date(2018, 4, 5), Precision.RANGE),
        (date(2018, 4, 6), date(2018, 4, 6), Precision.DAY),
        (date(2018, 4, 7), date(2018, 4, 7), Precision.DAY),
    ]
    assert found[0].when.text == "3/4/18 – 5/4/18"


def test_an_end_before_its_beginning_is_told_and_left_out(tmp_path: Path) -> None:
    rows = [("From", "To", "Event"), ("3/5/18", "5/4/18", "Ward stay"), ("6/5/18", "8/5/18", "Ward stay")]
    found = read(excel(tmp_path / "a.xlsx", rows))
    assert found.entries[0].when.is_one_day
    assert issues(found, IssueKind.MISTYPED_DATE) == [(1, "To", "5/4/18")]


def test_an_end_that_is_still_open_is_no_trouble(tmp_path: Path) -> None:
    rows = [
        ("From", "To", "Event"),
        ("3/5/18", "ongoing", "Open"),
        ("6/5/18", "8/5/18", "Stay"),
        ("7/5/18", "9/x/18", "x"),
    ]
    found = read(excel(tmp_path / "a.xlsx", rows))
    assert issues(found, IssueKind.UNREADABLE_DATE) == [(3, "To", "9/x/18")]


def test_the_day_of_writing_takes_its_year_from_the_day_of_the_event(tmp_path: Path) -> None:
    rows = [
        ("Date", "Written up", "Event"),
        ("20/12/2018", "3/1", "Met"),
        ("7/2/2019", "", "Met"),
        ("8/2/2019", "?", "Met"),
    ]
    recorded = [entry.recorded for entry in read(excel(tmp_path / "a.xlsx", rows)).entries]
    assert [when and when.earliest for when in recorded] == [date(2019, 1, 3), None, None]


def test_rows_outside_the_period_are_kept_and_told(tmp_path: Path) -> None:
    scope = settings(start=date(2018, 1, 1), end=date(2018, 12, 31))
    found = read(of(tmp_path / "a.xlsx", "31/12/2017", "01/01/2018", "w/c 31/12/2018", "01/01/2019"), scope)
    assert issues(found, IssueKind.OUT_OF_SCOPE) == [(1, "Date", "31/12/2017"), (4, "Date", "01/01/2019")]
    assert len(found.entries) == 4


def test_only_the_year_of_two_figures_depends_on_the_file(tmp_path: Path) -> None:
    first = separated(tmp_path / "a.csv", [HEAD, ("01/02/1999", "Old row here"), ("03/03/99", "Old row there")])
    second = separated(tmp_path / "b.csv", [HEAD, ("01/02/2019", "New row here"), ("03/03/19", "New row there")])
    assert days(read(first)) + days(read(second)) == ["1999-02-01", "1999-03-03", "2019-02-01", "2019-03-03"]
