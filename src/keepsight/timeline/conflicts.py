"""Where accounts of one event do not agree: on the day, on a fact, on what came of it. Shown side by side, never settled.

A later day of writing is no conflict; a different day given for the event itself is. The kinds: days and clock times, who was
with the child, how serious it was said to be, what became of an appointment, who is said to have known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

from keepsight.model import Basis, Conflict, ConflictKind, Entry, EntryId, Reading, Signal, SignalKind, Stance

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
_COUNT = re.compile(r"\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)(?: x)? ([a-z]{3,}?)s?\b(?: ([a-z]{3,}?)s?\b)?")
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
        "day",
        "of",
    ]
)
_STEP = re.compile(r"\bstep-?(?:mum|dad|mother|father|parent)")
_PLAIN_PARENT = re.compile(r"(?<!step)(?<!step-)\b(?:mum|dad|mother|father)\b")
_DONE = re.compile(r"\b(?:completed|done|checked|clear)\b")
_NEVER = re.compile(
    r"no trace|never (?:received|sent|made)|no (?:such )?(?:request|record|entry|referral) (?:received|recd|held|of)|not received|unused|not used"
)
_ONLY = re.compile(r"single incident|isolated incident|no contacts? of note|first (?:contact|referral|involvement)|not previously|one[- ]off|no previous")
_AGAIN = re.compile(r"\bagain\b|(?:second|third|fourth|fifth|\d(?:nd|rd|th)) (?:time|referral|call|report)|same and more|as before")
_USED = re.compile(r"\b(?:use it|used (?:daily|every)|using it)\b")
_UNAWARE = re.compile(
    r"first (?:we|i|they) (?:knew|heard)|not (?:previously )?aware|(?:nobody|no one) told|did not know|had not been told|never told"
)
_AWARE = re.compile(r"\b(?:aware|informed|told same|knows?)\b")


def conflicts(accounts: Sequence[Entry], readings: Mapping[EntryId, Reading]) -> tuple[Conflict, ...]:
    """Each disagreement between two accounts of one event, at most one of each kind for a pair."""
    found: list[Conflict] = []
    for a, b in combinations(accounts, 2):
        if a.text == b.text:
            continue
        ra, rb = readings.get(a.id, Reading(a.id)), readings.get(b.id, Reading(b.id))
        for kind, note in (
            (ConflictKind.DATE, _days(a, ra, b, rb)),
            (
                ConflictKind.FACT,
                _clock(a, b) or _company(a, ra, b, rb) or _counts(a, b) or _awareness(a, b) or _doing(a, b),
            ),
            (ConflictKind.OUTCOME, _attendance(ra, rb) or _gravity(ra, rb)),
        ):
            if note:
                found.append(Conflict(kind, (a.id, b.id), note))
    return tuple(found)


def _days(a: Entry, ra: Reading, b: Entry, rb: Reading) -> str:
    """Different days for one kind of event: a day named beside its words in one account, another day in the other."""
    for topic in sorted({s.detail for s in _told(ra)} & {s.detail for s in _told(rb)}):
        na, nb = _named(a, ra, topic), _named(b, rb, topic)
        if not na and not nb:
            continue
        da, db = na or _own_day(a, ra), nb or _own_day(b, rb)
        if da and db and not (da & db) and min(abs((x - y).days) for x in da for y in db) <= 5:
            return f"{_written(min(da))} / {_written(min(db))}"
    return _weekday(a, b) or _weekday(b, a) or _sent_and_received(a, ra, b, rb)


def _told(reading: Reading) -> tuple[Signal, ...]:
    return tuple(s for s in reading.of(SignalKind.TOPIC) if s.stance in (Stance.ASSERTED, Stance.POSSIBLE))


def _named(entry: Entry, reading: Reading, topic: str) -> set[date]:
    """The past days named within a few words of a topic's own words."""
    days: set[date] = set()
    latest = entry.when.latest
    if latest is None:
        return days
    places = [s.span for s in _told(reading) if s.detail == topic]
    for signal in reading.of(SignalKind.DATE_MENTION):
        first, last = (date.fromisoformat(d) for d in signal.detail.split("/"))
        if (last - first).days > 1 or not 0 <= (latest - last).days <= 14:
            continue
        if any(p.column == signal.span.column and abs(p.start - signal.span.start) <= _BESIDE for p in places):
            days.update((first, last))
    if _NOW.search(entry.text.lower()) and not days:
        days.add(latest)
    return days


def _own_day(entry: Entry, reading: Reading) -> set[date]:
    """The day an account gives by its own date: the first day of a span, none where it only passes on what it was told."""
    if reading.basis is Basis.OTHER_PROF or entry.when.earliest is None:
        return set()
    return {entry.when.earliest}


def _sent_and_received(a: Entry, ra: Reading, b: Entry, rb: Reading) -> str:
    """A referral or letter that two files date days apart, or news told "the same day" that the other has a day later."""
    shared = {s.detail for s in _told(ra)} & {s.detail for s in _told(rb)}
    at_once = any(_said(r, SignalKind.INFORMATION_SHARED) and _said(r, SignalKind.PROMPT) for r in (ra, rb))
    if not (shared & _PASSED_ON or at_once) or not (a.when.is_one_day and b.when.is_one_day and a.when.earliest and b.when.earliest):
        return ""
    apart = abs((a.when.earliest - b.when.earliest).days)
    return f"{_written(a.when.earliest)} / {_written(b.when.earliest)}" if apart >= (1 if at_once else 2) else ""


def _weekday(a: Entry, b: Entry) -> str:
    """A weekday written with a loose date that is not the weekday of the other account's day."""
    found = _WEEKDAY.search(a.when.text.lower())
    if not found or a.when.is_one_day or not b.when.is_one_day or b.when.earliest is None:
        return ""
    named = f"{b.when.earliest:%A}"
    return "" if named.lower().startswith(found[0][:3]) else f"{a.when.text} / {named} {_written(b.when.earliest)}"


def _clock(a: Entry, b: Entry) -> str:
    """Clock times in both texts, the nearest two of which differ by more than a rounding and less than another event would."""
    close = [(abs(x - y), x, y) for x in _minutes(a) for y in _minutes(b)]
    if not close:
        return ""
    apart, x, y = min(close)
    return f"{_hour(x)} / {_hour(y)}" if _SLACK_MINUTES < apart <= _FAR_MINUTES else ""


def _minutes(entry: Entry) -> list[int]:
    return [int(m[1]) * 60 + int(m[2]) for m in _CLOCK.finditer(entry.text)]


def _hour(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _counts(a: Entry, b: Entry) -> str:
    """Different numbers of one thing."""
    ca, cb = _counted(a), _counted(b)
    for thing in sorted(ca.keys() & cb.keys()):
        if ca[thing].isdisjoint(cb[thing]):
            return f"{min(ca[thing])} / {min(cb[thing])} {thing}"
    return ""


def _counted(entry: Entry) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _COUNT.finditer(entry.text.lower()):
        for thing in (match[2], match[3]):
            if thing and thing not in _NOT_COUNTED:
                found.setdefault(thing, set()).add(_NUMBERS.get(match[1], match[1]))
    return found


def _doing(a: Entry, b: Entry) -> str:
    """Said to be done or in use in one account; no trace of it, or unused, in the other."""
    for x, y in ((a.text.lower(), b.text.lower()), (b.text.lower(), a.text.lower())):
        if (_DONE.search(x) or _USED.search(x)) and _NEVER.search(y) and not _NEVER.search(x):
            return "said to be done / no trace of it"
    return ""


def _company(a: Entry, ra: Reading, b: Entry, rb: Reading) -> str:
    """Who was with the child: alone in one account, with somebody in the other, or different people."""
    ta, tb = a.text.lower(), b.text.lower()
    for x, y in ((ta, tb), (tb, ta)):
        if (
            _STEP.search(x)
            and not _STEP.search(y)
            and len(set(_PLAIN_PARENT.findall(y))) > len(set(_PLAIN_PARENT.findall(x)))
        ):
            return "a step-parent / a parent"
    ca, cb = _companions(ra), _companions(rb)
    if (ca and _said(rb, SignalKind.ALONE)) or (cb and _said(ra, SignalKind.ALONE)):
        return "alone / with somebody"
    if ca and cb and ca.isdisjoint(cb):
        return "different people are said to have been with the child"
    return ""


def _companions(reading: Reading) -> set[str]:
    """The roles of those who are said to have come along; a word of kin and a name of the same role are one."""
    found: set[str] = set()
    for signal in _said(reading, SignalKind.ACCOMPANIED, SignalKind.EXCHANGE):
        if signal.kind is SignalKind.EXCHANGE and signal.detail != "lifts":
            continue
        found.add(signal.other_role or signal.words.split()[-1].strip(".,;"))
    return found


def _history(a: Entry, b: Entry) -> str:
    """The first or only one in one account, another of a row in the other."""
    for x, y in ((a.text.lower(), b.text.lower()), (b.text.lower(), a.text.lower())):
        if _ONLY.search(x) and _AGAIN.search(y):
            return "said to be the first or only one / said to be one of several"
    return ""


def _awareness(a: Entry, b: Entry) -> str:
    ta, tb = a.text.lower(), b.text.lower()
    if (_UNAWARE.search(ta) and _AWARE.search(tb) and not _UNAWARE.search(tb)) or (
        _UNAWARE.search(tb) and _AWARE.search(ta) and not _UNAWARE.search(ta)
    ):
        return "said to be aware / says it was not"
    return ""


def _attendance(ra: Reading, rb: Reading) -> str:
    if ra.attendance and rb.attendance and ra.attendance is not rb.attendance:
        return f"{ra.attendance.replace('_', ' ')} / {rb.attendance.replace('_', ' ')}"
    return ""


def _gravity(ra: Reading, rb: Reading) -> str:
    """One account makes light of what the other tells with concern."""
    for easy, hard in ((ra, rb), (rb, ra)):
        light = _said(easy, *_EASY) or any("verbal" in s.words for s in _said(easy, SignalKind.WORDING))
        if light and not _said(hard, *_EASY) and _said(hard, *_HARD):
            return "no concern in one account, concern in the other"
    return ""


def _said(reading: Reading, *kinds: SignalKind) -> tuple[Signal, ...]:
    return tuple(s for s in reading.of(*kinds) if s.stance in (Stance.ASSERTED, Stance.POSSIBLE))


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
