"""Web pages that case systems send under the name of a workbook."""

from __future__ import annotations

from pathlib import Path

from keepsight.model import IssueKind
from tests.intake.build import days, issues, kinds, read, texts

HEAD = "<tr><th>Date</th><th>Event</th><th>By</th></tr>"


def page(path: Path, rows: str, *, before: str = "<html><body>", encoding: str = "utf-8") -> Path:
    path.write_bytes(f"{before}<table>{HEAD}{rows}</table></body></html>".encode(encoding))
    return path


def test_its_table_is_read_with_lines_and_entities(tmp_path: Path) -> None:
    rows = "<tr><td>03/04/2018</td><td>Seen &amp; heard<br>at <b>school</b></td><td>J</td></tr>"
    found = read(page(tmp_path / "a.xls", rows))
    assert texts(found) == [("03/04/2018", "Seen & heard\nat school", "J")]
    assert issues(found, IssueKind.WRONG_FORMAT) == [(0, "", "")]


def test_cells_merged_down_and_across(tmp_path: Path) -> None:
    rows = (
        "<tr><td rowspan=2>03/04/2018</td><td>Seen.</td><td>J</td></tr><tr><td>Heard.</td><td>P</td></tr>"
        "<tr><td colspan=3>Records were lost.</td></tr><tr><td>05/04/2018</td><td>Met.</td><td>J</td></tr>"
    )
    found = read(page(tmp_path / "a.xls", rows))
    assert kinds(found) == ["E", "E", "N", "E"]
    assert days(found) == ["2018-04-03", "2018-04-03", "", "2018-04-05"]


def test_a_page_in_the_alphabet_of_windows(tmp_path: Path) -> None:
    rows = "<tr><td>03/04/2018</td><td>Café – “closed”</td><td>J</td></tr>"
    assert texts(read(page(tmp_path / "a.xls", rows, encoding="cp1252")))[0][1] == "Café – “closed”"


def test_a_page_that_begins_with_a_doctype_is_a_page_and_fetches_nothing(tmp_path: Path) -> None:
    rows = "<tr><td>03/04/2018</td><td>Seen.</td><td>J</td></tr>"
    before = '<!DOCTYPE html SYSTEM "http://example.invalid/x.dtd"><html><body>'
    assert texts(read(page(tmp_path / "a.xls", rows, before=before))) == [("03/04/2018", "Seen.", "J")]


def test_a_workbook_in_markup_of_2003_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "utf-8")
    assert (
        read(path).reason == "is a workbook in an old form of markup (XML 2003): open it in Excel and save it as .xlsx"
    )
