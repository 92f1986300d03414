"""Certain or possible: does a pattern hold for every reading of the dates, or only for some?

"March 2019", "early in the term" and "4/3/19?" can each be several days. A row of that sort that would answer a question
answers it wherever it can have come in time; the rules see to that. What remains is whether a pattern needs such a row in
order to be raised. So the rule is asked again of the rows whose day is sure: what it raises there too is certain. The rest
is possible, unless the rule has no window of days and nothing hangs on which of its rows came first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from keepsight.lenses.base import Raised, Rule, Values
from keepsight.lenses.view import Row, View
from keepsight.model import Certainty, Entry, EntryId, Timeline


def with_certainty(
    one: Rule, patterns: list[Raised], *, view: View, sure: Callable[[], View], use: Values
) -> list[Raised]:
    """The patterns, each marked possible that does not hold for every reading of the dates; `sure` gives the sure rows alone."""
    loose = {e.id for e in view.timeline.entries if not is_sure(e)}
    if not _has_window(one):
        loose.intersection_update(i for p in patterns for i in _told(p))
    if not patterns or not loose:
        return patterns
    again = [_needed(p) for p in one.find(sure(), use)]
    return [p if _holds(one, p, again, view) else replace(p, certainty=Certainty.POSSIBLE) for p in patterns]


def only_sure(timeline: Timeline) -> Timeline:
    """The timeline without the rows that can be of several days; undated rows stay, since no rule of time looks at them."""
    entries = tuple(e for e in timeline.entries if is_sure(e))
    kept = frozenset(e.id for e in entries)
    events = []
    for event in timeline.events:
        accounts = tuple(i for i in event.entries if i in kept)
        told = tuple(c for c in event.conflicts if kept.issuperset(c.entries))
        if accounts:
            events.append(replace(event, entries=accounts, conflicts=told))
    return replace(timeline, entries=entries, events=tuple(events))


def is_sure(entry: Entry) -> bool:
    """False for a date that can be several days: a month, a range, or a day with a question mark."""
    return not entry.when.is_dated or (entry.when.is_one_day and not entry.when.uncertain)


def _holds(one: Rule, raised: Raised, again: Iterable[frozenset[EntryId]], view: View) -> bool:
    rows = [view.by_id[i] for i in _told(raised)]
    told = {r.id for row in rows for r in view.accounts(row)}
    return any(needed <= told for needed in again) or not (_has_window(one) or _order_unknown(rows, view))


def _needed(raised: Raised) -> frozenset[EntryId]:
    return frozenset(raised.needed or (e.entry for e in raised.evidence))


def _told(raised: Raised) -> frozenset[EntryId]:
    return frozenset((*raised.needed, *(e.entry for e in raised.evidence)))


def _has_window(one: Rule) -> bool:
    return any(p.name == "days" or p.name.endswith("_days") for p in one.parameters)


def _order_unknown(rows: list[Row], view: View) -> bool:
    """True where a row of several days may have come before or after another row of the pattern."""
    loose = [r for r in rows if not is_sure(r.entry)]
    return any(a.first_day <= b.day and b.first_day <= a.day for a in loose for b in rows if not view.same_event(a, b))
