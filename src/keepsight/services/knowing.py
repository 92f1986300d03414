"""The timeline as it was known: what one agency, or all together, is shown to have known on a day, and how that day came.

"Known" is the earliest of: the entry's own record, an account of another agency that tells of it, words that say it was
shared. What nobody dated is counted apart and never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from keepsight.access import Actor
from keepsight.store.models import KnowledgeRecord, PlacedRecord, ReviewRecord
from keepsight.store.queries import visible_knowledge, visible_placed


@dataclass(frozen=True, slots=True)
class Known:
    """One agency that knew of an entry: the first day (None where it is not recorded), how, and the entry that shows it."""

    agency: str
    day: date | None
    how: str
    witness: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which something became known; `number` from 1, `of` how many there are."""

    number: int
    of: int
    day: date


def known_by(actor: Actor, review: ReviewRecord, *, day: date, agency: str = "") -> QuerySet[PlacedRecord]:
    """The entries that the agency (all together when "") is shown to have known by the end of the day, in timeline order."""
    known = _of(actor, review, agency).filter(day__lte=day)
    return visible_placed(actor, review).filter(Exists(known.filter(placed=OuterRef("pk")))).order_by("position")


def undated(actor: Actor, review: ReviewRecord, *, agency: str = "") -> QuerySet[PlacedRecord]:
    """Entries that were known, but nobody can say since when."""
    known = _of(actor, review, agency).filter(placed=OuterRef("pk"))
    dated = known.filter(day__isnull=False)
    placed = visible_placed(actor, review)
    return placed.filter(Exists(known.filter(day__isnull=True)), ~Exists(dated)).order_by("position")


def who_knew(
    actor: Actor, review: ReviewRecord, placed: Sequence[PlacedRecord], *, day: date | None = None
) -> dict[int, tuple[Known, ...]]:
    """For each entry (by number) who knew of it, the first first; `day` leaves out whatever came after it."""
    known = visible_knowledge(actor, review).filter(placed__in=[p.pk for p in placed])
    if day is not None:
        known = known.filter(day__lte=day)
    found: dict[int, list[Known]] = {}
    for number, agency, on, how, witness in known.values_list("placed_id", "agency", "day", "how", "witness"):
        found.setdefault(number, []).append(Known(agency, on, how, witness))
    return {n: tuple(sorted(k, key=lambda x: (x.day or date.max, x.agency))) for n, k in found.items()}


def days_of_knowing(actor: Actor, review: ReviewRecord, *, agency: str = "") -> list[date]:
    """The days on which something became known, first to last, without repeats."""
    known = _of(actor, review, agency).filter(day__isnull=False)
    if agency:
        return sorted(set(known.values_list("day", flat=True)))  # type: ignore[arg-type]  # none is None
    firsts = known.values("placed").annotate(first=Min("day")).values_list("first", flat=True)
    return sorted(set(firsts))


def learned_on(actor: Actor, review: ReviewRecord, *, day: date, agency: str = "") -> QuerySet[PlacedRecord]:
    """The entries that became known on this very day, and not before."""
    known = _of(actor, review, agency).filter(placed=OuterRef("pk"))
    placed = visible_placed(actor, review).filter(Exists(known.filter(day=day)))
    return placed.filter(~Exists(known.filter(day__lt=day))).order_by("position")


def held_on(actor: Actor, review: ReviewRecord, *, day: date, agency: str = "") -> list[tuple[str, int]]:
    """How many entries each agency held by the end of the day, the one with most first."""
    known = _of(actor, review, agency).filter(day__lte=day)
    held = known.values("agency").annotate(n=Count("placed", distinct=True)).order_by("-n", "agency")
    return list(held.values_list("agency", "n"))


def _of(actor: Actor, review: ReviewRecord, agency: str) -> QuerySet[KnowledgeRecord]:
    known = visible_knowledge(actor, review)
    return known.filter(agency=agency) if agency else known
