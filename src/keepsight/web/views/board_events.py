"""Learning events by the way they were held: figures of one event, the comparison on the board's page, the board's decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from keepsight.access import Act, NotAllowed
from keepsight.model import KeepsightError
from keepsight.services.events_compared import decide, events_compared, keep_figures
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.events import DecisionForm, FiguresForm
from keepsight.web.views.circulation import board_of


@in_review(Act.WRITE_LEARNING)
def event_figures(request: HttpRequest, here: Here, event: int) -> HttpResponse:
    """What came of one event, in numbers."""
    one = get_object_or_404(here.review.learning_events, pk=event)
    held = getattr(one, "figures", None)
    initial: dict[str, Any] = {name: getattr(held, name) for name in FiguresForm.base_fields} if held else {}
    form = FiguresForm(request.POST if request.method == "POST" else None, initial=initial)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            keep_figures(here.user, one, **form.cleaned_data)
        except NotAllowed:
            raise
        except KeepsightError as error:
            problem = str(error)
        else:
            messages.success(request, _("The figures are kept."))
            return redirect("event", here.review.pk, one.pk)
    context = {"form": form, "event": one, "problem": problem, "errors_on_page": bool(problem or form.errors)}
    return render(request, "learning/event_figures.html", context, status=422 if context["errors_on_page"] else 200)


@login_required
def board_events(request: HttpRequest, board: int) -> HttpResponse:
    """Events of the board by mode, compared with what is uncertain; the board's decisions about them."""
    user, actor, one = board_of(request, board)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            decide(user, one, **form.cleaned_data)
        except NotAllowed:
            raise
        except KeepsightError as error:
            problem = str(error)
        else:
            messages.success(request, _("The decision is kept, with the figures that lay before it."))
            return redirect("board_events", one.pk)
    context = {
        "board": one,
        "found": events_compared(actor, one),
        "form": form,
        "problem": problem,
        "errors_on_page": bool(problem or form.errors),
    }
    return render(request, "board/events.html", context, status=422 if context["errors_on_page"] else 200)
