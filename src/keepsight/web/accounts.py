"""Accounts by invitation alone, with a second factor."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # the library carries no types
    """Nobody makes an account by themselves: an invitation is answered at its own address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False


def has_second_factor(user: object) -> bool:
    """Whether the account has an authenticator app or a passkey; asked once a request."""
    known = getattr(user, "_second_factor", None)
    if known is None:
        known = Authenticator.objects.filter(user=user, type__in=FACTORS).exists()
        user._second_factor = known  # type: ignore[attr-defined]  # lives as long as the request
    return bool(known)
