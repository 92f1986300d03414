"""The swapped reading of a review, and what its fairness check showed."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act
from keepsight.services import swapping
from keepsight.web.asking import Here, in_review
from keepsight.web.views.timeline import eyes_of, swaps
from keepsight.web.words import RELATIONS, WHOSE

A_PAGE = 40


@in_review(Act.SEE_QUESTIONS)
def fairness(request: HttpRequest, here: Here) -> HttpResponse:
    """The result for the timeline that is shown, change by change; or that nobody has asked for it yet."""
    run = here.review.current_run
    told = run.fairness if run is not None else {}
    context = {
        "run": run,
        "told": told,
        "at": datetime.fromisoformat(told["at"]) if told else None,
        "relations": [(RELATIONS.get(name, name), n) for name, n in told.get("relations", ())],
        "differences": [(RELATIONS.get(r, r), code, gone) for r, code, gone in told.get("differences", ())],
        "errors": sum(n for _, n in told.get("relations", ())),
    }
    part = swaps(request, "fairness")
    return render(request, "questions/fairness_result.html" if part else "questions/fairness.html", context)


@require_POST
@in_review(Act.SEE_QUESTIONS)
def check_now(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask for the check, in the background."""
    swapping.ask_for_fairness(here.user, here.review)
    messages.success(request, _("The check has begun. You can go on meanwhile."))
    return redirect("fairness", here.review.pk)


@in_review(Act.SEE_QUESTIONS, seen="see the swapped reading")
def swapped(request: HttpRequest, here: Here) -> HttpResponse:
    """The timeline beside the same timeline with the genders exchanged, to be read aloud."""
    eyes = eyes_of(here)
    whose = request.GET.get("whose", "everybody")
    neutral = request.GET.get("words") == "neutral"
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 7 else 1
    placed, count = swapping.page_of(eyes, max(1, number), A_PAGE)
    page = Paginator(range(count), A_PAGE).get_page(number)
    return render(
        request,
        "questions/swapped.html",
        {
            "eyes": eyes,
            "rows": swapping.both_of(placed, eyes, whose=whose, neutral=neutral),
            "page": page,
            "whose": whose,
            "neutral": neutral,
            "choices": WHOSE.items(),
        },
    )
