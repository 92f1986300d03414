"""The questions: the list by lens, one question with its evidence, and what the panel does with it."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act, NotAllowed
from keepsight.model import KeepsightError
from keepsight.services import answering
from keepsight.services.asked import overview
from keepsight.services.lines import Eyes, Line, lines_of, with_all_that_hangs
from keepsight.services.one_question import whole_question
from keepsight.store.chosen import Chosen, chosen
from keepsight.store.models import QuestionRecord
from keepsight.store.queries import visible_placed
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.questions import EvidenceForm, OwnQuestionForm, QuestionFilter, VerdictForm
from keepsight.web.views.timeline import eyes_of, kept_query, run_under_way, swaps

A_PAGE = 60
MOST_FOUND = 30
BEGINNING = 110


@in_review(Act.SEE_QUESTIONS, seen="see the questions")
def questions(request: HttpRequest, here: Here) -> HttpResponse:
    """The questions that fit, by lens; all of them with room for the answer on the page to print."""
    eyes = eyes_of(here)
    form = QuestionFilter(request.GET)
    wanted = form.wanted()
    found = overview(eyes, wanted)
    form.count(found)
    printed = request.GET.get("print") == "1"
    page = Paginator(found.fitting, max(1, found.found) if printed else A_PAGE).get_page(request.GET.get("page"))
    context = {
        "eyes": eyes,
        "form": form,
        "overview": found,
        "groups": [(lens, list(some)) for lens, some in groupby(page, key=lambda q: q.lens)],
        "page": page,
        "filtered": bool(wanted.lens or wanted.state or wanted.words),
        "query": kept_query(request.GET),
        "run": run_under_way(here),
    }
    if printed:
        return render(request, "questions/print.html", context)
    if swaps(request, "results"):
        return render(request, "questions/results.html", context)
    return render(request, "questions/questions.html", context)


@in_review(Act.SEE_QUESTIONS, seen="see a question")
def question(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """One question."""
    return _shown(request, here, _one(here, number))


@require_POST
@in_review(Act.SEE_QUESTIONS)
def answer(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Answer, take the answer back, settle, open again, add evidence or take it away, word an own question anew."""
    one = _one(here, number)
    try:
        said = _done(request, here, one)
    except NotAllowed:
        raise
    except KeepsightError as error:
        return _shown(request, here, one, problem=str(error))
    messages.success(request, said)
    return redirect("question", here.review.pk, number)


@in_review(Act.ANSWER)
def ask(request: HttpRequest, here: Here) -> HttpResponse:
    """A question of one's own, resting on the entries from which one came."""
    named = tuple((request.POST if request.method == "POST" else request.GET).getlist("entries"))
    visible = visible_placed(here.actor, here.review)
    entries = tuple(visible.filter(entry__in=named).values_list("entry", flat=True))
    form = OwnQuestionForm(request.POST if request.method == "POST" else None, entries=entries)
    if request.method == "POST" and form.is_valid():
        made = answering.ask_own(here.user, here.review, **form.cleaned_data)
        messages.success(request, _("Your question is asked. Add the entries it rests on."))
        return redirect("question", here.review.pk, made.number)
    eyes = eyes_of(here)
    return render(
        request,
        "questions/ask.html",
        {"form": form, "lines": _lines(eyes, entries), "errors_on_page": bool(form.errors)},
        status=422 if form.errors else 200,
    )


def _one(here: Here, number: int) -> QuestionRecord:
    found: QuestionRecord = get_object_or_404(
        here.review.questions.select_related("settled_by", "asked_by", "review__current_run"), number=number
    )
    return found


def _shown(request: HttpRequest, here: Here, one: QuestionRecord, *, problem: str = "") -> HttpResponse:
    eyes = eyes_of(here)
    whole = whole_question(one, eyes)
    if whole is None:
        raise Http404
    mine = whole.asked.mine
    words = request.GET.get("find", "").strip()
    found = _found(eyes, words, {e.entry for e in (*whole.evidence, *whole.against)}) if words else []
    return render(
        request,
        "questions/question.html",
        {
            "eyes": eyes,
            "whole": whole,
            "q": whole.asked,
            "problem": problem,
            "typed": request.POST if problem else {},
            "answer_form": VerdictForm(prefix="answer", initial={"verdict": mine.verdict, "reason": mine.reason} if mine else None),
            "settle_form": VerdictForm(prefix="settle", initial={"verdict": one.settled, "reason": one.settled_reason}),
            "words": words,
            "found": found,
            "evidence_form": EvidenceForm(found=[(line.entry, _beginning(line)) for line in found]) if found else None,
            "run": run_under_way(here),
        },
        status=422 if problem else 200,
    )  # fmt: skip


def _done(request: HttpRequest, here: Here, one: QuestionRecord) -> str:
    posted, user = request.POST, here.user
    wanted = posted.get("do", "")
    if wanted == "answer":
        verdict, reason = posted.get("answer-verdict", ""), posted.get("answer-reason", "")
        answering.answer(user, one, verdict=verdict, reason=reason)
        return _("Your answer is kept.")
    if wanted == "take_back":
        answering.take_answer_back(user, one)
        return _("Your answer is taken back. It stays among the earlier ones.")
    if wanted == "settle":
        verdict, reason = posted.get("settle-verdict", ""), posted.get("settle-reason", "")
        if not verdict:
            raise KeepsightError(_("Choose one of the four answers."))
        answering.settle(user, one, verdict=verdict, reason=reason)
        return _("What the panel agreed is kept.")
    if wanted == "open_again":
        answering.settle(user, one, verdict="")
        return _("The question is open again.")
    if wanted == "word":
        answering.word_own(user, one, title=posted.get("title", ""), wording=posted.get("wording", ""))
        return _("The question is worded anew.")
    if wanted in ("add", "take_away", "put_back"):
        answering.change_evidence(
            user,
            one,
            entry=posted.get("entry", ""),
            added=wanted != "take_away",
            against=posted.get("against", "") in ("1", "on"),
            reason=posted.get("reason", ""),
        )
        return _("The evidence is changed. The change stays visible and can be undone.")
    raise KeepsightError(_("Nothing was chosen. Choose what to do and send it again."))


def _found(eyes: Eyes, words: str, there: set[str]) -> list[Line]:
    """Entries with these words that are not evidence yet."""
    visible = visible_placed(eyes.actor, eyes.review, seen=eyes.members)
    fitting = chosen(visible, Chosen(words=words)).exclude(entry__in=there).order_by("position")
    return lines_of(list(with_all_that_hangs(fitting, eyes)[:MOST_FOUND]), visible, eyes)


def _lines(eyes: Eyes, entries: tuple[str, ...]) -> list[Line]:
    visible = visible_placed(eyes.actor, eyes.review, seen=eyes.members)
    return lines_of(list(with_all_that_hangs(visible.filter(entry__in=entries), eyes)), visible, eyes)


def _beginning(line: Line) -> str:
    said = " ".join("".join(p.text for p in c.pieces) for c in line.cells)
    short = said if len(said) <= BEGINNING else said[:BEGINNING].rsplit(" ", 1)[0] + " …"
    return f"{line.written}, {line.agency}: {short}"
