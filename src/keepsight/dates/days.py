"""The calendar behind the words: weeks, months, terms, seasons and the days that have a name.

Each function gives a pair of days, both inclusive. Terms are those of schools in Wales and England as a careful reader
takes them when no dates are given: autumn 1 September to 31 December, spring 1 January to 30 April, summer 1 May to 31
July; half terms are the months in which they always fall.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date

Days = tuple[date, date]
Build = Callable[[int], Days | None]
"""The days of something that comes every year; None in a year that has none (29 February)."""

LUNAR_DAYS: dict[str, dict[int, tuple[int, int]]] = {
    "eid": {
        2013: (8, 8), 2014: (7, 28), 2015: (7, 17), 2016: (7, 6), 2017: (6, 25), 2018: (6, 15), 2019: (6, 4),
        2020: (5, 24), 2021: (5, 13), 2022: (5, 2), 2023: (4, 21), 2024: (4, 10), 2025: (3, 30), 2026: (3, 20),
        2027: (3, 10), 2028: (2, 27),
    },
    "eid al adha": {
        2013: (10, 15), 2014: (10, 4), 2015: (9, 24), 2016: (9, 12), 2017: (9, 1), 2018: (8, 21), 2019: (8, 11),
        2020: (7, 31), 2021: (7, 20), 2022: (7, 9), 2023: (6, 28), 2024: (6, 16), 2025: (6, 6), 2026: (5, 27),
        2027: (5, 16), 2028: (5, 5),
    },
    "diwali": {
        2013: (11, 3), 2014: (10, 23), 2015: (11, 11), 2016: (10, 30), 2017: (10, 19), 2018: (11, 7), 2019: (10, 27),
        2020: (11, 14), 2021: (11, 4), 2022: (10, 24), 2023: (11, 12), 2024: (11, 1), 2025: (10, 20), 2026: (11, 8),
        2027: (10, 29), 2028: (10, 17),
    },
}  # fmt: skip
"""Days set by the moon: kept in different places on neighbouring days, so always marked uncertain."""


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_from(year: int, month: int, count: int) -> Days:
    """`count` whole months, the first of them given."""
    years, last = divmod(month - 1 + count - 1, 12)
    return date(year, month, 1), month_days(year + years, last + 1)[1]


def year_days(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def week_days(day: date) -> Days:
    """Monday to Sunday of the week that holds the day."""
    monday = shift(day, days=-day.weekday())
    return monday, shift(monday, days=6)


def shift(day: date, *, days: int = 0, months: int = 0) -> date:
    """Later (or earlier) by months, then days; a day the month does not have becomes its last; ends of time hold."""
    if months:
        years, month = divmod(day.month - 1 + months, 12)
        year = min(max(day.year + years, MINYEAR + 1), MAXYEAR - 1)
        day = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    if days:
        ordinal = min(max(day.toordinal() + days, date(MINYEAR + 1, 1, 1).toordinal()), date(9998, 12, 31).toordinal())
        day = date.fromordinal(ordinal)
    return day


def part_of(days: Days, part: str) -> Days:
    """The early, middle or late part: 1-10, 11-20, 21-end of a month; thirds of a longer time by whole months."""
    first, last = days
    whole_months = first.day == 1 and shift(last, days=1).day == 1
    length = (last - first).days + 1
    if whole_months and length <= 31:
        starts = {"early": first, "mid": first.replace(day=11), "late": first.replace(day=21)}
        ends = {"early": first.replace(day=10), "mid": first.replace(day=20), "late": last}
    elif whole_months:
        third = max(round(length / 30.4) // 3, 1)
        early_end = shift(shift(first, months=third), days=-1)
        late_start = shift(date(last.year, last.month, 1), months=1 - third)
        starts = {"early": first, "mid": shift(first, months=third), "late": late_start}
        ends = {"early": early_end, "mid": shift(late_start, days=-1), "late": last}
    else:
        third = max(length // 3, 1)
        starts = {"early": first, "mid": shift(first, days=third), "late": shift(last, days=1 - third)}
        ends = {"early": shift(first, days=third - 1), "mid": shift(last, days=-third), "late": last}
    return (starts[part], ends[part]) if starts[part] <= ends[part] else days


def nth_week_of(days: Days, number: int, *, calendar_weeks: bool) -> Days | None:
    """The `number`th week (-1 the last) of a month or year: days 1-7, 8-14 ..., or Monday to Sunday when asked."""
    first, last = days
    if calendar_weeks:
        thursday = shift(first, days=(3 - first.weekday()) % 7)
        weeks = [t for n in range(54) if (t := shift(thursday, days=7 * n)) <= last]
        return week_days(weeks[number]) if -len(weeks) <= number < len(weeks) else None
    if number < 0:
        return shift(last, days=-6), last
    start = shift(first, days=7 * number)
    return (start, min(shift(start, days=6), last)) if start <= last else None


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def term_days(name: str, year: int) -> Days:
    first, count = {"autumn": (9, 4), "spring": (1, 4), "summer": (5, 3)}[name]
    return months_from(year, first, count)


def school_year(year: int) -> Days:
    """The school year that begins in that September."""
    return date(year, 9, 1), date(year + 1, 8, 31)


def season_days(first_month: int, year: int) -> Days:
    return months_from(year, first_month, 3)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The `number`th (from 1; -1 the last) such weekday of a month."""
    first, last = month_days(year, month)
    if number < 0:
        return shift(last, days=-((last.weekday() - weekday) % 7))
    return shift(first, days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def fixed_day(month: int, day: int) -> Build:
    def build(year: int) -> Days | None:
        found = day_of(year, month, day)
        return (found, found) if found else None

    return build


def easter_day(offset: int = 0, length: int = 1) -> Build:
    def build(year: int) -> Days:
        start = shift(easter(year), days=offset)
        return start, shift(start, days=length - 1)

    return build


def weekday_day(month: int, weekday: int, number: int, offset: int = 0) -> Build:
    def build(year: int) -> Days:
        day = shift(nth_weekday(year, month, weekday, number), days=offset)
        return day, day

    return build


def lunar_day(name: str) -> Build:
    def build(year: int) -> Days | None:
        found = LUNAR_DAYS[name].get(year)
        return (date(year, *found), date(year, *found)) if found else None

    return build


NAMED_DAYS: dict[str, Build] = {
    "christmas day": fixed_day(12, 25),
    "christmas eve": fixed_day(12, 24),
    "christmas": fixed_day(12, 25),
    "boxing day": fixed_day(12, 26),
    "new years day": fixed_day(1, 1),
    "new year day": fixed_day(1, 1),
    "new years": fixed_day(1, 1),
    "new year": fixed_day(1, 1),
    "new years eve": fixed_day(12, 31),
    "new year eve": fixed_day(12, 31),
    "nye": fixed_day(12, 31),
    "halloween": fixed_day(10, 31),
    "hallowe en": fixed_day(10, 31),
    "bonfire night": fixed_day(11, 5),
    "guy fawkes": fixed_day(11, 5),
    "guy fawkes night": fixed_day(11, 5),
    "valentines day": fixed_day(2, 14),
    "valentines": fixed_day(2, 14),
    "valentine": fixed_day(2, 14),
    "st davids day": fixed_day(3, 1),
    "saint davids day": fixed_day(3, 1),
    "st patricks day": fixed_day(3, 17),
    "saint patricks day": fixed_day(3, 17),
    "saint patrick": fixed_day(3, 17),
    "st patrick": fixed_day(3, 17),
    "st georges day": fixed_day(4, 23),
    "april fools day": fixed_day(4, 1),
    "april fools": fixed_day(4, 1),
    "may day": fixed_day(5, 1),
    "international workers day": fixed_day(5, 1),
    "workers day": fixed_day(5, 1),
    "international womens day": fixed_day(3, 8),
    "remembrance sunday": weekday_day(11, 6, 2),
    "armistice day": fixed_day(11, 11),
    "mothers day": easter_day(-21),
    "mothering sunday": easter_day(-21),
    "fathers day": weekday_day(6, 6, 3),
    "shrove tuesday": easter_day(-47),
    "pancake day": easter_day(-47),
    "ash wednesday": easter_day(-46),
    "palm sunday": easter_day(-7),
    "maundy thursday": easter_day(-3),
    "good friday": easter_day(-2),
    "easter saturday": easter_day(-1),
    "easter sunday": easter_day(),
    "easter day": easter_day(),
    "easter": easter_day(),
    "easter monday": easter_day(1),
    "easter bank holiday": easter_day(1),
    "easter weekend": easter_day(-2, 4),
    "whit sunday": easter_day(49),
    "early may bank holiday": weekday_day(5, 0, 1),
    "may bank holiday": weekday_day(5, 0, 1),
    "may day bank holiday": weekday_day(5, 0, 1),
    "first may bank holiday": weekday_day(5, 0, 1),
    "late may bank holiday": weekday_day(5, 0, -1),
    "spring bank holiday": weekday_day(5, 0, -1),
    "whitsun bank holiday": weekday_day(5, 0, -1),
    "whit monday": weekday_day(5, 0, -1),
    "august bank holiday": weekday_day(8, 0, -1),
    "summer bank holiday": weekday_day(8, 0, -1),
    "black friday": weekday_day(11, 3, 4, 1),
    "twelfth night": fixed_day(1, 5),
    "eid": lunar_day("eid"),
    "eid al fitr": lunar_day("eid"),
    "eid ul fitr": lunar_day("eid"),
    "eid al adha": lunar_day("eid al adha"),
    "eid ul adha": lunar_day("eid al adha"),
    "diwali": lunar_day("diwali"),
}
AMERICAN_DAYS: dict[str, Build] = {
    "mothers day": weekday_day(5, 6, 2),
    "thanksgiving day": weekday_day(11, 3, 4),
    "thanksgiving": weekday_day(11, 3, 4),
    "independence day": fixed_day(7, 4),
    "labor day": weekday_day(9, 0, 1),
    "memorial day": weekday_day(5, 0, -1),
    "martin luther king day": weekday_day(1, 0, 3),
    "mlk day": weekday_day(1, 0, 3),
    "presidents day": weekday_day(2, 0, 3),
    "columbus day": weekday_day(10, 0, 2),
    "veterans day": fixed_day(11, 11),
    "groundhog day": fixed_day(2, 2),
    "flag day": fixed_day(6, 14),
    "juneteenth": fixed_day(6, 19),
    "earth day": fixed_day(4, 22),
    "inauguration day": fixed_day(1, 20),
    "cyber monday": weekday_day(11, 3, 4, 4),
    "election day": weekday_day(11, 0, 1, 1),
    "arbor day": weekday_day(4, 4, -1),
}
"""Read only where the month stands first."""
