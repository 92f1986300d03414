"""What every call of a review begins with: the token's owner, the review as they may see it, the act, a line in the trail.

The same rules as `web/asking.py`: no seat, no such review; what the role may not do is refused with the reason.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, get_type_hints

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja.security import HttpBearer

from keepsight.access import Act, check
from keepsight.services import trail
from keepsight.services.actors import actor_of
from keepsight.services.tokens import owner_of
from keepsight.store.models import UserRecord
from keepsight.store.queries import reviews_of
from keepsight.web.asking import Here

READS = frozenset({"GET", "HEAD"})


class Token(HttpBearer):
    """`Authorization: Bearer ks_...`; a token made for reading changes nothing."""

    def authenticate(self, request: HttpRequest, token: str) -> UserRecord | None:
        found = owner_of(token)
        if found is None:
            return None
        user, made = found
        request.may_write = made.may_write  # type: ignore[attr-defined]  # read below
        return user


class ReadingOnly(Exception):  # noqa: N818 - it is what happened
    """A token made for reading was used to change something."""


def owner(request: HttpRequest) -> UserRecord:
    """The person for whom the program works."""
    user = request.auth  # type: ignore[attr-defined]  # set by the token
    assert isinstance(user, UserRecord)  # noqa: S101 - every call asks for a token
    if request.method not in READS and not request.may_write:  # type: ignore[attr-defined]
        raise ReadingOnly
    return user


def in_review(act: Act, *, seen: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A call of one review: written `call(request, here, ...)`, asked with the review's number in the path."""

    def wrap(call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def inner(request: HttpRequest, review: int, **rest: Any) -> Any:
            user = owner(request)
            actor = actor_of(user)
            record = get_object_or_404(reviews_of(actor), pk=review)
            check(actor, act, review=record.pk)
            if seen and request.method in READS:
                told = ", ".join(
                    f"{k} {v}" for k, v in rest.items() if isinstance(v, str | int) and k in ("entry", "number", "kind")
                )
                trail.note(user.pk, f"{seen}, by a program", review=record.pk, what=told)
            return call(request, Here(record, actor, user, names=False), **rest)

        hints = get_type_hints(call, include_extras=True)
        written = list(inspect.signature(call).parameters.values())
        kept = [
            p.replace(annotation=hints.get(p.name, p.annotation)) for p in written if p.name not in ("request", "here")
        ]
        first = [
            inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD),
            inspect.Parameter("review", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=int),
        ]
        inner.__signature__ = inspect.Signature([*first, *kept])  # type: ignore[attr-defined]  # what the description is made from
        inner.act = act  # type: ignore[attr-defined]  # read by the role matrix
        return inner

    return wrap
