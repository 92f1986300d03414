"""The replay exercise: made on the board's page, gone through by a link, with a certificate at its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from keepsight.access import NotAllowed
from keepsight.model import KeepsightError
from keepsight.services import exercising
from keepsight.services.board import keeps_lists
from keepsight.web.forms.exercises import BeginForm, ExerciseForm, StopForm
from keepsight.web.views.circulation import board_of


@login_required
def exercises(request: HttpRequest, board: int) -> HttpResponse:
    """The exercises of a board; making one, or renewing its link, shows the link once."""
    user, actor, one = board_of(request, board)
    events = exercising.events_on_offer(actor, one)
    wanted = request.POST if request.method == "POST" else None
    form = ExerciseForm(wanted if wanted and "renew" not in wanted else None, board=one, events=events)
    problem, link = "", ""
    try:
        if wanted and "renew" in wanted:
            exercise = get_object_or_404(one.exercises, pk=wanted["renew"] if wanted["renew"].isdigit() else 0)
            link = exercising.new_link(user, exercise)
        elif wanted and form.is_valid():
            told = form.cleaned_data
            event = next(e for e in events if e.pk == told["event"])
            course = one.courses.filter(pk=told["course"] or 0).first()
            _made, link = exercising.make(user, event, told["agency"], title=told["title"], course=course)
            messages.success(request, _("The exercise is made. Nobody is named in it."))
    except NotAllowed:
        raise
    except KeepsightError as error:
        problem = str(error)
    context = {
        "board": one,
        "exercises": exercising.exercises_of(one),
        "keeper": keeps_lists(actor, one),
        "events": events,
        "form": form,
        "link": request.build_absolute_uri(reverse("exercise", args=[link])) if link else "",
        "problem": problem,
        "errors_on_page": bool(problem or form.errors),
    }
    return render(request, "board/exercises.html", context, status=422 if context["errors_on_page"] else 200)


@login_required
def written(request: HttpRequest, board: int, number: int) -> HttpResponse:
    """Every stop of an exercise with what was written at it, for whoever leads a room through it."""
    _user, _actor, one = board_of(request, board)
    exercise = get_object_or_404(one.exercises, pk=number)
    stops = [(s, list(s.answers.order_by("-made_at", "-pk"))) for s in exercise.stops.prefetch_related("answers")]
    return render(request, "board/written.html", {"board": one, "exercise": exercise, "stops": stops})


def exercise(request: HttpRequest, secret: str) -> HttpResponse:
    """What the link opens: what it is about, and how to begin. No account."""
    one = exercising.open_link(secret)
    form = BeginForm(request.POST if request.method == "POST" else None, board=one.board)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            _attempt, own = exercising.begin(one, **form.cleaned_data)
        except KeepsightError as error:
            problem = str(error)
        else:
            return redirect("exercise_run", own)
    context = {"one": one, "stops": one.stops.count(), "form": form, "problem": problem}
    context["errors_on_page"] = bool(problem or form.errors)
    return render(request, "exercise/begin.html", context, status=422 if context["errors_on_page"] else 200)


def run(request: HttpRequest, secret: str) -> HttpResponse:
    """The stop where one is; after writing, what was asked, found and written by others at it."""
    attempt = exercising.attempt_of(secret)
    form = StopForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        number = request.POST.get("stop", "")
        try:
            made = exercising.answer(attempt, int(number) if number.isdigit() else 0, **form.cleaned_data)
        except KeepsightError as error:
            problem = str(error)
        else:
            return redirect(f"{reverse('exercise_run', args=[secret])}?stop={made.stop.number}")
    at = exercising.where(attempt)
    asked = request.GET.get("stop", "")
    shown = next((s for s in at.seen if str(s.number) == asked), None)
    context: dict[str, Any] = {
        "attempt": attempt,
        "secret": secret,
        "at": at,
        "form": form,
        "shown": shown,
        "own": at.answers.get(shown.pk) if shown else None,
        "others": exercising.others(attempt, shown) if shown else (),
        "problem": problem,
        "errors_on_page": bool(problem or form.errors),
    }
    return render(request, "exercise/run.html", context, status=422 if context["errors_on_page"] else 200)


def certificate(request: HttpRequest, secret: str) -> HttpResponse:
    """A certificate of completion; the name that is typed for it is shown and not kept."""
    attempt = exercising.attempt_of(secret)
    if attempt.finished_at is None:
        raise KeepsightError(_("The exercise is not finished yet."))
    name = " ".join(request.POST.get("name", "").split())[:120]
    return render(request, "exercise/certificate.html", {"attempt": attempt, "secret": secret, "name": name})
