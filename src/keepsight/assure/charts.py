"""Did it change? A chart of points in order of time, with the usual rules for signals, honest about small numbers.

XmR: the mean of a baseline and natural limits 2.66 mean moving ranges away (Shewhart; Wheeler, Understanding Variation). After the
baseline a signal is a point beyond a limit, or a run of eight on one side of the mean. Chance makes signals too: how often it
does so in a series that did not change depends on how long the baseline is, is known from simulation, and is said beside every chart
(`FALSE_SIGNALS`). Fewer than `LEAST` points of baseline give no limits and no signal. Two samples are compared by the interval of
their difference (Newcombe 1998, method 10), never by the bare percentages.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

LEAST = 8
"""Points of baseline from which limits are drawn."""
RUN = 8
"""Points in a row on one side of the mean that are a signal."""
LIMIT = 2.66
"""Mean moving ranges from the mean to a natural limit (3 / 1.128)."""
FALSE_SIGNALS: tuple[tuple[int, float], ...] = (
    (8, 0.27),
    (10, 0.23),
    (12, 0.20),
    (16, 0.18),
    (20, 0.15),
    (24, 0.14),
    (36, 0.11),
)
"""Share of unchanged series of twelve later points that show a signal, by points of baseline; `benchmarks/charts.py` finds it."""
LATER = 12
"""Later points for which `FALSE_SIGNALS` is told."""
_ERROR = 0.05
_Z = NormalDist().inv_cdf(1 - _ERROR / 2)


class Signal(StrEnum):
    """Why a point is not mere chance; a run is seen at its eighth point and at those that go on with it."""

    BEYOND = "beyond"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Marked:
    """One point with what it shows: `value` in the measure's own unit, `higher` the side of the mean on which it signals."""

    value: float
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Points in order; the first `baseline` of them give `mean`, `low` and `high` (None where there are too few).

    `shift` is the mean of the later points less that of the baseline, None without limits or later points.
    """

    points: tuple[Marked, ...]
    baseline: int
    mean: float | None
    low: float | None
    high: float | None
    shift: float | None
    false_signals: float | None

    @property
    def has_signal(self) -> bool:
        return any(p.signals for p in self.points[self.baseline :])

    @property
    def enough(self) -> bool:
        """True if there is a baseline to compare with and something to compare."""
        return self.mean is not None and len(self.points) > self.baseline


def xmr(values: Sequence[float], *, baseline: int, least: float | None = None, most: float | None = None) -> Chart:
    """The chart of values in order of time; `least` and `most` are what the measure can be, so that a limit is no impossible one.

    ValueError for a baseline that is negative or longer than the series.
    """
    if not 0 <= baseline <= len(values):
        raise ValueError("the baseline is the first part of the series")
    before = [float(v) for v in values[:baseline]]
    if baseline < LEAST:
        return Chart(tuple(Marked(float(v)) for v in values), baseline, None, None, None, None, None)
    mean = math.fsum(before) / baseline
    moving = math.fsum(abs(b - a) for a, b in itertools.pairwise(before)) / (baseline - 1)
    low, high = mean - LIMIT * moving, mean + LIMIT * moving
    low = low if least is None else max(low, least)
    high = high if most is None else min(high, most)
    later = [float(v) for v in values[baseline:]]
    found = [Marked(v) for v in before] + [Marked(v, _signals(later, i, mean, low, high)) for i, v in enumerate(later)]
    shift = math.fsum(later) / len(later) - mean if later else None
    return Chart(tuple(found), baseline, mean, low, high, shift, false_signals(baseline, len(later)))


def _signals(later: Sequence[float], at: int, mean: float, low: float, high: float) -> tuple[Signal, ...]:
    value = later[at]
    found = []
    if value < low or value > high:
        found.append(Signal.BEYOND)
    run = later[max(0, at - RUN + 1) : at + 1]
    if len(run) == RUN and (all(v > mean for v in run) or all(v < mean for v in run)):
        found.append(Signal.RUN)
    return tuple(found)


def false_signals(baseline: int, later: int) -> float | None:
    """How often chance alone makes a signal: at most this share of unchanged series. None where there are no limits."""
    if baseline < LEAST or not later:
        return None
    for_twelve = next((share for points, share in reversed(FALSE_SIGNALS) if points <= baseline), FALSE_SIGNALS[0][1])
    if later <= LATER:
        return for_twelve
    return 1 - math.pow(1 - for_twelve, later / LATER)


@dataclass(frozen=True, slots=True)
class Sample:
    """`found` of `looked_at` records or answers."""

    found: int
    looked_at: int

    def __post_init__(self) -> None:
        if not 0 <= self.found <= self.looked_at:
            raise ValueError("no more can be found than was looked at")

    @property
    def share(self) -> float | None:
        return self.found / self.looked_at if self.looked_at else None

    @property
    def interval(self) -> tuple[float, float]:
        """What the share can well be in all records: Wilson's interval of 95 in 100; the whole range where nothing was looked at."""
        return self.within(_Z)

    def within(self, z: float) -> tuple[float, float]:
        """Wilson's interval of so many standard errors."""
        n = self.looked_at
        if not n:
            return 0.0, 1.0
        p, z2 = self.found / n, z**2
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Compared:
    """The later share less the earlier one, with the interval in which the difference can well lie (95 in 100)."""

    difference: float
    low: float
    high: float

    @property
    def is_change(self) -> bool:
        """True only where no difference at all is outside the interval."""
        return self.low > 0 or self.high < 0


def compare(before: Sample, after: Sample, *, among: int = 1) -> Compared | None:
    """Two samples compared; None where one of them is empty.

    The interval is Newcombe's (1998), from Wilson's of each. Where this is one comparison `among` several, it is widened so that
    all of them hold together 95 times in 100 (Bonferroni's share of the error for each).
    """
    if before.share is None or after.share is None:
        return None
    difference = after.share - before.share
    z = NormalDist().inv_cdf(1 - _ERROR / (2 * among))
    (l1, u1), (l2, u2) = before.within(z), after.within(z)
    low = difference - math.hypot(after.share - l2, u1 - before.share)
    high = difference + math.hypot(u2 - after.share, before.share - l1)
    return Compared(difference, max(-1.0, low), min(1.0, high))
