"""The seven steps of a review, as the menu shows them: only those that the person may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_noop

from keepsight.access import Act, Actor, can

STEPS = (
    ("review", gettext_noop("Set up"), Act.SEE_HOME),
    ("gather", gettext_noop("Gather"), Act.SEND_ROWS),
    ("timeline", gettext_noop("Timeline"), Act.SEE_TIMELINE),
    ("questions", gettext_noop("Questions"), Act.SEE_QUESTIONS),
    ("learning", gettext_noop("Learning"), Act.SEE_LEARNING),
    ("events", gettext_noop("Learning event"), Act.SEE_RELEASED),
    ("briefing", gettext_noop("Briefing"), Act.SEE_DRAFT),
    ("published", gettext_noop("Briefing"), Act.SEE_PUBLISHED),
    ("actions", gettext_noop("Actions"), Act.SEE_ACTIONS),
)
INSTEAD = {"events": Act.SEE_LEARNING, "published": Act.SEE_DRAFT}
"""Steps for those who may not do more: whoever may, finds the same inside the fuller one."""


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    name: str
    url: str
    here: bool


def steps(request: HttpRequest, actor: Actor, review: int) -> tuple[Step, ...]:
    """The steps with their addresses; the one whose pages these are is marked."""
    found = []
    for name, title, act in STEPS:
        if not can(actor, act, review=review) or (name in INSTEAD and can(actor, INSTEAD[name], review=review)):
            continue
        try:
            url = reverse(name, args=[review])
        except NoReverseMatch:
            continue
        inside = request.path == url if name == "review" else request.path.startswith(url)
        found.append(Step(name, gettext(title), url, inside))
    return tuple(found)
