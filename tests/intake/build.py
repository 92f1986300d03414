"""Files as agencies send them, written into a test's own folder; all people and places are invented."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]
import xlwt
from odf import opendocument, table, text

from keepsight.intake import FileReading, read_file
from keepsight.model import ColumnHint, ColumnRole, EntryKind, IssueKind, Scope, Settings, SourceFile

Cells = Sequence[Sequence[object]]
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""

HEAD = ("Date", "Event", "Action", "Worker")
ROWS = (
    ("03/04/2018", "Seen at school, tired and hungry.", "Breakfast club", "J Moss"),
    ("10/04/2018", "Mother rang, no food in the house.", "Food parcel", "J Moss"),
    ("12/04/2018", "Home visit, nobody in.", "", "P Vale"),
)
WORD_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def settings(
    *,
    start: date | None = None,
    end: date | None = None,
    agency: Mapping[str, str] | None = None,
    columns: Mapping[str, ColumnRole] | None = None,
) -> Settings:
    """Settings with a scope, the agencies of files, and what headings are for."""
    return Settings(
        scope=Scope(start, end),
        files=tuple(SourceFile(name, given) for name, given in (agency or {}).items()),
        columns=tuple(ColumnHint("", heading, role) for heading, role in (columns or {}).items()),
    )


def word(path: Path, *blocks: str | Cells, merged: Mapping[int, Sequence[Merge]] | None = None) -> Path:
    """A Word document of paragraphs (text) and tables (rows); `merged` are the merged cells of each table by number."""
    document = docx.Document()
    number = 0
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        made = document.add_table(rows=len(block), cols=max(map(len, block)))
        for row, cells in zip(made.rows, block, strict=True):
            for cell, value in zip(row.cells, cells, strict=False):
                cell.text = str(value)
        for top, left, bottom, right in (merged or {}).get(number, ()):
            kept = made.cell(top, left).text
            made.cell(top, left).merge(made.cell(bottom, right)).text = kept
        number += 1
    document.save(str(path))
    return path


def word_of(path: Path, body: str, **parts: str) -> Path:
    """A Word document from the markup of its body; other parts by their names, with __ for a slash."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD_NS}"><w:body>{body}</w:body></w:document>'
    return zipped(path, {"word/document.xml": document, **{k.replace("__", "/"): v for k, v in parts.items()}})


def tr(*cells: str) -> str:
    """A row of a Word table from the markup or text of its cells."""
    return f"<w:tr>{''.join(map(tc, cells))}</w:tr>"


def tc(content: str) -> str:
    """A cell of a Word table from markup, or from text."""
    inner = content if content.startswith("<w:") else f"<w:p><w:r><w:t>{content}</w:t></w:r></w:p>"
    return f"<w:tc>{inner}</w:tc>"


def tbl(*rows: str) -> str:
    """A Word table from the markup of its rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def excel(path: Path, *sheets: Cells, change: Callable[[Any], None] | None = None) -> Path:
    """An Excel workbook; `change` may do more to it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(list(row))
    if change is not None:
        change(book)
    book.save(path)
    return path


def old_excel(path: Path, *sheets: Cells, day_format: str = "DD/MM/YYYY") -> Path:
    """An Excel workbook of the old kind; dates are written as real dates."""
    book = xlwt.Workbook(encoding="utf-8")
    style = xlwt.easyxf(num_format_str=day_format)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.add_sheet(f"Sheet {number}")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write(r, c, value, style)
                elif value not in ("", None):
                    sheet.write(r, c, value)
    book.save(str(path))
    return path


def open_document(path: Path, *sheets: Cells) -> Path:
    """An OpenDocument spreadsheet; dates are written as real dates."""
    book = opendocument.OpenDocumentSpreadsheet()
    for number, rows in enumerate(sheets, start=1):
        sheet = table.Table(name=f"Sheet {number}")
        for row in rows:
            line = table.TableRow()
            for value in row:
                if isinstance(value, date):
                    cell = table.TableCell(valuetype="date", datevalue=value.isoformat())
                else:
                    cell = table.TableCell(valuetype="string")
                for paragraph in str(value).split("\n") if value not in ("", None) else ():
                    cell.addElement(text.P(text=paragraph))
                line.addElement(cell)
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    book.save(str(path))
    return path


def separated(path: Path, rows: Cells, *, separator: str = ",", encoding: str = "utf-8", above: str = "") -> Path:
    """A text file with separators; `above` is put before the rows as it stands."""
    held = io.StringIO()
    csv.writer(held, delimiter=separator).writerows(rows)
    path.write_bytes((above + held.getvalue()).encode(encoding))
    return path


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A zip with the given parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def read(path: Path, given: Settings | None = None) -> FileReading:
    """The file as intake reads it."""
    return read_file(path, settings=given or Settings())


def texts(reading: FileReading) -> list[tuple[str, ...]]:
    """The cells of every entry."""
    return [tuple(field.text for field in entry.fields) for entry in reading.entries]


def days(reading: FileReading) -> list[str]:
    """The day of every entry as ISO, "" where there is none."""
    return [entry.when.earliest.isoformat() if entry.when.earliest else "" for entry in reading.entries]


def roles(reading: FileReading, number: int = 0) -> list[tuple[str, str]]:
    """The headings and roles of a table."""
    return [(column.heading, column.role.value) for column in reading.tables[number].columns]


def kinds(reading: FileReading) -> list[str]:
    """E for each event and N for each note."""
    return ["N" if entry.kind is EntryKind.NOTE else "E" for entry in reading.entries]


def issues(reading: FileReading, kind: IssueKind | None = None) -> list[tuple[int, str, str]]:
    """Row, column and value of the issues (of one kind)."""
    return [(i.row, i.column, i.value) for i in reading.issues if kind is None or i.kind is kind]


def renamed_stream(data: bytes, old: str, new: str) -> bytes:
    """An old Office file with one stream under another name; what is in it stays."""
    entry = old.encode("utf-16-le")
    at = data.index(entry + b"\x00\x00")
    name = new.encode("utf-16-le").ljust(64, b"\x00")
    return data[:at] + name + struct.pack("<H", 2 * len(new) + 2) + data[at + 66 :]


def without_part(path: Path, *names: str) -> Path:
    """A zip without the parts of these names."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name not in names}
    return zipped(path, parts)


def with_parts(path: Path, **parts: str | bytes) -> Path:
    """A zip with parts added or replaced, by their names with __ for a slash."""
    with zipfile.ZipFile(path) as archive:
        kept: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return zipped(path, kept | {name.replace("__", "/"): content for name, content in parts.items()})
