"""Dates written for people ("1–10 March 2018") and for machines (EDTF), from the days they can mean."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from keepsight.dates.words import MONTH_NAMES
from keepsight.model import Precision, When

_EDTF_SEASONS = {3: 21, 6: 22, 9: 23, 12: 24}


def written(when: When, *, with_time: bool = True) -> str:
    """The interpreted days in words; "undated" when there are none, a question mark when uncertain."""
    if when.earliest is None or when.latest is None:
        return "undated"
    text = _days(when.earliest, when.latest, when.precision)
    if when.uncertain:
        text += "?"
    return f"{text}, {when.time:%H:%M}" if with_time and when.time is not None else text


def edtf(when: When) -> str:
    """The same in the Extended Date/Time Format of ISO 8601-2 (level 1); "XXXX" when undated.

    A term, a week or a part of a month is written as an interval; a clock time only on a day that is not in doubt.
    """
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return "XXXX"
    mark = "?" if when.uncertain else ""
    if first == last:
        if when.time is not None and not mark:
            return f"{first.isoformat()}T{when.time:%H:%M:%S}"
        return f"{first.isoformat()}{mark}"
    if _is_year(first, last):
        return f"{first.year:04}{mark}"
    if _is_month(first, last):
        return f"{first.year:04}-{first.month:02}{mark}"
    if when.precision is Precision.SEASON and first.month in _EDTF_SEASONS:
        return f"{first.year:04}-{_EDTF_SEASONS[first.month]}{mark}"
    return f"{first.isoformat()}{mark}/{last.isoformat()}{mark}"


def _days(first: date, last: date, precision: Precision) -> str:
    if first == last:
        return _day(first)
    if _is_year(first, last):
        return f"{first.year}"
    if _is_month(first, last):
        return f"{MONTH_NAMES[first.month - 1]} {first.year}"
    if precision is Precision.WEEK and (last - first).days == 6:
        return f"week from {_day(first)}"
    if first.day == 1 and _ends_a_month(last):
        start, end = MONTH_NAMES[first.month - 1], f"{MONTH_NAMES[last.month - 1]} {last.year}"
        return f"{start}–{end}" if first.year == last.year else f"{start} {first.year} – {end}"
    if precision is Precision.RANGE:
        return f"between {_short(first, last)} and {_day(last)}"
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{_short(first, last)}{'–' if same_month else ' – '}{_day(last)}"


def _short(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}"
    return f"{first.day} {MONTH_NAMES[first.month - 1]}" if first.year == last.year else _day(first)


def _day(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _is_year(first: date, last: date) -> bool:
    return first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _is_month(first: date, last: date) -> bool:
    return (first.year, first.month) == (last.year, last.month) and first.day == 1 and _ends_a_month(last)


def _ends_a_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
