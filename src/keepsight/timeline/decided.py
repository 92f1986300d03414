"""What a person decided about accounts: two entries joined as one event, or held apart. A person's word wins.

Joining brings the whole events of both together; holding apart takes the second entry out of the event. Links that the rules
found between the others stay. The last decision on a pair counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from keepsight.model import Entry, EntryId, Event, Link, LinkDecision, Reading
from keepsight.timeline.conflicts import conflicts

BY_HAND = "joined by hand"


def decided(
    events: Iterable[Event],
    decisions: Sequence[LinkDecision],
    *,
    entries: Sequence[Entry],
    readings: Mapping[EntryId, Reading],
) -> tuple[Event, ...]:
    """The events with the decisions applied in the order in which they were made, in timeline order."""
    if not decisions:
        return tuple(events)
    order = {e.id: i for i, e in enumerate(entries)}
    by_id = {e.id: e for e in entries}
    group: dict[EntryId, set[EntryId]] = {}
    links: dict[frozenset[EntryId], Link] = {}
    known = {}
    for event in events:
        members = set(event.entries)
        group.update(dict.fromkeys(event.entries, members))
        links.update({frozenset((k.a, k.b)): k for k in event.links})
        known[frozenset(members)] = event
    for one in decisions:
        if one.a not in order or one.b not in order or one.a == one.b:
            continue
        pair = frozenset((one.a, one.b))
        if one.together:
            whole = group.get(one.a, {one.a}) | group.get(one.b, {one.b})
            links.setdefault(pair, _by_hand(one, order))
        else:
            whole = group.get(one.b, {one.b}) - {one.b}
            group[one.b] = {one.b}
            links = {p: k for p, k in links.items() if one.b not in p or not p & whole}
        group.update(dict.fromkeys(whole, whole))
    made = []
    for members in {id(g): g for g in group.values()}.values():
        if len(members) < 2:
            continue
        if (same := known.get(frozenset(members))) is not None and all(
            frozenset((k.a, k.b)) in links for k in same.links
        ):
            made.append(same)
            continue
        inside = sorted(members, key=order.__getitem__)
        made.append(
            Event(
                id=f"event-{inside[0]}",
                entries=tuple(inside),
                links=tuple(k for p, k in links.items() if p <= members),
                conflicts=conflicts([by_id[i] for i in inside], readings),
            )
        )
    return tuple(sorted(made, key=lambda e: order[e.entries[0]]))


def _by_hand(one: LinkDecision, order: Mapping[EntryId, int]) -> Link:
    a, b = (one.a, one.b) if order[one.a] <= order[one.b] else (one.b, one.a)
    return Link(a, b, (BY_HAND,))
