"""Excel workbooks: a frame from XlsxWriter and rows written as text, four times as fast as cell by cell.

Every text is a text cell and stays one: what begins with "=" is shown and never worked out, and nothing becomes a
link or a number that was not one. Dates are real dates where Excel can hold them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from keepsight.publish.words import is_plain, printable
from keepsight.publish.zips import rewrite

CELL_LIMIT = 32_767
"""Letters that one cell of Excel can hold; longer text goes on in the columns at the right."""

DAY_ZERO = date(1899, 12, 30)
FIRST_DAY = date(1900, 3, 1)
"""Before this day Excel counts a day that never was; earlier dates are written as text."""

LIKE_AN_ESCAPE = re.compile(r"(_x[0-9a-fA-F]{4}_)")
EMPTY_ROWS = re.compile(rb"<sheetData>.*</sheetData>|<sheetData/>", re.DOTALL)
SIZE = re.compile(rb"<dimension [^>]*/>")
LINE_HIGH, TALLEST = 13, 409
"""Points of a line, and of the tallest row that Excel can show."""

PIECE = 500
A3 = 8
LOOK = {
    "font_name": "Arial",
    "font_size": 10,
    "font_color": "#1b1f23",
    "align": "left",
    "valign": "top",
    "text_wrap": True,
}

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: headings with their widths in letters, and rows of as many values."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: Iterable[Sequence[Value]]
    frozen_columns: int = 0


def write_workbook(sheets: Sequence[Sheet], out: Path, *, title: str, footer: str, made: datetime) -> None:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"title": title, "author": "Keepsight", "created": made, "comments": footer})
    text = book.add_format(LOOK)
    day = book.add_format({**LOOK, "num_format": "dd/mm/yyyy"})
    head = book.add_format({**LOOK, "bold": True, "bottom": 1, "bg_color": "#f0f1f3", "valign": "vcenter"})
    rows = [tuple(s.rows) for s in sheets]
    for s, found in zip(sheets, rows, strict=True):
        _frame(book, s, len(found), footer, text, day, head)
    book.close()
    looks = _Looks(text.xf_index, day.xf_index, head.xf_index)
    parts = {
        f"xl/worksheets/sheet{i}.xml": _part(held, i, s, found, looks)
        for i, (s, found) in enumerate(zip(sheets, rows, strict=True), start=1)
    }
    held.seek(0)
    rewrite(held, out, parts=parts)


@dataclass(frozen=True, slots=True)
class _Looks:
    text: int
    day: int
    head: int


def _frame(book: Any, s: Sheet, rows: int, footer: str, text: Any, day: Any, head: Any) -> None:
    sheet = book.add_worksheet(s.name)
    sheet.freeze_panes(1, s.frozen_columns)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8{footer}&R&8Page &P of &N")
    for i, (_, width) in enumerate(s.columns):
        sheet.set_column(i, i, width, text)
    sheet.write_blank(0, 0, None, head)
    sheet.write_blank(0, 1, None, day)
    sheet.autofilter(0, 0, max(rows, 1), len(s.columns) - 1)


def _part(held: io.BytesIO, number: int, s: Sheet, rows: tuple[Sequence[Value], ...], looks: _Looks) -> Iterator[bytes]:
    with ZipFile(held) as parts:
        frame = SIZE.sub(b"", parts.read(f"xl/worksheets/sheet{number}.xml"))
    before, after = EMPTY_ROWS.split(frame, maxsplit=1)
    yield before + b"<sheetData>"
    heads = "".join(_text(f"{xl_col_to_name(i)}1", name, looks.head) for i, (name, _) in enumerate(s.columns))
    yield f'<row r="1">{heads}</row>'.encode()
    letters = [xl_col_to_name(i) for i in range(len(s.columns) + 40)]
    widths = [width for _, width in s.columns]
    waiting: list[str] = []
    for i, row in enumerate(rows, start=2):
        waiting.append(_row(i, row, letters, widths, looks))
        if len(waiting) == PIECE:
            yield "".join(waiting).encode()
            waiting.clear()
    yield "".join(waiting).encode() + b"</sheetData>" + after


def _row(number: int, row: Sequence[Value], letters: list[str], widths: list[int], looks: _Looks) -> str:
    cells: list[str] = []
    overflow: list[str] = []
    high = 1
    for letter, width, value in zip(letters, widths, row, strict=False):
        if value is None or value == "":
            continue
        if isinstance(value, date) and value >= FIRST_DAY:
            cells.append(f'<c r="{letter}{number}" s="{looks.day}"><v>{(value - DAY_ZERO).days}</v></c>')
        elif isinstance(value, int):
            cells.append(f'<c r="{letter}{number}" s="{looks.text}"><v>{value}</v></c>')
        else:
            said = str(value)
            cells.append(_text(f"{letter}{number}", said[:CELL_LIMIT], looks.text))
            if len(said) > width or "\n" in said:
                high = max(high, _lines(said, width))
            overflow.extend(said[i : i + CELL_LIMIT] for i in range(CELL_LIMIT, len(said), CELL_LIMIT))
    rest = chain.from_iterable(
        (_text(f"{xl_col_to_name(len(row) + i)}{number}", said, looks.text),) for i, said in enumerate(overflow)
    )
    # Not every program that opens the file works out how high a row must be, and lines would be printed over each other.
    tall = f' ht="{min(high * LINE_HIGH + 2, TALLEST)}"' if high > 1 else ""
    return f'<row r="{number}"{tall}>{"".join(chain(cells, rest))}</row>'


def _lines(said: str, width: int) -> int:
    """How many lines a text takes, wrapped between words, in a column that is `width` figures wide: letters are narrower."""
    room = width * 11 // 10
    return sum(max(1, -(-len(part) // room)) for part in said.splitlines())


def _text(place: str, said: str, look: int) -> str:
    said = said.replace("\r\n", "\n").replace("\r", "\n") if "\r" in said else said
    said = said if is_plain(said) else escape(printable(said))
    if "_x" in said:
        said = LIKE_AN_ESCAPE.sub(r"_x005F\1", said)
    return f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
