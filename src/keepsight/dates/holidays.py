"""Terms, half terms, school holidays, seasons, and the days that everybody knows by name.

Each function takes the sentence, the token to start at and the frame, and gives a `Shape` or None.
"""

from __future__ import annotations

from datetime import date

from keepsight.dates.days import (
    AMERICAN_DAYS,
    NAMED_DAYS,
    Build,
    Days,
    easter,
    month_days,
    season_days,
    shift,
    term_days,
    week_days,
)
from keepsight.dates.names import past, year_after
from keepsight.dates.sentence import Sentence
from keepsight.dates.shape import Frame, Shape, candidates
from keepsight.dates.words import MONTHS, SEASONS, word_set
from keepsight.model import Precision

_SEASON_LEADS = word_set("in during since over throughout this last next previous early mid late until by")
_HOLIDAYS: dict[str, Build] = {
    "summer": lambda y: (date(y, 7, 20), date(y, 9, 5)),
    "christmas": lambda y: (date(y, 12, 20), date(y + 1, 1, 6)),
    "easter": lambda y: (shift(easter(y), days=-16), shift(easter(y), days=16)),
}
_HALF_TERMS: dict[str, Build] = {
    "autumn": lambda y: (date(y, 10, 19), date(y, 11, 5)),
    "spring": lambda y: (date(y, 2, 8), month_days(y, 2)[1]),
    "summer": lambda y: (date(y, 5, 23), date(y, 6, 6)),
}
_HALF_TERM_MONTHS = {10: "autumn", 11: "autumn", 2: "spring", 5: "summer", 6: "summer"}
_LONGEST_NAME = 4
_NAME_WORDS = {"xmas": "christmas", "crimbo": "christmas", "saint": "st", "mum": "mother", "bh": "bank holiday"}
NAME_STARTS = {name.split()[0] for name in (*NAMED_DAYS, *AMERICAN_DAYS)} | set(_NAME_WORDS)


def season_named(s: Sentence, i: int, frame: Frame, *, led: bool = False) -> Shape | None:
    """Terms, half terms, school holidays and seasons at "autumn", "spring", "summer", "winter"."""
    name = s.words[i]
    if name == "half":
        return _nearest_half_term(s, i, frame)
    k = i + 1
    school = {"fall": "autumn", "winter": "autumn"}.get(name, name)
    if s.words[k] in ("half", "halfterm") and (half := _half_term(s, k, school, frame)):
        return half
    if s.words[k] in ("term", "terms", "semester") and school in ("autumn", "spring", "summer"):
        k += 1
        if s.words[k].isdecimal() and int(s.words[k]) in (1, 2):
            k += 1
        year, stop = year_after(s, k, frame)
        return Shape(stop, Precision.TERM, build=lambda y: term_days(school, y), year=year)
    if s.words[k] in ("holiday", "holidays", "hols", "break") and name == "summer":
        year, stop = year_after(s, k + 1, frame)
        return Shape(stop, Precision.TERM, build=_HOLIDAYS[name], year=year)
    year, stop = year_after(s, k, frame)
    before = s.before(i) if s.before(i) != "the" else s.before(i - 1)
    if year is None and not (frame.cell or led or before in _SEASON_LEADS):
        return None
    if name == "fall" and not (frame.month_first or year):
        return None
    if year is not None and s.words[stop] in ("/", "-") and s.words[stop + 1].isdecimal() and s.glued(stop + 1):
        stop += 2
    month = SEASONS[name]
    return Shape(stop, Precision.SEASON, build=lambda y: season_days(month, y), year=year)


def holiday_named(s: Sentence, i: int, frame: Frame) -> Shape | None:
    """A day everybody knows by name, with or without its year; "weekend" and "week" after it widen it."""
    table = {**NAMED_DAYS, **AMERICAN_DAYS} if frame.month_first else NAMED_DAYS
    words = [_NAME_WORDS.get(s.words[i], s.words[i])]
    if words[0] in ("christmas", "easter") and s.words[i + 1] in ("holiday", "holidays", "hols", "break", "vacation"):
        year, stop = year_after(s, i + 2, frame)
        return Shape(stop, Precision.TERM, build=_HOLIDAYS[words[0]], year=year)
    best: tuple[Build, int] | None = None
    k = i + 1
    for _ in range(_LONGEST_NAME):
        joined = " ".join(words)
        if joined in table:
            best = table[joined], k
        if s.words[k] in ("-", "."):
            k += 1
        words.append(_NAME_WORDS.get(s.words[k], s.words[k]))
        k += 1
    if best is None:
        return None
    build, stop = best
    if s.words[stop] == "monday" and "bank" in s.words[i:stop]:
        stop += 1
    stop, build, precision = _widened(s, stop, build)
    year, after = year_after(s, stop, frame)
    if precision is Precision.DAY and year is not None:
        after, build, precision = _widened(s, after, build)
    lunar = s.words[i] in ("eid", "diwali")
    return Shape(after, precision, build=build, year=year, uncertain=lunar)


def half_term_of_month(s: Sentence, i: int, frame: Frame) -> Shape | None:
    """ "October half term 2018" """
    school = _HALF_TERM_MONTHS.get(MONTHS[s.words[i]])
    return _half_term(s, i + 1, school, frame) if school and s.words[i + 1] in ("half", "halfterm") else None


def _half_term(s: Sentence, k: int, school: str, frame: Frame) -> Shape | None:
    if s.words[k] == "half":
        k = past(s, k + 1, ("-",), 1)
        if s.words[k] != "term":
            return None
    year, stop = year_after(s, k + 1, frame)
    return Shape(stop, Precision.TERM, build=_HALF_TERMS[school], year=year) if school in _HALF_TERMS else None


def _nearest_half_term(s: Sentence, i: int, frame: Frame) -> Shape | None:
    k = past(s, i + 1, ("-",), 1)
    reference = frame.reference
    if reference is None or s.words[k] != "term":
        return None
    near = [d for build in _HALF_TERMS.values() if (d := frame.choose(candidates(build, frame), None))]
    best = min(near, key=lambda d: abs((d[0] - reference).days), default=None)
    return Shape(k + 1, Precision.TERM, days=best) if best else None


def _widened(s: Sentence, stop: int, build: Build) -> tuple[int, Build, Precision]:
    tail = s.words[stop]
    if tail not in ("weekend", "week"):
        return stop, build, Precision.DAY

    def wide(year: int) -> Days | None:
        found = build(year)
        if found is None or tail == "week":
            return week_days(found[0]) if found else None
        monday, sunday = week_days(found[0])
        if found[0] == monday:
            return shift(monday, days=-2), monday
        return min(shift(monday, days=5), found[0]) if found[0].weekday() == 4 else shift(monday, days=5), sunday

    return stop + 1, wide, Precision.WEEK if tail == "week" else Precision.RANGE
