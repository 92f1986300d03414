"""What the cells of a column look like: how many read as dates, as times, as attendance, and how long they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from keepsight.dates import read_date, read_time
from keepsight.model import Precision, Scope, When

SAMPLE = 80
_LONGEST_DATE = 48
_MOST_DAYS = 400
_ABOVE = When("", date(2018, 1, 1), date(2018, 1, 1), Precision.DAY)
_MAYBE_DATE = re.compile(
    r"\d|\b(?:spring|summer|autumn|winter|term|christmas|easter|half|undated|unknown|not known|n/?k|date|january|february|march|"
    r"april|june|july|august|september|october|november|december|gwanwyn|haf|hydref|gaeaf|mon|tue|wed|thu|fri|sat|sun|"
    r"today|yesterday|same|next day|following|later|late|early|mid|that (?:day|night|evening)|ditto|week|month|day after)",
    re.IGNORECASE,
)
_PLAIN_DATE = re.compile(r"\W{0,3}\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b")
_PLAIN_TIME = re.compile(
    r"\W{0,2}(?:c\.?|approx\.?|about)?\s*(?:[01]?\d|2[0-4])\s?(?:[:.;h]\s?[0-5]\d(?::[0-5]\d)?)?\s?(?:[ap]\.?m\.?|hrs?|hours)?"
    r"(?:\s?(?:-|–|to)\s?.{1,10})?\W{0,2}\Z",
    re.IGNORECASE,
)
_BARE_TIME = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?:\s?(?:hrs?|hours|h))?\Z", re.IGNORECASE)
_UNDATED = re.compile(
    r"\W*(?:undated|unknown|not known|not dated|no date|date unknown|n/?k|n/?a|tbc|\?+|-+|–|—)\W*\Z", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SPELT = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "early mid late end start beginning middle week weeks commencing beginning ending of the and to from until between "
    "about around approx approximately circa on or at in by before after since day days night evening morning afternoon "
    "first second third fourth last next following same spring summer autumn winter term half holiday holidays christmas "
    "easter st nd rd th am pm hrs noon year month undated unknown later"
)
_DATE_WORDS = frozenset(_SPELT.split())
_ATTENDANCE = re.compile(
    r"\W*(?:dna\b|dnb\b|wnb\b|att\b|attd\b|attended|did not attend|was not brought|not brought|fta\b|cnp\b|cnb\b|cna\b|cnx\b|canc|"
    r"seen\b|not seen|kept\b|arrived|no show|missed|present|absent|late\b|uta\b|could not attend|unable to attend|no access|"
    r"refused|declined|rebooked|rescheduled|re-?arranged|resched|postponed|brought|failed|in attendance|home\b|out\b|no reply|"
    r"no answer|dnk\b|ncb\b|ha\b|discharged dna|not in|not home)",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"\W*(?:y|n|yes|no|n/?a|seen|not seen|not present|present|alone|spoken|asleep|unclear|not known|not recorded|nk|ydy|nac)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NUMBER = re.compile(r"\s*#?\d{1,9}(?:\.\d{0,3})?\s*\Z")
_SECOND_IS_DAY = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2,4}\b")


@dataclass(frozen=True, slots=True)
class Look:
    """Shares, 0 to 1, of the filled cells of a column; `filled` is a share of all of them, `length` a mean of letters."""

    cells: int
    filled: float
    length: float
    distinct: float
    dates: float
    times: float
    clock: float
    attendance: float
    yes_no: float
    figures: float
    letters: float
    numbers: float


NOTHING = Look(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def look_at(column: Sequence[str], *, scope: Scope) -> Look:
    """How the cells of a column look, from an even sample of them."""
    step = max(1, len(column) // SAMPLE)
    sampled = column[::step]
    counts = Counter(text for cell in sampled if (text := cell.strip()))
    count = counts.total()
    if not count:
        return NOTHING
    short = {text: number for text, number in counts.items() if len(text) <= _LONGEST_DATE}

    def share(texts: Mapping[str, int], test: Callable[[str], object]) -> float:
        return sum(number for text, number in texts.items() if test(text)) / count

    return Look(
        cells=count,
        filled=count / len(sampled),
        length=sum(len(text) * number for text, number in counts.items()) / count,
        distinct=len(counts) / count,
        dates=share(short, lambda text: reads_as_date(text, scope=scope)),
        times=share(short, reads_as_time),
        clock=share(short, lambda text: reads_as_time(text) and not text.isdigit()),
        attendance=share(counts, _ATTENDANCE.match),
        yes_no=share(short, _YES_NO.match),
        figures=share(counts, _FIGURE.search),
        letters=share(counts, _LETTERS.search),
        numbers=share(short, _NUMBER.match),
    )


def reads_as_date(text: str, *, scope: Scope) -> bool:
    """True for a short cell that is a date or the start of one; a bare number or time is none."""
    cell = text.strip()
    if not cell or len(cell) > _LONGEST_DATE or (_NUMBER.match(cell) and len(cell.strip()) < 4):
        return False
    if _PLAIN_DATE.match(cell):
        return True
    if not _MAYBE_DATE.search(cell) or reads_as_time(cell):
        return False
    reading = read_date(cell, previous=_above(scope), scope=scope)
    return reading.when.is_dated or bool(reading.when.readings)


def _above(scope: Scope) -> When:
    """A row above, for cells that lean on one."""
    day = scope.start or scope.end
    return _ABOVE if day is None else When("", day, day, Precision.DAY)


def is_remark(text: str) -> bool:
    """True for a cell that says more than a day: a date in it, if any, is a date within a remark."""
    return sum(1 for word in _WORD.findall(text.casefold()) if word not in _DATE_WORDS) >= 2


def is_undated(text: str) -> bool:
    """True for a cell that says that no date is known."""
    return bool(_UNDATED.match(text))


def reads_as_time(text: str) -> bool:
    """True for a cell that is a clock time and nothing else."""
    cell = text.strip()
    if not cell or len(cell) > 24:
        return False
    return bool(_BARE_TIME.match(cell) or (_PLAIN_TIME.match(cell) and read_time(cell) is not None))


def days_second(column: Sequence[str]) -> bool:
    """True when a column of dates has the month first throughout, as programs set up for America write it."""
    first = second = 0
    for text in column[:: max(1, len(column) // _MOST_DAYS)]:
        if m := _SECOND_IS_DAY.match(text):
            a, b = int(m[1]), int(m[2])
            first += 12 < a <= 31 and b <= 12
            second += 12 < b <= 31 and a <= 12
    return second >= 3 and first == 0
