"""Who held how much when: of the events that raise a question, those that each agency is shown to have known of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from keepsight.model import Held
from keepsight.publish import words
from keepsight.publish.drawing import LEFT, LINE, QUIET, TOP, WIDTH, Scale, axis, label, look, mark_path, shortened
from keepsight.publish.pictures.figure import Figure, drawing, plain
from keepsight.publish.view import View

LANE = 62
HIGH = 46
RIGHT = 92
LONGEST_NAME = 25
GROUND = "#e3e6e9"
TITLE = "Who held how much of it, when"


def held(view: View) -> Figure:
    """One lane an agency: in grey what had happened by each day, in colour the part this agency is shown to have known."""
    events = view.review.pictures.held
    happened = sorted(h.day for h in events)
    known = {a: _days(events, a) for a in view.agencies}
    marks = view.review.pictures.marks
    last = view.review.timeline.end or marks[-1]
    start = view.review.timeline.start or happened[0]
    scale = Scale(start, max(last, start), right=RIGHT)
    height = TOP + LANE * len(view.agencies) + 26
    parts = list(axis(scale, height))
    for i, name in enumerate(view.agencies):
        parts += _lane(scale, i, name, happened, known[name])
    caption = _caption(view, events, known)
    return Figure(
        name="held",
        title=TITLE,
        caption=caption,
        svg=drawing("held", TITLE, caption, height, parts),
        key=(
            (f'<path d="M0 15V9H8V4H24V15z" fill="{GROUND}"/>', "events that raise a question, up to each day"),
            (
                '<path d="M0 15V13H12V9H24V15z" fill="#37464f"/>',
                "those that this agency is shown to have known of by then",
            ),
        ),
        heads=("Known by the end of", *(words.day(m) for m in marks)),
        rows=(
            *((plain(words.printable(a)), *(plain(_count(known[a], m)) for m in marks)) for a in view.agencies),
            (plain("All that had happened"), *(plain(_count(happened, m)) for m in marks)),
        ),
        numbers=True,
    )


def _days(events: Sequence[Held], agency: str) -> list[date]:
    return sorted(day for h in events for a, day in h.known if a == agency and day is not None)


def _count(days: Sequence[date], by: date) -> str:
    return f"{bisect_right(days, by):,}"


def _lane(scale: Scale, place: int, name: str, happened: Sequence[date], known: Sequence[date]) -> Iterator[str]:
    drawn = look(place)
    foot = TOP + LANE * place + LANE - 6
    yield f'<path d="{_steps(scale, happened, len(happened), foot)}" fill="{GROUND}"/>'
    if known:
        yield f'<path d="{_steps(scale, known, len(happened), foot)}" fill="{drawn.colour}"/>'
    yield f'<path d="M{LEFT - 8} {foot:.1f}H{WIDTH - RIGHT}" stroke="{LINE}"/>'
    yield f'<path d="{mark_path(drawn.shape, 10, foot - 12)}" fill="{drawn.colour}"/>'
    yield label(24, foot - 7.5, shortened(name, LONGEST_NAME))
    total = f"{len(known):,} of {len(happened):,}"
    yield label(WIDTH - RIGHT + 8, foot - 4, total, size=13, fill=QUIET)


def _steps(scale: Scale, days: Sequence[date], whole: int, foot: float) -> str:
    """An area that rises by a step at each day; what happened before the period stands at its left edge."""
    path, level = [f"M{scale.x(scale.start):.1f} {foot:.1f}"], 0
    for i, day in enumerate(days):
        if i + 1 < len(days) and days[i + 1] == day:
            continue
        level = i + 1
        path.append(f"H{scale.x(day):.1f}V{foot - HIGH * level / whole:.1f}")
    return "".join((*path, f"H{scale.x(scale.end):.1f}V{foot:.1f}z"))


def _caption(view: View, events: Sequence[Held], known: dict[str, list[date]]) -> str:
    most = max(view.agencies, key=lambda a: (len(known[a]), a))
    alone = sum(1 for h in events if len(h.known) == 1)
    return (
        f"Of {words.count(len(events), 'event')} that raise a question, {alone:,} are shown to have been known to one agency "
        f"only; the agency that is shown to have known the most, {words.printable(most)}, knew of {len(known[most]):,}. "
        "An agency’s own file may show more."
    )
