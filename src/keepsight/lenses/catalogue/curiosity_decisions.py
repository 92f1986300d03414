"""Curiosity, decisions: the same action again, optimism, no challenge, starting again (C7-C9, C13).

Optimism is a habit of systems under pressure. The rules set a decision beside what stood in the record that month; they
cannot tell what was weighed and not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache

from keepsight.lenses.base import WEEKS, YEAR, Parameter, Raised, Rule, Values
from keepsight.lenses.checks import own_decisions
from keepsight.lenses.view import Occurrence, Row, View, Window, first_enough, windows
from keepsight.model import Attendance, Basis, Lens, Role, SignalKind

_CONCERN = (
    SignalKind.HEALTH_CRISIS,
    SignalKind.SELF_HARM,
    SignalKind.MISSING,
    SignalKind.PARENT_VIOLENCE,
    SignalKind.INDICATOR,
    SignalKind.NEGLECT,
    SignalKind.DISCLOSURE,
    SignalKind.CONCERN,
    SignalKind.JUSTICE,
)
_DOMAINS = (
    ("exploitation", (SignalKind.INDICATOR, SignalKind.MISSING, SignalKind.EXCHANGE)),
    ("care at home", (SignalKind.NEGLECT, SignalKind.SUBSTANCE_PARENT, SignalKind.PARENT_VIOLENCE)),
    ("health and harm", (SignalKind.SELF_HARM, SignalKind.HEALTH_CRISIS)),
)
_ANSWERED = (SignalKind.CHALLENGE, SignalKind.ESCALATION, SignalKind.STRATEGY_MEETING)
_FIRM = re.compile(
    r"\bnfa\b|no further|no (?:sn )?role|clos|discharg|step|not met|threshold|monitor|filed|not substantiated|end(?:ed|ing)|reassured|universal|unsubstantiated|voided"
)
_NO_HISTORY = re.compile(
    r"first (?:involvement|contact|referral)|not previously (?:open|known)|no previous|no (?:prior|earlier) (?:involvement|contact|history|concern)|single incident|isolated incident|no contacts? of note|(?:pmh|history):? (?:nil|none)|nil of note|no known history"
)
_SAME_ACTION = 400
"""Days back in which an action carried over is the same one [L]."""
_HISTORY = 730
"""Days back in which what was recorded is history that a decision could have cited [L]."""
_WORD = re.compile(r"[a-z]{4,}")
_PLAIN = frozenset(
    [
        "carried",
        "forward",
        "over",
        "actions",
        "action",
        "review",
        "meeting",
        "next",
        "with",
        "from",
        "that",
        "this",
        "they",
        "were",
        "have",
        "been",
        "will",
        "outstanding",
        "core",
        "group",
        "conference",
        "panel",
        "plan",
    ]
)


def _same_action(view: View, use: Values) -> Iterator[Raised]:
    """An action is carried over at a review, having been set at an earlier one of the same agency."""
    words = cache(_words)
    for row in view.with_kind(SignalKind.ACTION_CARRIED):
        if not row.has(SignalKind.MEETING, SignalKind.PLAN, SignalKind.ACTION):
            continue
        mine = words(row)
        earlier = [
            r
            for r in view.between(row.day - timedelta(days=_SAME_ACTION), row.day)
            if r.entry.place.file == row.entry.place.file
            and r.order < row.order
            and len(words(r) & mine) >= 2
            and (row.day - r.day).days <= _SAME_ACTION
        ]
        if len(view.occurrences(earlier)) + 1 >= use.number("reviews"):
            ranked = sorted(earlier, key=lambda r: (-len(words(r) & mine), -r.order))[:3]
            evidence = [row.evidence(*row.signals(SignalKind.ACTION_CARRIED)), *(r.evidence() for r in ranked)]
            yield Raised(tuple(evidence), needed=(row.id,))


def _optimism(view: View, use: Values) -> Iterator[Raised]:
    """A closure, step-down or no further action soon after a concern, with no evidence of change in the row."""
    concerns = tuple(r for r in view.with_kind(*_CONCERN) if _of_child(r))
    around, lightest_first = Window(concerns), sorted(concerns, key=lambda r: (_weight(r), r.order))
    heaviness = {r: n for n, r in enumerate(lightest_first)}
    for event in view.occurrences(view.with_kind(SignalKind.CLOSURE)):
        rows = [r for r in event.rows if _firm(r)]
        for row in rows[:1]:
            if row.attendance in _NO_DECISION or row.has(
                SignalKind.CHALLENGE, SignalKind.RECORD_CHECK, SignalKind.CHALLENGE_OUTCOME
            ):
                continue
            near = [
                r
                for r in around.between(row.first_day - timedelta(days=use.number("days")), row.day)
                if r.order < row.order
            ]
            carried = row.has(SignalKind.ACTION_CARRIED)
            if not near and not carried and not (row.has(*_CONCERN) and row.basis in _TOLD):
                continue
            heavy = sorted(near, key=heaviness.__getitem__, reverse=True)[:3]
            evidence = [
                row.evidence(*row.signals(SignalKind.CLOSURE)),
                *(r.evidence(*r.signals(*_CONCERN)) for r in heavy),
            ]
            yield Raised(tuple(evidence), needed=(row.id,))


def _no_challenge(view: View, use: Values) -> Iterator[Raised]:
    """Concerns of one domain from several agencies, and nobody challenges, escalates or calls a strategy discussion."""
    for _, kinds in _DOMAINS:
        rows = [
            r
            for r in view.with_kind(*kinds)
            if any(s.role in (None, Role.CHILD) or s.kind is not SignalKind.HEALTH_CRISIS for s in r.signals(*kinds))
        ]

        def enough(run: Sequence[Occurrence]) -> bool:
            return len(run) >= use.number("events") and len({a for o in run for a in o.agencies}) >= use.number(
                "agencies"
            )

        for run in windows(view.occurrences(rows), days=use.number("days"), enough=enough):
            needed = first_enough(run, enough)
            end = needed[-1].day + timedelta(days=use.number("wait_days"))
            if view.between(run[0].first_day, end, *_ANSWERED):
                continue
            ranked = sorted(run, key=lambda o: (o not in needed, -_weight(o.row), o.first_day))
            yield Raised(
                tuple(o.row.evidence(*o.row.signals(*kinds)) for o in ranked), needed=tuple(o.row.id for o in needed)
            )


def _start_again(view: View, use: Values) -> Iterator[Raised]:
    """A row says that there is no history, while entries before it hold some."""
    del use
    for row in view.rows:
        found = _NO_HISTORY.search(row.entry.text.lower())
        if not found or not row.has(
            SignalKind.ASSESSMENT,
            SignalKind.CLOSURE,
            SignalKind.REFERRAL,
            SignalKind.NO_CONCERNS,
            SignalKind.HEALTH_CRISIS,
        ):
            continue
        earlier = [
            r
            for r in view.between(row.day - timedelta(days=_HISTORY), row.day, *_CONCERN)
            if r.order < row.order and (row.day - r.day).days <= _HISTORY and not view.same_event(r, row)
        ]
        own = [r for r in earlier if r.agency == row.agency] or [r for r in earlier if _weight(r) >= 2]
        if own:
            ranked = sorted(own, key=lambda r: (-_weight(r), -r.order))[:4]
            yield Raised((row.evidence(), *(r.evidence(*r.signals(*_CONCERN)) for r in ranked)), needed=(row.id,))


_NO_DECISION = frozenset({Attendance.CANCELLED_SERVICE, Attendance.RESCHEDULED})
_TOLD = frozenset({Basis.OTHER_PROF, Basis.PUBLIC, Basis.SELF_PARENT, Basis.INFERRED, None})


def _firm(row: Row) -> bool:
    return any(_FIRM.search(s.words) for s in own_decisions(row))


def _of_child(row: Row) -> bool:
    return any(s.role in (None, Role.CHILD) for s in row.signals(*_CONCERN))


def _weight(row: Row) -> int:
    return len({(s.kind, s.detail) for s in row.signals(*_CONCERN)})


def _words(row: Row) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(row.entry.text.lower()) if w not in _PLAIN)


RULES = (
    Rule(
        code="C7",
        gather_days=WEEKS,
        gather_network=True,
        lens=Lens.CURIOSITY,
        title="Same action again",
        question="The same action is carried from one review to the next. What stops it, and what now?",
        would_answer="what stood in the way, and a different way",
        why="An action agreed twice and not done will not be done a third time by agreeing it.",
        cannot_tell="whether it was done and not recorded",
        find=_same_action,
        parameters=(Parameter("reviews", 2, "reviews at which the action stands"),),
        sources=("sources, curiosity",),
    ),
    Rule(
        code="C8",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.CURIOSITY,
        title="Optimism",
        question="Work was ended or stepped down soon after a concern. What evidence of change supports this?",
        would_answer="what had changed for the child, seen by whom",
        why="The rule of optimism: believing progress because it is hoped for.",
        cannot_tell="what was weighed and not written",
        find=_optimism,
        parameters=(Parameter("days", 30, "days from the concern to the decision"),),
        sources=("Brandon and others on the rule of optimism (sources, curiosity)",),
        alternatives=("the concern may have been answered in a file that was not sent",),
    ),
    Rule(
        code="C9",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.CURIOSITY,
        title="No challenge",
        question="Several agencies recorded concerns and no challenge or escalation is recorded. Who disagreed, and where is it recorded?",
        would_answer="a challenge, an escalation, a strategy discussion, or reasons why not",
        why="Escalation ladders exist because concern alone moves nothing.",
        cannot_tell="what was said and not written",
        find=_no_challenge,
        parameters=(
            Parameter("events", 3, "events"),
            Parameter("agencies", 2, "agencies"),
            Parameter("days", 90, "days"),
            Parameter("wait_days", 30, "days to wait for a challenge"),
        ),
        sources=("Resolving professional differences protocols (sources, curiosity)",),
    ),
    Rule(
        code="C13",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.CURIOSITY,
        title="Start again",
        question="This decision cites none of the history that was held. What does the history add?",
        would_answer="the earlier contacts, read together",
        why="Each contact judged by itself looks small.",
        cannot_tell="whether the history was read and not cited",
        find=_start_again,
        sources=("start-again syndrome (sources, curiosity)",),
    ),
)
