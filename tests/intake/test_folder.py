"""A folder of chronologies: which files are read, in which order, and what is told of the others."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from keepsight.intake import read_folder
from keepsight.model import ColumnRole, IssueKind, KeepsightError, Settings
from tests.intake.build import HEAD, ROWS, excel, open_document, separated, settings, word

SETTINGS = Settings()


def full(folder: Path) -> Path:
    folder.mkdir()
    word(folder / "b care.docx", [HEAD, *ROWS])
    excel(folder / "a school.xlsx", [HEAD, *ROWS])
    separated(folder / "D police.CSV", [HEAD, ROWS[0]])
    open_document(folder / "c third sector.ods", [HEAD, *ROWS])
    return folder


def test_every_chronology_is_read_by_name(tmp_path: Path) -> None:
    found = read_folder(full(tmp_path / "in"), settings=settings(agency={"D police.CSV": "Police"}))
    assert [(f.name, f.agency, f.rows, f.tables) for f in found.files] == [
        ("D police.CSV", "Police", 1, 1),
        ("a school.xlsx", "A school", 3, 1),
        ("b care.docx", "B care", 3, 1),
        ("c third sector.ods", "C third sector", 3, 1),
    ]
    data = (tmp_path / "in" / "D police.CSV").read_bytes()
    assert (found.files[0].sha256, found.files[0].bytes) == (hashlib.sha256(data).hexdigest(), len(data))
    assert len(found.entries) == 10


def test_files_copied_in_another_order_give_the_same(tmp_path: Path) -> None:
    first = full(tmp_path / "first")
    second = tmp_path / "second"
    second.mkdir()
    for path in sorted(first.iterdir(), reverse=True):
        shutil.copy(path, second)
    assert read_folder(first, settings=SETTINGS) == read_folder(second, settings=SETTINGS)


def test_people_settings_hidden_files_and_locks_are_no_chronologies(tmp_path: Path) -> None:
    folder = full(tmp_path / "in")
    for name in ("people.csv", "review.toml", "~$b care.docx", ".~lock.b care.docx#", ".hidden.csv", "logo.png"):
        (folder / name).write_bytes(b"Date,Event\n01/01/2018,not to be read\n")
    (folder / "old").mkdir()
    found = read_folder(folder, settings=SETTINGS)
    assert len(found.files) == 4
    assert found.issues == ()


def test_files_that_were_meant_as_chronologies_are_told(tmp_path: Path) -> None:
    folder = full(tmp_path / "in")
    for name in ("gp.pdf", "health.doc", "notes.odt", "yjs.rtf", "log.txt"):
        (folder / name).write_bytes(b"x")
    told = [(i.file, i.kind) for i in read_folder(folder, settings=SETTINGS).issues]
    names = ("gp.pdf", "health.doc", "log.txt", "notes.odt", "yjs.rtf")
    assert told == [(name, IssueKind.UNREADABLE_FILE) for name in names]


def test_one_bad_file_is_an_issue_and_the_others_are_read(tmp_path: Path) -> None:
    folder = full(tmp_path / "in")
    (folder / "a school.xlsx").write_bytes(b"")
    found = read_folder(folder, settings=SETTINGS)
    assert [(i.file, i.row, i.kind) for i in found.issues] == [("a school.xlsx", 0, IssueKind.UNREADABLE_FILE)]
    assert (len(found.entries), [f.rows for f in found.files]) == (7, [1, 0, 3, 3])


def test_only_bad_files_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    with pytest.raises(KeepsightError, match=r"^'a\.csv' is empty: ask the agency to send it again\.$"):
        read_folder(tmp_path, settings=SETTINGS)
    (tmp_path / "b.docx").write_bytes(b"%PDF-")
    with pytest.raises(
        KeepsightError, match=r"^None of the 2 files could be read: 'a\.csv' is empty.*; 'b\.docx' is a PDF"
    ):
        read_folder(tmp_path, settings=SETTINGS)


def test_files_without_any_table_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"Dear all,\nplease find it enclosed.\n")
    with pytest.raises(KeepsightError, match=r"^'a\.csv' holds no table with dates\.$"):
        read_folder(tmp_path, settings=SETTINGS)


def test_a_folder_that_is_missing_empty_or_a_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(KeepsightError, match=r"^There is no folder 'nowhere': check its name\.$"):
        read_folder(tmp_path / "nowhere", settings=SETTINGS)
    with pytest.raises(KeepsightError, match=r"holds no chronology: put files of the kinds \.docx, "):
        read_folder(tmp_path, settings=SETTINGS)
    path = separated(tmp_path / "a.csv", [HEAD, *ROWS])
    with pytest.raises(KeepsightError, match=r"^'a\.csv' is a file and not a folder"):
        read_folder(path, settings=SETTINGS)


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    read_folder(full(tmp_path / "in"), settings=SETTINGS, progress=lambda *step: told.append(step))
    assert told == [("reading files", n, 4) for n in range(5)]


def test_a_day_is_read_the_same_in_a_folder_as_alone(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    american = [("05/14/2019", "One thing"), ("05/20/2019", "Two"), ("06/15/2019", "Three"), ("07/04/2019", "Four")]
    separated(folder / "a.csv", [("Date", "Event"), ("07/04/2019", "British"), ("14/04/2019", "British")])
    separated(folder / "b.csv", [("Date", "Event"), *american])
    separated(folder / "c.csv", [("Date", "Event"), ("07/04/2019", "British"), ("14/04/2019", "British")])
    found = read_folder(folder, settings=SETTINGS).entries
    months = [entry.when.earliest.month if entry.when.earliest else 0 for entry in found]
    assert months == [4, 4, 5, 5, 6, 7, 4, 4]


def test_the_same_file_twice_is_kept_twice_and_told(tmp_path: Path) -> None:
    folder = full(tmp_path / "in")
    shutil.copy(folder / "b care.docx", folder / "copy of b care.docx")
    found = read_folder(folder, settings=SETTINGS)
    assert len({entry.id for entry in found.entries}) == len(found.entries) == 13
    told = [(i.file, i.row, i.value) for i in found.issues if i.kind is IssueKind.DUPLICATE_ROW]
    assert told == [("copy of b care.docx", 0, "b care.docx")]


def test_a_file_or_a_heading_that_the_review_names_in_vain_is_told(tmp_path: Path) -> None:
    named = settings(
        agency={"a school.xlsx": "School", "a shcool.xlsx": "School"},
        columns={"EVENT:": ColumnRole.NARRATIVE, "Blurb": ColumnRole.COMMENT},
    )
    told = [(i.file, i.column, i.kind) for i in read_folder(full(tmp_path / "in"), settings=named).issues]
    assert told == [
        ("a shcool.xlsx", "", IssueKind.UNREADABLE_FILE),
        ("review.toml", "Blurb", IssueKind.UNKNOWN_COLUMN),
    ]
