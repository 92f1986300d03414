"""Changes without a gender in them that no outcome may depend on: order, copies, workers' and agencies' names.

Genders, names and neutral words are changed by the people room; the caller puts both together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from keepsight.assure.fairness import Changed, Relation
from keepsight.model import Entry, EntryId, People, Place, Role

COPY = "+copy"
_ANEW = "+anew"
_NAMED = re.compile(
    r"(?:[A-Z]\.?|[A-Z][a-z]+|(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|DS|DI|PS|Sgt|Nurse)\.?)(?: \d+)?,? ([A-Z][a-z]{2,})"
)
_NO_SURNAME = frozenset(
    [
        "nurse",
        "worker",
        "officer",
        "team",
        "duty",
        "manager",
        "staff",
        "teacher",
        "school",
        "social",
        "health",
        "visitor",
        "police",
        "unit",
        "desk",
        "office",
        "service",
        "services",
        "doctor",
        "surgery",
        "clinic",
        "ward",
        "house",
        "housing",
        "bright",
        "young",
        "long",
        "lane",
        "hall",
        "moss",
        "marsh",
        "frost",
        "green",
        "brown",
        "white",
        "black",
        "rook",
        "bell",
    ]
)
_NEW = (
    "Arkwell",
    "Bellamour",
    "Corvane",
    "Dunstable",
    "Ellerby",
    "Farrandale",
    "Ghyll",
    "Hexley",
    "Inskip",
    "Jarrowby",
    "Kettleby",
    "Lomond",
)
_ENDINGS = ("", "ford", "stow")
_PLACES = (
    "Ashmoor",
    "Brackwater",
    "Coldmere",
    "Dunhallow",
    "Eastwick",
    "Fenbridge",
    "Garrowby",
    "Hexmoor",
    "Ironside",
    "Kelmarsh",
    "Lowick",
    "Marbury",
)
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
    """Every worker under another surname: those of a worker column, and the listed professionals, wherever they are named.

    A name is changed where its form shows that it is one ("R Hallam", "Dr Lomax"), not "Duty Officer".
    """
    cells = {e.worker for e in entries}
    cells |= {n for p in people.people if p.role is Role.PROFESSIONAL for n in p.names}
    surnames = sorted({m[1] for c in cells if (m := _NAMED.fullmatch(c.strip())) and m[1].lower() not in _NO_SURNAME})
    fresh = {old: f"{_NEW[i % len(_NEW)]}{_ENDINGS[i // len(_NEW) % len(_ENDINGS)]}" for i, old in enumerate(surnames)}
    return _everywhere(entries, people, fresh)


def renamed(entries: Sequence[Entry], people: People, agencies: dict[str, str]) -> Changed:
    """Agencies under other names; the new name must be of the same class (see `docs/explanation/fairness.md`)."""
    return tuple(replace(e, agency=agencies.get(e.agency, e.agency)) for e in entries), people


def identified_anew(entries: Sequence[Entry], people: People) -> Changed:
    """Every entry under another id, as when the files are sent again with a word changed: an id must decide nothing."""
    return tuple(replace(e, id=EntryId(f"{str(e.id)[::-1]}{_ANEW}")) for e in entries), people


def as_identified(entry: str) -> str:
    """The id before `identified_anew`."""
    return entry.removesuffix(_ANEW)[::-1] if entry.endswith(_ANEW) else entry


def uncopied(entry: str) -> str:
    return entry.removesuffix(COPY)


def local_names(agencies: Iterable[str]) -> dict[str, str]:
    """Each agency's name with a place before it, the last of the alphabet first: "Police" becomes "Ashmoor Police".

    The words that tell what kind of agency it is stay, so it stays a police force to whoever reads of it.
    """
    backwards = sorted(set(agencies), reverse=True)
    return {a: f"{_PLACES[i % len(_PLACES)]}{'' if i < len(_PLACES) else i} {a}" for i, a in enumerate(backwards)}


def files_renamed(entries: Sequence[Entry], people: People) -> Changed:
    """Every file under another name, so that the last file of the alphabet is the first."""
    backwards = sorted({e.place.file for e in entries}, reverse=True)
    fresh = {name: f"{i:03d}.csv" for i, name in enumerate(backwards)}
    return tuple(replace(e, place=replace(e.place, file=fresh[e.place.file])) for e in entries), people


def _everywhere(entries: Sequence[Entry], people: People, fresh: dict[str, str]) -> Changed:
    if not fresh:
        return entries, people
    both = fresh | {old.upper(): new.upper() for old, new in fresh.items()}
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(both, key=len, reverse=True)))})\b")

    def new(text: str) -> str:
        return pattern.sub(lambda m: both[m[1]], text)

    made = tuple(
        replace(
            e, fields=tuple(replace(f, text=new(f.text)) for f in e.fields), worker=new(e.worker), source=new(e.source)
        )
        for e in entries
    )
    listed = tuple(replace(p, names=tuple(new(n) for n in p.names)) for p in people.people)
    return made, replace(people, people=listed)


Change = Callable[[Sequence[Entry], People], Changed]

PLAIN: tuple[Relation, ...] = (
    Relation("rows in another order", shuffled),
    Relation("rows that stand twice", copied, original=uncopied),
    Relation("workers under other names", workers_renamed),
    Relation("agencies under local names", lambda e, p: renamed(e, p, local_names(x.agency for x in e))),
    Relation("files under other names", files_renamed),
    Relation("entries under other ids", identified_anew, original=as_identified),
)
