"""Trauma upon trauma, the response: loss unanswered, hurt again, anniversaries, support that falls, sanction after harm (T7-T11).

An anniversary is weak evidence and is marked so. The rules cannot tell what support a family gave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from keepsight.lenses.base import HALF_YEAR, WEEKS, Parameter, Raised, Rule, Values
from keepsight.lenses.view import FAMILY, Row, View, Window
from keepsight.model import Attendance, Basis, Certainty, Lens, Role, Signal, SignalKind, Stance

_LOSS = (SignalKind.BEREAVEMENT, SignalKind.SEPARATION, SignalKind.PLACEMENT_MOVE)
_CRISIS = (SignalKind.HEALTH_CRISIS, SignalKind.SELF_HARM, SignalKind.MISSING)
_ADVERSE = (
    SignalKind.HEALTH_CRISIS,
    SignalKind.SELF_HARM,
    SignalKind.BEREAVEMENT,
    SignalKind.FAMILY_CRISIS,
    SignalKind.PARENT_VIOLENCE,
    SignalKind.SEPARATION,
)
_LONG_AGO = re.compile(r"year since|anniversary|minute silence")
_ENDS_WITH = 4
"""Characters after the words of an ending within which it is the support that ends."""
_SUPPORT = (SignalKind.SUPPORT_OFFERED, SignalKind.PERSISTENT)


def _loss_unanswered(view: View, use: Values) -> Iterator[Raised]:
    """A death, separation, move or the leaving of a worker, with no support for the child recorded in the days after."""
    losses = [r for r in view.rows if _loss(r)]
    reached = date.min
    mourned: date | None = None
    for event in view.occurrences(losses):
        row = event.row
        if event.first_day <= reached or any(r.has(SignalKind.CRISES_JOINED, SignalKind.MEETING) for r in event.rows):
            continue
        end = event.day + timedelta(days=use.number("days"))
        died = any(s.kind is SignalKind.BEREAVEMENT for s in _loss_signals(row))
        if died:
            if mourned is not None and (event.first_day - mourned).days <= use.number("same_death_days"):
                continue
            mourned = event.first_day
        if any(_supports(r) for r in (*event.rows, *view.between(event.first_day, end, *_SUPPORT))):
            continue
        reached = event.day + timedelta(days=14)
        later = [r for r in losses if r.order > row.order and r.first_day <= reached and not view.same_event(r, row)]
        rows = [*event.rows[:3], *later[:3]]
        yield Raised(tuple(r.evidence(*_loss_signals(r)) for r in rows), needed=(row.id,))


def _hurt_again(view: View, use: Values) -> Iterator[Raised]:
    """A response that may hurt again: custody, restraint, search, an abrupt ending, or telling it again and again."""
    del use
    rows = [
        r
        for r in view.with_kind(SignalKind.RETRAUMATISING, SignalKind.RETELLING)
        if any(s.role in (None, Role.CHILD) for s in r.signals(SignalKind.RETRAUMATISING, SignalKind.RETELLING))
    ]
    run: list[Row] = []
    for row in [*rows, None]:
        if run and (row is None or (row.day - run[-1].day).days > 14):
            yield Raised(
                tuple(r.evidence(*r.signals(SignalKind.RETRAUMATISING, SignalKind.RETELLING)) for r in run),
                needed=(run[-1].id,),
            )
            run = []
        if row is not None:
            run.append(row)


def _anniversary(view: View, use: Values) -> Iterator[Raised]:
    """A crisis near the date of an earlier death."""
    span = use.number("days")
    deaths = [
        o
        for o in view.occurrences(view.with_kind(SignalKind.BEREAVEMENT))
        if any(s.stance is Stance.ASSERTED for s in o.row.signals(SignalKind.BEREAVEMENT))
    ]
    for crisis in view.occurrences(view.with_kind(*_CRISIS)):
        if not any(
            s.role in (None, Role.CHILD) and s.stance is Stance.ASSERTED
            for r in crisis.rows
            for s in r.signals(*_CRISIS)
        ):
            continue
        for death in deaths:
            years = round((crisis.first_day - death.first_day).days / 365.25)
            if years >= 1 and abs((crisis.first_day - death.first_day).days - round(years * 365.25)) <= span:
                evidence = (
                    death.row.evidence(*death.row.signals(SignalKind.BEREAVEMENT)),
                    crisis.row.evidence(*crisis.row.signals(*_CRISIS)),
                )
                yield Raised(evidence, certainty=Certainty.POSSIBLE)
                break


def _support_falls(view: View, use: Values) -> Iterator[Raised]:
    """Contacts with the child halve in the days after a crisis."""
    span = timedelta(days=use.number("days"))
    for crisis in view.occurrences(view.with_kind(*_CRISIS)):
        if not any(
            s.role in (None, Role.CHILD) and s.stance is Stance.ASSERTED
            for r in crisis.rows
            for s in r.signals(*_CRISIS)
        ):
            continue
        if crisis.day + span > view.last_day:
            continue
        before = _contacts(view, crisis.day - span, crisis.day - timedelta(days=1))
        after = _contacts(view, crisis.day + timedelta(days=1), crisis.day + span)
        if len(before) >= use.number("contacts") and len(after) * 2 <= len(before):
            rows = [crisis.row, *before[-5:], *after[:2]]
            yield Raised(tuple(r.evidence() for r in dict.fromkeys(rows)), first=crisis.known)


def _sanction(view: View, use: Values) -> Iterator[Raised]:
    """Exclusion, arrest, breach or another sanction soon after an adverse event that it does not mention."""
    for row in view.with_kind(SignalKind.SANCTION):
        sanctions = [
            s for s in row.signals(SignalKind.SANCTION) if s.role in (None, Role.CHILD) and s.stance is Stance.ASSERTED
        ]
        if not sanctions or row.has(SignalKind.CRISES_JOINED, *_ADVERSE):
            continue
        near = [
            r
            for r in view.before(row, use.number("days"), *_ADVERSE)
            if any(
                s.kind in _ADVERSE
                and s.stance is Stance.ASSERTED
                and (s.role in (None, Role.CHILD) or s.role in FAMILY)
                for s in r.reading.signals
            )
        ]
        if not near:
            continue
        last = near[-2:]
        yield Raised(
            (row.evidence(*sanctions), *(r.evidence(*r.signals(*_ADVERSE)) for r in reversed(last))), needed=(row.id,)
        )


def _supports(row: Row) -> bool:
    """True if support is offered; "closed to counselling" speaks of it and ends it."""
    ended = [s.span for s in row.signals(SignalKind.CLOSURE, SignalKind.RETRAUMATISING)]
    return any(
        not any(e.column == s.span.column and e.start <= s.span.start < e.end + _ENDS_WITH for e in ended)
        for s in row.signals(*_SUPPORT)
    )


def _loss(row: Row) -> bool:
    return bool(_loss_signals(row))


def _loss_signals(row: Row) -> tuple[Signal, ...]:
    told = tuple(
        s
        for s in row.signals(*_LOSS)
        if s.stance is Stance.ASSERTED
        and not s.quoted
        and not (s.kind is SignalKind.SEPARATION and s.role in (Role.PARENT_PARTNER, Role.OTHER, Role.PEER))
        and not _LONG_AGO.search(s.words)
    )
    leaving = tuple(
        s
        for s in row.signals(SignalKind.WORKER_CHANGE)
        if "leav" in s.words or "last day" in s.words or "finish" in s.words
    )
    return (*told, *leaving)


def _contacts(view: View, first: date, last: date) -> list[Row]:
    held = view.remember("contacts", lambda: Window(tuple(r for r in view.rows if _is_contact(r))))
    return list(held.between(first, last))


def _is_contact(row: Row) -> bool:
    return row.attendance is Attendance.KEPT or row.basis is Basis.SELF_CHILD or row.has(*_SUPPORT)


RULES = (
    Rule(
        code="T7",
        gather_days=HALF_YEAR,
        gather_network=True,
        lens=Lens.TRAUMA,
        title="Loss unanswered",
        question="A death, separation, move or the leaving of a worker is recorded and no support after it. What support followed?",
        would_answer="what was offered to the child, by whom",
        why="A loss is a crisis even where nobody is hurt.",
        cannot_tell="the comfort that a family gave",
        find=_loss_unanswered,
        parameters=(
            Parameter("days", 28, "days"),
            Parameter("same_death_days", 75, "days in which a death told again is the same death"),
        ),
        sources=("sources, trauma",),
    ),
    Rule(
        code="T8",
        gather_days=HALF_YEAR,
        gather_network=True,
        lens=Lens.TRAUMA,
        title="A response that hurts again",
        question="The response itself may have hurt: custody, restraint, search, an abrupt ending, telling it again. How was further harm limited?",
        would_answer="what was done to soften it",
        why="Trauma-informed practice looks at what services do too.",
        cannot_tell="how it was done",
        find=_hurt_again,
        sources=("Trauma-Informed Wales 2022",),
    ),
    Rule(
        code="T9",
        lens=Lens.TRAUMA,
        title="Anniversary",
        question="A crisis stands near the date of an earlier loss. Was the date known? (weak evidence)",
        would_answer="whether anybody had marked the date",
        why="Anniversaries can bring a loss back.",
        cannot_tell="whether the date mattered",
        find=_anniversary,
        parameters=(Parameter("days", 7, "days before and after"),),
        sources=("weak evidence (sources, trauma)",),
    ),
    Rule(
        code="T10",
        lens=Lens.TRAUMA,
        title="Support falls",
        question="Contacts halve after a crisis. Why less, then?",
        would_answer="what was planned for the weeks after",
        why="The weeks after a crisis are those in which help is needed.",
        cannot_tell="contacts that were not written down",
        find=_support_falls,
        parameters=(Parameter("days", 30, "days each side"), Parameter("contacts", 4, "contacts before at least")),
        sources=("sources, trauma",),
    ),
    Rule(
        code="T11",
        gather_days=WEEKS,
        gather_network=True,
        lens=Lens.TRAUMA,
        title="Sanction after adversity",
        question="A sanction follows soon after an adverse event and does not mention it. Was the event weighed?",
        would_answer="a word on the event in the decision",
        why="A sanction that does not know of a loss punishes it.",
        cannot_tell="what was known and weighed",
        find=_sanction,
        parameters=(Parameter("days", 14, "days"),),
        sources=("sources, trauma",),
    ),
)
