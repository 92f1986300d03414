"""An XmR chart as SVG: points in order of time, the baseline's mean and limits, the change, the target, and what signals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from keepsight.publish.drawing import INK, LINE, QUIET, label, mark_path

WIDTH, HEIGHT = 900, 320
LEFT, RIGHT, TOP, FOOT = 56, 130, 24, 46
MOST_DAYS = 9
"""Days written under the points, so that they do not run into each other."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the chart, in the language of the page."""

    title: str
    mean: str
    limits: str
    change: str
    target: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: each point with whether it signals, how many are baseline, and its mean and limits where there are any."""

    points: tuple[tuple[float, bool], ...]
    baseline: int
    mean: float | None
    low: float | None
    high: float | None


def chart_svg(
    chart: Drawn, days: Sequence[tuple[date, str]], words: Words, *, target: float | None = None, share: bool = True
) -> str:
    """The chart; `days` are those of its points with how each is written. "" where there are no points."""
    if not chart.points:
        return ""
    values = [value for value, _ in chart.points]
    edges = [v for v in (chart.low, chart.high, target) if v is not None]
    most = 100.0 if share else max((*values, *edges, 1.0)) * 1.08
    wide = (WIDTH - LEFT - RIGHT) / max(1, len(values))

    def x(i: int) -> float:
        return LEFT + wide * (i + 0.5)

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - FOOT) * (1 - value / most)

    end = WIDTH - RIGHT
    parts = [f'<path d="M{LEFT} {TOP}V{HEIGHT - FOOT}H{end}" fill="none" stroke="{LINE}"/>']
    for tick in _ticks(most):
        parts.append(f'<path d="M{LEFT} {y(tick):.1f}H{end}" stroke="#eceff1"/>')
        parts.append(
            label(LEFT - 8, y(tick) + 4, f"{tick:.0f}{' %' if share else ''}", anchor="end", size=13, fill=QUIET)
        )
    for value, said, dash in (
        (chart.mean, words.mean, ""),
        (chart.low, "", "6 5"),
        (chart.high, words.limits, "6 5"),
        (target, words.target, "2 4"),
    ):
        if value is not None:
            parts.append(
                f'<path d="M{LEFT} {y(value):.1f}H{end}" stroke="{QUIET}" stroke-width="1.4" stroke-dasharray="{dash}"/>'
            )
            parts.append(label(end + 8, y(value) + 4, said, size=13, fill=QUIET))
    if 0 < chart.baseline < len(values):
        at = LEFT + wide * chart.baseline
        parts.append(f'<path d="M{at:.1f} {TOP - 6}V{HEIGHT - FOOT}" stroke="{INK}" stroke-width="1.4"/>')
        parts.append(label(at + 6, TOP - 8, words.change, size=13))
    line = "L".join(f"{x(i):.1f} {y(v):.1f}" for i, v in enumerate(values))
    parts.append(f'<path d="M{line}" fill="none" stroke="#0b62a8" stroke-width="1.6"/>')
    step = max(1, -(-len(values) // MOST_DAYS))
    for i, (value, signals) in enumerate(chart.points):
        shape, ink, size = ("diamond", "#b3430e", 8.0) if signals else ("circle", "#0b62a8", 4.6)
        said = f"{days[i][1]}: {value:.0f}{' %' if share else ''}"
        outline = mark_path(shape, x(i), y(value), size)
        parts.append(f'<path d="{outline}" fill="{ink}" stroke="#fff"><title>{escape(said)}</title></path>')
        if i % step == 0:
            parts.append(label(x(i), HEIGHT - FOOT + 20, days[i][1], anchor="middle", size=13, fill=QUIET))
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(words.title)}">'
        f"{''.join(parts)}</svg>"
    )


def _ticks(most: float) -> list[float]:
    """Four to six round numbers from nought to the top."""
    rough = most / 5
    step = next((s * 10**e for e in range(-1, 9) for s in (1, 2, 5) if s * 10**e >= rough), rough)
    return [step * i for i in range(int(most / step) + 1)]
