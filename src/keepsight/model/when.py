"""When something happened, as far as anybody wrote it down.

A date in a chronology is an interval with a precision: "early March 2018" is 1 to 10 March, "22/05/16" is one day,
"31/04/21" is no day at all. The written form always stays beside it, and what was assumed in order to sort is listed
in `assumed` and never shown as fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Precision(StrEnum):
    """How finely a date was written; `UNKNOWN` is for a date that is missing or cannot be a date."""

    DAY = "day"
    RANGE = "range"
    WEEK = "week"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    TERM = "term"
    SEASON = "season"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class When:
    """A written date and the days it can mean, both ends inclusive.

    `earliest` and `latest` are both given or both None. `time` is the clock time when one was written (the start of a
    span of times). `uncertain` is set by a question mark, "about" and the like. `readings` are the likely days of an
    impossible date, for the issue list only. `assumed` names each thing taken for granted ("year from the row above").
    """

    text: str
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.UNKNOWN
    uncertain: bool = False
    time: time | None = None
    readings: tuple[date, ...] = ()
    assumed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.earliest is None) != (self.latest is None):
            raise ValueError("a date has both ends or none")
        if self.earliest is not None and self.latest is not None and self.earliest > self.latest:
            raise ValueError("a date cannot end before it begins")
        if (self.earliest is None) != (self.precision is Precision.UNKNOWN):
            raise ValueError("only an unknown date has no days")

    @property
    def is_dated(self) -> bool:
        return self.earliest is not None

    @property
    def spans_months(self) -> bool:
        """True for a year, a term and whatever else is sorted into one month and may be of another."""
        first, last = self.earliest, self.latest
        return first is not None and last is not None and (first.year, first.month) != (last.year, last.month)

    @property
    def is_one_day(self) -> bool:
        return self.earliest is not None and self.earliest == self.latest

    def overlaps(self, other: When, *, slack_days: int = 0) -> bool:
        """True if some day of this date lies within `slack_days` of some day of the other; False if either is undated."""
        if self.earliest is None or self.latest is None or other.earliest is None or other.latest is None:
            return False
        gap = max((other.earliest - self.latest).days, (self.earliest - other.latest).days)
        return gap <= slack_days


UNDATED = When(text="")
