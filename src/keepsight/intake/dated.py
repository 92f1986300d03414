"""Reads the columns of days and times of one table, row by row, each with the row above for what it leaves out.

A cell that says everything itself is read once and remembered. A file that runs from the newest entry back is read from
its end, so that a missing year comes from the row that happened before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import pairwise

from keepsight.dates import DateReading, read_date, read_time, written
from keepsight.intake.contents import days_second
from keepsight.model import IssueKind, Precision, Scope, When

_SHORT_YEAR = re.compile(r"\s*\d{1,2}([/.\-])\d{1,2}\1\d{2}(?:[ ,]+\d{1,2}:\d\d)?\s*\Z", re.ASCII)
_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_WRITTEN = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_NO_TIME = re.compile(
    r"\W*(?:n/?a|n/?k|unknown|not known|not recorded|tbc|all day|am|pm|a\.m\.?|p\.m\.?|various|morning|afternoon|"
    r"evening|night|overnight|lunch(?:time)?|early|late|day|none|nil|eve|noon ish)?\W*\Z",
    re.IGNORECASE,
)
_BACKWARDS = 0.7
_MOST_CELLS = 400
_ABOVE, _BELOW = "row above", "row below"


Known = dict[tuple[str, int], When]
"""Days already read, by the cell and the year of the row above where the cell leans on it (0 where it does not)."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What there is to say of one cell of a day or a time, by the place of its row in the table."""

    row: int
    kind: IssueKind
    message: str
    needs_attention: bool


def read_days(
    cells: Sequence[str],
    *,
    scope: Scope,
    skipped: Mapping[int, str],
    month_first: bool,
    above: When | None = None,
    known: Known | None = None,
) -> tuple[list[When], list[Trouble]]:
    """The days of a column, one for every cell; `skipped` are the rows that hold none, with their own text.

    `known` may come from other files of the same review whose dates are written the same way round.
    """
    known = {} if known is None or month_first else known
    backwards = runs_backwards(cells)
    order = range(len(cells) - 1, -1, -1) if backwards else range(len(cells))
    whens: list[When] = [When("")] * len(cells)
    troubles: list[Trouble] = []
    previous, year = above, above.earliest.year if above is not None and above.earliest is not None else 0
    for row in order:
        text = cells[row]
        if skipped and row in skipped:
            banner = read_date(skipped[row], previous=previous, scope=scope).when if len(skipped[row]) < 25 else None
            if banner is not None and banner.earliest is not None:
                previous, year = banner, banner.earliest.year
            continue
        when = known.get((text, 0)) or known.get((text, year))
        if when is None:
            reading = read_date(text, previous=previous, scope=scope, month_first=month_first)
            if backwards and reading.when.assumed:
                reading = _from_below(reading)
            when = reading.when
            if reading.kind is None:
                if _FULL_YEAR.search(text):
                    known[text, 0] = when
                elif _SHORT_YEAR.match(text):
                    known[text, year] = when
            else:
                troubles.append(_trouble(row, reading))
        whens[row] = when
        if when.earliest is not None:
            previous, year = when, when.earliest.year
    troubles.sort(key=lambda trouble: trouble.row)
    return whens, troubles


def _from_below(reading: DateReading) -> DateReading:
    """A reading in a file that runs backwards: what it leaves out came from the row below."""
    assumed = tuple(text.replace(_ABOVE, _BELOW) for text in reading.when.assumed)
    return replace(
        reading, when=replace(reading.when, assumed=assumed), message=reading.message.replace(_ABOVE, _BELOW)
    )


def _trouble(row: int, reading: DateReading) -> Trouble:
    return Trouble(row, reading.kind or IssueKind.UNREADABLE_DATE, reading.message, reading.needs_attention)


def runs_backwards(cells: Sequence[str]) -> bool:
    """True when the days with a year written run from the newest to the oldest."""
    full = [m for cell in cells[:_MOST_CELLS] if (m := _YEAR_WRITTEN.match(cell))]
    days = [(int(m[3]), int(m[2]), int(m[1])) for m in full]
    steps = [(a > b) - (a < b) for a, b in pairwise(days) if a != b]
    return len(steps) >= 3 and sum(1 for step in steps if step > 0) >= _BACKWARDS * len(steps)


def has_month_first(cells: Sequence[str]) -> bool:
    """True when a column is written month first throughout."""
    return days_second(cells)


def with_ends(whens: list[When], ends: Sequence[str], *, scope: Scope, month_first: bool) -> list[Trouble]:
    """Stretches each day to the end that a second column gives; an end that cannot be is told and left out."""
    troubles = []
    known: dict[tuple[str, int], When] = {}
    for row, text in enumerate(ends):
        when = whens[row]
        if not text.strip() or when.earliest is None or when.latest is None:
            continue
        key = text, when.earliest.toordinal()
        end = known.get(key)
        if end is None:
            end = known[key] = read_date(text, previous=when, scope=scope, month_first=month_first).when
        if end.latest is None:
            if _NO_TIME.match(text) is None and text.strip(" -–—") and any(c.isdigit() for c in text):
                message = (
                    "The end of the period could not be understood; only its start is used. Write it as day/month/year."
                )
                troubles.append(Trouble(row, IssueKind.UNREADABLE_DATE, message, True))
        elif end.latest < when.earliest:
            message = f"The period ends on {written(end, with_time=False)}, before it begins; only its start is used. Check both."
            troubles.append(Trouble(row, IssueKind.MISTYPED_DATE, message, True))
        elif end.latest > when.latest:
            text = f"{when.text} – {text}"
            whens[row] = replace(
                when,
                text=text,
                latest=end.latest,
                precision=Precision.RANGE,
                time=None,
                uncertain=when.uncertain or end.uncertain,
            )
    return troubles


def with_times(whens: list[When], cells: Sequence[str]) -> list[Trouble]:
    """Gives each day the time of its own column; a time is never put on more than one day."""
    troubles = []
    known: dict[str, time | None] = {}
    for row, text in enumerate(cells):
        if not text:
            continue
        if text in known:
            clock = known[text]
        else:
            clock = known[text] = read_time(text)
        when = whens[row]
        if clock is None:
            if not _NO_TIME.match(text):
                message = "The time could not be understood; the day is kept without it. Write it as 14:30."
                troubles.append(Trouble(row, IssueKind.UNREADABLE_TIME, message, True))
        elif when.earliest is not None and when.earliest == when.latest and when.time is None:
            whens[row] = When(
                when.text,
                when.earliest,
                when.latest,
                when.precision,
                when.uncertain,
                clock,
                when.readings,
                when.assumed,
            )
    return troubles


def read_recorded(cells: Sequence[str], whens: Sequence[When], *, scope: Scope, month_first: bool) -> list[When | None]:
    """The day each row was written down; None where the cell is empty or gives no day."""
    known: dict[tuple[str, date | None], When | None] = {}
    read: list[When | None] = []
    for text, when in zip(cells, whens, strict=True):
        if not text:
            read.append(None)
            continue
        key = text, when.earliest
        if key not in known:
            found = read_date(text, previous=when if when.is_dated else None, scope=scope, month_first=month_first).when
            known[key] = found if found.is_dated else None
        read.append(known[key])
    return read
