"""OpenDocument spreadsheets, read from their markup."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from keepsight.model import IssueKind
from tests.intake.build import HEAD, ROWS, days, issues, kinds, open_document, read, texts, zipped

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
BLANKS = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="9000"/></table:table-row>'


def cell(text: str, *, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</table:table-row>"


def sheet(path: Path, *rows: str, styles: str = "", style: str = "", manifest: str = "") -> Path:
    head = row("Date", "Event", "Worker")
    content = (
        f'<?xml version="1.0"?><office:document-content {NAMES}><office:automatic-styles>{styles}'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Log" {style}>{head}{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(path, {"mimetype": MIMETYPE, "content.xml": content, "META-INF/manifest.xml": manifest or "<m/>"})


def test_text_and_real_dates_of_every_sheet(tmp_path: Path) -> None:
    found = read(open_document(tmp_path / "a.ods", [HEAD, *ROWS], [HEAD, (date(2018, 5, 1), "Seen", "", "J")]))
    assert (found.format, days(found)[-1]) == ("OpenDocument", "2018-05-01")
    assert texts(found) == [*ROWS, ("01/05/2018", "Seen", "", "J")]


def test_dates_with_times_and_times_alone(tmp_path: Path) -> None:
    when = '<table:table-cell office:value-type="date" office:date-value="2018-04-03T14:30:00"><text:p>x</text:p></table:table-cell>'
    clock = '<table:table-cell office:value-type="time" office:time-value="PT09H05M00S"><text:p>x</text:p></table:table-cell>'
    assert texts(read(sheet(tmp_path / "a.ods", row(when, clock, "J")))) == [("03/04/2018 14:30", "09:05", "J")]


def test_a_number_is_shown_as_the_author_saw_it(tmp_path: Path) -> None:
    number = '<table:table-cell office:value-type="float" office:value="417"><text:p>0417</text:p></table:table-cell>'
    assert texts(read(sheet(tmp_path / "a.ods", row("3/4/18", "Seen there.", number)))) == [
        ("3/4/18", "Seen there.", "0417")
    ]


def test_lines_tabs_and_spaces_of_a_cell_are_kept(tmp_path: Path) -> None:
    content = 'one <text:span>two</text:span><text:s text:c="2"/>three<text:tab/>four<text:line-break/>five</text:p><text:p>six'
    found = read(sheet(tmp_path / "a.ods", row("3/4/18", content, "J")))
    assert texts(found) == [("3/4/18", "one two  three\tfour\nfive\nsix", "J")]


def test_a_cell_merged_downwards_stands_in_every_row_and_one_merged_across_is_a_note(tmp_path: Path) -> None:
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    found = read(
        sheet(
            tmp_path / "a.ods",
            row(cell("3/4/18", more='table:number-rows-spanned="2"'), "Seen at school.", "J"),
            row("<table:covered-table-cell/>", "Seen at home.", "J"),
            row(cell("Records were lost.", more='table:number-columns-spanned="3"'), covered),
            row("5/4/18", "Seen again.", "J"),
        )
    )
    assert days(found) == ["2018-04-03", "2018-04-03", "", "2018-04-05"]
    assert kinds(found) == ["E", "E", "N", "E"]


def test_a_comment_is_told_beside_its_cell(tmp_path: Path) -> None:
    note = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>Who?</text:p></office:annotation>'
        "<text:p>Seen.</text:p></table:table-cell>"
    )
    found = read(sheet(tmp_path / "a.ods", row("3/4/18", note, "J")))
    assert (texts(found), issues(found, IssueKind.COMMENT)) == ([("3/4/18", "Seen.", "J")], [(1, "Event", "Who?")])


def test_a_formula_without_a_saved_result_is_kept_and_told(tmp_path: Path) -> None:
    formula = '<table:table-cell table:formula="of:=TODAY()"/>'
    found = read(sheet(tmp_path / "a.ods", row("3/4/18", "Seen there.", formula)))
    assert issues(found, IssueKind.FORMULA) == [(1, "Worker", "=TODAY()")]


def test_a_million_blank_rows_cost_nothing_and_the_row_below_is_read(tmp_path: Path) -> None:
    found = read(sheet(tmp_path / "a.ods", row("3/4/18", "Seen.", "J"), BLANKS, row("4/4/18", "Seen.", "J"), BLANKS))
    assert days(found) == ["2018-04-03", "2018-04-04"]


def test_a_row_repeated_is_as_many_rows(tmp_path: Path) -> None:
    line = row("3/4/18", "Seen.", "J").replace("<table:table-row>", '<table:table-row table:number-rows-repeated="3">')
    assert len(read(sheet(tmp_path / "a.ods", line)).entries) == 3


def test_a_filled_row_repeated_without_end_is_refused(tmp_path: Path) -> None:
    line = row("3/4/18", "Seen.", "J").replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="9000000">'
    )
    found = read(sheet(tmp_path / "a.ods", line))
    assert found.reason.startswith("would swell")


def test_a_hidden_sheet_is_told(tmp_path: Path) -> None:
    styles = '<style:style style:name="t1"><style:table-properties table:display="false"/></style:style>'
    path = sheet(tmp_path / "a.ods", row("3/4/18", "Seen.", "J"), styles=styles, style='table:style-name="t1"')
    assert issues(read(path), IssueKind.HIDDEN) == [(0, "", "Log")]


def test_one_locked_with_a_password_is_told(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.ods", manifest="<m><encryption-data/></m>")
    assert read(path).reason.startswith("is protected with a password")
