"""What a person may see, as query sets: every list, search, export and single page starts from one of these."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from keepsight.access import Actor, SeatRole
from keepsight.store.models import EntryRecord, PlacedRecord, ReviewAgencyRecord, ReviewRecord, SubmissionRecord


def reviews_of(actor: Actor) -> QuerySet[ReviewRecord]:
    """The reviews in which the actor holds a seat."""
    return ReviewRecord.objects.filter(pk__in={s.review for s in actor.seats}).select_related("board", "current_run")


def members_seen(actor: Actor, review: ReviewRecord) -> QuerySet[ReviewAgencyRecord]:
    """The agencies of a review whose rows the actor sees: all, their own, or all once theirs was shown the whole."""
    members = ReviewAgencyRecord.objects.filter(review=review).select_related("agency")
    if actor.sees_all_rows(review.pk):
        return members
    own = actor.agencies_in(review.pk)
    if not own:
        return members.none()
    if members.filter(_own(own), released_at__isnull=False).exists():
        return members
    return members.filter(_own(own))


def own_members(actor: Actor, review: ReviewRecord) -> QuerySet[ReviewAgencyRecord]:
    """The agencies of a review whose submissions the actor handles: all for the coordinator, an author's own."""
    members = ReviewAgencyRecord.objects.filter(review=review).select_related("agency")
    if SeatRole.COORDINATOR in actor.roles_in(review.pk):
        return members
    return members.filter(_own(actor.agencies_in(review.pk)))


def submissions_seen(actor: Actor, review: ReviewRecord) -> QuerySet[SubmissionRecord]:
    """The submissions the actor may open: the panel all that were sent, an author those of the own agency."""
    sent = SubmissionRecord.objects.filter(member__review=review).select_related("member__agency", "sent_by", "service")
    if actor.sees_all_rows(review.pk):
        return sent
    own = actor.agencies_in(review.pk)
    return sent.filter(Q(member__agency__in=own) | Q(member__agency__parent__in=own))


def visible_placed(actor: Actor, review: ReviewRecord) -> QuerySet[PlacedRecord]:
    """The entries of the current timeline that the actor sees."""
    if review.current_run_id is None:
        return PlacedRecord.objects.none()
    placed = PlacedRecord.objects.filter(run_id=review.current_run_id)
    if actor.sees_all_rows(review.pk):
        return placed
    return placed.filter(member__in=members_seen(actor, review).values("pk"))


def current_entries(review: ReviewRecord) -> QuerySet[EntryRecord]:
    """The rows of every accepted submission: what the next timeline is made of."""
    return EntryRecord.objects.filter(review=review, submission__state="accepted").order_by("submission_id", "row")


def _own(agencies: frozenset[int]) -> Q:
    return Q(agency__in=agencies) | Q(agency__parent__in=agencies)
