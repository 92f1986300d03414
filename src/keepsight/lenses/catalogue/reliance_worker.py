"""Reliance, the worker: absence, the only safe adult, no supervision, a silent partner, handover (R4-R8).

The questions protect the bond: they ask who held the worker, who else was there, how a change was made. Leave that is in no
chronology cannot be seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from keepsight.lenses.base import HALF_YEAR, WEEKS, Parameter, Raised, Rule, Values
from keepsight.lenses.view import Row, View, Window
from keepsight.model import Attendance, Basis, EntryKind, Evidence, Lens, Role, Signal, SignalKind, Stance

_SOURCE = "No research gives a threshold; the board can set its own (sources, reliance)"
_HIGH = (
    SignalKind.HEALTH_CRISIS,
    SignalKind.SELF_HARM,
    SignalKind.MISSING,
    SignalKind.INDICATOR,
    SignalKind.DISCLOSURE,
    SignalKind.NEGLECT,
    SignalKind.PARENT_VIOLENCE,
)
_GRAVE = (
    SignalKind.HEALTH_CRISIS,
    SignalKind.SELF_HARM,
    SignalKind.MISSING,
    SignalKind.DISCLOSURE,
    SignalKind.PARENT_VIOLENCE,
)
_ANY = tuple(Stance)
_NUMBERS = {
    n: i
    for i, n in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_UNITS = {"day": 1, "week": 7, "wk": 7, "month": 30}
_LENGTH = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)}) ?(day|week|wk|month)s?\b(?! ago)")
_LONG = re.compile(r"maternity|paternity|secondment|long|vacan|unfilled|not covered|no cover|no worker|unallocated")
"""Absences that last by their nature."""
_SINCE = 180
"""Days back in which a day named by the row is taken for the beginning of the absence."""
_KNOWN = 120
"""Days back in which an agency's contacts make its worker one whom the child knows."""
_NEXT = 60
"""Days in which the next kept contact ends an absence of unknown length."""
_AGAIN = 70
"""Days in which the next change of worker of the same service is shown beside the first [L]."""
_WARM = (SignalKind.HANDOVER, SignalKind.JOINT_VISIT)


def _absence(view: View, use: Values) -> Iterator[Raised]:
    """A worker is away for long enough, and no cover is recorded in those days."""
    for row in view.all_rows:
        away = [s for s in row.reading.signals if s.kind is SignalKind.WORKER_ABSENCE and not s.quoted]
        if not away or row.has(*_WARM) or row.attendance is Attendance.CANCELLED_SERVICE:
            continue
        if not row.entry.when.is_dated or row.entry.kind is EntryKind.NOTE:
            continue
        if not _knows_child(view, row):
            continue
        length = _days_away(view, row, away)
        if length is not None and length < use.number("days"):
            continue
        later = view.after(row, min(length or use.number("look_days"), use.number("look_days")))
        covered = [r for r in later if r.entry.place.file == row.entry.place.file and r.has(*_WARM)]
        if covered:
            continue
        events = [r for r in later if r.has(*_HIGH)][:3]
        yield Raised(
            (Evidence(row.id, tuple(s.span for s in away)), *(r.evidence(*r.signals(*_HIGH)) for r in events)),
            needed=(row.id,),
        )


def _knows_child(view: View, row: Row) -> bool:
    """True if the agency had contact with the child more than once in the months before: its worker will be missed."""
    start = row.day - timedelta(days=_KNOWN)
    days = {
        r.day
        for r in view.between(start, row.day)
        if r.agency == row.agency and (r.attendance is Attendance.KEPT or r.basis in (Basis.OBSERVED, Basis.SELF_CHILD))
    }
    return len(days) >= 2


def _days_away(view: View, row: Row, away: list[Signal]) -> int | None:
    """How long the absence lasts: by its own words, else until this file's next kept contact; None where nothing tells."""
    text = " ".join(row.entry.field(s.span.column).text.lower() for s in away)
    if found := _LENGTH.search(text):
        return _NUMBERS.get(found[1], 0) * _UNITS[found[2]] or int(found[1]) * _UNITS[found[2]]
    if any(_LONG.search(s.words) for s in away):
        return None
    spans = (s.detail.split("/") for s in row.reading.signals if s.kind is SignalKind.DATE_MENTION)
    named = [date.fromisoformat(day) for first_and_last in spans for day in first_and_last]
    start = min((d for d in named if 0 <= (row.day - d).days <= _SINCE), default=row.day)
    until = max(named, default=row.day)
    if until > row.day:
        return (until - start).days
    end = row.day + timedelta(days=_NEXT)
    back = (
        r.first_day
        for r in view.between(row.day + timedelta(days=1), end)
        if r.entry.place.file == row.entry.place.file and r.attendance is Attendance.KEPT
    )
    return min(((day - start).days for day in back), default=None)


def _only_safe_adult(view: View, use: Values) -> Iterator[Raised]:
    """Words that make one adult the only one the child trusts or talks to."""
    del use
    rows = view.with_kind(SignalKind.SAFE_ADULT)
    for event in view.occurrences(rows):
        row = event.row
        if row.has(SignalKind.HANDOVER):
            continue
        yield Raised(tuple(r.evidence(*r.signals(SignalKind.SAFE_ADULT)) for r in event.rows))


def _unsupported(view: View, use: Values) -> Iterator[Raised]:
    """A worker records several grave events within the window and no supervision is recorded."""
    by_worker: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in view.with_kind(*_GRAVE):
        if row.entry.worker.strip() and any(s.role in (None, Role.CHILD) for s in row.signals(*_GRAVE)):
            by_worker[row.agency, row.entry.worker.lower().strip()].append(row)
    for (agency, _), rows in sorted(by_worker.items()):
        start = 0
        while start < len(rows):
            end = rows[start].day + timedelta(days=use.number("days"))
            run = [r for r in rows[start:] if r.day <= end]
            if len(run) < use.number("events"):
                start += 1
                continue
            if not any(r.agency == agency for r in view.between(run[0].first_day, end, SignalKind.SUPERVISION)):
                needed = run[: use.number("events")]
                yield Raised(tuple(r.evidence(*r.signals(*_HIGH)) for r in run), needed=tuple(r.id for r in needed))
            start += len(run)


def _silent_partner(view: View, use: Values) -> Iterator[Raised]:
    """An agency with an open duty records nothing for long while others record concerns."""
    for silence in view.timeline.silences:
        if silence.days < use.number("days"):
            continue
        own = [r for r in view.rows if r.agency == silence.agency]
        before = [r for r in own if r.day < silence.start]
        after = [r for r in own if r.first_day > silence.end]
        others = view.occurrences(
            r for r in view.between(silence.start, silence.end) if r.has(*_HIGH) and r.agency != silence.agency
        )
        if not before or not after or len(others) < 2:
            continue
        if any(r.has(SignalKind.CLOSURE) and r.day >= before[-1].first_day for r in before):
            continue
        if not any(
            r.has(SignalKind.PLAN, SignalKind.MEETING, SignalKind.LONG_TERM_CONDITION, SignalKind.ASSESSMENT)
            for r in before
        ):
            continue
        yield Raised(
            (before[-1].evidence(), after[0].evidence(), *(o.row.evidence(*o.row.signals(*_HIGH)) for o in others[:3])),
            first=others[-1].known,
        )


def _handover(view: View, use: Values) -> Iterator[Raised]:
    """A worker changes and no joint visit or handover is recorded around it."""
    span = timedelta(days=use.number("days"))
    changes = [
        r
        for r in view.rows
        if any(
            s.kind is SignalKind.WORKER_CHANGE and s.stance is not Stance.NEGATED and not s.quoted
            for s in r.reading.signals
        )
    ]
    again = Window(tuple(changes))
    for row in changes:
        if row.has(*_WARM):
            continue
        around = view.between(row.first_day - span, row.day + span, *_WARM)
        if any(r.id != row.id for r in around):
            continue
        later = sorted(
            (
                r
                for r in again.between(row.day, row.day + timedelta(days=_AGAIN))
                if r.order > row.order
                and 0 < (r.day - row.day).days <= _AGAIN
                and r.entry.place.file == row.entry.place.file
            ),
            key=lambda r: r.order,
        )
        signals = tuple(s for s in row.reading.signals if s.kind is SignalKind.WORKER_CHANGE)
        yield Raised(
            (
                row.evidence(*signals),
                *(r.evidence(*r.signals(SignalKind.WORKER_CHANGE, stances=_ANY)) for r in later[:1]),
            ),
            needed=(row.id,),
        )


RULES = (
    Rule(
        code="R4",
        gather_days=WEEKS,
        gather_network=True,
        lens=Lens.RELIANCE,
        title="Absence",
        question="A worker was away. Who saw the child in those days?",
        would_answer="contacts of others in those days, or a plan for cover",
        why="A crisis in the days of an absence is met by nobody who knows the child.",
        cannot_tell="leave that is in no chronology",
        find=_absence,
        parameters=(
            Parameter("days", 14, "days of absence that matter"),
            Parameter("look_days", 42, "days of an absence in which cover and events are looked for"),
        ),
        sources=(_SOURCE,),
    ),
    Rule(
        code="R5",
        gather_days=HALF_YEAR,
        gather_network=True,
        lens=Lens.RELIANCE,
        title="Only safe adult",
        question="The child is recorded as trusting one adult alone. What is the plan when this worker moves on, and who supports the worker?",
        would_answer="a second trusted adult being introduced, and support for the worker",
        why="The bond protects the child; it needs a network that outlives a job.",
        cannot_tell="whom else the child trusts",
        find=_only_safe_adult,
        sources=("Trusted adults as a source of resilience (sources, reliance)",),
    ),
    Rule(
        code="R6",
        lens=Lens.RELIANCE,
        title="Unsupported worker",
        question="One worker records several grave events and no supervision is recorded. Who held the worker?",
        would_answer="supervision or a debrief in those weeks",
        why="Holding a child's distress alone wears people out.",
        cannot_tell="supervision that is recorded elsewhere",
        find=_unsupported,
        parameters=(Parameter("events", 3, "events"), Parameter("days", 60, "days")),
        sources=(_SOURCE,),
    ),
    Rule(
        code="R7",
        lens=Lens.RELIANCE,
        title="Silent partner",
        question="An agency with a part in this child's care recorded nothing while others recorded concerns. What was this agency's part?",
        would_answer="its contacts in that time, or why there were none",
        why="A network with a silent partner rests on the others.",
        cannot_tell="work that is not in the chronology it sent",
        find=_silent_partner,
        parameters=(Parameter("days", 60, "days of silence"),),
        sources=(_SOURCE,),
    ),
    Rule(
        code="R8",
        gather_days=HALF_YEAR,
        gather_network=True,
        lens=Lens.RELIANCE,
        title="Handover",
        question="The worker changed and no joint visit or handover is recorded. How was the bond handed over?",
        would_answer="a joint visit, an introduction, a goodbye",
        why="A child who is passed on without a goodbye learns not to trust the next.",
        cannot_tell="a handover that was not written down",
        find=_handover,
        parameters=(Parameter("days", 14, "days before and after the change"),),
        sources=(_SOURCE,),
    ),
)
