"""A small cast and short ways to write entries, shared by the tests of the core. Everybody is invented.

Sam Hale is the child, born 3 March 2004, 15 in 2019. Jo Hale is the mother, Ali Hale the father, Max Hale the sibling, Bea
Hale a grandparent, Val Moor an adult who is no family, Lee Bard the partner of a parent, Kit Dean a peer, Robin Frost a social worker.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from keepsight.dates import read_date
from keepsight.lenses import ask
from keepsight.model import (
    ColumnRole,
    Entry,
    EntryId,
    EntryKind,
    Field,
    People,
    Person,
    PersonRef,
    Place,
    Question,
    Role,
    Scope,
    Timeline,
)
from keepsight.reading import Reader
from keepsight.timeline import build_timeline, merge

CAST = People(
    (
        Person(PersonRef("sam"), Role.CHILD, ("Sam Hale", "Sam"), date(2004, 3, 3)),
        Person(PersonRef("jo"), Role.MOTHER, ("Jo Hale", "Jo")),
        Person(PersonRef("ali"), Role.FATHER, ("Ali Hale",)),
        Person(PersonRef("max"), Role.SIBLING, ("Max Hale", "Max")),
        Person(PersonRef("bea"), Role.GRANDPARENT, ("Bea Hale",)),
        Person(PersonRef("val"), Role.ADULT_ASSOCIATE, ("Val Moor", "Val")),
        Person(PersonRef("lee"), Role.PARENT_PARTNER, ("Lee Bard", "Lee")),
        Person(PersonRef("kit"), Role.PEER, ("Kit Dean", "Kit")),
        Person(PersonRef("frost"), Role.PROFESSIONAL, ("Robin Frost",), agency="Social care"),
    )
)


def entry(
    number: int,
    agency: str,
    when: str,
    text: str,
    *,
    action: str = "",
    source: str = "",
    worker: str = "",
    recorded: str = "",
    kind: EntryKind = EntryKind.EVENT,
    order: float | None = None,
) -> Entry:
    """One row of an agency's file; `number` is its place there and, with the agency, its id."""
    fields = [Field("Date", ColumnRole.DATE, when), Field("What", ColumnRole.NARRATIVE, text)]
    for column, role, value in (
        ("Action", ColumnRole.ACTION, action),
        ("Source", ColumnRole.SOURCE, source),
        ("By", ColumnRole.WORKER, worker),
        ("Entered", ColumnRole.RECORDED, recorded),
    ):
        if value:
            fields.append(Field(column, role, value))
    digest = hashlib.sha256("|".join(f.text for f in fields).encode()).hexdigest()[:16]
    return Entry(
        id=EntryId(f"{agency}-{number}"),
        place=Place(f"{agency}.csv", 0, number),
        agency=agency,
        when=read_date(when).when,
        fields=tuple(fields),
        kind=kind,
        recorded=read_date(recorded).when if recorded else None,
        source=source,
        worker=worker,
        order=order,
        digest=digest,
    )


def timeline(entries: Sequence[Entry], *, people: People = CAST) -> Timeline:
    """The timeline of some entries, read and linked as the pipeline does it."""
    merged = merge(entries)
    return build_timeline(merged, readings=Reader(people).read(merged), people=people, scope=Scope())


def questions(entries: Sequence[Entry], code: str, *, people: People = CAST) -> tuple[Question, ...]:
    """What one rule raises of some entries."""
    return tuple(q for q in ask(timeline(entries, people=people)) if q.code == code)
