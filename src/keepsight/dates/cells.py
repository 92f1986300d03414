"""One date cell of a chronology, as an agency wrote it, read day first.

A plain day/month/year takes a short way. Everything else is cleaned of what is not the date (a time, a question mark,
"about"), read by the grammar, and if need be completed from the row above or from the period under review. Whatever was
assumed is listed in `when.assumed`; an impossible date stays undated and its likely days are only suggested.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time

from keepsight.dates.choosing import cell_frame, likely_days
from keepsight.dates.clock import take_time
from keepsight.dates.days import Days, day_of
from keepsight.dates.picking import SPREADSHEET_DAY, Picked, pick
from keepsight.dates.rows_above import from_row_above
from keepsight.dates.shape import Frame, Shape, full_year, settle
from keepsight.dates.tidying import is_blank, tidied, without_doubt
from keepsight.dates.words import WEEKDAY_NAMES
from keepsight.dates.writing import written
from keepsight.model import IssueKind, Precision, Scope, When

OPEN_SCOPE = Scope()
YEAR_ABOVE = "year taken from the row above"
YEAR_OF_PERIOD = "year taken from the period under review"
DAY_ABOVE = "day taken from the row above"
_PLAIN = re.compile(r"\s*(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,]+([01]?\d|2[0-3]):([0-5]\d))?\s*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a cell was read to say; `kind` and `message` when there is something to tell about it."""

    when: When
    kind: IssueKind | None = None
    message: str = ""
    needs_attention: bool = False


def read_date(
    text: str, *, previous: When | None = None, scope: Scope = OPEN_SCOPE, month_first: bool = False
) -> DateReading:
    """The days one cell means. `previous` is the date of the row above in its file, `scope` the period."""
    if plain := _PLAIN.match(text):
        day, month = int(plain[1]), int(plain[3])
        if month_first:
            day, month = month, day
        figures = plain[4]
        year = int(figures) if len(figures) == 4 else full_year(figures, _pivot(previous, scope))
        found = day_of(year, month, day)
        if found is not None and 1850 <= year < 2150:
            clock = time(int(plain[5]), int(plain[6])) if plain[5] else None
            return DateReading(When(text, found, found, Precision.DAY, time=clock))
    return _read_with_care(text, previous=previous, scope=scope, month_first=month_first)


def _pivot(previous: When | None, scope: Scope) -> int | None:
    if previous is not None and previous.earliest is not None:
        return previous.earliest.year
    end = scope.start or scope.end
    return end.year if end else None


def _read_with_care(text: str, *, previous: When | None, scope: Scope, month_first: bool) -> DateReading:
    cell, slipped = tidied(text)
    if is_blank(cell):
        return _undated(text)
    clock, cell = take_time(cell)
    cell, uncertain = without_doubt(cell)
    if is_blank(cell) and clock is None:
        return _undated(text, uncertain=uncertain)
    frame = cell_frame(previous, scope, pivot=_pivot(previous, scope), month_first=month_first)
    above = from_row_above(cell, previous)
    if above is not None:
        return _of_row_above(text, above, previous, clock, uncertain=uncertain)
    picked = pick(cell, frame)
    if picked is None:
        if is_blank(cell):
            return _time_alone(text, clock, previous)
        return _unreadable(text, uncertain=uncertain)
    if slipped:
        picked = replace(picked, slipped=True)
    if picked.shape.impossible is not None:
        return _impossible(text, picked.shape.impossible, frame, uncertain=uncertain)
    return _dated(text, picked, frame, previous, scope, clock, uncertain=uncertain)


def _dated(
    text: str,
    picked: Picked,
    frame: Frame,
    previous: When | None,
    scope: Scope,
    clock: time | None,
    *,
    uncertain: bool,
) -> DateReading:
    shape = picked.shape
    if shape.weekday is not None and shape.days is None and shape.build is None:
        return _weekday_alone(text, shape, previous, clock, frame, uncertain=uncertain)
    days = settle(shape, frame)
    if days is not None and picked.bound:
        days = _bounded(days, picked.bound, scope)
    if days is None:
        reason = "no year is written and no row above gives one" if shape.needs_year else "it has no first or last day"
        return _unreadable(text, uncertain=uncertain, reason=reason)
    has_row = previous is not None and previous.is_dated
    assumed = shape.notes
    if shape.needs_year:
        assumed = (*assumed, YEAR_ABOVE if has_row else YEAR_OF_PERIOD)
    if picked.bound:
        assumed = (*assumed, "the other end taken from the period under review")
    when = When(
        text=text,
        earliest=days[0],
        latest=days[1],
        precision=picked.precision or shape.precision,
        uncertain=uncertain or shape.uncertain or picked.uncertain,
        time=clock if days[0] == days[1] else None,
        assumed=assumed,
    )
    return _with_remarks(when, picked, shape)


def _with_remarks(when: When, picked: Picked, shape: Shape) -> DateReading:
    weekday_differs = shape.weekday is not None and when.earliest and when.earliest.weekday() != shape.weekday
    if not (picked.several or weekday_differs or picked.slipped or shape.slip or picked.unread or when.assumed):
        return DateReading(when)
    shown = written(when, with_time=False)
    if picked.several:
        message = f"More than one day is written; read as {shown}. Split the row if they are separate events."
        return DateReading(when, IssueKind.ASSUMED_DATE, message, needs_attention=True)
    if shape.weekday is not None and when.earliest is not None and when.earliest.weekday() != shape.weekday:
        message = (
            f"Read as {shown}, which is a {WEEKDAY_NAMES[when.earliest.weekday()]}; "
            f"the cell says {WEEKDAY_NAMES[shape.weekday]}. Check the day."
        )
        return DateReading(when, IssueKind.MISTYPED_DATE, message, needs_attention=True)
    if picked.slipped or shape.slip:
        attention = "month written before the day" in when.assumed or picked.unread
        if not when.assumed:
            when = replace(when, assumed=(f"mistyped, read as {shown}",))
        return DateReading(when, IssueKind.MISTYPED_DATE, f"Mistyped; read as {shown}.", needs_attention=attention)
    if picked.unread:
        message = f"Read as {shown}; the other figures in the cell were not understood. Check the date."
        return DateReading(when, IssueKind.MISTYPED_DATE, message, needs_attention=True)
    message = f"Read as {shown}: {'; '.join(when.assumed)}."
    return DateReading(when, IssueKind.ASSUMED_DATE, message, needs_attention=SPREADSHEET_DAY in when.assumed)


def _undated(text: str, *, uncertain: bool = False) -> DateReading:
    message = "No date is written; the row stays on the timeline undated. Give a date if one is known."
    return DateReading(When(text=text, uncertain=uncertain), IssueKind.UNDATED, message, needs_attention=True)


def _unreadable(
    text: str, *, uncertain: bool, reason: str = "the cell could not be understood as a date"
) -> DateReading:
    message = f"Kept undated: {reason}. Write it as day/month/year."
    return DateReading(When(text=text, uncertain=uncertain), IssueKind.UNREADABLE_DATE, message, needs_attention=True)


def _impossible(text: str, parts: tuple[int, int, int], frame: Frame, *, uncertain: bool) -> DateReading:
    readings = likely_days(*parts, pivot=frame.pivot)
    names = [written(When("", d, d, Precision.DAY)) for d in readings]
    likely = f"; likely {', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else ""
    likely = likely or (f"; likely {names[0]}" if names else "")
    message = f"The calendar has no such day{likely}. Kept undated until the agency says which."
    when = When(text=text, uncertain=uncertain, readings=readings)
    return DateReading(when, IssueKind.IMPOSSIBLE_DATE, message, needs_attention=True)


def _of_row_above(
    text: str, above: Shape, previous: When | None, clock: time | None, *, uncertain: bool
) -> DateReading:
    if previous is None or above.days is None:
        return _unreadable(text, uncertain=uncertain, reason="it leans on the row above, which has no date")
    when = When(
        text=text,
        earliest=above.days[0],
        latest=above.days[1],
        precision=above.precision,
        uncertain=uncertain or above.uncertain or previous.uncertain,
        time=clock if above.days[0] == above.days[1] else None,
        assumed=(DAY_ABOVE,),
    )
    return DateReading(when, IssueKind.ASSUMED_DATE, f"Read as {written(when, with_time=False)}: {DAY_ABOVE}.")


def _time_alone(text: str, clock: time | None, previous: When | None) -> DateReading:
    if previous is None or not previous.is_one_day:
        return _unreadable(text, uncertain=False, reason="only a time is written")
    when = replace(previous, text=text, time=clock, assumed=(DAY_ABOVE,))
    message = f"Only a time is written; read as {written(when, with_time=False)}: {DAY_ABOVE}."
    return DateReading(when, IssueKind.ASSUMED_DATE, message)


def _weekday_alone(
    text: str, shape: Shape, previous: When | None, clock: time | None, frame: Frame, *, uncertain: bool
) -> DateReading:
    if previous is None or previous.earliest is None or shape.weekday is None:
        return _unreadable(text, uncertain=uncertain, reason="only a weekday is written")
    days = settle(shape, replace(frame, reference=previous.earliest, future=True))
    if days is None:
        return _unreadable(text, uncertain=uncertain, reason="only a weekday is written")
    when = When(text, days[0], days[1], Precision.DAY, uncertain=True, time=clock, assumed=(DAY_ABOVE,))
    message = f"Only a weekday is written; read as {written(when)}, the first one from the row above. Check the day."
    return DateReading(when, IssueKind.ASSUMED_DATE, message, needs_attention=True)


def _bounded(days: Days, bound: str, scope: Scope) -> Days | None:
    """The stretch before or after something, as far as the period under review reaches."""
    if bound == "before" and scope.start is not None:
        last = date.fromordinal(max(days[0].toordinal() - 1, 1))
        return (scope.start, last) if scope.start <= last else None
    if bound == "after" and scope.end is not None:
        return (days[0], scope.end) if days[0] <= scope.end else None
    return None
