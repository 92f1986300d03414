"""Changes without a gender in them that no outcome may depend on: order, copies, workers' and agencies' names.

Genders, names and neutral words are changed by the people room; the caller puts both together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from keepsight.assure.fairness import Changed, Relation
from keepsight.model import ColumnRole, Entry, EntryId, People, Place, Role

COPY = "+copy"
EVERY = 3
"""Every third row is given twice."""


def shuffled(entries: Sequence[Entry], people: People) -> Changed:
    """The same rows handed over in another order."""
    return tuple(sorted(entries, key=lambda e: str(e.id)[::-1])), people


def copied(entries: Sequence[Entry], people: People) -> Changed:
    """Every third row standing twice in its file, the copy at the end of the file, as after a careless paste."""
    last: dict[str, int] = {}
    for entry in entries:
        last[entry.place.file] = max(last.get(entry.place.file, 0), entry.place.row)
    copies = []
    for entry in entries[::EVERY]:
        last[entry.place.file] += 1
        place = Place(entry.place.file, entry.place.table, last[entry.place.file])
        copies.append(replace(entry, id=EntryId(f"{entry.id}{COPY}"), place=place))
    return (*entries, *copies), people


def workers_renamed(entries: Sequence[Entry], people: People) -> Changed:
    """Every worker of a worker column, and every listed professional, under another surname."""
    names = {e.worker for e in entries if e.worker.strip()}
    names |= {n for p in people.people if p.role is Role.PROFESSIONAL for n in p.names}
    surnames = sorted({w for n in names for w in re.findall(r"[A-Z][a-z]{3,}", n)[-1:]})
    fresh = {old: f"{old[:-1]}th{old[-1]}e"[: len(old) + 3] for old in surnames}
    return _everywhere(entries, people, fresh, roles=(ColumnRole.WORKER,))


def renamed(entries: Sequence[Entry], people: People, agencies: dict[str, str]) -> Changed:
    """Agencies under other names; the new name must be of the same class (see `docs/explanation/fairness.md`)."""
    return tuple(replace(e, agency=agencies.get(e.agency, e.agency)) for e in entries), people


def uncopied(entry: str) -> str:
    return entry.removesuffix(COPY)


def local_names(agencies: Sequence[str], *, place: str = "Northshire") -> dict[str, str]:
    """Each agency's name with a place before it: "Police" becomes "Northshire Police", and stays a police force by its words."""
    return {a: f"{place} {a}" for a in agencies}


def _everywhere(
    entries: Sequence[Entry], people: People, fresh: dict[str, str], *, roles: tuple[ColumnRole, ...]
) -> Changed:
    del roles
    if not fresh:
        return entries, people
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(fresh, key=len, reverse=True)))})\b")

    def new(text: str) -> str:
        return pattern.sub(lambda m: fresh[m[1]], text)

    made = tuple(
        replace(
            e,
            fields=tuple(replace(f, text=new(f.text)) for f in e.fields),
            worker=new(e.worker),
            source=new(e.source),
        )
        for e in entries
    )
    listed = tuple(
        replace(p, names=tuple(new(n) for n in p.names)) if p.role is Role.PROFESSIONAL else p for p in people.people
    )
    return made, People(listed, people.genders)


Change = Callable[[Sequence[Entry], People], Changed]

PLAIN: tuple[Relation, ...] = (
    Relation("rows in another order", shuffled),
    Relation("rows that stand twice", copied, original=uncopied),
    Relation("workers under other names", workers_renamed),
    Relation("agencies under local names", lambda e, p: renamed(e, p, local_names(sorted({x.agency for x in e})))),
)
