"""How often a chart shows a signal: in series that did not change, by length of baseline, and in series that did.

    python benchmarks/charts.py [SERIES]

The series are normal, uniform, counts and shares of small samples; the worst of them is what `FALSE_SIGNALS` must not be below.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

from keepsight.assure.charts import FALSE_SIGNALS, LATER, xmr

Draw = Callable[[random.Random, float], float]


def normal(chance: random.Random, moved: float) -> float:
    return chance.gauss(50 + moved * 8, 8)


def uniform(chance: random.Random, moved: float) -> float:
    return chance.uniform(10, 38) + moved * 8


def share(chance: random.Random, moved: float) -> float:
    """The share found in a sample of 20 records; one step of `moved` is about one standard deviation."""
    return sum(chance.random() < 0.4 + 0.11 * moved for _ in range(20)) / 20


KINDS: dict[str, Draw] = {"normal": normal, "uniform": uniform, "share of 20": share}


def signals(draw: Draw, *, baseline: int, series: int, moved: float, seed: int) -> float:
    """The share of series of `baseline` and twelve later points that show a signal."""
    chance = random.Random(seed)
    found = 0
    for _ in range(series):
        values = [draw(chance, 0.0) for _ in range(baseline)] + [draw(chance, moved) for _ in range(LATER)]
        found += xmr(values, baseline=baseline).has_signal
    return found / series


def main(series: int) -> None:
    for baseline, stated in FALSE_SIGNALS:
        unchanged = {
            n: signals(d, baseline=baseline, series=series, moved=0.0, seed=baseline) for n, d in KINDS.items()
        }
        changed = {n: signals(d, baseline=baseline, series=series, moved=2.0, seed=baseline) for n, d in KINDS.items()}
        said = "  ".join(f"{n}: {unchanged[n]:.3f} unchanged, {changed[n]:.3f} moved by two deviations" for n in KINDS)
        print(f"baseline {baseline:2d}  stated {stated:.2f}  {said}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
