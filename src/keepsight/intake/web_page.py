"""Reads the web page that many case systems send under the name of a workbook (.xls): its tables as grids."""

from __future__ import annotations

import re

from lxml import etree, html

from keepsight.intake.grid import Contents, Grid, Unreadable
from keepsight.intake.guard import SWOLLEN
from keepsight.intake.separated import decode

_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|\?xml|style)", re.IGNORECASE | re.DOTALL
)
_BLOCKS = frozenset(("p", "div", "br", "li", "tr"))
_MAX_SPAN = 1_000
MAX_PAGE_BYTES = 50_000_000


def is_web_page(data: bytes) -> bool:
    """True for markup that a browser would show."""
    start = data[:4_000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return bool(_START.match(start))


def read_web_page(data: bytes) -> Contents:
    """The tables of a web page; Unreadable when it holds none."""
    if len(data) > MAX_PAGE_BYTES:
        raise Unreadable(SWOLLEN)
    text, _, remarks = decode(data)
    if "urn:schemas-microsoft-com:office:spreadsheet" in text[:4_000]:
        raise Unreadable("is a workbook in an old form of markup (XML 2003): open it in Excel and save it as .xlsx")
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable("is a web page in which no table was found") from None
    tables = [table for table in root.iter("table") if next(table.iterancestors("table"), None) is None]
    grids = tuple(_grid(table, f"table {n}") for n, table in enumerate(tables, start=1))
    if not grids:
        raise Unreadable("is a web page in which no table was found: ask the agency for the Word or Excel file")
    return Contents("web page", grids, (), tuple(remarks))


def _grid(table: etree._Element, name: str) -> Grid:
    rows: list[list[str]] = []
    carried: dict[int, tuple[int, str]] = {}
    spanning = set()
    for tr in table.iter("tr"):
        row: list[str] = []
        cells = [cell for cell in tr if cell.tag in ("td", "th")]
        for cell in cells:
            _carry(row, carried)
            text = _text(cell)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if down > 1:
                carried[len(row)] = down - 1, text
            row += [text, *[""] * (across - 1)]
        _carry(row, carried)
        if len(cells) == 1 and len(row) > 1:
            spanning.add(len(rows))
        rows.append(row)
    width = max(map(len, rows), default=0)
    return Grid(name, [[*row, *[""] * (width - len(row))] for row in rows], (), frozenset(spanning))


def _carry(row: list[str], carried: dict[int, tuple[int, str]]) -> None:
    """Repeats the cells merged downwards that stand at the end of the row so far."""
    while len(row) in carried:
        left, text = carried.pop(len(row))
        if left > 1:
            carried[len(row)] = left - 1, text
        row.append(text)


def _span(cell: etree._Element, name: str) -> int:
    value = str(cell.get(name, "1"))
    return max(1, min(int(value), _MAX_SPAN)) if value.isdecimal() else 1


def _text(cell: etree._Element) -> str:
    pieces = [cell.text or ""]
    for child in cell.iterdescendants():
        if child.tag in _BLOCKS:
            pieces.append("\n")
        pieces += [child.text or "" if isinstance(child.tag, str) else "", child.tail or ""]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
