"""Certain or possible: does a pattern hold for every reading of the dates, or only for some?

"March 2019", "early in the term" and "4/3/19?" can each be several days. A row of that sort that would answer a question
answers it wherever it can have come in time; the rules see to that. What remains is whether a pattern needs such a row in
order to be raised. So the rule is asked again of the rows whose day is sure: what it raises there too is certain. The rest
is possible, unless the rule has no window of days and nothing hangs on which of its rows came first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from keepsight.lenses.base import Raised, Rule, Values
from keepsight.lenses.view import Row, View, is_sure
from keepsight.model import Certainty, EntryId, Timeline


def with_certainty(
    one: Rule, patterns: list[Raised], *, view: View, sure: Callable[[], View], use: Values
) -> list[Raised]:
    """The patterns, each marked possible that does not hold for every reading of the dates; `sure` gives the sure rows alone."""
    if not patterns or not view.loose:
        return patterns
    if not _has_window(one) and view.loose.isdisjoint(i for p in patterns for i in _told(p)):
        return patterns
    again: dict[EntryId, list[frozenset[EntryId]]] = defaultdict(list)
    for pattern in one.find(sure(), use):
        needed = _needed(pattern)
        again[min(needed)].append(needed)
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


def _holds(one: Rule, raised: Raised, again: Mapping[EntryId, list[frozenset[EntryId]]], view: View) -> bool:
    """`again` holds what each pattern of the sure rows needs, under the least of its entries."""
    rows = [view.by_id[i] for i in _told(raised)]
    told = {r.id for row in rows for r in view.accounts(row)}
    if any(needed <= told for i in told for needed in again.get(i, ())):
        return True
    return not (_has_window(one) or _order_unknown(rows, view))


def _needed(raised: Raised) -> frozenset[EntryId]:
    return frozenset(raised.needed or (e.entry for e in raised.evidence))


def _told(raised: Raised) -> frozenset[EntryId]:
    return frozenset((*raised.needed, *(e.entry for e in raised.evidence)))


def _has_window(one: Rule) -> bool:
    return any(p.name == "days" or p.name.endswith("_days") for p in one.parameters)


def _order_unknown(rows: list[Row], view: View) -> bool:
    """True where a row of several days may have come before or after another row of the pattern."""
    loose = [r for r in rows if r.id in view.loose]
    return any(a.first_day <= b.day and b.first_day <= a.day for a in loose for b in rows if not view.same_event(a, b))
