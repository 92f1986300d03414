"""Calls about what the panel learned: themes and recommendations, read and written."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from keepsight.access import Act
from keepsight.services import learning as write
from keepsight.services.veiling import veiled
from keepsight.store.models import RecommendationRecord, ThemeRecord
from keepsight.web.api import shapes
from keepsight.web.api.asking import in_review
from keepsight.web.api.pages import Part, part_of
from keepsight.web.asking import Here

router = Router(tags=["learning"])


@router.get("/reviews/{review}/themes", response=shapes.Themes)
@in_review(Act.SEE_LEARNING, seen="see the learning")
def themes(request: HttpRequest, here: Here, part: Query[Part]) -> object:
    """The themes with the numbers of their questions."""
    found = here.review.themes.filter(taken_out_at=None).prefetch_related("questions").order_by("order", "pk")
    return part_of(request, found, part, lambda some: [_theme(here, t) for t in some])


@router.post("/reviews/{review}/themes", response={201: shapes.Theme})
@in_review(Act.WRITE_LEARNING)
def new_theme(request: HttpRequest, here: Here, said: shapes.NewTheme) -> object:
    """A theme of what the panel agreed."""
    del request
    return Status(201, _theme(here, write.keep_theme(here.user, here.review, **said.dict())))


@router.put("/reviews/{review}/themes/{number}", response=shapes.Theme)
@in_review(Act.WRITE_LEARNING)
def change_theme(request: HttpRequest, here: Here, number: int, said: shapes.NewTheme) -> object:
    """Change a theme; 409 where somebody saved meanwhile."""
    del request
    theme = get_object_or_404(here.review.themes.filter(taken_out_at=None), pk=number)
    policies = list(theme.policies.values_list("pk", flat=True))
    return _theme(here, write.keep_theme(here.user, here.review, theme, policies=policies, **said.dict()))


@router.get("/reviews/{review}/recommendations", response=shapes.Recommendations)
@in_review(Act.SEE_ACTIONS)
def recommendations(request: HttpRequest, here: Here, part: Query[Part]) -> object:
    """The recommendations with owner, date and measure."""
    found = here.review.recommendations.filter(taken_out_at=None).select_related("agency").prefetch_related("themes")
    return part_of(request, found.order_by("order", "pk"), part, lambda some: [_recommendation(here, r) for r in some])


@router.post("/reviews/{review}/recommendations", response={201: shapes.Recommendation})
@in_review(Act.WRITE_LEARNING)
def new_recommendation(request: HttpRequest, here: Here, said: shapes.NewRecommendation) -> object:
    """What should change, with owner, date and measure."""
    del request
    return Status(201, _recommendation(here, write.keep_recommendation(here.user, here.review, **said.dict())))


@router.put("/reviews/{review}/recommendations/{number}", response=shapes.Recommendation)
@in_review(Act.WRITE_LEARNING)
def change_recommendation(request: HttpRequest, here: Here, number: int, said: shapes.NewRecommendation) -> object:
    """Change a recommendation; 409 where somebody saved meanwhile."""
    del request
    one = get_object_or_404(here.review.recommendations.filter(taken_out_at=None).select_related("agency"), pk=number)
    kept = write.keep_recommendation(here.user, here.review, one, agency=one.agency, **said.dict())
    return _recommendation(here, kept)


def _theme(here: Here, t: ThemeRecord) -> dict[str, object]:
    return {
        "number": t.pk,
        "version": t.version,
        "title": _behind(here, t.title),
        "text": _behind(here, t.text),
        "good_practice": t.good_practice,
        "questions": sorted(q.number for q in t.questions.all()),
    }


def _recommendation(here: Here, r: RecommendationRecord) -> dict[str, object]:
    return {
        "number": r.pk,
        "version": r.version,
        "text": _behind(here, r.text),
        "owner": r.owner,
        "agency": r.agency.name if r.agency else "",
        "due_on": r.due_on,
        "measure": _behind(here, r.measure),
        "shows_it_worked": _behind(here, r.shows_it_worked),
        "themes": sorted(t.pk for t in r.themes.all()),
    }


def _behind(here: Here, text: str) -> str:
    """The text with names behind pseudonyms."""
    return "".join(p.text for p in veiled(here.review, [text], names=False)[0])
