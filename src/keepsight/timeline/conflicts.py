"""Where accounts of one event do not agree: on the day, on a fact, on what came of it. Shown side by side, never settled.

A later day of writing is no conflict; a different day given for the event itself is. The kinds: days and clock times, who was
with the child, how serious it was said to be, what became of an appointment, who is said to have known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from keepsight.model import Basis, Conflict, ConflictKind, Entry, EntryId, Reading, Signal, SignalKind, Span, Stance

_CLOCK = re.compile(r"(?<![\d/.:])([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d|/|\.\d)(?! ?kg| ?m\b)")
_SLACK_MINUTES = 15
_FAR_MINUTES = 60
_EASY = (SignalKind.NO_CONCERNS, SignalKind.OPTIMISM)
_HARD = (
    SignalKind.CONCERN,
    SignalKind.NEGLECT,
    SignalKind.PARENT_VIOLENCE,
    SignalKind.SELF_HARM,
    SignalKind.CHALLENGE,
    SignalKind.ESCALATION,
    SignalKind.INDICATOR,
)
_BESIDE = 45
"""Characters between the words of an event and the day named for it."""
_PASSED_ON = frozenset({"referral", "letter"})
_NOW = re.compile(r"\bthis (?:morning|afternoon|evening)\b")
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b")
_COUNT = re.compile(
    r"\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)(?: x)? ([a-z]{3,}?)s?\b(?: ([a-z]{3,}?)s?\b)?"
)
_NUMBERS = {
    w: str(n) for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
_NOT_COUNTED = frozenset(
    [
        "day",
        "week",
        "month",
        "year",
        "hour",
        "minute",
        "min",
        "time",
        "appt",
        "session",
        "yr",
        "wk",
        "hr",
        "and",
        "the",
        "of",
    ]
)
_STEP = re.compile(r"\bstep-?(?:mum|dad|mother|father|parent)")
_PLAIN_PARENT = re.compile(r"(?<!step)(?<!step-)\b(?:mum|dad|mother|father|parent)\b")
_BOTH_PARENTS = re.compile(
    r"(?<!step)(?<!step-)\b(?:parents|(?:mum|dad|mother|father|parent) ?(?:and|&|\+|/) ?(?:mum|dad|mother|father|parent))\b"
)
_DONE = re.compile(r"\b(?:completed|done|checked|clear)\b")
_NEVER = re.compile(
    r"no trace|never (?:received|sent|made)|no (?:such )?(?:request|record|entry|referral) (?:received|recd|held|of)|not received|unused|not used"
)
_USED = re.compile(r"\b(?:use it|used (?:daily|every)|using it)\b")
_UNAWARE = re.compile(
    r"first (?:we|i|they|she|he) (?:knew|heard)|not (?:previously )?aware|(?:nobody|no one) told|did not know|had not been told|never told"
)
_AWARE = re.compile(r"\b(?:aware|informed|told same|knows?)\b")


@dataclass(frozen=True)
class _Account:
    """One account of an event, with what is compared found once however many others it is laid beside."""

    entry: Entry
    reading: Reading

    @cached_property
    def text(self) -> str:
        return self.entry.text.lower()

    @cached_property
    def told(self) -> tuple[Signal, ...]:
        """What kinds of event it tells of."""
        return self.said(SignalKind.TOPIC)

    @cached_property
    def topics(self) -> frozenset[str]:
        return frozenset(s.detail for s in self.told)

    @cached_property
    def minutes(self) -> list[int]:
        """Clock times in it, as minutes of the day."""
        return [int(m[1]) * 60 + int(m[2]) for m in _CLOCK.finditer(self.text)]

    @cached_property
    def counted(self) -> dict[str, set[str]]:
        """Numbers it gives, by the thing counted."""
        found: dict[str, set[str]] = {}
        for match in _COUNT.finditer(self.text):
            for thing in (match[2], match[3]):
                if thing and thing not in _NOT_COUNTED:
                    found.setdefault(thing, set()).add(_NUMBERS.get(match[1], match[1]))
        return found

    @cached_property
    def companions(self) -> set[str]:
        """The roles of those who are said to have come along; a word of kin and a name of the same role are one."""
        found: set[str] = set()
        for signal in self.said(SignalKind.ACCOMPANIED, SignalKind.EXCHANGE):
            if signal.kind is SignalKind.EXCHANGE and signal.detail != "lifts":
                continue
            found.add(signal.other_role or signal.words.split()[-1].strip(".,;"))
        return found

    @cached_property
    def parents(self) -> int:
        """How many parents the text names together, step-parents apart: none, one or both."""
        return 2 if _BOTH_PARENTS.search(self.text) else int(_PLAIN_PARENT.search(self.text) is not None)

    @cached_property
    def step_parent(self) -> bool:
        return _STEP.search(self.text) is not None

    @cached_property
    def done(self) -> bool:
        return bool(_DONE.search(self.text) or _USED.search(self.text))

    @cached_property
    def never(self) -> bool:
        return _NEVER.search(self.text) is not None

    @cached_property
    def unaware(self) -> bool:
        return _UNAWARE.search(self.text) is not None

    @cached_property
    def aware(self) -> bool:
        return _AWARE.search(self.text) is not None

    @cached_property
    def told_at_once(self) -> bool:
        return bool(self.said(SignalKind.INFORMATION_SHARED) and self.said(SignalKind.PROMPT))

    @cached_property
    def light(self) -> bool:
        """It makes light of what it tells."""
        return bool(self.said(*_EASY)) or any("verbal" in s.words for s in self.said(SignalKind.WORDING))

    @cached_property
    def grave(self) -> bool:
        return bool(self.said(*_HARD)) and not self.said(*_EASY)

    def said(self, *kinds: SignalKind) -> tuple[Signal, ...]:
        return tuple(s for s in self.reading.of(*kinds) if s.stance in (Stance.ASSERTED, Stance.POSSIBLE))

    @property
    def own_day(self) -> set[date]:
        """The day it gives by its own date: the first day of a span, none where it only passes on what it was told."""
        first = self.entry.when.earliest
        return set() if self.reading.basis is Basis.OTHER_PROF or first is None else {first}

    @cached_property
    def named(self) -> dict[str, set[date]]:
        """The past days named within a few words of each topic's own words."""
        return {topic: self._named(topic) for topic in self.topics}

    def _named(self, topic: str) -> set[date]:
        latest = self.entry.when.latest
        if latest is None:
            return set()
        places = [s.span for s in self.told if s.detail == topic]
        days = {
            day
            for span, first, last in self.days_told
            if 0 <= (latest - last).days <= 14
            and any(p.column == span.column and abs(p.start - span.start) <= _BESIDE for p in places)
            for day in (first, last)
        }
        return days or ({latest} if _NOW.search(self.text) else set())

    @cached_property
    def days_told(self) -> list[tuple[Span, date, date]]:
        """Where the text names a day, or two days in a row, and which."""
        told = []
        for signal in self.reading.of(SignalKind.DATE_MENTION):
            first, last = (date.fromisoformat(d) for d in signal.detail.split("/"))
            if (last - first).days <= 1:
                told.append((signal.span, first, last))
        return told


def conflicts(accounts: Sequence[Entry], readings: Mapping[EntryId, Reading]) -> tuple[Conflict, ...]:
    """Each disagreement between two accounts of one event, at most one of each kind for a pair."""
    found: list[Conflict] = []
    for a, b in combinations([_Account(e, readings.get(e.id, Reading(e.id))) for e in accounts], 2):
        if a.text == b.text:
            continue
        for kind, note in (
            (ConflictKind.DATE, _days(a, b)),
            (ConflictKind.FACT, _clock(a, b) or _company(a, b) or _counts(a, b) or _awareness(a, b) or _doing(a, b)),
            (ConflictKind.OUTCOME, _attendance(a, b) or _gravity(a, b)),
        ):
            if note:
                found.append(Conflict(kind, (a.entry.id, b.entry.id), note))
    return tuple(found)


def _days(a: _Account, b: _Account) -> str:
    """Different days for one kind of event: a day named beside its words in one account, another day in the other."""
    for topic in sorted(a.topics & b.topics):
        na, nb = a.named[topic], b.named[topic]
        if not na and not nb:
            continue
        da, db = na or a.own_day, nb or b.own_day
        if da and db and not (da & db) and min(abs((x - y).days) for x in da for y in db) <= 5:
            return f"{_written(min(da))} / {_written(min(db))}"
    return _weekday(a, b) or _weekday(b, a) or _sent_and_received(a, b)


def _sent_and_received(a: _Account, b: _Account) -> str:
    """A referral or letter that two files date days apart, or news told "the same day" that the other has a day later."""
    wa, wb = a.entry.when, b.entry.when
    if not (wa.is_one_day and wb.is_one_day and wa.earliest and wb.earliest):
        return ""
    at_once = a.told_at_once or b.told_at_once
    if not at_once and not a.topics & b.topics & _PASSED_ON:
        return ""
    apart = abs((wa.earliest - wb.earliest).days)
    return f"{_written(wa.earliest)} / {_written(wb.earliest)}" if apart >= (1 if at_once else 2) else ""


def _weekday(a: _Account, b: _Account) -> str:
    """A weekday written with a loose date that is not the weekday of the other account's day."""
    wa, wb = a.entry.when, b.entry.when
    if wa.is_one_day or not wb.is_one_day or wb.earliest is None:
        return ""
    found = _WEEKDAY.search(wa.text.lower())
    named = f"{wb.earliest:%A}"
    if not found or named.lower().startswith(found[0][:3]):
        return ""
    return f"{wa.text} / {named} {_written(wb.earliest)}"


def _clock(a: _Account, b: _Account) -> str:
    """Clock times in both texts, the nearest two of which differ by more than a rounding and less than another event would."""
    close = [(abs(x - y), x, y) for x in a.minutes for y in b.minutes]
    if not close:
        return ""
    apart, x, y = min(close)
    return f"{_hour(x)} / {_hour(y)}" if _SLACK_MINUTES < apart <= _FAR_MINUTES else ""


def _hour(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _counts(a: _Account, b: _Account) -> str:
    """Different numbers of one thing."""
    ca, cb = a.counted, b.counted
    for thing in sorted(ca.keys() & cb.keys()):
        if ca[thing].isdisjoint(cb[thing]):
            return f"{min(ca[thing])} / {min(cb[thing])} {thing}"
    return ""


def _doing(a: _Account, b: _Account) -> str:
    """Said to be done or in use in one account; no trace of it, or unused, in the other."""
    if any(x.done and y.never and not x.never for x, y in ((a, b), (b, a))):
        return "said to be done / no trace of it"
    return ""


def _company(a: _Account, b: _Account) -> str:
    """Who was with the child: alone in one account, with somebody in the other, or different people."""
    if any(x.step_parent and not y.step_parent and y.parents > x.parents for x, y in ((a, b), (b, a))):
        return "a step-parent / a parent"
    if any(x.companions and y.said(SignalKind.ALONE) for x, y in ((a, b), (b, a))):
        return "alone / with somebody"
    if a.companions and b.companions and a.companions.isdisjoint(b.companions):
        return "different people are said to have been with the child"
    return ""


def _awareness(a: _Account, b: _Account) -> str:
    if any(x.unaware and y.aware and not y.unaware for x, y in ((a, b), (b, a))):
        return "said to be aware / says it was not"
    return ""


def _attendance(a: _Account, b: _Account) -> str:
    one, other = a.reading.attendance, b.reading.attendance
    if one and other and one is not other:
        return f"{one.replace('_', ' ')} / {other.replace('_', ' ')}"
    return ""


def _gravity(a: _Account, b: _Account) -> str:
    """One account makes light of what the other tells with concern."""
    if any(x.light and y.grave for x, y in ((a, b), (b, a))):
        return "no concern in one account, concern in the other"
    return ""


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
