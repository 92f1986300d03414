"""Finds the chronologies among the grids of a file and understands their columns; all else is told as standing outside.

A file can carry a front page of names, a list of abbreviations and a chronology in three pieces. A table is a
chronology when it has a column of days and something that is said of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from keepsight.intake.columns import Column, carried, understand, with_spilt
from keepsight.intake.contents import is_remark, is_undated, reads_as_date
from keepsight.intake.forms import turned
from keepsight.intake.grid import Contents, Grid, Row
from keepsight.intake.headings import is_heading, is_of_another_table, plain
from keepsight.intake.sections import Section, cut
from keepsight.model import READ_AS_TEXT, ColumnHint, ColumnRole, Scope

_LABEL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Table:
    """One chronology, or a piece of one.

    `cells` are its data rows column by column, notes included; `at` and `places` say which rows and columns of the grid
    they were, `notes` which rows are notes, `spilt` which columns hold texts cut off by a separator. `heading_row`
    counts from 1, 0 when the table has no headings of its own; `goes_on` says that it took those of the one before.
    """

    number: int
    grid: int
    name: str
    hidden: bool
    titles: tuple[str, ...]
    heading_row: int
    columns: tuple[Column, ...]
    cells: tuple[Sequence[str], ...]
    at: tuple[int, ...]
    places: tuple[int, ...]
    goes_on: bool = False
    notes: frozenset[int] = frozenset()
    spilt: frozenset[int] = frozenset()

    @property
    def rows(self) -> int:
        return len(self.at)

    def column(self, role: ColumnRole) -> int | None:
        """The first column in a role, None when there is none."""
        return next((n for n, column in enumerate(self.columns) if column.role is role), None)


@dataclass(frozen=True, slots=True)
class Found:
    """The chronologies of a file, and the text that stands outside them."""

    tables: tuple[Table, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A section of a grid, understood as a table, whether it is a chronology, and its lines in case it is none."""

    table: Table
    is_chronology: bool
    lines: tuple[str, ...]


def find_tables(contents: Contents, *, scope: Scope, hints: Sequence[ColumnHint] = ()) -> Found:
    """The chronologies of a file in order. Tables with texts but no days are read when there is nothing better."""
    pieces: list[_Piece] = []
    before: Table | None = None
    hinted = frozenset(plain(hint.heading) for hint in hints)
    for number, grid in enumerate(turned(contents.grids, scope=scope)):
        above = grid.above
        for section in cut(grid, scope=scope, hinted=hinted, after_table=before is not None):
            table = _table(grid, section, number=number, above=above, before=before, scope=scope, hints=hints)
            sure = table.goes_on or (section.sure and section.heading is not None)
            piece = _Piece(table, _is_chronology(table, sure=sure), _as_lines(grid.rows, section))
            pieces.append(piece)
            before = table if piece.is_chronology else before
            above = ()
        if above:
            pieces.append(_Piece(_nothing(number, above), is_chronology=False, lines=()))
    chosen = [piece for piece in pieces if piece.is_chronology]
    chosen = chosen or [piece for piece in pieces if _may_be_one(piece.table)]
    outside = [line for piece in pieces if piece not in chosen for line in (*piece.table.titles, *piece.lines)]
    tables = tuple(replace(piece.table, number=number) for number, piece in enumerate(chosen))
    return Found(tables, (*outside, *contents.below))


def _nothing(grid: int, titles: tuple[str, ...]) -> Table:
    return Table(0, grid, "", hidden=False, titles=titles, heading_row=0, columns=(), cells=(), at=(), places=())


def _table(
    grid: Grid,
    section: Section,
    *,
    number: int,
    above: tuple[str, ...],
    before: Table | None,
    scope: Scope,
    hints: Sequence[ColumnHint],
) -> Table:
    rows = [grid.rows[i] for i in section.rows]
    columns: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) if rows else [() for _ in section.headings]
    lone, events = _lone_rows(rows, section, grid.spanning)
    going_on = before is not None and not section.headings and _goes_on(columns, before, events, scope=scope)
    if going_on and before is not None:
        kept: Sequence[int] = before.places
    else:
        kept = [n for n, column in enumerate(columns) if _named(section, n) or any(map(str.strip, column))]
    cells = tuple(columns[n] for n in kept)
    shown = cells if not lone else tuple([column[i] for i in events] for column in cells)
    spilt = _spilt(section, kept, cells)
    if going_on and before is not None:
        understood = carried(before.columns, shown)
    else:
        earlier = before.columns if before is not None else ()
        understood = understand(_headings(section, kept), shown, scope=scope, hints=hints, before=earlier)
        understood = with_spilt(understood, spilt)
    table = Table(
        number=0,
        grid=number,
        name=grid.name,
        hidden=grid.hidden,
        titles=(*above, *section.titles),
        heading_row=0 if section.heading is None else section.heading + 1,
        columns=understood,
        cells=cells,
        at=section.rows,
        places=tuple(kept),
        goes_on=going_on,
        spilt=spilt,
    )
    return replace(table, notes=_notes(table, lone, grid.spanning, scope=scope))


def _named(section: Section, column: int) -> bool:
    return column < len(section.headings) and bool(section.headings[column].strip())


def _headings(section: Section, kept: Sequence[int]) -> list[str]:
    """The headings as written, on one line each; those without a name by their number, equal ones numbered."""
    names: list[str] = []
    for n in kept:
        written = " ".join(section.headings[n].split()) if _named(section, n) else f"Column {n + 1}"
        name, number = written, 1
        while name in names:
            number += 1
            name = f"{written} ({number})"
        names.append(name)
    return names


def _lone_rows(rows: Sequence[Row], section: Section, spanning: frozenset[int]) -> tuple[list[int], list[int]]:
    """The rows with text in one cell only or merged into one, and all others."""
    lone: list[int] = []
    others: list[int] = []
    for place, row in enumerate(rows):
        single = section.rows[place] in spanning or len(row) - row.count("") == 1
        if not single and not all(row):
            single = sum(1 for cell in row if cell.strip()) == 1
        (lone if single and len(row) > 1 else others).append(place)
    return (lone, others) if others else ([], lone)


def _goes_on(columns: Sequence[Sequence[str]], before: Table, events: Sequence[int], *, scope: Scope) -> bool:
    """True when a table without headings goes on from the one before: its columns, and dates where they were."""
    when = before.column(ColumnRole.DATE)
    if when is None or max(before.places) >= len(columns):
        return False
    others = (column for n, column in enumerate(columns) if n not in before.places)
    if any(any(map(str.strip, column)) for column in others):
        return False
    shares = [_date_share([columns[n][i] for i in events], scope=scope) for n in before.places]
    return shares[when] >= 0.5 or shares[when] == max(shares)


def _date_share(column: Sequence[str], *, scope: Scope) -> float:
    given = [cell for cell in column[:100] if cell.strip() and not is_undated(cell)]
    return sum(reads_as_date(cell, scope=scope) for cell in given) / len(given) if given else 0.0


def _notes(table: Table, lone: Sequence[int], spanning: frozenset[int], *, scope: Scope) -> frozenset[int]:
    """Which of the rows with one text only are notes: all merged ones, and those with no date and no place of their own."""
    when = table.column(ColumnRole.DATE)
    notes = set()
    for place in lone:
        if table.at[place] in spanning:
            notes.add(place)
            continue
        column = next(n for n, cells in enumerate(table.cells) if cells[place].strip())
        text = table.cells[column][place]
        if column == when:
            is_day = reads_as_date(text, scope=scope) or is_undated(text)
            is_note = not is_day or is_remark(text)
        else:
            is_note = column == 0 or table.columns[column].role not in READ_AS_TEXT
        if is_note:
            notes.add(place)
    return frozenset(notes)


def _spilt(section: Section, kept: Sequence[int], cells: Sequence[Sequence[str]]) -> frozenset[int]:
    """The columns to the right of all headings, filled in a few rows only: text cut at a separator it contained."""
    named = [n for n in range(len(section.headings)) if _named(section, n)]
    if not named:
        return frozenset()
    return frozenset(
        place
        for place, n in enumerate(kept)
        if n > named[-1] and sum(1 for cell in cells[place] if cell.strip()) * 4 <= len(cells[place])
    )


def _is_chronology(table: Table, *, sure: bool) -> bool:
    """True for a table with a column of days that happened and something said of them."""
    when = table.column(ColumnRole.DATE)
    others = [c for n, c in enumerate(table.columns) if n != when]
    if when is None or not others or _is_of_people(table):
        return False
    if not sure and _is_list_of_labels(table):
        return False
    return bool(table.heading_row) or any(c.role in READ_AS_TEXT for c in others)


def _is_of_people(table: Table) -> bool:
    foreign = sum(is_of_another_table(column.heading) for column in table.columns)
    told = any(column.role is ColumnRole.NARRATIVE for column in table.columns)
    return foreign >= 2 or (foreign == 1 and not told)


def _is_list_of_labels(table: Table) -> bool:
    """True for a front page: names of things down the left side, each once, what they are to the right."""
    first = [cell.strip() for cell in (table.columns[0].heading, *table.cells[0]) if cell.strip()]
    labels = [cell for cell in first if is_heading(cell) or is_of_another_table(cell) or cell.endswith(":")]
    return len(labels) >= max(2, _LABEL_SHARE * len(first)) and len(set(labels)) == len(labels)


def _may_be_one(table: Table) -> bool:
    """True for a table with known headings and texts but no column of days; read when a file has nothing better."""
    known = [c for c in table.columns if c.role is not ColumnRole.OTHER and is_heading(c.heading)]
    told = any(c.role is ColumnRole.NARRATIVE for c in table.columns)
    return bool(table.heading_row and table.rows and told and len(known) >= 2 and not _is_of_people(table))


def _as_lines(rows: Sequence[Row], section: Section) -> tuple[str, ...]:
    numbers = ([section.heading] if section.heading is not None else []) + list(section.rows)
    return tuple(" | ".join(cell.strip() for cell in rows[i] if cell.strip()) for i in numbers)
