"""Parts and weeks of something larger: "early March", "end of term", "first week of June", "w/c 31/10/22".

The larger thing is read by the grammar (`point`), with or without its year; a part keeps waiting for the year with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from keepsight.dates.days import Days, month_days, nth_week_of, nth_weekday, part_of, shift, week_days, year_days
from keepsight.dates.lengths import Point
from keepsight.dates.relative import HERE_WORDS, halved
from keepsight.dates.sentence import Sentence
from keepsight.dates.shape import Frame, Shape
from keepsight.dates.words import PARTS, UNITS, WEEKDAYS, word_set
from keepsight.model import Precision

_PERIODS = (Precision.MONTH, Precision.YEAR, Precision.TERM, Precision.SEASON, Precision.RANGE, Precision.WEEK)
_IN_ORDER = ("early", "mid", "late")
_COMMENCING = word_set("commencing beginning starting from comm commences begining commening")
_ENDING = word_set("ending ended end")


def part_named(s: Sentence, i: int, frame: Frame, point: Point) -> Shape | None:
    """ "early March 2018", "the end of last year", "mid-term" at the part's name."""
    part = PARTS[s.words[i]]
    of = s.words[i] in ("beginning", "start", "end", "middle")
    k = i + 1
    if s.words[k] in ("-", "/", "to") and s.words[k + 1] in PARTS and PARTS[s.words[k + 1]] != part:
        return _two_parts(s, part, k + 1, frame, point)
    if s.words[k] in ("-", "in", "on") and not of:
        k += 1
    if s.words[k] == "of":
        k += 1
    elif of and not frame.cell:
        return None
    the = s.words[k] == "the"
    k += the
    bare = UNITS.get(s.words[k])
    if of and bare in ("week", "month", "year", "quarter") and frame.reference:
        whole = _around(bare, frame, k + 1)
    else:
        whole = point(s, k, frame, led=True) or (point(s, k - 1, frame) if the else None)
    if whole is None or whole.precision not in _PERIODS or whole.sides:
        return None
    relative = frame.conventions.halves and (bare is not None or s.words[k] in HERE_WORDS)
    month = whole.precision is Precision.MONTH
    precision = Precision.PART_OF_MONTH if month else Precision.RANGE
    return mapped(whole, lambda d: halved(d, part) if relative else part_of(d, part), precision)


def ordinal_week(s: Sentence, i: int, frame: Frame, point: Point) -> Shape | None:
    """ "first week of June", "last Friday of March 2018", "first ten days of last year", "week 27 of 2018" """
    word = s.words[i]
    calendar = frame.conventions.calendar_weeks
    if UNITS.get(word) == "week" and s.words[i + 1].isdecimal() and len(s.words[i + 1]) <= 2:
        return _numbered_week(s, i, frame, point)
    if word in ("last", "final"):
        number, k = -1, i + 1
    elif (found := s.number(i)) and found[2]:
        number, k = found[0], found[1]
    else:
        return None
    count = 1
    if (run := s.number(k)) and not run[2] and UNITS.get(s.words[run[1]]):
        count, k = run[0], run[1]
    unit = UNITS.get(s.words[k]) or ("weekday" if s.words[k] in WEEKDAYS else "")
    weekday = WEEKDAYS.get(s.words[k], 0)
    if unit not in ("day", "week", "weekend", "month", "quarter", "weekday") or s.words[k + 1] not in ("of", "in"):
        return None
    k += 2
    whole = point(s, k, frame)
    if whole is None and s.words[k] == "the":
        whole = point(s, k + 1, frame) or _bare_after(s, k + 1, frame)
    if whole is None or whole.precision not in _PERIODS or whole.sides:
        return None

    term = whole.precision is Precision.TERM and unit == "week" and count == 1

    def pick(days: Days) -> Days | None:
        if term and number in (1, -1):
            return _end_of_term_week(days, number)
        return _nth(days, number, count, unit, weekday, calendar=calendar)

    one = unit == "weekday" or (unit == "day" and count == 1)
    kind = {"week": Precision.WEEK, "month": Precision.MONTH}.get(unit, Precision.RANGE)
    return mapped(whole, pick, Precision.DAY if one else kind)


def week_of(s: Sentence, i: int, frame: Frame, point: Point) -> Shape | None:
    """ "w/c 31/10/22", "week beginning 4 February", "week ending 9/3", "week of 10 April" at "w" or "week"."""
    word = s.words[i]
    calendar = frame.conventions.calendar_weeks
    way = ""
    if word in ("w", "wk", "week") and s.words[i + 1] in ("/", ".", "\\", "-", "c", "b", "e"):
        k = i + 1 if s.words[i + 1] in ("c", "b", "e") else i + 2
        way = {"c": "c", "b": "c", "e": "e", "comm": "c", "commencing": "c", "ending": "e"}.get(s.words[k], "")
        k += 1
        if s.words[k] == "." and way:
            k += 1
    elif word in ("wc", "wb", "we", "wkc", "wcomm"):
        k, way = i + 1, "e" if word == "we" else "c"
    elif UNITS.get(word) in ("week", "weekend"):
        k = i + 1
        if s.words[k] in _COMMENCING:
            way, k = "c", k + 1
        elif s.words[k] in _ENDING:
            way, k = "e", k + 1
        elif s.words[k] == "of":
            way, k = "of", k + 1
            if UNITS[word] == "weekend":
                way = "weekend"
    else:
        return None
    if not way:
        return None
    while s.words[k] in (":", "-", ".", "on", "the"):
        k += 1
    day = point(s, k, frame)
    if day is None or day.sides or (day.precision is not Precision.DAY) or (word == "we" and day.days is None):
        return None
    if way == "c" and not calendar:
        return mapped(day, lambda d: (d[0], shift(d[0], days=6)), Precision.WEEK)
    if way == "e":
        return mapped(day, lambda d: (shift(d[0], days=-6), d[0]), Precision.WEEK)
    if way == "weekend":
        return mapped(day, lambda d: (shift(week_days(d[0])[0], days=5), week_days(d[0])[1]), Precision.RANGE)
    return mapped(day, lambda d: week_days(d[0]), Precision.WEEK)


def mapped(shape: Shape, change: Callable[[Days], Days | None], precision: Precision) -> Shape | None:
    """The shape with its days changed, now or when its year is known."""
    if shape.days is not None:
        days = change(shape.days)
        return replace(shape, days=days, precision=precision) if days else None
    build = shape.build
    if build is None:
        return None

    def changed(year: int) -> Days | None:
        days = build(year)
        return change(days) if days else None

    return replace(shape, build=changed, precision=precision)


def _two_parts(s: Sentence, part: str, k: int, frame: Frame, point: Point) -> Shape | None:
    """ "mid/late March": from the first part to the second."""
    later = PARTS[s.words[k]]
    whole = point(s, k + 1 + (s.words[k + 1] in ("-", "of")), frame, led=True)
    if whole is None or whole.precision not in _PERIODS or whole.sides:
        return None
    month = whole.precision is Precision.MONTH
    precision = Precision.PART_OF_MONTH if month else Precision.RANGE
    early, late = sorted((part, later), key=_IN_ORDER.index)
    return mapped(whole, lambda d: (part_of(d, early)[0], part_of(d, late)[1]), precision)


def _around(unit: str, frame: Frame, stop: int) -> Shape | None:
    ref = frame.reference
    if ref is None:
        return None
    if unit == "week":
        return Shape(stop, Precision.WEEK, days=week_days(ref))
    if unit == "month":
        return Shape(stop, Precision.MONTH, days=month_days(ref.year, ref.month))
    return Shape(stop, Precision.YEAR, days=year_days(ref.year)) if unit == "year" else None


def _bare_after(s: Sentence, k: int, frame: Frame) -> Shape | None:
    unit = UNITS.get(s.words[k])
    return _around(unit, frame, k + 1) if unit in ("month", "year") else None


def _nth(days: Days, number: int, count: int, unit: str, weekday: int, *, calendar: bool) -> Days | None:
    first, last = days
    at = number - 1 if number > 0 else number
    if unit == "week":
        if number < 0 and calendar:
            end = nth_week_of(days, -1, calendar_weeks=True)
            return (shift(end[0], days=-7 * (count - 1)), end[1]) if end else None
        start = nth_week_of(days, at, calendar_weeks=calendar)
        if start is None:
            return None
        if number < 0:
            return shift(last, days=1 - 7 * count), last
        return start[0], shift(start[1], days=7 * (count - 1))
    if unit == "day":
        if number < 0:
            return shift(last, days=1 - count), last
        start_day = shift(first, days=at)
        end_day = shift(start_day, days=count - 1)
        return (start_day, end_day) if end_day <= last else None
    if unit in ("month", "quarter"):
        length = count * (3 if unit == "quarter" else 1)
        if number < 0:
            return shift(shift(last, days=1), months=-length), last
        start_day = shift(first, months=at * (3 if unit == "quarter" else 1))
        end_day = shift(shift(start_day, months=length), days=-1)
        return (start_day, end_day) if end_day <= last else None
    if unit == "weekend":
        weekday = 5
    if (first.year, first.month) == (last.year, last.month):
        day = nth_weekday(first.year, first.month, weekday, number)
    else:
        day = shift(first, days=(weekday - first.weekday()) % 7 + 7 * at)
    if not first <= day <= last:
        return None
    return (day, shift(day, days=1)) if unit == "weekend" else (day, day)


def _end_of_term_week(days: Days, number: int) -> Days:
    """The first or last ten days in which the first or last week of a term lies."""
    return (days[0], shift(days[0], days=9)) if number == 1 else (shift(days[1], days=-9), days[1])


def _numbered_week(s: Sentence, i: int, frame: Frame, point: Point) -> Shape | None:
    number = int(s.words[i + 1])
    if not 1 <= number <= 53:
        return None
    k = i + 2
    if s.words[k] in ("of", "in", ","):
        whole = point(s, k + 1, frame)
    else:
        whole = _around("year", frame, k) if frame.conventions.bare_periods else None
    if whole is None or whole.precision is not Precision.YEAR:
        return None
    return mapped(whole, lambda d: nth_week_of(d, number - 1, calendar_weeks=True), Precision.WEEK)
