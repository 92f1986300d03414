"""Looks through an old Excel workbook (.xls) record by record before the reading library sees it.

A damaged or forged one makes the library ask for more memory than any machine has, and that ends the whole program, not
just the reading. So every record must lie inside the file, every cell inside a sheet, every count within what the file
could hold. A locked workbook, or a Word document under a wrong name, gets a sentence of its own.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from keepsight.intake.compound import open_compound
from keepsight.intake.grid import Unreadable
from keepsight.intake.guard import DAMAGED, PASSWORD
from keepsight.intake.sheet_parts import MAX_CELLS

OLD_WORD = "is a Word document of the old kind (.doc), which cannot be read here: open it in Word, save it as .docx and send it again"
NO_WORKBOOK = "is an old Office file but no workbook: save it as .xlsx or .docx and send it again"
FAR_CELL = (
    "has a cell with something in it far away from the others, so it was not read: clear that cell, save the file and send "
    "it again"
)
LOCKED = ("EncryptedPackage", "EncryptionInfo")
_BEGINNING, _END, _PASSWORD, _SHEET, _STRINGS, _CLAIM = 0x0809, 0x000A, 0x002F, 0x0085, 0x00FC, 0x0200
_NUMBERS, _ERROR = 0x00BD, 0x0205
_FORMULAS = frozenset((0x0006, 0x0206, 0x0406))
_CELLS = frozenset((0x00FD, 0x0204, 0x0203, 0x027E, 0x00D6, _NUMBERS, _ERROR)) | _FORMULAS
_KNOWN = frozenset((_BEGINNING, _END, _PASSWORD, _SHEET, _STRINGS, _CLAIM)) | _CELLS
_VERSIONS = (0x0500, 0x0600)
_MOST_ROWS, _LAST_COLUMN = 65_536, 255
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}

Errors = dict[int, dict[tuple[int, int], str]]


@dataclass(frozen=True, slots=True)
class OldWorkbook:
    """What was seen on the way: whether there are macros, and by sheet, row and column from 0 the cells with an error."""

    macros: bool
    errors: Mapping[int, Mapping[tuple[int, int], str]]


def check_old_workbook(data: bytes) -> OldWorkbook:
    """What the library does not tell of a workbook; Unreadable when the library must not open it."""
    streams = open_compound(data)
    if any(name in streams for name in LOCKED):
        raise Unreadable(PASSWORD)
    if "WordDocument" in streams:
        raise Unreadable(OLD_WORD)
    named = {name.casefold(): stream for name, stream in streams.items()}
    stream = named.get("workbook") or named.get("book")
    if stream is None:
        raise Unreadable(NO_WORKBOOK if streams else DAMAGED)
    try:
        return OldWorkbook("_vba_project_cur" in named or "_vba_project" in named, _walk(stream))
    except (struct.error, IndexError):
        raise Unreadable(DAMAGED) from None


def _walk(stream: bytes) -> Errors:
    """Follows every record once; one function, because a workbook has hundreds of thousands of them."""
    pair = struct.Struct("<HH").unpack_from
    errors: Errors = {}
    starts: dict[int, int] = {}
    used: dict[int, tuple[list[int], list[int]]] = {}
    rows, columns = [0], [0]
    sheet = -1
    depth = at = 0
    end = len(stream)
    while at + 4 <= end:
        kind, length = pair(stream, at)
        if at + 4 + length > end:
            raise Unreadable(DAMAGED)
        if kind in _CELLS:
            row, column = pair(stream, at + 4)
            last = pair(stream, at + 2 + length)[1] if kind == _NUMBERS else column
            if not column <= last <= _LAST_COLUMN or length < 6:
                raise Unreadable(DAMAGED)
            rows.append(row)
            columns.append(column)
            if last != column:
                columns.append(last)
            if (kind in _FORMULAS or kind == _ERROR) and (error := _error(stream, at + 4, length, kind)):
                errors.setdefault(sheet, {})[row, column] = error
        elif kind in _KNOWN:
            if kind == _BEGINNING:
                if pair(stream, at + 4)[0] not in _VERSIONS:
                    raise Unreadable(DAMAGED)
                depth += 1
                if depth == 1:
                    sheet = starts.get(at, -1)
                    rows, columns = used[at] = [], []
            elif kind == _END:
                depth -= 1
            elif kind == _SHEET:
                starts[struct.unpack_from("<I", stream, at + 4)[0]] = len(starts)
            elif kind == _PASSWORD:
                raise Unreadable(PASSWORD)
            elif kind == _CLAIM:
                top, bottom, left, right = struct.unpack_from("<IIHH" if length >= 12 else "<HHHH", stream, at + 4)
                if not (top <= bottom <= _MOST_ROWS and left <= right <= _LAST_COLUMN + 1):
                    raise Unreadable(DAMAGED)
            elif struct.unpack_from("<I", stream, at + 8)[0] > end:
                raise Unreadable(DAMAGED)
        elif depth == 0:
            break
        at += 4 + length
    if depth or not starts or not set(starts) <= set(used):
        raise Unreadable(DAMAGED)
    if sum(map(_rectangle, used.values())) > MAX_CELLS:
        raise Unreadable(FAR_CELL)
    return errors


def _rectangle(used: tuple[Sequence[int], Sequence[int]]) -> int:
    """How many cells the rectangle around all used cells of a sheet has."""
    rows, columns = used
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if rows else 0


def _error(stream: bytes, at: int, length: int, kind: int) -> str:
    """The error a cell shows, "" when it shows none; Unreadable when its formula runs out of its record."""
    if kind == _ERROR:
        return _ERRORS.get(stream[at + 6], "#N/A") if stream[at + 7] else ""
    if length < 22 or struct.unpack_from("<H", stream, at + 20)[0] > length - 22:
        raise Unreadable(DAMAGED)
    if stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
        return _ERRORS.get(stream[at + 8], "#N/A")
    return ""
