"""From rows to entries: every cell kept, ids and digests, agency, source, worker, order, copies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from keepsight.model import ColumnRole, Field, IssueKind, Place
from tests.intake.build import HEAD, ROWS, excel, issues, read, separated, settings, texts, word

AGENCIES = [("Agency", "Date", "Event"), ("GP", "3/4/18", "Seen at the surgery"), ("", "4/4/18", "Nothing said")]


def test_every_cell_is_kept_under_its_heading_as_it_stood(tmp_path: Path) -> None:
    found = read(separated(tmp_path / "a.csv", [("Date", "Event", "Ref"), (" 3/4/18", "Seen.\nTwice ", "007")]))
    assert found.entries[0].fields == (
        Field("Date", ColumnRole.DATE, " 3/4/18"),
        Field("Event", ColumnRole.NARRATIVE, "Seen.\nTwice "),
        Field("Ref", ColumnRole.REFERENCE, "007"),
    )


def test_a_row_knows_its_place(tmp_path: Path) -> None:
    found = read(separated(tmp_path / "a.csv", [HEAD, *ROWS]))
    assert [entry.place for entry in found.entries] == [Place("a.csv", 0, n) for n in (1, 2, 3)]


def test_the_same_file_gives_the_same_ids_and_another_file_others(tmp_path: Path) -> None:
    first = [e.id for e in read(separated(tmp_path / "a.csv", [HEAD, *ROWS])).entries]
    again = [e.id for e in read(separated(tmp_path / "b.csv", [HEAD, *ROWS])).entries]
    other = [e.id for e in read(separated(tmp_path / "c.csv", [HEAD, *ROWS, ROWS[0]])).entries]
    assert first == again
    assert len({*first, *other}) == 7
    assert all(len(one) >= 12 and int(one, 16) >= 0 for one in first)


def test_ids_in_several_tables_differ(tmp_path: Path) -> None:
    found = read(word(tmp_path / "a.docx", [HEAD, *ROWS], "", [HEAD, *ROWS]))
    assert len({entry.id for entry in found.entries}) == 6


def test_copies_of_a_row_are_kept_and_told(tmp_path: Path) -> None:
    found = read(separated(tmp_path / "a.csv", [HEAD, *ROWS, ROWS[0], ROWS[0]]))
    assert len(found.entries) == 5
    assert [(row, column) for row, column, _ in issues(found, IssueKind.DUPLICATE_ROW)] == [(4, ""), (5, "")]
    assert found.entries[0].digest == found.entries[3].digest != found.entries[1].digest
    assert not any(i.needs_attention for i in found.issues if i.kind is IssueKind.DUPLICATE_ROW)


def test_rows_that_differ_in_one_letter_are_no_copies(tmp_path: Path) -> None:
    row = (*ROWS[0][:3], "J moss")
    assert issues(read(separated(tmp_path / "a.csv", [HEAD, ROWS[0], row]))) == []


def test_cells_shifted_by_one_are_no_copies(tmp_path: Path) -> None:
    rows = [("Date", "Event", "Action"), ("3/4/18", "Seen there", ""), ("3/4/18", "", "Seen there")]
    found = read(separated(tmp_path / "a.csv", rows))
    assert issues(found, IssueKind.DUPLICATE_ROW) == []


def test_the_agency_is_what_the_review_says(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", AGENCIES)
    found = read(path, settings(agency={"a.xlsx": "Health"}))
    assert [entry.agency for entry in found.entries] == ["Health", "Health"]


def test_else_it_is_the_row_s_own_and_else_the_file_s(tmp_path: Path) -> None:
    found = read(excel(tmp_path / "elm_surgery_chronology_2019.xlsx", AGENCIES))
    assert [entry.agency for entry in found.entries] == ["GP", "Elm surgery"]


def test_a_title_may_name_the_agency(tmp_path: Path) -> None:
    found = read(word(tmp_path / "a.docx", "Name of agency: Northvale Housing.", [HEAD, *ROWS]))
    assert found.agency == "Northvale Housing"


def test_source_and_worker_come_from_their_columns_joined_where_there_are_two(tmp_path: Path) -> None:
    rows = [
        ("Date", "Type of contact", "Place", "Event", "By"),
        ("3/4/18", "Call ", "Office", "Mother rang about food", " J Moss"),
        ("4/4/18", "", "Home", "Nobody in the house", ""),
    ]
    found = read(separated(tmp_path / "a.csv", rows)).entries
    assert [(entry.source, entry.worker) for entry in found] == [("Call; Office", "J Moss"), ("Home", "")]


def test_a_manual_order_is_a_number(tmp_path: Path) -> None:
    rows = [
        ("Order", "Date", "Event"),
        ("2", "3/4/18", "Second thing"),
        ("1.5", "3/4/18", "First"),
        ("", "3/4/18", "x"),
    ]
    assert [entry.order for entry in read(separated(tmp_path / "a.csv", rows)).entries] == [2.0, 1.5, None]


def test_text_cut_in_two_at_a_separator_is_kept_and_told(tmp_path: Path) -> None:
    rows = [HEAD, *ROWS, *ROWS, ("1/5/18", "Rang", " no food", "NFA", "J Moss")]
    found = read(separated(tmp_path / "a.csv", rows))
    assert texts(found)[-1] == ("1/5/18", "Rang", " no food", "NFA", "J Moss")
    assert issues(found, IssueKind.EXTRA_CELLS) == [(7, "Column 5", "J Moss")]


def test_issues_stand_in_the_order_of_rows(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ("n/k", "One thing", "", ""),
        ("31/4/18", "Two things", "", ""),
        ROWS[0],
        ROWS[0],
        ("note", "", "", ""),
    ]
    scope = settings(start=date(2018, 1, 1), end=date(2018, 12, 31))
    found = read(separated(tmp_path / "a.csv", rows), scope)
    assert [issue.row for issue in found.issues] == sorted(issue.row for issue in found.issues)
    assert {issue.file for issue in found.issues} == {"a.csv"}
