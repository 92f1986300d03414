"""Dates inside narratives: "seen 3rd May", "last Friday", "two weeks ago", read from the day of writing.

What looks like a date and is not (a score, a dose, "8/52", a telephone number, "may" the verb) is left alone. A date
without its year is put in the year nearest to the reference; a weekday looks back unless the words look ahead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from keepsight.dates.clock import time_after
from keepsight.dates.days import Build, Days, day_of
from keepsight.dates.figures import YEARS
from keepsight.dates.grammar import WAYS
from keepsight.dates.names import day_and_month
from keepsight.dates.relative import PARTS_OF_DAY
from keepsight.dates.sentence import PADDED, Sentence
from keepsight.dates.shape import AHEAD_WEIGHT, UK, Conventions, Frame, Shape, settle
from keepsight.dates.stretches import OPENINGS, moment
from keepsight.dates.words import BACKWARD, FORWARD, HERE, ONES, ORDINALS, PARTS, TENS, UNITS, WEEKDAYS, word_set
from keepsight.model import Precision, When

_WORD = re.compile(r"[a-z]+")
_FIGURES = re.compile(
    r"\d(?:(?<!\d\d)\d?[-/.]\d{1,2}(?!\d)|(?:st|nd|rd|th)\b|0[\'’ ]?s\b|(?<=[12])[90]\d\d(?:\d{4})?(?!\d))"
)
_LEADS = (
    BACKWARD
    | FORWARD
    | HERE
    | frozenset(PARTS)
    | {"later", "earlier", "ago", "in", "within", "before", "after", "the", "new", "half"}
)
_LENGTHS = (frozenset(UNITS) | PARTS_OF_DAY | {"term"}) - {"am", "pm"}
_COMMON = _LEADS | _LENGTHS | frozenset(PARTS) | frozenset(ORDINALS) | frozenset(ONES) | frozenset(TENS)
_NEEDS_COMPANY = BACKWARD | FORWARD | HERE | frozenset(ONES) | {"the", "a", "an"}
_COMPANY = (
    frozenset(WAYS) | PARTS_OF_DAY | word_set("school academic calendar working business of thousand date - and &")
)
_SHORT = word_set("a an couple few several w we wc wb h q half now present new")
_TELLING = (frozenset(WAYS) - _COMMON - _SHORT) | {"weekend", "nineteen", "thousand"}
"""Words that begin a date by themselves; the common ones only together with a length or a part of the day."""
AHEAD_WORDS = word_set("will due booked appointment appt arranged planned scheduled next by until")
_AHEAD_REACH = 5
_DATE_LEADS = word_set("on of since from until till by to dated due between after before dob date d.o.b week w/c")
_SCORES = word_set(
    "pain score scored scores scoring rated rating gcs grade step apgar ward flat bed room page part size ratio class "
    "session visit scale mood spo sats bmi hba tier band number no level reg version item section para unit mark "
    " marks ratio over x"
)
_NOT_AFTER = word_set(
    "of mg ml mcg hrs hours kg cm mm pints months years yrs weeks days old pain score am pm out % people"
)
_INNER_MARKS = frozenset("-/.,:")
_LONGEST_NEAR = 45
_LONGEST_LIST = 14


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: characters `start` up to, not including, `end`; `sides` are the two dates of a stretch."""

    start: int
    end: int
    when: When
    sides: tuple[When, ...] = ()


def find_dates(
    text: str, *, reference: date | None, month_first: bool = False, conventions: Conventions = UK
) -> tuple[FoundDate, ...]:
    """The dates of a narrative in reading order, never overlapping; undated where the reference would be needed."""
    if not _may_hold_a_date(text):
        return ()
    if reference is not None and reference.year not in YEARS:
        reference = None
    s = Sentence(text)
    found: list[FoundDate] = []
    frame = _frame(reference, month_first=month_first, conventions=conventions)
    i, count = 0, len(s.words) - PADDED
    while i < count:
        word = s.words[i]
        if word.isdecimal():
            skip = s.glued(i) and s.before(i) in _INNER_MARKS and i > 1 and s.words[i - 2].isdecimal()
        elif word in _NEEDS_COMPANY:
            skip = s.words[i + 1] not in _COMPANY and not s.words[i + 1].isdecimal()
        else:
            skip = word not in WAYS and word not in OPENINGS
        if skip:
            i += 1
            continue
        here = frame
        if s.before(i) == "since":
            here = replace(frame, past=True)
        elif word in WEEKDAYS or word in UNITS:
            here = _looking_ahead(s, i, frame)
        if word.isdecimal() and (days := _listed_days(s, i, here)):
            found.extend(_found(s, a, b, here) for a, b in days)
            i = days[-1][1].stop
            continue
        shape = moment(s, i, here)
        if shape is None or shape.stop <= i or _is_no_date(s, i, shape, here):
            i += 1
            continue
        found.append(_found(s, i, shape, here))
        i = shape.stop
    return tuple(found)


def _may_hold_a_date(text: str) -> bool:
    low = text.lower()
    words = _WORD.findall(low)
    if not _TELLING.isdisjoint(words) or _FIGURES.search(low) is not None:
        return True
    return not (_LENGTHS.isdisjoint(words) or _LEADS.isdisjoint(words))


def _frame(reference: date | None, *, month_first: bool, conventions: Conventions) -> Frame:
    def choose(candidates: Sequence[Days], weekday: int | None) -> Days | None:
        if reference is None:
            return None
        fitting = [d for d in candidates if weekday is None or d[0].weekday() == weekday] or candidates
        return min(fitting, key=lambda d: _distance(d, reference), default=None)

    return Frame(
        choose=choose,
        reference=reference,
        pivot=reference.year if reference else None,
        month_first=month_first,
        conventions=conventions,
    )


def _distance(days: Days, reference: date) -> int:
    """Days away; those ahead count double, because a record mostly looks back."""
    return max((days[0] - reference).days * AHEAD_WEIGHT, (reference - days[1]).days, 0)


def _looking_ahead(s: Sentence, i: int, frame: Frame) -> Frame:
    if AHEAD_WORDS.isdisjoint(s.words[max(0, i - _AHEAD_REACH) : i]):
        return frame
    return replace(frame, future=True)


def _is_no_date(s: Sentence, i: int, shape: Shape, frame: Frame) -> bool:
    """True for two figures with a stroke that are a score, a fraction, a dose or a length of time."""
    if not (shape.build and shape.year is None and shape.stop == i + 3 and s.words[i].isdecimal()):
        return False
    if not s.words[i + 2].isdecimal():
        return False
    before, after = s.before(i), s.words[shape.stop]
    if before in _SCORES or after in _NOT_AFTER:
        return True
    first, second = int(s.words[i]), int(s.words[i + 2])
    fraction = (first, second) in ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4))
    if frame.month_first:
        return fraction and after.isalpha()
    suspect = fraction or second in (7, 12) or (second == 10 and first <= 10)
    if (first, second) == (24, 7):
        return before != "on"
    if not suspect or before in _DATE_LEADS or before in WEEKDAYS:
        return False
    if before in ("for", "in", "x", "past", "last", "review", "every", "hx", "next", "about", "~", "approx"):
        return True
    if after in ("hx", "history", "course", "review", "gestation", "pregnant"):
        return True
    days = settle(shape, frame)
    return days is None or frame.reference is None or _distance(days, frame.reference) > _LONGEST_NEAR


def _listed_days(s: Sentence, i: int, frame: Frame) -> tuple[tuple[int, Shape], ...]:
    """ "18 and 19 June", "3rd, 4th and 5th May" as their days; nothing when it is anything else."""
    number = s.number(i)
    if number is None or not 1 <= number[0] <= 31 or s.words[number[1]] not in ("and", "&", ","):
        return ()
    if s.before(i) in _SCORES or s.before(i) in OPENINGS:
        return ()
    k = number[1] + 1
    rest = _listed_days(s, k, frame)
    if not rest:
        last = day_and_month(s, k, frame)
        rest = ((k, last),) if last is not None and last.build is not None else ()
    following = s.number(k)
    if not rest or following is None or not 0 < following[0] - number[0] <= _LONGEST_LIST:
        return ()
    next_one = rest[0][1]
    first = replace(next_one, stop=number[1], build=_day_in_the_month_of(next_one, number[0]))
    return ((i, first), *rest)


def _day_in_the_month_of(shape: Shape, day: int) -> Build:
    def build(year: int) -> Days | None:
        other = shape.build(year) if shape.build else None
        found = day_of(year, other[0].month, day) if other else None
        return (found, found) if found else None

    return build


def _found(s: Sentence, i: int, shape: Shape, frame: Frame) -> FoundDate:
    start, end = s.starts[i], s.ends[shape.stop - 1]
    when = _when(s, start, end, shape, frame)
    sides = tuple(_when(s, s.starts[side.start], s.ends[side.stop - 1], side, frame) for side in shape.sides)
    return FoundDate(start, end, when, sides)


def _when(s: Sentence, start: int, end: int, shape: Shape, frame: Frame) -> When:
    days = settle(shape, frame)
    text = s.text[start:end]
    if days is None:
        return When(text=text, uncertain=shape.uncertain)
    assumed = shape.notes
    if shape.needs_year or (shape.days is None and shape.build is None):
        assumed = (*assumed, "the nearest such day to the entry's own date")
    return When(
        text=text,
        earliest=days[0],
        latest=days[1],
        precision=shape.precision,
        uncertain=shape.uncertain,
        time=time_after(s.text, end) if shape.precision is Precision.DAY else None,
        assumed=assumed,
    )
