"""Setting a review up: what it is about, who takes part, the invitations, the audit trail."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act, SeatRole
from keepsight.services import inviting, opening
from keepsight.services import trail as the_trail
from keepsight.store.models import InvitationRecord, TrailRecord, UserRecord
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.setup import InvitationForm, ReviewForm
from keepsight.web.words import ROLES

FIELDS = ("title", "reference", "process", "scope_from", "scope_to", "referred_on", "decided_on", "signed_on")
LINES_A_PAGE = 100


@in_review(Act.SET_UP)
def setup(request: HttpRequest, here: Here) -> HttpResponse:
    """What the review is about, and the days from which its deadlines count."""
    review = here.review
    form = ReviewForm(
        request.POST or None, nation=review.board.nation, initial={name: getattr(review, name) for name in FIELDS}
    )
    if request.method == "POST" and form.is_valid():
        opening.change_review(here.user, review, **{name: form.cleaned_data[name] for name in FIELDS})
        messages.success(request, _("Saved."))
        return redirect("review", review.pk)
    return render(request, "setup/setup.html", {"form": form})


@in_review(Act.INVITE)
def seats(request: HttpRequest, here: Here) -> HttpResponse:
    """Who takes part in which role; people are invited here."""
    roles = list(ROLES.items())
    form = InvitationForm(request.POST or None, review=here.review, roles=roles)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        invitation, secret = inviting.invite(
            here.user,
            here.review,
            email=data["email"],
            name=data["name"],
            role=SeatRole(data["role"]),
            agency=data["agency"],
        )
        link = request.build_absolute_uri(reverse("welcome", args=[secret]))
        inviting.send_link(invitation, link)
        request.session["invited"] = {"email": invitation.email, "link": link}
        return redirect("seats", here.review.pk)
    return render(
        request,
        "setup/seats.html",
        {
            "form": form,
            "invited": request.session.pop("invited", None),
            "seats": here.review.seats.select_related("user", "agency").order_by("role", "user__name"),
            "invitations": here.review.invitations.filter(accepted_at=None, withdrawn_at=None).select_related("agency"),
        },
    )


@require_POST
@in_review(Act.INVITE)
def seat_away(request: HttpRequest, here: Here, seat: int) -> HttpResponse:
    get_object_or_404(here.review.seats, pk=seat)
    inviting.take_seat_away(here.user, here.review, seat)
    messages.success(request, _("The seat was taken away. What the person wrote stays."))
    return redirect("seats", here.review.pk)


@require_POST
@in_review(Act.INVITE)
def invitation_withdraw(request: HttpRequest, here: Here, invitation: int) -> HttpResponse:
    inviting.withdraw(here.user, get_object_or_404(InvitationRecord, pk=invitation, review=here.review))
    messages.success(request, _("The invitation was withdrawn; its link does not work any more."))
    return redirect("seats", here.review.pk)


@in_review(Act.SEE_TRAIL, seen="see the audit trail")
def trail_page(request: HttpRequest, here: Here) -> HttpResponse:
    """The lines of the trail that are about this review, the newest first, and whether the whole chain holds."""
    lines = Paginator(TrailRecord.objects.filter(review=here.review.pk).order_by("-sequence"), LINES_A_PAGE)
    page = lines.get_page(request.GET.get("page"))
    names = dict(UserRecord.objects.filter(pk__in={line.actor for line in page}).values_list("pk", "name"))
    checked = the_trail.verify() if "check" in request.GET else None
    shown = [(line, names.get(line.actor or 0, _("Keepsight itself"))) for line in page]
    return render(request, "setup/trail.html", {"page": page, "lines": shown, "checked": checked})
