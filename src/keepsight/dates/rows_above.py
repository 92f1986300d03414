"""Cells that lean on the row above: "same day", "next day", "two days later", "the following week", ditto marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from keepsight.dates.days import Days, week_days
from keepsight.dates.figures import YEARS
from keepsight.dates.grammar import point
from keepsight.dates.sentence import Sentence
from keepsight.dates.shape import Frame, Shape
from keepsight.model import Precision, When

_SAME = re.compile(
    r"(?:(?:later|earlier) )?(?:on )?(?:the |that )?(?:same|that) (?:day|date|time|night|morning|afternoon|evening)"
    r"|(?:as|see) (?:above|previous|row above|entry above|before)|same(?: as (?:above|before|previous))?|ditto|do|idem"
    r"|later(?: on)?(?: (?:the|that|same|in the))*(?: same)?(?: day| evening| night| afternoon| morning)?"
    r"|[\"“”„〃″'’`´]{1,2}|-\"-|,,"
)
_LEANS = re.compile(
    r"(?:on )?(?:the )?(?:next|following|previous|same|that|later|earlier|day after|day before)\b"
    r"|.*\b(?:later|afterwards|after|on|earlier|before|previously)$"
)
_AFTER = re.compile(r" (?:after|on)$")
_BEFORE = re.compile(r" (?:before|previously)$")


def from_row_above(cell: str, previous: When | None) -> Shape | None:
    """The days such a cell means (none when the row above has none); None when it does not lean on the row above."""
    low = cell.strip(" .,;()").lower() or cell.strip()
    if _SAME.fullmatch(low):
        if previous is None or previous.earliest is None or previous.latest is None:
            return Shape(0)
        return Shape(0, previous.precision, days=(previous.earliest, previous.latest), uncertain=previous.uncertain)
    if _LEANS.match(low) is None:
        return None
    low = _BEFORE.sub(" earlier", _AFTER.sub(" later", low.removeprefix("on ").removeprefix("the ")))
    low = re.sub(r"^day (later|earlier)$", r"a day \1", low)
    if previous is None or previous.earliest is None or previous.latest is None:
        return Shape(0) if _counts_from(low, date(2000, 6, 7)) else None
    first = _counts_from(low, previous.earliest)
    last = _counts_from(low, previous.latest)
    if first is None or last is None or first.days is None or last.days is None:
        return None
    wide = first.precision if previous.is_one_day else previous.precision
    return replace(first, days=(first.days[0], last.days[1]), precision=wide)


def _counts_from(low: str, day: date) -> Shape | None:
    s = Sentence(low)
    frame = Frame(choose=_none, reference=day, pivot=day.year, cell=True)
    if low in (
        "next morning",
        "following morning",
        "next evening",
        "following evening",
        "next night",
        "following night",
    ):
        s = Sentence("next day")
    found = point(s, 0, frame)
    if found is None or found.days is None or s.words[found.stop] or found.days[1].year not in YEARS:
        return None
    if s.words[0] in ("next", "following") and found.precision is Precision.DAY and len(s.words[1]) > 4:
        return _weekday_from(found, day)
    return found


def _none(_days: Sequence[Days], _weekday: int | None) -> None:
    return None


def _weekday_from(found: Shape, day: date) -> Shape:
    """ "Next Friday" under a row means the first Friday after it."""
    if found.days is None or found.days[0] <= week_days(day)[1]:
        return found
    nearer = date.fromordinal(found.days[0].toordinal() - 7)
    return replace(found, days=(nearer, nearer)) if nearer > day else found
