"""The chart and the comparison: by hand on small series, and by chance on a thousand."""

from __future__ import annotations

import random

import pytest
from benchmarks.charts import KINDS, signals
from hypothesis import given
from hypothesis import strategies as st

from keepsight.assure.charts import FALSE_SIGNALS, LEAST, Sample, Signal, compare, false_signals, xmr

LEVEL = (10.0, 12, 9, 11, 10, 12, 9, 11)
"""Mean 10.5; moving ranges 2, 3, 2, 1, 2, 3, 2: mean 15/7."""


def test_limits_are_two_and_two_thirds_moving_ranges_from_the_mean() -> None:
    chart = xmr(LEVEL, baseline=8)
    assert chart.mean == 10.5
    assert chart.low == pytest.approx(10.5 - 2.66 * 15 / 7)
    assert chart.high == pytest.approx(10.5 + 2.66 * 15 / 7)
    assert not chart.enough


def test_a_limit_is_no_impossible_value() -> None:
    chart = xmr([0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9], baseline=8, least=0, most=1)
    assert (chart.low, chart.high) == (0, 1)


def test_a_point_beyond_a_limit_is_a_signal() -> None:
    chart = xmr([*LEVEL, 11, 17], baseline=8)
    assert [p.signals for p in chart.points[8:]] == [(), (Signal.BEYOND,)]
    assert chart.shift == pytest.approx(3.5)


def test_the_eighth_of_a_run_on_one_side_is_a_signal_and_the_seventh_is_not() -> None:
    chart = xmr([*LEVEL, *[11.0] * 8], baseline=8)
    assert [bool(p.signals) for p in chart.points[8:]] == [False] * 7 + [True]
    assert not xmr([*LEVEL, *[11.0] * 7], baseline=8).has_signal


def test_a_point_on_the_mean_breaks_a_run() -> None:
    assert not xmr([*LEVEL, *[11.0] * 5, 10.5, *[11.0] * 5], baseline=8).has_signal


@pytest.mark.parametrize("baseline", range(LEAST))
def test_too_few_points_give_no_limit_and_no_signal(baseline: int) -> None:
    chart = xmr([*LEVEL[:baseline], 1000.0, -1000.0], baseline=baseline)
    assert (chart.mean, chart.low, chart.high, chart.false_signals) == (None, None, None, None)
    assert not chart.has_signal
    assert not chart.enough


def test_a_baseline_longer_than_the_series_is_refused() -> None:
    with pytest.raises(ValueError, match="first part of the series"):
        xmr([1.0], baseline=2)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("baseline", [8, 12, 24])
def test_an_unchanged_series_is_called_a_change_no_more_often_than_is_stated(kind: str, baseline: int) -> None:
    stated = dict(FALSE_SIGNALS)[baseline]
    found = signals(KINDS[kind], baseline=baseline, series=1000, moved=0.0, seed=7)
    assert found <= stated + 2 * (stated * (1 - stated) / 1000) ** 0.5
    assert found > 0


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_planted_change_is_found(kind: str) -> None:
    assert signals(KINDS[kind], baseline=12, series=1000, moved=2.0, seed=7) > 0.9


def test_the_rate_that_is_stated_falls_with_the_baseline_and_grows_with_what_comes_after() -> None:
    rates = [false_signals(n, 12) or 0 for n in range(LEAST, 40)]
    assert rates == sorted(rates, reverse=True)
    assert (false_signals(12, 24) or 0) > (false_signals(12, 12) or 1)
    assert false_signals(7, 12) is None


@given(st.lists(st.floats(-1e6, 1e6), min_size=8, max_size=40), st.integers(8, 40))
def test_points_are_kept_in_order_and_the_baseline_never_signals(values: list[float], baseline: int) -> None:
    chart = xmr(values, baseline=min(baseline, len(values)))
    assert [p.value for p in chart.points] == values
    assert not any(p.signals for p in chart.points[: chart.baseline])


def test_small_samples_are_not_called_a_change() -> None:
    found = compare(Sample(2, 5), Sample(4, 5))
    assert found is not None
    assert found.difference == pytest.approx(0.4)
    assert not found.is_change


def test_large_samples_are() -> None:
    found = compare(Sample(40, 100), Sample(80, 100))
    assert found is not None
    assert found.is_change
    assert 0.25 < found.low < 0.4 < found.high < 0.55


def test_newcombes_own_example() -> None:
    found = compare(Sample(48, 80), Sample(56, 70))
    assert found is not None
    assert (found.difference, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=0.0005)


def test_an_empty_sample_compares_with_nothing() -> None:
    assert compare(Sample(0, 0), Sample(3, 5)) is None
    assert Sample(0, 0).interval == (0, 1)
    with pytest.raises(ValueError, match="no more can be found"):
        Sample(6, 5)


def test_two_samples_of_one_population_are_seldom_called_a_change() -> None:
    chance = random.Random(11)
    found = 0
    for _ in range(1000):
        a, b = (Sample(sum(chance.random() < 0.4 for _ in range(30)), 30) for _ in range(2))
        compared = compare(a, b)
        found += compared is not None and compared.is_change
    assert found / 1000 <= 0.06


def test_twelve_comparisons_without_a_change_seldom_show_one_among_them() -> None:
    chance = random.Random(12)

    def drawn() -> Sample:
        return Sample(sum(chance.random() < 0.4 for _ in range(60)), 60)

    shown = 0
    for _ in range(1000):
        pairs = [compare(drawn(), drawn(), among=12) for _ in range(12)]
        shown += any(c is not None and c.is_change for c in pairs)
    assert shown / 1000 <= 0.07  # one in twenty, and three standard errors of the thousand; 0.46 without the widening
    wide, narrow = compare(Sample(12, 30), Sample(20, 30), among=12), compare(Sample(12, 30), Sample(20, 30))
    assert wide is not None
    assert narrow is not None
    assert wide.low < narrow.low < narrow.high < wide.high
