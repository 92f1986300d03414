"""Calls about the briefing: as it stands, a box written, signed off, published, its files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from ninja import Query, Router, Status

from keepsight.access import Act, SeatRole
from keepsight.services import publishing, writing
from keepsight.services.briefed import Both, gate_of, obstacles_of, written
from keepsight.store import vault
from keepsight.store.models import BoxVersionRecord, PublicationRecord, PublishedFileRecord
from keepsight.web.api import shapes
from keepsight.web.api.asking import in_review
from keepsight.web.api.pages import Part, part_of
from keepsight.web.asking import Here

router = Router(tags=["briefing"])


@router.get("/reviews/{review}/briefing", response=shapes.Briefing)
@in_review(Act.SEE_DRAFT, seen="see the briefing before it is published")
def briefing(request: HttpRequest, here: Here) -> object:
    """The briefing as it stands, with what stands between it and its publication."""
    del request
    one = written(here.review)
    return {
        "digest": one.digest,
        "reading_seconds": one.reading_seconds("en"),
        "reading_age": one.reading_age,
        "boxes": [b for both in one.boxes for b in _boxes(both)],
        "signed_off": [s.role.value for s in one.signed if s.holds],
        "obstacles": obstacles_of(one, gate_of(one)) if one.begun else [],
    }


@router.put("/reviews/{review}/briefing/{language}/{number}", response=shapes.Box)
@in_review(Act.WRITE_BRIEFING)
def write_box(request: HttpRequest, here: Here, language: str, number: int, said: shapes.NewBox) -> object:
    """A new version of a box. Where somebody saved meanwhile, yours is kept beside theirs, and its version says so."""
    del request
    made = writing.save_box(
        here.user,
        here.review,
        language=language,
        number=number,
        version=said.version,
        heading=said.heading,
        text="\n".join(" ".join(s.split()) for s in said.sentences),
        bulleted=said.bulleted,
    )
    return _box(made, stale=False)


@router.post("/reviews/{review}/briefing/signatures", response={204: None})
@in_review(Act.SIGN_OFF)
def sign(request: HttpRequest, here: Here, said: shapes.Signature) -> object:
    """Sign the text off whose digest you read."""
    del request
    publishing.sign_off(here.user, here.review, role=SeatRole(said.role), digest=said.digest)
    return Status(204, None)


@router.post("/reviews/{review}/publications", response={201: shapes.Publication})
@in_review(Act.PUBLISH)
def publish(request: HttpRequest, here: Here, said: shapes.Publishing) -> object:
    """Publish what was signed off; the gate reads every file first."""
    del request
    return Status(201, _publication(publishing.publish(here.user, here.review, considered=said.considered)))


@router.get("/reviews/{review}/publications", response=shapes.Publications)
@in_review(Act.SEE_PUBLISHED)
def publications(request: HttpRequest, here: Here, part: Query[Part]) -> object:
    """What was published, the newest first; withdrawn ones only for those who see the draft."""
    found = here.review.publications.prefetch_related("files")
    if not here.can(Act.SEE_DRAFT):
        found = found.filter(withdrawn_at=None)
    return part_of(request, found, part, lambda some: [_publication(p) for p in some])


@router.get("/reviews/{review}/publications/{number}/{name}")
@in_review(Act.SEE_PUBLISHED, seen="download the published briefing")
def file(request: HttpRequest, here: Here, number: int, name: str) -> HttpResponse:
    """A file of a publication that stands."""
    del request
    published = PublishedFileRecord.objects.filter(publication__review=here.review, publication__withdrawn_at=None)
    found = get_object_or_404(published, publication__number=number, name=name)
    response = HttpResponse(vault.fetch(found.sha256), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    return response


def _boxes(both: Both) -> list[dict[str, object]]:
    found = []
    if both.english is not None:
        found.append(_box(both.english, stale=False))
    if both.welsh is not None:
        found.append(_box(both.welsh, stale=both.stale))
    return found


def _box(box: BoxVersionRecord, *, stale: bool) -> dict[str, object]:
    return {
        "number": box.number,
        "language": box.language,
        "version": box.version,
        "heading": box.heading,
        "bulleted": box.bulleted,
        "sentences": [s["text"] for s in box.sentences],
        "stale": stale,
    }


def _publication(made: PublicationRecord) -> dict[str, object]:
    return {
        "number": made.number,
        "published_at": made.published_at,
        "withdrawn": made.withdrawn_at is not None,
        "files": [f.name for f in made.files.all()],
    }
