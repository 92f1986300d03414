"""The first account of an installation."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from keepsight.model import KeepsightError
from keepsight.services import trail
from keepsight.store.models import BoardRecord, UserRecord


@transaction.atomic
def make_administrator(email: str, *, name: str, password: str, board: str = "", nation: str = "wales") -> UserRecord:
    """An account that can open reviews and sees no case; its board is made if it is not there."""
    if UserRecord.objects.filter(email=email.lower()).exists():
        raise KeepsightError(_("There is an account with this address already."))
    try:
        validate_password(password, UserRecord(email=email, name=name))
    except ValidationError as error:
        raise KeepsightError(" ".join(error.messages)) from None
    if board:
        BoardRecord.objects.get_or_create(name=board, defaults={"nation": nation})
    user = UserRecord.objects.create_user(email, password, name=name, administrator=True)
    trail.note(user.pk, "make the administrator", what=f"account {user.pk}")
    return user
