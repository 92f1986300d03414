"""Reads text with separators (.csv, .tsv and what is sent under those names): which alphabet, which separator, which rows.

Agencies export from a dozen systems. The alphabet is settled by what cannot be anything else (a mark at the start, text
that is valid UTF-8, every second byte empty) before the Windows alphabet is assumed; the separator is the one that
gives rows of one width.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from keepsight.intake.grid import Contents, Grid, Remark, Row, Unreadable
from keepsight.intake.headings import is_heading
from keepsight.model import IssueKind

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MAX_CELL = 50_000_000
MAX_CELLS = 12_000_000
MAX_LINES = 5_000_000
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 60_000
_LINES = 20_000
_SAMPLE_ROWS = 200
_WINDOWS = "cp1252"
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a")
_GAPS = {0x81: "\x81", 0x8D: "\x8d", 0x8F: "\x8f", 0x90: "\x90", 0x9D: "\x9d"}
_ASSUMED = (
    "is not saved as UTF-8 and was read in the alphabet of Windows: check that £ signs, quotes and dashes look right"
)
_TOO_MUCH = "has more cells than any chronology: delete its empty rows and columns, save it and send it again"
_NULS = "holds characters that are nothing (NUL); they were left out"
_QUOTES = (
    "has quotation marks that are not closed or not doubled; every such line was read as a row of its own: check the rows "
    "from this one on"
)
_LONGEST_ROW = 200


def read_separated(data: bytes) -> Contents:
    """The rows of a text file as one grid; Unreadable when it is no text."""
    text, encoding, remarks = decode(data)
    separator, text = _separator(text)
    if text.count(separator) > MAX_CELLS or text.count("\n") > MAX_LINES:
        raise Unreadable(_TOO_MUCH)
    rows, wrong = _rows(text, separator)
    if max(map(len, rows), default=0) == 1 and rows[0]:
        inner = "\n".join(row[0] if row else "" for row in rows)
        if _fit(inner, again := _separator(inner)[0]) > (1.0, 0.0):
            separator, (rows, wrong) = again, _rows(inner, again)
    if wrong:
        remarks.append(Remark(IssueKind.WRONG_FORMAT, _QUOTES, wrong[:200]))
    name = SEPARATORS.get(separator, "no separator")
    return Contents(f"text, {encoding}, {name}", (Grid("", _squared(rows)),), (), tuple(remarks))


def decode(data: bytes) -> tuple[str, str, list[Remark]]:
    """The text, the name of its alphabet, and what to tell about it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _without_nuls(data.decode(encoding), encoding.removesuffix("-sig").upper())
            except UnicodeDecodeError:
                break
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if encoding := _utf_16(data):
        try:
            return _without_nuls(data.decode(encoding), "UTF-16")
        except UnicodeDecodeError:
            pass
    if text:
        return _without_nuls(text, "UTF-8")
    sample = data[:_SAMPLE]
    if len(sample.translate(None, _CONTROLS)) * 50 < len(sample) * 49:
        raise Unreadable("is damaged, or of a kind that cannot be read here: ask the agency to save and send it again")
    text = data.decode(_WINDOWS, errors="surrogateescape").translate({0xDC00 + k: v for k, v in _GAPS.items()})
    read, encoding, remarks = _without_nuls(text, _WINDOWS)
    value = next((line.strip()[:200] for line in read.splitlines() if not line.isascii()), "")
    return read, encoding, [Remark(IssueKind.ENCODING, _ASSUMED, value, needs_attention=False), *remarks]


def _without_nuls(text: str, encoding: str) -> tuple[str, str, list[Remark]]:
    if "\x00" not in text:
        return text, encoding, []
    return text.replace("\x00", ""), encoding, [Remark(IssueKind.ENCODING, _NULS, needs_attention=False)]


def _utf_16(data: bytes) -> str:
    """The kind of UTF-16 that text without a mark is in, told by the empty halves of its plain letters."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 10 > half * 4 and even * 20 < half:
        return "utf-16-le"
    if even * 10 > half * 4 and odd * 20 < half:
        return "utf-16-be"
    return ""


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without a first line that only names it, as Excel writes one."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    sample = text[:_LINES]
    if len(text) > _LINES:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best = max(SEPARATORS, key=lambda separator: _fit(sample, separator))
    return (best if _fit(sample, best) > (0.0, 0.0) else ","), text


def _fit(sample: str, separator: str) -> tuple[float, float]:
    """How well a separator fits: known headings found, and the share of lines that have the commonest width above one."""
    if separator not in sample:
        return 0.0, 0.0
    widths: Counter[int] = Counter()
    headings = 0
    for row in _rows(sample, separator)[0][:_SAMPLE_ROWS]:
        cells = [cell for cell in row if cell.strip()]
        if cells:
            widths[len(row)] += 1
            if sum(widths.values()) <= 30 and len(cells) > 1:
                headings = max(headings, sum(map(is_heading, cells)))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 0.0
    width = max(wide, key=lambda w: (wide[w], w))
    return float(headings), wide[width] / sum(widths.values()) + width / 1_000


def _rows(text: str, separator: str) -> tuple[list[list[str]], str]:
    """The rows, and the first line whose quotation marks are out of order."""
    limit = csv.field_size_limit(MAX_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)), ""
    except csv.Error:
        return _loosely(text, separator)
    finally:
        csv.field_size_limit(limit)


def _loosely(text: str, separator: str) -> tuple[list[list[str]], str]:
    """The rows of a text whose quotation marks are not all in order: a line that cannot be closed stands alone."""
    lines = list(io.StringIO(text, newline=""))
    rows: list[list[str]] = []
    wrong = ""
    at = 0
    while at < len(lines):
        taken = _record(lines, at, separator)
        if not taken:
            wrong = wrong or lines[at].strip()
        record = "".join(lines[at : at + max(taken, 1)])
        rows.extend(csv.reader([record], delimiter=separator))
        at += max(taken, 1)
    return rows, wrong


def _record(lines: Sequence[str], at: int, separator: str) -> int:
    """How many lines the row that begins there takes; 0 when its quotation marks never come right."""
    record = ""
    for taken, line in enumerate(lines[at : at + _LONGEST_ROW], start=1):
        record += line
        try:
            list(csv.reader([record], delimiter=separator, strict=True))
        except csv.Error as error:
            if "unexpected end" not in str(error):
                return 0
        else:
            return taken
    return 0


def _squared(rows: Sequence[list[str]]) -> list[Row]:
    """The rows all as wide as the widest."""
    width = max(map(len, rows), default=0)
    blank = ("",) * width
    return [row if len(row) == width else [*row, *blank[len(row) :]] if row else blank for row in rows]
