"""The board's page: its reviews, its recommendations and where they have come to, and what it recommended before."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.model import KeepsightError
from keepsight.services import trail
from keepsight.services.actors import actor_of
from keepsight.services.board import add_earlier, board_page, boards_seen
from keepsight.store.models import UserRecord
from keepsight.web.forms.board import EarlierForm


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
    page = board_page(actor, one, today=timezone.localdate())
    context = {"page": page, "form": form, "problem": problem, "errors_on_page": bool(problem or form.errors)}
    return render(request, "board/board.html", context, status=422 if context["errors_on_page"] else 200)
