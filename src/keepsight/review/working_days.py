"""Days on which offices are open, by nation, and days counted in them.

Bank holidays follow the rules of GOV.UK's list (https://www.gov.uk/bank-holidays): fixed days move to the next weekday when
they fall on a weekend. Days proclaimed once are listed below with the reason; a day that a board adds of its own comes from
its settings. Scotland's local trades holidays are not here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from keepsight.dates.days import easter

NATIONS = ("wales", "england", "scotland")
_PROCLAIMED = {
    date(2020, 5, 8): "VE Day, in the place of the early May holiday",
    date(2022, 6, 2): "spring holiday moved for the Platinum Jubilee",
    date(2022, 6, 3): "Platinum Jubilee",
    date(2022, 9, 19): "funeral of Queen Elizabeth II",
    date(2023, 5, 8): "coronation of King Charles III",
}
_MOVED_AWAY = {date(2020, 5, 4), date(2022, 5, 30)}


@cache
def bank_holidays(year: int, nation: str) -> frozenset[date]:
    """The bank holidays of a year in a nation; ValueError for a nation that is not known."""
    if nation not in NATIONS:
        raise ValueError(f"no bank holidays are known for {nation}")
    days = {d for d in _PROCLAIMED if d.year == year}
    if nation == "scotland":
        days |= _weekdays(date(year, 1, 1), date(year, 1, 2))
        days |= {easter(year) - timedelta(days=2), _monday(year, 5, first=True), _monday(year, 5, first=False)}
        days |= (
            {_monday(year, 8, first=True)}
            | _weekdays(date(year, 11, 30))
            | _weekdays(date(year, 12, 25), date(year, 12, 26))
        )
    else:
        days |= _weekdays(date(year, 1, 1))
        days |= {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
        days |= {_monday(year, 5, first=True), _monday(year, 5, first=False), _monday(year, 8, first=False)}
        days |= _weekdays(date(year, 12, 25), date(year, 12, 26))
    return frozenset(days - _MOVED_AWAY)


def is_working_day(day: date, nation: str, *, closed: Iterable[date] = ()) -> bool:
    """Monday to Friday, no bank holiday, and not one of the days the board itself is `closed`."""
    return day.weekday() < 5 and day not in bank_holidays(day.year, nation) and day not in set(closed)


def after(start: date, working_days: int, nation: str, *, closed: Iterable[date] = ()) -> date:
    """The day that many working days after `start`; the day of `start` itself is not counted."""
    shut = frozenset(closed)
    day, left = start, working_days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, nation, closed=shut)
    return day


def between(start: date, end: date, nation: str, *, closed: Iterable[date] = ()) -> int:
    """Working days after `start` up to and with `end`; negative when `end` is before `start`."""
    if end < start:
        return -between(end, start, nation, closed=closed)
    shut = frozenset(closed)
    return sum(is_working_day(start + timedelta(days=n), nation, closed=shut) for n in range(1, (end - start).days + 1))


def _weekdays(*fixed: date) -> set[date]:
    """Fixed holidays, each moved on to the next weekday that none of them has taken."""
    taken: set[date] = set()
    waiting: list[date] = []
    for day in fixed:
        (taken.add if day.weekday() < 5 else waiting.append)(day)
    for day in waiting:
        while day.weekday() > 4 or day in taken:
            day += timedelta(days=1)
        taken.add(day)
    return taken


def _monday(year: int, month: int, *, first: bool) -> date:
    day = date(year, month, 1) if first else date(year, month, 31 if month in (5, 8) else 30)
    step = timedelta(days=1 if first else -1)
    while day.weekday() != 0:
        day += step
    return day
