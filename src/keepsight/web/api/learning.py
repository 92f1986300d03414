"""Calls about what the panel asked and learned: questions with their answers, themes, recommendations."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from keepsight.access import Act
from keepsight.services.veiling import veiled
from keepsight.web.api import shapes
from keepsight.web.api.asking import in_review
from keepsight.web.api.pages import Part, part_of
from keepsight.web.asking import Here

router = Router(tags=["learning"])


@router.get("/reviews/{review}/themes", response=shapes.Themes)
@in_review(Act.SEE_LEARNING, seen="see the learning")
def themes(request: HttpRequest, here: Here, part: Query[Part]) -> object:
    """The themes with the numbers of their questions."""
    found = here.review.themes.prefetch_related("questions").order_by("order", "pk")
    return part_of(
        request,
        found,
        part,
        lambda some: [
            {
                "number": t.pk,
                "title": _behind(here, t.title),
                "text": _behind(here, t.text),
                "good_practice": t.good_practice,
                "questions": sorted(q.number for q in t.questions.all()),
            }
            for t in some
        ],
    )


@router.get("/reviews/{review}/recommendations", response=shapes.Recommendations)
@in_review(Act.SEE_ACTIONS)
def recommendations(request: HttpRequest, here: Here, part: Query[Part]) -> object:
    """The recommendations with owner, date and measure."""
    found = here.review.recommendations.select_related("agency").prefetch_related("themes").order_by("order", "pk")
    return part_of(
        request,
        found,
        part,
        lambda some: [
            {
                "number": r.pk,
                "text": _behind(here, r.text),
                "owner": r.owner,
                "agency": r.agency.name if r.agency else "",
                "due_on": r.due_on,
                "measure": _behind(here, r.measure),
                "shows_it_worked": _behind(here, r.shows_it_worked),
                "themes": sorted(t.pk for t in r.themes.all()),
            }
            for r in some
        ],
    )


def _behind(here: Here, text: str) -> str:
    """The text with names behind pseudonyms."""
    return "".join(p.text for p in veiled(here.review, [text], names=False)[0])
