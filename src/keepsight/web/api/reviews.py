"""Calls about reviews: which there are, what waits, the agencies with what they sent, the run, the exports, the trail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from keepsight.access import Act
from keepsight.services import gathering, running
from keepsight.services.actors import actor_of
from keepsight.services.exporting import Exported, export
from keepsight.services.shown import plain
from keepsight.services.veiling import veiled
from keepsight.services.waiting import deadlines_of, waiting_for
from keepsight.store.models import EntryRecord, ReviewRecord, RunRecord, SubmissionRecord, TrailRecord, UserRecord
from keepsight.store.queries import own_members, reviews_of, submissions_seen
from keepsight.web.api import shapes
from keepsight.web.api.asking import in_review, owner
from keepsight.web.api.pages import Part, part_of
from keepsight.web.asking import Here

router = Router(tags=["reviews"])


@router.get("/reviews", response=shapes.Reviews)
def reviews(request: HttpRequest, part: Query[Part]) -> object:
    """The reviews in which you hold a seat."""
    user = owner(request)
    found = reviews_of(actor_of(user)).order_by("pk")
    return part_of(request, found, part, lambda some: [_review(user, r) for r in some])


@router.get("/reviews/{review}", response=shapes.Home)
@in_review(Act.SEE_HOME)
def review(request: HttpRequest, here: Here) -> object:
    """One review with what waits for you and its deadlines."""
    del request
    dates = deadlines_of(here.review, today=timezone.localdate())
    return {
        **_review(here.user, here.review),
        "waiting": [{"step": w.step, "text": w.text} for w in waiting_for(here.actor, here.review)],
        "deadlines": [
            {"name": d.rule.name, "day": d.day, "working_days_left": d.left, "source": d.rule.source} for d in dates
        ],
    }


@router.get("/reviews/{review}/run", response=shapes.Run | None)
@in_review(Act.SEE_ROWS)
def run(request: HttpRequest, here: Here) -> object:
    """The newest making of the timeline, null before the first."""
    del request
    return _run(here.review.runs.order_by("-number").first())


@router.post("/reviews/{review}/run", response={202: shapes.Run})
@in_review(Act.DECIDE_ROWS)
def run_again(request: HttpRequest, here: Here) -> object:
    """Have the timeline made anew, in the background."""
    del request
    return Status(202, _run(running.ask_for_run(here.user, here.review)))


@router.get("/reviews/{review}/agencies", response=shapes.Agencies)
@in_review(Act.SEND_ROWS)
def agencies(request: HttpRequest, here: Here, part: Query[Part]) -> object:
    """The agencies that you handle."""
    found = own_members(here.actor, here.review).order_by("order", "pk")
    return part_of(
        request,
        found,
        part,
        lambda some: [
            {
                "number": m.pk,
                "name": m.agency.name,
                "due_on": m.due_on,
                "invited_at": m.invited_at,
                "sees_whole_timeline": m.released_at is not None,
            }
            for m in some
        ],
    )


@router.post("/reviews/{review}/agencies/{number}/submissions", response={201: shapes.Submission})
@in_review(Act.SEND_ROWS)
def send(request: HttpRequest, here: Here, number: int, file: File[UploadedFile]) -> object:
    """Send an agency's chronology as a draft; it is read in the background and then handed in with a decision."""
    del request
    member = get_object_or_404(own_members(here.actor, here.review), pk=number)
    sent = gathering.send(here.user, member, name=file.name or "", content=file.read(), draft=True)
    return Status(201, _submission(sent))


@router.get("/reviews/{review}/submissions", response=shapes.Submissions)
@in_review(Act.SEE_ROWS)
def submissions(request: HttpRequest, here: Here, part: Query[Part]) -> object:
    """What was sent, the newest first."""
    found = submissions_seen(here.actor, here.review).order_by("-pk")
    return part_of(request, found, part, lambda some: [_submission(s) for s in some])


@router.get("/reviews/{review}/submissions/{number}", response=shapes.Submission)
@in_review(Act.SEE_ROWS)
def submission(request: HttpRequest, here: Here, number: int) -> object:
    """One chronology that was sent."""
    del request
    return _submission(get_object_or_404(submissions_seen(here.actor, here.review), pk=number))


@router.get("/reviews/{review}/submissions/{number}/rows", response=shapes.SentRows)
@in_review(Act.SEE_ROWS, seen="see a chronology")
def rows(request: HttpRequest, here: Here, number: int, part: Query[Part]) -> object:
    """The rows of a chronology as they were understood."""
    one = get_object_or_404(submissions_seen(here.actor, here.review), pk=number)

    def shaped(records: list[EntryRecord]) -> list[object]:
        return [
            {
                "entry": r.entry,
                "row": r.row,
                "cells": _cells(r, as_sent=_own(here, one)),
                "issues": _issues(here, one, r),
            }
            for r in records
        ]

    return part_of(request, one.entries.order_by("row"), part, shaped)


@router.post("/reviews/{review}/submissions/{number}/decision", response=shapes.Submission)
@in_review(Act.SEND_ROWS)
def decide(request: HttpRequest, here: Here, number: int, said: shapes.Decision) -> object:
    """Hand in, accept, return with a reason, withdraw."""
    del request
    one = get_object_or_404(
        submissions_seen(here.actor, here.review).select_related("member__review__board", "member__agency"), pk=number
    )
    if said.decision == "hand_in":
        gathering.hand_in(here.user, one)
    elif said.decision == "accept":
        before = get_object_or_404(one.member.submissions, pk=said.replacing) if said.replacing else None
        gathering.accept(here.user, one, replacing=before)
    elif said.decision == "return":
        gathering.send_back(here.user, one, reason=said.reason)
    else:
        gathering.withdraw(here.user, one)
    return _submission(one)


@router.get("/reviews/{review}/exports/{kind}")
@in_review(Act.EXPORT)
def exported(request: HttpRequest, here: Here, kind: str, names: bool = False) -> HttpResponse:
    """timeline.json, timeline.csv, timesketch.csv, timelinejs.json or codebook.qdc; `names` for real names."""
    del request
    return as_file(export(here.user, here.review, kind, names=names))


@router.get("/reviews/{review}/trail", response=shapes.TrailLines)
@in_review(Act.SEE_TRAIL, seen="see the audit trail")
def trail_lines(request: HttpRequest, here: Here, part: Query[Part]) -> object:
    """The lines of the trail that are about this review, the newest first."""
    found = TrailRecord.objects.filter(review=here.review.pk).order_by("-sequence")
    names = ("sequence", "at", "actor", "act", "what", "digest")
    return part_of(request, found, part, lambda some: [{n: getattr(line, n) for n in names} for line in some])


def as_file(made: Exported) -> HttpResponse:
    """A file to fetch; how many entries its form could not hold stands in a header."""
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = content_disposition_header(True, made.name)
    response["Keepsight-Left-Out"] = str(made.left_out)
    return response


def _review(user: UserRecord, record: ReviewRecord) -> dict[str, object]:
    run = record.current_run
    return {
        "number": record.pk,
        "board": record.board.name,
        "roles": sorted(r.value for r in actor_of(user).roles_in(record.pk)),
        "timeline_made": run.ended_at if run is not None else None,
        "closed": record.closed_at is not None,
        **{f: getattr(record, f) for f in ("title", "reference", "process", "scope_from", "scope_to")},
    }


def _run(run: RunRecord | None) -> dict[str, object] | None:
    if run is None:
        return None
    return {**{f: getattr(run, f) for f in ("number", "state", "stage", "done", "total")}, "ended": run.ended_at}


def _submission(one: SubmissionRecord) -> dict[str, object]:
    attention = {i["row"] for i in one.issues if i.get("needs_attention", True) and i.get("row")}
    return {
        "number": one.pk,
        "agency": one.member.agency.name,
        "needing_attention": len(attention),
        **{f: getattr(one, f) for f in ("file_name", "state", "reason", "rows", "sha256", "sent_at")},
    }


def _own(here: Here, one: SubmissionRecord) -> bool:
    """Rows of an agency for which one authors are read as they were sent."""
    agency = one.member.agency
    return bool({agency.pk, agency.parent_id} & here.actor.agencies_in(here.review.pk))


def _cells(record: EntryRecord, *, as_sent: bool) -> list[dict[str, str]]:
    return [
        {
            "column": f["column"],
            "role": f["role"],
            "text": plain(
                f.get("text", ""),
                mentions=[m for m in record.mentions if m["column"] == f["column"]],
                names=as_sent,
            ),
        }
        for f in record.payload["fields"]
    ]


def _issues(here: Here, one: SubmissionRecord, record: EntryRecord) -> list[str]:
    told = [f"{i.get('column', '')}: {i['message']}".strip(": ") for i in one.issues if i.get("row") == record.row]
    return ["".join(p.text for p in said) for said in veiled(here.review, told, names=_own(here, one))]
