"""The swimlane: one lane an agency, the whole period from left to right, as an SVG with a table beside it.

Each agency has a colour and a shape of its own, told apart without seeing colour. A date that is one day is a mark;
anything longer or uncertain is a faded stretch and never a point. A hollow mark is a contact that did not take place.
Accounts of one event are joined. A long silence is a dashed stretch with its days. Beyond `MANY` entries, marks that
would lie on one another are drawn once: the picture stays small, and the table says everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape

from keepsight.publish import words
from keepsight.publish.drawing import (
    LEFT,
    RIGHT,
    SIZE,
    TOP,
    WIDTH,
    Look,
    Scale,
    axis,
    label,
    look,
    mark_path,
    shortened,
)
from keepsight.publish.view import Row, View

MANY = 1_500
JOINS = 400
SILENCES = 60
LANE = 46
LONGEST_NAME = 25
LEVELS = 4
"""Marks at one place are stacked up to this many; more lie on the last."""


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
    scale = Scale(*span) if span else None
    height = TOP + LANE * len(view.agencies) + 26
    parts = [_opening(view, scale, height, pressable=pressable)]
    if scale is None:
        return "".join((*parts, "</svg>"))
    parts.extend(axis(scale, height))
    parts.extend(_lane_names(view))
    parts.extend(_silences(view, scale))
    places: dict[int, tuple[float, float]] = {}
    marks = list(_marks(view, scale, places, pressable=pressable and len(view.rows) <= MANY))
    parts.extend(_joins(view, places))
    parts.extend(marks)
    return "".join((*parts, "</svg>"))


def _opening(view: View, scale: Scale | None, height: int, *, pressable: bool) -> str:
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


def _lane_names(view: View) -> Iterator[str]:
    for i, name in enumerate(view.agencies):
        y = TOP + LANE * i + LANE / 2
        drawn = look(i)
        yield f'<path d="M{LEFT - 8} {y:.1f}H{WIDTH - RIGHT}" stroke="#c3c8cd"/>'
        yield f'<path d="{mark_path(drawn.shape, 10, y)}" fill="{drawn.colour}"/>'
        yield label(24, y + 4.5, shortened(name, LONGEST_NAME))


def _silences(view: View, scale: Scale) -> Iterator[str]:
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


def _marks(view: View, scale: Scale, places: dict[int, tuple[float, float]], *, pressable: bool) -> Iterator[str]:
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
    said = f"{words.written(row.entry.when)}, {words.printable(row.entry.agency)}"
    if row.attendance:
        said += f", {words.attendance(row.attendance).lower()}"
    if not is_mark:
        paint = 'fill="transparent"'
    elif row.attendance in words.MISSED:
        paint = f'fill="#fff" stroke="{drawn.colour}" stroke-width="1.8"'
    else:
        paint = f'fill="{drawn.colour}" stroke="#fff" stroke-width=".8"'
    return f'<path data-e="{row.anchor}" d="{path}" {paint}><title>{escape(said)}</title></path>'


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
