"""Lists in parts: at most 500 at once, with the address of the next part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema

from keepsight.services.shown import Piece

MOST = 500


class Part(Schema):
    """Which part of a list: `offset` from 0, `limit` up to 500."""

    limit: int = Field(100, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=10_000_000)


T = TypeVar("T")
S = TypeVar("S")


def part_of(
    request: HttpRequest, found: QuerySet[Any, T], part: Part, shaped: Callable[[list[T]], Iterable[object]]
) -> dict[str, Any]:
    """A part of a query set, shaped; two queries besides those of the shaping."""
    count = found.order_by().count()
    items = list(shaped(list(found[part.offset : part.offset + part.limit])))
    end = part.offset + part.limit
    return {"count": count, "next": _address(request, part, end) if end < count else "", "items": items}


def slice_of(request: HttpRequest, found: Sequence[S], part: Part, shaped: Callable[[S], object]) -> dict[str, Any]:
    """A part of a list that is there already, shaped."""
    end = part.offset + part.limit
    items = [shaped(one) for one in found[part.offset : end]]
    return {"count": len(found), "next": _address(request, part, end) if end < len(found) else "", "items": items}


def said_by(pieces: Iterable[Piece]) -> str:
    """Pieces of a text as one string."""
    return "".join(p.text for p in pieces)


def _address(request: HttpRequest, part: Part, offset: int) -> str:
    query = request.GET.copy()
    query["limit"], query["offset"] = str(part.limit), str(offset)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
