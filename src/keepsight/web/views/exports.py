"""Exports: the timeline and the themes as files for other programs, each recorded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from keepsight.access import Act
from keepsight.services.exporting import export
from keepsight.store.queries import visible_placed
from keepsight.web.api.reviews import as_file
from keepsight.web.asking import Here, in_review

KINDS = (
    ("timeline.csv", _("A table (CSV)"), _("One line an entry. Opens in any spreadsheet.")),
    ("timeline.json", _("JSON"), _("Every entry with its fields, for a program of your own.")),
    ("timesketch.csv", _("Timesketch (CSV)"), _("For the timeline tool Timesketch. Entries without a day are left out.")),
    ("timelinejs.json", _("TimelineJS (JSON)"), _("For an illustrated timeline made with TimelineJS. Entries without a day are left out.")),
    ("codebook.qdc", _("REFI-QDA codebook"), _("The themes as codes, for programs of qualitative analysis.")),
)  # fmt: skip


@in_review(Act.EXPORT)
def exports(request: HttpRequest, here: Here) -> HttpResponse:
    """What can be fetched, and as what."""
    placed = visible_placed(here.actor, here.review)
    counts = {"all": placed.count(), "undated": placed.filter(earliest__isnull=True).count()}
    return render(request, "reviews/exports.html", {"kinds": KINDS, "counts": counts})


@require_POST
@in_review(Act.EXPORT)
def exported(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """The file; real names only where they were asked for in so many words."""
    return as_file(export(here.user, here.review, kind, names=request.POST.get("names") == "1"))
