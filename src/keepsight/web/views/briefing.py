"""The briefing: where it stands, its seven boxes in two languages, and how it reads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act
from keepsight.model import Box, Sentence
from keepsight.people import Reason
from keepsight.publish.briefing_words import facts_of
from keepsight.services import writing
from keepsight.services.asked import asked_of
from keepsight.services.briefed import (
    CY_HEADINGS,
    SEVEN_MINUTES,
    Both,
    Written,
    gate_of,
    jigsaw_of,
    obstacles_of,
    written,
)
from keepsight.services.lines import Eyes
from keepsight.store.models import BoxVersionRecord
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.briefing import BoxForm
from keepsight.web.views.timeline import eyes_of, swaps
from keepsight.web.words import ROLES

LANGUAGES = {"en": "English", "cy": "Cymraeg"}


@in_review(Act.SEE_DRAFT, seen="see the briefing before it is published")
def briefing(request: HttpRequest, here: Here) -> HttpResponse:
    """Where the briefing stands: its boxes, time and age, names, what singles out, signatures, publications."""
    one = written(here.review)
    gate = gate_of(one) if one.begun else None
    context: dict[str, Any] = {
        "one": one,
        "facts": _facts(one) if one.begun else {},
        "gate": gate,
        "undecided": gate.undecided if gate else (),
        "shut_by": [o for o in gate.obstacles if o.reason not in (Reason.UNDECIDED, Reason.NOT_LOOKED_AT)]
        if gate
        else [],
        "jigsaw": jigsaw_of(one) if one.begun else (),
        "obstacles": obstacles_of(one, gate) if gate else [],
        "signing": [(s, ROLES[s.role.value], s.role in here.actor.roles_in(here.review.pk)) for s in one.signed],
        "publications": here.review.publications.select_related("published_by", "withdrawn_by"),
        "decided": here.review.name_decisions.select_related("made_by").order_by("-made_at", "-pk"),
    }
    return render(request, "briefing/briefing.html", context)


@require_POST
@in_review(Act.WRITE_BRIEFING)
def start(request: HttpRequest, here: Here) -> HttpResponse:
    """The first draft, or a fresh one as new versions."""
    writing.start(here.user, eyes_of(here))
    messages.success(request, _("The draft stands in the seven boxes. Earlier versions of each are kept."))
    return redirect("briefing", here.review.pk)


@in_review(Act.SEE_DRAFT, seen="see the briefing before it is published")
def preview(request: HttpRequest, here: Here) -> HttpResponse:
    """As it will be read."""
    language = "cy" if request.GET.get("language") == "cy" else "en"
    told = written(here.review).briefing(language)
    return render(request, "briefing/preview.html", {"told": told, "facts": facts_of(told), "language": language})


@in_review(Act.WRITE_BRIEFING, seen="open a box of the briefing")
def box(request: HttpRequest, here: Here, language: str, number: int) -> HttpResponse:
    """Write one box. The script asks for the part that shows how it reads; without it a button does."""
    if language not in LANGUAGES:
        raise Http404
    one = written(here.review)
    both = one.boxes[number - 1] if 1 <= number <= len(one.boxes) else None
    if both is None:
        raise Http404
    side = both.english if language == "en" else both.welsh
    form = BoxForm(request.POST or None, initial=_initial(both, side, language))
    wanted = request.POST.get("do", "")
    if request.method == "POST" and (swaps(request, "reads") or wanted == "preview"):
        form.is_valid()
        context = _context(here, one, both, language, form) | {"reads": _reads(one, both, language, form)}
        part = swaps(request, "reads")
        return render(request, "briefing/reads.html" if part else "briefing/box.html", context)
    if request.method == "POST" and form.is_valid():
        made = writing.save_box(here.user, here.review, language=language, number=number, **form.cleaned_data)
        if made.beside:
            messages.warning(
                request,
                _("Somebody saved this box while you wrote. Yours is kept beside theirs; put together what you need."),
            )
            return redirect("box", here.review.pk, language, number)
        messages.success(request, _("Saved as version %(n)d.") % {"n": made.version})
        return redirect("box", here.review.pk, language, number)
    context = _context(here, one, both, language, form) | {"reads": _reads(one, both, language, form)}
    return render(request, "briefing/box.html", context, status=422 if form.errors else 200)


@require_POST
@in_review(Act.WRITE_BRIEFING)
def sources(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Say which questions stand behind a sentence."""
    side = get_object_or_404(
        BoxVersionRecord, review=here.review, language="en", number=number, version=_number(request.POST.get("version"))
    )
    chosen = [_number(n) for n in request.POST.getlist("questions")]
    writing.set_sources(here.user, side, sentence=_number(request.POST.get("sentence")), questions=chosen)
    messages.success(request, _("What stands behind the sentence is kept."))
    return redirect("box", here.review.pk, "en", number)


@require_POST
@in_review(Act.WRITE_BRIEFING)
def bring_back(request: HttpRequest, here: Here, language: str, number: int) -> HttpResponse:
    """An earlier version once more."""
    old = get_object_or_404(
        BoxVersionRecord,
        review=here.review,
        language=language,
        number=number,
        version=_number(request.POST.get("version")),
    )
    made = writing.bring_back(here.user, old)
    messages.success(
        request, _("Version %(old)d stands again, as version %(new)d.") % {"old": old.version, "new": made.version}
    )
    return redirect("box", here.review.pk, language, number)


def _initial(both: Both, side: BoxVersionRecord | None, language: str) -> dict[str, Any]:
    if side is not None:
        text = "\n".join(s["text"] for s in side.sentences)
        return {"version": side.version, "heading": side.heading, "text": text, "bulleted": side.bulleted}
    english = both.english
    heading = CY_HEADINGS.get(english.heading, "") if english and language == "cy" else ""
    return {"version": 0, "heading": heading, "bulleted": bool(english and english.bulleted)}


def _context(here: Here, one: Written, both: Both, language: str, form: BoxForm) -> dict[str, Any]:
    side = both.english if language == "en" else both.welsh
    eyes = eyes_of(here)
    versions = BoxVersionRecord.objects.filter(review=here.review, language=language, number=both.number)
    return {
        "one": one,
        "both": both,
        "side": side,
        "language": language,
        "language_name": LANGUAGES[language],
        "form": form,
        "number": both.number,
        "beside": [v for v in both.beside if v.language == language],
        "versions": versions.select_related("made_by").order_by("-version"),
        "sentences": _sentences(eyes, side) if side and language == "en" else [],
        "questions": _choices(eyes) if language == "en" else [],
        "errors_on_page": bool(form.errors),
    }


def _sentences(eyes: Eyes, side: BoxVersionRecord) -> list[dict[str, Any]]:
    """Each sentence with the questions and the number of entries behind it."""
    numbers = sorted({n for s in side.sentences for n in s["questions"]})
    asked = {q.number: q for q in (asked_of(eyes, numbers) if numbers else ())}
    return [
        {
            "text": s["text"],
            "questions": [asked[n] for n in s["questions"] if n in asked],
            "chosen": s["questions"],
            "entries": len(s["entries"]),
        }
        for s in side.sentences
    ]


def _choices(eyes: Eyes) -> list[tuple[int, str]]:
    return [(q.number, f"{q.label} {''.join(p.text for p in q.title)}".strip()) for q in asked_of(eyes)]


def _reads(one: Written, both: Both, language: str, form: BoxForm) -> dict[str, Any]:
    """How the box reads as it is typed, and the time of the whole with it."""
    value = form.data.get if form.is_bound else form.initial.get
    lines = [line.strip() for line in str(value("text") or "").splitlines() if line.strip()]
    typed = Box(
        both.number, str(value("heading") or ""), tuple(Sentence(line) for line in lines), bool(value("bulleted"))
    )
    told = one.briefing(language)
    boxes = tuple(typed if b.number == both.number else b for b in told.boxes)
    whole = type(told)(told.title, told.board, boxes, draft=False, language=language)
    return {"box": typed, "facts": facts_of(whole), "long": whole.reading_seconds > SEVEN_MINUTES}


def _facts(one: Written) -> dict[str, Any]:
    english = one.briefing("en")
    return {
        "english": facts_of(english),
        "long": english.reading_seconds > SEVEN_MINUTES,
        "welsh": facts_of(one.briefing("cy")) if one.has_welsh else "",
        "age": one.reading_age,
        "written": sum(b.english is not None and bool(b.english.sentences) for b in one.boxes),
        "rendered": sum(b.welsh is not None for b in one.boxes),
    }


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
