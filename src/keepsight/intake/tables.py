"""Finds the chronologies among the grids of a file and understands their columns; all else is told as standing outside.

A file can carry a front page of names, a list of abbreviations and a chronology in three pieces. A table is a
chronology when it has a column of days and something that is said of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from keepsight.intake.columns import Column, carried, understand
from keepsight.intake.contents import is_undated, reads_as_date
from keepsight.intake.grid import Contents, Grid, Row
from keepsight.intake.headings import is_date_heading, is_heading, is_of_another_table, plain, roles_of
from keepsight.intake.sections import Section, cut
from keepsight.model import READ_AS_TEXT, ColumnHint, ColumnRole, Scope

_LABEL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Table:
    """One chronology, or a piece of one.

    `cells` are its data rows column by column, notes included; `at` and `places` say which rows and columns of the grid
    they were, `notes` which rows are notes, `spilt` which columns hold texts cut off by a separator. `heading_row`
    counts from 1, 0 when the table has no headings of its own.
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
    """The chronologies of a file, and the text that stands outside them, with how many rows that would be."""

    tables: tuple[Table, ...]
    outside: tuple[str, ...]
    lost_rows: int = 0


def find_tables(contents: Contents, *, scope: Scope, hints: Sequence[ColumnHint] = ()) -> Found:
    """The chronologies of a file in order."""
    tables: list[Table] = []
    doubtful: list[tuple[int, Table]] = []
    outside: list[str] = []
    for number, grid in enumerate(_turned(contents.grids)):
        outside += grid.above
        width = len(tables[-1].columns) if tables else 0
        for section in cut(grid, scope=scope, known_width=width):
            table = _table(grid, section, before=tables[-1] if tables else None, scope=scope, hints=hints)
            table = replace(table, grid=number)
            if _is_chronology(table, sure=section.sure and section.heading is not None):
                tables.append(replace(table, number=len(tables)))
                outside += section.titles
            else:
                if _may_be_one(table):
                    doubtful.append((len(outside), table))
                outside += section.titles
                outside += _as_lines(grid.rows, section)
    if not tables and doubtful:
        tables = [replace(table, number=n) for n, (_, table) in enumerate(doubtful)]
        outside = [text for _, table in doubtful for text in table.titles]
    outside += contents.below
    return Found(tuple(tables), tuple(outside))


def _turned(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """Forms with the headings down the side, one table an event, turned into rows; two of one kind make the case."""
    sides = [_side(grid) for grid in grids]
    counts = Counter(side for side in sides if side)
    turned = []
    for grid, side in zip(grids, sides, strict=True):
        wide = max(map(len, grid.rows), default=0)
        if side and (counts[side] > 1 or wide > 2):
            turned.append(
                replace(grid, rows=[list(row) for row in zip(*grid.rows, strict=True)], spanning=frozenset(), marks=())
            )
        else:
            turned.append(grid)
    return tuple(turned)


def _side(grid: Grid) -> tuple[str, ...]:
    """The headings down the first column, when they are those of an event; () otherwise."""
    rows = grid.rows
    if not 2 <= len(rows) <= 20 or min(map(len, rows)) < 2 or len(set(map(len, rows))) > 1:
        return ()
    side = tuple(plain(row[0]) for row in rows)
    named = sum(1 for row in rows if is_heading(row[0]))
    when = [row for row in rows if is_date_heading(row[0])]
    says = any(
        role in READ_AS_TEXT and weight >= 0.7 and len(row[1]) > 20 for row in rows for role, weight in roles_of(row[0])
    )
    across = sum(1 for cell in rows[0] if is_heading(cell))
    dated = any(reads_as_date(row[1], scope=Scope()) or is_undated(row[1]) for row in when)
    return side if named * 5 >= len(rows) * 3 and says and dated and across <= 1 else ()


def _table(grid: Grid, section: Section, *, before: Table | None, scope: Scope, hints: Sequence[ColumnHint]) -> Table:
    rows = [grid.rows[i] for i in section.rows]
    columns: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) if rows else [() for _ in section.headings]
    kept = [n for n, column in enumerate(columns) if _named(section, n) or any(map(str.strip, column))]
    cells = tuple(columns[n] for n in kept)
    headings = _headings(section, kept)
    notes, events = _lone_rows(rows, section, grid.spanning)
    shown = cells if not notes else tuple([column[i] for i in events] for column in cells)
    as_before = before is not None and not section.headings and _continues(shown, before, scope=scope)
    if as_before and before is not None:
        understood = carried(before.columns, shown)
    else:
        understood = understand(headings, shown, scope=scope, hints=hints)
    spilt = _spilt(section, kept, cells)
    understood = tuple(
        replace(column, role=ColumnRole.NARRATIVE, why="cut off from a text to the left", known=True)
        if n in spilt and column.role is ColumnRole.OTHER
        else column
        for n, column in enumerate(understood)
    )
    table = Table(
        number=0,
        grid=0,
        name=grid.name,
        hidden=grid.hidden,
        titles=(*grid.above, *section.titles),
        heading_row=0 if section.heading is None else section.heading + 1,
        columns=understood,
        cells=cells,
        at=section.rows,
        places=tuple(kept),
        spilt=spilt,
    )
    return replace(table, notes=_notes(table, notes, grid.spanning, scope=scope))


def _named(section: Section, column: int) -> bool:
    return column < len(section.headings) and bool(section.headings[column].strip())


def _headings(section: Section, kept: Sequence[int]) -> list[str]:
    """The headings as written, on one line each; those without a name by their number, equal ones numbered."""
    names: list[str] = []
    seen: Counter[str] = Counter()
    for n in kept:
        name = " ".join(section.headings[n].split()) if _named(section, n) else f"Column {n + 1}"
        seen[name] += 1
        while seen[name] > 1 and f"{name} ({seen[name]})" in seen:
            seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _lone_rows(rows: Sequence[Row], section: Section, spanning: frozenset[int]) -> tuple[list[int], list[int]]:
    """The rows with text in one cell only or merged into one, and all others."""
    lone, others = [], []
    for place, row in enumerate(rows):
        single = section.rows[place] in spanning or len(row) - row.count("") == 1
        if not single and not all(row):
            single = sum(1 for cell in row if cell.strip()) == 1
        (lone if single and len(row) > 1 else others).append(place)
    return (lone, others) if others else ([], lone)


def _continues(cells: Sequence[Sequence[str]], before: Table, *, scope: Scope) -> bool:
    """True when a table without headings goes on from the one before: as many columns, and dates where they were."""
    when = before.column(ColumnRole.DATE)
    if len(cells) != len(before.columns) or when is None:
        return False
    shares = [_date_share(column, scope=scope) for column in cells]
    return shares[when] >= 0.5 or (shares[when] == max(shares) and shares[when] > 0) or max(shares) == 0


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
            is_note = not reads_as_date(text, scope=scope) and not is_undated(text)
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


def _as_lines(rows: Sequence[Row], section: Section) -> list[str]:
    numbers = ([section.heading] if section.heading is not None else []) + list(section.rows)
    return [" | ".join(cell.strip() for cell in rows[i] if cell.strip()) for i in numbers]
