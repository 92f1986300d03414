"""Excel workbooks, new and old: values as a reader sees them, sheets, merged cells, what stands beside the cells."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment  # type: ignore[import-untyped]
from openpyxl.utils.datetime import CALENDAR_MAC_1904  # type: ignore[import-untyped]

from keepsight.intake.shown import Value, as_text
from keepsight.model import IssueKind
from tests.intake.build import (
    HEAD,
    ROWS,
    days,
    excel,
    issues,
    kinds,
    old_excel,
    read,
    texts,
    with_parts,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2018, 4, 3), "03/04/2018"),
        (datetime.fromisoformat("2018-04-03T09:05"), "03/04/2018 09:05"),
        (datetime.fromisoformat("2018-04-03T09:04:59.999999"), "03/04/2018 09:05"),
        (datetime.fromisoformat("2018-04-03T09:05:07"), "03/04/2018 09:05:07"),
        (datetime.fromisoformat("1899-12-31T14:30"), "14:30"),
        (time(9, 5), "09:05"),
        (timedelta(hours=26, minutes=5), "26:05"),
        (12.0, "12"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        ("007", "007"),
    ],
)
def test_a_value_as_text(value: Value, text: str) -> None:
    assert as_text(value) == text


def test_real_dates_and_typed_ones_stand_side_by_side(tmp_path: Path) -> None:
    rows = [HEAD, (date(2018, 4, 3), "Real", "", ""), ("04/04/18", "Typed", "", ""), (43195, "Number", "", "")]
    assert days(read(excel(tmp_path / "a.xlsx", rows))) == ["2018-04-03", "2018-04-04", "2018-04-05"]


def test_dates_counted_from_1904_are_the_days_they_show(tmp_path: Path) -> None:
    def from_1904(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904

    path = excel(tmp_path / "a.xlsx", [HEAD, (date(2018, 4, 3), "Real", "", "")], change=from_1904)
    assert days(read(path)) == ["2018-04-03"]


def test_every_sheet_is_read_in_order_and_a_hidden_one_is_told(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book.worksheets[2].sheet_state = "hidden"

    sheets = ([HEAD, ROWS[0]], [("How to fill this in",), ("Facts only.",)], [HEAD, ROWS[1]])
    found = read(excel(tmp_path / "a.xlsx", *sheets, change=hide))
    assert [table.name for table in found.tables] == ["Sheet 1", "Sheet 3"]
    assert issues(found, IssueKind.HIDDEN) == [(0, "", "Sheet 3")]
    assert found.outside == ("How to fill this in", "Facts only.")


def test_merged_cells_are_spread_down_and_a_row_merged_across_is_a_note(tmp_path: Path) -> None:
    def merge(book: Any) -> None:
        book.worksheets[0].merge_cells("A2:A3")
        book.worksheets[0].merge_cells("A4:D4")

    rows = [HEAD, ROWS[0], ("", "Rang as well.", "", ""), ("System was down in May.", "", "", ""), ROWS[2]]
    found = read(excel(tmp_path / "a.xlsx", rows, change=merge))
    assert kinds(found) == ["E", "E", "N", "E"]
    assert days(found) == ["2018-04-03", "2018-04-03", "", "2018-04-12"]


def test_a_comment_is_told_beside_its_cell(tmp_path: Path) -> None:
    def comment(book: Any) -> None:
        book.worksheets[0]["B2"].comment = Comment("Ask the school", "JM")

    found = read(excel(tmp_path / "a.xlsx", [HEAD, *ROWS], change=comment))
    assert issues(found, IssueKind.COMMENT) == [(1, "Event", "Ask the school")]


def test_a_formula_without_a_saved_result_is_kept_as_text_and_told(tmp_path: Path) -> None:
    found = read(excel(tmp_path / "a.xlsx", [HEAD, ("=DATE(2018,4,3)", "Seen at school.", "", "")]))
    assert texts(found) == [("=DATE(2018,4,3)", "Seen at school.", "", "")]
    assert issues(found, IssueKind.FORMULA) == [(1, "Date", "=DATE(2018,4,3)")]


def test_an_error_in_a_cell_is_kept_as_it_is_shown(tmp_path: Path) -> None:
    found = read(excel(tmp_path / "a.xlsx", [HEAD, ("03/04/2018", "#N/A", "", ""), *ROWS]))
    assert texts(found)[0][1] == "#N/A"


def test_macros_are_told_and_not_run(tmp_path: Path) -> None:
    path = with_parts(excel(tmp_path / "a.xlsx", [HEAD, *ROWS]), **{"xl__vbaProject.bin": b"x"})
    found = read(path)
    assert (len(found.entries), issues(found, IssueKind.MACROS)) == (3, [(0, "", "")])


def test_a_cell_forgotten_far_away_is_told_and_the_sheet_left(tmp_path: Path) -> None:
    def far(book: Any) -> None:
        book.worksheets[0].cell(1_000_000, 5_000, "x")

    found = read(excel(tmp_path / "a.xlsx", [HEAD, *ROWS], [HEAD, *ROWS], change=far))
    assert len(found.entries) == 3
    assert [value for _, _, value in issues(found, IssueKind.UNREADABLE_FILE)] == ["Sheet 1"]


def test_an_old_workbook_is_read_with_its_real_dates(tmp_path: Path) -> None:
    found = read(old_excel(tmp_path / "a.xls", [HEAD, (date(2018, 4, 3), "Real", "", 4), *ROWS], [("Notes",)]))
    assert (found.format, days(found)[0], len(found.entries)) == ("old Excel", "2018-04-03", 4)
    assert texts(found)[0] == ("03/04/2018", "Real", "", "4")


def test_a_lone_sheet_of_charts_or_notes_is_no_chronology(tmp_path: Path) -> None:
    found = read(excel(tmp_path / "a.xlsx", [("Notes",), ("Nothing here",)]))
    assert (found.entries, [issue.kind for issue in found.issues]) == ((), [IssueKind.NO_TABLE])
