"""Reads OpenDocument spreadsheets (.ods): every sheet as a grid of text, straight from the markup.

The library that reads Excel leaves out line breaks, comments and merged cells here, and lays out a million repeated rows
one by one. Dates and times come as they are stored, everything else as the author saw it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from keepsight.intake.grid import MACROS_NOT_RUN, Contents, Grid, Mark, Remark, Unreadable
from keepsight.intake.guard import DAMAGED, PASSWORD, SWOLLEN, Parts, parse
from keepsight.intake.shown import as_text
from keepsight.model import IssueKind

MAX_CELLS = 12_000_000
MOST_BLANK_ROWS = 200
"""Blank rows told as often as they are repeated, up to this many; beyond, nobody counts them."""
_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT, _STYLE = (_NS % name for name in ("office", "table", "text", "style"))
_ROW, _CELL, _COVERED = f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_P, _ANNOTATION = f"{_TEXT}p", f"{_OFFICE}annotation"
_ROW_GROUPS = frozenset(f"{_TABLE}{name}" for name in ("table-rows", "table-header-rows", "table-row-group"))
_CLOCK = re.compile(r"PT(\d+)H(\d+)M(?:(\d+)(?:[.,]\d+)?S)?")
_BLANKS = re.compile(r"[ \t\r\n]+")
_SAID = "The author left a comment here; it is no part of the text"
_UNKEPT = "The cell holds a formula whose result was not saved with the file: open it, save it and send it again"


@dataclass(slots=True)
class _Sheet:
    """What is gathered of one sheet while it is read; `down` are the cells merged over rows that are still to come."""

    rows: list[list[str]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    spanning: set[int] = field(default_factory=set)
    down: dict[int, tuple[int, str]] = field(default_factory=dict)
    cells: int = 0


def read_open_document(parts: Parts) -> Contents:
    """The sheets of a spreadsheet in order, hidden ones too; Unreadable when nothing can be read."""
    if "content.xml" not in parts:
        raise Unreadable(DAMAGED)
    manifest = "META-INF/manifest.xml"
    if manifest in parts and b"encryption-data" in parts.markup(manifest):
        raise Unreadable(PASSWORD)
    root = parse(parts.markup("content.xml"))
    book = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if book is None:
        raise Unreadable(DAMAGED)
    unseen = _hidden_styles(root)
    grids = [_grid(sheet, unseen) for sheet in book.iterchildren(f"{_TABLE}table")]
    remarks: list[Remark] = []
    if any(name.startswith("basic/") for name in parts.names):
        remarks.append(MACROS_NOT_RUN)
    return Contents("OpenDocument", tuple(grids), (), tuple(remarks))


def _hidden_styles(root: etree._Element) -> frozenset[str]:
    """The styles of sheets that the author had hidden."""
    return frozenset(
        str(style.get(f"{_STYLE}name"))
        for style in root.iter(f"{_STYLE}style")
        if any(p.get(f"{_TABLE}display") == "false" for p in style.iterchildren(f"{_STYLE}table-properties"))
    )


def _grid(table: etree._Element, unseen: frozenset[str]) -> Grid:
    sheet = _Sheet()
    blank = 0
    for row in _rows(table):
        repeated = _number(row, "number-rows-repeated")
        line, marks, merged = _cells(row, sheet)
        if not any(line) and not sheet.down:
            blank += repeated
            continue
        sheet.rows += [[] for _ in range(min(blank, MOST_BLANK_ROWS))]
        blank = 0
        if merged:
            sheet.spanning.add(len(sheet.rows))
        sheet.marks += [Mark(len(sheet.rows), column, kind, said, text) for column, kind, said, text in marks]
        sheet.cells += repeated * len(line)
        if sheet.cells > MAX_CELLS:
            raise Unreadable(SWOLLEN)
        sheet.rows += [line] * repeated
    width = max(map(len, sheet.rows), default=0)
    rows = [[*line, *[""] * (width - len(line))] for line in sheet.rows]
    return Grid(
        name=str(table.get(f"{_TABLE}name", "")),
        rows=rows,
        spanning=frozenset(sheet.spanning),
        marks=tuple(sheet.marks),
        hidden=str(table.get(f"{_TABLE}style-name")) in unseen,
    )


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == _ROW:
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _number(element: etree._Element, name: str) -> int:
    value = str(element.get(f"{_TABLE}{name}", "1"))
    return max(int(value), 1) if value.isdecimal() and len(value) < 9 else 1


_Aside = tuple[int, IssueKind, str, str]


def _cells(row: etree._Element, sheet: _Sheet) -> tuple[list[str], list[_Aside], bool]:
    """The texts of a row up to its last filled cell, what stands beside them, and whether it is one merged cell."""
    line: list[str] = []
    asides: list[_Aside] = []
    merged = blank = 0
    for cell in row.iterchildren(_CELL, _COVERED):
        repeated = _number(cell, "number-columns-repeated")
        text, beside = _cell(cell) if len(cell) or cell.attrib else ("", None)
        at = len(line) + blank
        if cell.tag == _COVERED and not text:
            text = _from_above(sheet, at)
        elif (down := _number(cell, "number-rows-spanned")) > 1 and text:
            sheet.down[at] = down - 1, text
        if not text:
            blank += repeated
            continue
        merged = max(merged, _number(cell, "number-columns-spanned"))
        if len(line) + blank + repeated > MAX_CELLS // 1_000:
            raise Unreadable(SWOLLEN)
        line += [""] * blank + [text] * repeated
        blank = 0
        if beside is not None:
            asides.append((at, *beside))
    return line, asides, merged > 1 and sum(map(bool, line)) == 1


def _from_above(sheet: _Sheet, column: int) -> str:
    """The text of the cell above that is merged down to here."""
    left, text = sheet.down.pop(column, (0, ""))
    if left > 1:
        sheet.down[column] = left - 1, text
    return text


def _cell(cell: etree._Element) -> tuple[str, tuple[IssueKind, str, str] | None]:
    """The text of a cell and what stands beside it."""
    kind = cell.get(f"{_OFFICE}value-type")
    beside = None
    note = cell.find(_ANNOTATION)
    if note is not None and (said := "\n".join(map(_paragraph, note.iterchildren(_P))).strip()):
        beside = IssueKind.COMMENT, _SAID, said
    if kind == "date" and (day := _day(str(cell.get(f"{_OFFICE}date-value")))):
        return day, beside
    if kind == "time" and (clock := _CLOCK.match(str(cell.get(f"{_OFFICE}time-value")))):
        seconds = f":{int(clock[3]):02}" if clock[3] and int(clock[3]) else ""
        return f"{int(clock[1]):02}:{int(clock[2]):02}{seconds}", beside
    text = "\n".join(map(_paragraph, cell.iterchildren(_P)))
    formula = str(cell.get(f"{_TABLE}formula", ""))
    if not text and not kind and formula:
        text = "=" + formula.partition("=")[2]
        beside = IssueKind.FORMULA, _UNKEPT, text
    return text or str(cell.get(f"{_OFFICE}value") or cell.get(f"{_OFFICE}string-value") or ""), beside


def _day(value: str) -> str:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return ""
    return as_text(found if "T" in value else found.date())


def _paragraph(paragraph: etree._Element) -> str:
    """The text of a paragraph with its spaces, tabs and line breaks."""
    pieces = [_BLANKS.sub(" ", paragraph.text or "")]
    for element in paragraph.iterdescendants():
        if element.tag == f"{_TEXT}s":
            count = str(element.get(f"{_TEXT}c", "1"))
            pieces.append(" " * (min(int(count), 1_000) if count.isdecimal() else 1))
        elif element.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif element.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        pieces += [_BLANKS.sub(" ", element.text or ""), _BLANKS.sub(" ", element.tail or "")]
    return "".join(pieces)
