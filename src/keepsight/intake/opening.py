"""Opens one file: reads its bytes once, tells by them what it is, and hands it to the reader of its kind.

The name says what somebody meant to send; the first bytes say what came. A web page called .xls is read as the web page
it is, and that is told.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from keepsight.intake.compound import SIGNATURE
from keepsight.intake.grid import Contents, Remark, Unreadable
from keepsight.intake.guard import SWOLLEN, Parts, open_parts
from keepsight.intake.open_document import read_open_document
from keepsight.intake.separated import read_separated
from keepsight.intake.web_page import is_web_page, read_web_page
from keepsight.intake.word import read_word
from keepsight.intake.workbook import read_old_workbook, read_workbook
from keepsight.model import IssueKind

READ_ENDINGS = (".docx", ".xlsx", ".xls", ".ods", ".csv", ".tsv")
MAX_FILE_BYTES = 150_000_000
_TRIES = 3
_NOT_READ = {
    b"%PDF": "is a PDF, which cannot be read here: ask the agency for the Word or Excel file it was made from",
    b"{\\rtf": "is a rich text file (.rtf), which cannot be read here: open it in Word, save it as .docx and send it again",
    b"\x89PNG": "is a picture, which cannot be read here: ask the agency for the Word or Excel file",
    b"\xff\xd8\xff": "is a picture, which cannot be read here: ask the agency for the Word or Excel file",
    b"7z\xbc\xaf": "is a packed folder: unpack it and put the files in its place",
    b"Rar!": "is a packed folder: unpack it and put the files in its place",
}
_KIND_BY_ENDING = {
    ".docx": "Word",
    ".docm": "Word",
    ".dotx": "Word",
    ".xlsx": "Excel",
    ".xlsm": "Excel",
    ".xltx": "Excel",
    ".xls": "old Excel",
    ".ods": "OpenDocument",
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
}
_EMPTY = "is empty: ask the agency to send it again"
_BLANK = "holds nothing but blanks: ask the agency to send it again"
_CHANGING = "was being changed while it was read: close it in other programs and try again"
_OTHER_KIND = "is called {ending} but is {kind} inside; it was read as what it is"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with what is in it; `reason` says why there are no contents."""

    name: str
    sha256: str
    size: int
    contents: Contents | None
    reason: str = ""


def open_file(path: Path) -> Opened:
    """The contents of one file, or the reason why there are none; nothing is raised for a bad file."""
    name = path.name
    try:
        data = _bytes(path)
    except Unreadable as reason:
        return Opened(name, "", 0, None, str(reason))
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        contents = read_bytes(data, ending=path.suffix.casefold())
    except Unreadable as reason:
        return Opened(name, sha256, len(data), None, str(reason))
    except (MemoryError, RecursionError):
        return Opened(name, sha256, len(data), None, SWOLLEN)
    return Opened(name, sha256, len(data), contents)


def _bytes(path: Path) -> bytes:
    """The bytes of a file, read again when it changed meanwhile."""
    try:
        for _ in range(_TRIES):
            before = path.stat()
            if before.st_size > MAX_FILE_BYTES:
                raise Unreadable("is larger than any chronology: split it and send it again")
            data = path.read_bytes()
            if _same(before, path.stat()) and len(data) == before.st_size:
                return data
    except IsADirectoryError:
        raise Unreadable("is a folder") from None
    except PermissionError:
        raise Unreadable("may not be opened: check that you have the right to read it") from None
    except FileNotFoundError:
        raise Unreadable("is not there (any more)") from None
    except OSError:
        raise Unreadable("cannot be opened: copy it again") from None
    raise Unreadable(_CHANGING)


def _same(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def read_bytes(data: bytes, *, ending: str) -> Contents:
    """The contents of a file from its bytes; Unreadable with the reason when there are none."""
    if not data:
        raise Unreadable(_EMPTY)
    for start, reason in _NOT_READ.items():
        if data.startswith(start):
            raise Unreadable(reason)
    contents = _by_kind(data)
    meant = _KIND_BY_ENDING.get(ending, "")
    if meant and not contents.format.startswith(meant):
        said = _OTHER_KIND.format(ending=ending, kind=_article(contents.format))
        contents = replace(
            contents, remarks=(Remark(IssueKind.WRONG_FORMAT, said, needs_attention=False), *contents.remarks)
        )
    return contents


def _article(kind: str) -> str:
    kind = kind.partition(",")[0]
    names = {
        "Word": "a Word document",
        "Excel": "an Excel workbook",
        "old Excel": "an old Excel workbook (.xls)",
        "OpenDocument": "an OpenDocument spreadsheet",
        "text": "plain text",
        "web page": "a web page",
    }
    return names.get(kind, kind)


def _by_kind(data: bytes) -> Contents:
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(SIGNATURE):
        return read_old_workbook(data)
    if is_web_page(data):
        return read_web_page(data)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(_BLANK)
    return read_separated(data)


def _zipped(data: bytes) -> Contents:
    parts = open_parts(data)
    names = parts.names
    if "mimetype" in parts:
        return _open_document(parts)
    if any(name.startswith("word/") for name in names):
        return read_word(parts)
    if any(name.startswith("xl/") for name in names):
        if "xl/workbook.bin" in parts:
            raise Unreadable("is an Excel workbook of the binary kind (.xlsb): save it as .xlsx and send it again")
        return read_workbook(data, parts)
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable("is a set of slides: ask the agency for the chronology in Word or Excel")
    if "content.xml" in parts:
        return _open_document(parts)
    raise Unreadable("is a packed folder and not a document: unpack it and put the files in its place")


def _open_document(parts: Parts) -> Contents:
    mimetype = parts.read("mimetype").decode("ascii", "replace") if "mimetype" in parts else "spreadsheet"
    if "spreadsheet" in mimetype:
        return read_open_document(parts)
    if "opendocument.text" in mimetype:
        raise Unreadable(
            "is an OpenDocument text (.odt), which cannot be read here: save it as .docx and send it again"
        )
    raise Unreadable("is an OpenDocument file but no spreadsheet: save it as .ods, .xlsx or .docx and send it again")
