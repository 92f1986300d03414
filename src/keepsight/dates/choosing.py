"""Which year, when a cell leaves it out, and which days, when it names one the calendar does not have."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from datetime import date

from keepsight.dates.days import Days, day_of, month_days, shift
from keepsight.dates.figures import YEARS
from keepsight.dates.shape import Frame
from keepsight.model import Scope, When

SLACK_BEFORE_ROW_ABOVE = 45
"""Rows stand in order but for some stragglers: a day up to this many days before the row above is taken as one."""
_WRONG_WEEKDAY_COSTS = 60


def cell_frame(previous: When | None, scope: Scope, *, pivot: int | None, month_first: bool) -> Frame:
    """How a cell's missing year is chosen: near the row above and inside the period, or else first in the period."""
    above = previous.earliest if previous is not None else None

    def choose(candidates: Sequence[Days], weekday: int | None) -> Days | None:
        if above is None and scope.start is None and scope.end is None:
            return None
        return min(candidates, key=lambda days: _strain(days, above, scope, weekday), default=None)

    return Frame(choose=choose, pivot=pivot, month_first=month_first, cell=True)


def likely_days(day: int, month: int, year: int, *, pivot: int | None) -> tuple[date, ...]:
    """The days somebody probably meant by a day that is not in the calendar, likeliest first."""
    if year not in YEARS:
        if pivot is None:
            return ()
        if year == 0 or not 1 <= month <= 12:
            year = pivot
        else:
            return tuple(d for y in (pivot, pivot + 1, pivot - 1) if (d := day_of(y, month, day)))
    if not 1 <= month <= 12:
        slips = dict.fromkeys((month // 10, month % 10, 12))
        return tuple(d for m in slips if (d := day_of(year, m, day)))
    first, last = month_days(year, month)
    found = [last, shift(last, days=1)] if day > last.day else []
    if 1 <= day <= 31:
        for months in (-1, 1):
            there = shift(first, months=months)
            found.extend(d for d in [day_of(there.year, there.month, day)] if d)
    if (day, month) == (29, 2):
        found.extend(date(y, 2, 29) for y in (year - 1, year + 1) if isleap(y))
    if day > 31:
        found = [d for n in (day // 10, day % 10) if (d := day_of(year, month, n))]
    return tuple(dict.fromkeys(found))


def _strain(days: Days, above: date | None, scope: Scope, weekday: int | None) -> tuple[bool, bool, int]:
    outside = (scope.start is not None and days[1] < scope.start) or (scope.end is not None and days[0] > scope.end)
    wrong = _WRONG_WEEKDAY_COSTS if weekday is not None and days[0].weekday() != weekday else 0
    if above is None:
        start = scope.start or scope.end or days[0]
        return outside, False, abs((days[0] - start).days) + wrong
    backward = (above - days[1]).days > SLACK_BEFORE_ROW_ABOVE
    gap = max((days[0] - above).days, (above - days[1]).days, 0)
    return outside, backward, gap + wrong
