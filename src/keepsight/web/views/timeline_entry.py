"""One entry with all that hangs on it: beside the list, or a page of its own; what is written on it and put right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepsight.access import Act, NotAllowed
from keepsight.model import ColumnRole, KeepsightError
from keepsight.services import annotating, rearranging
from keepsight.services.lines import with_all_that_hangs
from keepsight.services.one_entry import near, one_entry
from keepsight.store.models import CommentRecord, CorrectionRecord, LinkDecisionRecord, PlacedRecord, TagRecord
from keepsight.store.queries import visible_placed
from keepsight.web.asking import Here, in_review
from keepsight.web.views.timeline import eyes_of, run_under_way, swaps
from keepsight.web.words import KINDS, STANCES


@in_review(Act.SEE_TIMELINE, seen="see an entry")
def entry(request: HttpRequest, here: Here, entry: str) -> HttpResponse:
    """The entry, in the panel where the script asks for it."""
    return _shown(request, here, entry)


@require_POST
@in_review(Act.ANNOTATE)
def note(request: HttpRequest, here: Here, entry: str) -> HttpResponse:
    """Comment, take a comment back, tag, take a tag off."""
    get_object_or_404(visible_placed(here.actor, here.review), entry=entry)
    try:
        said = _noted(request, here, entry)
    except NotAllowed:
        raise
    except KeepsightError as error:
        return _shown(request, here, entry, problem=str(error))
    return _done(request, here, entry, said)


@require_POST
@in_review(Act.ARRANGE_TIMELINE)
def arrange(request: HttpRequest, here: Here, entry: str) -> HttpResponse:
    """Link accounts or hold them apart, order the day, correct the date; or undo one of these."""
    get_object_or_404(visible_placed(here.actor, here.review), entry=entry)
    try:
        said = _arranged(request, here, entry)
    except NotAllowed:
        raise
    except KeepsightError as error:
        return _shown(request, here, entry, problem=str(error))
    return _done(request, here, entry, said)


def _shown(request: HttpRequest, here: Here, entry: str, *, problem: str = "") -> HttpResponse:
    eyes = eyes_of(here)
    visible = visible_placed(here.actor, here.review, seen=eyes.members)
    placed: PlacedRecord = get_object_or_404(with_all_that_hangs(visible, eyes), entry=entry)
    one = one_entry(placed, visible, eyes)
    inside = swaps(request, "panel") or swaps(request, "entry")
    context = {
        "one": one,
        "line": one.line,
        "eyes": eyes,
        "problem": problem,
        "typed": request.POST if problem else {},
        "signals": [(KINDS.get(k, k), STANCES.get(s, s), words) for k, s, words in one.signals],
        "near": near(placed, visible, eyes) if here.can(Act.ARRANGE_TIMELINE) else [],
        "date_column": any(f["role"] == ColumnRole.DATE.value for f in placed.record.payload["fields"]),
        "inside": inside,
        "run": run_under_way(here),
    }
    template = "timeline/panel.html" if inside else "timeline/entry.html"
    return render(request, template, context, status=422 if problem and not inside else 200)


def _done(request: HttpRequest, here: Here, entry: str, said: str) -> HttpResponse:
    if not said:
        return _shown(request, here, entry, problem=_("Nothing was chosen. Choose what to do and send it again."))
    messages.success(request, said)
    return redirect("entry", here.review.pk, entry)


def _noted(request: HttpRequest, here: Here, entry: str) -> str:
    posted, review, user = request.POST, here.review, here.user
    wanted = posted.get("do", "")
    if wanted == "comment":
        annotating.comment(user, review, entry=entry, text=posted.get("text", ""))
        return _("Your comment stands beside the entry.")
    if wanted in ("withdraw", "bring_back"):
        comments = CommentRecord.objects.filter(review=review, entry=entry)
        made = get_object_or_404(comments, pk=_number(posted.get("comment")))
        annotating.withdraw_comment(user, made, back=wanted == "bring_back")
        return _("The comment stands again.") if wanted == "bring_back" else _("The comment was taken back.")
    if wanted == "tag":
        annotating.tag(user, review, entry=entry, words=posted.get("tag", ""))
        return _("The tag is on the entry.")
    if wanted == "untag":
        tags = TagRecord.objects.filter(review=review, entry=entry)
        annotating.untag(user, get_object_or_404(tags, pk=_number(posted.get("tag"))))
        return _("The tag was taken off.")
    return ""


def _arranged(request: HttpRequest, here: Here, entry: str) -> str:
    posted, review, user = request.POST, here.review, here.user
    wanted, reason = posted.get("do", ""), posted.get("reason", "")
    if wanted in ("link", "apart"):
        other = posted.get("other", "")
        if not other:
            raise KeepsightError(_("Choose the other entry first."))
        get_object_or_404(visible_placed(here.actor, review), entry=other)
        rearranging.decide_link(user, review, a=entry, b=other, together=wanted == "link", reason=reason)
    elif wanted == "undo_link":
        decided = LinkDecisionRecord.objects.filter(review=review)
        decided = decided.filter(a=entry) | decided.filter(b=entry)
        rearranging.undo_link(user, get_object_or_404(decided, pk=_number(posted.get("decision"))))
    elif wanted in ("earlier", "later"):
        rearranging.move(user, review, entry=posted.get("which", entry), earlier=wanted == "earlier")
    elif wanted == "undo_order":
        placed = get_object_or_404(visible_placed(here.actor, review), entry=entry, earliest__isnull=False)
        assert placed.earliest is not None  # noqa: S101 - asked for above
        rearranging.undo_order(user, review, day=placed.earliest)
    elif wanted == "correct":
        rearranging.correct_date(user, review, entry=entry, now=posted.get("now", ""), reason=reason)
    elif wanted == "undo_correction":
        fixes = CorrectionRecord.objects.filter(review=review, entry=entry)
        rearranging.undo_correction(user, get_object_or_404(fixes, pk=_number(posted.get("correction"))))
    else:
        return ""
    return _("Done. The timeline is being made anew with it; the one before is shown until then.")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0
