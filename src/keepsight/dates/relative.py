"""Dates told from the day of writing: "yesterday", "last Friday", "the next two weeks", "three days before Easter".

All of them need the frame's reference day. "Last Friday" is the Friday gone, "next Friday" the Friday of next week, and
a length counted in weeks or more only says roughly when, so it is marked uncertain (months and years stay whole).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from keepsight.dates.days import Days, month_days, months_from, school_year, shift, week_days, year_days
from keepsight.dates.lengths import DAYS_IN, MONTHS_IN, WORKING, Point, one_day, read_length, working_days
from keepsight.dates.sentence import Sentence
from keepsight.dates.shape import Frame, Shape, build_in, first_from, last_up_to
from keepsight.dates.words import BACKWARD, FORWARD, HERE, NAME_LIKE_MONTHS, UNITS, WEEKDAYS, word_set
from keepsight.model import Precision

PARTS_OF_DAY = word_set("morning afternoon evening night am pm lunchtime teatime")
_TOO_SHORT_TO_HALVE = 3
_PRECISIONS = {
    "day": Precision.DAY,
    "week": Precision.WEEK,
    "weekend": Precision.RANGE,
    "fortnight": Precision.RANGE,
    "month": Precision.MONTH,
    "quarter": Precision.RANGE,
    "year": Precision.YEAR,
    "decade": Precision.YEAR,
    "century": Precision.YEAR,
}


def told_day(s: Sentence, i: int, frame: Frame) -> Shape | None:
    """ "today", "yesterday", "tomorrow", "the day before yesterday", "last night", "the same day" """
    ref = frame.reference
    if ref is None:
        return None
    word, after = s.words[i], s.words[i + 1]
    if word in (
        "today",
        "tonight",
        "otd",
        "todays",
        "now",
        "present",
        "yesterday",
        "yesterdays",
        "tomorrow",
        "tomorrows",
    ):
        offset = -1 if word.startswith("yest") else 1 if word.startswith("tomo") else 0
        return one_day(i + 1, shift(ref, days=offset))
    if word == "day" and after in ("before", "after"):
        sign = -1 if after == "before" else 1
        if s.words[i + 2] in ("yesterday", "tomorrow"):
            return one_day(i + 3, shift(ref, days=2 if s.words[i + 2] == "tomorrow" else -2))
        if s.before(i) == "the" and (s.words[i + 2] in ("", ".", ",", ";", "and", "he", "she", "they", ")", "?", "!")):
            return one_day(i + 2, shift(ref, days=sign))
    if word == "current" and after in ("date", "day"):
        return one_day(i + 2, ref)
    if word in ("last", "this", "that", "same") and after in PARTS_OF_DAY:
        return one_day(i + 2, shift(ref, days=-1 if word == "last" else 0))
    return None


def led_period(s: Sentence, i: int, frame: Frame, point: Point) -> Shape | None:
    """What follows "last", "next", "this" and their like."""
    ref = frame.reference
    word = s.words[i]
    if ref is None:
        return None
    k = i + 1
    if s.words[k] in BACKWARD | FORWARD:
        word = s.words[k]
        k += 1
    way = -1 if word in BACKWARD else 1 if word in FORWARD else 0
    if way and (found := _run_of_units(s, k, way, frame)):
        return found
    if s.words[k] in ("school", "academic") and s.words[k + 1] == "year":
        start = ref.year - (ref.month < 9) + way
        return Shape(k + 2, Precision.YEAR, days=school_year(start))
    if s.words[k] in ("calendar", "working", "coming", "whole", "full") and s.words[k + 1] in UNITS:
        working = s.words[k] == "working"
        k += 1
    else:
        working = False
    if (unit := UNITS.get(s.words[k])) and not (s.words[k].endswith("s") and unit != "century"):
        return _led_unit(s, i, k, unit, way, frame, working=working)
    if s.words[k] in WEEKDAYS:
        return _led_weekday(s, k, way, word, frame, point)
    found = point(s, k, frame, led=True)
    if found is None or found.stop <= k or found.build is None or found.year is not None:
        return None
    if s.words[k] in NAME_LIKE_MONTHS and found.precision is Precision.MONTH:
        capital = s.text[s.starts[k]].isupper()
        lead = s.before(i) in ("since", "from", "in", "during", "by", "until", "of", "around", "late", "early", "mid")
        if not (lead or (capital and word != "that")):
            return None
    return _in_that_direction(found, way, ref, frame)


def week_beside(s: Sentence, i: int, frame: Frame) -> Shape | None:
    """ "the week before last", "week after next", "the weekend before last" at the unit."""
    unit = UNITS.get(s.words[i])
    ref = frame.reference
    if ref is None or unit is None:
        return None
    if (s.words[i + 1], s.words[i + 2]) == ("before", "last"):
        return replace(_unit_shape(ref, unit, -2, frame), stop=i + 3)
    if (s.words[i + 1], s.words[i + 2]) == ("after", "next"):
        return replace(_unit_shape(ref, unit, 2, frame), stop=i + 3)
    if unit == "weekend" and s.words[i] == "weekend":
        bare = frame.conventions.bare_periods and s.before(i) not in ("every", "each", "a")
        over = s.before(i) == "the" or s.before(i) == "over"
        if bare or (over and s.words[i + 1] not in ("rota", "of", "staff", "contact", "leave", "job", "carers")):
            return replace(_bare_weekend(ref, frame), stop=i + 1)
    elif frame.conventions.bare_periods and s.before(i) == "the" and not s.words[i].endswith("s"):
        later = s.words[i + 1]
        if unit == "fortnight":
            monday = week_days(ref)[0]
            return Shape(i + 1, Precision.RANGE, days=(monday, shift(monday, days=13)))
        if unit in ("day", "week", "month", "year") and not later.isdecimal() and later not in ("after", "of"):
            return replace(_unit_shape(ref, unit, 0, frame), stop=i + 1)
    return None


def later_in(s: Sentence, i: int, frame: Frame) -> Shape | None:
    """ "later this month", "earlier in the week" at "later" or "earlier"."""
    ref = frame.reference
    k = i + 1
    loose = s.words[k] == "in"
    k += loose
    if ref is None or s.words[k] not in ("the", "this", "that"):
        return None
    unit = UNITS.get(s.words[k + 1])
    if unit not in ("week", "month", "year", "day"):
        return None
    shape = _unit_shape(ref, unit, 0, frame)
    days = shape.days or (ref, ref)
    if unit == "day":
        return one_day(k + 2, ref)
    if frame.conventions.halves and loose and unit != "week":
        days = halved(days, "late" if s.words[i] == "later" else "early")
    elif s.words[i] == "later":
        days = (ref, days[1])
    else:
        days = (days[0], max(shift(ref, days=-1), days[0]))
    return Shape(k + 2, Precision.RANGE, days=days)


def halved(days: Days, part: str) -> Days:
    """The first or second half; the middle is what lies about the middle."""
    first, last = days
    length = (last - first).days + 1
    if length <= _TOO_SHORT_TO_HALVE:
        return days
    months, more = (round(length / 30.4) // 2, 0) if length > 32 else (0, 15 if length > 7 else 3)
    half = shift(first, months=months, days=more)
    if part == "mid":
        return (shift(first, days=10), shift(first, days=19)) if 7 < length < 32 else days
    return (first, shift(half, days=-1)) if part == "early" else (half, last)


def weekday_after(day: date, weekday: int) -> date:
    """The first such weekday after a day."""
    return shift(day, days=(weekday - day.weekday() - 1) % 7 + 1)


def _run_of_units(s: Sentence, k: int, way: int, frame: Frame) -> Shape | None:
    """ "last 3 months", "next five working days" """
    ref = frame.reference
    if ref is None:
        return None
    number = s.number(k)
    if number and not number[2] and s.words[number[1]] in WORKING and s.words[number[1] + 1] == "days":
        return Shape(number[1] + 2, Precision.RANGE, days=_from_first_to_last(working_days(ref, way, number[0]), ref))
    length = read_length(s, k)
    if length is None or s.words[k] in ("a", "an"):
        return None
    if s.words[length[1]] in ("ago", "later", "earlier"):
        length = read_length(s, k, single=True) or length
    (months, days, unit, vague), stop = length
    if unit == "quarter":
        this = months_from(ref.year, (ref.month - 1) // 3 * 3 + 1, 3)[0]
        span = (shift(this, months=-months), shift(this, days=-1)) if way < 0 else _whole(shift(this, months=3), months)
    elif unit in ("decade", "century"):
        years = 10 if unit == "decade" else 100
        this = date(ref.year // years * years, 1, 1)
        span = (
            (shift(this, months=-months), shift(this, days=-1))
            if way < 0
            else _whole(shift(this, months=12 * years), months)
        )
    elif way < 0:
        span = (shift(ref, months=-months, days=-days), shift(ref, days=-1))
    elif s.before(k - 1) == "within":
        span = (ref, shift(ref, months=months, days=days - 1))
    else:
        span = (shift(ref, days=1), shift(shift(ref, days=1), months=months, days=days - 1))
    return Shape(stop, Precision.RANGE, days=span, uncertain=vague)


def _whole(first: date, months: int) -> Days:
    return first, shift(shift(first, months=months), days=-1)


def _from_first_to_last(days: tuple[date, ...], ref: date) -> Days:
    return min(days, default=ref), max(days, default=ref)


def _led_unit(s: Sentence, i: int, k: int, unit: str, way: int, frame: Frame, *, working: bool) -> Shape | None:
    ref = frame.reference
    if ref is None:
        return None
    if s.words[i] == "past" and unit not in ("day", "weekend"):
        months, days = MONTHS_IN.get(unit, 0), DAYS_IN.get(unit, 0)
        span = shift(ref, months=-months, days=-days), shift(ref, days=-1)
        return Shape(k + 1, _PRECISIONS[unit], days=span)
    shape = replace(_unit_shape(ref, unit, way, frame), stop=k + 1)
    if unit == "week" and shape.days:
        if working:
            return replace(shape, days=(shape.days[0], shift(shape.days[0], days=4)))
        on = k + 2 if s.words[k + 1] in ("on", ",", "(") else k + 1
        if s.words[on] in WEEKDAYS:
            return one_day(on + 1, shift(shape.days[0], days=WEEKDAYS[s.words[on]]))
    return shape


def _unit_shape(ref: date, unit: str, way: int, frame: Frame) -> Shape:
    """The whole day, week, month ... before, around or after the reference."""
    monday = week_days(ref)[0]
    if unit == "day":
        days = (shift(ref, days=way), shift(ref, days=way))
    elif unit == "week":
        days = week_days(shift(ref, days=7 * way))
    elif unit == "weekend":
        if way == 0 and not frame.conventions.calendar_weeks:
            return _bare_weekend(ref, frame)
        saturday = shift(monday, days=5 + 7 * way)
        if way < 0 and ref.weekday() >= 5 and not frame.conventions.calendar_weeks:
            saturday = shift(monday, days=-2)
        days = (saturday, shift(saturday, days=1))
    elif unit == "fortnight":
        days = (shift(ref, days=-14), shift(ref, days=-1)) if way < 0 else (shift(ref, days=1), shift(ref, days=14))
    elif unit == "month":
        there = shift(ref, months=way)
        days = month_days(there.year, there.month)
    elif unit == "quarter":
        there = shift(ref.replace(day=1, month=(ref.month - 1) // 3 * 3 + 1), months=3 * way)
        days = months_from(there.year, there.month, 3)
    elif unit == "year":
        days = year_days(min(max(ref.year + way, 2), 9997))
    else:
        years = 10 if unit == "decade" else 100
        first = min(max((ref.year // years + way) * years, 100), 9800)
        days = (date(first, 1, 1), date(first + years - 1, 12, 31))
    return Shape(0, _PRECISIONS[unit], days=days)


def _bare_weekend(ref: date, frame: Frame) -> Shape:
    saturday = shift(week_days(ref)[0], days=5)
    if not (frame.conventions.calendar_weeks or frame.future or ref.weekday() >= 5):
        saturday = shift(saturday, days=-7)
    return Shape(0, Precision.RANGE, days=(saturday, shift(saturday, days=1)))


def _led_weekday(s: Sentence, k: int, way: int, word: str, frame: Frame, point: Point) -> Shape | None:
    ref = frame.reference
    if ref is None:
        return None
    dated = point(s, k, frame)
    if dated is not None and dated.stop > k + 1:
        return replace(dated, year=ref.year) if dated.needs_year and frame.conventions.calendar_weeks else dated
    weekday = WEEKDAYS[s.words[k]]
    this_week = shift(week_days(ref)[0], days=weekday)
    if word in ("coming", "upcoming", "following"):
        day = weekday_after(ref, weekday)
    elif word == "past" or (way < 0 and not frame.conventions.calendar_weeks):
        day = shift(ref, days=-((ref.weekday() - weekday - 1) % 7 + 1))
    elif word in ("that", "same") and not frame.conventions.calendar_weeks and this_week > ref:
        day = shift(this_week, days=-7)
    else:
        day = shift(this_week, days=7 * way)
    return one_day(k + 1, day)


def _in_that_direction(shape: Shape, way: int, ref: date, frame: Frame) -> Shape | None:
    if shape.build is None:
        return shape
    wide = shape.precision in (Precision.MONTH, Precision.SEASON, Precision.TERM, Precision.RANGE)
    if way == 0 or (frame.conventions.calendar_weeks and wide):
        days = build_in(shape.build, ref.year + way)
    elif way > 0:
        days = first_from(shape.build, shift(ref, days=1))
    else:
        days = last_up_to(shape.build, shift(ref, days=-1))
        if days and days[1] >= ref:
            days = last_up_to(shape.build, shift(days[0], days=-1))
    return replace(shape, days=days, build=None) if days else None


HERE_WORDS = BACKWARD | FORWARD | HERE
