"""Records, sharing: held and not shared, source weighting, identity unverified (V5, V8, V11).

Used is the day on which an agency is shown to have known, never the day of the review. The rules cannot see what was shared
and not written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from keepsight.lenses.adults import UNLISTED, adults, is_clearing
from keepsight.lenses.base import HALF_YEAR, Parameter, Raised, Rule, Values
from keepsight.lenses.view import PARENTS, Row, View, can_follow
from keepsight.model import Basis, Lens, Role, Signal, SignalKind, Stance

_GRAVE = (
    SignalKind.SELF_HARM,
    SignalKind.PARENT_VIOLENCE,
    SignalKind.SUBSTANCE_PARENT,
    SignalKind.PARENT_ILLNESS,
    SignalKind.INDICATOR,
    SignalKind.NEGLECT,
    SignalKind.EXCHANGE,
    SignalKind.ADULT_MENTION,
    SignalKind.MISSING,
    SignalKind.HEALTH_CRISIS,
)
_SHARED = (SignalKind.INFORMATION_SHARED, SignalKind.REFERRAL, SignalKind.STRATEGY_MEETING, SignalKind.MEETING)
_WORD_OF = frozenset({Basis.SELF_PARENT, Basis.OTHER_PROF, Basis.PUBLIC, None})
_LAY = frozenset({Basis.PUBLIC, Basis.SELF_CHILD})
_CAME_IN = re.compile(
    r"(?:referral|referred|contact|notification|marf|form) (?:in|received|rec'?d|from|by)\b|\b(?:received|rec'?d)\b[^.;]{0,20}referral"
)
_ADULTS = frozenset({Role.ADULT_ASSOCIATE, Role.PARENT_PARTNER})
_BORN = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_ACTED = (
    SignalKind.REFERRAL,
    SignalKind.STRATEGY_MEETING,
    SignalKind.ASSESSMENT,
    SignalKind.RECORD_CHECK,
    SignalKind.HOME_VISIT,
)
_RELIED = (
    SignalKind.PLACEMENT_MOVE,
    SignalKind.ASSESSMENT,
    SignalKind.CLOSURE,
    SignalKind.PLAN,
    SignalKind.JUSTICE,
    SignalKind.RECORD_CHECK,
)


def _held(view: View, use: Values) -> Iterator[Raised]:
    """A grave fact in one agency's file that no entry shows shared within the days after."""
    days = use.number("working_days") + 2 * (use.number("working_days") // 5)
    for event in view.occurrences(
        r
        for r in view.with_kind(*_GRAVE, SignalKind.AGE_STATED, SignalKind.CLAIM)
        if _weight(r) >= use.number("weight")
    ):
        if len(event.agencies) > 1 or any(r.has(*_SHARED) or is_clearing(r) for r in event.rows):
            continue
        row = event.row
        soon = [
            r
            for r in view.between(row.first_day, row.day + timedelta(days=days))
            if r.agency == row.agency and can_follow(r, row)
        ]
        if any(r.has(*_SHARED) for r in soon):
            continue
        yield Raised(tuple(r.evidence(*_signals(r)) for r in event.rows[:2]), needed=(row.id,), weight=_weight(row))


def _identity(view: View, use: Values) -> Iterator[Raised]:
    """An adult's age, identity or address is relied on, and nothing shows that it was checked."""
    del use
    for adult in adults(view):
        if adult.key == UNLISTED or adult.checked:
            continue
        rows = [t.row for t in adult.ties]
        relied = [r for r in view.rows if adult.key in r.reading.persons and r.has(*_RELIED)]
        if relied and (len(rows) >= 2 or len(relied) >= 2):
            relied.sort(key=lambda r: (not r.has(SignalKind.PLACEMENT_MOVE), r.order))
            shown = list(dict.fromkeys([relied[0], *rows[:3], *relied[1:3]]))
            yield Raised(
                tuple(r.evidence(*r.signals(SignalKind.AGE_STATED, SignalKind.RELATIONSHIP)) for r in shown),
                needed=(relied[0].id,),
            )


def _partner(view: View, use: Values) -> Iterator[Raised]:
    """A parent's partner whose name or age rests on somebody's word, with no check that found the right person."""
    del use
    for person in view.people.people:
        if person.role is not Role.PARENT_PARTNER:
            continue
        ref = str(person.ref)
        named = [r for r in view.rows if ref in r.reading.persons]
        told = [
            r
            for r in named
            if r.basis in _WORD_OF
            and (r.has(SignalKind.AGE_STATED) or r.has(SignalKind.RECORD_CHECK) or r.has(SignalKind.ACTION))
        ]
        failed = [
            r
            for r in named
            if any(
                "no trace" in s.words or s.detail == "checked:no"
                for s in r.signals(SignalKind.RECORD_CHECK, SignalKind.CLAIM)
            )
        ]
        relied = [r for r in named if r.has(*_RELIED) and told and r.order > told[0].order]
        if told and (failed or len(relied) >= 2):
            shown = list(dict.fromkeys([told[0], *failed[:2], *relied[:3]]))
            second = (failed or relied)[0]
            yield Raised(
                tuple(
                    r.evidence(*r.signals(SignalKind.AGE_STATED, SignalKind.CLAIM, SignalKind.RECORD_CHECK))
                    for r in shown
                ),
                needed=(told[0].id, second.id),
            )


def _unverified(view: View, use: Values) -> Iterator[Raised]:
    """An adult around the child, or a parent's partner, whose identity is relied on unchecked."""
    yield from _identity(view, use)
    yield from _partner(view, use)


def _weighting(view: View, use: Values) -> Iterator[Raised]:
    """Reports of the child, family or public are acted on at less than half the rate of professionals' reports."""
    lay: list[tuple[Row, bool]] = []
    staff: list[tuple[Row, bool]] = []
    for event in view.occurrences(
        r for r in view.rows if (r.basis in _LAY or r.basis is Basis.OTHER_PROF) and r.has(SignalKind.CONCERN, *_GRAVE)
    ):
        row = event.row
        acted = any(_acted(r) for r in event.rows) or any(
            r.has(*_ACTED) and r.agency == row.agency for r in view.after(row, use.number("days"))
        )
        (lay if row.basis in _LAY else staff).append((row, acted))
    n = use.number("reports")
    if len(lay) < n or len(staff) < n:
        return
    rate = {name: sum(a for _, a in rows) / len(rows) for name, rows in (("lay", lay), ("staff", staff))}
    if rate["lay"] < use.share("ratio") * rate["staff"]:
        unheard = [r for r, acted in lay if not acted]
        yield Raised(tuple(r.evidence(*r.signals(SignalKind.CONCERN, *_GRAVE)) for r in unheard))


def _acted(row: Row) -> bool:
    """True if the row itself acts on what it was told; a referral that came in is the report and no answer to it."""
    acts = {s.kind for s in row.signals(*_ACTED)}
    if acts == {SignalKind.REFERRAL} and _CAME_IN.search(row.entry.text.lower()):
        return False
    return bool(acts)


def _signals(row: Row) -> tuple[Signal, ...]:
    found = []
    for signal in row.reading.signals:
        if (
            signal.kind in (SignalKind.AGE_STATED, SignalKind.CLAIM)
            and signal.role in _ADULTS
            and signal.detail in ("", "home:present")
        ):
            found.append(signal)
        if signal.kind not in _GRAVE or signal.stance not in (Stance.ASSERTED, Stance.POSSIBLE):
            continue
        if signal.kind in (SignalKind.SUBSTANCE_PARENT, SignalKind.PARENT_ILLNESS, SignalKind.PARENT_VIOLENCE):
            if signal.role in PARENTS:
                found.append(signal)
        elif signal.role in (None, Role.CHILD, Role.ADULT_ASSOCIATE, *PARENTS):
            found.append(signal)
    return tuple(found)


def _weight(row: Row) -> int:
    signals = _signals(row)
    heavy = {SignalKind.SELF_HARM, SignalKind.PARENT_VIOLENCE, SignalKind.SUBSTANCE_PARENT}
    known = sum(
        s.kind is SignalKind.AGE_STATED and s.role in _ADULTS and bool(_BORN.search(s.words))
        for s in row.reading.signals
    )
    there = row.has(SignalKind.CLAIM) and any(
        s.detail == "home:present" and s.role in _ADULTS for s in row.signals(SignalKind.CLAIM)
    )
    return (
        len({(s.kind, s.detail) for s in signals})
        + sum(s.kind in heavy for s in signals)
        + 2 * bool(known)
        + bool(there)
    )


RULES = (
    Rule(
        code="V5",
        gather_days=HALF_YEAR,
        gather_network=True,
        lens=Lens.RECORDS,
        title="Held, not shared",
        question="A grave fact stands in one agency's file and no entry shows it shared. Who had a duty that needed it, and when did they know?",
        would_answer="who was told, when",
        why="What one agency knows helps a child only when others who need it know too.",
        cannot_tell="what was said and not written",
        find=_held,
        parameters=(
            Parameter("working_days", 5, "working days"),
            Parameter("weight", 2, "kinds of grave fact in the entry"),
        ),
        sources=("Welsh child practice reviews: information sharing and recording (sources, records)",),
    ),
    Rule(
        code="V8",
        gather_days=HALF_YEAR,
        gather_network=True,
        lens=Lens.RECORDS,
        title="Identity",
        question="An adult's identity, age or address is relied on and no check is recorded. Checked against what?",
        would_answer="the document or record it was checked against",
        why="Who an adult is decides what is safe.",
        cannot_tell="a check that is in no chronology",
        find=_unverified,
        sources=("sources, records",),
    ),
    Rule(
        code="V11",
        lens=Lens.RECORDS,
        title="Source weighting",
        question="Reports of the child, family and public were acted on less than those of professionals. Would this have been handled differently from another source?",
        would_answer="what was done about each report",
        why="Less weight is given to family, friends and neighbours (ten pitfalls).",
        cannot_tell="action that is in no chronology",
        find=_weighting,
        parameters=(
            Parameter("reports", 5, "reports of each sort at least"),
            Parameter("days", 7, "days in which something was done"),
            Parameter("ratio", 0.5, "ratio of the rates"),
        ),
        sources=("Ten pitfalls and how to avoid them (sources, records)",),
    ),
)
