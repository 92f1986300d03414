"""Deadlines of a review, worked out from dated settings with their source (`deadlines.toml`) and a board's own.

A rule counts working days or calendar months from a day that the review knows. A board may set another number; the screen
then says that it is the board's. What has no day to count from has no deadline yet, and says what it waits for.
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from keepsight.review.working_days import NATIONS, after, between

STARTS = ("referred", "decided", "accepted", "signed")


@dataclass(frozen=True, slots=True)
class Rule:
    """One deadline: `working_days` or `months` after the day named by `after` (one of STARTS), in force since `since`."""

    nation: str
    process: str
    name: str
    after: str
    source: str
    since: date
    working_days: int = 0
    months: int = 0
    verified: bool = False
    own: bool = False

    def __post_init__(self) -> None:
        if self.after not in STARTS or bool(self.working_days) == bool(self.months):
            raise ValueError("a deadline counts working days or months from a day that a review knows")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A rule in one review. `day` is None while the day it counts from is not known; `left` are working days, negative when past."""

    rule: Rule
    day: date | None
    left: int | None

    @property
    def days_late(self) -> int:
        """Working days past the day, 0 while it lies ahead."""
        return max(0, -(self.left or 0))


def deadlines(
    *,
    nation: str,
    process: str,
    days: Mapping[str, date],
    today: date,
    own: Iterable[Rule] = (),
    closed: Iterable[date] = (),
) -> tuple[Deadline, ...]:
    """The deadlines of a review. `days` gives the days known so far by the names of STARTS; `own` rules come after the nation's.

    The rule of a name that was in force on the day it counts from is the one that counts.
    """
    calendar_of = nation if nation in NATIONS else "wales"
    found = []
    for name in dict.fromkeys(
        (r.name, r.after) for r in (*rules(), *own) if (r.nation, r.process) == (nation, process)
    ):
        start = days.get(name[1])
        rule = _in_force((*rules(), *own), nation, process, name, start or today)
        if rule is None:
            continue
        day = None if start is None else _day(rule, start, calendar_of, closed)
        left = None if day is None else between(today, day, calendar_of, closed=closed)
        found.append(Deadline(rule, day, left))
    return tuple(sorted(found, key=lambda d: (d.day is None, d.day or date.max)))


@cache
def rules() -> tuple[Rule, ...]:
    """The deadlines that come with Keepsight."""
    text = (resources.files("keepsight.review") / "deadlines.toml").read_text("utf-8")
    return tuple(
        Rule(since=r["from"], **{k: v for k, v in r.items() if k != "from"}) for r in tomllib.loads(text)["rule"]
    )


def processes(nation: str) -> tuple[str, ...]:
    """The kinds of review for which a nation has deadlines."""
    return tuple(dict.fromkeys(r.process for r in rules() if r.nation == nation))


def months_after(start: date, months: int) -> date:
    """The same day of the month that many months on, or the last one where the month is shorter."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _in_force(known: Iterable[Rule], nation: str, process: str, name: tuple[str, str], day: date) -> Rule | None:
    held = [r for r in known if (r.nation, r.process, r.name, r.after) == (nation, process, *name) and r.since <= day]
    return max(held, key=lambda r: (r.own, r.since), default=None)


def _day(rule: Rule, start: date, nation: str, closed: Iterable[date]) -> date:
    return (
        after(start, rule.working_days, nation, closed=closed)
        if rule.working_days
        else months_after(start, rule.months)
    )
