"""Gathering: the agencies with what they sent, a file or typed rows sent in, the reminder, the run that makes the timeline."""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act
from keepsight.publish.template import write_template
from keepsight.services import gathering, opening, running
from keepsight.services.intake import settings_of
from keepsight.store.models import ReviewAgencyRecord, SubmissionRecord
from keepsight.store.queries import own_members, submissions_seen
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.gather import FileForm, TypedRowForm
from keepsight.web.forms.setup import AgencyForm

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
TypedRows = forms.formset_factory(TypedRowForm, extra=0)
HEADINGS = (("date", "Date"), ("time", "Time"), ("source", "Source"), ("what", "What happened"), ("voice", "Child's voice"), ("action", "Action taken"))  # fmt: skip
EMPTY_ROWS, MORE_ROWS, MOST_ROWS = 6, 6, 500


@dataclass(frozen=True, slots=True)
class Line:
    """An agency with what it sent, the newest first."""

    member: ReviewAgencyRecord
    submissions: tuple[SubmissionRecord, ...]
    chased: int
    as_sent: bool


@in_review(Act.SEND_ROWS)
def gather(request: HttpRequest, here: Here) -> HttpResponse:
    """Every agency that one handles: what was sent, in which state, and what to do next."""
    members = list(own_members(here.actor, here.review).prefetch_related("chases"))
    sent: dict[int, list[SubmissionRecord]] = {}
    for one in submissions_seen(here.actor, here.review).order_by("-number"):
        sent.setdefault(one.member_id, []).append(one)
    own = here.actor.agencies_in(here.review.pk)
    lines = [
        Line(m, tuple(sent.get(m.pk, ())), len(m.chases.all()), bool({m.agency_id, m.agency.parent_id} & own))
        for m in members
    ]
    context: dict[str, object] = {
        "lines": lines,
        "run": here.review.runs.order_by("-number").first(),
        "today": timezone.localdate(),
    }
    if here.can(Act.INVITE):
        context["agency_form"] = AgencyForm(review=here.review)
    return render(request, "gather/gather.html", context)


@require_POST
@in_review(Act.INVITE)
def add_agency(request: HttpRequest, here: Here) -> HttpResponse:
    """Bring an agency, or a service of one, into the review."""
    form = AgencyForm(request.POST, review=here.review)
    if not form.is_valid():
        return render(request, "gather/agency.html", {"form": form}, status=422)
    opening.add_agency(here.user, here.review, **form.cleaned_data)
    messages.success(request, _("The agency takes part now. Invite its author next."))
    return redirect("gather", here.review.pk)


@require_POST
@in_review(Act.INVITE)
def chase(request: HttpRequest, here: Here, member: int) -> HttpResponse:
    """Remind the agency's authors."""
    gathering.chase(here.user, get_object_or_404(own_members(here.actor, here.review), pk=member))
    messages.success(request, _("The agency was reminded; the day is noted."))
    return redirect("gather", here.review.pk)


@require_POST
@in_review(Act.RELEASE)
def release(request: HttpRequest, here: Here, member: int) -> HttpResponse:
    """Show an agency's authors the whole timeline, or their own rows only again."""
    shown = request.POST.get("release") == "1"
    opening.release(here.user, get_object_or_404(own_members(here.actor, here.review), pk=member), shown=shown)
    messages.success(
        request, _("The agency sees the whole timeline now.") if shown else _("The agency sees its own rows only.")
    )
    return redirect("gather", here.review.pk)


@in_review(Act.SEND_ROWS)
def blank(request: HttpRequest, here: Here, member: int, kind: str) -> HttpResponse:
    """The blank chronology of an agency, made for the review's period."""
    if kind not in KINDS:
        raise Http404
    one = get_object_or_404(own_members(here.actor, here.review), pk=member)
    with tempfile.TemporaryDirectory(prefix="keepsight-") as place:
        made = write_template(settings_of(here.review), Path(place), agency=one.agency.name)
        path = next(p for p in made if p.suffix == f".{kind}")
        response = HttpResponse(path.read_bytes(), content_type=KINDS[kind])
        response["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return response


@in_review(Act.SEND_ROWS)
def send(request: HttpRequest, here: Here, member: int) -> HttpResponse:
    """Send a chronology as a file; it is read at once in the background."""
    one = get_object_or_404(own_members(here.actor, here.review), pk=member)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        sent = gathering.send(here.user, one, name=file.name, content=file.read(), draft=True)
        return redirect("submission", here.review.pk, sent.pk)
    return render(request, "gather/send.html", {"form": form, "member": one})


@in_review(Act.SEND_ROWS)
def type_rows(request: HttpRequest, here: Here, member: int) -> HttpResponse:
    """Rows typed in a grid; they are kept as a file and read like any other."""
    one = get_object_or_404(own_members(here.actor, here.review), pk=member)
    if request.method != "POST":
        return render(request, "gather/type.html", {"rows": _grid([{}] * EMPTY_ROWS), "member": one})
    rows = TypedRows(request.POST, prefix="r")
    if not rows.is_valid():
        return render(request, "gather/type.html", {"rows": rows, "member": one}, status=422)
    typed = [line for line in rows.cleaned_data if any(str(v).strip() for v in line.values())]
    if "more" in request.POST or not typed:
        more = _grid([*rows.cleaned_data, *[{}] * MORE_ROWS][:MOST_ROWS])
        return render(
            request,
            "gather/type.html",
            {"rows": more, "member": one, "nothing": not typed and "more" not in request.POST},
        )
    name = f"Typed {timezone.localtime():%Y-%m-%d %H.%M}.csv"
    sent = gathering.send(here.user, one, name=name, content=_as_file(typed), typed=True, draft=True)
    return redirect("submission", here.review.pk, sent.pk)


@in_review(Act.SEE_HOME)
def run(request: HttpRequest, here: Here) -> HttpResponse:
    """How far the making of the timeline has come; asked again and again by the page while it goes on."""
    return render(request, "gather/run.html", {"run": here.review.runs.order_by("-number").first(), "polled": True})


@require_POST
@in_review(Act.DECIDE_ROWS)
def run_again(request: HttpRequest, here: Here) -> HttpResponse:
    """Have the timeline made anew."""
    running.ask_for_run(here.user, here.review)
    messages.success(request, _("The timeline is being made. You can go on meanwhile."))
    return redirect("gather", here.review.pk)


def _grid(lines: list[dict[str, str]]) -> forms.BaseFormSet[TypedRowForm]:
    return forms.formset_factory(TypedRowForm, extra=0)(initial=lines, prefix="r")


def _as_file(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([heading for _, heading in HEADINGS])
    writer.writerows([[row.get(name, "") for name, _ in HEADINGS] for row in rows])
    return text.getvalue().encode("utf-8-sig")
