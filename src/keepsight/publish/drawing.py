"""What every picture of a review is drawn with: a colour and a shape for each agency, days to places, an axis of months."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from keepsight.publish import words

COLOURS = ("#0b62a8", "#b3430e", "#00695a", "#84327a", "#6f5600", "#37464f", "#1b6f86", "#9c2548")
SHAPES = ("circle", "square", "triangle", "diamond", "drop", "cross", "hexagon", "star")
WIDTH = 1200
LEFT = 208
RIGHT = 24
TOP = 30
SIZE = 5.6
INK, QUIET, LINE = "#1b1f23", "#4d555d", "#c3c8cd"


@dataclass(frozen=True, slots=True)
class Look:
    """How an agency is drawn: its colour, its shape, and whether a stripe sets it apart from the first eight."""

    colour: str
    shape: str
    striped: bool


def look(agency: int) -> Look:
    """Colour and shape of the agency at this place in the order of first appearance."""
    turn = agency // len(COLOURS)
    return Look(COLOURS[agency % len(COLOURS)], SHAPES[(agency + 3 * turn) % len(SHAPES)], striped=turn > 0)


def mark_path(shape: str, x: float, y: float, r: float = SIZE) -> str:
    """The outline of a mark around a point, as SVG path data."""
    if shape == "circle":
        return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
    return "M" + "L".join(f"{x + r * dx:.1f} {y + r * dy:.1f}" for dx, dy in OUTLINES[shape]) + "z"


def key_svg(agency: int) -> str:
    """The mark of an agency alone, for the key and for rows; its name always stands beside it."""
    drawn = look(agency)
    stripe = '<path d="M2 8H14" stroke="#fff" stroke-width="1.6"/>' if drawn.striped else ""
    return (
        f'<svg class="mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
        f'<path d="{mark_path(drawn.shape, 8, 8, 6)}" fill="{drawn.colour}"/>{stripe}</svg>'
    )


def _star() -> tuple[tuple[float, float], ...]:
    turns = (i * math.pi / 5 for i in range(10))
    return tuple(
        (1.2 * (1 if i % 2 == 0 else 0.45) * math.sin(t), -1.2 * (1 if i % 2 == 0 else 0.45) * math.cos(t))
        for i, t in enumerate(turns)
    )


OUTLINES: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    "diamond": ((0, -1.25), (1.05, 0), (0, 1.25), (-1.05, 0)),
    "drop": ((0, 1.1), (1.1, -0.9), (-1.1, -0.9)),
    "cross": (
        *((-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4)),
        *((0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4)),
    ),
    "hexagon": ((-1.1, 0), (-0.55, -0.95), (0.55, -0.95), (1.1, 0), (0.55, 0.95), (-0.55, 0.95)),
    "star": _star(),
}


class Scale:
    """Days to places on the page, with a little air at both ends."""

    def __init__(self, start: date, end: date, *, left: float = LEFT, right: float = RIGHT) -> None:
        air = timedelta(days=max(2, (end - start).days // 60))
        self.start, self.end, self.left = start - air, end + air, left
        self.per_day = (WIDTH - left - right) / max(1, (self.end - self.start).days)

    def x(self, day: date) -> float:
        clamped = min(max(day, self.start), self.end)
        return self.left + (clamped - self.start).days * self.per_day


def axis(scale: Scale, height: int) -> Iterator[str]:
    """Months while they have room, then quarters, then years; each with a line the eye can follow."""
    months = (scale.end.year - scale.start.year) * 12 + scale.end.month - scale.start.month + 1
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60) if months / s <= 18), 120)
    year, number = scale.start.year, scale.start.month
    shown = 0
    while True:
        first = date(year, number, 1)
        if first > scale.end:
            break
        if first >= scale.start and (number - 1) % min(step, 12) == 0 and (step <= 12 or year % (step // 12) == 0):
            x = scale.x(first)
            label = str(year) if number == 1 or step >= 12 else words.MONTHS[number - 1]
            if shown == 0 and number != 1:
                label = f"{words.MONTHS[number - 1]} {year}"
            weight = ' font-weight="600"' if label.isdigit() else ""
            ink = "#b9bfc6" if label.isdigit() else "#e3e6e9"
            yield f'<path d="M{x:.1f} {TOP - 6}V{height - 22}" stroke="{ink}"/>'
            yield (
                f'<text x="{x:.1f}" y="{TOP - 12}" text-anchor="middle" font-size="13" fill="#4d555d"{weight}>'
                f"{label}</text>"
            )
            shown += 1
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)


def label(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = 14, fill: str = INK, bold: bool = False
) -> str:
    """A line of text; what it says is escaped here."""
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{fill}"{weight}>{escape(text)}</text>'


def shortened(name: str, longest: int) -> str:
    """A name with the room it has; the table beside a picture has it whole."""
    shown = words.printable(name)
    return shown if len(shown) <= longest else f"{shown[: longest - 1].rstrip()}…"
