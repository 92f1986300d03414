"""The timeline: a page of entries with filters, the numbers behind its picture, and one entry with all that hangs on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from keepsight.access import Act
from keepsight.store.queries import members_seen, visible_placed
from keepsight.web.asking import Here, in_review


@in_review(Act.SEE_TIMELINE, seen="see the timeline")
def timeline(request: HttpRequest, here: Here) -> HttpResponse:
    return render(request, "timeline/timeline.html", {"placed": visible_placed(here.actor, here.review)[:100]})


@in_review(Act.SEE_TIMELINE)
def lanes(request: HttpRequest, here: Here) -> HttpResponse:
    run = here.review.current_run
    whole = run.lanes if run is not None else {}
    seen = {m.agency.name for m in members_seen(here.actor, here.review)}
    return JsonResponse({**whole, "lanes": [lane for lane in whole.get("lanes", []) if lane["agency"] in seen]})


@in_review(Act.SEE_TIMELINE, seen="see an entry")
def entry(request: HttpRequest, here: Here, entry: str) -> HttpResponse:
    placed = visible_placed(here.actor, here.review).get(entry=entry)
    return render(request, "timeline/entry.html", {"placed": placed})
