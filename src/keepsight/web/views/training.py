"""The training register: courses, bias reviews, sessions, places and evaluations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Actor, NotAllowed
from keepsight.model import KeepsightError
from keepsight.review.recommending import Strength, strength_of
from keepsight.services import training
from keepsight.services.board import keeps_lists, reviews_seen
from keepsight.store.models import BoardRecord, CourseRecord, RecommendationRecord, SessionRecord, UserRecord
from keepsight.web.forms.circulation import recommendations_of
from keepsight.web.forms.training import BiasForm, CourseForm, EvaluationForm, PlacesForm, SessionForm
from keepsight.web.views.circulation import agencies_acted_for, board_of

KEPT = ("title", "owner", "for_kind", "on_exploitation", "review_on")


@login_required
def courses(request: HttpRequest, board: int) -> HttpResponse:
    """The courses with what they need, and a new one."""
    user, actor, one = board_of(request, board)
    form = CourseForm(request.POST if request.method == "POST" else None, recommended=_recommended(actor, one))
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            kept = training.keep_course(user, one, **_course_fields(actor, one, form))
        except NotAllowed:
            raise
        except KeepsightError as error:
            problem = str(error)
        else:
            messages.success(request, _("The course is kept."))
            return redirect("course", one.pk, kept.pk)
    context = {
        "board": one,
        "courses": training.courses_of(one, today=timezone.localdate()),
        "keeper": keeps_lists(actor, one),
        "needs": _needs(actor, one),
        "form": form,
        "problem": problem,
        "errors_on_page": bool(problem or form.errors),
    }
    return render(request, "board/courses.html", context, status=422 if context["errors_on_page"] else 200)


@login_required
def course(request: HttpRequest, board: int, number: int) -> HttpResponse:
    """One course with its reviews, sessions, coverage and evaluations."""
    _user, actor, one = board_of(request, board)
    return _page(request, actor, one, get_object_or_404(one.courses, pk=number))


@require_POST
@login_required
def course_act(request: HttpRequest, board: int, number: int, act: str) -> HttpResponse:
    """Something kept with a course: the course itself, a bias review, a session, places, an evaluation."""
    user, actor, one = board_of(request, board)
    record = get_object_or_404(one.courses, pk=number)
    form = _forms(actor, one, record, request).get(act)
    if form is None:
        raise Http404
    if not form.is_valid():
        return _page(request, actor, one, record, **{act: form})
    try:
        _keep(user, actor, one, record, act, form)
    except NotAllowed:
        raise
    except KeepsightError as error:
        return _page(request, actor, one, record, str(error), **{act: form})
    messages.success(request, _("It is kept."))
    return redirect("course", one.pk, record.pk)


def _keep(user: UserRecord, actor: Actor, board: BoardRecord, record: CourseRecord, act: str, form: Any) -> None:
    told = form.cleaned_data
    if act == "change":
        training.keep_course(user, board, record, **_course_fields(actor, board, form))
    elif act == "bias":
        file = told["file"]
        training.review_bias(
            user,
            record,
            on=told["on"],
            reviewer=told["reviewer"],
            answers=form.answers,
            outcome=told["outcome"],
            note=told["note"],
            file_name=file.name if file else "",
            content=file.read() if file else b"",
        )
    elif act == "session":
        training.keep_session(user, record, **told)
    else:
        session = get_object_or_404(SessionRecord, pk=told["session"], course=record)
        if act == "places":
            training.take_places(
                user, session, told["agency"], kind=told["kind"], signed_up=told["signed_up"], came=told["came"] or 0
            )
        else:
            training.evaluate(user, session, when=told["when"], scores=told["scores"])


def _forms(actor: Actor, board: BoardRecord, record: CourseRecord, request: HttpRequest | None) -> dict[str, Any]:
    posted = request.POST if request else None
    files = request.FILES if request else None
    sessions = [(str(s.pk), f"{date_format(s.held_on, 'j M Y')}") for s in record.sessions.all()]
    initial = {n: getattr(record, n) for n in KEPT} | {"recommendation": record.recommendation_id}
    agencies = agencies_acted_for(actor, board)
    return {
        "change": CourseForm(posted, initial=initial, recommended=_recommended(actor, board), auto_id="change_%s"),
        "bias": BiasForm(posted, files, auto_id="bias_%s"),
        "session": SessionForm(posted, auto_id="session_%s"),
        "places": PlacesForm(posted, sessions=sessions, agencies=agencies, auto_id="places_%s"),
        "evaluation": EvaluationForm(posted, sessions=sessions, auto_id="evaluation_%s"),
    }


def _page(
    request: HttpRequest, actor: Actor, board: BoardRecord, record: CourseRecord, problem: str = "", **typed: Any
) -> HttpResponse:
    (found,) = training.courses_of(board, today=timezone.localdate(), only=record.pk)
    wrong = next((f for f in typed.values() if f.errors), None)
    context = {
        "board": board,
        "one": found,
        "forms": {**_forms(actor, board, record, None), **typed},
        "keeper": keeps_lists(actor, board),
        "acts_for_some": bool(agencies_acted_for(actor, board)),
        "open": next(iter(typed), ""),
        "wrong": wrong,
        "problem": problem,
        "errors_on_page": bool(problem or wrong),
    }
    return render(request, "board/course.html", context, status=422 if context["errors_on_page"] else 200)


def _recommended(actor: Actor, board: BoardRecord) -> list[tuple[str, str]]:
    return recommendations_of(board, [r.pk for r in reviews_seen(actor, board)])


def _needs(actor: Actor, board: BoardRecord) -> list[RecommendationRecord]:
    """Recommendations that ask for training and have no course."""
    found = RecommendationRecord.objects.filter(
        review__in=reviews_seen(actor, board), taken_out_at=None, courses=None
    ).select_related("review")
    return [r for r in found if strength_of(r.text)[0] is Strength.TRAIN]


def _course_fields(actor: Actor, board: BoardRecord, form: CourseForm) -> dict[str, Any]:
    told = dict(form.cleaned_data)
    wanted = RecommendationRecord.objects.filter(pk=told["recommendation"] or 0, review__in=reviews_seen(actor, board))
    return {**told, "recommendation": wanted.first()}
