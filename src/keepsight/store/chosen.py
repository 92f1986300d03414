"""A choice of entries: the filters of the timeline as a query set, the same for list, print, search and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from keepsight.store.models import PlacedRecord, TagRecord
from keepsight.store.search import with_words


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody asked to see; empty where it does not matter. Days are inclusive at both ends.

    `members` are numbers of agencies in the review, `person` a ref of the people list, `kind` a kind of signal, `codes` codes of
    questions of which one is enough, `tag` a word of the panel.
    """

    members: tuple[int, ...] = ()
    person: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None
    codes: tuple[str, ...] = ()
    words: str = ""
    tag: str = ""

    @property
    def is_everything(self) -> bool:
        return self == Chosen()


def chosen(placed: QuerySet[PlacedRecord], what: Chosen) -> QuerySet[PlacedRecord]:
    """Those of the entries that fit. A date that may fall within the days asked for fits; an undated entry fits no days."""
    if what.members:
        placed = placed.filter(member__in=what.members)
    if what.person:
        placed = placed.filter(who__contains=f" {what.person.replace(' ', '_')} ")
    if what.kind:
        placed = placed.filter(kinds__contains=f" {what.kind.replace(' ', '_')} ")
    if what.first is not None:
        placed = placed.filter(latest__gte=what.first)
    if what.last is not None:
        placed = placed.filter(earliest__lte=what.last)
    if what.codes:
        either = Q()
        for code in what.codes:
            either |= Q(raises__contains=f" {code} ") | Q(against__contains=f" {code} ")
        placed = placed.filter(either)
    if what.tag:
        tagged = TagRecord.objects.filter(review__runs=OuterRef("run"), entry=OuterRef("entry"), tag=what.tag)
        placed = placed.filter(Exists(tagged))
    return with_words(placed, what.words)
