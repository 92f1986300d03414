"""Contact with the child: the share of each agency and each worker over time, and what is left if one worker is away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from keepsight.model import Share
from keepsight.publish import words
from keepsight.publish.drawing import INK, LINE, QUIET, RIGHT, WIDTH, Scale, axis, label, look, mark_path, shortened
from keepsight.publish.pictures.figure import Figure, drawing, plain
from keepsight.publish.view import View

H = TypeVar("H")

COUNTED = "Counted are days, not rows: a day on which an agency saw or spoke with the child counts once for it, however much was written."
MOST_WORKERS = 6
"""Workers drawn by name; the others together."""
OTHERS = "Other named workers"
NOBODY = "No worker named"
TALL = 240
COLUMN_TOP = 28
LEFT_OF_SHARES = 268
RIGHT_OF_DAYS = 92
LONGEST_HOLDER = 32
TICK = 20
STRIP = 62


@dataclass(frozen=True, slots=True)
class _Holder:
    """One part of the columns: its name, its colour, and how it is told apart without colour."""

    name: str
    colour: str
    sign: Callable[[float, float, str], str]
    days: tuple[int, ...]


def by_agency(view: View) -> Figure:
    """The share of contact days that each agency holds, stretch by stretch."""
    shares = view.review.pictures.shares
    held = [dict(s.by_agency) for s in shares]
    holders = [
        _Holder(name, look(i).colour, _shape(look(i).shape), tuple(h.get(name, 0) for h in held))
        for i, name in enumerate(view.agencies)
        if any(name in h for h in held)
    ]
    return _columns(
        "contact-agencies",
        "Contact days with the child, by agency",
        f"{_most(shares, [s.by_agency for s in shares], str)} {COUNTED}",
        shares,
        holders,
    )


def by_worker(view: View) -> Figure:
    """The share of contact days that each named worker holds, the ones with the most by name."""
    shares = view.review.pictures.shares
    named = {(c.agency, c.worker.lower()): c.worker for c in reversed(view.review.pictures.contacts) if c.worker}
    totals: Counter[tuple[str, str]] = Counter()
    for s in shares:
        totals.update(dict(s.by_worker))
    most = sorted((h for h in totals if h[1]), key=lambda h: (-totals[h], h))[:MOST_WORKERS]
    numbers = {name: i for i, name in enumerate(view.agencies)}
    holders = [
        _Holder(
            f"{words.printable(named[h])}, {words.printable(h[0])}",
            look(numbers[h[0]]).colour,
            _letter(chr(ord("A") + place)),
            tuple(dict(s.by_worker).get(h, 0) for s in shares),
        )
        for place, h in enumerate(most)
    ]
    rest = tuple(sum(n for h, n in s.by_worker if h[1] and h not in most) for s in shares)
    nobody = tuple(sum(n for h, n in s.by_worker if not h[1]) for s in shares)
    if any(rest):
        holders.append(_Holder(OTHERS, "#5b646d", _letter("…"), rest))
    if any(nobody):
        holders.append(_Holder(NOBODY, "#ffffff", _letter("?"), nobody))

    def said(holder: tuple[str, str]) -> str:
        return f"{named[holder]} ({holder[0]})"

    counted = [tuple((h, n) for h, n in s.by_worker if h[1]) for s in shares]
    return _columns(
        "contact-workers",
        "Contact days with the child, by worker",
        f"{_most(shares, counted, said)} The bond with a worker protects the child; the picture is about the network around it.",
        shares,
        holders,
    )


def away(view: View) -> Figure:
    """Every day of contact as a tick, then the same without each of the workers who carry the most."""
    drawn = view.review.pictures
    days = sorted({c.day for c in drawn.contacts})
    scale = Scale(days[0], days[-1], left=LEFT_OF_SHARES, right=RIGHT_OF_DAYS)
    height = COLUMN_TOP + 10 + STRIP * (1 + len(drawn.without)) + 18
    parts = list(axis(scale, height))
    parts += _strip(scale, 0, "Everybody", days, [], (drawn.gap, drawn.gap_start, drawn.gap_end))
    rows = [
        tuple(
            plain(text)
            for text in ("Nobody", "–", "–", f"{drawn.days:,}", _gap(drawn.gap, drawn.gap_start, drawn.gap_end))
        )
    ]
    for place, w in enumerate(drawn.without, start=1):
        own = {c.day for c in drawn.contacts if (c.agency, c.worker.lower()) == (w.agency, w.worker.lower())}
        left = sorted({c.day for c in drawn.contacts if (c.agency, c.worker.lower()) != (w.agency, w.worker.lower())})
        gone = sorted(own.difference(left))
        name = words.printable(w.worker)
        parts += _strip(scale, place, f"Without {name}", left, gone, (w.gap, w.gap_start, w.gap_end))
        cells = (
            name,
            words.printable(w.agency),
            f"{w.days_of_worker:,}",
            f"{w.days_left:,}",
            _gap(w.gap, w.gap_start, w.gap_end),
        )
        rows.append(tuple(plain(text) for text in cells))
    first = drawn.without[0]
    caption = (
        f"There was contact on {words.count(drawn.days, 'day')}; without {words.printable(first.worker)} it would have been "
        f"{first.days_left:,}, and the longest stretch without any {_compared(first.gap, drawn.gap)}."
    )
    title = "What is left if one worker is away"
    return Figure(
        name="contact-away",
        title=title,
        caption=caption,
        svg=drawing("contact-away", title, caption, height, parts),
        key=(
            (f'<path d="M12 1V15" stroke="{INK}" stroke-width="2"/>', "a day of contact"),
            ('<path d="M12 3V13" stroke="#9aa2aa" stroke-width="1.6"/>', "a day that only this worker had"),
            (
                '<path d="M0 8H24" stroke="#5b646d" stroke-width="1.4" stroke-dasharray="2 5"/>',
                "the longest stretch without",
            ),
        ),
        heads=(
            "Who is away",
            "Agency",
            "Contact days of this worker",
            "Days of contact left",
            "Longest stretch without contact",
        ),
        rows=tuple(rows),
    )


def _compared(without: int, everybody: int) -> str:
    if without == everybody:
        return f"the same, {words.count(everybody, 'day')}"
    return f"{words.count(without, 'day')} instead of {everybody:,}"


def _gap(days: int, start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return "fewer than two days of contact"
    return f"{words.count(days, 'day')}, from {words.day(start)} to {words.day(end)}"


def _strip(
    scale: Scale,
    place: int,
    name: str,
    days: Sequence[date],
    gone: Sequence[date],
    gap: tuple[int, date | None, date | None],
) -> Iterator[str]:
    y = COLUMN_TOP + 24 + STRIP * place
    yield f'<path d="M{LEFT_OF_SHARES - 8} {y:.1f}H{WIDTH - RIGHT_OF_DAYS}" stroke="{LINE}"/>'
    yield label(4, y + 4.5, shortened(name, LONGEST_HOLDER), bold=place == 0)
    yield label(WIDTH - RIGHT_OF_DAYS + 8, y + 4.5, words.count(len(days), "day"), size=13, fill=QUIET)
    length, start, end = gap
    if start is not None and end is not None:
        x1, x2 = scale.x(start), scale.x(end)
        yield f'<path d="M{x1 + 3:.1f} {y:.1f}H{x2 - 3:.1f}" stroke="#fff" stroke-width="3"/>'
        yield f'<path d="M{x1 + 3:.1f} {y:.1f}H{x2 - 3:.1f}" stroke="#5b646d" stroke-width="1.4" stroke-dasharray="2 5"/>'
        middle = min(max((x1 + x2) / 2, LEFT_OF_SHARES + 40), WIDTH - RIGHT_OF_DAYS - 30)
        yield label(middle, y + 27, words.count(length, "day"), anchor="middle", size=12, fill=QUIET)
    for found, ink, half, width in ((gone, "#9aa2aa", TICK * 0.3, 1.6), (days, INK, TICK / 2, 2)):
        ticks = dict.fromkeys(f"M{scale.x(d):.1f} {y - half:.1f}v{2 * half:.1f}" for d in found)
        if ticks:
            yield f'<path d="{"".join(ticks)}" stroke="{ink}" stroke-width="{width}"/>'


def _most(shares: Sequence[Share], counted: Sequence[Sequence[tuple[H, int]]], said: Callable[[H], str]) -> str:
    """The sentence on the stretch in which one holder carried the largest part of many days."""
    found = [
        (n, sum(m for _, m in held), s, holder)
        for s, held in zip(shares, counted, strict=True)
        for holder, n in held
        if sum(m for _, m in held) >= MANY_DAYS
    ]
    if not found:
        return "No stretch has enough days of contact to speak of shares."
    n, whole, s, holder = max(found, key=lambda f: (f[0] / f[1], f[1]))
    return f"In {stretch(s.start, s.end)}, {words.printable(said(holder))} held {n:,} of {words.count(whole, 'contact day')}."


MANY_DAYS = 8
"""Days of contact in a stretch from which the caption speaks of a share."""


def stretch(start: date, end: date) -> str:
    """A month, or from month to month, in words: "Jan 2022", "Jan–Mar 2022", "2022"."""
    first, last = words.MONTHS[start.month - 1], words.MONTHS[end.month - 1]
    if (start.year, start.month) == (end.year, end.month):
        return f"{first} {start.year}"
    if (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    return f"{first}–{last} {start.year}"


def _columns(name: str, title: str, caption: str, shares: Sequence[Share], holders: Sequence[_Holder]) -> Figure:
    """One column a stretch, cut by holder; a column is the whole of its days, whose number stands above it."""
    totals = [sum(h.days[i] for h in holders) for i in range(len(shares))]
    height = COLUMN_TOP + TALL + 52
    room = (WIDTH - LEFT_OF_SHARES - RIGHT) / len(shares)
    width = min(room * 0.78, 110)
    parts: list[str] = []
    for i, share in enumerate(shares):
        x = LEFT_OF_SHARES + room * i + (room - width) / 2
        parts += _column(holders, i, totals[i], x, width)
        parts.append(label(x + width / 2, COLUMN_TOP - 8, f"{totals[i]:,}", anchor="middle", size=13, bold=True))
        said = stretch(share.start, share.end).rsplit(" ", 1)
        parts.append(label(x + width / 2, COLUMN_TOP + TALL + 18, said[0], anchor="middle", size=13, fill=QUIET))
        if len(said) > 1 and (i == 0 or shares[i - 1].start.year != share.start.year):
            parts.append(label(x + width / 2, COLUMN_TOP + TALL + 35, said[1], anchor="middle", size=13, bold=True))
    parts += _names(holders)
    rows = [
        (
            plain(h.name),
            *(plain(_of(n, t)) for n, t in zip(h.days, totals, strict=True)),
            plain(_of(sum(h.days), sum(totals))),
        )
        for h in holders
    ]
    rows.append((plain("All contact days"), *(plain(f"{t:,}") for t in totals), plain(f"{sum(totals):,}")))
    return Figure(
        name=name,
        title=title,
        caption=caption,
        svg=drawing(name, title, caption, height, parts),
        key=(),
        heads=("Days (share)", *(stretch(s.start, s.end) for s in shares), "All"),
        rows=tuple(rows),
        numbers=True,
    )


def _column(holders: Sequence[_Holder], place: int, total: int, x: float, width: float) -> Iterator[str]:
    if not total:
        yield f'<path d="M{x:.1f} {COLUMN_TOP + TALL}h{width:.1f}" stroke="{LINE}" stroke-width="2"/>'
        return
    y = float(COLUMN_TOP)
    for h in holders:
        tall = TALL * h.days[place] / total
        if tall <= 0:
            continue
        light = h.colour == "#ffffff"
        edge = f'stroke="{QUIET}" stroke-dasharray="3 3"' if light else 'stroke="#fff" stroke-width="1.5"'
        yield f'<path d="M{x:.1f} {y:.1f}h{width:.1f}v{tall:.1f}h{-width:.1f}z" fill="{h.colour}" {edge}/>'
        ink = INK if light else "#fff"
        middle = y + tall / 2
        if tall >= 14 and width >= 56:
            yield h.sign(x + width / 2 - 17, middle, ink)
            yield label(x + width / 2 - 6, middle + 4.5, _percent(h.days[place], total), size=13, fill=ink)
        elif tall >= 14:
            yield h.sign(x + width / 2, middle, ink)
        y += tall


def _names(holders: Sequence[_Holder]) -> Iterator[str]:
    """The key, at the left of the columns and in their order."""
    step = min(26.0, TALL / max(1, len(holders)))
    for i, h in enumerate(holders):
        y = COLUMN_TOP + 12 + step * i
        light = h.colour == "#ffffff"
        edge = f' stroke="{QUIET}" stroke-dasharray="3 3"' if light else ""
        yield f'<path d="M2 {y - 9:.1f}h20v18h-20z" fill="{h.colour}"{edge}/>'
        yield h.sign(12, y, INK if light else "#fff")
        yield label(30, y + 4.5, shortened(h.name, LONGEST_HOLDER))


def _shape(shape: str) -> Callable[[float, float, str], str]:
    return lambda x, y, ink: f'<path d="{mark_path(shape, x, y, 4.4)}" fill="{ink}"/>'


def _letter(sign: str) -> Callable[[float, float, str], str]:
    return lambda x, y, ink: label(x, y + 4.5, sign, anchor="middle", size=13, fill=ink, bold=True)


def _of(days: int, total: int) -> str:
    return f"{days:,} ({_percent(days, total)})" if days else "0"


def _percent(days: int, total: int) -> str:
    return f"{100 * days / total:.0f} %" if total else "–"
