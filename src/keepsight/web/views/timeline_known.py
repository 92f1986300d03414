"""The timeline as it was known on a day, and the replay that walks through it without hindsight."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from keepsight.access import Act
from keepsight.model import KeepsightError
from keepsight.services import annotating, knowing
from keepsight.services.lines import Eyes, Line, lines_of, with_all_that_hangs
from keepsight.store.models import PlacedRecord
from keepsight.store.queries import sees_others, visible_placed
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.timeline import KnownForm
from keepsight.web.views.timeline import A_PAGE, by_month, eyes_of, swaps

UNDATED_SHOWN = 50


@in_review(Act.SEE_TIMELINE, seen="see the timeline as it was known")
def known(request: HttpRequest, here: Here) -> HttpResponse:
    """What one agency, or all together, is shown to have known by a day."""
    eyes = eyes_of(here)
    form, agency = _asked(request, here, eyes)
    days = knowing.days_of_knowing(here.actor, here.review, agency=agency)
    day = form.cleaned_data.get("day") or (days[-1] if days else None)
    context: dict[str, object] = {
        "form": form,
        "eyes": eyes,
        "day": day,
        "agency": agency,
        "errors_on_page": bool(form.errors),
    }
    if day is not None:
        placed = knowing.known_by(here.actor, here.review, day=day, agency=agency)
        page = Paginator(with_all_that_hangs(placed, eyes), A_PAGE).get_page(request.GET.get("page"))
        found = list(page.object_list)
        unknown = knowing.undated(here.actor, here.review, agency=agency)
        context |= {
            "months": by_month(lines_of(found, visible_placed(here.actor, here.review, seen=eyes.members), eyes)),
            "who": knowing.who_knew(here.actor, here.review, found, day=day),
            "page": page,
            "all": visible_placed(here.actor, here.review, seen=eyes.members).count(),
            "unknown": _rows(unknown[:UNDATED_SHOWN], here, eyes),
            "unknown_count": unknown.count(),
            "first": min(day, days[0]) if days else day,
            "last": max(day, days[-1]) if days else day,
            "earlier": _beside(days, day, -1),
            "later": _beside(days, day, 1),
            "moment": max(1, bisect_right(days, day)),
        }
    template = "timeline/known_results.html" if swaps(request, "known") else "timeline/known.html"
    return render(request, template, context)


@in_review(Act.SEE_TIMELINE, seen="replay the timeline")
def replay(request: HttpRequest, here: Here) -> HttpResponse:
    """One moment after another: what became known that day, what each agency held, and nothing that came later."""
    eyes = eyes_of(here)
    form, agency = _asked(request, here, eyes)
    member = form.cleaned_data.get("agency")
    days = knowing.days_of_knowing(here.actor, here.review, agency=agency)
    number = _moment(request.GET.get("moment"), len(days))
    here_again = f"{reverse('replay', args=[here.review.pk])}?agency={member or ''}&moment={number}"
    problem = ""
    if request.method == "POST":
        entry = get_object_or_404(visible_placed(here.actor, here.review), entry=request.POST.get("entry", ""))
        try:
            annotating.comment(here.user, here.review, entry=entry.entry, text=request.POST.get("text", ""))
        except KeepsightError as error:
            if not here.can(Act.ANNOTATE):
                raise
            problem = str(error)
        else:
            messages.success(request, _("What you would ask is kept beside the entry."))
            return redirect(here_again)
    context: dict[str, object] = {
        "form": form,
        "eyes": eyes,
        "agency": agency,
        "member": member or "",
        "problem": problem,
    }
    if days:
        day = days[number - 1]
        lines = _rows(knowing.learned_on(here.actor, here.review, day=day, agency=agency)[:A_PAGE], here, eyes)
        context |= {
            "moment": knowing.Moment(number, len(days), day),
            "lines": lines,
            "who": knowing.who_knew(here.actor, here.review, [x.placed for x in lines], day=day),
            "held": knowing.held_on(here.actor, here.review, day=day, agency=agency),
            "since": (day - days[number - 2]).days if number > 1 else 0,
            "here_again": here_again,
        }
    return render(request, "timeline/replay.html", context, status=422 if problem else 200)


def _asked(request: HttpRequest, here: Here, eyes: Eyes) -> tuple[KnownForm, str]:
    """The form, read, and the name of the agency asked for: "" for all together."""
    together = sees_others(here.actor, here.review, eyes.members)
    form = KnownForm(request.GET, eyes=eyes, together=together)
    form.is_valid()
    member = form.cleaned_data.get("agency")
    if member is None and not together and eyes.members:
        member = eyes.members[0].pk
    return form, eyes.agency(member).agency.name if member is not None else ""


def _rows(placed: QuerySet[PlacedRecord], here: Here, eyes: Eyes) -> list[Line]:
    return lines_of(
        list(with_all_that_hangs(placed, eyes)), visible_placed(here.actor, here.review, seen=eyes.members), eyes
    )


def _beside(days: list[date], day: date, step: int) -> date | None:
    """The day of knowing before (-1) or after (1) this one."""
    if step > 0:
        at = bisect_right(days, day)
        return days[at] if at < len(days) else None
    at = bisect_right(days, day - timedelta(days=1))
    return days[at - 1] if at else None


def _moment(text: str | None, of: int) -> int:
    asked = int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1
    return max(1, min(asked, of or 1))
