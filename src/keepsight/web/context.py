"""What every page shows: who is signed in, what waits for them, and whether this is the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from keepsight.store.models import NoticeRecord


def house(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    here = getattr(request, "here", None)
    return {
        "here": here,
        "demo": settings.DEMO,
        "unread": NoticeRecord.objects.filter(user=user, read_at__isnull=True).count() if signed_in else 0,
        "other_language": ("cy", "Cymraeg") if getattr(request, "LANGUAGE_CODE", "en") == "en" else ("en", "English"),
    }
