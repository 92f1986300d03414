"""The timeline as one value, from merged entries and what was read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from keepsight.model import Entry, EntryId, LinkDecision, People, Reading, Scope, Timeline
from keepsight.timeline.accounts import link_accounts
from keepsight.timeline.decided import decided
from keepsight.timeline.knowledge import knowledge
from keepsight.timeline.silences import silences


def build_timeline(
    entries: Sequence[Entry],
    *,
    readings: Mapping[EntryId, Reading],
    people: People,
    scope: Scope,
    decisions: Sequence[LinkDecision] = (),
) -> Timeline:
    """Link, compare and complete; `entries` are in timeline order already (see `merge`), `decisions` are people's own."""
    found = link_accounts(entries, readings=readings, people=people)
    events = decided(found, decisions, entries=entries, readings=readings)
    days = [d for e in entries for d in (e.when.earliest, e.when.latest) if d is not None]
    return Timeline(
        entries=tuple(entries),
        events=events,
        silences=silences(entries),
        knowledge=knowledge(entries, events, readings),
        people=people,
        readings=readings,
        start=scope.start or (min(days) if days else None),
        end=scope.end or (max(days) if days else None),
    )
