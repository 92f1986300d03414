"""Cuts one grid into its sections: titles, the row of headings, the rows below it, and the next headings if they change.

A page break repeats the headings; a second table pasted below brings headings of its own, perhaps in another order; a
table that goes on after a paragraph brings none. All of these are found by what stands in the rows, never by layout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from keepsight.intake.contents import is_undated, reads_as_date
from keepsight.intake.grid import Grid, Row
from keepsight.intake.headings import LONGEST_HEADING, SURE, is_date_heading, is_heading, is_known, plain, roles_of
from keepsight.model import ColumnRole, Scope

ROWS_SEARCHED = 60
"""How far down the row of headings is looked for."""
_TELLING = (ColumnRole.DATE, ColumnRole.RECORDED, ColumnRole.NARRATIVE, ColumnRole.ACTION, ColumnRole.TIME)
_BELOW = 15
_SHORT = 40
_TITLE_WORDS = 8
_GUIDANCE = re.compile(r"\W*d{1,2}\W{0,2}m{1,4}\W{0,2}y{2,4}\b", re.IGNORECASE)
_PAGE = re.compile(r"\W*(?:page \d|p\. ?\d|cont(?:\.|d|inued)|\(cont)", re.IGNORECASE)
_ROWS_OF_DATA = 3
"""Rows with dates above the headings are data only when there are several; one is a title that names a birthday."""


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of a grid under one row of headings.

    `heading` is the number of that row, None when there is none; `sure` is False when no word of it is known.
    """

    titles: tuple[str, ...]
    heading: int | None
    headings: tuple[str, ...]
    rows: tuple[int, ...]
    sure: bool = True


def cut(grid: Grid, *, scope: Scope, hinted: frozenset[str] = frozenset(), after_table: bool = False) -> list[Section]:
    """The sections of a grid in order; rows are named by their numbers from 0, blank rows belong to none.

    `hinted` are headings that `review.toml` names. Where the grid comes after a table, a first row without known words
    is no heading but the table going on.
    """
    rows = grid.rows
    filled = [i for i, row in enumerate(rows) if any(row) and any(map(str.strip, row))]
    if not filled:
        return []
    first = _first_heading(grid, filled, scope=scope, hinted=hinted, after_table=after_table)
    above = filled if first is None else filled[: filled.index(first)]
    sections = []
    lead = 0
    while lead < len(above) and _lone(rows[above[lead]]) and not _dated(rows[above[lead]], scope):
        lead += 1
    is_data = first is None or sum(_dated(rows[i], scope) and not _lone(rows[i]) for i in above[lead:]) >= _ROWS_OF_DATA
    titles = above[:lead] if is_data else above
    if is_data and len(above) > lead:
        sections.append(Section(_texts(rows, titles), None, (), tuple(above[lead:])))
        titles = []
    if first is not None:
        sure = _names_columns(rows[first], scope=scope, hinted=hinted) or any(map(is_date_heading, rows[first]))
        below = _below_headings(grid, first, filled[len(above) + 1 :], _texts(rows, titles))
        sections += below if sure else [replace(section, sure=False) for section in below]
    elif not sections:
        sections.append(Section((), None, (), tuple(above)))
    return sections


def _lone(row: Row) -> bool:
    """True for a row with text in one cell only."""
    return sum(map(bool, row)) == 1 or sum(1 for cell in row if cell.strip()) == 1


def _dated(row: Row, scope: Scope) -> bool:
    return any(reads_as_date(cell, scope=scope) for cell in row)


def _texts(rows: Sequence[Row], numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(" | ".join(cell.strip() for cell in rows[i] if cell.strip()) for i in numbers)


def _first_heading(
    grid: Grid, filled: Sequence[int], *, scope: Scope, hinted: frozenset[str], after_table: bool
) -> int | None:
    """The first row of headings: known words first, else a row of short texts above a column of dates."""
    rows = grid.rows
    searched = [i for i in filled[:ROWS_SEARCHED] if i not in grid.spanning and not _lone(rows[i])]
    for place, i in enumerate(searched):
        if _names_columns(rows[i], scope=scope, hinted=hinted):
            return i
        if any(map(is_date_heading, rows[i])) and _short(rows[i], scope=scope):
            columns = [k for k, cell in enumerate(rows[i]) if is_date_heading(cell)]
            if any(_dates_below(rows, searched[place + 1 :], k, scope=scope) for k in columns):
                return i
    if searched and not after_table and _short(rows[searched[0]], scope=scope):
        row = rows[searched[0]]
        for k, cell in enumerate(row):
            if len(cell) <= _SHORT and _dates_below(rows, searched[1:], k, scope=scope):
                return searched[0]
    return None


def _names_columns(row: Row, *, scope: Scope, hinted: frozenset[str]) -> bool:
    """True for a row of headings by its words alone: two known ones, at least half of all, one of them telling."""
    cells = [text for cell in row if (text := cell.strip())]
    named = {cell for cell in cells if hinted and plain(cell) in hinted}
    known = [cell for cell in cells if cell in named or is_heading(cell)]
    if len(known) < 2 or len(known) * 2 < len(cells) or len({plain(c) for c in cells}) * 2 < len(cells):
        return False
    telling = bool(named) or any(
        role in _TELLING and weight >= SURE for cell in known for role, weight in roles_of(cell)
    )
    return telling and _short(row, scope=scope)


def _short(row: Row, *, scope: Scope) -> bool:
    """True when no cell is too long for a heading, a date, or the word that stands for a missing one."""
    return not any(
        len(cell) > LONGEST_HEADING or (cell and (is_undated(cell) or _is_date(cell, scope=scope))) for cell in row
    )


def _is_date(cell: str, *, scope: Scope) -> bool:
    return not is_known(cell) and reads_as_date(cell, scope=scope)


def _dates_below(rows: Sequence[Row], below: Sequence[int], column: int, *, scope: Scope) -> bool:
    cells = [rows[i][column].strip() for i in below[:_BELOW] if column < len(rows[i])]
    given = [cell for cell in cells if cell]
    return bool(given) and sum(reads_as_date(cell, scope=scope) for cell in given) * 2 >= len(given)


def _below_headings(grid: Grid, first: int, rest: Sequence[int], titles: tuple[str, ...]) -> list[Section]:
    """The sections from the first row of headings on: repeated headings left out, changed ones begin a new section."""
    rows = grid.rows
    headings = tuple(rows[first])
    if rest and rest[0] == first + 1 and rest[0] not in grid.spanning:
        below = rows[rest[0]]
        if _second_line(below, headings):
            headings = tuple(a if a == b else f"{a} {b}".strip() for a, b in zip(headings, below, strict=True))
            rest = rest[1:]
        elif _is_guidance(below, headings):
            titles, rest = (*titles, *_texts(rows, rest[:1])), rest[1:]
    sections: list[Section] = []
    start, at = 0, first
    for place, i in _suspects(rows, rest, headings):
        same = _repeats(rows[i], headings)
        if not same and not _changes(rows[i]):
            continue
        body = list(rest[start:place])
        above = _titles_above(rows, body, i, told=titles, same=same)
        sections.append(Section(titles, at, headings, tuple(body[: len(body) - len(above)])))
        titles, start = _texts(rows, above), place + 1
        if not same:
            at, headings = i, tuple(rows[i])
    sections.append(Section(titles, at, headings, tuple(rest[start:])))
    return _joined(sections)


def _joined(sections: Sequence[Section]) -> list[Section]:
    """Sections under the same headings made one, since only a page break lay between them."""
    joined: list[Section] = []
    for section in sections:
        if joined and joined[-1].headings == section.headings:
            last = joined.pop()
            titles = (*last.titles, *(title for title in section.titles if title not in last.titles))
            section = replace(last, titles=titles, rows=(*last.rows, *section.rows))
        joined.append(section)
    return [s for s in joined if s.rows or len(joined) == 1]


def _second_line(row: Row, headings: Sequence[str]) -> bool:
    """True for a second line of headings below the first, which names parts of it ("Date" above "from" and "to")."""
    named = [(h.strip(), text) for h, cell in zip(headings, row, strict=True) if (text := cell.strip())]
    if not named or not all(is_heading(text) and len(text) <= _SHORT for _, text in named):
        return False
    return any(not heading for heading, _ in named)


def _is_guidance(row: Row, headings: Sequence[str]) -> bool:
    """True for a row that only says how a date is to be written."""
    return any(is_date_heading(h) and _GUIDANCE.match(cell) for h, cell in zip(headings, row, strict=True))


def _suspects(rows: Sequence[Row], rest: Sequence[int], headings: Sequence[str]) -> list[tuple[int, int]]:
    """The rows that may be headings again, by one cell that is a heading."""
    column = next((k for k, h in enumerate(headings) if is_date_heading(h)), None)
    if column is None:
        column = next((k for k, h in enumerate(headings) if h.strip()), 0)
    own = headings[column]
    cells = [rows[i][column] for i in rest]
    names = {
        cell for cell in set(cells) if cell == own or (len(cell) <= 60 and not cell[:1].isdigit() and is_heading(cell))
    }
    return [(place, rest[place]) for place, cell in enumerate(cells) if cell in names] if names else []


def _repeats(row: Row, headings: Sequence[str]) -> bool:
    pairs = [(plain(a), plain(b)) for a, b in zip(row, headings, strict=True) if a.strip() or b.strip()]
    same = sum(1 for a, b in pairs if a == b and a)
    return (same >= 2 and same * 5 >= len(pairs) * 4) or same == len(pairs) > 0


def _changes(row: Row) -> bool:
    """True for a row that is all headings, one of them of a date."""
    cells = [text for cell in row if (text := cell.strip())]
    return len(cells) >= 2 and all(map(is_heading, cells)) and any(map(is_date_heading, cells))


def _titles_above(
    rows: Sequence[Row], body: Sequence[int], heading: int, *, told: tuple[str, ...], same: bool
) -> list[int]:
    """The rows straight above new headings that are their title and no remark about the rows before.

    Above headings that are only repeated a line is a title when it is set apart, numbers a page, or was told before.
    """
    titles: list[int] = []
    below = heading
    for place in range(len(body) - 1, -1, -1):
        i = body[place]
        if below - i > 1 or not _lone(rows[i]):
            break
        text = next(cell.strip() for cell in rows[i] if cell.strip())
        apart = place == 0 or i - body[place - 1] > 1
        short = not same and not text.endswith(".") and len(text.split()) <= _TITLE_WORDS
        if not (apart or short or text in told or _PAGE.match(text)):
            break
        titles.insert(0, i)
        below = i
    return titles
