"""The learning event: planned, its reduced timeline chosen and released, read and added to by those who take part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act, NotAllowed
from keepsight.model import KeepsightError
from keepsight.services import learning_event as service
from keepsight.services.lines import Eyes
from keepsight.services.veiling import veiled
from keepsight.store.chosen import Chosen, chosen
from keepsight.store.models import LearningEventRecord
from keepsight.store.queries import visible_placed
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.learning import EventForm
from keepsight.web.views.timeline import eyes_of
from keepsight.web.words import MODES

MOST_FOUND = 40


@in_review(Act.SEE_RELEASED)
def events(request: HttpRequest, here: Here) -> HttpResponse:
    """The events there are: all for the panel, the released ones for everybody else."""
    shown = [(e, MODES[e.mode]) for e in _events(here).order_by("held_on", "pk")]
    return render(request, "learning/events.html", {"events": shown})


@in_review(Act.WRITE_LEARNING)
def event_plan(request: HttpRequest, here: Here, event: int = 0) -> HttpResponse:
    """Plan an event, or change its plan."""
    planned = get_object_or_404(here.review.learning_events, pk=event) if event else None
    names = ("held_on", "mode", "note")
    initial = {name: getattr(planned, name) for name in names} if planned else {"mode": "room"}
    form = EventForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        kept = service.plan(here.user, here.review, planned, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("event", here.review.pk, kept.pk)
    return render(request, "learning/event_plan.html", {"form": form, "event": planned})


@in_review(Act.SEE_RELEASED, seen="see a reduced timeline")
def event(request: HttpRequest, here: Here, event: int) -> HttpResponse:
    """The reduced timeline with room to add to it; the panel sees what everybody added, others what they did."""
    return _shown(request, here, get_object_or_404(_events(here), pk=event))


@require_POST
@in_review(Act.CONTRIBUTE)
def event_contribute(request: HttpRequest, here: Here, event: int) -> HttpResponse:
    """Add to an entry or to the whole."""
    one = get_object_or_404(_events(here), pk=event)
    text, entry = request.POST.get("text", ""), request.POST.get("entry", "")
    try:
        service.contribute(here.user, one, text=text, entry=entry)
    except NotAllowed:
        raise
    except KeepsightError as error:
        return _shown(request, here, one, problem=str(error), typed={"text": text, "entry": entry})
    messages.success(request, _("Thank you. What you wrote is kept."))
    return redirect("event", here.review.pk, one.pk)


@in_review(Act.WRITE_LEARNING, seen="choose a reduced timeline")
def event_choose(request: HttpRequest, here: Here, event: int) -> HttpResponse:
    """Choose the entries and word them for the participants."""
    one = get_object_or_404(here.review.learning_events, pk=event)
    eyes = eyes_of(here)
    words = request.GET.get("find", "").strip()
    found: list[str] = []
    if words:
        visible = visible_placed(eyes.actor, eyes.review, seen=eyes.members)
        fitting = chosen(visible, Chosen(words=words)).order_by("position")
        found = list(fitting.values_list("entry", flat=True)[:MOST_FOUND])
    problem = ""
    typed: dict[str, str] = {}
    if request.method == "POST":
        typed = {e: request.POST.get(f"text-{e}", "") for e in request.POST.getlist("entries")}
        try:
            count = service.choose(here.user, one, typed, eyes)
        except NotAllowed:
            raise
        except KeepsightError as error:
            problem = str(error)
        else:
            messages.success(request, _("%(n)d entries are chosen.") % {"n": count})
            return redirect("event", here.review.pk, one.pk)
    kept = dict(one.entries.values_list("entry", "text"))
    lines = service.on_offer(eyes, one, [*found, *typed])
    bare = eyes if not here.names else _without_names(here)
    default = {line.entry: service.reduced_text(line) for line in service.on_offer(bare, one, [*found, *typed])}
    picked = typed or kept
    offered = [
        {
            "line": line,
            "text": picked.get(line.entry) or default[line.entry],
            "chosen": line.entry in picked if picked else True,
        }
        for line in lines
    ]
    context = {"event": one, "offered": offered, "words": words, "problem": problem, "errors_on_page": bool(problem)}
    return render(request, "learning/event_choose.html", context, status=422 if problem else 200)


@require_POST
@in_review(Act.RELEASE)
def event_release(request: HttpRequest, here: Here, event: int) -> HttpResponse:
    """Release the reduced timeline, or take the release back."""
    one = get_object_or_404(here.review.learning_events, pk=event)
    back = request.POST.get("release") != "1"
    service.release(here.user, one, back=back)
    messages.success(
        request, _("The release is taken back.") if back else _("The participants can read it now, and were told.")
    )
    return redirect("event", here.review.pk, one.pk)


def _events(here: Here) -> Any:
    """The events one may know of."""
    every = here.review.learning_events.all()
    return every if here.can(Act.SEE_LEARNING) else every.filter(released_at__isnull=False)


def _without_names(here: Here) -> Eyes:
    return replace(eyes_of(here), names=False)


def _shown(
    request: HttpRequest,
    here: Here,
    one: LearningEventRecord,
    *,
    problem: str = "",
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    added = one.contributions.select_related("made_by").order_by("made_at", "pk")
    if not here.can(Act.SEE_LEARNING):
        added = added.filter(made_by=here.user)
    kept = list(added)
    texts = veiled(here.review, [c.text for c in kept], names=here.names)
    by_entry: dict[str, list[tuple[Any, Any]]] = {}
    for one_added, text in zip(kept, texts, strict=True):
        by_entry.setdefault(one_added.entry, []).append((one_added, text))
    context = {
        "event": one,
        "mode": MODES[one.mode],
        "entries": [(e, by_entry.get(e.entry, [])) for e in one.entries.all()],
        "whole": by_entry.get("", []),
        "problem": problem,
        "typed": typed or {},
        "errors_on_page": bool(problem),
    }
    return render(request, "learning/event.html", context, status=422 if problem else 200)
