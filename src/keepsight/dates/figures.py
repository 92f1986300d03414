"""Dates in figures: "22/05/16", "2016-05-22", "13/11", "05-2016", "2014/15".

Between figures a narrative must keep one separator; a cell may mix, double or space them, which marks the shape as a
slip. In a narrative two figures alone are a date only after a stroke, because "7.6" is more often a measurement.
"""

from __future__ import annotations

import re
from dataclasses import replace

from keepsight.dates.days import Days, day_of, fixed_day, month_days, school_year
from keepsight.dates.sentence import Sentence
from keepsight.dates.shape import Frame, Shape, full_year
from keepsight.model import Precision

YEARS = range(1850, 2150)
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d|[/.]\d)")
_LOOSE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?([-/.,:;\\ ]{1,4})(\d{1,2})([-/.,:;\\ ]{1,4})(\d{4}|\d{2})(?!\d|[/.]\d)")
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:,? ?(\d{4})(?!\d))?(?![\d/]|[.,:]\d)")
_LOOSE_DAY_MONTH = re.compile(r"(\d{1,2})([-/. \\]{1,3})(\d{1,2})(?![\d/]|[.:]\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})([-/.])((?:19|20)\d\d)(?![\d/]|[-.,]\d)")
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)[-/](\d{2})(?![\d/]|[-.,]\d)")
_SCHOOL_YEAR = re.compile(r"((?:19|20)\d\d) ?(?:[-/]|/20) ?(\d\d)(?![\d/]|[-.,]\d)")


def in_figures(s: Sentence, i: int, frame: Frame, *, led: bool = False) -> Shape | None:
    """A date in figures at a number token; `led` when the words before already promise a date."""
    at = s.starts[i]
    if at and not _free_before(s.low, at, led=led):
        return None
    if m := _YEAR_FIRST.match(s.low, at):
        year, month, day = int(m[1]), int(m[3]), int(m[4])
        if year in YEARS and (found := _real(s.at(m.end()), year, month, day, frame)):
            return found
    if m := _COMPACT.match(s.low, at):
        return _real(s.at(m.end()), int(m[1]), int(m[2]), int(m[3]), frame)
    if m := _NUMERIC.match(s.low, at) or (_LOOSE.match(s.low, at) if frame.cell else None):
        found = _day_month_year(s, m, frame)
        if found:
            return found
    if m := _MONTH_YEAR.match(s.low, at):
        month, year = int(m[1]), int(m[3])
        return month_shape(s.at(m.end()), month, year) if 1 <= month <= 12 else None
    if m := _SCHOOL_YEAR.match(s.low, at):
        first, second = int(m[1]), int(m[2])
        if (first + 1) % 100 == second:
            return Shape(s.at(m.end()), Precision.YEAR, days=school_year(first))
    if m := _YEAR_MONTH.match(s.low, at):
        year, month = int(m[1]), int(m[2])
        return month_shape(s.at(m.end()), month, year) if 1 <= month <= 12 else None
    if m := _DAY_MONTH.match(s.low, at) or (_LOOSE_DAY_MONTH.match(s.low, at) if frame.cell else None):
        promised = led or s.before(i) in ("on", "dated")
        return _day_month(s, m, frame) if frame.cell or promised or m[2] == "/" else None
    return None


def _free_before(low: str, at: int, *, led: bool) -> bool:
    """False inside a longer figure, a sum of money or a telephone number."""
    previous = low[at - 1]
    if previous in "£$€+#@.:" and not (previous in ".:" and not low[at - 2 : at - 1].isdigit()):
        return False
    if led and previous == "-":
        return True
    return not (previous in "-/.," and at > 1 and low[at - 2].isdigit())


def _day_month_year(s: Sentence, m: re.Match[str], frame: Frame) -> Shape | None:
    first, second = int(m[1]), int(m[3])
    dash = m[2] == "-" and len(m[4] if m.re is _NUMERIC else m[5]) == 2
    if dash and s.low[m.end() : m.end() + 1] == "-" and s.low[m.end() + 1 : m.end() + 2].isdigit():
        return None
    loose = m.re is _LOOSE
    figures = m[5] if loose else m[4]
    slip = loose and (m[2].strip() != m[4].strip() or len(m[2].strip()) > 1 or m[2].strip() in (",", ":", ";", "\\"))
    year = full_year(figures, frame.pivot)
    day, month = (second, first) if frame.month_first else (first, second)
    stop = s.at(m.end())
    if year in YEARS and day_of(year, month, day):
        return _real(stop, year, month, day, frame, slip=slip)
    if year in YEARS and day_of(year, day, month):
        if frame.month_first:
            return _real(stop, year, day, month, frame)
        found = _real(stop, year, day, month, frame, slip=True)
        return replace(found, notes=("month written before the day",)) if found else None
    return Shape(stop, impossible=(day, month, year)) if frame.cell else None


def _real(stop: int, year: int, month: int, day: int, frame: Frame, *, slip: bool = False) -> Shape | None:
    found = day_of(year, month, day)
    if found:
        return Shape(stop, days=(found, found), slip=slip)
    return Shape(stop, impossible=(day, month, year)) if frame.cell else None


def _day_month(s: Sentence, m: re.Match[str], frame: Frame) -> Shape | None:
    first, second = int(m[1]), int(m[3])
    day, month = (second, first) if frame.month_first else (first, second)
    if not day_of(2000, month, day):
        day, month = month, day
        if not day_of(2000, month, day) or not frame.month_first:
            return Shape(s.at(m.end()), impossible=(first, second, 0)) if frame.cell else None
    year = int(m[4]) if m.re is _DAY_MONTH and m[4] else None
    if year is not None and year not in YEARS:
        return None
    slip = m.re is _LOOSE_DAY_MONTH and len(m[2].strip()) > 1
    return Shape(s.at(m.end()), build=fixed_day(month, day), year=year, slip=slip)


def month_shape(stop: int, month: int, year: int | None, *, slip: bool = False) -> Shape:
    """A whole month, with or without its year."""

    def build(y: int) -> Days:
        return month_days(y, month)

    return Shape(stop, Precision.MONTH, build=build, year=year, slip=slip)
