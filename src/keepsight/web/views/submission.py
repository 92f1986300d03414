"""One chronology as it was understood: its columns, its rows with what needs attention, and what is decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act
from keepsight.model import Entry
from keepsight.services import gathering
from keepsight.services.arranging import arranged
from keepsight.services.comparing import compared
from keepsight.services.intake import entry_of
from keepsight.store import vault
from keepsight.store.models import CorrectionRecord, EntryRecord, RowQueryRecord, SubmissionRecord
from keepsight.store.queries import submissions_seen
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.gather import ROLE_NAMES, HeadingForm, MendForm

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was understood, with what is wrong, what was mended and what was asked."""

    record: EntryRecord
    entry: Entry
    issues: tuple[dict[str, Any], ...]
    mended: tuple[CorrectionRecord, ...]
    queries: tuple[RowQueryRecord, ...]


@in_review(Act.SEE_ROWS, seen="see a chronology")
def submission(request: HttpRequest, here: Here, submission: int) -> HttpResponse:
    """What was understood, row by row; those that need attention first when asked for."""
    one = _one(here, submission)
    about = [i for i in one.issues if i.get("row", 0) == 0]
    attention = {i["row"] for i in one.issues if i.get("needs_attention", True) and i.get("row")}
    only = request.GET.get("only") == "attention"
    records = one.entries.order_by("row")
    pages = Paginator(records.filter(row__in=attention) if only else records, ROWS_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    earlier = one.member.submissions.filter(state="accepted").exclude(pk=one.pk)
    return render(
        request,
        "gather/submission.html",
        {
            "one": one,
            "lines": _lines(here, one, list(page)),
            "page": page,
            "only": only,
            "attention": len(attention),
            "about": about,
            "roles": ROLE_NAMES.items(),
            "earlier": earlier,
            "own": here.can(Act.SEND_ROWS) and (here.can(Act.DECIDE_ROWS) or _own(here, one)),
            "as_sent": _own(here, one),
            "own_service": one.state == "with_agency" and one.member.agency.parent_id in here.actor.agencies_in(here.review.pk),
        },
    )  # fmt: skip


@in_review(Act.SEE_ROWS, seen="fetch an original")
def original(request: HttpRequest, here: Here, submission: int) -> HttpResponse:
    """The file as it came."""
    one = _one(here, submission)
    response = HttpResponse(vault.fetch(one.sha256), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, one.file_name)
    return response


@require_POST
@in_review(Act.SEND_ROWS)
def heading(request: HttpRequest, here: Here, submission: int) -> HttpResponse:
    """Say what a heading is for; the file is read again."""
    one = _one(here, submission)
    form = HeadingForm(request.POST)
    if form.is_valid():
        gathering.explain_column(here.user, one, **form.cleaned_data)
        messages.success(request, _("The file was read again with this heading explained."))
    return redirect("submission", here.review.pk, one.pk)


@in_review(Act.SEE_ROWS, seen="see a row")
def row(request: HttpRequest, here: Here, submission: int, entry: str) -> HttpResponse:
    """One row: mended by its author, queried by the coordinator, answered by its author."""
    one = _one(here, submission)
    record = get_object_or_404(one.entries, entry=entry)
    if request.method == "POST":
        said = _change(request, here, one, record)
        if said:
            messages.success(request, said)
            return redirect("row", here.review.pk, one.pk, entry)
    line = _lines(here, one, [record])[0]
    forms = [
        (f, MendForm(initial={"column": f.column, "now": f.text}, auto_id=f"id_{n}_%s"))
        for n, f in enumerate(line.entry.fields)
    ]
    return render(
        request,
        "gather/row.html",
        {
            "one": one,
            "as_sent": _own(here, one),
            "line": line,
            "forms": forms,
            "may_mend": here.can(Act.SEND_ROWS) and (here.names or _own(here, one)),
        },
    )


@require_POST
@in_review(Act.SEND_ROWS)
def decide(request: HttpRequest, here: Here, submission: int) -> HttpResponse:
    """Hand in, withdraw, accept or return."""
    one = _one(here, submission)
    wanted = request.POST.get("decide", "")
    if wanted == "hand_in":
        gathering.hand_in(here.user, one)
        said = _("It was handed in.")
    elif wanted == "withdraw":
        gathering.withdraw(here.user, one)
        said = _("It was withdrawn. The file is kept as it came.")
    elif wanted == "accept":
        earlier = request.POST.get("replacing") or None
        replacing = get_object_or_404(one.member.submissions, pk=int(earlier)) if earlier else None
        gathering.accept(here.user, one, replacing=replacing)
        said = _("It was accepted. The timeline is being made; you can go on meanwhile.")
    else:
        gathering.send_back(here.user, one, reason=request.POST.get("reason", ""))
        said = _("It was returned with your reason.")
    messages.success(request, said)
    return redirect("gather", here.review.pk)


@in_review(Act.SEE_ROWS, seen="compare chronologies")
def compare(request: HttpRequest, here: Here, submission: int) -> HttpResponse:
    """A chronology beside the accepted one before it: unchanged, changed, new, gone."""
    one = _one(here, submission)
    earlier = (
        one.replaces or one.member.submissions.filter(state__in=("accepted", "replaced")).exclude(pk=one.pk).first()
    )
    pairs = compared(_entries(earlier), _entries(one)) if earlier is not None else ()
    counts = {c: sum(1 for p in pairs if p.change == c) for c in ("changed", "new", "gone", "unchanged")}
    changed = [p for p in pairs if p.change != "unchanged"]
    return render(request, "gather/compare.html", {"one": one, "earlier": earlier, "pairs": changed, "counts": counts})


def _own(here: Here, one: SubmissionRecord) -> bool:
    """Whether these are rows of an agency for which one authors: they are shown as they were sent."""
    agency = one.member.agency
    return bool({agency.pk, agency.parent_id} & here.actor.agencies_in(here.review.pk))


def _one(here: Here, number: int) -> SubmissionRecord:
    return get_object_or_404(
        submissions_seen(here.actor, here.review).select_related("member__review__board"), pk=number
    )


def _change(request: HttpRequest, here: Here, one: SubmissionRecord, record: EntryRecord) -> str:
    """What was posted to a row; "" for nothing that is known."""
    if "query" in request.POST:
        gathering.ask_about_row(here.user, one, entry=record.entry, text=request.POST["query"])
        return _("The query was sent.")
    if "answer" in request.POST:
        query = get_object_or_404(one.queries, pk=int(request.POST.get("about", "0")), entry=record.entry)
        gathering.answer_query(here.user, query, text=request.POST["answer"])
        return _("The answer was sent.")
    form = MendForm(request.POST)
    if form.is_valid():
        gathering.mend(here.user, one, entry=record.entry, **form.cleaned_data)
        return _("The cell was put right. What the file said stays beside it.")
    return ""


def _lines(here: Here, one: SubmissionRecord, records: list[EntryRecord]) -> list[Line]:
    entries = arranged(here.review, [entry_of(r) for r in records])
    ids = [r.entry for r in records]
    mended: dict[str, list[CorrectionRecord]] = {}
    for fix in (
        CorrectionRecord.objects.filter(review=here.review, entry__in=ids).select_related("made_by").order_by("made_at")
    ):
        mended.setdefault(fix.entry, []).append(fix)
    asked: dict[str, list[RowQueryRecord]] = {}
    for query in one.queries.filter(entry__in=ids).select_related("asked_by", "answered_by"):
        asked.setdefault(query.entry, []).append(query)
    return [
        Line(
            record,
            entry,
            tuple(i for i in one.issues if i.get("row") == record.row),
            tuple(mended.get(record.entry, ())),
            tuple(asked.get(record.entry, ())),
        )
        for record, entry in zip(records, entries, strict=True)
    ]


def _entries(one: SubmissionRecord) -> list[Entry]:
    return [entry_of(r) for r in one.entries.order_by("row")]
