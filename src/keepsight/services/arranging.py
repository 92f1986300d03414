"""What people decided about the order and the dates of entries, applied before a timeline is made. Entries are never edited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from keepsight.dates import read_date
from keepsight.model import ColumnRole, Entry, EntryId, LinkDecision, Scope
from keepsight.store.models import CorrectionRecord, DayOrderRecord, LinkDecisionRecord, ReviewRecord


def arranged(review: ReviewRecord, entries: Sequence[Entry]) -> list[Entry]:
    """The entries with every correction in force, and the days that were put in order by hand."""
    fixes: dict[str, list[CorrectionRecord]] = {}
    for one in CorrectionRecord.objects.filter(review=review, undone_at__isnull=True).order_by("made_at", "pk"):
        fixes.setdefault(one.entry, []).append(one)
    scope = Scope(review.scope_from, review.scope_to)
    corrected = [_corrected(e, fixes[e.id], scope) if e.id in fixes else e for e in entries]
    return _ordered(
        corrected, DayOrderRecord.objects.filter(review=review, undone_at__isnull=True).order_by("made_at", "pk")
    )


def link_decisions(review: ReviewRecord) -> tuple[LinkDecision, ...]:
    """What was joined and held apart by hand, in the order in which it was decided."""
    made = LinkDecisionRecord.objects.filter(review=review, undone_at__isnull=True).order_by("made_at", "pk")
    return tuple(LinkDecision(EntryId(one.a), EntryId(one.b), one.together) for one in made)


def _corrected(entry: Entry, fixes: Iterable[CorrectionRecord], scope: Scope) -> Entry:
    for fix in fixes:
        cells = tuple(replace(f, text=fix.now) if f.column == fix.column else f for f in entry.fields)
        role = next((f.role for f in entry.fields if f.column == fix.column), None)
        entry = replace(entry, fields=cells)
        if role is ColumnRole.DATE:
            entry = replace(entry, when=read_date(fix.now, previous=None, scope=scope).when)
    return entry


def _ordered(entries: Sequence[Entry], orders: Iterable[DayOrderRecord]) -> list[Entry]:
    """A hand-made order wins within its day; entries of that day that it does not name come after those it does."""
    ranks = {one.day: {entry: n for n, entry in enumerate(one.entries, 1)} for one in orders}
    return [
        replace(e, order=float(ranks[e.when.earliest].get(e.id, len(ranks[e.when.earliest]) + 1)))
        if e.when.is_one_day and e.when.earliest in ranks
        else e
        for e in entries
    ]
