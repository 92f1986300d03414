"""Rows that stand twice in one file, word for word: asked about once, shown every time.

A paste too many must not make a quarrel of one shout. Copies are left aside before anything is counted, and stand on the
timeline again afterwards beside the row they copy, linked to it like any other account of one event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from keepsight.model import Conflict, Entry, EntryId, Event, Knowledge, Link, Reading, Timeline

Copies = tuple[tuple[EntryId, EntryId], ...]
"""The first of equal rows and a copy of it."""
REASON = "the same row twice in one file"


def without_copies(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], Copies]:
    """The entries with only the first of rows that are equal in every cell, and which row each other one copies.

    Rows that no digest was made of are never taken for copies.
    """
    first: dict[tuple[str, str], EntryId] = {}
    kept: list[Entry] = []
    copies: list[tuple[EntryId, EntryId]] = []
    for entry in entries:
        key = (entry.place.file, entry.digest)
        if entry.digest and key in first:
            copies.append((first[key], entry.id))
            continue
        first[key] = entry.id
        kept.append(entry)
    return tuple(kept), tuple(copies)


def with_copies(timeline: Timeline, entries: Sequence[Entry], copies: Copies) -> Timeline:
    """The timeline with every entry again, each copy read, known and linked as the row it copies."""
    if not copies:
        return timeline
    of = {copy: original for original, copy in copies}
    readings = dict(timeline.readings)
    for copy, original in of.items():
        if original in readings:
            readings[copy] = _read_again(readings[original], copy)
    return replace(
        timeline,
        entries=tuple(entries),
        events=_events(timeline.events, entries, copies),
        readings=readings,
        knowledge=tuple(_known(timeline.knowledge, copies)),
    )


def _known(knowledge: Iterable[Knowledge], copies: Copies) -> Iterator[Knowledge]:
    again: dict[EntryId, list[EntryId]] = {}
    for original, copy in copies:
        again.setdefault(original, []).append(copy)
    for item in knowledge:
        yield item
        for copy in again.get(item.entry, ()):
            yield replace(item, entry=copy, witness=copy if item.witness == item.entry else item.witness)


def _read_again(reading: Reading, copy: EntryId) -> Reading:
    signals = tuple(replace(s, entry=copy) for s in reading.signals)
    return replace(reading, entry=copy, signals=signals)


def _events(events: Iterable[Event], entries: Sequence[Entry], copies: Copies) -> tuple[Event, ...]:
    place = {e.id: i for i, e in enumerate(entries)}
    event_of = {e: event for event in events for e in event.entries}
    more: dict[EntryId, list[EntryId]] = {}
    for original, copy in copies:
        more.setdefault(original, []).append(copy)
    made: dict[str, Event] = {event.id: event for event in events}
    for original, again in more.items():
        event = made[event_of[original].id] if original in event_of else Event(f"event-{original}", (original,))
        links = tuple(Link(original, copy, (REASON,)) for copy in again)
        whole = tuple(sorted((*event.entries, *again), key=place.__getitem__))
        conflicts = tuple(
            _told_again(c, original, copy) for c in event.conflicts if original in c.entries for copy in again
        )
        made[event.id] = replace(
            event, entries=whole, links=(*event.links, *links), conflicts=(*event.conflicts, *conflicts)
        )
    return tuple(sorted(made.values(), key=lambda e: place[e.entries[0]]))


def _told_again(conflict: Conflict, original: EntryId, copy: EntryId) -> Conflict:
    """A copy differs from another account in what its original differs in."""
    return replace(conflict, entries=tuple(copy if e == original else e for e in conflict.entries))
