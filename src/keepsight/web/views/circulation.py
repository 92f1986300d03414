"""The library of guidance, circulations with their receipts, the teams; and the page that a team's link opens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act, Actor, NotAllowed, can
from keepsight.model import KeepsightError
from keepsight.services import circulating
from keepsight.services.actors import actor_of
from keepsight.services.board import boards_seen, keeps_lists
from keepsight.services.circulated import circulated
from keepsight.store import vault
from keepsight.store.models import BoardRecord, GuidanceVersionRecord, RecommendationRecord, TeamRecord, UserRecord
from keepsight.store.queries import reviews_of
from keepsight.web.forms.circulation import (
    CascadeForm,
    CirculateForm,
    ReceiptForm,
    TeamForm,
    VersionForm,
    recommendations_of,
)


@login_required
def library(request: HttpRequest, board: int) -> HttpResponse:
    """The board's guidance, and what was circulated with its coverage."""
    _user, actor, one = board_of(request, board)
    return _library(request, actor, one)


@require_POST
@login_required
def add_version(request: HttpRequest, board: int) -> HttpResponse:
    """A version of a text put into the library."""
    user, actor, one = board_of(request, board)
    form = VersionForm(request.POST, request.FILES, board=one)
    if not form.is_valid():
        return _library(request, actor, one, version_form=form)
    told = form.cleaned_data
    try:
        circulating.add_version(
            user,
            one,
            one.guidance.filter(pk=told["guidance"] or 0).first(),
            title=told["title"],
            name=told["name"],
            holds_from=told["holds_from"],
            changed=told["changed"],
            file_name=told["file"].name,
            content=told["file"].read(),
        )
    except NotAllowed:
        raise
    except KeepsightError as error:
        return _library(request, actor, one, str(error), version_form=form)
    messages.success(request, _("The version is in the library."))
    return redirect("library", one.pk)


@require_POST
@login_required
def send(request: HttpRequest, board: int) -> HttpResponse:
    """A version put before the member agencies."""
    user, actor, one = board_of(request, board)
    form = _circulate_form(actor, one, request.POST)
    if not form.is_valid():
        return _library(request, actor, one, circulate_form=form)
    told = form.cleaned_data
    wanted = RecommendationRecord.objects.filter(
        pk=told["recommendation"] or 0, review__in=_reviews(actor, one)
    ).first()
    try:
        made = circulating.circulate(
            user,
            get_object_or_404(GuidanceVersionRecord, pk=told["version"], guidance__board=one),
            question=told["question"],
            due_on=told["due_on"],
            recommendation=wanted,
        )
    except NotAllowed:
        raise
    except KeepsightError as error:
        return _library(request, actor, one, str(error), circulate_form=form)
    messages.success(request, _("It is put before the agencies. Now each passes it on to its teams."))
    return redirect("circulation", one.pk, made.pk)


@login_required
def circulation(request: HttpRequest, board: int, number: int) -> HttpResponse:
    """One circulation: coverage, and every team with its receipt; passing it on shows each team's link once."""
    user, actor, one = board_of(request, board)
    record = get_object_or_404(one.circulations.select_related("version__guidance", "recommendation"), pk=number)
    links: list[tuple[TeamRecord, str]] = []
    problem = ""
    found = circulated(actor, record, today=timezone.localdate())
    choices = [(str(t.team.pk), f"{t.team.agency.name}: {t.team.name}") for t in found.unanswered if t.mine]
    form = CascadeForm(request.POST if request.method == "POST" else None, teams=choices)
    if request.method == "POST" and form.is_valid():
        teams = TeamRecord.objects.select_related("agency__board").filter(pk__in=form.cleaned_data["teams"])
        for receipt, secret in circulating.cascade(user, record, list(teams)):
            links.append((receipt.team, request.build_absolute_uri(reverse("receipt", args=[secret]))))
        found = circulated(actor, record, today=timezone.localdate())
    context = {
        "board": one,
        "found": found,
        "form": form if choices else None,
        "links": links,
        "problem": problem,
        "errors_on_page": bool(form.errors),
    }
    return render(request, "board/circulation.html", context, status=422 if form.errors else 200)


@login_required
def teams(request: HttpRequest, board: int) -> HttpResponse:
    """The teams of the agencies for which one may act."""
    user, actor, one = board_of(request, board)
    agencies = agencies_acted_for(actor, one)
    if not agencies:
        raise NotAllowed(_("You can do this for your own agency."), Act.RESPOND)
    held = TeamRecord.objects.filter(agency__in=agencies, closed_at=None).select_related("agency")
    chosen = held.filter(pk=request.GET.get("team", "0") if request.GET.get("team", "0").isdigit() else 0).first()
    initial = {n: getattr(chosen, n) for n in ("agency", "name", "kind", "people", "email")} if chosen else {}
    form = TeamForm(request.POST if request.method == "POST" else None, initial=initial, agencies=agencies)
    problem = ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        agency = told.pop("agency")
        try:
            circulating.keep_team(user, agency, chosen, **told)
        except NotAllowed:
            raise
        except KeepsightError as error:
            problem = str(error)
        else:
            messages.success(request, _("The team is kept."))
            return redirect("teams", one.pk)
    context = {
        "board": one,
        "held": held,
        "chosen": chosen,
        "form": form,
        "problem": problem,
        "errors_on_page": bool(problem or form.errors),
    }
    return render(request, "board/teams.html", context, status=422 if context["errors_on_page"] else 200)


@login_required
def guidance_file(request: HttpRequest, board: int, number: int) -> HttpResponse:
    """The file of a version."""
    _user, _actor, one = board_of(request, board)
    return _file(get_object_or_404(GuidanceVersionRecord, pk=number, guidance__board=one))


def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """What a team's link opens: the guidance, the question, and its own answer. No account, and nothing else."""
    one = circulating.receipt_of(secret)
    closed = circulating.is_closed(one)
    initial = {n: getattr(one, n) for n in ("discussed_on", "present", "will_do")}
    form = ReceiptForm(request.POST if request.method == "POST" else None, initial=initial)
    problem, kept = "", False
    if request.method == "POST" and form.is_valid():
        try:
            one = circulating.answer(secret, **form.cleaned_data)
            kept = True
        except KeepsightError as error:
            problem = str(error)
    context = {
        "one": one,
        "secret": secret,
        "form": form,
        "closed": closed,
        "kept": kept,
        "problem": problem,
        "errors_on_page": bool(problem or form.errors),
    }
    return render(request, "board/receipt.html", context, status=422 if context["errors_on_page"] else 200)


def receipt_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The file of the version that the link is about."""
    return _file(circulating.receipt_of(secret).circulation.version)


def board_of(request: HttpRequest, board: int) -> tuple[UserRecord, Actor, BoardRecord]:
    """Who asks, and the board of an address; 404 for a board of which they see nothing."""
    user = request.user
    assert isinstance(user, UserRecord)  # noqa: S101 - login_required saw to it
    actor = actor_of(user)
    one = next((b for b in boards_seen(actor) if b.pk == board), None)
    if one is None:
        raise Http404
    return user, actor, one


def agencies_acted_for(actor: Actor, board: BoardRecord) -> list[int]:
    """The agencies of a board for which somebody may act."""
    if keeps_lists(actor, board):
        return list(board.agencies.values_list("pk", flat=True))
    return sorted(circulating.own_agencies(actor, board))


def _reviews(actor: Actor, board: BoardRecord) -> list[int]:
    return [r.pk for r in reviews_of(actor).filter(board=board) if can(actor, Act.SEE_ACTIONS, review=r.pk)]


def _circulate_form(actor: Actor, board: BoardRecord, posted: Any) -> CirculateForm:
    versions = list(GuidanceVersionRecord.objects.filter(guidance__board=board).select_related("guidance"))
    recommended = recommendations_of(board, _reviews(actor, board))
    return CirculateForm(posted, versions=versions, recommended=recommended)


def _library(request: HttpRequest, actor: Actor, board: BoardRecord, problem: str = "", **forms: Any) -> HttpResponse:
    keeper = keeps_lists(actor, board)
    today = timezone.localdate()
    found = board.circulations.select_related("version__guidance", "recommendation", "board")
    context = {
        "board": board,
        "guidance": board.guidance.prefetch_related("versions__added_by"),
        "circulations": [circulated(actor, c, today=today) for c in found],
        "keeper": keeper,
        "has_teams": bool(agencies_acted_for(actor, board)),
        "version_form": forms.get("version_form") or VersionForm(board=board, auto_id="version_%s"),
        "circulate_form": forms.get("circulate_form") or _circulate_form(actor, board, None),
        "problem": problem,
        "errors_on_page": bool(problem or any(f.errors for f in forms.values())),
    }
    return render(request, "board/library.html", context, status=422 if context["errors_on_page"] else 200)


def _file(version: GuidanceVersionRecord) -> HttpResponse:
    response = HttpResponse(vault.fetch(version.sha256), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, version.file_name)
    return response
