"""Tokens of programs that work for a person: made once, shown once, kept as a digest, and never able to do more than the person.

A token can be narrowed to one review, to one role, and to reading. What is left of the person's seats is what every service
then checks, so that nothing else needs to know of tokens.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Actor, SeatRole
from keepsight.model import KeepsightError
from keepsight.services import trail
from keepsight.services.actors import actor_of
from keepsight.services.inviting import digest_of
from keepsight.store.models import ReviewRecord, TokenRecord, UserRecord

LONGEST = 365
_USED_AGAIN = timedelta(minutes=5)


@transaction.atomic
def make_token(
    user: UserRecord,
    *,
    label: str,
    days: int,
    may_write: bool = False,
    review: ReviewRecord | None = None,
    role: SeatRole | None = None,
) -> tuple[TokenRecord, str]:
    """A token and its secret, which is not kept. KeepsightError for a token that would be able to do nothing."""
    if not label.strip():
        raise KeepsightError(_("Say what the token is for, so that you know later which one to withdraw."))
    if not 1 <= days <= LONGEST:
        raise KeepsightError(_("A token is good for 1 to %(n)s days.") % {"n": LONGEST})
    actor = actor_of(user)
    if not _narrowed(actor, review=review.pk if review else None, role=role.value if role else "").seats:
        raise KeepsightError(_("You hold no such role, so the token could do nothing. Choose another role or review."))
    secret = "ks_" + secrets.token_urlsafe(32)
    made = TokenRecord.objects.create(
        user=user,
        label=label.strip()[:80],
        digest=digest_of(secret),
        may_write=may_write,
        review=review,
        role=role.value if role else "",
        made_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=days),
    )
    trail.note(user.pk, "make a token", review=review.pk if review else None, what=f"token {made.pk}")
    return made, secret


@transaction.atomic
def withdraw_token(user: UserRecord, token: TokenRecord) -> None:
    """The token opens nothing from now on; only its owner's are found here."""
    if token.user_id != user.pk:
        raise TokenRecord.DoesNotExist
    if token.withdrawn_at is None:
        token.withdrawn_at = timezone.now()
        token.save(update_fields=["withdrawn_at"])
        trail.note(user.pk, "withdraw a token", what=f"token {token.pk}")


def owner_of(secret: str) -> tuple[UserRecord, TokenRecord] | None:
    """Whose token this is, with their seats cut to what it may do; None for one that is unknown, expired or withdrawn."""
    now = timezone.now()
    token = (
        TokenRecord.objects.select_related("user")
        .filter(digest=digest_of(secret), withdrawn_at__isnull=True, expires_at__gt=now, user__is_active=True)
        .first()
    )
    if token is None:
        return None
    if token.used_at is None or now - token.used_at > _USED_AGAIN:
        TokenRecord.objects.filter(pk=token.pk).update(used_at=now)
    user = token.user
    user._actor = _narrowed(actor_of(user), review=token.review_id, role=token.role)  # type: ignore[attr-defined]  # as in `actor_of`
    return user, token


def _narrowed(actor: Actor, *, review: int | None, role: str) -> Actor:
    seats = (s for s in actor.seats if review in (None, s.review) and role in ("", s.role.value))
    return replace(actor, seats=tuple(seats), administrator=False)
