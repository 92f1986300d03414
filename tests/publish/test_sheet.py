"""The Excel timeline, read back cell by cell."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from keepsight.model import ColumnRole, Field, Review
from keepsight.publish.sheet import CELL_LIMIT, Sheet, write_workbook
from keepsight.publish.timeline_sheet import write_timeline_sheet
from keepsight.publish.view import view_of
from tests.publish.build import ROWS, review

MADE = datetime(2021, 2, 1, 9, tzinfo=UTC)


def read(folder: Path, name: str = "Timeline", of: Review | None = None) -> list[list[object]]:
    out = folder / "timeline.xlsx"
    write_timeline_sheet(view_of(of or review()), out, made=MADE)
    return [list(row) for row in CalamineWorkbook.from_path(str(out)).get_sheet_by_name(name).to_python()]


def with_text(text: str) -> Review:
    calm = review()
    first, *others = calm.timeline.entries
    changed = replace(first, fields=(Field("What", ColumnRole.NARRATIVE, text),))
    return replace(calm, timeline=replace(calm.timeline, entries=(changed, *others)))


def test_the_sheets_are_those_that_were_promised(tmp_path: Path) -> None:
    read(tmp_path)
    book = CalamineWorkbook.from_path(str(tmp_path / "timeline.xlsx"))
    assert book.sheet_names == ["Timeline", "Events", "Questions", "Issues", "Silences"]


def test_real_dates_stand_beside_the_date_as_written(tmp_path: Path) -> None:
    rows = read(tmp_path)
    assert rows[0][:7] == ["No.", "Date as written", "From", "To", "Time", "Taken to mean", "Agency"]
    assert rows[5][:7] == [
        5,
        "early Feb 2020",
        date(2020, 2, 1),
        date(2020, 2, 10),
        "",
        "1–10 Feb 2020",
        "Children’s services",
    ]
    assert rows[13][1:4] == ["31/04/20", "", ""]
    assert len(rows) == len(ROWS) + 1


@pytest.mark.parametrize("text", ["=1+1", "+44 1632 960001", "-3", "@SUM(A1)", "007", "1e5", "www.example", "_x0041_"])
def test_a_cell_that_looks_like_something_else_stays_text(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, of=with_text(text))[1][7] == text
    with zipfile.ZipFile(tmp_path / "timeline.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


def test_a_text_longer_than_a_cell_goes_on_at_the_right_and_loses_nothing(tmp_path: Path) -> None:
    text = "word " * 20_000
    row = read(tmp_path, of=with_text(text))[1]
    whole = str(row[7]) + "".join(str(v) for v in row[18:])
    assert whole == text
    assert len(str(row[7])) == CELL_LIMIT


def test_the_header_is_frozen_and_filtered(tmp_path: Path) -> None:
    read(tmp_path)
    with zipfile.ZipFile(tmp_path / "timeline.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert '<pane xSplit="2" ySplit="1" topLeftCell="C2"' in sheet
    assert f'<autoFilter ref="A1:R{len(ROWS) + 1}"' in sheet


def test_events_questions_issues_and_silences_have_their_rows(tmp_path: Path) -> None:
    assert [r[:4] for r in read(tmp_path, "Events")[1:3]] == [
        [1, "Police", "14/03/2020 23:50", 9],
        [1, "Children’s services", "16.3.20", 10],
    ]
    asked = read(tmp_path, "Questions")
    assert asked[1][:3] == ["E1", "Exploitation", "Where is exploitation considered, and with what reasons?"]
    assert asked[1][5] == date(2020, 3, 14)
    assert read(tmp_path, "Issues")[1][:5] == ["YJS chronology.docx", 5, "Date", "Impossible date", "31/04/20"]
    assert read(tmp_path, "Silences")[1] == ["Police", date(2020, 3, 15), date(2020, 5, 17), 64]


def test_a_row_is_as_high_as_its_longest_cell(tmp_path: Path) -> None:
    out = tmp_path / "high.xlsx"
    rows = (("short", "one line"), ("a\nb\nc", "word " * 4), ("x" * 100, 1), ("x" * 100_000, None))
    write_workbook([Sheet("High", (("A", 10), ("B", 10)), rows)], out, title="t", footer="f", made=MADE)
    with zipfile.ZipFile(out) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<row r="\d+"(?: ht="(\d+)")?>', sheet) == ["", "", "41", "132", "409"]


def test_an_empty_sheet_has_its_headings(tmp_path: Path) -> None:
    out = tmp_path / "empty.xlsx"
    write_workbook([Sheet("Nothing", (("A", 5), ("B", 5)), ())], out, title="t", footer="f", made=MADE)
    assert CalamineWorkbook.from_path(str(out)).get_sheet_by_name("Nothing").to_python() == [["A", "B"]]
