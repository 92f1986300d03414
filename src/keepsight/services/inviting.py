"""People invited into a review by e-mail, and the invitation answered.

The link's secret is random (256 bits), goes out once and is kept as a digest. It opens one account, for one address, until it
expires or is withdrawn. Whoever has an account already signs in and receives the seat.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act, SeatRole
from keepsight.model import KeepsightError
from keepsight.services import trail
from keepsight.services.actors import require
from keepsight.services.opening import give_seat
from keepsight.store.models import AgencyRecord, InvitationRecord, ReviewRecord, UserRecord

GOOD_FOR = timedelta(days=14)


@transaction.atomic
def invite(
    user: UserRecord, review: ReviewRecord, *, email: str, name: str, role: SeatRole, agency: AgencyRecord | None = None
) -> tuple[InvitationRecord, str]:
    """An invitation and the secret of its link, which is not kept. KeepsightError for an address that is none."""
    require(user, Act.INVITE, review)
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise KeepsightError(_("Write a complete e-mail address, like name@example.org.")) from None
    if role is SeatRole.AUTHOR and agency is None:
        raise KeepsightError(_("An agency author speaks for an agency: choose which."))
    if agency is not None and agency.board_id != review.board_id:
        raise KeepsightError(_("The agency belongs to another board."))
    secret = secrets.token_urlsafe(32)
    invitation = InvitationRecord.objects.create(
        email=email,
        name=name.strip(),
        review=review,
        role=role.value,
        agency=agency if role in (SeatRole.AUTHOR, SeatRole.PANEL, SeatRole.BOARD) else None,
        digest=digest_of(secret),
        invited_by=user,
        invited_at=timezone.now(),
        expires_at=timezone.now() + GOOD_FOR,
    )
    trail.note(user.pk, "invite somebody", review=review.pk, what=f"invitation {invitation.pk} as {role.value}")
    return invitation, secret


def open_invitation(secret: str) -> InvitationRecord:
    """The invitation of a link; KeepsightError when it is used up, withdrawn, too old, or never was."""
    found = InvitationRecord.objects.select_related("review__board", "agency").filter(digest=digest_of(secret)).first()
    if found is None or found.withdrawn_at or found.accepted_at or found.expires_at < timezone.now():
        raise KeepsightError(
            _("This invitation is not open any more. Ask the coordinator of the review for a new one.")
        )
    return found


@transaction.atomic
def answer(secret: str, *, name: str, password: str) -> UserRecord:
    """Make the account of an invitation; KeepsightError where one exists (sign in instead) or the password is weak."""
    invitation = open_invitation(secret)
    if UserRecord.objects.filter(email=invitation.email).exists():
        raise KeepsightError(_("There is an account with this address. Sign in, then open the link again."))
    if not name.strip():
        raise KeepsightError(_("Write your name, as the others should see it."))
    probe = UserRecord(email=invitation.email, name=name.strip())
    try:
        validate_password(password, probe)
    except ValidationError as error:
        raise KeepsightError(" ".join(error.messages)) from None
    user = UserRecord.objects.create_user(invitation.email, password, name=name.strip())
    trail.note(user.pk, "make an account", what=f"invitation {invitation.pk}")
    _seat(invitation, user)
    return user


@transaction.atomic
def answer_as(user: UserRecord, secret: str) -> InvitationRecord:
    """The invitation answered with the account one is signed in with; it must be for the same address."""
    invitation = open_invitation(secret)
    if invitation.email != user.email:
        raise KeepsightError(_("This invitation is for another e-mail address than yours. Sign out first."))
    _seat(invitation, user)
    return invitation


@transaction.atomic
def withdraw(user: UserRecord, invitation: InvitationRecord) -> None:
    """Take an invitation back before it is answered."""
    if invitation.review is None:
        raise KeepsightError(_("This invitation belongs to no review."))
    require(user, Act.INVITE, invitation.review)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    trail.note(user.pk, "withdraw an invitation", review=invitation.review_id, what=f"invitation {invitation.pk}")


@transaction.atomic
def take_seat_away(user: UserRecord, review: ReviewRecord, seat: int) -> None:
    """Somebody leaves a review; the last coordinator cannot."""
    require(user, Act.INVITE, review)
    found = review.seats.get(pk=seat)
    if found.role == SeatRole.COORDINATOR and review.seats.filter(role=SeatRole.COORDINATOR.value).count() == 1:
        raise KeepsightError(_("A review needs a coordinator. Give the seat to somebody else first."))
    trail.note(user.pk, "take a seat away", review=review.pk, what=f"{found.role} from account {found.user_id}")
    found.delete()


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _seat(invitation: InvitationRecord, user: UserRecord) -> None:
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    if invitation.review is not None:
        give_seat(None, invitation.review, to=user, role=SeatRole(invitation.role), agency=invitation.agency)


def send_link(invitation: InvitationRecord, link: str) -> None:
    """Mail the link. The message names the sender's product and nothing of the case, since mail is read on the way."""
    body = "\n\n".join(
        [
            _("You have been invited to take part in a piece of work of your safeguarding board in Keepsight."),
            link,
            _("The link works once, for 14 days. If you do not expect it, leave it and tell your board."),
        ]
    )
    EmailMessage(_("An invitation to Keepsight"), body, to=[invitation.email]).send(fail_silently=True)
