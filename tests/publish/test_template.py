"""The blank chronology: what an agency gets, and that it reads back as an empty one."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from docx import Document
from lxml import etree
from python_calamine import CalamineWorkbook

from keepsight.model import Scope, Settings
from keepsight.publish.blank import COLUMNS
from keepsight.publish.template import write_template

SETTINGS = Settings(title="Child T", board="Invented Vale Board", scope=Scope(date(2020, 1, 1), date(2020, 9, 30)))
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEADINGS = [c.heading for c in COLUMNS]


def test_both_files_are_named_for_the_agency(tmp_path: Path) -> None:
    paths = write_template(SETTINGS, tmp_path, agency="Fernbank School (Year 9)")
    assert [p.name for p in paths] == [
        "chronology-fernbank-school-year-9.xlsx",
        "chronology-fernbank-school-year-9.docx",
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in paths)
    assert [p.name for p in write_template(SETTINGS, tmp_path)] == ["chronology.xlsx", "chronology.docx"]


def test_the_workbook_has_a_frozen_header_and_no_rows(tmp_path: Path) -> None:
    book, _ = write_template(SETTINGS, tmp_path)
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_name("Chronology").to_python()
    assert rows == [HEADINGS]
    with zipfile.ZipFile(book) as parts:
        assert b'ySplit="1"' in parts.read("xl/worksheets/sheet1.xml")


def test_attendance_child_seen_and_basis_have_choices(tmp_path: Path) -> None:
    book, _ = write_template(SETTINGS, tmp_path)
    with zipfile.ZipFile(book) as parts:
        sheet = etree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    rules = [r for r in sheet.iter(f"{SPREADSHEET}dataValidation") if r.get("type") == "list"]
    assert [r.findtext(f"{SPREADSHEET}formula1") for r in rules] == [
        f'"{",".join(c.choices)}"' for c in COLUMNS if c.choices
    ]
    assert len(rules) == 3


def test_the_instructions_say_review_period_dates_and_whom_to_return_it_to(tmp_path: Path) -> None:
    book, form = write_template(SETTINGS, tmp_path, agency="Police")
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_name("How to fill it in").to_python()
    said = "\n".join(str(row[0]) for row in rows)
    printed = "\n".join(p.text for p in Document(str(form)).paragraphs)
    for text in (
        "Chronology of Police",
        "Review: Child T",
        "Period: 1 Jan 2020 to 30 Sep 2020",
        "Return to: The review coordinator of Invented Vale Board",
        "Put a question mark before it: ? 12/05/2020.",
        "Give the child’s words exactly, in “quotation marks”.",
    ):
        assert text in said
        assert text in printed


def test_a_review_without_title_scope_or_board_still_makes_sense(tmp_path: Path) -> None:
    _, form = write_template(Settings(), tmp_path)
    printed = [p.text for p in Document(str(form)).paragraphs]
    assert printed[:5] == [
        "Chronology",
        "Review: as in the letter that came with this form",
        "Period: as in the letter that came with this form",
        "Agency: write the name of your agency here",
        "Return to: The review coordinator who sent it to you, by the secure way you were given and not by e-mail.",
    ]


def test_the_form_has_the_same_columns_and_empty_rows(tmp_path: Path) -> None:
    _, form = write_template(SETTINGS, tmp_path)
    (table,) = Document(str(form)).tables
    assert [c.text for c in table.rows[0].cells] == HEADINGS
    assert {c.text for row in list(table.rows)[1:] for c in row.cells} == {""}


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = write_template(SETTINGS, tmp_path / "a", agency="Police")
    second = write_template(SETTINGS, tmp_path / "b", agency="Police")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
