"""What a workbook's own markup says that the reading library does not: stray cells, errors, formulas, comments.

The library lays a sheet out as one full rectangle. A single forgotten cell at the far corner of a sheet would make it
ask for hundreds of gigabytes, so the corners are measured first, on the real cells and not on what the sheet claims.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from keepsight.intake.grid import MACROS_NOT_RUN, Remark, Unreadable
from keepsight.intake.guard import DAMAGED, Parts, parse
from keepsight.model import IssueKind

MAX_CELLS = 6_000_000
_EASY_CELLS = 3_000_000
_SHEET_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT_NS = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_NOT_NEAR = re.compile(rb'<(?:c|row)(?! r="[A-Z]?\d{1,5}"|[a-zA-Z])')
_NOT_NAMED = re.compile(rb'<(?:c|row)(?! r="|[a-zA-Z])')
_CELL = re.compile(rb' r="([A-Za-z]+)(\d+)"')
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_SAID = "The author left a comment here; it is no part of the text"
_FAR_CELL = (
    "has a cell with something in it far away from the others ({cell}), so the sheet was not read: clear that cell, save "
    "the file and send it again"
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """What the markup says of one sheet, by row and column from 0: cells the library leaves empty, and comments."""

    kept: Mapping[tuple[int, int], str] = field(default_factory=dict)
    asides: tuple[tuple[int, int, IssueKind, str, str], ...] = ()
    refused: str = ""


def sheet_parts(parts: Parts) -> tuple[dict[int, SheetPart], list[Remark]]:
    """What there is to say of each sheet, by its number; every part is inflated and counted on the way."""
    paths = _sheet_paths(parts)
    described: dict[int, SheetPart] = {}
    comments = any("comment" in name for name in parts.names)
    for name in parts.names:
        if name.endswith((".xml", ".rels")) and name not in paths.values():
            markup = parts.markup(name)
            if b"sheetData" in markup and not _is_small(markup) and _real_corner(markup)[1] > MAX_CELLS:
                raise Unreadable(DAMAGED)
    for number, path in paths.items():
        markup = parts.markup(path)
        kept, refused = _cells(markup)
        asides = tuple(_comments(parts, path)) if comments else ()
        if kept or refused or asides:
            described[number] = SheetPart(kept, asides, refused)
    remarks = []
    if any(name.endswith("vbaproject.bin") for name in parts.names):
        remarks.append(MACROS_NOT_RUN)
    return described, remarks


def _sheet_paths(parts: Parts) -> dict[int, str]:
    """The part of each sheet, in the order of the workbook."""
    workbook = "xl/workbook.xml"
    if workbook not in parts:
        return {}
    targets = _relations(parts, workbook)
    paths = {}
    number = 0
    for element in parse(parts.markup(workbook)).iter("*"):
        if etree.QName(element).localname == "sheet":
            relation = next((str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), "")
            path = targets.get(relation, ("", ""))[1].casefold()
            if path in parts:
                paths[number] = path
            number += 1
    return paths


def _relations(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """The kind and the target of each relationship of a part."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in parts:
        return {}
    found = {}
    for relation in parse(parts.markup(path)):
        target = str(relation.get("Target", ""))
        where = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[str(relation.get("Id", ""))] = (str(relation.get("Type", "")), where)
    return found


def _cells(markup: bytes) -> tuple[dict[tuple[int, int], str], str]:
    """The cells the library leaves empty, and the reason not to read the sheet, if there is one."""
    if not _is_small(markup):
        far, cells = _real_corner(markup)
        if cells > MAX_CELLS:
            return {}, _FAR_CELL.format(cell=far)
    if b'="e"' in markup or b"<f" in markup or b":f" in markup:
        return dict(_unshown(markup)), ""
    return {}, ""


def _is_small(markup: bytes) -> bool:
    """True when every row and cell says where it is, the way office programs write it, and none lies far out."""
    if b":c" in markup:
        return False
    if _NOT_NEAR.search(markup) is None:
        return True
    return _NOT_NAMED.search(markup) is None and _rectangle(markup) <= _EASY_CELLS


def _rectangle(markup: bytes) -> int:
    """How many cells the rectangle up to the furthest one named has."""
    columns: set[bytes] = set()
    last = 0
    for letters, digits in _CELL.findall(markup):
        columns.add(letters)
        last = max(last, int(digits))
    return max((_column(c.decode()) for c in columns), default=0) * last


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _each_cell(markup: bytes) -> Iterator[tuple[int, int, etree._Element]]:
    """Every cell of a sheet with its row and column from 0; a cell that does not say where it is follows the last."""
    row, column = -1, -1
    for element in parse(markup).iter(f"{_SHEET_NS}row", f"{_SHEET_NS}c", f"{_STRICT_NS}row", f"{_STRICT_NS}c"):
        reference = str(element.get("r", ""))
        is_row = etree.QName(element).localname == "row"
        if is_row:
            row, column = _row(reference) if reference else row + 1, -1
        elif not reference:
            column += 1
        elif found := _REFERENCE.fullmatch(reference):
            row, column = _row(found[2]), _column(found[1]) - 1
        else:
            raise Unreadable(DAMAGED)
        if column >= _LAST_COLUMN:
            raise Unreadable(DAMAGED)
        if not is_row:
            yield row, column, element


def _row(digits: str) -> int:
    """The number of a row from 0."""
    if not (digits.isascii() and digits.isdecimal() and 1 <= int(digits[:9]) <= _LAST_ROW):
        raise Unreadable(DAMAGED)
    return int(digits) - 1


def _real_corner(markup: bytes) -> tuple[str, int]:
    """The furthest cell that holds anything, and how many cells the rectangle around all such cells has."""
    rows: list[int] = []
    columns: list[int] = []
    far = (0, "")
    for row, column, cell in _each_cell(markup):
        if len(cell):
            rows.append(row)
            columns.append(column)
            far = max(far, (row * max(column, 1), str(cell.get("r", f"row {row + 1}, column {column + 1}"))))
    if not rows:
        return "", 0
    return far[1], (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def _unshown(markup: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Errors as they are shown, and formulas whose result was not saved."""
    for row, column, cell in _each_cell(markup):
        inner = {etree.QName(child).localname: child.text or "" for child in cell if isinstance(child.tag, str)}
        value = inner.get("v", "")
        if cell.get("t") == "e":
            yield (row, column), value or "#N/A"
        elif "f" in inner and not value and cell.get("t") not in ("str", "inlineStr"):
            yield (row, column), f"={inner['f']}"


def _comments(parts: Parts, sheet: str) -> Iterator[tuple[int, int, IssueKind, str, str]]:
    for kind, path in _relations(parts, sheet).values():
        if not kind.endswith(("/comments", "/threadedComment")) or path not in parts:
            continue
        for comment in parse(parts.markup(path)).iter("*"):
            place = _REFERENCE.fullmatch(str(comment.get("ref", "")))
            if place and str(comment.tag).casefold().endswith("comment"):
                text = "".join(
                    t.text or "" for t in comment.iter("*") if etree.QName(t).localname in ("t", "text")
                ).strip()
                if text and not text.startswith("[Threaded comment]"):
                    yield int(place[2]) - 1, _column(place[1]) - 1, IssueKind.COMMENT, _SAID, text
