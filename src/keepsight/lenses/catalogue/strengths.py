"""What went well: challenge, the child's words, a check that corrected, joint work, sharing, persistence, joining up, follow-up (S1-S8).

Raised in the same form as the questions and shown with the same weight. The rules see what was written down; much good work
is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from keepsight.lenses.base import HALF_YEAR, WEEKS, YEAR, Parameter, Raised, Rule, Values
from keepsight.lenses.view import Row, View
from keepsight.model import Attendance, Basis, Lens, SignalKind

_MISSED = frozenset({Attendance.NOT_BROUGHT, Attendance.NO_ACCESS, Attendance.CANCELLED_FAMILY, Attendance.RESCHEDULED})
_SOURCE = "Reviews must say what worked (product and domain notes)"


def _challenge(view: View, use: Values) -> Iterator[Raised]:
    """A challenge or escalation, with what changed in the row or in the days after."""
    span = timedelta(days=use.number("days"))
    rows = view.with_kind(SignalKind.CHALLENGE, SignalKind.ESCALATION)
    reached: list[Row] = []
    for row in rows:
        if row in reached:
            continue
        run = [r for r in rows if row.order <= r.order and r.day <= row.day + span]
        changed = [
            r for r in view.with_kind(SignalKind.CHALLENGE_OUTCOME) if row.order <= r.order and r.day <= row.day + span
        ]
        if not changed:
            continue
        reached += run
        shown = list(dict.fromkeys([*run, *[c for c in changed if c not in run][:3]]))
        ranked = sorted(shown, key=lambda r: (not r.has(SignalKind.CHALLENGE), r.order))
        yield Raised(
            tuple(
                r.evidence(*r.signals(SignalKind.CHALLENGE, SignalKind.ESCALATION, SignalKind.CHALLENGE_OUTCOME))
                for r in ranked
            ),
            needed=(changed[0].id,),
        )


def _own_words(view: View, use: Values) -> Iterator[Raised]:
    """The child's own words, kept as they were said."""
    del use
    for row in view.rows:
        words = [s for s in row.reading.signals if s.kind is SignalKind.CHILD_WORDS and _is_statement(s.words)]
        if row.has(SignalKind.JUSTICE, SignalKind.DENIAL) or row.basis in (Basis.SELF_PARENT, Basis.PUBLIC):
            continue
        if words:
            yield Raised((row.evidence(*words),))


def _is_statement(words: str) -> bool:
    """A sentence of the child, or a few chosen words of one who speaks by a board; a word of two is no statement."""
    return len(words.split()) >= 4 or len(words) >= 20 or words.isalpha()


def _check_corrected(view: View, use: Values) -> Iterator[Raised]:
    """A record was looked at and what was believed was put right."""
    del use
    rows = [r for r in view.with_kind(SignalKind.RECORD_CHECK) if r.has(SignalKind.RECORD_CORRECTED)]
    for event in view.occurrences(rows):
        yield Raised(
            tuple(r.evidence(*r.signals(SignalKind.RECORD_CHECK, SignalKind.RECORD_CORRECTED)) for r in event.rows)
        )


def _together(view: View, use: Values) -> Iterator[Raised]:
    """Two agencies or workers together with the child, or a warm handover."""
    del use
    for event in view.occurrences(view.with_kind(SignalKind.JOINT_VISIT, SignalKind.HANDOVER)):
        rows = [r for r in event.rows if r.attendance not in _MISSED and not r.has(SignalKind.CLOSURE)]
        if rows:
            yield Raised(tuple(r.evidence(*r.signals(SignalKind.JOINT_VISIT, SignalKind.HANDOVER)) for r in rows))


def _promptly(view: View, use: Values) -> Iterator[Raised]:
    """Information passed on the same day."""
    del use
    for event in view.occurrences(view.with_kind(SignalKind.INFORMATION_SHARED, SignalKind.REFERRAL)):
        rows = [r for r in event.rows if r.has(SignalKind.PROMPT)]
        if rows:
            yield Raised(
                tuple(
                    r.evidence(*r.signals(SignalKind.INFORMATION_SHARED, SignalKind.REFERRAL, SignalKind.PROMPT))
                    for r in rows
                )
            )


def _persistent(view: View, use: Values) -> Iterator[Raised]:
    """Contact that was persistent or creative, taken together for each agency."""
    by_agency: dict[str, list[Row]] = {}
    for row in view.with_kind(SignalKind.PERSISTENT):
        by_agency.setdefault(row.agency, []).append(row)
    for rows in by_agency.values():
        run: list[Row] = []
        for number, row in enumerate(rows):
            run.append(row)
            last = number + 1 == len(rows)
            if last or (rows[number + 1].day - run[0].day).days > use.number("days"):
                yield Raised(tuple(r.evidence(*r.signals(SignalKind.PERSISTENT)) for r in run), needed=(run[-1].id,))
                run = []


def _joined(view: View, use: Values) -> Iterator[Raised]:
    """Adverse events looked at together."""
    del use
    for event in view.occurrences(view.with_kind(SignalKind.CRISES_JOINED)):
        yield Raised(tuple(r.evidence(*r.signals(SignalKind.CRISES_JOINED)) for r in event.rows))


def _followed_up(view: View, use: Values) -> Iterator[Raised]:
    """A missed appointment followed up for the child, in the row or soon after."""
    for row in view.rows:
        if row.attendance not in _MISSED or not row.has(SignalKind.FOLLOW_UP):
            continue
        later = [
            r
            for r in view.after(row, use.number("days"))
            if r.entry.place.file == row.entry.place.file and r.attendance is Attendance.KEPT and r.order > row.order
        ]
        yield Raised((row.evidence(*row.signals(SignalKind.FOLLOW_UP)), *(r.attendance_evidence() for r in later[:1])))


RULES = (
    Rule(
        "S1",
        Lens.STRENGTHS,
        "Challenge",
        "A challenge or escalation is recorded and something changed. What made it possible?",
        "what helped",
        "Challenge that changes something is what reviews ask for.",
        "what else changed it",
        _challenge,
        (Parameter("days", 30, "days in which something changed"),),
        (_SOURCE,),
        gather_days=30,
    ),
    Rule(
        "S2",
        Lens.STRENGTHS,
        "The child's words",
        "The child's own words are recorded. How did they shape what was done?",
        "what was done with them",
        "The child's words are the nearest to the child's life.",
        "what was done with them",
        _own_words,
        (),
        (_SOURCE,),
        gather_days=YEAR,
        gather_network=True,
    ),
    Rule(
        "S3",
        Lens.STRENGTHS,
        "A check that corrected",
        "A record was checked and an assumption was put right. How did this come about?",
        "who asked, and why then",
        "Checking records is what reviews ask for.",
        "why it was not checked before",
        _check_corrected,
        (),
        (_SOURCE,),
        gather_days=YEAR,
        gather_network=True,
    ),
    Rule(
        "S4",
        Lens.STRENGTHS,
        "Together",
        "Workers saw the child together or handed over warmly. What did it give the child?",
        "the child's view",
        "A joint visit keeps a bond whole.",
        "how the child felt",
        _together,
        (),
        (_SOURCE,),
        gather_days=YEAR,
        gather_network=True,
    ),
    Rule(
        "S5",
        Lens.STRENGTHS,
        "Shared promptly",
        "Information was shared the same day. What did it make possible?",
        "what followed",
        "Speed matters to a child at risk.",
        "what would have happened else",
        _promptly,
        (),
        (_SOURCE,),
        gather_days=YEAR,
        gather_network=True,
    ),
    Rule(
        "S6",
        Lens.STRENGTHS,
        "Persistence",
        "Contact was kept up in ways that fitted the child. What made it possible?",
        "what helped the worker",
        "Persistence is how trust is built.",
        "how the child felt",
        _persistent,
        (Parameter("days", 120, "days taken together"),),
        (_SOURCE,),
        gather_days=WEEKS,
        gather_network=True,
    ),
    Rule(
        "S7",
        Lens.STRENGTHS,
        "Joined up",
        "Events were looked at together. What changed because of it?",
        "what changed",
        "Nothing is to be looked at in isolation.",
        "what else changed it",
        _joined,
        (),
        (_SOURCE,),
        gather_days=YEAR,
        gather_network=True,
    ),
    Rule(
        "S8",
        Lens.STRENGTHS,
        "Missed, and followed up",
        "A missed appointment was followed up for the child. What did it show?",
        "what was found",
        "A miss is a question about a child.",
        "what else was done",
        _followed_up,
        (Parameter("days", 14, "days"),),
        (_SOURCE,),
        gather_days=HALF_YEAR,
        gather_network=True,
    ),
)
