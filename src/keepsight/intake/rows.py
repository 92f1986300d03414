"""Makes the entries of one table: every cell kept, the day read, the place and the id of each row fixed.

Whole columns are worked at once, since a review can bring hundreds of thousands of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b, shake_256

from keepsight.intake.columns import Column
from keepsight.intake.dated import Known, Trouble, has_month_first, read_days, read_recorded, with_ends, with_times
from keepsight.intake.tables import Table
from keepsight.model import ColumnRole, Entry, EntryId, EntryKind, Field, IntakeIssue, IssueKind, Place, Scope, When

_ID_BYTES = 8
_MONTH_FIRST = (
    "The dates of this column are written with the month first and were read so. Check one of them; if they are not, tell "
    "the agency."
)
_EXTRA = (
    "The row has more cells than there are headings, so a text may have been cut in two at a separator; all of it is kept. "
    "Check the row."
)
_COPY = "The row is the same as row {first}; both are kept. If it was exported twice, ask the agency."
_OUT_OF_SCOPE = "The date lies outside the period under review; the row is kept."
_NOTE = "Text across the row and no date: kept as a note between the events."


@dataclass(frozen=True, slots=True)
class Source:
    """What an entry takes from its file; `copy` counts the files before it in the folder with the very same bytes."""

    name: str
    sha256: str
    agency: str
    agency_fixed: bool
    copy: int = 0


def read_rows(
    table: Table,
    *,
    source: Source,
    scope: Scope,
    before: int = 0,
    above: When | None = None,
    known: Known | None = None,
) -> tuple[list[Entry], list[IntakeIssue], When | None]:
    """The entries of a table, what to tell about them, and the last day read. `before` rows came before in the file."""
    count = table.rows
    month_first, whens, recorded, troubles = _days(table, scope=scope, above=above, known=known)
    ids = _ids(source, table.number, before, count)
    fields: list[tuple[Field, ...]] = list(zip(*map(_fields, table.columns, table.cells), strict=True))
    agencies = _agencies(table, source)
    sources = _labels(table, ColumnRole.SOURCE)
    workers = _labels(table, ColumnRole.WORKER)
    orders = _orders(table)
    digests = _digests(table)
    name, number, notes = source.name, table.number, table.notes
    entries = [
        Entry(
            ids[n],
            Place(name, number, before + n + 1),
            agencies[n],
            whens[n],
            fields[n],
            EntryKind.NOTE if n in notes else EntryKind.EVENT,
            recorded[n],
            sources[n],
            workers[n],
            orders[n],
            digests[n],
        )
        for n in range(count)
    ]
    issues = list(_issues(table, entries, troubles, source=source, before=before, month_first=month_first))
    issues += _outside_scope(entries, scope, table, source)
    last = next((when for when in reversed(whens) if when.earliest is not None), above)
    return entries, issues, last


def copies(entries: Sequence[Entry], *, file: str) -> list[IntakeIssue]:
    """An issue for every row that is the same as one before it in the file."""
    first: dict[str, int] = {}
    issues = []
    for entry in entries:
        row = first.setdefault(entry.digest, entry.place.row)
        if row != entry.place.row and entry.kind is EntryKind.EVENT:
            message = _COPY.format(first=row)
            issues.append(
                IntakeIssue(
                    file, entry.place.row, "", IssueKind.DUPLICATE_ROW, message, _start(entry), needs_attention=False
                )
            )
    return issues


def _start(entry: Entry) -> str:
    return entry.text[:80] or " | ".join(f.text for f in entry.fields if f.text)[:80]


def _days(
    table: Table, *, scope: Scope, above: When | None, known: Known | None
) -> tuple[bool, list[When], list[When | None], list[tuple[int, Trouble]]]:
    """The days of every row, the days they were written down, and the troubles with the number of their column."""
    troubles: list[tuple[int, Trouble]] = []
    skipped = {n: next(cells[n].strip() for cells in table.cells if cells[n].strip()) for n in table.notes}
    at = table.column(ColumnRole.DATE)
    month_first = at is not None and has_month_first(table.cells[at])
    cells: Sequence[str] = table.cells[at] if at is not None else [""] * table.rows
    whens, found = read_days(cells, scope=scope, skipped=skipped, month_first=month_first, above=above, known=known)
    troubles += [(-1 if at is None else at, trouble) for trouble in found]
    for role in (ColumnRole.END_DATE, ColumnRole.TIME):
        column = table.column(role)
        if column is not None:
            if role is ColumnRole.TIME:
                found = with_times(whens, table.cells[column])
            else:
                found = with_ends(whens, table.cells[column], scope=scope, month_first=month_first)
            troubles += [(column, trouble) for trouble in found if trouble.row not in table.notes]
    recorded: list[When | None] = [None] * table.rows
    column = table.column(ColumnRole.RECORDED)
    if column is not None:
        recorded = read_recorded(table.cells[column], whens, scope=scope, month_first=month_first)
    return month_first, whens, recorded, troubles


def _ids(source: Source, table: int, before: int, count: int) -> list[EntryId]:
    """An id for each row, from the digest of its file, its table and its place there."""
    seed = f"{source.sha256}\n{table}\n{before}\n{source.copy or ''}".encode()
    stream = shake_256(seed).hexdigest(_ID_BYTES * count)
    width = 2 * _ID_BYTES
    return [EntryId(stream[at : at + width]) for at in range(0, width * count, width)]


def _fields(column: Column, cells: Sequence[str]) -> list[Field]:
    heading, role = column.heading, column.role
    known: dict[str, Field] = {}
    fields = []
    for text in cells:
        field = known.get(text)
        if field is None:
            field = known[text] = Field(heading, role, text)
        fields.append(field)
    return fields


def _agencies(table: Table, source: Source) -> Sequence[str]:
    at = table.column(ColumnRole.AGENCY)
    if at is None or source.agency_fixed:
        return [source.agency] * table.rows
    return [" ".join(cell.split()) or source.agency for cell in table.cells[at]]


def _labels(table: Table, role: ColumnRole) -> Sequence[str]:
    """The cells of all columns in a role, joined where a row has several."""
    columns = [cells for column, cells in zip(table.columns, table.cells, strict=True) if column.role is role]
    if not columns:
        return [""] * table.rows
    if len(columns) == 1:
        return [cell.strip() for cell in columns[0]]
    return ["; ".join(filter(None, map(str.strip, row))) for row in zip(*columns, strict=True)]


def _orders(table: Table) -> Sequence[float | None]:
    at = table.column(ColumnRole.ORDER)
    if at is None:
        return [None] * table.rows
    return [_number(cell) for cell in table.cells[at]]


def _number(cell: str) -> float | None:
    text = cell.strip().rstrip(".")
    return float(text) if text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit() else None


def _digests(table: Table) -> list[str]:
    """The digest of the cells of each row; two rows with one digest are copies."""
    join = "\x1f".join
    return [
        blake2b(join(row).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        for row in zip(*table.cells, strict=True)
    ]


def _issues(
    table: Table,
    entries: Sequence[Entry],
    troubles: Iterable[tuple[int, Trouble]],
    *,
    source: Source,
    before: int,
    month_first: bool,
) -> Iterable[IntakeIssue]:
    for column, trouble in troubles:
        heading = table.columns[column].heading if column >= 0 else ""
        value = table.cells[column][trouble.row].strip() if column >= 0 else _start(entries[trouble.row])
        yield IntakeIssue(
            source.name,
            before + trouble.row + 1,
            heading,
            trouble.kind,
            trouble.message,
            value,
            trouble.needs_attention,
        )
    for n in sorted(table.notes):
        yield IntakeIssue(
            source.name, before + n + 1, "", IssueKind.NOTE_ROW, _NOTE, _whole(table, n), needs_attention=False
        )
    for column in sorted(table.spilt):
        for n, cell in enumerate(table.cells[column]):
            if cell.strip():
                heading = table.columns[column].heading
                yield IntakeIssue(source.name, before + n + 1, heading, IssueKind.EXTRA_CELLS, _EXTRA, cell)
    at = table.column(ColumnRole.DATE)
    if month_first and at is not None:
        yield IntakeIssue(
            source.name,
            0,
            table.columns[at].heading,
            IssueKind.ASSUMED_DATE,
            _MONTH_FIRST,
            table.columns[at].examples[0],
        )


def _whole(table: Table, row: int) -> str:
    return " | ".join(cells[row].strip() for cells in table.cells if cells[row].strip())


def _outside_scope(entries: Sequence[Entry], scope: Scope, table: Table, source: Source) -> Iterable[IntakeIssue]:
    if scope.start is None and scope.end is None:
        return
    at = table.column(ColumnRole.DATE)
    heading = table.columns[at].heading if at is not None else ""
    start, end = scope.start, scope.end
    for entry in entries:
        when = entry.when
        if when.earliest is None or when.latest is None:
            continue
        if (start is not None and when.latest < start) or (end is not None and when.earliest > end):
            yield IntakeIssue(
                source.name,
                entry.place.row,
                heading,
                IssueKind.OUT_OF_SCOPE,
                _OUT_OF_SCOPE,
                when.text.strip(),
                needs_attention=False,
            )


def places_of(tables: Sequence[Table], starts: Sequence[int]) -> Mapping[tuple[int, int], tuple[int, Table]]:
    """The number of the data row, and its table, for every grid and row of a grid that is one."""
    return {
        (table.grid, at): (start + n + 1, table)
        for table, start in zip(tables, starts, strict=True)
        for n, at in enumerate(table.at)
    }
