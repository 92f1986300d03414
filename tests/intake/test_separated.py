"""Text files: alphabets, separators, quotation marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from keepsight.model import IssueKind
from tests.intake.build import HEAD, ROWS, issues, read, separated, texts

ODD = ("03/04/2018", "Said “no” – £5; then, left | gone\tagain", "café", "J")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_every_alphabet_with_every_separator(tmp_path: Path, separator: str, encoding: str) -> None:
    found = read(separated(tmp_path / "a.csv", [HEAD, ODD, *ROWS], separator=separator, encoding=encoding))
    assert texts(found) == [ODD, *ROWS]


def test_the_alphabet_of_windows_is_told_but_needs_no_attention(tmp_path: Path) -> None:
    found = read(separated(tmp_path / "a.csv", [HEAD, ODD], encoding="cp1252"))
    told = [issue for issue in found.issues if issue.kind is IssueKind.ENCODING]
    assert [(issue.row, issue.needs_attention) for issue in told] == [(0, False)]
    assert "£5" in told[0].value


def test_utf_8_is_not_told(tmp_path: Path) -> None:
    assert issues(read(separated(tmp_path / "a.csv", [HEAD, ODD]))) == []


def test_bytes_that_no_alphabet_has_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Date,Event\r\n03/04/2018,caf\xe9 \x81 and \x9d\r\n")
    assert texts(read(path)) == [("03/04/2018", "café \x81 and \x9d")]


def test_nuls_are_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Date,Event\r\n03/04/2018,So\x00me thing\r\n")
    found = read(path)
    assert (texts(found), len(issues(found, IssueKind.ENCODING))) == ([("03/04/2018", "Some thing")], 1)


def test_the_first_line_may_name_the_separator(tmp_path: Path) -> None:
    assert texts(read(separated(tmp_path / "a.csv", [HEAD, *ROWS], separator="|", above="sep=|\r\n"))) == list(ROWS)


def test_commas_in_texts_do_not_outvote_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Date;Event\n3/4/18;Ate, drank, slept, rang\n4/4/18;Ate, drank, slept, left\n", encoding="utf-8")
    assert texts(read(path)) == [("3/4/18", "Ate, drank, slept, rang"), ("4/4/18", "Ate, drank, slept, left")]


def test_a_cell_may_hold_lines_quotation_marks_and_a_megabyte(tmp_path: Path) -> None:
    cells = ("03/04/2018", 'Said "no"\nand left', "x" * 1_000_000, "J")
    assert texts(read(separated(tmp_path / "a.csv", [HEAD, cells]))) == [cells]


def test_a_quotation_mark_never_closed_swallows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = ["Date,Event,Action", '3/4/18,"He said "no, thanks" to us,NFA', '4/4/18,"open here,x', "5/4/18,Last,y"]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = read(path)
    assert [row[0] for row in texts(found)] == ["3/4/18", "4/4/18", "5/4/18"]
    assert texts(found)[2][:3] == ("5/4/18", "Last", "y")
    assert [value for _, _, value in issues(found, IssueKind.WRONG_FORMAT)] == [lines[1]]


def test_a_note_without_its_separators_is_a_row_like_others(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Date,Event,Action\n3/4/18,Seen at school.,NFA\nExport ends here\n", encoding="utf-8")
    assert texts(read(path)) == [("3/4/18", "Seen at school.", "NFA"), ("Export ends here", "", "")]


def test_lines_quoted_as_a_whole_are_taken_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"Date,Event,Action"\n"3/4/18,""Seen, tired"",NFA"\n', encoding="utf-8")
    assert texts(read(path)) == [("3/4/18", "Seen, tired", "NFA")]


def test_a_formula_is_text(tmp_path: Path) -> None:
    found = read(separated(tmp_path / "a.csv", [HEAD, ("3/4/18", "=1+2", "@SUM(1)", "-J")]))
    assert texts(found) == [("3/4/18", "=1+2", "@SUM(1)", "-J")]


def test_a_million_blank_lines_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Date;Event;By\r\n" + b";;\r\n" * 300_000 + b"\r\n" * 700_000 + b"3/4/18;Seen;J\r\n")
    assert texts(read(path)) == [("3/4/18", "Seen", "J")]


def test_ten_thousand_empty_columns_are_left_out_and_filled_ones_refused(tmp_path: Path) -> None:
    empty = [""] * 10_000
    found = read(separated(tmp_path / "a.csv", [[*row, *empty] for row in (HEAD, *ROWS)]))
    assert texts(found) == list(ROWS)
    full = read(separated(tmp_path / "b.csv", [[f"c{n}" for n in range(10_000)]] * 20))
    assert full.reason == "has more than 1,000 columns with something in them, so it is no chronology and was not read"


def test_a_file_of_millions_of_empty_cells_is_not_laid_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Date,Event\r\n" + b"," * 13_000_000)
    assert read(path).reason.startswith("has more cells than any chronology")
