"""Who knew what when: the agency that wrote it down, those with an account of the same event, those it says it told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from keepsight.model import Entry, EntryId, Event, HowKnown, Knowledge, Reading, SignalKind, Stance

_WORD = re.compile(r"[a-z]{3,}")
_ALSO = {
    "police": ("police", "ppn", "101"),
    "school": ("school", "college", "academy", "primary", "infants", "juniors", "comprehensive", "safeguarding lead"),
    "education": ("school", "college", "academy", "primary", "infants", "juniors", "comprehensive"),
    "college": ("school", "college"),
    "nursery": ("nursery",),
    "social": ("sw", "social worker", "social care", "social services", "csc", "mash", "dct", "children's services"),
    "services": ("sw", "social worker", "social care", "social services", "csc", "mash"),
    "disabled": ("dct", "sw", "social worker"),
    "youth": ("yjs", "yot", "yos", "youth justice"),
    "health": ("health", "hospital", "gp", "nurse", "camhs", "ward", "hv"),
    "visiting": ("hv", "health visitor"),
    "hospital": ("hospital", "ward", "ed", "a&e"),
    "acute": ("hospital", "ward", "ed", "a&e"),
    "gp": ("gp", "surgery"),
    "camhs": ("camhs", "scamhs"),
    "family": ("mgm", "mgf", "pgm", "nan", "gran", "mother", "father", "mum", "dad", "parent", "parents"),
    "grandmother": ("mgm", "nan", "gran"),
    "parents": ("mother", "father", "mum", "dad"),
    "housing": ("housing", "landlord"),
    "nursing": ("school nurse", "nurse", "ccn"),
}


def known_on(entry: Entry) -> date | None:
    """The day an entry's own agency is shown to have known: when it was recorded, else the last day it can have happened."""
    if entry.recorded is not None and entry.recorded.latest is not None:
        return entry.recorded.latest
    return entry.when.latest


def agency_words(agency: str) -> tuple[str, ...]:
    """The short forms under which other agencies name this one."""
    words = _WORD.findall(agency.lower())
    names = {agency.lower(), *(w for w in words if len(w) >= 5 and w not in ("children", "services", "health"))}
    for word in words:
        names.update(_ALSO.get(word, ()))
    return tuple(sorted(names))


def knowledge(
    entries: Sequence[Entry], events: Sequence[Event], readings: Mapping[EntryId, Reading]
) -> tuple[Knowledge, ...]:
    """For every entry that others knew of too: each agency, the first day, how, and the entry that shows it."""
    by_id = {e.id: e for e in entries}
    agencies = tuple(dict.fromkeys(e.agency for e in entries))
    spoken = {a: re.compile("|".join(rf"\b{re.escape(w)}\b" for w in agency_words(a))) for a in agencies}
    found: dict[tuple[EntryId, str], Knowledge] = {}

    def note(item: Knowledge) -> None:
        old = found.get((item.entry, item.agency))
        if old is None or (item.day or date.max) < (old.day or date.max):
            found[item.entry, item.agency] = item

    for entry in entries:
        note(Knowledge(entry.id, entry.agency, known_on(entry), HowKnown.RECORDED, entry.id))
        reading = readings.get(entry.id)
        for signal in reading.of(SignalKind.INFORMATION_SHARED, SignalKind.REFERRAL) if reading else ():
            if signal.stance in (Stance.NEGATED, Stance.PLANNED, Stance.HYPOTHETICAL):
                continue
            for agency in agencies:
                if agency != entry.agency and spoken[agency].search(signal.words):
                    note(Knowledge(entry.id, agency, known_on(entry), HowKnown.SHARED, entry.id))
    for event in events:
        for this in event.entries:
            for other in event.entries:
                witness = by_id[other]
                if other != this and witness.agency != by_id[this].agency:
                    note(Knowledge(this, witness.agency, known_on(witness), HowKnown.TOLD, other))
    return tuple(found[key] for key in sorted(found, key=lambda k: (_place(by_id[k[0]]), k[1])))


def _place(entry: Entry) -> tuple[str, int]:
    return entry.place.file, entry.place.row
