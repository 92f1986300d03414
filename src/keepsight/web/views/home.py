"""The reviews one has a seat in, the home of one review, and the switch between names and pseudonyms."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from keepsight.access import NAMES, Act
from keepsight.services import trail
from keepsight.services.actors import actor_of
from keepsight.store.models import UserRecord
from keepsight.store.queries import reviews_of
from keepsight.web.asking import NAMES_SHOWN, Here, in_review
from keepsight.web.views.account import back


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Every review in which one has a seat, with the seats one has there."""
    user = request.user
    assert isinstance(user, UserRecord)  # noqa: S101 - login_required saw to it
    actor = actor_of(user)
    reviews = [
        (review, [NAMES[role] for role in sorted(actor.roles_in(review.pk))])
        for review in reviews_of(actor).order_by("closed_at", "-opened_at")
    ]
    return render(request, "reviews/reviews.html", {"reviews": reviews, "administrator": actor.administrator})


@in_review(Act.SEE_HOME)
def review(request: HttpRequest, here: Here) -> HttpResponse:
    """The review's home."""
    return render(request, "reviews/review.html", {})


@require_POST
@in_review(Act.SEE_TIMELINE)
def names(request: HttpRequest, here: Here) -> HttpResponse:
    """Show real names or pseudonyms from here on; which of the two is recorded."""
    shown = set(request.session.get(NAMES_SHOWN, []))
    wanted = request.POST.get("names") == "1"
    (shown.add if wanted else shown.discard)(here.review.pk)
    request.session[NAMES_SHOWN] = sorted(shown)
    trail.note(here.user.pk, "show real names" if wanted else "show pseudonyms", review=here.review.pk)
    return redirect(back(request))


def healthy(request: HttpRequest) -> HttpResponse:
    """Whether the database answers; for a proxy or a monitor, which learn nothing else."""
    del request
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
