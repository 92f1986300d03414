"""Lengths of time counted from a day: "two weeks ago", "3 days later", "a month after Easter", "2/52 ago".

A length in days is exact. In weeks it gives a day marked uncertain, in months or years the whole month or year, because
nobody counts those to the day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

from keepsight.dates.days import month_days, shift, year_days
from keepsight.dates.sentence import Sentence
from keepsight.dates.shape import Frame, Shape, settle
from keepsight.dates.words import FORWARD, UNITS, WEEKDAYS, word_set
from keepsight.model import Precision


class Point(Protocol):
    """The grammar's reading of one date at a token, handed down to what is built on it."""

    def __call__(self, s: Sentence, i: int, frame: Frame, *, led: bool = False) -> Shape | None: ...


Length = tuple[int, int, str, bool]
"""Months, days, the finest unit named and whether the number was vague ("a few")."""

_VAGUE = {"few": 3, "several": 4, "couple": 2}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
WORKING = word_set("business working school week")
_COUNTED = word_set(
    "once twice thrice first times time occasions occasion visits calls episodes contacts incidents weight old"
)


def counted(s: Sentence, i: int, frame: Frame, point: Point) -> Shape | None:
    """ "two weeks ago", "3 days later", "a month after Easter", "10 days from Tuesday" at the number."""
    ref = frame.reference
    if ref is None or s.before(i) == "half":
        return None
    length = read_length(s, i)
    if length is None:
        return _working_days_away(s, i, ref)
    (months, days, unit, vague), k = length
    after = s.words[k]
    if after in ("ago", "earlier", "back", "previously", "beforehand") or (
        after == "back" and s.words[k + 1] in ("", ".", ",", ";", ")")
    ):
        return _on_weekday(s, _away(ref, -1, months, days, unit, vague, k + 1, frame), frame)
    if after in ("later", "afterwards", "hence", "thereafter"):
        return _on_weekday(s, _away(ref, 1, months, days, unit, vague, k + 1, frame), frame)
    if after == "from" and s.words[k + 1] == "now":
        return _away(ref, 1, months, days, unit, vague, k + 2, frame)
    if after in (",", "starting", "beginning", "commencing", "from", "after", "before", "prior", "since", "following"):
        return _from_anchor(s, i, k, (months, days, unit, vague), frame, point)
    if s.before(i) == "in" and s.before(i - 1) not in _COUNTED and after not in ("of", "old", "-", "time"):
        return _on_weekday(s, _away(ref, 1, months, days, unit, vague, k, frame), frame)
    if s.before(i) in ("in", "within") and after == "time" and s.before(i - 1) not in _COUNTED:
        return _away(ref, 1, months, days, unit, vague, k + 1, frame)
    within = s.before(i) == "within" or (s.before(i) in FORWARD and s.before(i - 1) == "within")
    if within and after not in ("of", "the"):
        return Shape(k, Precision.RANGE, days=(ref, shift(ref, months=months, days=days - 1)))
    return None


def working_days(ref: date, way: int, count: int) -> tuple[date, ...]:
    """That many Mondays to Fridays after (or before) a day, nearest first."""
    found: list[date] = []
    day = ref
    while len(found) < min(count, 400):
        day = shift(day, days=way)
        if day.weekday() < 5:
            found.append(day)
    return tuple(found)


def _working_days_away(s: Sentence, i: int, ref: date) -> Shape | None:
    """ "in 5 working days", "three business days ago" """
    number = s.number(i)
    if number is None or s.words[number[1]] not in WORKING or s.words[number[1] + 1] != "days" or not number[0]:
        return None
    k = number[1] + 2
    way = {"ago": -1, "earlier": -1, "later": 1}.get(s.words[k], 0)
    if way:
        return one_day(k + 1, working_days(ref, way, number[0])[-1])
    if s.before(i) == "in" or (s.words[k], s.words[k + 1]) == ("from", "now"):
        return one_day(k if s.before(i) == "in" else k + 2, working_days(ref, 1, number[0])[-1])
    if s.before(i) == "within":
        return Shape(k, Precision.RANGE, days=(ref, working_days(ref, 1, number[0])[-1]))
    return None


def shorthand(s: Sentence, i: int, frame: Frame) -> Shape | None:
    """Clinical lengths with "ago" or "later": "3/7 ago" (days), "2/52 ago" (weeks), "4/12 later" (months)."""
    if frame.reference is None or s.words[i + 1] != "/" or not s.words[i].isdecimal() or len(s.words[i]) > 2:
        return None
    sign = {"ago": -1, "prior": -1, "previously": -1, "later": 1}.get(s.words[i + 3])
    if sign is None or s.words[i + 2] not in ("7", "52", "12"):
        return None
    number = int(s.words[i])
    unit = {"7": "day", "52": "week", "12": "month"}[s.words[i + 2]]
    months, days = (number, 0) if unit == "month" else (0, number * DAYS_IN[unit])
    return _away(frame.reference, sign, months, days, unit, False, i + 4, frame)


def read_length(s: Sentence, i: int, *, single: bool = False) -> tuple[Length, int] | None:
    """A length in calendar units at i ("2 years 1 month 21 days"), and the token after it."""
    months = days = 0
    finest = ""
    vague = False
    k = i
    while True:
        start = k
        if finest and s.words[k] in ("and", ",", "&"):
            k += 1
        if s.words[k] in ("a", "an") and not finest:
            k += 1
            number = 1
        else:
            number = 0
        if s.words[k] in _VAGUE:
            number, vague = _VAGUE[s.words[k]], True
            k += 2 if s.words[k + 1] == "of" else 1
        elif not number and (found := s.number(k)) and not found[2]:
            number, k = found[0], found[1]
        if s.words[k] == "-":
            k += 1
        unit = UNITS.get(s.words[k])
        if not number or unit is None or unit == "weekend" or (single and finest):
            return ((months, days, finest, vague), start) if finest else None
        months += number * MONTHS_IN.get(unit, 0)
        days += number * DAYS_IN.get(unit, 0)
        finest = unit
        k += 1


def one_day(stop: int, day: date) -> Shape:
    return Shape(stop, Precision.DAY, days=(day, day))


def _away(ref: date, sign: int, months: int, days: int, unit: str, vague: bool, stop: int, frame: Frame) -> Shape:
    day = shift(ref, months=sign * months, days=sign * days)
    if frame.conventions.exact_lengths or (unit == "day" and not vague):
        return one_day(stop, day)
    if vague and unit in ("day", "week", "fortnight"):
        widest = shift(ref, days=sign * days * 2)
        nearest = shift(ref, days=sign * 2 * DAYS_IN[unit])
        pair = sorted((widest, nearest))
        return Shape(stop, Precision.RANGE, days=(pair[0], pair[1]), uncertain=True)
    if unit == "month":
        return Shape(stop, Precision.MONTH, days=month_days(day.year, day.month), uncertain=True)
    if unit in ("quarter", "year", "decade", "century"):
        return Shape(stop, Precision.YEAR, days=year_days(day.year), uncertain=True)
    return replace(one_day(stop, day), uncertain=unit != "day")


def _on_weekday(s: Sentence, shape: Shape, frame: Frame) -> Shape:
    k = shape.stop
    if s.words[k] == "on" and s.words[k + 1] in WEEKDAYS and shape.days and frame.conventions.calendar_weeks:
        weekday = WEEKDAYS[s.words[k + 1]]
        near = shift(shape.days[0], days=(weekday - shape.days[0].weekday() + 1) % 7 - 1)
        return one_day(k + 2, near)
    return shape


def _from_anchor(s: Sentence, i: int, k: int, length: Length, frame: Frame, point: Point) -> Shape | None:
    months, days, _, vague = length
    joint = s.words[k]
    starting = joint in ("starting", "beginning", "commencing")
    if joint == ",":
        if s.words[k + 1] not in ("from", "starting", "beginning", "commencing"):
            return None
        k, starting = k + 1, True
    k += 1
    if joint == "prior" and s.words[k] == "to":
        k += 1
    if starting and s.words[k] in ("on", "from"):
        k += 1
    while s.words[k] in ("the", "on", "year"):
        k += 1
    anchor = point(s, k, replace(frame, future=True), led=True)
    if anchor is not None and starting and anchor.needs_year and frame.conventions.calendar_weeks and frame.reference:
        anchor = replace(anchor, year=frame.reference.year)
    found = settle(anchor, replace(frame, future=True)) if anchor else None
    if anchor is None or found is None:
        return None
    sign = -1 if joint in ("before", "prior") else 1
    starting = starting or (joint == "from" and s.before(i) == "for")
    under = s.before(i) == "within" or (s.before(i), s.before(i - 1)) == ("than", "less")
    if starting or under:
        span = sorted((found[0], shift(found[0], months=sign * months, days=sign * (days - 1))))
        return Shape(anchor.stop, Precision.RANGE, days=(span[0], span[1]), uncertain=vague)
    day = shift(found[0], months=sign * months, days=sign * days)
    return _on_weekday(s, replace(one_day(anchor.stop, day), uncertain=vague), frame)
