"""What every view of a review begins with: the review as this person may see it, the act, and a line in the trail.

A review in which somebody holds no seat does not exist for them: 404, whatever its number. What their role may not do is
refused with the reason. Views carry their act as `view.act`, from which the role matrix is made and tested.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from keepsight.access import Act, Actor, can, check
from keepsight.services import trail
from keepsight.services.actors import actor_of
from keepsight.store.models import ReviewRecord, UserRecord
from keepsight.store.queries import reviews_of
from keepsight.web.steps import Step, steps

NAMES_SHOWN = "names_shown"


@dataclass(frozen=True, slots=True)
class Here:
    """The review a request is about, and who asks."""

    review: ReviewRecord
    actor: Actor
    user: UserRecord
    names: bool
    steps: tuple[Step, ...] = ()

    def can(self, act: Act) -> bool:
        return can(self.actor, act, review=self.review.pk)

    @property
    def may(self) -> dict[str, bool]:
        """For templates: `here.may.ANSWER`."""
        return {a.name: self.can(a) for a in Act}


def in_review(act: Act, *, seen: str = "") -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view of one review: `view(request, here, ...)`. `seen` is what the trail says when personal data is read."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def inner(request: HttpRequest, review: int, **rest: Any) -> HttpResponse:
            user = request.user
            assert isinstance(user, UserRecord)  # noqa: S101 - login_required saw to it
            actor = actor_of(user)
            record = get_object_or_404(reviews_of(actor), pk=review)
            check(actor, act, review=record.pk)
            if seen and request.method == "GET":
                told = ", ".join(f"{k} {v}" for k, v in rest.items())
                trail.note(user.pk, seen, review=record.pk, what=told)
            names = record.pk in request.session.get(NAMES_SHOWN, [])
            here = Here(record, actor, user, names, steps(request, actor, record.pk))
            request.here = here  # type: ignore[attr-defined]  # for the context of templates
            return view(request, here, **rest)

        inner.act = act  # type: ignore[attr-defined]  # read by the role matrix
        inner.seen = seen  # type: ignore[attr-defined]
        return inner

    return wrap
