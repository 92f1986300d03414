"""The board's page: its reviews, its recommendations and where they have come to, and what it recommended before."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from keepsight.model import KeepsightError
from keepsight.services import trail, yearly
from keepsight.services.actors import actor_of
from keepsight.services.board import FIRST_YEAR, add_earlier, board_page, boards_seen
from keepsight.services.board_glance import glance_of
from keepsight.store.models import UserRecord
from keepsight.web.forms.board import EarlierForm
from keepsight.web.views.circulation import board_of


@login_required
def report(request: HttpRequest, board: int, year: int, kind: str) -> HttpResponse:
    """The yearly report, drafted from what one sees of the board."""
    user, actor, one = board_of(request, board)
    if kind not in yearly.KINDS or not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    trail.note(user.pk, "draft the yearly report", what=f"board {one.pk}, {year}")
    response = HttpResponse(yearly.yearly_report(actor, one, year, kind), content_type=yearly.KINDS[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"yearly-report-{year}.{kind}")
    return response


@login_required
def board(request: HttpRequest, board: int) -> HttpResponse:
    """Everything of one board that one may see; a board of which one sees nothing is not found."""
    user = request.user
    assert isinstance(user, UserRecord)  # noqa: S101 - login_required saw to it
    actor = actor_of(user)
    one = next((b for b in boards_seen(actor) if b.pk == board), None)
    if one is None:
        raise Http404
    form = EarlierForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            add_earlier(user, one, **form.cleaned_data)
        except KeepsightError as error:
            problem = str(error)
        else:
            messages.success(request, _("Kept. A recommendation like it will say that it was made before."))
            return redirect("board", one.pk)
    if request.method == "GET":
        trail.note(user.pk, "see the board's page", what=f"board {one.pk}")
    today = timezone.localdate()
    page = board_page(actor, one, today=today)
    context = {
        "page": page,
        "glance": glance_of(actor, page, today=today),
        "year": today.year,
        "form": form,
        "problem": problem,
        "errors_on_page": bool(problem or form.errors),
    }
    return render(request, "board/board.html", context, status=422 if context["errors_on_page"] else 200)
