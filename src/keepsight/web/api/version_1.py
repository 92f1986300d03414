"""Version 1 of the API: its calls together, and the sentences of what could not be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from keepsight import __version__
from keepsight.access import NotAllowed
from keepsight.model import KeepsightError
from keepsight.services.versions import Overtaken
from keepsight.web.api import briefing, learning, questions, reviews, timeline
from keepsight.web.api.asking import ReadingOnly, Token

api = NinjaAPI(
    title="Keepsight",
    version="1",
    description=(
        "The workbench for programs. A token (made on the page of one's account) can do what its owner can, or less. "
        f"Texts come behind pseudonyms unless real names are asked for, and both are recorded. Keepsight {__version__}."
    ),
    urls_namespace="api-1",
    docs_url=None,
    auth=Token(),
)
for router in (reviews.router, timeline.router, questions.router, learning.router, briefing.router):
    api.add_router("", router)


@api.exception_handler(NotAllowed)
def _not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=403)


@api.exception_handler(ReadingOnly)
def _reading_only(request: HttpRequest, error: ReadingOnly) -> HttpResponse:
    del error
    return api.create_response(request, {"detail": "This token is for reading only."}, status=403)


@api.exception_handler(Overtaken)
def _overtaken(request: HttpRequest, error: Overtaken) -> HttpResponse:
    return api.create_response(request, {"detail": f"{error} Read it again and bring its version back."}, status=409)


@api.exception_handler(KeepsightError)
def _cannot(request: HttpRequest, error: KeepsightError) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=422)
