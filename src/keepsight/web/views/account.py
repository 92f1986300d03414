"""One's own account: the language, the notices, what was signed in with."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.model import KeepsightError
from keepsight.services import inviting, tokens
from keepsight.services.actors import actor_of
from keepsight.services.notifying import words
from keepsight.store.models import NoticeRecord, UserRecord
from keepsight.store.queries import reviews_of
from keepsight.web.accounts import has_second_factor
from keepsight.web.forms.account import TokenForm
from keepsight.web.forms.setup import WelcomeForm


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What belongs to the account, and where to change it; the tokens of programs, made and withdrawn here."""
    user = request.user
    assert isinstance(user, UserRecord)  # noqa: S101 - login_required saw to it
    form = TokenForm(request.POST or None, reviews=reviews_of(actor_of(user)))
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = tokens.make_token(user, **form.cleaned_data)
        except KeepsightError as error:
            form.add_error(None, str(error))
        else:
            request.session["token"] = secret
            return redirect("account")
    context = {
        "second_factor": has_second_factor(user),
        "form": form,
        "secret": request.session.pop("token", ""),
        "tokens": user.tokens.filter(withdrawn_at=None).select_related("review").order_by("-made_at"),
        "now": timezone.now(),
    }
    return render(request, "account/account.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def token_withdraw(request: HttpRequest, token: int) -> HttpResponse:
    """Withdraw one of one's own tokens."""
    user = request.user
    assert isinstance(user, UserRecord)  # noqa: S101 - login_required saw to it
    tokens.withdraw_token(user, get_object_or_404(user.tokens, pk=token))
    messages.success(request, _("The token was withdrawn. Nothing that used it can reach Keepsight any more."))
    return redirect("account")


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
    return render(request, "account/notices.html", {"notices": [(n, words(n)) for n in shown]})


def back(request: HttpRequest) -> str:
    """The page a form came from, if it is one of ours."""
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}) else "/"


def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """An invitation answered: with a new account, or with the one that is signed in."""
    invitation = inviting.open_invitation(secret)
    user = request.user
    if isinstance(user, UserRecord):
        if request.method == "POST":
            inviting.answer_as(user, secret)
            return redirect("home")
        return render(request, "account/welcome.html", {"invitation": invitation})
    known = UserRecord.objects.filter(email=invitation.email).exists()
    form = WelcomeForm(request.POST or None, initial={"name": invitation.name})
    if request.method == "POST" and not known and form.is_valid():
        try:
            made = inviting.answer(secret, **form.cleaned_data)
        except KeepsightError as error:
            form.add_error("password", str(error))
        else:
            login(request, made, backend="allauth.account.auth_backends.AuthenticationBackend")
            return redirect("home")
    context = {"invitation": invitation, "form": form, "known": known, "next": request.path}
    return render(request, "account/welcome.html", context, status=422 if form.errors else 200)
