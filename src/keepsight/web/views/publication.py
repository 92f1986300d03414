"""From the written briefing to the published one: names decided, signed off, published, read, withdrawn. And the recommendations."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act, SeatRole
from keepsight.services import publishing
from keepsight.store import vault
from keepsight.store.models import PublishedFileRecord
from keepsight.web.asking import Here, in_review

KINDS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pptx": ("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "html": ("web page", "text/html; charset=utf-8"),
    "txt": ("plain text", "text/plain; charset=utf-8"),
}


@require_POST
@in_review(Act.WRITE_BRIEFING)
def name_decide(request: HttpRequest, here: Here) -> HttpResponse:
    """Decide on a word that looks like a name."""
    publishing.decide_name(
        here.user,
        here.review,
        text=request.POST.get("text", ""),
        choice=request.POST.get("choice", ""),
        reason=request.POST.get("reason", ""),
    )
    messages.success(request, _("The decision is kept with its reason."))
    return redirect("briefing", here.review.pk)


@require_POST
@in_review(Act.WRITE_BRIEFING)
def ask_sign(request: HttpRequest, here: Here) -> HttpResponse:
    publishing.ask_for_sign_off(here.user, here.review)
    messages.success(request, _("Those who sign were told."))
    return redirect("briefing", here.review.pk)


@require_POST
@in_review(Act.SIGN_OFF)
def sign(request: HttpRequest, here: Here) -> HttpResponse:
    """Sign the text off that is on the page."""
    role = request.POST.get("role", "")
    if role not in {r.value for r in SeatRole}:
        raise Http404
    publishing.sign_off(here.user, here.review, role=SeatRole(role), digest=request.POST.get("digest", ""))
    messages.success(request, _("Signed off. A changed word undoes it."))
    return redirect("briefing", here.review.pk)


@require_POST
@in_review(Act.PUBLISH)
def publish(request: HttpRequest, here: Here) -> HttpResponse:
    """Publish what was signed off."""
    publishing.publish(here.user, here.review, considered=request.POST.get("considered", ""))
    messages.success(request, _("Published. Everybody with a seat in this review was told."))
    return redirect("published", here.review.pk)


@require_POST
@in_review(Act.PUBLISH)
def withdraw(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    one = get_object_or_404(here.review.publications, number=number)
    publishing.withdraw(here.user, one, reason=request.POST.get("reason", ""))
    messages.success(request, _("Withdrawn: nobody can open it here any more."))
    return redirect("briefing", here.review.pk)


@in_review(Act.SEE_PUBLISHED, seen="read the published briefing")
def published(request: HttpRequest, here: Here) -> HttpResponse:
    """The newest publication that stands, to be read and downloaded."""
    one = here.review.publications.filter(withdrawn_at=None).first()
    language = "cy" if request.GET.get("language", request.LANGUAGE_CODE[:2]) == "cy" else "en"
    content = (one.content.get(language) or one.content.get("en")) if one else None
    shown = language if one and language in one.content else "en"
    files = one.files.filter(language=shown).order_by("pk") if one else ()
    return render(
        request,
        "briefing/published.html",
        {
            "one": one,
            "told": content,
            "language": shown,
            "both": bool(one and len(one.content) > 1),
            "minutes": round(content["seconds"] / 60) if content else 0,
            "files": [(f, KINDS[f.name.rpartition(".")[2]][0]) for f in files],
        },
    )


@in_review(Act.SEE_PUBLISHED, seen="download the published briefing")
def published_file(request: HttpRequest, here: Here, number: int, name: str) -> HttpResponse:
    """One file of a publication that stands."""
    file = get_object_or_404(
        PublishedFileRecord,
        publication__review=here.review,
        publication__number=number,
        publication__withdrawn_at=None,
        name=name,
    )
    response = HttpResponse(vault.fetch(file.sha256), content_type=KINDS[name.rpartition(".")[2]][1])
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    return response
