"""What happens around every page: the second factor, the language, the sentence for an error, and nothing kept in a cache."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from keepsight.access import NotAllowed
from keepsight.model import KeepsightError
from keepsight.web.accounts import has_second_factor
from keepsight.web.words import refused

Answer = Callable[[HttpRequest], HttpResponse]
OPEN = ("/accounts/", "/static/", "/welcome/", "/receipt/", "/exercise/", "/language/", "/healthy/")
"""Where somebody may be before the second factor is set up: signing in, setting it up, answering an invitation, a receipt or an exercise."""


class LanguageOfPerson:
    """The language chosen by the account, or by the cookie before signing in."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.user.language if request.user.is_authenticated else request.COOKIES.get("language", "en")
        language = "cy" if chosen == "cy" else "en-gb"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SignedInTwice:
    """Nobody sees anything of a review without a second factor."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.SECOND_FACTOR
            and request.user.is_authenticated
            and not request.path.startswith(OPEN)
            and not has_second_factor(request.user)
        ):
            return redirect("mfa_activate_totp")
        return self.answer(request)


class SentencesForErrors:
    """What a user can mend, and what a role may not do, become pages with one sentence; everything else is a bug and rises."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            return render(
                request,
                "sentence.html",
                {"heading": _("You cannot do this"), "sentence": refused(error.act) if error.act else str(error)},
                status=403,
            )
        if isinstance(error, KeepsightError):
            return render(
                request, "sentence.html", {"heading": _("That did not work"), "sentence": str(error)}, status=422
            )
        return None


class NothingKept:
    """No page of a case stays in a browser's or a proxy's cache."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
