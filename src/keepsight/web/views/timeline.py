"""The timeline: a page of entries with filters, the numbers behind its picture, the views that one keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Subquery, Value
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act
from keepsight.model import People
from keepsight.publish.drawing import OUTLINES, look
from keepsight.services import annotating
from keepsight.services.intake import people_of
from keepsight.services.lines import Eyes, Line, lines_of, with_all_that_hangs
from keepsight.store.chosen import chosen
from keepsight.store.lanes import lanes_for
from keepsight.store.models import PlacedRecord, RunRecord, SavedViewRecord
from keepsight.store.queries import members_seen, sees_others, visible_placed
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.timeline import FilterForm

A_PAGE = 50
NOT_KEPT = ("page", "print")


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of entries grouped by month, with how many fit and how many there are."""

    months: tuple[tuple[date | None, tuple[Line, ...]], ...]
    found: int
    all: int
    page: Page[int]


@in_review(Act.SEE_TIMELINE, seen="see the timeline")
def timeline(request: HttpRequest, here: Here) -> HttpResponse:
    """The entries that fit the filters, page by page; all of them on the page to print."""
    eyes = eyes_of(here)
    form = FilterForm(request.GET, eyes=eyes, people=people_of(here.review) if here.can(Act.SEE_PEOPLE) else People())
    printed = request.GET.get("print") == "1"
    visible = visible_placed(here.actor, here.review, seen=eyes.members)
    fitting = chosen(visible, form.chosen())
    listing = listed(fitting, visible, eyes, page=None if printed else _number(request.GET.get("page")))
    context = {
        "eyes": eyes,
        "form": form,
        "listing": listing,
        "page": listing.page,
        "filtered": not form.chosen().is_everything,
        "errors_on_page": bool(form.errors),
        "query": kept_query(request.GET),
    }
    if printed:
        return render(request, "timeline/print.html", context)
    if swaps(request, "results"):
        return render(request, "timeline/results.html", context)
    context["views"] = SavedViewRecord.objects.filter(review=here.review, user=here.user).order_by("name")
    context["run"] = run_under_way(here)
    return render(request, "timeline/timeline.html", context)


@in_review(Act.SEE_TIMELINE)
def lanes(request: HttpRequest, here: Here) -> HttpResponse:
    """The picture in numbers: each agency that one sees with its colour, its shape, its entries and its silences."""
    eyes = eyes_of(here)
    run = here.review.current_run
    names = [m.agency.name for m in eyes.members]
    cut = None if sees_others(here.actor, here.review, eyes.members) else names
    whole = lanes_for(run.lanes if run is not None else {}, agencies=cut, questions=eyes.questions)
    drawn = [
        {**lane, **_look(names.index(lane["agency"]))} for lane in whole.get("lanes", ()) if lane["agency"] in names
    ]
    return JsonResponse({**whole, "lanes": drawn, "scope": [here.review.scope_from, here.review.scope_to]})


@require_POST
@in_review(Act.SEE_TIMELINE)
def save_view(request: HttpRequest, here: Here) -> HttpResponse:
    """Keep the filters that are set."""
    query = kept_query(QueryDict(request.POST.get("query", "")))
    annotating.save_view(here.user, here.review, name=request.POST.get("name", ""), query=query)
    messages.success(request, _("The view is kept; only you see it in your list."))
    return redirect(f"{reverse('timeline', args=[here.review.pk])}?{query}")


@require_POST
@in_review(Act.SEE_TIMELINE)
def forget_view(request: HttpRequest, here: Here, view: int) -> HttpResponse:
    """Forget one of one's own views."""
    kept = SavedViewRecord.objects.filter(review=here.review, user=here.user)
    annotating.forget_view(here.user, get_object_or_404(kept, pk=view))
    messages.success(request, _("The view is forgotten. The entries are as they were."))
    return redirect("timeline", here.review.pk)


def eyes_of(here: Here) -> Eyes:
    """Who reads this page."""
    members = tuple(members_seen(here.actor, here.review))
    return Eyes(here.review, here.actor, here.names, members, {m.pk: n for n, m in enumerate(members)})


def listed(
    fitting: QuerySet[PlacedRecord], visible: QuerySet[PlacedRecord], eyes: Eyes, *, page: int | None
) -> Listing:
    """One page (all for None) in one query: its entries bring how many fit and how many there are."""
    hung = with_all_that_hangs(fitting, eyes).annotate(found=counted(fitting), all=counted(visible))
    number = page or 1
    rows = list(hung if page is None else hung[(number - 1) * A_PAGE : number * A_PAGE])
    if not rows and number > 1:
        return listed(fitting, visible, eyes, page=1)
    found = rows[0].found if rows else 0
    everything = rows[0].all if rows else visible.count()
    pages = Paginator(range(found), A_PAGE)
    return Listing(by_month(lines_of(rows, visible, eyes)), found, everything, pages.page(number))


def by_month(lines: Iterable[Line]) -> tuple[tuple[date | None, tuple[Line, ...]], ...]:
    """Lines in their order under the month in which they begin; what is undated stays where its file has it."""
    months: list[tuple[date | None, list[Line]]] = []
    for line in lines:
        if not months or (line.month is not None and line.month != months[-1][0]):
            months.append((line.month, []))
        months[-1][1].append(line)
    return tuple((month, tuple(found)) for month, found in months)


def counted(placed: QuerySet[PlacedRecord]) -> Subquery:
    """How many there are, as a value beside each row."""
    return Subquery(placed.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n"))


def swaps(request: HttpRequest, target: str) -> bool:
    """Whether the script asks for one part of the page only."""
    htmx = request.htmx  # type: ignore[attr-defined]  # set by the middleware
    return bool(htmx) and not htmx.history_restore_request and htmx.target == target


def run_under_way(here: Here) -> RunRecord | None:
    """The newest run where it is not the one that is shown."""
    shown = here.review.current_run.number if here.review.current_run is not None else 0
    newest = here.review.runs.filter(number__gt=shown).exclude(state__in=("done", "left"))
    return newest.defer("lanes", "manifest").order_by("-number").first()


def kept_query(asked: QueryDict) -> str:
    """The filters of an address without its page, empty ones left out."""
    pairs = QueryDict(mutable=True)
    for name, values in asked.lists():
        if name not in NOT_KEPT and any(values):
            pairs.setlist(name, [v for v in values if v])
    return pairs.urlencode()


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1


def _look(number: int) -> dict[str, Any]:
    drawn = look(number)
    outline: Sequence[tuple[float, float]] = OUTLINES.get(drawn.shape, ())
    return {"colour": drawn.colour, "outline": outline, "striped": drawn.striped}
