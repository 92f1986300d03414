"""Which of the things recognised in a cell is its date.

A cell may hold more than one ("Mothers Day 14/3/21", "Sept, first week of term", "22/05/16 (entered 24/05/16)"). Best
is a full day, then a day without its year, then a stretch, a month and longer; the rest must agree or is remarked on.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from keepsight.dates.days import nth_week_of, part_of
from keepsight.dates.parts import mapped
from keepsight.dates.sentence import PADDED, Sentence
from keepsight.dates.shape import Frame, Shape, full_year, settle
from keepsight.dates.stretches import moment
from keepsight.dates.words import MONTHS, WEEKDAYS, word_set
from keepsight.model import Precision

_RANKS = {
    Precision.DAY: 0,
    Precision.RANGE: 1,
    Precision.WEEK: 1,
    Precision.PART_OF_MONTH: 2,
    Precision.MONTH: 3,
    Precision.TERM: 4,
    Precision.SEASON: 4,
    Precision.YEAR: 5,
}
_WRITTEN_LATER = word_set("recorded entered written record rec updated dob signed typed received logged born")
_BOUNDS = {"before": "before", "prior": "before", "pre": "before", "after": "after", "since": "after", "post": "after"}
SPREADSHEET_DAY = "a spreadsheet's day number"
_COMPACT = re.compile(r"(\d\d)(\d\d)(\d{4}|\d{2})\Z")
_SPREADSHEET_DAY = re.compile(r"[34]\d{4}(?:\.\d+)?\Z")
_SPREADSHEET_EPOCH = date(1899, 12, 30).toordinal()
_LOOSE_NAMES = frozenset(("christmas", "xmas", "easter", "year"))
_EXACT_NAMES = word_set("day eve sunday monday friday saturday weekend week holiday holidays hols break years")
_CLOSE = 0.75
_PART_WORDS = {
    "early": "early",
    "start": "early",
    "beginning": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
}
_WEEK_NUMBERS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}
_TERM_BEGINS = 10


@dataclass(frozen=True, slots=True)
class Picked:
    """The shape that is the cell's date, and what else there was to say about the cell."""

    shape: Shape
    precision: Precision | None = None
    bound: str = ""
    several: bool = False
    slipped: bool = False
    unread: bool = False
    uncertain: bool = False


def pick(cell: str, frame: Frame) -> Picked | None:
    """The date of a tidied cell; None when nothing in it is a date."""
    if figures := _figures_alone(cell, frame):
        return figures
    s = Sentence(cell)
    found = _all(s, frame)
    slipped = False
    if all(shape.precision is Precision.YEAR or not _dates_something(shape) for _, shape in found):
        mended = _with_months_mended(s, cell)
        if mended != cell:
            s, slipped = Sentence(mended), True
            found = _all(s, frame)
    possible = [(i, shape) for i, shape in found if _dates_something(shape)]
    if not possible:
        return Picked(found[0][1]) if found and found[0][1].weekday is not None else None
    at, best = min(possible, key=lambda pair: _rank(pair[1]))
    bound = _bound_before(s, at)
    inside = {k for i, shape in found for k in range(i, shape.stop)}
    outside = [s.words[k] for k in range(len(s.words) - PADDED) if k not in inside]
    best = _with_week_words(best, outside)
    named = set(s.words[at : best.stop])
    loose = best.days is None and not named.isdisjoint(_LOOSE_NAMES) and named.isdisjoint(_EXACT_NAMES)
    words = any(w.isalpha() for w in outside)
    unread = any(w.isdecimal() for w in outside) and not words
    picked = Picked(
        best, precision=Precision.RANGE if bound else None, bound=bound, slipped=slipped, unread=unread, uncertain=loose
    )
    return _with_other_days(picked, at, possible, s, frame)


def _all(s: Sentence, frame: Frame) -> list[tuple[int, Shape]]:
    found: list[tuple[int, Shape]] = []
    i = 0
    while i < len(s.words) - PADDED:
        shape = moment(s, i, frame)
        if shape is None or shape.stop <= i:
            i += 1
            continue
        found.append((i, shape))
        i = shape.stop
    return found


def _dates_something(shape: Shape) -> bool:
    return shape.days is not None or shape.build is not None or shape.impossible is not None


def _rank(shape: Shape) -> tuple[bool, int, bool]:
    return shape.impossible is not None, _RANKS[shape.precision], shape.needs_year


def _bound_before(s: Sentence, at: int) -> str:
    before = [w for w in s.words[max(0, at - 2) : at] if w not in ("to", "the", "-")]
    return _BOUNDS.get(before[-1], "") if before else ""


def _with_week_words(shape: Shape, outside: list[str]) -> Shape:
    """A month narrowed by words beside it: "Sept, first week of term", "March (late)"."""
    if shape.precision is not Precision.MONTH or not outside:
        return shape
    next_words = [*outside, ""][1:]
    joined = [a + b if a.isdecimal() else a for a, b in zip(outside, next_words, strict=True)]
    for word, after in zip(joined, next_words, strict=True):
        if word in _WEEK_NUMBERS and "week" in outside:
            number = _WEEK_NUMBERS[word]
            if "term" in outside and number == 0:
                return mapped(shape, lambda d: (d[0], d[0].replace(day=_TERM_BEGINS)), Precision.PART_OF_MONTH) or shape
            return mapped(shape, partial(nth_week_of, number=number, calendar_weeks=False), Precision.WEEK) or shape
        if word in _PART_WORDS and after != "term":
            part = _PART_WORDS[word]
            return mapped(shape, partial(part_of, part=part), Precision.PART_OF_MONTH) or shape
    return shape


def _with_other_days(picked: Picked, at: int, found: list[tuple[int, Shape]], s: Sentence, frame: Frame) -> Picked:
    if len(found) == 1 or picked.shape.precision is not Precision.DAY:
        return picked
    days = settle(picked.shape, frame)
    if days is None:
        return picked
    if not _WRITTEN_LATER.isdisjoint(s.words):
        first = next((shape for _, shape in found if shape.precision is Precision.DAY and not shape.impossible), None)
        return replace(picked, shape=first or picked.shape)
    written_out = [shape for i, shape in found if i != at and shape.precision is Precision.DAY and shape.days]
    others = [d for shape in written_out if (d := settle(shape, frame)) and d != days]
    if not others:
        return picked
    first_day, last_day = min(d[0] for d in [days, *others]), max(d[1] for d in [days, *others])
    if (last_day - first_day).days > 366:
        return picked
    shape = replace(picked.shape, days=(first_day, last_day), build=None)
    return replace(picked, shape=shape, precision=Precision.RANGE, several=True)


def _figures_alone(cell: str, frame: Frame) -> Picked | None:
    """Six or eight figures without a separator, and the day number of a spreadsheet that lost its format."""
    if m := _COMPACT.match(cell):
        year = full_year(m[3], frame.pivot)
        day, month = (int(m[2]), int(m[1])) if frame.month_first else (int(m[1]), int(m[2]))
        as_day = Sentence(f"{day}/{month}/{year}")
        found = moment(as_day, 0, replace(frame, month_first=False))
        if found and found.days and 1900 <= year < 2100:
            return Picked(found, slipped=len(m[3]) == 2)
    if _SPREADSHEET_DAY.match(cell):
        day_found = date.fromordinal(_SPREADSHEET_EPOCH + int(float(cell)))
        return Picked(Shape(0, days=(day_found, day_found), notes=(SPREADSHEET_DAY,)))
    return None


def _with_months_mended(s: Sentence, cell: str) -> str:
    """The cell with every unknown word that is nearly a month's name put right."""
    for k in range(len(s.words) - PADDED - 1, -1, -1):
        word = s.words[k]
        if word.isalpha() and len(word) >= 4 and word not in MONTHS and word not in WEEKDAYS:
            near = difflib.get_close_matches(word, _FULL_MONTHS, n=1, cutoff=_CLOSE)
            if near:
                cell = cell[: s.starts[k]] + near[0] + cell[s.ends[k] :]
    return cell


_FULL_MONTHS = [name for name in MONTHS if len(name) >= 4]
