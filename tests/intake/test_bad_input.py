"""Files that cannot be read: one clear sentence each, nothing raised, nothing lost, time and memory bounded."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from keepsight.intake import opening
from keepsight.intake.opening import open_file
from keepsight.model import IssueKind
from tests.intake.build import (
    HEAD,
    ROWS,
    WORD_NS,
    excel,
    issues,
    old_excel,
    open_document,
    read,
    renamed_stream,
    separated,
    texts,
    word,
    zipped,
)

DAMAGED = "is cut short or damaged: ask the agency to send it again"
PASSWORD = "is protected with a password: ask the agency for a copy without one"
ODT = "application/vnd.oasis.opendocument.text"


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"", "is empty: ask the agency to send it again"),
        ("a.docx", b"", "is empty: ask the agency to send it again"),
        ("a.csv", b"\xef\xbb\xbf \r\n\r\n", "holds nothing but blanks: ask the agency to send it again"),
        (
            "a.docx",
            b"%PDF-1.7",
            "is a PDF, which cannot be read here: ask the agency for the Word or Excel file it was made from",
        ),
        (
            "a.docx",
            b"{\\rtf1}",
            "is a rich text file (.rtf), which cannot be read here: open it in Word, save it as .docx and send it again",
        ),
        (
            "a.xlsx",
            b"\x89PNG\r\n",
            "is a picture, which cannot be read here: ask the agency for the Word or Excel file",
        ),
        (
            "a.xls",
            b"<html><body><p>Log in</p></body></html>",
            "is a web page in which no table was found: ask the agency for the Word or Excel file",
        ),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), DAMAGED),
        ("a.xlsx", b"PK\x03\x04 and then nothing", DAMAGED),
    ],
)
def test_what_is_no_chronology_says_so_by_what_it_is(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    found = read(written(tmp_path / name, data))
    assert found.reason == reason
    assert [(i.kind, i.row, i.message) for i in found.issues] == [(IssueKind.UNREADABLE_FILE, 0, f"The file {reason}.")]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"notes.txt": "x"}, "is a packed folder and not a document: unpack it and put the files in its place"),
        ({"ppt/presentation.xml": "<a/>"}, "is a set of slides: ask the agency for the chronology in Word or Excel"),
        (
            {"mimetype": ODT, "content.xml": "<a/>"},
            "is an OpenDocument text (.odt), which cannot be read here: save it as .docx and send it again",
        ),
        (
            {"xl/workbook.bin": "x"},
            "is an Excel workbook of the binary kind (.xlsb): save it as .xlsx and send it again",
        ),
        ({"word/styles.xml": "<a/>"}, DAMAGED),
        ({"word/document.xml": "<a><b></a>"}, DAMAGED),
        ({"word/document.xml": "<a/>"}, DAMAGED),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, DAMAGED),
    ],
)
def test_a_zip_that_is_no_chronology(tmp_path: Path, parts: dict[str, str], reason: str) -> None:
    assert read(zipped(tmp_path / "a.docx", parts)).reason == reason


def test_text_that_is_no_table_is_told_and_kept(tmp_path: Path) -> None:
    found = read(written(tmp_path / "a.csv", b"Dear all,\r\nplease find it\r\nenclosed.\r\n"))
    assert [(i.kind, i.value) for i in found.issues] == [(IssueKind.NO_TABLE, "Dear all\nplease find it\nenclosed.")]


@pytest.mark.parametrize("ending", [".csv", ".xls", ".docx", ".xlsx", ".ods"])
def test_bytes_without_meaning_are_told(tmp_path: Path, ending: str) -> None:
    data = random.Random(ending).randbytes(4_000)
    assert read(written(tmp_path / f"a{ending}", data)).reason.startswith("is damaged, or of a kind that cannot")


def test_a_wrong_ending_is_told_and_the_file_read_as_what_it_is(tmp_path: Path) -> None:
    made = {
        "a.xls": separated(tmp_path / "1", [HEAD, *ROWS]),
        "b.xls": excel(tmp_path / "2.xlsx", [HEAD, *ROWS]),
        "c.csv": word(tmp_path / "3", [HEAD, *ROWS]),
        "d.xlsx": old_excel(tmp_path / "4", [HEAD, *ROWS]),
        "e.docx": open_document(tmp_path / "5", [HEAD, *ROWS]),
    }
    found = {name: read(path.rename(tmp_path / name)) for name, path in made.items()}
    assert all(texts(reading) == list(ROWS) for reading in found.values())
    assert [issues(r, IssueKind.WRONG_FORMAT) for r in found.values()] == [[(0, "", "")]] * 5
    assert "called .xls but is plain text" in found["a.xls"].issues[0].message


def test_the_right_ending_is_not_told(tmp_path: Path) -> None:
    assert read(separated(tmp_path / "a.csv", [HEAD, *ROWS])).issues == ()


def test_a_file_cut_short_is_told(tmp_path: Path) -> None:
    made = (
        word(tmp_path / "a.docx", [HEAD, *ROWS]),
        excel(tmp_path / "a.xlsx", [HEAD, *ROWS]),
        open_document(tmp_path / "a.ods", [HEAD, *ROWS]),
        old_excel(tmp_path / "a.xls", [HEAD, *ROWS]),
    )
    reasons = [read(written(path, path.read_bytes()[: path.stat().st_size // 2])).reason for path in made]
    assert reasons == [DAMAGED] * 4


def test_files_locked_with_a_password_are_told(tmp_path: Path) -> None:
    plain = old_excel(tmp_path / "a.xls", [HEAD, *ROWS]).read_bytes()
    locked = renamed_stream(plain, "Workbook", "EncryptedPackage")
    at = plain.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    old = plain[:at] + b"\x2f\x00" + plain[at + 2 :]
    assert read(written(tmp_path / "a.docx", locked)).reason == PASSWORD
    assert read(written(tmp_path / "b.xls", old)).reason == PASSWORD


def test_a_word_document_of_the_old_kind_is_told(tmp_path: Path) -> None:
    plain = old_excel(tmp_path / "a.xls", [HEAD, *ROWS]).read_bytes()
    found = read(written(tmp_path / "a.docx", renamed_stream(plain, "Workbook", "WordDocument")))
    assert found.reason.startswith("is a Word document of the old kind (.doc)")


def test_a_zip_that_would_swell_is_not_opened(tmp_path: Path) -> None:
    found = read(zipped(tmp_path / "a.docx", {"word/document.xml": b"<a>" + bytes(60_000_000)}))
    assert found.reason.startswith("would swell to far more than it seems")


def test_a_zip_of_thousands_of_parts_is_not_opened(tmp_path: Path) -> None:
    found = read(zipped(tmp_path / "a.docx", {f"word/{n}.xml": "" for n in range(6_000)}))
    assert found.reason.startswith("would swell to far more than it seems")


@pytest.mark.parametrize("part", ["word/document.xml", "word/comments.xml"])
def test_markup_that_calls_on_other_files_is_not_read(tmp_path: Path, part: str) -> None:
    secret = written(tmp_path / "secret.txt", b"a secret")
    body = f'<w:document xmlns:w="{WORD_NS}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    parts = {"word/document.xml": body.replace("&x;", "x")}
    parts[part] = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>{body}'
    found = read(zipped(tmp_path / "a.docx", parts))
    assert found.reason.startswith("calls on other files from inside")
    assert "a secret" not in str(found)


def test_entities_that_multiply_are_not_followed(tmp_path: Path) -> None:
    content = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>'
    made = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    assert read(zipped(tmp_path / "a.ods", made)).reason.startswith("calls on other files from inside")


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    assert read(tmp_path / "a.csv").reason == "is a folder"
    assert read(tmp_path / "b.csv").reason == "is not there (any more)"


class Locked(type(Path())):  # type: ignore[misc]
    """A file that this user may not read, whoever runs the tests."""

    def read_bytes(self) -> bytes:
        raise PermissionError(13, "Permission denied")


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = Locked(separated(tmp_path / "a.csv", [HEAD, *ROWS]))
    assert open_file(path).reason == "may not be opened: check that you have the right to read it"


class Growing(type(Path())):  # type: ignore[misc]
    """A file to which another program keeps adding while it is read."""

    def read_bytes(self) -> bytes:
        data = Path(self).read_bytes()
        with Path(self).open("ab") as handle:
            handle.write(b"more\n")
        return data


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = Growing(separated(tmp_path / "a.csv", [HEAD, *ROWS]))
    assert open_file(path).reason == "was being changed while it was read: close it in other programs and try again"


def test_a_file_that_has_stopped_changing_is_read(tmp_path: Path) -> None:
    assert open_file(separated(tmp_path / "a.csv", [HEAD, *ROWS])).reason == ""


def test_a_file_of_absurd_size_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as handle:
        handle.truncate(opening.MAX_FILE_BYTES + 1)
    assert read(path).reason == "is larger than any chronology: split it and send it again"


def test_damage_anywhere_never_ends_in_an_error(tmp_path: Path) -> None:
    chance = random.Random(7)
    made = (
        word(tmp_path / "a.docx", [HEAD, *ROWS]),
        excel(tmp_path / "a.xlsx", [HEAD, *ROWS]),
        open_document(tmp_path / "a.ods", [HEAD, *ROWS]),
        old_excel(tmp_path / "a.xls", [HEAD, *ROWS]),
        separated(tmp_path / "a.csv", [HEAD, *ROWS]),
    )
    for path in made:
        whole = path.read_bytes()
        for _ in range(25):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 6)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            found = read(written(tmp_path / f"damaged{path.suffix}", bytes(data)))
            assert found.reason or found.tables or found.issues
