"""Crises beside crises: a lane for each kind, the child's own above the family's, and who was with the child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from keepsight.model import Company, Crisis
from keepsight.publish import words
from keepsight.publish.drawing import (
    INK,
    LEFT,
    LINE,
    QUIET,
    RIGHT,
    SIZE,
    TOP,
    WIDTH,
    Scale,
    axis,
    label,
    mark_path,
    shortened,
)
from keepsight.publish.pictures.figure import Cell, Figure, Part, drawing, entry_rows, plain
from keepsight.publish.view import View

COMPANY_WORDS = {
    Company.WITH_ADULT: "an adult is recorded with the child",
    Company.ALONE: "recorded as alone",
    Company.NOT_RECORDED: "not recorded",
}
OWN, FAMILY, BAND = "#0b62a8", "#b3430e", "#e9edf1"
LANE = 34
GAP = 16
TITLE = "Crises beside crises, and who was there"
LONGEST_KIND = 27
MOST_BESIDE = 4


def crises(view: View) -> Figure:
    """What happened to the child and around the child, event by event; nothing is added up."""
    found = view.review.pictures.crises
    own = list(dict.fromkeys(k for c in found for k in c.of_child))
    family = list(dict.fromkeys(k for c in found for k in c.around))
    scale = _scale(view, found)
    lanes = {k: TOP + LANE * i + LANE / 2 for i, k in enumerate(own)}
    below = TOP + LANE * len(own) + GAP
    lanes |= {k: below + LANE * i + LANE / 2 for i, k in enumerate(family)}
    contact = below + LANE * len(family) + GAP + LANE / 2
    height = contact + LANE / 2 + 26
    parts = [*_bands(found, scale, height), *axis(scale, int(height))]
    for kind, y in lanes.items():
        parts.append(f'<path d="M{LEFT - 8} {y:.1f}H{WIDTH - RIGHT}" stroke="{LINE}"/>')
        parts.append(label(4, y + 4.5, shortened(_first_up(kind), LONGEST_KIND), fill=INK))
    parts += _contacts(view, scale, contact)
    parts += _marks(found, scale, lanes)
    caption = _caption(found, view.review.pictures.beside_days)
    return Figure(
        name="crises",
        title=TITLE,
        caption=caption,
        svg=drawing("crises", TITLE, caption, height, parts),
        key=_key(),
        heads=("When", "What is recorded", "Told by", "Who was with the child", "Beside it", _heading(view)),
        rows=tuple(_row(view, c, found) for c in found),
    )


def _heading(view: View) -> str:
    return f"In contact with the child in the {view.review.pictures.beside_days} days from it"


def _scale(view: View, found: Sequence[Crisis]) -> Scale:
    start, end = view.review.timeline.start, view.review.timeline.end
    days = [c.first_day for c in found if start is None or c.last_day >= start] or [found[0].first_day]
    return Scale(start or min(days), max(end or max(days), max(days)))


def _bands(found: Sequence[Crisis], scale: Scale, height: float) -> Iterator[str]:
    """A ground behind every pair of crises that stand side by side."""
    drawn: set[tuple[date, date]] = set()
    for crisis in found:
        for other in (found[i] for i in crisis.beside):
            pair = min(crisis.first_day, other.first_day), max(crisis.first_day, other.first_day)
            if pair not in drawn and pair[0] >= scale.start:
                drawn.add(pair)
                x1, x2 = scale.x(pair[0]) - 7, scale.x(pair[1]) + 7
                yield f'<path d="M{x1:.1f} {TOP - 4}H{x2:.1f}V{height - 24:.1f}H{x1:.1f}z" fill="{BAND}"/>'


def _contacts(view: View, scale: Scale, y: float) -> Iterator[str]:
    yield f'<path d="M{LEFT - 8} {y:.1f}H{WIDTH - RIGHT}" stroke="{LINE}"/>'
    yield label(4, y + 4.5, "Contact, any agency", fill=QUIET)
    days = sorted({c.day for c in view.review.pictures.contacts})
    ticks = dict.fromkeys(f"M{scale.x(d):.1f} {y - 6:.1f}v12" for d in days if scale.start <= d <= scale.end)
    if ticks:
        yield f'<path d="{"".join(ticks)}" stroke="{QUIET}" stroke-width="1.6"/>'


def _marks(found: Sequence[Crisis], scale: Scale, lanes: dict[str, float]) -> Iterator[str]:
    """Uncertain days as faded stretches first, marks over them; marks that would lie on one another are drawn once."""
    faded: dict[str, None] = {}
    drawn: dict[str, None] = {}
    for crisis in found:
        if crisis.last_day < scale.start or crisis.first_day > scale.end:
            continue
        sides = ((crisis.of_child, OWN, crisis.company), (crisis.around, FAMILY, None))
        for kind, colour, company in ((k, colour, company) for kinds, colour, company in sides for k in kinds):
            y = lanes[kind]
            x1, x2 = scale.x(crisis.first_day), scale.x(crisis.last_day + timedelta(days=1))
            if (crisis.last_day - crisis.first_day).days > 1:
                faded[
                    f'<path d="M{x1:.1f} {y - 8:.1f}H{x2:.1f}V{y + 8:.1f}H{x1:.1f}z" fill="{colour}" fill-opacity=".24"/>'
                ] = None
            else:
                drawn[mark(company, round(x1 * 2) / 2, y, colour)] = None
    yield from faded
    yield from drawn


def mark(company: Company | None, x: float, y: float, colour: str) -> str:
    """A crisis of the child is a circle: full, hollow, or with a dot; any other event a diamond."""
    if company is None:
        return f'<path d="{mark_path("diamond", x, y)}" fill="{colour}" stroke="#fff" stroke-width=".8"/>'
    outline = mark_path("circle", x, y, SIZE + 1)
    if company is Company.WITH_ADULT:
        return f'<path d="{outline}" fill="{colour}" stroke="#fff" stroke-width=".8"/>'
    ring = f'<path d="{outline}" fill="#fff" stroke="{colour}" stroke-width="2.2"/>'
    return ring if company is Company.ALONE else f'{ring}<path d="{mark_path("circle", x, y, 2)}" fill="{colour}"/>'


def _key() -> tuple[tuple[str, str], ...]:
    return (
        (mark(Company.WITH_ADULT, 12, 8, OWN), "crisis of the child, an adult recorded with the child"),
        (mark(Company.ALONE, 12, 8, OWN), "recorded as alone"),
        (mark(Company.NOT_RECORDED, 12, 8, OWN), "who was there is not recorded"),
        (mark(None, 12, 8, OWN), "another event of the child"),
        (mark(None, 12, 8, FAMILY), "an event around the child"),
        (f'<path d="M0 0H24V16H0z" fill="{BAND}"/>', "a crisis of the child beside one in the family"),
    )


def _caption(found: Sequence[Crisis], window: int) -> str:
    child = [c for c in found if c.company is not None]
    beside = [c for c in child if c.beside]
    if not child:
        return "No crisis of the child is recorded; what is drawn happened around the child."
    alone = sum(1 for c in child if c.company is Company.ALONE)
    silent = sum(1 for c in child if c.company is Company.NOT_RECORDED)
    return (
        f"{words.count(len(child), 'crisis', 'crises')} of the child: in {alone:,} the child is recorded as alone, in {silent:,} "
        f"nobody wrote who was there; {len(beside):,} stand within {window} days of a crisis in the family."
    )


def _row(view: View, crisis: Crisis, found: Sequence[Crisis]) -> tuple[Cell, ...]:
    rows = entry_rows(view, crisis.entries)
    when = words.written(rows[0].entry.when) if rows else words.days_between(crisis.first_day, crisis.last_day)
    near = [found[i] for i in crisis.beside]
    beside = [f"{words.listed(c.kinds)}, {words.days_between(c.first_day, c.last_day)}" for c in near[:MOST_BESIDE]]
    if len(near) > MOST_BESIDE:
        beside.append(f"{len(near) - MOST_BESIDE:,} more")
    return (
        (Part(when, rows[0] if rows else None),),
        plain(_first_up(words.listed(crisis.kinds))),
        plain(words.printable(words.listed(crisis.agencies))),
        plain(COMPANY_WORDS[crisis.company] if crisis.company else "–"),
        plain("; ".join(beside) or "–"),
        plain(
            "; ".join(f"{words.printable(a)}, {words.count(n, 'day')}" for a, n in crisis.contacts)
            or words.NOT_RECORDED
        ),
    )


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
