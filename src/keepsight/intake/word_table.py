"""One Word table as a grid: merged cells spread, nested tables taken in, and everything beside the text kept as marks.

The common table is read in one pass. The rare things (moved text, nested tables, text boxes, placeholders) are first
made plain in the tree, and the table is read again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping

from lxml import etree

from keepsight.intake.grid import Grid, Mark, Remark
from keepsight.model import IssueKind

Asides = Mapping[tuple[str, str], str]
"""The text of comments and notes by kind and number."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def tag(name: str) -> str:
    """A name of Word's own markup with its namespace."""
    return _W + name


_T, _P, _TR, _TC, _R, _TBL = tag("t"), tag("p"), tag("tr"), tag("tc"), tag("r"), tag("tbl")
_TAB, _BR, _CR, _VAL = tag("tab"), tag("br"), tag("cr"), tag("val")
_HYPHEN, _SYM, _BOX_TICKED = tag("noBreakHyphen"), tag("sym"), tag("checkBox")
_SPAN, _DOWN, _BEFORE = tag("gridSpan"), tag("vMerge"), tag("gridBefore")
_DELETED, _VANISH = tag("delText"), tag("vanish")
_MOVED, _PLACEHOLDER, _CHOICE, _FALLBACK = (
    tag("moveFrom"),
    tag("showingPlcHdr"),
    f"{_COMPATIBILITY}Choice",
    f"{_COMPATIBILITY}Fallback",
)
_ASIDE = {tag("commentReference"): "comment", tag("footnoteReference"): "footnote", tag("endnoteReference"): "endnote"}
_MATH_T = f"{_MATH}t"
_RARE = frozenset((_TBL, _MOVED, _PLACEHOLDER, _FALLBACK))
_IN_PARAGRAPH = (_T, _MATH_T, _TAB, _BR, _CR, _HYPHEN, _SYM, _BOX_TICKED, _DELETED, _VANISH, *_ASIDE)
_IN_TABLE = (_TR, _TC, _P, *_IN_PARAGRAPH, _SPAN, _DOWN, _BEFORE, *_RARE)
_SYMBOLS = {
    0xFC: "✓",
    0xFE: "☑",
    0xFD: "☒",
    0xFB: "✗",
    0xA8: "☐",
    0x6F: "☐",
    0xE0: "→",
    0xB7: "•",
    0xA7: "▪",
    0x4A: "☺",
}
_OFF = frozenset(("0", "false", "off"))
_SAID = {
    IssueKind.DELETED_TEXT: "Words deleted under tracked changes are left out of the text and kept here",
    IssueKind.HIDDEN: "The author had hidden these words; they are kept in the text",
}
_FRAME_ROWS = 2
_TABLE_ROWS = 3


_Rows = list[list[list[str]]]
"""The pieces of text of each cell of each row, while they are read."""

_Shapes = dict[tuple[int, int], tuple[int, bool]]
"""For a merged cell, by row and position: how many columns it takes, and whether it continues the cell above."""


def hoisted(table: etree._Element) -> list[etree._Element]:
    """The tables taken out of a table that only frames them, in order; the frame is left without them."""
    out: list[etree._Element] = []
    rows = table.findall(_TR)
    frame = len(rows) <= _FRAME_ROWS or all(len(row.findall(_TC)) <= 1 for row in rows)
    if not frame or table.find(f".//{_TBL}") is None:
        return out
    for inner in list(table.iterfind(f"{_TR}/{_TC}/{_TBL}")):
        inner_rows = inner.findall(_TR)
        framed = hoisted(inner)
        if framed or (len(inner_rows) >= _TABLE_ROWS and max(len(r.findall(_TC)) for r in inner_rows) > 1):
            parent = inner.getparent()
            if parent is not None:
                parent.remove(inner)
            out += [inner, *framed]
    return out


def paragraph_text(
    paragraph: etree._Element, *, asides: Asides | None = None, remarks: list[Remark] | None = None
) -> str:
    """The text of a paragraph; what was deleted or said beside it is added to the remarks."""
    if next(paragraph.iter(*_RARE), None) is not None:
        _make_plain(paragraph)
    pieces: list[str] = []
    for element in paragraph.iter(*_IN_PARAGRAPH):
        if element.tag == _T:
            pieces.append(element.text or "")
        elif aside := _beside(element, asides or {}):
            if remarks is not None:
                remarks.append(Remark(aside[0], aside[1], aside[2], needs_attention=False))
        else:
            pieces.append(_shown(element))
    return "".join(pieces)


def read_table(table: etree._Element, *, name: str, above: tuple[str, ...], asides: Asides) -> Grid:
    """A table as a grid; its rows are in step with each other, whatever was merged or split in them."""
    read = _read(table, asides)
    if read is None:
        _make_plain(table)
        read = _read(table, asides) or ([], {}, [])
    rows, shapes, marks = read
    texts = [["".join(pieces).strip("\n") for pieces in row] for row in rows]
    spanning: frozenset[int] = frozenset()
    if shapes or len(set(map(len, texts))) > 1:
        texts, spanning = _in_step(texts, shapes)
    return Grid(name, texts, above, spanning, tuple(marks))


def _read(table: etree._Element, asides: Asides) -> tuple[_Rows, _Shapes, list[Mark]] | None:
    """The cells row by row, the shapes of those that are merged, and the marks; None at the first rare thing."""
    rows: _Rows = []
    row: list[list[str]] = []
    pieces: list[str] = []
    shapes: _Shapes = {}
    marks: list[Mark] = []
    elements = table.iter(*_IN_TABLE)
    next(elements)
    for element in elements:
        name = element.tag
        if name == _T:
            pieces.append(element.text or "")
        elif name == _P:
            pieces.append("\n")
        elif name == _TC:
            pieces = []
            row.append(pieces)
        elif name == _TR:
            row = []
            rows.append(row)
        elif name in _RARE:
            return None
        elif name in (_SPAN, _DOWN, _BEFORE):
            if name == _BEFORE:
                pieces = []
                row.append(pieces)
            place = len(rows) - 1, len(row) - 1
            span, continues = shapes.get(place, (1, False))
            if name == _DOWN:
                shapes[place] = span, element.get(_VAL, "continue") == "continue"
            else:
                shapes[place] = _number(element), continues
        elif aside := _beside(element, asides):
            marks.append(Mark(len(rows) - 1, len(row) - 1, *aside))
        else:
            pieces.append(_shown(element))
    return rows, shapes, marks


def _number(element: etree._Element) -> int:
    value = str(element.get(_VAL, "1"))
    return min(int(value), 1_000) if value.isdecimal() else 1


def _beside(element: etree._Element, asides: Asides) -> tuple[IssueKind, str, str] | None:
    """What an element says beside the text: a comment or a note, deleted words, hidden words."""
    name = str(element.tag)
    if name in _ASIDE:
        kind = _ASIDE[name]
        text = asides.get((kind, str(element.get(tag("id"), ""))), "")
        return (IssueKind.COMMENT, f"The author left a {kind} here; it is no part of the text", text) if text else None
    if name == _DELETED:
        return IssueKind.DELETED_TEXT, _SAID[IssueKind.DELETED_TEXT], element.text or ""
    if name == _VANISH and element.get(_VAL) not in _OFF:
        run = element.getparent()
        run = run.getparent() if run is not None else None
        if run is not None and run.tag == _R:
            return IssueKind.HIDDEN, _SAID[IssueKind.HIDDEN], "".join(t.text or "" for t in run.iter(_T))
    return None


def _shown(element: etree._Element) -> str:
    """The text of an element that is no text itself."""
    name = element.tag
    if name == _TAB:
        parent = element.getparent()
        return "\t" if parent is not None and parent.tag == _R else ""
    if name in (_BR, _CR):
        return "\n"
    if name == _HYPHEN:
        return "-"
    if name == _SYM:
        code = str(element.get(tag("char"), ""))
        return _SYMBOLS.get(int(code, 16) & 0xFF, "▪") if code.isalnum() else ""
    if name == _BOX_TICKED:
        state = element.find(tag("checked"))
        state = element.find(tag("default")) if state is None else state
        return "☒" if state is not None and state.get(_VAL) not in _OFF else "☐"
    return element.text or "" if name == _MATH_T else ""


def _make_plain(block: etree._Element) -> None:
    """Takes out second copies and placeholders, turns moved words into deleted ones and inner tables into paragraphs."""
    for copy in list(block.iter(_FALLBACK)):
        parent = copy.getparent()
        if parent is not None:
            choice = parent.find(_CHOICE)
            better = choice is not None and next(choice.iter(_T), None) is not None
            parent.remove(copy if better or choice is None else choice)
            if choice is None:
                parent.append(copy)
    for copy in list(block.iter(_FALLBACK)):
        copy.tag = _CHOICE
    for mark in list(block.iter(_PLACEHOLDER)):
        control = mark.getparent()
        control = control.getparent() if control is not None else None
        for text in () if control is None else control.iter(_T):
            text.text = ""
        _drop(mark)
    for moved in list(block.iter(_MOVED)):
        for text in moved.iter(_T):
            text.tag = _DELETED
        moved.tag = tag("del")
    inner = [found for found in block.iter(_TBL) if found is not block]
    for table in reversed(inner):
        _fold(table)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _fold(table: etree._Element) -> None:
    """Puts a paragraph for each row in the place of a table inside a cell."""
    parent = table.getparent()
    if parent is None:
        return
    at = parent.index(table)
    lines = []
    for row in table.iter(_TR):
        cells = [" ".join(paragraph_text(p) for p in cell.iter(_P)).strip() for cell in row.iter(_TC)]
        lines.append(" | ".join(cell for cell in cells if cell))
    parent.remove(table)
    for line in reversed([line for line in lines if line]):
        paragraph = etree.Element(_P)
        etree.SubElement(etree.SubElement(paragraph, _R), _T).text = line
        parent.insert(at, paragraph)


def _in_step(rows: list[list[str]], shapes: _Shapes) -> tuple[list[list[str]], frozenset[int]]:
    """The texts of rows with merged or split cells under common columns, and the rows that are one merged cell.

    The columns are those of the commonest kind of row. A row with as many cells goes cell by cell, because a border
    dragged by hand changes the grid and not the meaning; any other row goes by where its cells begin.
    """
    counts = Counter(len(row) for row in rows if row)
    if not counts:
        return [], frozenset()
    width = max(counts, key=lambda count: (counts[count], count))
    pattern = next(number for number, row in enumerate(rows) if len(row) == width)
    starts = [sum(shapes.get((pattern, j), (1, False))[0] for j in range(i)) for i in range(width)]
    texts: list[list[str]] = []
    spanning = set()
    for number, row in enumerate(rows):
        line = [""] * width
        at = 0
        for i, cell in enumerate(row):
            span, continues = shapes.get((number, i), (1, False))
            column = i if len(row) == width else bisect_right(starts, at) - 1
            text = texts[-1][column] if continues and texts and not cell.strip() else cell
            line[column] = f"{line[column]}\n{text}" if line[column] and text else line[column] or text
            at += span
        filled = [i for i, cell in enumerate(row) if cell.strip()]
        wide = len(filled) == 1 and shapes.get((number, filled[0]), (1, False))[0] > 1
        if width > 1 and (len(row) == 1 or wide):
            spanning.add(number)
        texts.append(line)
    return texts, frozenset(spanning)
