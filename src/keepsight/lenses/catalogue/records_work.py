"""Records, the work: decisions unchecked, plans not done, late records, stale facts (V6, V7, V9, V12).

The rules look for the act in every agency's file before they ask. They cannot see work that was done and not written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from keepsight.lenses.adults import VETTED
from keepsight.lenses.base import HALF_YEAR, YEAR, Parameter, Raised, Rule, Values
from keepsight.lenses.checks import CHECKED, looked_up, own_checks, own_decisions
from keepsight.lenses.view import Row, View, can_follow
from keepsight.model import Lens, Signal, SignalKind, Stance

_SOURCE = "sources, records"
_FIRM = re.compile(
    r"\bnfa\b|no further|no (?:sn )?role|clos|step|not met|threshold|monitor|not substantiated|removed|universal"
)
_AGAIN = re.compile(r"re-?book|r/?v|review|rearrange|next|\\d+/(?:7|52|12)")
_DUE = re.compile(r"(\d{1,2})/(7|52|12)\b|(\d+) ?(?:working )?(day|week|wk|month|hour|hr|h)s?\b")
_WORD = re.compile(r"[a-z]{4,}")
_PLAIN = frozenset(
    [
        "will",
        "shall",
        "with",
        "from",
        "that",
        "this",
        "they",
        "were",
        "have",
        "been",
        "into",
        "next",
        "later",
        "before",
        "after",
        "about",
        "same",
        "then",
        "letter",
        "text",
        "home",
        "visit",
        "weekly",
        "monthly",
        "fortnightly",
        "continue",
        "await",
        "awaiting",
        "month",
        "week",
        "weeks",
        "days",
        "review",
        "done",
        "sent",
        "made",
        "booked",
        "asked",
        "told",
        "check",
        "called",
        "seen",
        "done",
        "refer",
        "referral",
        "complete",
        "completed",
        "chase",
        "chased",
        "ring",
        "contact",
        "speak",
        "book",
        "arrange",
        "send",
        "discuss",
        "write",
        "follow",
        "raise",
        "request",
        "need",
        "needs",
        "make",
        "made",
        "look",
        "take",
        "given",
        "give",
        "given",
        "within",
        "would",
        "should",
        "could",
    ]
)
_GENERIC = frozenset(
    [
        "services",
        "service",
        "health",
        "children",
        "social",
        "care",
        "team",
        "youth",
        "justice",
        "local",
        "young",
        "person",
        "family",
    ]
)
_STRONG = re.compile(
    r"to be (?:completed|done|made|sent|requested|found|allocated|arranged|shared|referred|started|booked|raised)|\bwill (?:ring|refer|send|contact|speak|chase|arrange|complete|write|check|request|pass|share|call|read)|"
    r"to (?:refer|go to|complete|chase|request|obtain|interview|order|arrange|send|discuss)|requested|due\b|within|rv|r/v|review in|tbc|await|re-?book|started, not submitted|not submitted|(?:r/?v|f/?u|opc|review|in) \d+/(?:7|52|12)|next (?:month|visit)|to (?:do|lead|monitor)"
)


def _unchecked(view: View, use: Values) -> Iterator[Raised]:
    """A closure, placement or household decision with no look at records in the days before."""
    for event in view.occurrences(view.with_kind(SignalKind.CLOSURE, SignalKind.PLACEMENT_MOVE)):
        for row in event.rows[:1]:
            firm = [s for s in own_decisions(row) if _FIRM.search(s.words)]
            placed = [s for s in row.signals(SignalKind.PLACEMENT_MOVE) if s.stance is not Stance.HISTORICAL]
            if not (firm or placed) or looked_up(row):
                continue
            if not row.has(
                SignalKind.CONCERN,
                SignalKind.OPTIMISM,
                SignalKind.REFERRAL,
                SignalKind.ASSESSMENT,
                SignalKind.SOMEBODY_DEALING,
                SignalKind.PLACEMENT_MOVE,
                SignalKind.NO_CONCERNS,
                SignalKind.MISSING,
            ):
                continue
            looked = [
                r
                for r in view.before(row, use.number("days"))
                if r.agency == row.agency and r.has(SignalKind.RECORD_CHECK)
            ]
            if not looked:
                yield Raised((row.evidence(*firm, *placed),))


def _not_done(view: View, use: Values) -> Iterator[Raised]:
    """An action recorded as to be done, with no later entry of any agency that takes it up."""
    for row in view.with_kind(SignalKind.ACTION, SignalKind.ACTION_CARRIED) + tuple(
        r for r in view.rows if not r.has(SignalKind.ACTION) and r.has(SignalKind.ACTION, stances=(Stance.PLANNED,))
    ):
        actions = [
            s
            for s in row.signals(SignalKind.ACTION, stances=(Stance.ASSERTED, Stance.PLANNED, Stance.POSSIBLE))
            if _STRONG.search(s.words) and not s.quoted
        ]
        if not actions:
            continue
        limit = row.day + timedelta(days=_due(row, actions, use.number("days")))
        if limit > view.last_day:
            continue
        named = _named_agencies(view, row, actions)
        if not named and any(_AGAIN.search(s.words) for s in actions) and _seen_again(view, row, limit):
            continue
        words = _about(row, actions)
        if not words:
            continue
        later = view.between(row.first_day, limit + timedelta(days=use.number("days")))
        if any(can_follow(r, row) and _takes_up(r, words, named) for r in later):
            continue
        yield Raised((row.evidence(*actions),))


def _late(view: View, use: Values) -> Iterator[Raised]:
    """Written down long after the event, by its own date or its own words."""
    for row in view.all_rows:
        if not row.entry.when.is_dated:
            continue
        recorded = row.entry.recorded
        late = (
            recorded is not None
            and recorded.earliest is not None
            and _working_days(row.day, recorded.earliest) > use.number("working_days")
        )
        words = row.signals(SignalKind.LATE_RECORD)
        if late or words:
            yield Raised((row.evidence(*words),), first=recorded.latest if late and recorded is not None else None)


def _stale(view: View, use: Values) -> Iterator[Raised]:
    """Somebody is said to be checked, or a thing is found out of date, and the last check of it is long ago."""
    last: dict[str, Row] = {}
    for row in view.rows:
        claims = _of_persons(row, SignalKind.CLAIM, SignalKind.SOMEBODY_DEALING, SignalKind.OPTIMISM)
        looked = any(VETTED.search(s.words) for s in own_checks(row))
        for person, signals in claims.items():
            old = last.get(person)
            if old is not None and not looked and (row.day - old.day).days > use.number("days"):
                was = old.signals(SignalKind.RECORD_CHECK) or old.signals(SignalKind.CLAIM)
                yield Raised((row.evidence(*signals), old.evidence(*was)), needed=(row.id, old.id))
        for person in {*claims, *(row.reading.persons if looked else ())}:
            if looked or person not in last:
                last[person] = row
        lapsed = row.signals(SignalKind.STALE)
        if lapsed:
            yield Raised((row.evidence(*lapsed),))


def _of_persons(row: Row, *kinds: SignalKind) -> dict[str, list[Signal]]:
    """The words of a row that call somebody checked, by person."""
    found: dict[str, list[Signal]] = {}
    for signal in row.signals(*kinds):
        if (signal.detail == CHECKED or "checked" in signal.words) and not signal.quoted:
            for person in [signal.person] if signal.detail == CHECKED else row.reading.persons:
                if person:
                    found.setdefault(person, []).append(signal)
    return found


def _named_agencies(view: View, row: Row, actions: list[Signal]) -> frozenset[str]:
    """Other agencies of the review that the words of the action name: only their own files can show it done."""
    near = " ".join(
        row.entry.field(a.span.column).text.lower()[max(0, a.span.start - 25) : a.span.end + 25] for a in actions
    )
    found = set()
    for agency in sorted(view.agencies):
        words = [
            w for w in _WORD.findall(agency.lower()) + ["gp"] * ("gp" in agency.lower().split()) if w not in _GENERIC
        ]
        if agency != row.agency and any(re.search(rf"\b{re.escape(w)}\b", near) for w in words):
            found.add(agency)
    return frozenset(found)


def _takes_up(row: Row, words: frozenset[str], named: frozenset[str]) -> bool:
    """True if a later row takes an action up: enough of its words, in the file of the agency it named where it named one."""
    if row.has(SignalKind.ACTION_CARRIED):
        return False
    shared = words & _content(row)
    if named:
        done = row.has(SignalKind.REFERRAL, SignalKind.JOINT_VISIT, SignalKind.ACTION_DONE)
        return row.agency in named and bool(shared or done)
    return len(shared) >= max(1, min(2, len(words)))


def _seen_again(view: View, row: Row, limit: date) -> bool:
    """True if the same service has any later appointment by a month after the due day: the booking was made again."""
    return any(
        r.entry.place.file == row.entry.place.file and can_follow(r, row) and r.attendance is not None
        for r in view.between(row.first_day, limit + timedelta(days=60))
    )


def _due(row: Row, actions: list[Signal], default: int) -> int:
    found = _DUE.search(" ".join(s.words for s in actions)) or _DUE.search(row.entry.text.lower())
    if not found:
        return default
    number = int(found[1] or found[3])
    unit = found[2] or found[4]
    days = {"7": 1, "52": 7, "12": 30, "day": 1, "week": 7, "wk": 7, "month": 30, "hour": 0, "hr": 0, "h": 0}[unit]
    return min(365, number * days + 7)


def _about(row: Row, actions: list[Signal]) -> frozenset[str]:
    """The rare words around the action: what it is about."""
    near: set[str] = set()
    for action in actions:
        text = row.entry.field(action.span.column).text.lower()
        near.update(_WORD.findall(text[max(0, action.span.start - 40) : action.span.end + 40]))
    return frozenset(near - _PLAIN)


def _content(row: Row) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(row.entry.text.lower()) if w not in _PLAIN)


def _working_days(first: date, last: date) -> int:
    """Days from Monday to Friday after `first` up to and with `last`; public holidays are not known here."""
    days = (last - first).days
    return sum((first + timedelta(days=i)).weekday() < 5 for i in range(1, min(days, 60) + 1)) if days > 0 else 0


RULES = (
    Rule(
        code="V6",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.RECORDS,
        title="Decision unchecked",
        question="A decision is recorded and no look at records in the weeks before. Which records were looked at?",
        would_answer="the records looked at, with the date",
        why="Check records, avoid assumptions.",
        cannot_tell="what was looked at and not written",
        find=_unchecked,
        parameters=(Parameter("days", 30, "days before the decision"),),
        sources=(_SOURCE,),
    ),
    Rule(
        code="V7",
        gather_days=HALF_YEAR,
        gather_network=True,
        lens=Lens.RECORDS,
        title="Planned, not done",
        question="Something is recorded as to be done and no later entry takes it up. Was it done?",
        would_answer="an entry that says so, with its outcome",
        why="Plans are promises to a child.",
        cannot_tell="what was done and not written",
        find=_not_done,
        parameters=(Parameter("days", 30, "days where no due date is written"),),
        sources=(_SOURCE,),
    ),
    Rule(
        code="V9",
        gather_days=90,
        lens=Lens.RECORDS,
        title="Late record",
        question="This was written down long after it happened. What was it written from?",
        would_answer="the notes or memory it was written from",
        why="Notes made at the time carry more than notes from memory.",
        cannot_tell="whether notes were made at the time",
        find=_late,
        parameters=(Parameter("working_days", 5, "working days"),),
        sources=("Re M and N (Children) on contemporaneous notes (sources, records)",),
    ),
    Rule(
        code="V12",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.RECORDS,
        title="Stale",
        question="Something checked long ago is relied on. Is it still so?",
        would_answer="a newer check",
        why="People move, and medicines run out.",
        cannot_tell="whether it had changed",
        find=_stale,
        parameters=(Parameter("days", 180, "days"),),
        sources=(_SOURCE,),
    ),
)
