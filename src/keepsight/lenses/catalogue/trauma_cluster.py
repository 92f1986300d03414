"""Trauma upon trauma, together: clusters, kinds in a year, crises side by side, alone in a crisis, in isolation, repeats (T1-T6).

Kinds are counted, not incidents: several kinds in a year say more than repeats of one (work on poly-victimisation). No
total is ever attached to a child. The rules cannot tell what an event meant to a child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from keepsight.lenses.base import WEEKS, YEAR, Parameter, Raised, Rule, Values
from keepsight.lenses.view import FAMILY, PARENTS, Occurrence, Row, View, first_enough, windows
from keepsight.model import Evidence, Lens, ParameterKind, Role, Signal, SignalKind, Stance

_OF_CHILD = {
    SignalKind.HEALTH_CRISIS: "health crisis",
    SignalKind.SELF_HARM: "self-harm",
    SignalKind.MISSING: "missing",
    SignalKind.JUSTICE: "arrest or court",
    SignalKind.EXCLUSION: "exclusion",
    SignalKind.PLACEMENT_MOVE: "move of home",
}
_AROUND_CHILD = {
    SignalKind.BEREAVEMENT: "death",
    SignalKind.SEPARATION: "separation",
    SignalKind.FAMILY_CRISIS: "crisis in the family",
    SignalKind.PARENT_VIOLENCE: "violence at home",
    SignalKind.PARENT_ILLNESS: "a parent's illness",
    SignalKind.SUBSTANCE_PARENT: "a parent's substance use",
}
CHILD_KINDS = frozenset(_OF_CHILD.values())
FAMILY_CRISIS = _AROUND_CHILD[SignalKind.FAMILY_CRISIS]
_CRISIS = (SignalKind.HEALTH_CRISIS, SignalKind.SELF_HARM, SignalKind.MISSING, SignalKind.JUSTICE)
_GRAVE = (SignalKind.SELF_HARM, SignalKind.HEALTH_CRISIS, SignalKind.PARENT_VIOLENCE, SignalKind.MISSING)
_JOINED = (SignalKind.CRISES_JOINED,)
_KNOWN_TO_MANY = 3
"""Agencies that tell of one event, from which it is no event seen in isolation [L]."""
_LOOKED_AT = (SignalKind.CRISES_JOINED, SignalKind.STRATEGY_MEETING, SignalKind.MEETING, SignalKind.ASSESSMENT)
_TAKEN = re.compile(r"arr|charg|custody|detain|cuffs|held|remand|warrant|cells")
"""Words of justice that are an event of a day; an order or a report is none."""
_SHUT_OUT = re.compile(r"exclu|fte|pex|suspen|off ?roll|sent home|managed move")
"""Words of a child shut out of school; a day apart from the class inside it is none."""
_NEW_DEATH = re.compile(r"died|dies|death|passed|extinct|killed|d\.|lost|loss of")


def adverse(row: Row) -> dict[str, list[Signal]]:
    """The kinds of adverse event that a row tells of as happening now, with their signals."""
    found: dict[str, list[Signal]] = {}
    for signal in row.reading.signals:
        if signal.stance is not Stance.ASSERTED or signal.quoted:
            continue
        if signal.kind is SignalKind.JUSTICE and not _TAKEN.search(signal.words):
            continue
        if signal.kind is SignalKind.EXCLUSION and not _SHUT_OUT.search(signal.words):
            continue
        if signal.kind in _OF_CHILD and signal.role in (None, Role.CHILD):
            found.setdefault(_OF_CHILD[signal.kind], []).append(signal)
        elif signal.kind in (SignalKind.PARENT_ILLNESS, SignalKind.SUBSTANCE_PARENT, SignalKind.PARENT_VIOLENCE):
            if signal.role in PARENTS:
                found.setdefault(_AROUND_CHILD[signal.kind], []).append(signal)
        elif signal.kind in _AROUND_CHILD:
            found.setdefault(_AROUND_CHILD[signal.kind], []).append(signal)
    return found


def _cluster(view: View, use: Values) -> Iterator[Raised]:
    """Several adverse events of at least two kinds within the window, not looked at together."""
    yield from _runs(view, days=use.number("days"), events=use.number("events"), kinds=use.number("kinds"))


def _kinds(view: View, use: Values) -> Iterator[Raised]:
    """Several kinds of adverse event within a year, not looked at together."""
    yield from _runs(view, days=use.number("days"), events=use.number("kinds"), kinds=use.number("kinds"))


def _runs(view: View, *, days: int, events: int, kinds: int) -> Iterator[Raised]:
    adverse_kinds = view.remember("adverse", lambda: {r.order: frozenset(adverse(r)) for r in view.rows})
    found = view.occurrences(r for r in view.rows if adverse_kinds[r.order])

    def of(o: Occurrence) -> frozenset[str]:
        return frozenset().union(*(adverse_kinds[r.order] for r in o.rows))

    def enough(run: Sequence[Occurrence]) -> bool:
        return len(run) >= events and len({k for o in run for k in of(o)}) >= kinds

    for run in windows(found, days=days, enough=enough):
        needed = first_enough(run, enough)
        if view.between(needed[0].first_day, needed[-1].day + timedelta(days=14), *_JOINED):
            continue
        spread: list[Occurrence] = []
        for kind in dict.fromkeys(k for o in run for k in sorted(of(o))):
            spread += [o for o in run if kind in of(o)][:2]
        shown = list(dict.fromkeys([*spread, *run]))
        yield Raised(tuple(_evidence(o.row) for o in shown), needed=tuple(o.row.id for o in needed))


def _beside(view: View, use: Values) -> Iterator[Raised]:
    """A crisis of the child and a crisis in the family fall together."""
    child = view.occurrences(r for r in view.rows if child_crisis(r))
    family = view.occurrences(r for r in view.rows if family_crisis(r))
    span = use.number("days")
    last = None
    for crisis in child:
        near = [f for f in family if abs((f.first_day - crisis.first_day).days) <= span]
        if not near or (last is not None and (crisis.first_day - last).days <= span):
            continue
        last = crisis.first_day
        rows = list(dict.fromkeys([*crisis.rows[:3], *(r for f in near[:3] for r in f.rows[:2])]))
        first = max(crisis.known, min(f.known for f in near))
        yield Raised(tuple(_evidence(r) for r in rows), first=first)


def _alone(view: View, use: Values) -> Iterator[Raised]:
    """A crisis of health in which the record says that no adult was with the child."""
    del use
    rows = [
        r
        for r in view.with_kind(SignalKind.HEALTH_CRISIS, SignalKind.SELF_HARM)
        if child_crisis(r) and r.has(SignalKind.ALONE, stances=tuple(Stance))
    ]
    for event in view.occurrences(rows):
        row = event.row
        if any(r.has(SignalKind.ACCOMPANIED) for r in event.rows):
            continue
        yield Raised(
            tuple(
                r.evidence(*r.signals(SignalKind.ALONE, stances=tuple(Stance)), *r.signals(*_CRISIS))
                for r in event.rows
            ),
            needed=(row.id,),
        )


def _in_isolation(view: View, use: Values) -> Iterator[Raised]:
    """A grave event that is not the first, with no meeting, review or look back within the days after it."""
    last: date | None = None
    for event in view.occurrences(r for r in view.rows if _grave(r)):
        before, last = last, event.day
        if before is None or (event.first_day - before).days > use.number("earlier_days"):
            continue
        end = event.day + timedelta(days=use.number("days"))
        if view.between(event.first_day, end, *_LOOKED_AT) or _met(event) or len(event.agencies) >= _KNOWN_TO_MANY:
            continue
        yield Raised(tuple(_evidence(r) for r in event.rows[:3]), needed=(event.row.id,))


def _met(event: Occurrence) -> bool:
    """An injury or emergency with an adult there and no sign of harm by anybody is no event to link."""
    kinds = {s.kind for r in event.rows for s in r.reading.signals if s.kind in _GRAVE and s.stance is Stance.ASSERTED}
    return kinds == {SignalKind.HEALTH_CRISIS} and any(r.has(SignalKind.ACCOMPANIED) for r in event.rows)


def _same_response(view: View, use: Values) -> Iterator[Raised]:
    """Several crises of one kind within a year while nothing records a changed plan."""
    for kind in (SignalKind.SELF_HARM, SignalKind.MISSING, SignalKind.PARENT_VIOLENCE, SignalKind.HEALTH_CRISIS):
        rows = [
            r
            for r in view.with_kind(kind)
            if any(
                s.stance is Stance.ASSERTED and (s.role in (None, Role.CHILD) or kind is SignalKind.PARENT_VIOLENCE)
                for s in r.signals(kind)
            )
        ]

        def enough(run: Sequence[Occurrence]) -> bool:
            return len(run) >= use.number("crises")

        for run in windows(view.occurrences(rows), days=use.number("days"), enough=enough):
            needed = first_enough(run, enough)
            if view.between(needed[0].day + timedelta(days=1), needed[-1].day, SignalKind.PLAN_CHANGED):
                continue
            yield Raised(
                tuple(o.row.evidence(*o.row.signals(kind)) for o in run), needed=tuple(o.row.id for o in needed)
            )


def child_crisis(row: Row) -> bool:
    """True if a row tells of an emergency, self-harm, an arrest or going missing of the child."""
    return any(
        s.kind in _CRISIS
        and s.stance is Stance.ASSERTED
        and s.role in (None, Role.CHILD)
        and (s.kind is not SignalKind.JUSTICE or bool(_TAKEN.search(s.words)))
        for s in row.reading.signals
    )


def family_crisis(row: Row) -> bool:
    """A family member's emergency, arrest or death; a relative who came along to the child's own emergency is none."""
    return any(
        s.stance is Stance.ASSERTED
        and (
            s.kind is SignalKind.FAMILY_CRISIS
            or (s.kind is SignalKind.BEREAVEMENT and bool(_NEW_DEATH.search(s.words)))
            or (
                s.kind in (SignalKind.HEALTH_CRISIS, SignalKind.JUSTICE)
                and s.role in FAMILY
                and not row.has(SignalKind.ACCOMPANIED)
            )
        )
        for s in row.reading.signals
    )


def _grave(row: Row) -> bool:
    return any(
        s.kind in _GRAVE
        and s.stance is Stance.ASSERTED
        and (s.role in (None, Role.CHILD) or s.kind is SignalKind.PARENT_VIOLENCE)
        for s in row.reading.signals
    )


def _evidence(row: Row) -> Evidence:
    return row.evidence(*(s for signals in adverse(row).values() for s in signals))


RULES = (
    Rule(
        code="T1",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.TRAUMA,
        title="Cluster",
        question="Several adverse events stand close together. Who joined these up?",
        would_answer="a meeting or review that names them together",
        why="What comes together weighs more than its parts.",
        cannot_tell="what each meant to the child",
        find=_cluster,
        parameters=(Parameter("events", 3, "events"), Parameter("kinds", 2, "kinds"), Parameter("days", 30, "days")),
        sources=("Cumulative harm: single or multiple events (sources, trauma)",),
    ),
    Rule(
        code="T2",
        lens=Lens.TRAUMA,
        title="Kinds in a year",
        question="Several kinds of adverse event stand within a year. Was the whole of it ever looked at?",
        would_answer="one look at all of it, with the child's own account",
        why="Four or more different kinds in a year predict harm better than repeats of one.",
        cannot_tell="what each meant to the child",
        find=_kinds,
        parameters=(
            Parameter(
                "kinds",
                4,
                "kinds",
                ParameterKind.PUBLISHED,
                "Finkelhor and others on poly-victimisation (sources, trauma)",
            ),
            Parameter("days", 365, "days", ParameterKind.PUBLISHED, "the same"),
        ),
        sources=("Finkelhor and others on poly-victimisation (sources, trauma)",),
    ),
    Rule(
        code="T3",
        gather_days=WEEKS,
        gather_network=True,
        lens=Lens.TRAUMA,
        title="Crisis beside crisis",
        question="A crisis of the child and a crisis in the family fall together. Who was there for the child on those days?",
        would_answer="who was with the child, and who asked",
        why="When a family's eyes are elsewhere a child may be alone with a crisis.",
        cannot_tell="who was there and not recorded",
        find=_beside,
        parameters=(Parameter("days", 14, "days before and after"),),
        sources=("The founding briefing; NSPCC on emotional stress and medical conditions",),
    ),
    Rule(
        code="T4",
        gather_days=WEEKS,
        gather_network=True,
        lens=Lens.TRAUMA,
        title="Alone",
        question="In a crisis of health no adult is recorded with the child. Who was with the child?",
        would_answer="who came, who stayed, who was told",
        why="To meet a crisis alone is a hurt of its own.",
        cannot_tell="who was there and not recorded",
        find=_alone,
        sources=("The founding briefing",),
    ),
    Rule(
        code="T5",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.TRAUMA,
        title="In isolation",
        question="A grave event stands with no link to any earlier one and no review after it. What does this look like next to the earlier ones?",
        would_answer="a review that sets it beside what came before",
        why="Without a chronology incidents are seen in isolation.",
        cannot_tell="a review that is in no chronology",
        find=_in_isolation,
        parameters=(
            Parameter("days", 14, "days"),
            Parameter("earlier_days", 365, "days in which an earlier grave event can be linked to it"),
        ),
        sources=("Guidance on chronologies (sources, trauma)",),
    ),
    Rule(
        code="T6",
        gather_days=WEEKS,
        gather_network=True,
        lens=Lens.TRAUMA,
        title="Same crisis, same response",
        question="The same kind of crisis came again and the plan did not change. What would a different response be?",
        would_answer="what was done differently each time",
        why="A response that did not help once seldom helps a third time.",
        cannot_tell="changes that were not written down",
        find=_same_response,
        parameters=(Parameter("crises", 3, "crises of one kind"), Parameter("days", 365, "days")),
        sources=("sources, trauma",),
    ),
)
