"""What was recognised at a place in a text, before and after its year is known.

A `Shape` is one of four things: days already fixed ("last week"), something that comes every year with or without its
year ("3 May", "spring term 2019"), a day of an unnamed month ("the 3rd"), or a weekday ("Thurs"). `settle` turns it
into days with the help of a `Frame`, which knows what surrounds the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from keepsight.dates.days import Build, Days, day_of, shift
from keepsight.model import Precision

LEAP_YEARS_APART = 4
YEARS_AHEAD = 20
AHEAD_WEIGHT = 2


@dataclass(frozen=True, slots=True)
class Conventions:
    """Habits of reading that differ between places.

    `calendar_weeks`: weeks always run Monday to Sunday ("last Friday" is in last week, "first week of June" starts on
    a Monday, "weekend" is this week's). `bare_periods`: "the year" alone means this year. `halves`: "end of this
    month" is its second half. `exact_lengths`: "three months ago" is one day.
    """

    calendar_weeks: bool = False
    bare_periods: bool = False
    halves: bool = False
    exact_lengths: bool = False


UK = Conventions()


@dataclass(frozen=True, slots=True)
class Shape:
    """See the file's docstring. `stop` is the token after it; `impossible` holds the day, month and year of no day."""

    stop: int
    precision: Precision = Precision.DAY
    days: Days | None = None
    build: Build | None = None
    year: int | None = None
    day: int | None = None
    weekday: int | None = None
    uncertain: bool = False
    notes: tuple[str, ...] = ()
    slip: bool = False
    impossible: tuple[int, int, int] | None = None
    start: int = 0
    sides: tuple[Shape, ...] = ()

    @property
    def needs_year(self) -> bool:
        return self.build is not None and self.year is None


Choose = Callable[[Sequence[Days], int | None], Days | None]


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the text: the day it was written, and how to choose among years (given the weekday, if any)."""

    choose: Choose
    reference: date | None = None
    pivot: int | None = None
    month_first: bool = False
    cell: bool = False
    future: bool = False
    past: bool = False
    conventions: Conventions = field(default=UK)


def settle(shape: Shape, frame: Frame) -> Days | None:
    """The days a shape means here, or None when nothing says which year."""
    if shape.days is not None:
        return shape.days
    if shape.build is not None:
        if shape.year is not None:
            return build_in(shape.build, shape.year)
        if frame.past and frame.reference is not None:
            return last_up_to(shape.build, frame.reference)
        if frame.future and frame.reference is not None and shape.weekday is None:
            return first_from(shape.build, frame.reference)
        return frame.choose(candidates(shape.build, frame), shape.weekday)
    if frame.reference is None:
        return None
    if shape.day is not None:
        return day_near(shape.day, shape.weekday, frame.reference)
    if shape.weekday is not None:
        return weekday_near(shape.weekday, frame)
    return None


def build_in(build: Build, year: int) -> Days | None:
    return build(year) if 1 < year < 9998 else None


def candidates(build: Build, frame: Frame) -> list[Days]:
    """Its days in the years around the pivot; further off for what does not come every year."""
    if frame.pivot is None:
        return []
    near = [days for y in range(frame.pivot - 1, frame.pivot + 2) if (days := build_in(build, y))]
    if len(near) == 3:
        return near
    wider = range(frame.pivot - LEAP_YEARS_APART, frame.pivot + LEAP_YEARS_APART + 1)
    return [days for y in wider if (days := build_in(build, y))]


def day_near(day: int, weekday: int | None, reference: date) -> Days | None:
    """The nearest such day of a month, on the weekday when one was written and some month within a year has it."""
    found: list[date] = []
    for months in range(-12, 13):
        month = shift(reference.replace(day=1), months=months)
        if d := day_of(month.year, month.month, day):
            found.append(d)
    fitting = [d for d in found if weekday is None or d.weekday() == weekday] or found
    best = min(fitting, key=lambda d: max((d - reference).days * AHEAD_WEIGHT, (reference - d).days), default=None)
    return (best, best) if best else None


def weekday_near(weekday: int, frame: Frame) -> Days | None:
    """The last such weekday up to the reference, or the next when the words look ahead."""
    if frame.reference is None:
        return None
    ahead = (weekday - frame.reference.weekday()) % 7
    day = shift(frame.reference, days=ahead if frame.future or ahead == 0 else ahead - 7)
    return day, day


def full_year(figures: str, pivot: int | None) -> int:
    """A year from its figures; two are taken as the century that puts it within 80 years before and 20 after."""
    number = int(figures)
    if len(figures) > 2:
        return number
    if pivot is None:
        return number + (2000 if number <= 49 else 1900)
    latest = pivot + YEARS_AHEAD
    return latest - (latest - number) % 100


def first_from(build: Build, day: date) -> Days | None:
    """Its first days that do not end before `day`."""
    for year in range(day.year - 1, day.year + 9):
        if (days := build_in(build, year)) and days[0] >= day:
            return days
    return None


def last_up_to(build: Build, day: date) -> Days | None:
    """Its last days that do not begin after `day`."""
    for year in range(day.year + 1, day.year - 9, -1):
        if (days := build_in(build, year)) and days[0] <= day:
            return days
    return None
