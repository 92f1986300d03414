"""Box 1 of a drafted briefing: whose time it was, who was there, who sent what, and the child's own account.

Family appear by role, agencies by the kind of service, a health condition without its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from keepsight.model import EntryId, Role, Sentence, Settings, Signal, SignalKind, Stance, Timeline
from keepsight.review.services import kinds_of_service
from keepsight.review.wording import between, count, in_words, listed, opening, years

FAMILY = (
    (Role.MOTHER, "mother", "mothers"),
    (Role.FATHER, "father", "fathers"),
    (Role.PARENT_PARTNER, "partner of a parent", "partners of parents"),
    (Role.SIBLING, "sibling", "siblings"),
    (Role.GRANDPARENT, "grandparent", "grandparents"),
    (Role.RELATIVE, "relative", "relatives"),
)


def background(timeline: Timeline, settings: Settings) -> Iterator[Sentence]:
    entries = timeline.entries
    if not entries:
        yield Sentence("No entries were read, so there is nothing yet to tell.")
        return
    everything = tuple(e.id for e in entries)
    start, end = settings.scope.start or timeline.start, settings.scope.end or timeline.end
    yield Sentence(_age(timeline, start, end), entries=(everything[0], everything[-1]))
    services = kinds_of_service(timeline.agencies)
    sent = f"{opening(len(timeline.agencies), 'agency', 'agencies')} sent {count(len(entries), 'entry', 'entries')}"
    yield Sentence(f"{sent}, from {listed(services)}.", entries=everything)
    yield from _family(timeline)
    yield from _health(timeline)
    yield from _justice(timeline)
    yield from _voice(timeline)


def _age(timeline: Timeline, start: date | None, end: date | None) -> str:
    child = timeline.people.child
    over = between(start, end) if start and end else ""
    if child is None or child.dob is None or start is None or end is None:
        return (
            f"This review is about a child and the work of agencies{over}. The child’s age is not on the people list."
        )
    first, last = years(child.dob, start), years(child.dob, end)
    if last < 0:
        return f"This review is about the time before the child was born{over}."
    if first < 0:
        aged = f"was not yet born at the start and {last} at the end"
    elif first == last:
        aged = f"was {first} throughout"
    else:
        aged = f"was {first} at the start and {last} at the end"
    return f"This review looks at the work of agencies{over}. The child {aged}."


def _family(timeline: Timeline) -> Iterator[Sentence]:
    of_role = {role: [p.ref for p in timeline.people.people if p.role is role] for role, _, _ in FAMILY}
    spoken_of = {p for r in timeline.readings.values() for p in r.persons}
    present = [(role, one, many, [r for r in of_role[role] if r in spoken_of]) for role, one, many in FAMILY]
    found = [(role, one, many, refs) for role, one, many, refs in present if refs]
    if not found:
        return
    said = listed(
        ("a " if one[0] not in "aeiou" else "an ") + one if len(refs) == 1 else f"{in_words(len(refs))} {many}"
        for _, one, many, refs in found
    )
    refs = {ref for *_, found_refs in found for ref in found_refs}
    behind = tuple(e.id for e in timeline.entries if refs & set(_persons(timeline, e.id)))
    yield Sentence(f"The record speaks of the child’s family: {said}.", entries=behind)


def _health(timeline: Timeline) -> Iterator[Sentence]:
    behind = _entries_with(timeline, SignalKind.LONG_TERM_CONDITION)
    if behind:
        yield Sentence(
            f"A long-term health condition of the child is recorded in {count(len(behind), 'entry', 'entries')}.",
            entries=behind,
        )


def _justice(timeline: Timeline) -> Iterator[Sentence]:
    drugs = _entries_with(timeline, SignalKind.SUBSTANCE_CHILD)
    if drugs:
        since = _since(timeline, drugs)
        yield Sentence(f"Substance use by the child was first recorded{since}.", entries=drugs)
    justice = _entries_with(timeline, SignalKind.JUSTICE)
    if justice:
        yield Sentence(
            f"{opening(len(justice), 'entry is', 'entries are')} about the child and the justice system.",
            entries=justice,
        )


def _voice(timeline: Timeline) -> Iterator[Sentence]:
    behind = _entries_with(timeline, SignalKind.CHILD_WORDS, SignalKind.DISCLOSURE)
    if behind:
        yield Sentence(
            f"The child’s own words or account stand in {count(len(behind), 'entry', 'entries')}; they weigh as much "
            "as any other source.",
            entries=behind,
        )


def _entries_with(timeline: Timeline, *kinds: SignalKind) -> tuple[EntryId, ...]:
    """Entries with such a signal of the child, said to be so now or earlier."""
    return tuple(
        e.id
        for e in timeline.entries
        if e.id in timeline.readings and any(_of_the_child(s) for s in timeline.readings[e.id].of(*kinds))
    )


def _of_the_child(signal: Signal) -> bool:
    return signal.role in (None, Role.CHILD) and signal.stance in (Stance.ASSERTED, Stance.HISTORICAL)


def _persons(timeline: Timeline, entry: EntryId) -> tuple[str, ...]:
    reading = timeline.readings.get(entry)
    return reading.persons if reading else ()


def _since(timeline: Timeline, behind: tuple[EntryId, ...]) -> str:
    """The age at the first dated entry, or its month where the age is not known; of a date that can be of several, all."""
    wanted = set(behind)
    reach = [
        (e.when.earliest, e.when.latest)
        for e in timeline.entries
        if e.id in wanted and e.when.earliest and e.when.latest
    ]
    if not reach:
        return " in an undated entry"
    first, last = min(reach)
    child = timeline.people.child
    if child and child.dob and years(child.dob, first) >= 0:
        young, old = years(child.dob, first), years(child.dob, last)
        age = str(young) if young == old else f"{young} or {old}" if old == young + 1 else f"{young} to {old}"
        return f" when the child was {age}"
    return between(first, last)
