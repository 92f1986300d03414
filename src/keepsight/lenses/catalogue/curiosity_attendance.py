"""Curiosity, attendance: not brought, closed after a miss, praise against the record, selective, before meetings, visits (C1-C6).

The pattern is described and the question goes to the network. A cancelled clinic of the service is no miss, a young person
of 16 may move their own appointment, and there are many reasons beside reluctance: fear, stigma, poverty, transport,
language, ill health.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from keepsight.lenses.base import WEEKS, Parameter, Raised, Rule, Values
from keepsight.lenses.view import KEPT_OR_MISSED, MISSED, Occurrence, Row, View, Window, first_enough, windows
from keepsight.model import Attendance, Lens, Role, SignalKind

_ALTERNATIVES = (
    "fear or stigma",
    "no transport, money or carer for other children",
    "language, ill health or exhaustion",
    "letters sent to the wrong place",
)
_WNB = "NHS Wales was-not-brought guidance; RCGP was-not-brought"
_SPECIAL = re.compile(
    r"infusion|epilep|asthma|diabet|oncolog|gastro|neuro|cardi|renal|respirat|rheum|haemat|transplant|dialysis"
)
"""Clinics that a child attends for a long-term condition, by the name of the source."""
_REGISTER = re.compile(r"register|protection plan|cp plan|subject of|cpr")
_ON_REGISTER = 365
"""Days for which a child whose name was on the register is taken to be on it, where no row says that it ended [L]."""
_ENDED = re.compile(
    r"discharg|clos(?:ed|ing)\b|removed from|off roll|withdrawn from roll|place (?:given|offered)|taken off|returned to (?:sender|referrer)|no role"
)


def _not_brought(view: View, use: Values) -> Iterator[Raised]:
    """Misses at one service within the window: two, or one with a long-term condition, on the register or after an emergency."""
    registered = [
        r for r in view.with_kind(SignalKind.PLAN) if any(_REGISTER.search(s.words) for s in r.signals(SignalKind.PLAN))
    ]
    ill = [r for r in view.with_kind(SignalKind.LONG_TERM_CONDITION) if _of_child(r, SignalKind.LONG_TERM_CONDITION)]
    crises = [
        r
        for r in view.with_kind(SignalKind.HEALTH_CRISIS, SignalKind.SELF_HARM)
        if _of_child(r, SignalKind.HEALTH_CRISIS, SignalKind.SELF_HARM)
    ]
    for service, misses in _by_service(view, MISSED).items():
        condition = any(_same_service(service, r) for r in ill) or bool(_SPECIAL.search(service[1]))

        def enough(run: Sequence[Occurrence], condition: bool = condition) -> bool:
            after = any(0 <= (run[0].day - c.day).days <= 60 for c in crises) if run else False
            known = any(0 <= (run[0].day - p.day).days <= _ON_REGISTER for p in registered) if run else False
            least = 1 if condition or after or known else use.number("misses")
            return len(run) >= least

        answered = [o for o in view.occurrences(misses) if not any(_followed(view, r) for r in o.rows)]
        for run in windows(answered, days=use.number("run_days"), enough=enough):
            needed = first_enough(run, enough)
            yield Raised(tuple(o.row.attendance_evidence() for o in run), needed=tuple(o.row.id for o in needed))


def _closed_after_miss(view: View, use: Values) -> Iterator[Raised]:
    """Discharge or closure soon after a miss, with nobody else told."""
    attended: dict[str, list[Row]] = defaultdict(list)
    for row in view.rows:
        if row.attendance in KEPT_OR_MISSED or row.has(SignalKind.NON_ATTENDANCE):
            attended[row.entry.place.file].append(row)
    around = {file: Window(tuple(rows)) for file, rows in attended.items()}
    for row in view.with_kind(SignalKind.CLOSURE):
        closing = [s for s in row.signals(SignalKind.CLOSURE) if _ENDED.search(s.words)]
        if not closing or row.entry.place.file not in around:
            continue
        start = row.first_day - timedelta(days=use.number("days"))
        of_file = around[row.entry.place.file].between(start, row.day)
        misses = [
            r
            for r in of_file
            if r.order <= row.order
            and (r.attendance in MISSED or r.has(SignalKind.NON_ATTENDANCE))
            and (
                not r.entry.source or not row.entry.source or r.entry.source == row.entry.source or r.attendance is None
            )
        ]
        if not misses or any(
            r.attendance is Attendance.KEPT
            and r.day > misses[-1].day
            and r.first_day <= row.day
            and r.entry.source == row.entry.source
            for r in of_file
        ):
            continue
        if row.attendance in (Attendance.KEPT, Attendance.CANCELLED_SERVICE) or row.has(SignalKind.INFORMATION_SHARED):
            continue
        evidence = [row.evidence(*closing), *(m.attendance_evidence() for m in misses[-4:] if m.id != row.id)]
        yield Raised(tuple(evidence), needed=(row.id,))


def _praise(view: View, use: Values) -> Iterator[Raised]:
    """A claim of good engagement while fewer than the share of appointments around it are kept."""
    for row in view.with_kind(SignalKind.PRAISE_ENGAGEMENT):
        praise = [s for s in row.signals(SignalKind.PRAISE_ENGAGEMENT) if not s.quoted]
        if not praise:
            continue
        span = timedelta(days=use.number("days"))
        counted = view.once(view.appointments(row.first_day - span, row.day + span))
        missed = [r for r in counted if r.attendance in MISSED]
        if len(counted) >= use.number("appointments") and 1 - len(missed) / len(counted) < use.share("kept"):
            evidence = [row.evidence(*praise), *(r.attendance_evidence() for r in missed)]
            ready = _first_low(counted, row, use)
            yield Raised(
                tuple(evidence),
                needed=(row.id, *(r.id for r in missed if r.day <= ready)),
                wording=f"Good engagement is recorded while {len(counted) - len(missed)} of {len(counted)} appointments within {use.number('days')} days were kept. What changed for the child?",
            )


def _first_low(counted: list[Row], praise: Row, use: Values) -> date:
    """The first day, from that of the praise on, on which enough appointments lay behind and too few of them were kept."""
    days = sorted({praise.day, *(r.day for r in counted if r.day > praise.day)})
    for day in days:
        known = [r for r in counted if r.day <= day]
        kept = sum(r.attendance not in MISSED for r in known)
        if len(known) >= use.number("appointments") and kept / len(known) < use.share("kept"):
            return day
    return days[-1]


def _selective(view: View, use: Values) -> Iterator[Raised]:
    """The share of appointments kept differs widely between two services."""
    rates: dict[str, list[Row]] = defaultdict(list)
    for row in view.rows:
        if row.attendance in KEPT_OR_MISSED:
            rates[row.entry.place.file].append(row)
    able = {f: [o.row for o in view.occurrences(r)] for f, r in rates.items()}
    able = {f: r for f, r in able.items() if len(r) >= use.number("appointments")}
    if len(able) < 2:
        return
    share = {f: sum(r.attendance is Attendance.KEPT for r in rows) / len(rows) for f, rows in able.items()}
    low, high = min(able, key=share.__getitem__), max(able, key=share.__getitem__)
    if share[high] - share[low] < use.share("difference"):
        return
    missed = [r for r in able[low] if r.attendance in MISSED]
    kept = [r for r in able[high] if r.attendance is Attendance.KEPT]
    n = use.number("appointments")
    yield Raised(
        (*(r.attendance_evidence() for r in missed[:4]), *(r.attendance_evidence() for r in kept[:4])),
        first=max(able[low][n - 1].known, able[high][n - 1].known),
    )


def _before_meeting(view: View, use: Values) -> Iterator[Raised]:
    """More is kept just before a conference or review than over the months around it."""
    for meeting in view.occurrences(view.with_kind(SignalKind.MEETING)):
        close = _kept_share(view, meeting.day - timedelta(days=use.number("close_days")), meeting.day)
        if close is None or len(close[1]) < 3 or close[0] < use.share("rise"):
            continue
        base = _kept_share(
            view,
            meeting.day - timedelta(days=use.number("base_days")),
            meeting.day - timedelta(days=use.number("close_days") + 1),
        )
        if base is None or len(base[1]) < 3 or close[0] - base[0] < use.share("rise"):
            continue
        after = _kept_share(
            view, meeting.day + timedelta(days=1), meeting.day + timedelta(days=use.number("base_days"))
        )
        if after is None or len(after[1]) < 3:
            continue
        if close[0] - after[0] >= use.share("rise"):
            rows = [*close[1][:3], *base[1][:2], *after[1][:2]]
            meant = meeting.row.evidence(*meeting.row.signals(SignalKind.MEETING))
            yield Raised((meant, *(r.attendance_evidence() for r in rows)))


def _announced_only(view: View, use: Values) -> Iterator[Raised]:
    """Access when announced, none when not."""
    let_in = [r for r in view.with_kind(SignalKind.ANNOUNCED) if r.attendance is Attendance.KEPT]
    shut = [r for r in view.with_kind(SignalKind.UNANNOUNCED) if r.attendance is Attendance.NO_ACCESS]
    n = use.number("visits")
    if len(let_in) >= n and len(shut) >= n:
        yield Raised(
            (
                *(r.attendance_evidence() for r in shut[:4]),
                *(r.evidence(*r.signals(SignalKind.ANNOUNCED)) for r in let_in[:4]),
            ),
            first=max(let_in[n - 1].known, shut[n - 1].known),
        )


def _by_service(view: View, wanted: frozenset[Attendance]) -> dict[tuple[str, str], list[Row]]:
    """Rows with such an attendance, by file and source: a hospital's clinics are several services in one file."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in view.rows:
        if row.attendance in wanted:
            found[row.entry.place.file, row.entry.source.lower()].append(row)
    small = [k for k, rows in found.items() if len(rows) == 1]
    for key in small:
        siblings = [k for k in found if k[0] == key[0] and k != key and len(found[k]) == 1]
        if siblings:
            for other in siblings:
                found[key] += found.pop(other)
            break
    return {k: sorted(rows, key=lambda r: r.order) for k, rows in sorted(found.items())}


def _same_service(service: tuple[str, str], row: Row) -> bool:
    """True if a row is of the same clinic or service; a file that names no source is one service."""
    return row.entry.place.file == service[0] and row.entry.source.lower() in (service[1], "")


def _followed(view: View, row: Row) -> bool:
    """True if the row itself, or a row of the same file soon after, shows the miss followed up for the child."""
    if row.has(SignalKind.FOLLOW_UP):
        return True
    return any(
        r.attendance is Attendance.KEPT and r.entry.place.file == row.entry.place.file and (r.day - row.day).days <= 2
        for r in view.after(row, 2)
    )


def _of_child(row: Row, *kinds: SignalKind) -> bool:
    return any(s.role in (None, Role.CHILD) for s in row.signals(*kinds))


def _kept_share(view: View, first: date, last: date) -> tuple[float, list[Row]] | None:
    rows = view.once(view.appointments(first, last))
    return ([r.attendance for r in rows].count(Attendance.KEPT) / len(rows), rows) if rows else None


RULES = (
    Rule(
        code="C1",
        gather_days=WEEKS,
        gather_network=True,
        lens=Lens.CURIOSITY,
        title="Not brought",
        question="Appointments were missed. What was the impact on the child, and who followed up?",
        would_answer="what the miss meant for the child, and a contact made about it",
        why="A child does not take themselves to appointments.",
        cannot_tell="why it was missed",
        find=_not_brought,
        parameters=(
            Parameter("misses", 2, "misses; one with a long-term condition or after an emergency"),
            Parameter("run_days", 365, "days in which misses at one service are taken together"),
        ),
        sources=(_WNB,),
        alternatives=_ALTERNATIVES,
    ),
    Rule(
        code="C2",
        lens=Lens.CURIOSITY,
        title="Closed after a miss",
        question="A service ended after a missed appointment. Who knew the child was no longer seen?",
        would_answer="a letter or call to those still working with the child",
        why="A closure after a miss leaves a child unseen and others unaware.",
        cannot_tell="who was told and not recorded as told",
        find=_closed_after_miss,
        parameters=(Parameter("days", 30, "days from the miss to the closure"),),
        sources=(_WNB,),
        alternatives=_ALTERNATIVES,
    ),
    Rule(
        code="C3",
        lens=Lens.CURIOSITY,
        title="Praise against the record",
        question="Good engagement is recorded while many appointments were missed. What changed for the child?",
        would_answer="a change in the child's life, with who saw it",
        why="Warm words about engagement can stand in place of change.",
        cannot_tell="whether other contact went well",
        find=_praise,
        parameters=(
            Parameter("appointments", 4, "appointments at least"),
            Parameter("days", 60, "days before and after"),
            Parameter("kept", 0.6, "share kept, below which it is asked"),
        ),
        sources=("sources, curiosity",),
        alternatives=_ALTERNATIVES,
    ),
    Rule(
        code="C4",
        lens=Lens.CURIOSITY,
        title="Selective",
        question="Appointments are kept with one service and missed with another. Why here and not there?",
        would_answer="what makes the one possible: place, time, transport, trust",
        why="Selective engagement has reasons that help to plan.",
        cannot_tell="which reason it is",
        find=_selective,
        parameters=(
            Parameter("difference", 0.5, "difference of the shares kept"),
            Parameter("appointments", 4, "appointments at each at least"),
        ),
        sources=("RCGP on selective engagement (sources, curiosity)",),
        alternatives=_ALTERNATIVES,
    ),
    Rule(
        code="C5",
        lens=Lens.CURIOSITY,
        title="Before the meeting",
        question="More appointments are kept just before a meeting than before and after it. What is it like between meetings?",
        would_answer="contacts between meetings",
        why="A rise before scrutiny that does not last is a known pattern.",
        cannot_tell="whether reminders or transport before the meeting explain it",
        find=_before_meeting,
        parameters=(
            Parameter("close_days", 21, "days before the meeting"),
            Parameter("base_days", 90, "days to compare with"),
            Parameter("rise", 0.4, "difference of the shares kept"),
        ),
        sources=("sources, curiosity",),
        alternatives=("reminders before the meeting", "transport was arranged"),
    ),
    Rule(
        code="C6",
        lens=Lens.CURIOSITY,
        title="Announced only",
        question="There was access when a visit was announced and none when it was not. What do unannounced visits show?",
        would_answer="an unannounced visit with the home and the child seen",
        why="Announced visits show a prepared home.",
        cannot_tell="why nobody answered",
        find=_announced_only,
        parameters=(Parameter("visits", 2, "visits of each kind"),),
        sources=("sources, curiosity",),
        alternatives=_ALTERNATIVES,
    ),
)
