"""Two dates with something between that makes them one stretch of time: "24-28/3/18", "between 3 and 12 Sept".

What one side leaves out is taken from the other: the month, the year. Both ends are inside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from keepsight.dates.days import Days, day_of, fixed_day, shift
from keepsight.dates.figures import YEARS
from keepsight.dates.grammar import point
from keepsight.dates.names import year_after, year_named
from keepsight.dates.relative import weekday_after
from keepsight.dates.sentence import Sentence
from keepsight.dates.shape import Frame, Shape, build_in, first_from, last_up_to, settle
from keepsight.dates.words import MONTHS, ORDINALS, TENS, word_set
from keepsight.model import Precision

OPENINGS = word_set("from between btw betw")
_JOINS = word_set("- – — ‒ ― − ~ to until till untill til through thru")
_DASHES = word_set("- – — ‒ ― − ~")


def moment(s: Sentence, i: int, frame: Frame) -> Shape | None:
    """The date or stretch of time at token i, with the years settled as far as the text alone allows."""
    found = point(s, i, frame)
    stretch = _stretch(s, i, found, frame)
    if stretch is not None and (found is None or stretch.stop > found.stop):
        return stretch
    return found


def _stretch(s: Sentence, i: int, found: Shape | None, frame: Frame) -> Shape | None:
    """Two dates joined by "to", a dash or "and" after "between"."""
    k = i
    opened = s.words[i] in OPENINGS
    between = opened and s.words[i] != "from"
    if opened:
        k += 1
        if s.words[k] == "the" and s.words[k + 1] in ("end", "beginning", "start", "middle", "period"):
            k += 1 + (s.words[k + 1] == "period")
    first: Shape | None = None
    if not opened and found is not None:
        first = found
    elif opened or s.words[k] in MONTHS or s.words[k].isdecimal():
        first = _side(s, k, frame, led=True) if opened or s.words[k] in MONTHS else None
        first = first or _lone_day(s, k) or _lone_year(s, k, frame, opened)
    elif s.words[k] in ORDINALS or s.words[k] in TENS or (s.words[k] == "the" and s.number(k + 1)):
        first = _lone_day(s, k)
    else:
        return None
    if first is None:
        return None
    for stop in dict.fromkeys((first.stop, _lone_stop(s, k))):
        if stop <= k:
            continue
        joined = s.words[stop] in _JOINS or (between and s.words[stop] in ("and", "&"))
        joined = joined or (s.words[stop] in ("and", "&", "/", "+") and _lone_stop(s, k) == stop and frame.cell)
        wide = first.precision in (Precision.MONTH, Precision.PART_OF_MONTH)
        if not joined and not (s.words[stop] == "/" and wide and stop == first.stop):
            continue
        left = first if stop == first.stop else _lone_day(s, k)
        if left is None:
            continue
        found = _joined(s, k, left, stop + 1, frame)
        if found is not None:
            return found
    return None


def _joined(s: Sentence, k: int, first: Shape, after: int, frame: Frame) -> Shape | None:
    for extra in ("up", "to", "the", "and", "incl", "including"):
        if s.words[after] == extra and not (extra == "the" and s.number(after + 1)):
            after += 1
    dash = s.words[after - 1] in _DASHES
    second = _side(s, after, frame, led=True) or _day_in_month(s, after) or _lone_day(s, after)
    if second is None or (dash and second.weekday is not None and second.day is None and first.weekday is None):
        return None
    if second.day is not None and second.build is None and first.needs_year and not s.words[k].isdecimal():
        year, stop = year_after(s, second.stop, frame)
        if year is not None:
            first, second = replace(first, year=year), replace(second, stop=stop)
    days = _between(first, second, frame)
    if days is None:
        if frame.cell and (first.impossible or second.impossible):
            return first if first.impossible else second
        return None
    first = replace(first, start=k)
    uncertain = first.uncertain or second.uncertain
    shape = Shape(
        second.stop,
        Precision.RANGE,
        uncertain=uncertain,
        sides=(first, replace(second, start=after)),
        slip=first.slip or second.slip,
    )
    if isinstance(days, tuple):
        return replace(shape, days=days)
    return replace(shape, build=days, year=second.year if second.year is not None else None)


def _side(s: Sentence, k: int, frame: Frame, *, led: bool) -> Shape | None:
    found = point(s, k, frame, led=led)
    return found if found is None or not found.sides else None


def _day_in_month(s: Sentence, k: int) -> Shape | None:
    """The "23 in June" of "4-23 in June"."""
    number = s.number(k)
    if number is None or s.words[number[1]] != "in" or s.words[number[1] + 1] not in MONTHS or not s.glued(k):
        return None
    day, month = number[0], MONTHS[s.words[number[1] + 1]]
    return Shape(number[1] + 2, build=fixed_day(month, day)) if day_of(2000, month, day) else None


def _lone_stop(s: Sentence, k: int) -> int:
    number = s.number(k + 1 if s.words[k] == "the" else k)
    return number[1] if number else -1


def _lone_day(s: Sentence, k: int) -> Shape | None:
    if s.words[k] == "the":
        k += 1
    number = s.number(k)
    return Shape(number[1], day=number[0]) if number and 1 <= number[0] <= 31 else None


def _lone_year(s: Sentence, k: int, frame: Frame, opened: bool) -> Shape | None:
    """A bare year that a second year follows."""
    word = s.words[k]
    if not (word.isdecimal() and len(word) == 4 and int(word) in YEARS):
        return None
    if not (opened or s.words[k + 1] in ("~", "through") or s.before(k) == "in" or frame.cell):
        return None
    other = s.words[k + 2]
    if opened and s.words[k + 3] in ("hrs", "hours", "hr", "h", "on"):
        return None
    return year_named(s, k, frame, led=True) if other else None


def _between(first: Shape, second: Shape, frame: Frame) -> Days | Callable[[int], Days | None] | None:
    """The days from the first date to the second; a builder when neither has its year."""
    if first.day is not None and first.build is None and second.build is None and second.days is None:
        return None
    if second.day is not None and second.build is None and second.days is None:
        left = settle(first, frame) if first.days or first.year else None
        if left is not None and first.precision is Precision.DAY:
            last = _next_day(left[0].year, left[0].month, second.day, left)
            return (left[0], last) if last else None
        build = first.build
        if build is None or first.year is not None or first.precision is not Precision.DAY:
            return None
        wanted = second.day

        def from_first(year: int) -> Days | None:
            start = build(year)
            end = _next_day(start[0].year, start[0].month, wanted, start) if start else None
            return (start[0], end) if start and end else None

        return from_first
    if first.day is not None and first.build is None and first.days is None:
        return _from_a_day(first.day, second, frame)
    if second.weekday is not None and second.build is None and second.days is None:
        left = settle(first, frame)
        if left is None:
            return None
        day = weekday_after(left[0], second.weekday)
        return (left[0], day)
    if first.needs_year and second.needs_year:
        return _both_open(first, second)
    right = settle(second, frame) if not second.needs_year else None
    if right is None:
        left = settle(first, frame)
        right = first_from(second.build, left[0]) if left and second.build else None
    elif first.needs_year and first.build is not None:
        left = last_up_to(first.build, right[1])
    else:
        left = settle(first, frame)
    if left is None or right is None or left[0] > right[1]:
        return None
    return left[0], right[1]


def _from_a_day(day: int, second: Shape, frame: Frame) -> Days | Callable[[int], Days | None] | None:
    if second.precision is not Precision.DAY:
        return None

    def built(days: Days) -> Days | None:
        end = days[1]
        start = day_of(end.year, end.month, day)
        if start is None or start > end:
            before = shift(end.replace(day=1), days=-1)
            start = day_of(before.year, before.month, day)
        return (start, end) if start else None

    if second.needs_year and second.build is not None:
        build = second.build

        def by_year(year: int) -> Days | None:
            days = build(year)
            return built(days) if days else None

        return by_year
    right = settle(second, frame)
    return built(right) if right else None


def _both_open(first: Shape, second: Shape) -> Callable[[int], Days | None]:
    def by_year(year: int) -> Days | None:
        start = build_in(first.build, year) if first.build else None
        end = first_from(second.build, start[0]) if start and second.build else None
        return (start[0], end[1]) if start and end else None

    return by_year


def _next_day(year: int, month: int, day: int, left: Days) -> date | None:
    found = day_of(year, month, day)
    if found is not None and found >= left[0]:
        return found
    after = shift(left[0].replace(day=1), months=1)
    return day_of(after.year, after.month, day)
