"""One's own account: the language, the notices, what was signed in with."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from keepsight.store.models import NoticeRecord, UserRecord
from keepsight.web.accounts import has_second_factor


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What belongs to the account, and where to change it."""
    return render(request, "account/account.html", {"second_factor": has_second_factor(request.user)})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language with the account, or in a cookie before somebody has signed in."""
    chosen = "cy" if request.POST.get("language") == "cy" else "en"
    response = redirect(back(request))
    if request.user.is_authenticated:
        UserRecord.objects.filter(pk=request.user.pk).update(language=chosen)
    response.set_cookie("language", chosen, max_age=31_536_000, samesite="Lax", httponly=True)
    return response


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """What is new for this person; looking at the page marks it as read."""
    mine = NoticeRecord.objects.filter(user_id=request.user.pk).select_related("review").order_by("-made_at")[:100]
    shown = list(mine)
    NoticeRecord.objects.filter(pk__in=[n.pk for n in shown], read_at__isnull=True).update(read_at=timezone.now())
    return render(request, "account/notices.html", {"notices": shown})


def back(request: HttpRequest) -> str:
    """The page a form came from, if it is one of ours."""
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}) else "/"
