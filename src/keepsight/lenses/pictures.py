"""What the pictures of a review draw: contact and who carries it, crises beside crises, who held how much when.

The figures are those that the rules use (contact days of R1 and R2, adverse events of T1, crises of T3), so that a picture
and a question cannot disagree. Nothing here is a measure of a child or of a parent: days of contact are counted, events are
shown one by one, and what an agency is shown to have known is set beside what had happened by then.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from keepsight.lenses.base import values
from keepsight.lenses.catalogue import RULES
from keepsight.lenses.catalogue.reliance_share import contact_days, worker_of
from keepsight.lenses.catalogue.trauma_cluster import CHILD_KINDS, FAMILY_CRISIS, adverse, child_crisis, family_crisis
from keepsight.lenses.view import Occurrence, View
from keepsight.model import (
    Company,
    Contact,
    Crisis,
    EntryId,
    Held,
    Lens,
    Pictures,
    Question,
    Share,
    SignalKind,
    Stance,
    Timeline,
    Without,
)

MOST_STRETCHES = 14
"""Stretches of time that a picture of shares has room for."""
MOST_AWAY = 3
"""Workers for whom it is shown what is left when they are away: those with the most contact days."""
FEW_DAYS = 5
"""A worker with fewer contact days than this is not one whose absence is drawn."""
_STEPS = (1, 3, 6, 12, 24, 60, 120)
_ANY = tuple(Stance)


def pictures(
    timeline: Timeline,
    questions: Sequence[Question] = (),
    policy: Mapping[str, int | float | str | bool] | None = None,
) -> Pictures:
    """What a timeline and its questions show; `policy` may change the window of crises side by side ("T3.days")."""
    view = View(timeline)
    contacts = _contacts(view)
    held = tuple(_held(view, questions))
    stretches = tuple(_stretches([*(c.day for c in contacts), *(h.day for h in held)], timeline))
    gap, gap_start, gap_end = _longest_gap(c.day for c in contacts)
    window = values(next(r for r in RULES if r.code == "T3"), policy or {}).number("days")
    return Pictures(
        contacts=contacts,
        shares=tuple(_shares(contacts, stretches)),
        days=len({c.day for c in contacts}),
        gap=gap,
        gap_start=gap_start,
        gap_end=gap_end,
        without=tuple(_without(contacts)),
        crises=tuple(_crises(view, contacts, window)),
        beside_days=window,
        held=held,
        marks=tuple(end for _, end in stretches),
    )


def _contacts(view: View) -> tuple[Contact, ...]:
    start, end = view.timeline.start or date.min, view.timeline.end or date.max
    rows = (r for r in contact_days(view) if start <= r.day <= end)
    return tuple(Contact(r.day, r.agency, " ".join(r.entry.worker.split()) if worker_of(r) else "") for r in rows)


def _stretches(days: Iterable[date], timeline: Timeline) -> Iterator[tuple[date, date]]:
    """Months, quarters, half years or years that cover the days, as many as a picture has room for."""
    inside = [d for d in days if d >= (timeline.start or date.min)]
    if not inside:
        return
    first, last = min(inside), max(inside)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((s for s in _STEPS if months / s <= MOST_STRETCHES), _STEPS[-1])
    number = first.year * 12 + first.month - 1
    start = _month(number // step * step)
    while start <= last:
        after = _month(start.year * 12 + start.month - 1 + step)
        yield start, after - timedelta(days=1)
        start = after


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _shares(contacts: tuple[Contact, ...], stretches: Iterable[tuple[date, date]]) -> Iterator[Share]:
    days = [c.day for c in contacts]
    for start, end in stretches:
        inside = contacts[bisect_left(days, start) : bisect_right(days, end)]
        agencies = Counter(a for a, _ in {(c.agency, c.day) for c in inside})
        workers = Counter((a, w) for a, w, _ in {(c.agency, _key(c.worker), c.day) for c in inside})
        yield Share(start, end, tuple(sorted(agencies.items())), tuple(sorted(workers.items())))


def _key(worker: str) -> str:
    return worker.lower()


def _longest_gap(days: Iterable[date]) -> tuple[int, date | None, date | None]:
    """The longest stretch between two days of contact, in days from one to the next; the first of equals."""
    found = max(pairwise(sorted(set(days))), key=lambda p: (p[1] - p[0]).days, default=None)
    return ((found[1] - found[0]).days, *found) if found else (0, None, None)


def _without(contacts: tuple[Contact, ...]) -> Iterator[Without]:
    """For the workers who carry the most: the days and the longest gap that would be left without them."""
    held: dict[tuple[str, str], set[date]] = {}
    names: dict[tuple[str, str], str] = {}
    for c in contacts:
        if c.worker:
            held.setdefault((c.agency, _key(c.worker)), set()).add(c.day)
            names.setdefault((c.agency, _key(c.worker)), c.worker)
    most = sorted(held, key=lambda holder: (-len(held[holder]), holder))
    for holder in most[:MOST_AWAY]:
        if len(held[holder]) < FEW_DAYS:
            return
        left = {c.day for c in contacts if (c.agency, _key(c.worker)) != holder}
        gap, start, end = _longest_gap(left)
        yield Without(holder[0], names[holder], len(held[holder]), len(left), gap, start, end)


def _crises(view: View, contacts: tuple[Contact, ...], window: int) -> Iterator[Crisis]:
    """Adverse events in order of time, each with those of the other side that stand within the window of days."""
    found = view.occurrences(r for r in view.rows if adverse(r) or family_crisis(r))
    of_child = [i for i, o in enumerate(found) if any(child_crisis(r) for r in o.rows)]
    of_family = [i for i, o in enumerate(found) if any(family_crisis(r) for r in o.rows)]
    beside: dict[int, set[int]] = {}
    starts = [found[i].first_day for i in of_family]
    for i in of_child:
        day = found[i].first_day
        low, high = (
            bisect_left(starts, day - timedelta(days=window)),
            bisect_right(starts, day + timedelta(days=window)),
        )
        for j in of_family[low:high]:
            if i != j:
                beside.setdefault(i, set()).add(j)
                beside.setdefault(j, set()).add(i)
    days = [c.day for c in contacts]
    own = frozenset(of_child)
    for i, event in enumerate(found):
        kinds = tuple(dict.fromkeys(k for r in event.rows for k in (adverse(r) or {FAMILY_CRISIS: []})))
        near = contacts[bisect_left(days, event.first_day) : bisect_right(days, event.day + timedelta(days=window))]
        seen = Counter(a for a, _ in {(c.agency, c.day) for c in near})
        yield Crisis(
            first_day=event.first_day,
            last_day=event.day,
            of_child=tuple(k for k in kinds if k in CHILD_KINDS),
            around=tuple(k for k in kinds if k not in CHILD_KINDS),
            entries=tuple(r.id for r in event.rows),
            agencies=tuple(dict.fromkeys(r.agency for r in event.rows)),
            company=_company(event) if i in own else None,
            beside=tuple(sorted(beside.get(i, ()))),
            contacts=tuple(sorted(seen.items(), key=lambda kv: (-kv[1], kv[0]))),
        )


def _company(event: Occurrence) -> Company:
    if any(r.has(SignalKind.ACCOMPANIED) for r in event.rows):
        return Company.WITH_ADULT
    if any(r.has(SignalKind.ALONE, stances=_ANY) for r in event.rows):
        return Company.ALONE
    return Company.NOT_RECORDED


def _held(view: View, questions: Sequence[Question]) -> Iterator[Held]:
    """Each dated event that raises a question, and the first day on which each agency is shown to have known of it."""
    raising = {e.entry for q in questions if q.lens is not Lens.STRENGTHS for e in q.evidence}
    known: dict[EntryId, dict[str, date | None]] = {}
    for k in view.timeline.knowledge:
        known.setdefault(k.entry, {})[k.agency] = k.day
    for event in view.occurrences(r for r in view.rows if r.id in raising):
        first: dict[str, date | None] = {}
        for row in event.rows:
            for agency, day in known.get(row.id, {row.agency: row.known}).items():
                first[agency] = _earlier(first[agency], day) if agency in first else day
        yield Held(event.day, tuple(r.id for r in event.rows), tuple(sorted(first.items())))


def _earlier(a: date | None, b: date | None) -> date | None:
    return min((d for d in (a, b) if d is not None), default=None)


def held_by(held: Iterable[Held], agency: str, day: date) -> int:
    """How many of the events an agency is shown to have known of by the end of a day."""
    return sum(1 for h in held for a, known in h.known if a == agency and known is not None and known <= day)
