"""What `keepsight read` prints."""

from __future__ import annotations

from pathlib import Path

from keepsight.intake import describe
from keepsight.model import ColumnRole
from tests.intake.build import HEAD, ROWS, read, separated, settings, word

REPORT = """\
a.docx

Format    Word
Agency    Elm Trust
Rows      3 events, 1 note; 2 with a date, 1 without

Table 1 of 1 'table 1': headings in row 1, 4 rows below
  title: Agency: Elm Trust
  Date    date         the heading 'Date'; 67% of the cells read as dates
                       e.g. 03/04/2018; undated; 12/04/2018
  Event   narrative    the heading 'Event'; 30 letters on average
                       e.g. Seen at school, tired and hun…; Mother rang, no food in the h…; Home visit, nobody in.
  Action  action       the heading 'Action'; 8 letters on average
                       e.g. Breakfast club; NFA
  Worker  worker       the heading 'Worker'; short texts
                       e.g. J Moss; P Vale

Text outside the tables (not on the timeline)
  End of log

Needs attention (1)
  row 2, Date: No date is written; the row stays on the timeline undated. Give a date if one is known. [undated]

Worth knowing (2)
  file: Text outside the tables is no part of the timeline; read it beside them. [Agency: Elm Trust End of log]
  row 4: Text across the row and no date: kept as a note between the events. [Some records were lost.]
"""


def test_the_report_of_a_file(tmp_path: Path) -> None:
    rows = [HEAD, ROWS[0], ("undated", ROWS[1][1], "NFA", "J Moss"), ROWS[2], ("Some records were lost.", "", "", "")]
    found = read(word(tmp_path / "a.docx", "Agency: Elm Trust", rows, "End of log"))
    lines = [line for line in describe(found).splitlines() if not line.startswith("Size ")]
    assert "\n".join(lines) + "\n" == REPORT


def test_a_file_without_troubles_says_so(tmp_path: Path) -> None:
    report = describe(read(separated(tmp_path / "a.csv", [HEAD, *ROWS])))
    assert report.endswith("Nothing to tell: every row was read as it stands.\n")


def test_the_report_of_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    assert (
        describe(read(tmp_path / "a.csv")) == "a.csv\n\nNot read: the file is empty: ask the agency to send it again.\n"
    )


def test_many_issues_are_counted_by_kind(tmp_path: Path) -> None:
    rows = [("3/4/18", f"Row {n} of many", "", "") for n in range(60)]
    found = read(separated(tmp_path / "a.csv", [HEAD, *rows, *rows[:45]]))
    report = describe(found)
    assert "Worth knowing (45)" in report
    assert "  and 5 more: duplicate row\n" in report


def test_the_reason_of_a_hint_is_the_review(tmp_path: Path) -> None:
    told = settings(columns={"Worker": ColumnRole.SOURCE})
    report = describe(read(separated(tmp_path / "a.csv", [HEAD, *ROWS]), told))
    assert "  Worker  source       review.toml says so" in report
