"""The blank chronology that a review sends out comes back understood, whatever else stands in the file."""

from __future__ import annotations

from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from keepsight.model import Settings
from keepsight.publish import blank
from keepsight.publish.template import write_template
from tests.intake.build import days, read, roles

ROLES = ["date", "time", "source", "source", "attendance", "narrative", "child_seen", "child_voice", "action", "source"]
FILLED = (
    "03/05/2020",
    "14:30",
    "Case notes",
    "Mother",
    "Kept",
    "Visited at home, as planned.",
    "Seen alone",
    "“Fine.”",
)


def test_every_column_of_it_is_understood_and_nothing_of_the_guidance_is_a_row(tmp_path: Path) -> None:
    workbook, form = write_template(Settings(title="A review"), tmp_path, agency="Elm Trust")
    for path in (workbook, form):
        found = read(path)
        assert [role for _, role in roles(found)] == [*ROLES, "recorded", "worker", "comment"]
        assert (found.entries, found.agency) == ((), "Elm Trust")


def test_a_row_written_into_it_is_read(tmp_path: Path) -> None:
    path, _ = write_template(Settings(), tmp_path, agency="Elm Trust")
    book = openpyxl.load_workbook(path)
    for column, value in enumerate(FILLED, start=1):
        book.worksheets[0].cell(2, column, value)
    book.save(path)
    found = read(path)
    assert (days(found), found.entries[0].source) == (["2020-05-03"], "Case notes; Mother")
    assert len(found.entries[0].fields) == len(blank.COLUMNS)
