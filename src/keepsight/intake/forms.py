"""Forms with the headings down the left side, one small table for each event, turned into rows with headings above.

One such table is more likely the front page of a document, so two of one kind, or several events side by side, make the
case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from keepsight.intake.contents import is_undated, reads_as_date
from keepsight.intake.grid import Grid
from keepsight.intake.headings import is_date_heading, is_heading, plain, roles_of
from keepsight.model import READ_AS_TEXT, Scope

_MOST_HEADINGS = 20
_SURE_TEXT = 0.7
_A_SENTENCE = 20


def turned(grids: Sequence[Grid], *, scope: Scope) -> tuple[Grid, ...]:
    """The grids of a file, forms turned into rows."""
    sides = [_side(grid, scope=scope) for grid in grids]
    counts = Counter(side for side in sides if side)
    return tuple(
        _turn(grid) if side and (counts[side] > 1 or len(grid.rows[0]) > 2) else grid
        for grid, side in zip(grids, sides, strict=True)
    )


def _turn(grid: Grid) -> Grid:
    marks = tuple(replace(mark, row=mark.column, column=mark.row) for mark in grid.marks)
    return replace(grid, rows=list(zip(*grid.rows, strict=True)), spanning=frozenset(), marks=marks)


def _side(grid: Grid, *, scope: Scope) -> tuple[str, ...]:
    """The headings down the first column, when they are those of an event; () otherwise."""
    rows = grid.rows
    if not 2 <= len(rows) <= _MOST_HEADINGS or len(set(map(len, rows))) > 1 or len(rows[0]) < 2:
        return ()
    named = sum(1 for row in rows if is_heading(row[0]))
    across = sum(1 for cell in rows[0] if is_heading(cell))
    if named * 5 < len(rows) * 3 or across > 1:
        return ()
    told = any(
        role in READ_AS_TEXT and weight >= _SURE_TEXT and len(row[1]) > _A_SENTENCE
        for row in rows
        for role, weight in roles_of(row[0])
    )
    dated = any(reads_as_date(row[1], scope=scope) or is_undated(row[1]) for row in rows if is_date_heading(row[0]))
    return tuple(plain(row[0]) for row in rows) if told and dated else ()
