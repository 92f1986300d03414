"""The timeline put right by hand: accounts joined or held apart, a day put in order, a date corrected. Each can be undone.

Nothing is edited: each is a decision beside the entries, and asks for the timeline to be made anew with it.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act
from keepsight.dates import read_date
from keepsight.model import ColumnRole, KeepsightError, Scope
from keepsight.services import trail
from keepsight.services.actors import require, require_entry
from keepsight.services.running import ask_for_run
from keepsight.store.models import (
    CorrectionRecord,
    DayOrderRecord,
    LinkDecisionRecord,
    PlacedRecord,
    ReviewRecord,
    UserRecord,
)


@transaction.atomic
def decide_link(
    user: UserRecord, review: ReviewRecord, *, a: str, b: str, together: bool, reason: str
) -> LinkDecisionRecord:
    """Two entries tell of one event, or `b` tells of another; why is kept with it."""
    first = require_entry(user, Act.ARRANGE_TIMELINE, review, a)
    second = require_entry(user, Act.ARRANGE_TIMELINE, review, b)
    if first.pk == second.pk:
        raise KeepsightError(_("Choose another entry: one entry is one account."))
    if not reason.strip():
        raise KeepsightError(_("Say why, so that the others can follow it."))
    if together and first.event and first.event == second.event:
        raise KeepsightError(_("These two are linked already."))
    if not together and (not first.event or first.event != second.event):
        raise KeepsightError(_("These two are not linked."))
    made = LinkDecisionRecord.objects.create(
        review=review,
        a=first.entry,
        b=second.entry,
        together=together,
        reason=reason.strip(),
        made_by=user,
        made_at=timezone.now(),
    )
    act = "link two accounts" if together else "hold two accounts apart"
    trail.note(user.pk, act, review=review.pk, what=f"entries {a[:12]} and {b[:12]}, decision {made.pk}")
    ask_for_run(user, review)
    return made


@transaction.atomic
def undo_link(user: UserRecord, made: LinkDecisionRecord) -> None:
    """Take a decision on two accounts back; the rules decide again."""
    require(user, Act.ARRANGE_TIMELINE, made.review)
    if made.undone_at is None:
        made.undone_at = timezone.now()
        made.save(update_fields=["undone_at"])
        trail.note(user.pk, "undo a decision on accounts", review=made.review_id, what=f"decision {made.pk}")
        ask_for_run(user, made.review)


def order_of_day(review: ReviewRecord, day: date) -> list[str]:
    """The entries of one day as they will stand: in the order set by hand, then as the timeline has them."""
    placed = PlacedRecord.objects.filter(run=review.current_run, earliest=day, latest=day).order_by("position")
    there = list(placed.values_list("entry", flat=True))
    last = last_order(review, day)
    rank = {e: n for n, e in enumerate(last.entries)} if last is not None else {}
    return sorted(there, key=lambda e: rank.get(e, len(rank)))


def last_order(review: ReviewRecord, day: date) -> DayOrderRecord | None:
    """The order of a day that is in force."""
    made = DayOrderRecord.objects.filter(review=review, day=day, undone_at__isnull=True)
    return made.order_by("made_at", "pk").last()


@transaction.atomic
def move(user: UserRecord, review: ReviewRecord, *, entry: str, earlier: bool) -> DayOrderRecord:
    """One place earlier or later within its day."""
    placed = require_entry(user, Act.ARRANGE_TIMELINE, review, entry)
    day = placed.earliest
    if day is None or day != placed.latest:
        raise KeepsightError(_("Only an entry of one certain day has a place within a day."))
    order = order_of_day(review, day)
    at = order.index(placed.entry)
    to = at - 1 if earlier else at + 1
    if not 0 <= to < len(order):
        raise KeepsightError(_("It stands first already.") if earlier else _("It stands last already."))
    order[at], order[to] = order[to], order[at]
    made = DayOrderRecord.objects.create(review=review, day=day, entries=order, made_by=user, made_at=timezone.now())
    trail.note(user.pk, "order a day", review=review.pk, what=f"entry {entry[:12]}, order {made.pk}")
    ask_for_run(user, review)
    return made


@transaction.atomic
def undo_order(user: UserRecord, review: ReviewRecord, *, day: date) -> None:
    """Take the last change of a day's order back."""
    require(user, Act.ARRANGE_TIMELINE, review)
    last = last_order(review, day)
    if last is None:
        raise KeepsightError(_("This day has no order set by hand."))
    last.undone_at = timezone.now()
    last.save(update_fields=["undone_at"])
    trail.note(user.pk, "undo the order of a day", review=review.pk, what=f"order {last.pk}")
    ask_for_run(user, review)


@transaction.atomic
def correct_date(user: UserRecord, review: ReviewRecord, *, entry: str, now: str, reason: str) -> CorrectionRecord:
    """A date put right: a new version beside what was written, which stays readable."""
    placed = require_entry(user, Act.ARRANGE_TIMELINE, review, entry)
    cell = next((f for f in placed.record.payload["fields"] if f["role"] == ColumnRole.DATE.value), None)
    if cell is None:
        raise KeepsightError(_("This row has no column of dates. Ask its agency to send it with one."))
    now = " ".join(now.split())
    if not reason.strip():
        raise KeepsightError(_("Say how you know the date, so that the others can follow it."))
    scope = Scope(review.scope_from, review.scope_to)
    if not now or not read_date(now, previous=None, scope=scope).when.is_dated:
        raise KeepsightError(_("No day could be read from this date. Write it as 12 May 2020, or as May 2020."))
    earlier = CorrectionRecord.objects.filter(
        review=review, entry=placed.entry, column=cell["column"], undone_at__isnull=True
    )
    earlier.update(undone_at=timezone.now(), undone_by=user)
    made = CorrectionRecord.objects.create(
        review=review,
        entry=placed.entry,
        column=cell["column"],
        was=cell.get("text", ""),
        now=now,
        reason=reason.strip(),
        made_by=user,
        made_at=timezone.now(),
    )
    trail.note(user.pk, "correct a date", review=review.pk, what=f"entry {entry[:12]}, correction {made.pk}")
    ask_for_run(user, review)
    return made


@transaction.atomic
def undo_correction(user: UserRecord, made: CorrectionRecord) -> None:
    """Take a correction back; what the agency wrote counts again."""
    require(user, Act.ARRANGE_TIMELINE, made.review)
    if made.undone_at is None:
        made.undone_at, made.undone_by = timezone.now(), user
        made.save(update_fields=["undone_at", "undone_by"])
        trail.note(user.pk, "undo a correction", review=made.review_id, what=f"correction {made.pk}")
        ask_for_run(user, made.review)
