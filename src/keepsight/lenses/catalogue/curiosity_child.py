"""Curiosity, the child: not seen alone, the parent's life without the child, neglect that adds up (C10-C12).

"Not recorded" is not "not done": the rules say what the timeline holds. They cannot tell what a child would have said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import zip_longest

from keepsight.lenses.base import YEAR, Parameter, Raised, Rule, Values
from keepsight.lenses.view import PARENTS, Occurrence, Row, View, first_enough, windows
from keepsight.model import Attendance, Basis, Certainty, Lens, Role, Signal, SignalKind, Stance

_PARENT_LIFE = (
    SignalKind.SUBSTANCE_PARENT,
    SignalKind.PARENT_VIOLENCE,
    SignalKind.PARENT_ILLNESS,
    SignalKind.PARENT_CRIME,
)
_HEAVY = (SignalKind.SUBSTANCE_PARENT, SignalKind.PARENT_VIOLENCE, SignalKind.PARENT_CRIME)
"""What asks the question by one word; of a parent's illness it takes two, since everybody is tired or poorly at times."""
_LONG_RUN = 240
"""Days after which a run of contacts begins anew [L]."""
_NEAR_CHILD = (Basis.OBSERVED, Basis.SELF_CHILD)
"""A file most of whose rows see or hear the child (a school, a session service) is not asked."""
_OWN_ACCOUNTS = (Basis.SELF_PARENT, Basis.SELF_CHILD)
"""A file that is somebody's own account throughout holds no contacts of an agency."""
_CHILD_THERE = (SignalKind.SEEN_ALONE, SignalKind.CHILD_WORDS, SignalKind.MEETING, SignalKind.STRATEGY_MEETING)
_TOGETHER = (SignalKind.CRISES_JOINED, SignalKind.STRATEGY_MEETING)


def _not_seen_alone(view: View, use: Values) -> Iterator[Raised]:
    """Contacts of one agency about the child, in a row, none of which says that the child was seen alone."""
    by_file: dict[str, list[Row]] = defaultdict(list)
    for row in view.rows:
        by_file[row.entry.place.file].append(row)
    for rows in by_file.values():
        if all(r.basis in _OWN_ACCOUNTS for r in rows):
            continue
        if sum(r.basis in _NEAR_CHILD and not _with_adult(r) for r in rows) * 5 > 3 * len(rows):
            continue
        run: list[Row] = []
        for row in rows:
            alone = row.has(SignalKind.SEEN_ALONE, SignalKind.CHILD_WORDS)
            if alone or (run and (row.day - run[0].day).days > _LONG_RUN):
                yield from _asked(run, use)
                run = []
            if not alone and _about_child(row):
                run.append(row)
        yield from _asked(run, use)


def _asked(run: list[Row], use: Values) -> Iterator[Raised]:
    """One question for a run of contacts that is long enough, the contacts with an adult there first."""
    known = [r for r in run if _with_adult(r)]
    if len(run) < use.number("contacts") or len(known) < 2:
        return
    told = [r for r in known if r.basis is Basis.SELF_PARENT or r.attendance is Attendance.KEPT]
    shown = sorted(run, key=lambda r: (r not in told, not _with_adult(r), r.order))
    enough = told if len(told) >= use.number("contacts") else run
    yield Raised(
        tuple(r.evidence(*r.signals(SignalKind.SEEN_WITH_ADULT)) for r in shown),
        needed=tuple(r.id for r in enough[: use.number("contacts")]),
        certainty=Certainty.CERTAIN if len(known) >= use.number("contacts") else Certainty.POSSIBLE,
    )


def _parent_life(view: View, use: Values) -> Iterator[Raised]:
    """A parent's substance use, illness, crime or violence is recorded with no word on the child, then or soon after."""
    rows = [r for r in view.with_kind(*_PARENT_LIFE) if _of_parent(r)]
    for event in view.occurrences(rows):
        row = event.row
        soon = [row, *(r for r in view.after(row, use.number("days")) if r.entry.place.file == row.entry.place.file)]
        if any(r.has(SignalKind.CHILD_IMPACT, SignalKind.REFERRAL) for r in soon) or row.has(*_CHILD_THERE):
            continue
        if all(len(_parent_signals(r)) < 2 and not r.has(*_HEAVY) for r in event.rows):
            continue
        heavy = sum(s.kind is not SignalKind.PARENT_ILLNESS for s in _parent_signals(row))
        yield Raised(tuple(r.evidence(*_parent_signals(r)) for r in event.rows), needed=(row.id,), weight=heavy)


def _accrues(view: View, use: Values) -> Iterator[Raised]:
    """Several domains of neglect within the window, never taken together by its end."""
    rows = [r for r in view.with_kind(SignalKind.NEGLECT) if _domains(r)]

    def of(o: Occurrence) -> set[str]:
        return {d for r in o.rows for d in _domains(r)}

    def enough(run: Sequence[Occurrence]) -> bool:
        return len({d for o in run for d in of(o)}) >= use.number("domains") and len(run) >= use.number("domains")

    found = view.occurrences(rows)
    for run in windows(found, days=use.number("days"), enough=enough):
        needed = first_enough(run, enough)
        if view.between(needed[0].first_day, needed[-1].day + timedelta(days=30), *_TOGETHER):
            continue
        by_domain = [
            sorted(
                (o for o in run if domain in of(o)),
                key=lambda o: (-len(o.row.signals(SignalKind.NEGLECT)), o.first_day),
            )
            for domain in sorted({d for o in run for d in of(o)})
        ]
        turns = (o for turn in zip_longest(*by_domain) for o in turn if o is not None)
        shown = list(dict.fromkeys(turns))
        yield Raised(
            tuple(o.row.evidence(*o.row.signals(SignalKind.NEGLECT)) for o in shown),
            needed=tuple(o.row.id for o in needed),
        )


def _with_adult(row: Row) -> bool:
    return row.has(SignalKind.SEEN_WITH_ADULT, stances=tuple(Stance)) or row.basis is Basis.SELF_PARENT


def _about_child(row: Row) -> bool:
    return (
        row.attendance is Attendance.KEPT
        or row.basis in (Basis.SELF_PARENT, Basis.OTHER_PROF)
        or row.has(SignalKind.SEEN_WITH_ADULT)
    ) and not (
        row.has(SignalKind.STRATEGY_MEETING, SignalKind.SUPERVISION, SignalKind.RECORD_CHECK)
        or (_of_parent(row) and not any(s.role is Role.CHILD for s in row.reading.signals))
    )


def _of_parent(row: Row) -> bool:
    return bool(_parent_signals(row))


def _parent_signals(row: Row) -> tuple[Signal, ...]:
    """Signals of a parent's life; drunk or violent words of the child or of others do not count, nor what is long past."""
    return tuple(
        s
        for s in row.reading.signals
        if s.kind in _PARENT_LIFE and s.stance is Stance.ASSERTED and s.role is not None and s.role in PARENTS
    )


def _domains(row: Row) -> set[str]:
    return {s.detail for s in row.signals(SignalKind.NEGLECT) if s.role in (None, Role.CHILD, *PARENTS)}


RULES = (
    Rule(
        code="C10",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.CURIOSITY,
        title="Not seen alone",
        question="Contacts about the child are recorded without the child seen alone. What does the child say when seen alone?",
        would_answer="a contact with the child alone, and the child's words",
        why="A child may not speak in front of the adults the worry is about.",
        cannot_tell="whether the child was seen alone and it was not written",
        find=_not_seen_alone,
        parameters=(Parameter("contacts", 3, "contacts in a row"),),
        sources=("sources, curiosity; ten pitfalls in assessment",),
        alternatives=(
            "the child may have asked for somebody to be there",
            "a small child is seen apart from the adult rather than alone",
        ),
    ),
    Rule(
        code="C11",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.CURIOSITY,
        title="The parent's life, not the child's",
        question="Something in a parent's life is recorded with no word on the child. What was this like for the child?",
        would_answer="the child's experience of it, and who asked",
        why="Services for adults see the adult; the child lives with it.",
        cannot_tell="what was asked and not written",
        find=_parent_life,
        parameters=(Parameter("days", 30, "days in which a word on the child should follow"),),
        sources=("sources, curiosity",),
        alternatives=("the adult service may have told others outside its chronology",),
    ),
    Rule(
        code="C12",
        lens=Lens.CURIOSITY,
        title="Neglect adds up",
        question="Several sides of a child's care are recorded in different places and never taken together. Who has added these up?",
        would_answer="a chronology, an assessment of care or a conference that names them together",
        why="Information that is not accumulated from one report to the next stays small.",
        cannot_tell="whether each has its own explanation",
        find=_accrues,
        parameters=(Parameter("domains", 3, "domains"), Parameter("days", 365, "days")),
        sources=("Bromfield and Miller on cumulative harm (sources, trauma)",),
        alternatives=("poverty", "illness in the family"),
    ),
)
