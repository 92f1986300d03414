"""Did it change? The measures of a recommendation, their points, and what the chart says."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act, NotAllowed
from keepsight.model import KeepsightError
from keepsight.publish.chart import Drawn, Words, chart_svg
from keepsight.services import measuring
from keepsight.services.loop_words import MEASURE_SOURCES
from keepsight.services.measuring import Measured, measured
from keepsight.services.veiling import veiled
from keepsight.store.models import MeasureRecord, RecommendationRecord
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.measures import MeasureForm, PointForm

FIELDS = ("title", "kind", "source", "rule", "plan", "target", "changed_on")


@in_review(Act.SAY_REACHED)
def new_measure(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """A measure for a recommendation."""
    found = RecommendationRecord.objects.filter(review=here.review, taken_out_at=None)
    return _form_page(request, here, get_object_or_404(found, pk=number), None)


@in_review(Act.SAY_REACHED)
def edit_measure(request: HttpRequest, here: Here, measure: int) -> HttpResponse:
    """A measure changed."""
    record = _measure(here, measure)
    return _form_page(request, here, record.recommendation, record)


@in_review(Act.SEE_ACTIONS, seen="see a measure")
def measure(request: HttpRequest, here: Here, measure: int) -> HttpResponse:
    """The chart of a measure with its table, and what it can and cannot say."""
    record = _measure(here, measure)
    return _page(request, here, record, None)


@require_POST
@in_review(Act.SAY_REACHED)
def add_point(request: HttpRequest, here: Here, measure: int) -> HttpResponse:
    """One look."""
    record = _measure(here, measure)
    form = PointForm(request.POST, share=record.kind == "share")
    if not form.is_valid():
        return _page(request, here, record, form)
    try:
        measuring.add_point(here.user, record, **form.cleaned_data)
    except NotAllowed:
        raise
    except KeepsightError as error:
        return _page(request, here, record, form, str(error))
    messages.success(request, _("The look is kept."))
    return redirect("measure", here.review.pk, record.pk)


def _measure(here: Here, number: int) -> MeasureRecord:
    found = MeasureRecord.objects.select_related("recommendation__review")
    return get_object_or_404(found, pk=number, recommendation__review=here.review, recommendation__taken_out_at=None)


def _page(
    request: HttpRequest, here: Here, record: MeasureRecord, form: PointForm | None, problem: str = ""
) -> HttpResponse:
    found = measured(record)
    text, title, plan, *notes = veiled(
        here.review,
        [record.recommendation.text, record.title, record.plan, *(p.note for p in found.points)],
        names=here.names,
    )
    rows = [
        {"point": p, "value": measuring.value_of(p), "marked": m, "note": note, "baseline": i < found.chart.baseline}
        for i, (p, m, note) in enumerate(zip(found.points, found.chart.points, notes, strict=True))
    ]
    context: dict[str, Any] = {
        "found": found,
        "record": record,
        "text": text,
        "title": title,
        "plan": plan,
        "rows": rows,
        "svg": mark_safe(_svg(found)),  # noqa: S308 - drawn from numbers; its words are escaped where they are set
        "chance": round(1 / found.chart.false_signals) if found.chart.false_signals else None,
        "percent": record.kind == "share",
        "source": MEASURE_SOURCES[record.source],
        "form": (form or PointForm(share=record.kind == "share")) if here.can(Act.SAY_REACHED) else None,
        "problem": problem,
        "errors_on_page": bool(problem or (form and form.errors)),
    }
    if found.compared is not None:
        context["difference"] = [
            round(100 * v) for v in (found.compared.difference, found.compared.low, found.compared.high)
        ]
    return render(request, "actions/measure.html", context, status=422 if context["errors_on_page"] else 200)


def _svg(found: Measured) -> str:
    days = [(p.on, date_format(p.on, "M Y")) for p in found.points]
    words = Words(
        title=_("Chart of the measure; the table below says the same."),
        mean=_("mean before"),
        limits=_("limits before"),
        change=_("practice should be different"),
        target=_("target"),
    )
    c = found.chart
    drawn = Drawn(tuple((p.value, bool(p.signals)) for p in c.points), c.baseline, c.mean, c.low, c.high)
    return chart_svg(drawn, days, words, target=found.record.target, share=found.record.kind == "share")


def _form_page(
    request: HttpRequest, here: Here, recommendation: RecommendationRecord, record: MeasureRecord | None
) -> HttpResponse:
    initial: dict[str, Any] = {}
    if record is not None:
        initial = {n: getattr(record, n) for n in FIELDS} | {"more_is_better": "1" if record.more_is_better else "0"}
    form = MeasureForm(request.POST if request.method == "POST" else None, initial=initial)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            kept = measuring.keep_measure(here.user, recommendation, record, **form.cleaned_data)
        except NotAllowed:
            raise
        except KeepsightError as error:
            problem = str(error)
        else:
            messages.success(request, _("The measure is kept."))
            return redirect("measure", here.review.pk, kept.pk)
    (text,) = veiled(here.review, [recommendation.text], names=here.names)
    context = {
        "form": form,
        "record": record,
        "recommendation": recommendation,
        "text": text,
        "problem": problem,
        "errors_on_page": bool(problem or form.errors),
    }
    return render(request, "actions/measure_form.html", context, status=422 if context["errors_on_page"] else 200)
