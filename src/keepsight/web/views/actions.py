"""The recommendations and what follows: the check, answers, actions with their steps and evidence, what was reached."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from keepsight.access import Act, NotAllowed
from keepsight.model import KeepsightError
from keepsight.review.recommending import Proposed, check
from keepsight.services import acting, planning
from keepsight.services.acted import Recommended, recommended_of, said_before
from keepsight.services.loop_words import PLAN_HEADS
from keepsight.services.veiling import veiled
from keepsight.store import vault
from keepsight.store.models import ActionRecord, EvidenceFileRecord, RecommendationRecord
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.actions import ActionForm, EvidenceForm, Milestones, ReachedForm, RespondForm


@in_review(Act.SEE_ACTIONS, seen="see the recommendations")
def actions(request: HttpRequest, here: Here) -> HttpResponse:
    """The recommendations with what each still lacks and where it has come to, and themes without one."""
    rows = recommended_of(here.review, here.actor, names=here.names, today=timezone.localdate())
    without: list[Any] = []
    if here.can(Act.SEE_LEARNING):
        themes = list(here.review.themes.filter(taken_out_at=None, good_practice=False))
        used = {t.pk for r in rows for t in r.record.themes.all()}
        titles = veiled(here.review, [t.title for t in themes], names=here.names)
        without = [(t.pk, title) for t, title in zip(themes, titles, strict=True) if t.pk not in used]
    return render(request, "actions/actions.html", {"rows": rows, "without": without, "kinds": planning.KINDS})


@in_review(Act.SEE_ACTIONS, seen="see a recommendation")
def recommendation(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """One recommendation with all that hangs on it."""
    return _page(request, here, _one(here, number))


@require_POST
@in_review(Act.WRITE_LEARNING)
def check_typed(request: HttpRequest, here: Here) -> HttpResponse:
    """What the recommendation that is being written lacks, and what was said like it before."""
    typed = request.POST
    text = typed.get("text", "")[:4000]
    proposed = Proposed(
        text=text,
        owner=typed.get("owner", ""),
        due_on=_day(typed.get("due_on", "")),
        measure=typed.get("measure", ""),
        shows_it_worked=typed.get("shows_it_worked", ""),
        themes=len(typed.getlist("themes")),
        owned_by_agency=bool(typed.get("agency")),
    )
    own = typed.get("record", "")
    before = said_before(here.actor, here.review, text, besides=int(own) if own.isdigit() else None)
    checked = check(proposed, today=timezone.localdate()) if text.strip() else None
    return render(request, "actions/check.html", {"checked": checked, "before": before})


@require_POST
@in_review(Act.RESPOND)
def respond(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """An agency's answer."""
    one = _one(here, number)
    form = RespondForm(request.POST, agencies=[a.agency for a in one.answers if a.mine])
    return _kept(
        request,
        here,
        one,
        form,
        lambda d: acting.respond(here.user, one.record, d["agency"], answer=d["answer"], reason=d["reason"]),
        _("The answer is kept."),
        name="respond",
    )


@require_POST
@in_review(Act.SAY_REACHED)
def reached(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """What was reached, or that it does not hold any more."""
    one = _one(here, number)
    holds = request.POST.get("holds", "1") == "1"
    form = ReachedForm(request.POST, can_be_said=one.can_be_said if holds else one.holding)
    return _kept(
        request,
        here,
        one,
        form,
        lambda d: acting.say_reached(
            here.user, one.record, d["state"], holds=holds, on=d["on"], evidence=d["evidence"]
        ),
        _("It is kept, with what shows it."),
        name="reached" if holds else "no_longer",
    )


@require_POST
@in_review(Act.SAY_REACHED)
def ask_answers(request: HttpRequest, here: Here) -> HttpResponse:
    """Tell the agencies that have not answered."""
    told = acting.ask_for_answers(here.user, here.review)
    messages.success(request, ngettext("%(n)d agency was told.", "%(n)d agencies were told.", told) % {"n": told})
    return redirect("actions", here.review.pk)


@in_review(Act.PLAN_ACTIONS)
def new_action(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """An action planned for a recommendation."""
    return _action_page(request, here, _one(here, number), None)


@in_review(Act.PLAN_ACTIONS, seen="open an action")
def edit_action(request: HttpRequest, here: Here, action: int) -> HttpResponse:
    """An action changed, with its steps."""
    record = _action(here, action)
    one = _one(here, record.recommendation_id)
    if not next(a for a in one.actions if a.record.pk == record.pk).mine:
        raise NotAllowed(_("You can do this for your own agency."), Act.PLAN_ACTIONS)
    return _action_page(request, here, one, record)


@require_POST
@in_review(Act.PLAN_ACTIONS)
def action_out(request: HttpRequest, here: Here, action: int) -> HttpResponse:
    """Take an action out of the plan."""
    record = _action(here, action)
    acting.take_action_out(here.user, record)
    messages.success(request, _("Taken out of the plan. It is kept."))
    return redirect("recommendation", here.review.pk, record.recommendation_id)


@require_POST
@in_review(Act.PLAN_ACTIONS)
def add_evidence(request: HttpRequest, here: Here, action: int) -> HttpResponse:
    """A file that shows that an action was done."""
    record = _action(here, action)
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file."))
        return redirect("action_edit", here.review.pk, record.pk)
    sent = form.cleaned_data["file"]
    try:
        acting.add_evidence(here.user, record, name=sent.name, content=sent.read())
    except NotAllowed:
        raise
    except KeepsightError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The file is kept, encrypted."))
    return redirect("action_edit", here.review.pk, record.pk)


@in_review(Act.SEE_ACTIONS, seen="download evidence of an action")
def evidence(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """One file of evidence."""
    file = get_object_or_404(
        EvidenceFileRecord, pk=number, action__recommendation__review=here.review, action__taken_out_at=None
    )
    response = HttpResponse(vault.fetch(file.sha256), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    return response


@in_review(Act.SEE_ACTIONS, seen="download the action plan")
def plan(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """The action plan as a file, in the columns that boards use; always behind pseudonyms."""
    if kind not in planning.KINDS:
        raise Http404
    found = recommended_of(here.review, here.actor, names=False, today=timezone.localdate())
    content = planning.plan_file(here.review, found, kind, heads=[str(h) for h in PLAN_HEADS])
    response = HttpResponse(content, content_type=planning.KINDS[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"action-plan.{kind}")
    return response


def _one(here: Here, number: int) -> Recommended:
    record = get_object_or_404(RecommendationRecord.objects.filter(review=here.review, taken_out_at=None), pk=number)
    (found,) = recommended_of(here.review, here.actor, names=here.names, today=timezone.localdate(), only=record.pk)
    return found


def _action(here: Here, number: int) -> ActionRecord:
    found = ActionRecord.objects.select_related("recommendation__review", "agency")
    return get_object_or_404(
        found, pk=number, recommendation__review=here.review, recommendation__taken_out_at=None, taken_out_at=None
    )


def _page(request: HttpRequest, here: Here, one: Recommended, problem: str = "", **forms: Any) -> HttpResponse:
    mine = [a.agency for a in one.answers if a.mine]
    context = {
        "one": one,
        "before": said_before(here.actor, here.review, one.record.text, besides=one.record.pk),
        "respond": forms.get("respond") or (RespondForm(agencies=mine) if mine else None),
        "reached": forms.get("reached") or ReachedForm(can_be_said=one.can_be_said),
        "no_longer": forms.get("no_longer")
        or ReachedForm(can_be_said=one.holding, prefix=None, auto_id="no_longer_%s"),
        "problem": problem,
        "errors_on_page": bool(problem or any(f.errors for f in forms.values())),
    }
    return render(request, "actions/recommendation.html", context, status=422 if context["errors_on_page"] else 200)


def _kept(
    request: HttpRequest, here: Here, one: Recommended, form: Any, keep: Any, said: str, *, name: str
) -> HttpResponse:
    """What a form says kept, or the page again with what is wrong with it."""
    if not form.is_valid():
        return _page(request, here, one, **{name: form})
    try:
        keep(form.cleaned_data)
    except NotAllowed:
        raise
    except KeepsightError as error:
        return _page(request, here, one, str(error), **{name: form})
    messages.success(request, said)
    return redirect("recommendation", here.review.pk, one.record.pk)


def _action_page(request: HttpRequest, here: Here, one: Recommended, record: ActionRecord | None) -> HttpResponse:
    wide = acting.acts_for_all(here.actor, here.review)
    own = here.actor.agencies_in(here.review.pk)
    agencies = [a.agency for a in one.answers if wide or a.agency in own]
    initial: dict[str, Any] = {}
    steps: list[dict[str, Any]] = []
    if record is not None:
        initial = {n: getattr(record, n) for n in ("text", "agency", "owner", "due_on", "done_on", "outcome")}
        steps = [{"text": s.text, "due_on": s.due_on, "done_on": s.done_on} for s in record.milestones.all()]
    elif len(agencies) == 1:
        initial = {"agency": agencies[0]}
    posted = request.POST if request.method == "POST" else None
    form = ActionForm(posted, initial=initial, agencies=agencies, wide=wide)
    milestones = Milestones(posted, initial=steps, prefix="steps")
    problem = ""
    if posted is not None and form.is_valid() and milestones.is_valid():
        told = [
            (m.cleaned_data.get("text", ""), m.cleaned_data.get("due_on"), m.cleaned_data.get("done_on"))
            for m in milestones
        ]
        try:
            kept = planning.keep_whole(here.user, one.record, record, form.cleaned_data, told)
        except NotAllowed:
            raise
        except KeepsightError as error:
            problem = str(error)
        else:
            messages.success(request, _("The action is kept."))
            return redirect("recommendation", here.review.pk, kept.recommendation_id)
    context = {
        "one": one,
        "record": record,
        "form": form,
        "milestones": milestones,
        "evidence_form": EvidenceForm(),
        "problem": problem,
        "errors_on_page": bool(problem or form.errors or any(milestones.errors)),
    }
    return render(request, "actions/action.html", context, status=422 if context["errors_on_page"] else 200)


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None
