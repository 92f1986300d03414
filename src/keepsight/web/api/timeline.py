"""Calls about the timeline: its entries with the filters of the page, one entry, what is written on it and put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from keepsight.access import Act
from keepsight.services import annotating, rearranging, trail
from keepsight.services.lines import Cell, Eyes, Line, lines_of, with_all_that_hangs
from keepsight.services.one_entry import one_entry
from keepsight.services.shown import Piece
from keepsight.store.chosen import Chosen, chosen
from keepsight.store.models import CommentRecord, PlacedRecord, TagRecord
from keepsight.store.queries import visible_placed
from keepsight.web.api import shapes
from keepsight.web.api.asking import in_review
from keepsight.web.api.pages import Part, part_of
from keepsight.web.asking import Here
from keepsight.web.forms.timeline import codes_of
from keepsight.web.views.timeline import eyes_of

router = Router(tags=["timeline"])


class Wanted(Schema):
    """Which entries: days inclusive; `ask` a lens or the code of a rule; `names` for real names, which is recorded."""

    agency: list[int] = Field([], description="numbers of agencies in the review")
    words: str = Field("", max_length=200)
    person: str = Field("", max_length=80)
    kind: str = Field("", max_length=60)
    ask: str = Field("", max_length=20)
    tag: str = Field("", max_length=60)
    after: date | None = None
    before: date | None = None
    names: bool = False


@router.get("/reviews/{review}/entries", response=shapes.Entries)
@in_review(Act.SEE_TIMELINE, seen="see the timeline")
def entries(request: HttpRequest, here: Here, wanted: Query[Wanted], part: Query[Part]) -> object:
    """The entries that fit, in the order of the timeline."""
    eyes = _eyes(here, names=wanted.names)
    visible = visible_placed(here.actor, here.review, seen=eyes.members)
    what = Chosen(
        members=tuple(wanted.agency),
        person=wanted.person if here.can(Act.SEE_PEOPLE) else "",
        kind=wanted.kind,
        first=wanted.after,
        last=wanted.before,
        codes=codes_of(wanted.ask) if wanted.ask and eyes.questions else (),
        words=wanted.words,
        tag=wanted.tag if eyes.notes else "",
    )
    found = with_all_that_hangs(chosen(visible, what), eyes).order_by("position")
    return part_of(request, found, part, lambda some: [_entry(line) for line in lines_of(some, visible, eyes)])


@router.get("/reviews/{review}/entries/{entry}", response=shapes.WholeEntry)
@in_review(Act.SEE_TIMELINE, seen="see an entry")
def entry(request: HttpRequest, here: Here, entry: str, names: bool = False) -> object:
    """One entry with all its cells, who knew of it when, and what the panel wrote beside it."""
    del request
    return _whole(here, entry, names=names)


@router.post("/reviews/{review}/entries/{entry}/comments", response={201: shapes.WholeEntry})
@in_review(Act.ANNOTATE)
def comment(request: HttpRequest, here: Here, entry: str, said: shapes.Text) -> object:
    """Write beside an entry."""
    del request
    _placed(here, entry)
    annotating.comment(here.user, here.review, entry=entry, text=said.text)
    return Status(201, _whole(here, entry))


@router.delete("/reviews/{review}/entries/{entry}/comments/{number}", response=shapes.WholeEntry)
@in_review(Act.ANNOTATE)
def withdraw_comment(request: HttpRequest, here: Here, entry: str, number: int) -> object:
    """Take one of your own comments back; it is kept and no longer shown."""
    del request
    _placed(here, entry)
    annotating.withdraw_comment(here.user, get_object_or_404(CommentRecord, pk=number, review=here.review, entry=entry))
    return _whole(here, entry)


@router.post("/reviews/{review}/entries/{entry}/tags", response={201: shapes.WholeEntry})
@in_review(Act.ANNOTATE)
def tag(request: HttpRequest, here: Here, entry: str, said: shapes.Tag) -> object:
    """Put a word on an entry."""
    del request
    _placed(here, entry)
    annotating.tag(here.user, here.review, entry=entry, words=said.tag)
    return Status(201, _whole(here, entry))


@router.delete("/reviews/{review}/entries/{entry}/tags/{words}", response=shapes.WholeEntry)
@in_review(Act.ANNOTATE)
def untag(request: HttpRequest, here: Here, entry: str, words: str) -> object:
    """Take a word off an entry."""
    del request
    _placed(here, entry)
    annotating.untag(here.user, get_object_or_404(TagRecord, review=here.review, entry=entry, tag=words))
    return _whole(here, entry)


@router.post("/reviews/{review}/entries/{entry}/date", response=shapes.WholeEntry)
@in_review(Act.ARRANGE_TIMELINE)
def correct_date(request: HttpRequest, here: Here, entry: str, said: shapes.DateCorrection) -> object:
    """Put a date right: a new version beside what was written, and the timeline is made anew."""
    del request
    _placed(here, entry)
    rearranging.correct_date(here.user, here.review, entry=entry, now=said.now, reason=said.reason)
    return _whole(here, entry)


@router.post("/reviews/{review}/entries/{entry}/links", response=shapes.WholeEntry)
@in_review(Act.ARRANGE_TIMELINE)
def link(request: HttpRequest, here: Here, entry: str, said: shapes.LinkDecision) -> object:
    """Link this entry and another as accounts of one event, or hold them apart."""
    del request
    _placed(here, entry)
    _placed(here, said.other)
    rearranging.decide_link(here.user, here.review, a=entry, b=said.other, together=said.together, reason=said.reason)
    return _whole(here, entry)


def _eyes(here: Here, *, names: bool) -> Eyes:
    """Who reads; that real names were asked for is recorded."""
    if names:
        trail.note(here.user.pk, "show real names, by a program", review=here.review.pk)
    return eyes_of(replace(here, names=names))


def _placed(here: Here, entry: str) -> PlacedRecord:
    found: PlacedRecord = get_object_or_404(visible_placed(here.actor, here.review), entry=entry)
    return found


def _whole(here: Here, entry: str, *, names: bool = False) -> dict[str, object]:
    eyes = _eyes(here, names=names)
    visible = visible_placed(here.actor, here.review, seen=eyes.members)
    one = one_entry(get_object_or_404(with_all_that_hangs(visible, eyes), entry=entry), visible, eyes)
    return {
        **_entry(one.line),
        "cells": [_cell(c) for c in one.cells],
        "known": [{"agency": k.agency, "day": k.day, "how": k.how} for k in one.known],
        "written_beside": [
            {"number": r.record.pk, "text": _said(r.text), "by": r.record.made_by.name, "at": r.record.made_at}
            for r in one.remarks
            if r.record.withdrawn_at is None
        ],
    }


def _entry(line: Line) -> dict[str, object]:
    return {
        "entry": line.entry,
        "position": line.placed.position,
        "agency": line.agency,
        "written": line.written,
        "earliest": line.when.earliest,
        "latest": line.when.latest,
        "kind": line.placed.kind,
        "source": _said(line.source).strip(),
        "cells": [_cell(c) for c in line.cells],
        "attendance": line.placed.attendance,
        "basis": line.placed.basis,
        "raises": line.raises,
        "against": line.against,
        "accounts": [a.entry for a in line.accounts],
        "conflicts": [f"{kind}: {note}" for kind, note in line.conflicts],
        "tags": line.tags,
        "comments": line.comments,
    }


def _cell(cell: Cell) -> dict[str, str]:
    return {"column": cell.column, "role": cell.role, "text": _said(cell.pieces)}


def _said(pieces: Iterable[Piece]) -> str:
    return "".join(p.text for p in pieces)
