"""What leaves the workbench as a file: the timeline in the forms that other programs read, and the themes as a codebook.

An export holds the entries that its asker sees and no others, behind pseudonyms unless real names are asked for; both are in
the trail. It is a copy that nobody can call back, so the page and the file's name say when and as what it was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act
from keepsight.lenses.catalogue import RULES
from keepsight.model import KeepsightError
from keepsight.publish import exchange
from keepsight.services import trail
from keepsight.services.actors import require
from keepsight.services.lines import Eyes, Line, lines_of, with_all_that_hangs
from keepsight.services.shown import Piece
from keepsight.services.veiling import veiled
from keepsight.store.models import ReviewRecord, UserRecord
from keepsight.store.queries import members_seen, visible_placed

KINDS = {
    "timeline.json": "application/json",
    "timeline.csv": "text/csv; charset=utf-8",
    "timesketch.csv": "text/csv; charset=utf-8",
    "timelinejs.json": "application/json",
    "codebook.qdc": "application/xml",
}
_AT_ONCE = 500
_TITLES = {r.code: r.title for r in RULES}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file: its name, type and bytes, and how many entries its form could not hold because they have no day."""

    name: str
    content_type: str
    content: bytes
    left_out: int = 0


@transaction.atomic
def export(user: UserRecord, review: ReviewRecord, kind: str, *, names: bool = False) -> Exported:
    """The file of one kind. NotAllowed for roles that may not; KeepsightError for a kind that there is not."""
    actor = require(user, Act.EXPORT, review)
    if kind not in KINDS:
        raise KeepsightError(_("There is no export of this kind. Choose one of %(join)s.") % {"join": ", ".join(KINDS)})
    members = tuple(members_seen(actor, review))
    eyes = Eyes(review, actor, names, members, {m.pk: n for n, m in enumerate(members)})
    trail.note(user.pk, "export", review=review.pk, what=f"{kind}, {'real names' if names else 'pseudonyms'}")
    title = review.reference or f"Review {review.pk}"
    left_out = 0
    if kind == "codebook.qdc":
        content = exchange.as_codebook(_codes(review, names=names))
    elif kind == "timeline.json":
        content = exchange.as_json(_rows(eyes), review=title)
    elif kind == "timeline.csv":
        content = exchange.as_csv(_rows(eyes))
    elif kind == "timesketch.csv":
        content, left_out = exchange.as_timesketch(_rows(eyes))
    else:
        content, left_out = exchange.as_timelinejs(_rows(eyes), review=title)
    stem, _dot, ending = kind.partition(".")
    how = "real-names" if names else "pseudonyms"
    name = f"review-{review.pk}-{stem}-{how}-{timezone.localdate().isoformat()}.{ending}"
    return Exported(name, KINDS[kind], content, left_out)


def _rows(eyes: Eyes) -> Iterator[exchange.Row]:
    visible = visible_placed(eyes.actor, eyes.review, seen=eyes.members)
    hung = with_all_that_hangs(visible, eyes).order_by("position")
    start = 0
    while found := list(hung[start : start + _AT_ONCE]):
        yield from map(_row, lines_of(found, visible, eyes))
        start += _AT_ONCE


def _row(line: Line) -> exchange.Row:
    return exchange.Row(
        entry=line.entry,
        agency=line.agency,
        written=line.written,
        earliest=line.when.earliest,
        latest=line.when.latest,
        source=_said(line.source),
        text="\n".join(f"{c.column}: {_said(c.pieces)}" for c in line.cells)
        if len(line.cells) > 1
        else "".join(_said(c.pieces) for c in line.cells),
        attendance=line.placed.attendance,
        basis=line.placed.basis,
        raises=line.raises,
        tags=line.tags,
        accounts=tuple(a.entry for a in line.accounts),
    )


def _said(pieces: tuple[Piece, ...]) -> str:
    return "".join(p.text for p in pieces).strip()


def _codes(review: ReviewRecord, *, names: bool) -> list[exchange.Code]:
    """A code for each theme, with the rules of its questions beneath it; own questions by their title."""
    found = []

    def behind(text: str) -> str:
        return _said(veiled(review, [text], names=names)[0])

    for theme in review.themes.prefetch_related("questions"):
        beneath = {}
        for q in theme.questions.all():
            key = f"theme {theme.pk} {q.code or f'question {q.pk}'}"
            beneath[key] = exchange.Code(
                key, f"{q.code} {_TITLES.get(q.code, '')}".strip() if q.code else behind(q.title)
            )
        found.append(
            exchange.Code(f"theme {theme.pk}", behind(theme.title), behind(theme.text), tuple(beneath.values()))
        )
    return found
