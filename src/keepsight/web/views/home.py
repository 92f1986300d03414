"""The reviews one has a seat in, the home of one review, and the switch between names and pseudonyms."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act, NotAllowed, SeatRole
from keepsight.services import trail
from keepsight.services.actors import actor_of
from keepsight.services.board import boards_seen
from keepsight.services.opening import boards_of, open_review
from keepsight.services.waiting import deadlines_of, states_of, waiting_for
from keepsight.store.models import UserRecord
from keepsight.store.queries import reviews_of
from keepsight.web.asking import NAMES_SHOWN, Here, in_review
from keepsight.web.forms.setup import NewReviewForm
from keepsight.web.views.account import back
from keepsight.web.words import ROLES


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Every review in which one has a seat, with the seats one has there."""
    user = request.user
    assert isinstance(user, UserRecord)  # noqa: S101 - login_required saw to it
    actor = actor_of(user)
    reviews = [
        (review, [ROLES[role.value] for role in sorted(actor.roles_in(review.pk))])
        for review in reviews_of(actor).order_by("closed_at", "-opened_at")
    ]
    return render(
        request,
        "reviews/reviews.html",
        {
            "reviews": reviews,
            "boards": boards_seen(actor),
            "may_open": actor.administrator or any(x.role is SeatRole.COORDINATOR for x in actor.seats),
        },
    )


@in_review(Act.SEE_HOME)
def review(request: HttpRequest, here: Here) -> HttpResponse:
    """The review's home: what waits for me, the deadlines, where each step stands."""
    dates = deadlines_of(here.review, today=timezone.localdate())
    return render(
        request,
        "reviews/review.html",
        {
            "waiting": waiting_for(here.actor, here.review),
            "deadlines": dates,
            "states": states_of(here.actor, here.review),
            "run": here.review.runs.order_by("-number").first() if here.can(Act.SEE_ROWS) else None,
        },
    )


@login_required
def new_review(request: HttpRequest) -> HttpResponse:
    """Open a review; whoever coordinates one, or runs the installation, may open another."""
    user = request.user
    assert isinstance(user, UserRecord)  # noqa: S101 - login_required saw to it
    boards = boards_of(user)
    if not boards:
        raise NotAllowed(_("Only a review coordinator or an administrator can open a review."))
    form = NewReviewForm(request.POST or None, boards=boards)
    if request.method == "POST" and form.is_valid():
        made = open_review(user, form.cleaned_data["board"], title=form.cleaned_data["title"])
        return redirect("setup", made.pk)
    return render(request, "reviews/new.html", {"form": form})


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
