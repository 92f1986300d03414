"""What every page shows: who is signed in, what waits for them, and whether this is the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from keepsight.services.demo import ACCOUNTS, PASSWORD, DemoAccount
from keepsight.store.models import NoticeRecord
from keepsight.web.words import ROLES


def house(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    here = getattr(request, "here", None)
    accounts = ACCOUNTS if settings.DEMO and not signed_in and request.path == reverse("account_login") else ()
    return {
        "demo_accounts": [{"email": a.email, "role": role_of(a)} for a in accounts],
        "demo_password": PASSWORD,
        "here": here,
        "demo": settings.DEMO,
        "unread": NoticeRecord.objects.filter(user=user, read_at__isnull=True).count() if signed_in else 0,
        "other_language": ("en", "English") if getattr(request, "LANGUAGE_CODE", "") == "cy" else ("cy", "Cymraeg"),
    }


def role_of(account: DemoAccount) -> str:
    role = str(ROLES[account.role.value])
    return f"{role} ({account.agency})" if account.agency else role
