"""Reads Excel workbooks, new (.xlsx) and old (.xls): every sheet as a grid of text.

A cell that is midnight to the minute comes without a time, because a spreadsheet cannot say whether one was meant.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from keepsight.intake.grid import MACROS_NOT_RUN, Contents, Grid, Mark, Remark, Unreadable
from keepsight.intake.guard import DAMAGED, PASSWORD, Parts
from keepsight.intake.old_workbook import check_old_workbook
from keepsight.intake.sheet_parts import SheetPart, sheet_parts
from keepsight.intake.shown import Value, as_text
from keepsight.model import IssueKind

_UNKEPT = (
    "The cell holds a formula whose result was not saved with the file: open it in Excel, save it and send it again"
)


def read_workbook(data: bytes, parts: Parts) -> Contents:
    """The sheets of an .xlsx workbook in order, hidden ones too; Unreadable when nothing can be read."""
    described, remarks = sheet_parts(parts)
    return _contents("Excel", data, described, remarks)


def read_old_workbook(data: bytes) -> Contents:
    """The sheets of an .xls workbook; the whole file is checked first, because damaged ones ask for absurd memory."""
    seen = check_old_workbook(data)
    described = {number: SheetPart(errors) for number, errors in seen.errors.items()}
    with _quiet():
        return _contents("old Excel", data, described, [MACROS_NOT_RUN] if seen.macros else [])


def _contents(form: str, data: bytes, described: Mapping[int, SheetPart], remarks: Sequence[Remark]) -> Contents:
    grids: list[Grid] = []
    said = list(remarks)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, sheet in enumerate(book.sheets_metadata):
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            part = described.get(number, SheetPart())
            if part.refused:
                said.append(Remark(IssueKind.UNREADABLE_FILE, part.refused, sheet.name))
                continue
            hidden = sheet.visible != SheetVisibleEnum.Visible
            grids.append(_grid(book, number, sheet.name, hidden=hidden, part=part))
    except PasswordError:
        raise Unreadable(PASSWORD) from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise Unreadable(DAMAGED) from None
    except BaseException as error:  # a damaged file can make the library stop with an error outside Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(DAMAGED) from None
    return Contents(form, tuple(grids), (), tuple(said))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the library's own words about a damaged file, written past Python, off the screen."""
    sys.stderr.flush()
    kept = os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _grid(book: CalamineWorkbook, number: int, name: str, *, hidden: bool, part: SheetPart) -> Grid:
    sheet = book.get_sheet_by_index(number)
    start = sheet.start
    if start is None and not part.kept:
        return Grid(name, (), hidden=hidden)
    top, left = (0, 0) if part.kept or start is None else start
    rows = _as_text(sheet.to_python(skip_empty_area=not part.kept))
    marks = [Mark(row - top, max(column - left, 0), kind, said, text) for row, column, kind, said, text in part.asides]
    if part.kept:
        rows, marks = _with_kept(rows, marks, part.kept, top=top, left=left)
    merged = [(a - top, b - left, c - top, d - left) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    spanning: set[int] = set()
    if merged:
        rows, spanning = _spread(rows, merged)
    return Grid(name, rows, (), frozenset(spanning), tuple(marks), hidden)


def _as_text(rows: Sequence[Sequence[Value]]) -> list[Sequence[str]]:
    """The rows with every value as the text a reader sees; column by column, since most columns are text already."""
    columns: list[Sequence[str]] = []
    for column in zip(*rows, strict=True):
        if set(map(type, column)) == {str}:
            columns.append(column)
        else:
            shown: dict[tuple[type, Value], str] = {}
            columns.append([v if type(v) is str else shown.get((type(v), v)) or _show(v, shown) for v in column])
    return list(zip(*columns, strict=True))


def _show(value: Value, shown: dict[tuple[type, Value], str]) -> str:
    """The text of a value, kept for the next cell that holds the same."""
    text = shown[type(value), value] = as_text(value)
    return text


def _with_kept(
    rows: list[Sequence[str]], marks: list[Mark], kept: Mapping[tuple[int, int], str], *, top: int, left: int
) -> tuple[list[Sequence[str]], list[Mark]]:
    """Puts in the cells that the library gives as empty: errors, and formulas whose result was not saved."""
    filled = [list(row) for row in rows]
    width = max((len(row) for row in filled), default=0)
    for (row, column), text in sorted(kept.items()):
        at, along = row - top, column - left
        if at < 0 or along < 0:
            continue
        width = max(width, along + 1)
        while len(filled) <= at:
            filled.append([])
        filled[at] += [""] * (width - len(filled[at]))
        if not filled[at][along]:
            filled[at][along] = text
            if text.startswith("="):
                marks.append(Mark(at, along, IssueKind.FORMULA, _UNKEPT, text))
    return [[*row, *[""] * (width - len(row))] for row in filled], marks


def _spread(
    rows: list[Sequence[str]], merged: Sequence[tuple[int, int, int, int]]
) -> tuple[list[Sequence[str]], set[int]]:
    """Carries a cell merged downwards into each row it covers; tells the rows that are one merged cell."""
    filled = list(rows)
    spanning = set()
    for first, left, last, right in merged:
        if not (0 <= first < len(filled) and 0 <= left < len(filled[first])):
            continue
        text = filled[first][left]
        for number in range(first + 1, min(last, len(filled) - 1) + 1):
            if text and not filled[number][left]:
                row = list(filled[number])
                row[left] = text
                filled[number] = row
        if right > left and first == last and text and sum(map(bool, filled[first])) == 1:
            spanning.add(first)
    return filled, spanning
