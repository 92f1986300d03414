"""Who is asking, as the rules of access know them, and the checks that every service begins with."""

from __future__ import annotations

from django.utils.translation import gettext as _

from keepsight.access import Act, Actor, Seat, SeatRole, check
from keepsight.model import KeepsightError
from keepsight.store.models import PlacedRecord, ReviewRecord, SeatRecord, UserRecord
from keepsight.store.queries import visible_placed


def actor_of(user: UserRecord) -> Actor:
    """The account with all its seats; one query, remembered on the account for the length of a request."""
    known = getattr(user, "_actor", None)
    if isinstance(known, Actor):
        return known
    seats = SeatRecord.objects.filter(user_id=user.pk).values_list("review_id", "role", "agency_id")
    actor = Actor(user.pk, user.name, tuple(Seat(r, SeatRole(role), a) for r, role, a in seats), user.administrator)
    user._actor = actor  # type: ignore[attr-defined]  # lives as long as the request
    return actor


def forget_actor(user: UserRecord) -> None:
    """The account's seats changed: they are read again when next asked for."""
    user.__dict__.pop("_actor", None)


def require(user: UserRecord, act: Act, review: ReviewRecord) -> Actor:
    """The actor, if they may; NotAllowed with the reason otherwise."""
    actor = actor_of(user)
    check(actor, act, review=review.pk)
    return actor


def require_entry(user: UserRecord, act: Act, review: ReviewRecord, entry: str) -> PlacedRecord:
    """The entry on the current timeline, if the actor may do this and sees that row; KeepsightError otherwise."""
    actor = require(user, act, review)
    found = visible_placed(actor, review).select_related("record").filter(entry=entry).first()
    if found is None:
        raise KeepsightError(_("There is no such entry on the timeline."))
    return found
