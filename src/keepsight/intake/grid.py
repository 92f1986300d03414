"""What every kind of file is brought to first: grids of text, with what stood beside them.

A grid is one Word table or one sheet, rectangular or not, before anybody asks what its columns are for. Merged cells
are already spread: a cell merged downwards stands in every row it covers, one merged sideways only in its first column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from keepsight.model import IssueKind

Row = Sequence[str]


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A file that cannot be read, with the rest of a sentence that begins with the file's name."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something beside the text of a cell (a comment, deleted or hidden words); `row` and `column` count from 0."""

    row: int
    column: int
    kind: IssueKind
    message: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """One table or sheet as text.

    `above` are the paragraphs between the table before and this one. `spanning` holds the rows that are one merged
    cell. `hidden` is True for a sheet the author had hidden.
    """

    name: str
    rows: Sequence[Row]
    above: tuple[str, ...] = ()
    spanning: frozenset[int] = frozenset()
    marks: tuple[Mark, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about the whole file."""

    kind: IssueKind
    message: str
    value: str = ""
    needs_attention: bool = True


@dataclass(frozen=True, slots=True)
class Contents:
    """All of one file: its grids in order, what stood below the last one, how it was written, what to tell about it."""

    format: str
    grids: tuple[Grid, ...]
    below: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


MACROS_NOT_RUN = Remark(IssueKind.MACROS, "holds macros; they were not run and not read", needs_attention=False)
