"""The swimlane: one lane an agency, the whole period from left to right, as an SVG with a table beside it.

Each agency has a colour and a shape of its own, told apart without seeing colour. A date that is one day is a mark;
anything longer or uncertain is a faded stretch and never a point. A hollow mark is a contact that did not take place.
Accounts of one event are joined. A long silence is a dashed stretch with its days. Beyond `MANY` entries, marks that
would lie on one another are drawn once: the picture stays small, and the table says everything.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from keepsight.publish import words
from keepsight.publish.view import Row, View

COLOURS = ("#0b62a8", "#b3430e", "#00695a", "#84327a", "#6f5600", "#37464f", "#1b6f86", "#9c2548")
SHAPES = ("circle", "square", "triangle", "diamond", "drop", "cross", "hexagon", "star")
MANY = 1_500
JOINS = 400
SILENCES = 60
WIDTH = 1200
LEFT = 208
RIGHT = 24
TOP = 30
LANE = 46
SIZE = 5.6
LONGEST_NAME = 25
LEVELS = 4
"""Marks at one place are stacked up to this many; more lie on the last."""


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


def caption(view: View) -> str:
    """One sentence that says what to see in the picture."""
    if not view.rows:
        return "There are no entries to draw."
    counts = [0] * len(view.agencies)
    for row in view.rows:
        counts[row.agency] += 1
    most = max(range(len(counts)), key=lambda i: counts[i])
    said = (
        f"{words.count(len(view.rows), 'entry', 'entries')} from "
        f"{words.count(len(view.agencies), 'agency', 'agencies')}"
        f"; {words.printable(view.agencies[most])} wrote the most ({counts[most]:,})"
    )
    # A stretch that began before the review is no silence within it: old history is sent in single rows.
    begin = view.review.timeline.start or date.min
    within = (s for s in view.review.timeline.silences if s.start >= begin)
    longest = max(within, key=lambda s: s.days, default=None)
    if longest:
        said += (
            f"; the longest silence is {words.printable(longest.agency)}, {longest.days:,} days from "
            f"{words.day(longest.start)}"
        )
    return said + "."


def swimlane(view: View, *, pressable: bool) -> str:
    """The picture as SVG; `pressable` marks know their entry (in a web page, and only while they are few)."""
    span = _span(view)
    scale = _Scale(*span) if span else None
    height = TOP + LANE * len(view.agencies) + 26
    parts = [_opening(view, scale, height, pressable=pressable)]
    if scale is None:
        return "".join((*parts, "</svg>"))
    parts.extend(_axis(scale, height))
    parts.extend(_lane_names(view))
    parts.extend(_silences(view, scale))
    places: dict[int, tuple[float, float]] = {}
    marks = list(_marks(view, scale, places, pressable=pressable and len(view.rows) <= MANY))
    parts.extend(_joins(view, places))
    parts.extend(marks)
    return "".join((*parts, "</svg>"))


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


class _Scale:
    """Days to places on the page, with a little air at both ends."""

    def __init__(self, start: date, end: date) -> None:
        air = timedelta(days=max(2, (end - start).days // 60))
        self.start, self.end = start - air, end + air
        self.per_day = (WIDTH - LEFT - RIGHT) / max(1, (self.end - self.start).days)

    def x(self, day: date) -> float:
        clamped = min(max(day, self.start), self.end)
        return LEFT + (clamped - self.start).days * self.per_day


def _opening(view: View, scale: _Scale | None, height: int, *, pressable: bool) -> str:
    title = f"Timeline of {words.count(len(view.rows), 'entry', 'entries')} by agency"
    if not pressable:
        alone = 'xmlns="http://www.w3.org/2000/svg" font-family="Atkinson Hyperlegible Next"'
    elif scale is not None:
        alone = f'data-left="{LEFT}" data-from="{scale.start}" data-day="{scale.per_day:.5f}"'
    else:
        alone = ""
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" class="lanes" role="img" aria-labelledby="lanes-title lanes-desc" '
        f'{alone}><title id="lanes-title">{escape(title)}</title>'
        f'<desc id="lanes-desc">{escape(caption(view))} The table below says the same in words.</desc>'
    )


def _span(view: View) -> tuple[date, date] | None:
    """From the first to the last day any entry can mean; a stray year far outside the scope does not stretch it."""
    scope = view.review.settings.scope
    days = [d for r in view.rows for d in (r.entry.when.earliest, r.entry.when.latest) if d]
    if not days:
        return None
    inside = [d for d in days if (not scope.start or d >= scope.start) and (not scope.end or d <= scope.end)] or days
    start = scope.start if scope.start and (inside[0] - scope.start).days < 400 else min(inside)
    return min(start, min(inside)), scope.end or max(inside)


def _axis(scale: _Scale, height: int) -> Iterator[str]:
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


def _lane_names(view: View) -> Iterator[str]:
    for i, name in enumerate(view.agencies):
        y = TOP + LANE * i + LANE / 2
        drawn = look(i)
        shown = words.printable(name)
        shown = shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1]}…"
        yield f'<path d="M{LEFT - 8} {y:.1f}H{WIDTH - RIGHT}" stroke="#c3c8cd"/>'
        yield f'<path d="{mark_path(drawn.shape, 10, y)}" fill="{drawn.colour}"/>'
        yield f'<text x="24" y="{y + 4.5:.1f}" font-size="14" fill="#1b1f23">{escape(shown)}</text>'


def _silences(view: View, scale: _Scale) -> Iterator[str]:
    longest = sorted(view.review.timeline.silences, key=lambda s: (-s.days, s.agency, s.start))[:SILENCES]
    numbers = {name: i for i, name in enumerate(view.agencies)}
    for s in longest:
        if s.agency not in numbers:
            continue
        y = TOP + LANE * numbers[s.agency] + LANE / 2
        x1, x2 = scale.x(s.start), scale.x(s.end)
        if x2 - x1 < 12:
            continue
        path = f"M{x1 + 3:.1f} {y:.1f}H{x2 - 3:.1f}"
        yield f'<path d="{path}" stroke="#fff" stroke-width="3"/>'
        yield f'<path d="{path}" stroke="#5b646d" stroke-width="1.4" stroke-dasharray="2 5"/>'
        if x2 - x1 > 64:
            yield (
                f'<text x="{(x1 + x2) / 2:.1f}" y="{y + 16:.1f}" text-anchor="middle" font-size="12" '
                f'fill="#4d555d">{s.days} days silent</text>'
            )


def _marks(view: View, scale: _Scale, places: dict[int, tuple[float, float]], *, pressable: bool) -> Iterator[str]:
    """Faded stretches first, marks over them; `places` gets where each entry came to stand."""
    levels: dict[tuple[int, int], int] = {}
    full: dict[int, dict[str, None]] = {}
    hollow: dict[int, dict[str, None]] = {}
    faded: dict[int, dict[str, None]] = {}
    single: list[str] = []
    for i, row in enumerate(view.rows):
        when = row.entry.when
        if when.earliest is None or when.latest is None or when.latest < scale.start or when.earliest > scale.end:
            continue
        drawn = look(row.agency)
        y = TOP + LANE * row.agency + LANE / 2
        if when.is_one_day and not when.uncertain:
            x = round(scale.x(when.earliest) * 2) / 2
            level = levels.get((row.agency, round(x / (SIZE * 1.5))), 0)
            levels[row.agency, round(x / (SIZE * 1.5))] = level + 1
            y -= min(level, LEVELS - 1) * SIZE * 0.85
            path = mark_path(drawn.shape, x, y)
            (hollow if row.attendance in words.MISSED else full).setdefault(row.agency, {})[path] = None
        else:
            x1 = scale.x(when.earliest) - (6 if when.uncertain else 0)
            x2 = scale.x(when.latest + timedelta(days=1)) + (6 if when.uncertain else 0)
            x, path = (x1 + x2) / 2, f"M{x1:.1f} {y - 8:.1f}H{x2:.1f}V{y + 8:.1f}H{x1:.1f}z"
            faded.setdefault(row.agency, {})[path] = None
        places[i] = (x, y)
        if pressable:
            single.append(_mark(row, path, drawn, is_mark=when.is_one_day and not when.uncertain))
    for agency, paths in sorted(faded.items()):
        yield f'<path d="{"".join(paths)}" fill="{look(agency).colour}" fill-opacity=".24"/>'
    if pressable:
        yield from single
        return
    for agency, paths in sorted(full.items()):
        yield f'<path d="{"".join(paths)}" fill="{look(agency).colour}" stroke="#fff" stroke-width=".8"/>'
    for agency, paths in sorted(hollow.items()):
        yield f'<path d="{"".join(paths)}" fill="#fff" stroke="{look(agency).colour}" stroke-width="1.8"/>'


def _mark(row: Row, path: str, drawn: Look, *, is_mark: bool) -> str:
    label = f"{words.written(row.entry.when)}, {words.printable(row.entry.agency)}"
    if row.attendance:
        label = f"{label}, {words.attendance(row.attendance).lower()}"
    if not is_mark:
        paint = 'fill="transparent"'
    elif row.attendance in words.MISSED:
        paint = f'fill="#fff" stroke="{drawn.colour}" stroke-width="1.8"'
    else:
        paint = f'fill="{drawn.colour}" stroke="#fff" stroke-width=".8"'
    return f'<path data-e="{row.anchor}" d="{path}" {paint}><title>{escape(label)}</title></path>'


def _joins(view: View, places: dict[int, tuple[float, float]]) -> Iterator[str]:
    """A line from account to account of one event; amber is not used: a difference is told in the table."""
    drawn = 0
    for event in view.review.timeline.events:
        points = sorted(
            (places[view.place[e]] for e in event.entries if view.place.get(e) in places), key=lambda p: p[1]
        )
        if len(points) < 2 or drawn >= JOINS:
            continue
        drawn += 1
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        dash = ' stroke-dasharray="5 3"' if event.conflicts else ""
        yield f'<path d="M{line}" fill="none" stroke="#1b1f23" stroke-width="1.3" stroke-opacity=".7"{dash}/>'
