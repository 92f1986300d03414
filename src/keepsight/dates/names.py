"""Dates written with a name: months, years, quarters, terms, seasons, holidays and days that everybody knows.

Each function takes the sentence, the token to start at and the frame, and gives a `Shape` or None. Words that are also
names or verbs (May, March, April) need a number or a word like "in" beside them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from keepsight.dates.days import (
    Days,
    day_of,
    fixed_day,
    months_from,
    year_days,
)
from keepsight.dates.figures import YEARS, month_shape
from keepsight.dates.sentence import Sentence
from keepsight.dates.shape import Frame, Shape, full_year
from keepsight.dates.words import (
    MONTHS,
    NAME_LIKE_MONTHS,
    STREETS,
    TENS,
    UNITS,
    WEEKDAYS,
    WELL_SPELT_MONTHS,
    WELSH_MONTHS,
    word_set,
)
from keepsight.model import Precision

_AFTER_TWO_FIGURES = word_set(". , ; ) ] - and but when he she they we i for with at by in the ( |") | {""}
_TIMES_FOLLOW = word_set("hrs hours hr h am pm oclock")
_NOT_AFTER_YEAR = _TIMES_FOLLOW | word_set("% pieces people")
_YEAR_LEADS = word_set(
    "in since during from until till before after of year cy fy throughout early mid late middle circa c end"
)
_MONTH_LEADS = word_set(
    "in since during until till of before throughout early mid late middle around from through end last"
)
_NEAR_YEARS = 3


def day_and_month(s: Sentence, i: int, frame: Frame) -> Shape | None:
    """ "22nd May 2016", "the third of April", "05-Aug-2016", "2020/Sep/23", "23-2020-September" at a number."""
    low = s.words
    if low[i] == "the":
        i += 1
    number = s.number(i)
    if number is None or (i > 0 and low[i - 1] in ("$", "£", "€")):
        return None
    value, k, _ = number
    if value in YEARS and len(low[i]) == 4:
        return _year_then_month(s, i, frame)
    if value > 31 or value == 0:
        return None
    if low[k] == "day":
        k += 1
    k = past(s, k, ("of", "-", "/", ".", ","), 2)
    if low[k] == "the":
        k += 1
    if low[k] in MONTHS:
        month = MONTHS[low[k]]
        year, stop = year_after(s, k + 1, frame)
        if year is None and low[stop] in STREETS:
            return None
        return _named_day(month, value, year, stop, low[k], frame)
    if low[k].isdecimal() and len(low[k]) == 4 and int(low[k]) in YEARS and low[k + 1] in "-/" and low[k + 2] in MONTHS:
        return _named_day(MONTHS[low[k + 2]], value, int(low[k]), k + 3, low[k + 2], frame)
    return None


def month_named(s: Sentence, i: int, frame: Frame, *, led: bool = False) -> Shape | None:
    """ "May 22 2016", "June 2017", "Sept '19", "in March" at a month's name."""
    word = s.words[i]
    month = MONTHS[word]
    if s.before(i) in ("$", "#", "@"):
        return None
    k = past(s, i + 1, ("-", "/", ".", ","), 1)
    if s.words[k] == "the":
        k += 1
    number = s.number(k) if s.spelt_year(k) is None else None
    if number and number[0] <= 31 and not (s.words[k].isdecimal() and _looks_like_a_time(s, k)):
        value, stop, ordinal = number
        year, after = year_after(s, stop, frame)
        if k == i + 1 and _are_two_days(s, stop, value, year):
            year, after = None, stop
        as_year = not ordinal and year is None and frame.cell and _is_near_year(s, k, frame)
        counts = s.words[stop] in UNITS or (s.words[stop] in WEEKDAYS and ordinal and not s.words[k].isdecimal())
        street = not ordinal and not frame.cell and s.words[stop] in STREETS
        if value and not (as_year or counts or street):
            return _named_day(month, value, year, after, word, frame)
    year, stop = year_after(s, i + 1, frame)
    if year is not None:
        if s.words[stop] in ("-", "/") and (day := s.number(stop + 1)) and s.glued(stop + 1) and day[0] <= 31:
            return _named_day(month, day[0], year, day[1], word, frame)
        return month_shape(stop, month, year, slip=_misspelt(word))
    if not (frame.cell or led) and not _alone_is_a_month(s, i):
        return None
    return month_shape(i + 1, month, None, slip=_misspelt(word))


def year_named(s: Sentence, i: int, frame: Frame, *, led: bool = False) -> Shape | None:
    """ "in 2017", "1990s", "2019 Q1", "two thousand and twenty" at a number."""
    word = s.words[i]
    before = s.before(i)
    if before in ("£", "$", "€", "#") or (s.glued(i) and before in (".", ",", "/", ":") and i > 1):
        return None
    if word.isdecimal() and len(word) == 4 and int(word) in YEARS:
        year, stop = int(word), i + 1
        if s.words[stop] == "s" or (s.words[stop] in ("'", "’") and s.words[stop + 1] == "s"):
            after = stop + 1 if s.words[stop] == "s" else stop + 2
            return _decade(year // 10 * 10, after) if year % 10 == 0 else None
        k = past(s, stop, ("-", "/", ","), 1)
        if found := _quarter_mark(s, k):
            return replace(quarter(found[1], year, length=found[0]), stop=k + 2)
        if s.words[stop] in _NOT_AFTER_YEAR or (s.glued(stop) and s.words[stop] and s.words[stop] not in ".,;:)-–~?!"):
            return None
        if s.words[stop] in (".", ",") and s.glued(stop) and s.words[stop + 1].isdecimal() and s.glued(stop + 1):
            return None
    elif spelt := s.spelt_year(i):
        year, stop = spelt
    elif word in ("50", "60", "70", "80", "90") and before == "the" and "s" in s.words[i + 1 : i + 3]:
        return _decade(1900 + int(word), i + (2 if s.words[i + 1] == "s" else 3))
    else:
        return None
    if not (frame.cell or led or before in _YEAR_LEADS):
        return None
    return Shape(stop, Precision.YEAR, days=year_days(year))


def quarter_named(s: Sentence, i: int, frame: Frame) -> Shape | None:
    """ "Q1 2017", "first quarter of 2018" """
    if found := _quarter_mark(s, i):
        year, stop = year_after(s, i + 2, frame)
        if found[0] == 6 and year is None:
            return None
        return replace(quarter(found[1], year, length=found[0]), stop=max(stop, i + 2))
    return None


def year_after(s: Sentence, k: int, frame: Frame) -> tuple[int | None, int]:
    """The year that follows at token k with what joins it, and the token after; (None, k) when there is none."""
    here = k
    joined = s.words[k]
    if joined in ("of", "in", ",", ".", "-", "/"):
        k += 1
        if joined == "," and s.words[k] in ("of", "in"):
            k += 1
    if s.words[k] == "the" and s.words[k + 1] == "year":
        k += 2
    elif s.words[k] == "year":
        k += 1
    quoted = s.words[k] in ("'", "’", "‘", "`")
    k += quoted
    word = s.words[k]
    if word.isdecimal() and len(word) == 4 and int(word) in YEARS and s.words[k + 1] not in _TIMES_FOLLOW:
        return int(word), k + 1
    if word.isdecimal() and len(word) == 2 and not _looks_like_a_time(s, k):
        after = s.words[k + 1]
        tied = quoted or joined == "of" or (joined in ("-", "/", ".") and s.glued(k))
        if after in ("/", "-", ".") and s.glued(k + 1) and s.words[k + 2].isdecimal() and s.glued(k + 2):
            return None, here
        follows = after in _AFTER_TWO_FIGURES and not (after == "." and s.glued(k + 2) and s.words[k + 2].isdecimal())
        if joined != "in" and (tied or frame.cell or (joined != "," and follows)):
            return full_year(word, frame.pivot), k + 1
    spelt = s.spelt_year(k)
    return (spelt[0], spelt[1]) if spelt else (None, here)


def past(s: Sentence, k: int, joins: tuple[str, ...], most: int) -> int:
    for _ in range(most):
        if s.words[k] not in joins:
            break
        k += 1
    return k


def _looks_like_a_time(s: Sentence, k: int) -> bool:
    after = s.words[k + 1]
    if after in _TIMES_FOLLOW:
        return True
    return after in (":", ".") and s.glued(k + 1) and s.words[k + 2].isdecimal() and s.glued(k + 2)


def _named_day(month: int, day: int, year: int | None, stop: int, word: str, frame: Frame) -> Shape | None:
    slip = _misspelt(word)
    if year is not None and not day_of(year, month, day):
        return Shape(stop, impossible=(day, month, year), slip=slip) if frame.cell else None
    if not day_of(2000, month, day):
        return Shape(stop, impossible=(day, month, 0), slip=slip) if frame.cell else None
    return Shape(stop, build=fixed_day(month, day), year=year, slip=slip)


def _misspelt(word: str) -> bool:
    return word not in WELL_SPELT_MONTHS and word not in WELSH_MONTHS


def _year_then_month(s: Sentence, i: int, frame: Frame) -> Shape | None:
    """ "2017 april", "2019-aug-01", "2020/23/Sep" """
    year = int(s.words[i])
    k = past(s, i + 1, ("-", "/", ".", ","), 1)
    if s.words[k] in MONTHS:
        day_at = past(s, k + 1, ("-", "/", "."), 1)
        day = s.number(day_at)
        if day and day[0] <= 31 and (day_at > k + 1 or not _looks_like_a_time(s, day_at)):
            return _named_day(MONTHS[s.words[k]], day[0], year, day[1], s.words[k], frame)
        if s.words[k] in NAME_LIKE_MONTHS and not frame.cell and k == i + 1 and s.words[i + 2] not in ("", ".", ","):
            return None
        return month_shape(k + 1, MONTHS[s.words[k]], year)
    day = s.number(k)
    if k > i + 1 and day and day[0] <= 31 and s.words[day[1]] in ("-", "/") and s.words[day[1] + 1] in MONTHS:
        return _named_day(MONTHS[s.words[day[1] + 1]], day[0], year, day[1] + 2, s.words[day[1] + 1], frame)
    return None


def _alone_is_a_month(s: Sentence, i: int) -> bool:
    word, before, after = s.words[i], s.before(i), s.words[i + 1]
    if word in WELSH_MONTHS or after in STREETS or before in STREETS:
        return False
    if word in ("sep", "oct", "nov", "feb"):
        return before in _MONTH_LEADS or s.text[s.starts[i]].isupper()
    return word not in NAME_LIKE_MONTHS or before in _MONTH_LEADS


def _decade(year: int, stop: int) -> Shape:
    return Shape(stop, Precision.YEAR, days=(date(year, 1, 1), date(year + 9, 12, 31)))


def _quarter_mark(s: Sentence, i: int) -> tuple[int, int] | None:
    if s.words[i] in ("q", "h") and s.glued(i + 1) and s.words[i + 1] in ("1", "2", "3", "4"):
        number = int(s.words[i + 1])
        if s.words[i] == "q":
            return 3, number
        return (6, number) if number <= 2 else None
    return None


def quarter(number: int, year: int | None, *, length: int = 3) -> Shape:
    """The `number`th stretch of `length` months of a year."""

    def build(y: int) -> Days:
        return months_from(y, 1 + (number - 1) * length, length)

    return Shape(0, Precision.RANGE, build=build, year=year)


def _are_two_days(s: Sentence, stop: int, first: int, year: int | None) -> bool:
    """True for the "19-20" of "November 19-20", which is no year."""
    figures = s.words[stop + 1]
    return year is not None and s.words[stop] == "-" and len(figures) == 2 and first < int(figures) <= 31


def _is_near_year(s: Sentence, k: int, frame: Frame) -> bool:
    """True where "Oct 17" in a cell is October 2017: a dash, or the year is one of the period, give or take three."""
    figures = s.words[k]
    if frame.month_first or len(figures) != 2 or not figures.isdecimal() or s.words[k + 1] in ("-", "/"):
        return False
    if s.before(k) == "-" or frame.pivot is None:
        return s.before(k) == "-"
    return abs(full_year(figures, frame.pivot) - frame.pivot) <= _NEAR_YEARS


def tens_as_years(word: str) -> int | None:
    """ "nineties" as 1990; None for any other word."""
    stem = word[:-3] + "y" if word.endswith("ies") else ""
    return 1900 + TENS[stem] if stem in TENS and TENS[stem] >= 50 else None
