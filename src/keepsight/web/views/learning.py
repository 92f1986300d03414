"""The learning: themes, accounts of the child and the family, expected practice then, interim actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act, NotAllowed
from keepsight.model import KeepsightError
from keepsight.services import learning as write
from keepsight.services import versions
from keepsight.services.learned import agreed_questions, learning_of
from keepsight.services.veiling import veiled
from keepsight.store.models import (
    InterimActionRecord,
    PolicyRecord,
    RecommendationRecord,
    ThemeRecord,
    VoiceRecord,
)
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.learning import InterimForm, LearningForm, PolicyForm, RecommendationForm, ThemeForm, VoiceForm
from keepsight.web.views.timeline import eyes_of
from keepsight.web.words import LEARNED, STANDINGS


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of what is written down here: its record, its form, the service that keeps it."""

    record: type[write.Learned]
    form: type[LearningForm]
    keep: Callable[..., Any]
    fields: tuple[str, ...]
    together: tuple[str, ...] = ()


KINDS = {
    "themes": Kind(
        ThemeRecord, ThemeForm, write.keep_theme, ("title", "text", "good_practice"), ("questions", "policies")
    ),
    "accounts": Kind(
        VoiceRecord,
        VoiceForm,
        write.keep_voice,
        ("who", "took_part", "consented_on", "consent_to", "words", "no_part_reason"),
    ),
    "expected": Kind(
        PolicyRecord,
        PolicyForm,
        write.keep_policy,
        ("title", "version_name", "in_force_from", "in_force_to", "expected", "source"),
    ),
    "interim": Kind(
        InterimActionRecord,
        InterimForm,
        write.keep_interim,
        ("text", "agency", "owner", "due_on", "done_on", "outcome"),
    ),
    "recommendations": Kind(
        RecommendationRecord,
        RecommendationForm,
        write.keep_recommendation,
        ("text", "agency", "owner", "due_on", "measure", "shows_it_worked"),
        ("themes",),
    ),
}


@in_review(Act.SEE_LEARNING, seen="see the learning")
def learning(request: HttpRequest, here: Here) -> HttpResponse:
    """All of it on one page."""
    eyes = eyes_of(here)
    whole = learning_of(eyes, today=timezone.localdate())
    return render(
        request,
        "learning/learning.html",
        {
            "eyes": eyes,
            "whole": whole,
            "standings": {p.record.pk: STANDINGS[p.standing.value] for p in whole.policies},
            "taken_out": [(kind, LEARNED[kind], pk, title) for kind, pk, title in whole.taken_out],
            "events": here.review.learning_events.order_by("held_on", "pk"),
        },
    )


@in_review(Act.WRITE_LEARNING)
def new(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """Something new written down."""
    one = _kind(kind)
    form = _form(here, one, request, None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            one.keep(here.user, here.review, **form.written())
        except NotAllowed:
            raise
        except KeepsightError as error:
            problem = str(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(_home_of(kind), here.review.pk)
    return _page(request, here, kind, form, problem=problem)


@in_review(Act.WRITE_LEARNING, seen="open what was learned")
def edit(request: HttpRequest, here: Here, kind: str, number: int) -> HttpResponse:
    """Something changed; what somebody else saved meanwhile is shown beside it."""
    one = _kind(kind)
    record = get_object_or_404(one.record._default_manager.filter(review=here.review, taken_out_at=None), pk=number)
    veil = _veil(here, record, one)
    if veil and request.method != "POST":
        return render(request, "learning/veiled.html", {"kind": LEARNED[kind], "texts": veil})
    form = _form(here, one, request, record)
    problem, stands = "", None
    if request.method == "POST" and form.is_valid():
        try:
            one.keep(here.user, here.review, record, version=form.cleaned_data["version"] or 0, **form.written())
        except NotAllowed:
            raise
        except versions.Overtaken as error:
            record.refresh_from_db()
            problem, stands = str(error), _stands(here, one, record)
            form.data = {**form.data.dict(), **_lists(form), "version": str(record.version)}  # type: ignore[attr-defined]
        except KeepsightError as error:
            problem = str(error)
        else:
            messages.success(request, _("Saved. What it said before is kept with it."))
            return redirect(_home_of(kind), here.review.pk)
    return _page(request, here, kind, form, record=record, problem=problem, stands=stands)


@require_POST
@in_review(Act.WRITE_LEARNING)
def act(request: HttpRequest, here: Here, kind: str, number: int) -> HttpResponse:
    """Take something out, bring it back, or move a theme."""
    one = _kind(kind)
    record: Any = get_object_or_404(one.record._default_manager.filter(review=here.review), pk=number)
    wanted = request.POST.get("do", "")
    if wanted in ("out", "back"):
        write.take_out(here.user, record, back=wanted == "back")
        messages.success(
            request, _("Taken out. It can be brought back below.") if wanted == "out" else _("Brought back.")
        )
    elif wanted in ("earlier", "later") and isinstance(record, ThemeRecord):
        write.move_theme(here.user, record, earlier=wanted == "earlier")
    return redirect(_home_of(kind), here.review.pk)


def _home_of(kind: str) -> str:
    return "actions" if kind == "recommendations" else "learning"


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _form(here: Here, one: Kind, request: HttpRequest, record: Any) -> LearningForm:
    asked: dict[str, Any] = {}
    if one.record in (InterimActionRecord, RecommendationRecord):
        asked["review"] = here.review
    if one.record is RecommendationRecord:
        themes = here.review.themes.filter(taken_out_at=None)
        titles = veiled(here.review, [t.title for t in themes], names=here.names)
        asked["themes"] = [(str(t.pk), _plain(title)) for t, title in zip(themes, titles, strict=True)]
    if one.record is ThemeRecord:
        also = list(record.questions.values_list("pk", flat=True)) if record is not None else []
        eyes = eyes_of(here)
        asked["questions"] = [
            (str(q.number), f"{q.label} {_plain(q.title)}".strip()) for q in agreed_questions(eyes, also)
        ]
        policies = here.review.policies.filter(taken_out_at=None)
        asked["policies"] = [(str(p.pk), f"{p.title} {p.version_name}".strip()) for p in policies]
    initial: dict[str, Any] = {name: request.GET.getlist(name) for name in ("questions", "themes")} | {"took_part": "1"}
    if record is not None:
        initial = {name: getattr(record, name) for name in one.fields} | {"version": record.version}
        if isinstance(record, ThemeRecord):
            initial["questions"] = [str(n) for n in record.questions.values_list("number", flat=True)]
            initial["policies"] = [str(n) for n in record.policies.values_list("pk", flat=True)]
        if isinstance(record, RecommendationRecord):
            initial["themes"] = [str(n) for n in record.themes.values_list("pk", flat=True)]
        if isinstance(record, VoiceRecord):
            initial["took_part"] = "1" if record.took_part else "0"
    return one.form(request.POST if request.method == "POST" else None, initial=initial, **asked)


def _veil(here: Here, record: Any, one: Kind) -> list[Any]:
    """The texts with their names hidden, where names are off and a text holds one: such a text is not opened to write in."""
    if here.names:
        return []
    texts = [v for name in one.fields if isinstance(v := getattr(record, name), str) and v]
    read = veiled(here.review, texts, names=False)
    return read if any(p.hidden for text in read for p in text) else []


def _stands(here: Here, one: Kind, record: Any) -> dict[str, Any]:
    """What stands now, for whoever wrote at the same time."""
    now = versions.saved(record, versions.content_of(record, one.fields, one.together))
    return {"by": now.by, "at": now.at, "said": _said(here, one, [now.content])[0]}


def _said(here: Here, one: Kind, contents: Sequence[dict[str, Any]]) -> list[list[tuple[str, Any]]]:
    """What versions say, field by field, with names hidden where they are off."""
    labels = one.form.base_fields
    shown = [
        [(str(labels[n].label), _("yes") if v is True else str(v)) for n, v in c.items() if n in one.fields and v]
        for c in contents
    ]
    texts = veiled(here.review, [text for fields in shown for label, text in fields], names=here.names)
    read = iter(texts)
    return [[(label, next(read)) for label, text in fields] for fields in shown]


def _lists(form: LearningForm) -> dict[str, Any]:
    data: Any = form.data
    return {name: data.getlist(name) for name in ("questions", "policies", "themes") if name in data}


def _page(
    request: HttpRequest,
    here: Here,
    kind: str,
    form: LearningForm,
    *,
    record: Any = None,
    problem: str = "",
    stands: dict[str, Any] | None = None,
) -> HttpResponse:
    one = _kind(kind)
    kept = versions.earlier(record) if record is not None else ()
    context = {
        "kind": kind,
        "name": LEARNED[kind],
        "home": _home_of(kind),
        "form": form,
        "record": record,
        "problem": problem,
        "stands": stands,
        "kept": list(zip(kept, _said(here, one, [k.content for k in kept]), strict=True)),
        "errors_on_page": bool(form.errors or problem),
    }
    return render(request, "learning/edit.html", context, status=422 if problem or form.errors else 200)


def _plain(pieces: Any) -> str:
    return "".join(p.text for p in pieces)
