"""Reads one file from its bytes to entries and issues, and keeps what was understood on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from keepsight.intake.dated import Known
from keepsight.intake.grid import Contents, Remark
from keepsight.intake.opening import Opened, open_file
from keepsight.intake.rows import Source, copies, places_of, read_rows
from keepsight.intake.tables import Found, Table, find_tables
from keepsight.model import ColumnRole, Entry, EntryKind, FileSummary, IntakeIssue, IssueKind, Settings

MAX_COLUMNS = 1_000
_AGENCY = re.compile(
    r"(?:\b(?:name of )?(?:agency|organisation|asiantaeth)(?: name)?\s*[:|]\s*)(?P<name>[^|\n:;]{2,80})", re.IGNORECASE
)
_FILLER = re.compile(
    r"\b(?:chronology|chron|timeline|log|export|extract|record|records|report|final|draft|copy|v\d+|version|for review|of|for|"
    r"significant events|\d{2,})\b",
    re.IGNORECASE,
)
_NO_TABLE = (
    "No table with dates was found, so nothing of it is on the timeline. Put the chronology in a table with a row of "
    "headings, one of them 'Date', or say in review.toml what its headings are for."
)
_NO_ROWS = "The table has headings and no rows below them. Ask the agency whether the right file was sent."
_OUTSIDE = "Text outside the tables is no part of the timeline; read it beside them."
_OUTSIDE_ENTRIES = "Text outside the tables begins with dates, so entries may stand there; it is not on the timeline. Put them in the table."
_UNKNOWN = (
    "It is not clear what this column is for; its cells are kept and shown but not read. Name a role for it in review.toml "
    "if it matters."
)
_NO_DATES = "No column holds dates, so the rows are on the timeline undated. Name the column of dates in review.toml."
_HIDDEN = (
    "The sheet '{name}' is hidden in the file; its rows are read. Ask the agency whether they were meant to be sent."
)
_WIDE = f"has more than {MAX_COLUMNS:,} columns with something in them, so it is no chronology and was not read"
_STARTS_WITH_DATE = re.compile(r"\W{0,3}\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b.{15,}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FileReading:
    """Everything that was understood of one file. `reason` says why it could not be read, "" when it was."""

    name: str
    sha256: str
    bytes: int
    format: str
    agency: str
    tables: tuple[Table, ...]
    outside: tuple[str, ...]
    entries: tuple[Entry, ...]
    issues: tuple[IntakeIssue, ...]
    reason: str = ""

    @property
    def summary(self) -> FileSummary:
        return FileSummary(self.name, self.sha256, self.bytes, self.agency, len(self.entries), len(self.tables))


def read_file(path: Path, *, settings: Settings, copy: int = 0) -> FileReading:
    """One file as it is understood; a bad one gives a reading with one issue, never an error. `copy` as for `read_opened`."""
    return read_opened(open_file(path), settings=settings, copy=copy)


def read_opened(opened: Opened, *, settings: Settings, known: Known | None = None, copy: int = 0) -> FileReading:
    """An opened file as it is understood.

    `known` remembers days from file to file when many are read, `copy` counts those before it with the same bytes.
    """
    if opened.contents is None:
        return _unread(opened, settings)
    if _too_wide(opened.contents):
        return _unread(replace(opened, contents=None, reason=_WIDE), settings)
    return _read(opened, opened.contents, settings, {} if known is None else known, copy)


def _too_wide(contents: Contents) -> bool:
    """True when more columns than a chronology can have hold something."""
    return any(
        sum(1 for column in zip(*grid.rows, strict=True) if any(map(str.strip, column))) > MAX_COLUMNS
        for grid in contents.grids
        if grid.rows and len(grid.rows[0]) > MAX_COLUMNS
    )


def _unread(opened: Opened, settings: Settings) -> FileReading:
    issue = IntakeIssue(opened.name, 0, "", IssueKind.UNREADABLE_FILE, f"The file {opened.reason}.")
    agency = _agency(opened.name, settings, ())
    return FileReading(opened.name, opened.sha256, opened.size, "", agency, (), (), (), (issue,), opened.reason)


def _read(opened: Opened, contents: Contents, settings: Settings, known: Known, copy: int) -> FileReading:
    hints = [hint for hint in settings.columns if hint.file in ("", opened.name)]
    hints.sort(key=lambda hint: hint.file == "")
    found = find_tables(contents, scope=settings.scope, hints=hints)
    fixed = settings.file(opened.name)
    lines = [*found.outside, *(title for table in found.tables for title in table.titles)]
    agency = _agency(opened.name, settings, tuple(lines))
    source = Source(opened.name, opened.sha256, agency, fixed is not None and bool(fixed.agency), copy)
    entries: list[Entry] = []
    issues: list[IntakeIssue] = []
    starts = []
    above = None
    for table in found.tables:
        starts.append(len(entries))
        read, said, above = read_rows(
            table, source=source, scope=settings.scope, before=len(entries), above=above, known=known
        )
        entries += read
        issues += said
    issues += copies(entries, file=opened.name)
    issues += _about_file(opened.name, contents, found)
    if any(grid.marks for grid in contents.grids):
        issues += _marks(opened.name, contents, places_of(found.tables, starts))
    return FileReading(
        name=opened.name,
        sha256=opened.sha256,
        bytes=opened.size,
        format=contents.format,
        agency=agency,
        tables=found.tables,
        outside=found.outside,
        entries=tuple(entries),
        issues=tuple(sorted(issues, key=lambda i: (i.row, i.column, i.kind.value, i.message, i.value))),
    )


def _agency(name: str, settings: Settings, lines: tuple[str, ...]) -> str:
    """Whose file it is: as the review says, as a title in it says, or else its own name made readable."""
    given = settings.file(name)
    if given is not None and given.agency:
        return given.agency
    for line in lines:
        if m := _AGENCY.search(line):
            return " ".join(m["name"].split()).rstrip(".,")
    stem = Path(name).stem.replace("_", " ").replace("-", " ")
    short = " ".join(_FILLER.sub(" ", stem).split())
    return short[:1].upper() + short[1:] if short else " ".join(stem.split())


def _about_file(name: str, contents: Contents, found: Found) -> Iterator[IntakeIssue]:
    for remark in contents.remarks:
        yield _of_remark(name, remark)
    told = set()
    for table in found.tables:
        grid = contents.grids[table.grid] if table.grid < len(contents.grids) else None
        if grid is not None and table.hidden and table.grid not in told:
            told.add(table.grid)
            yield IntakeIssue(
                name, 0, "", IssueKind.HIDDEN, _HIDDEN.format(name=table.name), table.name, needs_attention=False
            )
        if table.column(ColumnRole.DATE) is None and table.rows:
            yield IntakeIssue(name, 0, "", IssueKind.UNKNOWN_COLUMN, _NO_DATES)
    yield from _unknown_columns(name, found.tables)
    beside = [*(title for table in found.tables for title in table.titles), *found.outside]
    if beside and found.tables:
        entries = any(_STARTS_WITH_DATE.match(text) for text in found.outside)
        message = _OUTSIDE_ENTRIES if entries else _OUTSIDE
        yield IntakeIssue(name, 0, "", IssueKind.OUTSIDE_TABLE, message, "\n".join(beside), needs_attention=entries)
    refused = any(remark.kind is IssueKind.UNREADABLE_FILE for remark in contents.remarks)
    if not found.tables and not refused:
        yield IntakeIssue(name, 0, "", IssueKind.NO_TABLE, _NO_TABLE, "\n".join(found.outside))
    elif found.tables and not any(table.rows for table in found.tables):
        yield IntakeIssue(name, 0, "", IssueKind.NO_TABLE, _NO_ROWS)


def _of_remark(name: str, remark: Remark) -> IntakeIssue:
    plain = remark.kind in (IssueKind.MACROS, IssueKind.ENCODING, IssueKind.UNREADABLE_FILE, IssueKind.WRONG_FORMAT)
    plain = plain or remark.message[:1].islower()
    message = f"The file {remark.message}." if plain else f"{remark.message}."
    return IntakeIssue(name, 0, "", remark.kind, message, remark.value, remark.needs_attention)


def _unknown_columns(name: str, tables: tuple[Table, ...]) -> Iterator[IntakeIssue]:
    told = set()
    for table in tables:
        for column in table.columns:
            if column.role is ColumnRole.OTHER and column.examples and column.heading not in told:
                told.add(column.heading)
                yield IntakeIssue(
                    name,
                    0,
                    column.heading,
                    IssueKind.UNKNOWN_COLUMN,
                    _UNKNOWN,
                    column.examples[0][:200],
                    needs_attention=False,
                )


def _marks(name: str, contents: Contents, places: Mapping[tuple[int, int], tuple[int, Table]]) -> Iterator[IntakeIssue]:
    """What stood beside the text of cells, by the data row and the column it belongs to."""
    for number, grid in enumerate(contents.grids):
        for mark in grid.marks:
            row, table = places.get((number, mark.row), (0, None))
            heading = ""
            if table is not None and mark.column in table.places:
                heading = table.columns[table.places.index(mark.column)].heading
            attention = mark.kind is IssueKind.FORMULA
            yield IntakeIssue(name, row, heading, mark.kind, f"{mark.message}.", mark.text, needs_attention=attention)


def notes_in(reading: FileReading) -> int:
    """How many of the rows are notes between the events."""
    return sum(1 for entry in reading.entries if entry.kind is EntryKind.NOTE)
