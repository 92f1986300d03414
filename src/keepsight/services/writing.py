"""Writing the briefing: boxes in versions, what stands behind each sentence, the Welsh beside the English.

Every save is a version of its own. When two people saved from the same version, the later one is kept beside the other and
both are shown until somebody saves what they make of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from keepsight.access import Act
from keepsight.model import KeepsightError
from keepsight.model.briefing import BOX_COUNT
from keepsight.services import trail
from keepsight.services.actors import require
from keepsight.services.drafting import first_draft
from keepsight.services.lines import Eyes
from keepsight.store.models import BoxVersionRecord, ReviewRecord, UserRecord

LANGUAGES = ("en", "cy")
LIKE = 70.0
"""How like an earlier sentence a changed one must be, of 100, to keep what stood behind it."""
LONGEST = 4000


@transaction.atomic
def start(user: UserRecord, eyes: Eyes) -> None:
    """The first draft of all seven boxes. Where boxes are there, the draft becomes a new version of each."""
    require(user, Act.WRITE_BRIEFING, eyes.review)
    for box in first_draft(eyes):
        _add(
            user,
            eyes.review,
            language="en",
            number=box.number,
            heading=box.heading,
            sentences=list(box.sentences),
            bulleted=box.bulleted,
            translates=0,
        )
    trail.note(user.pk, "draft the briefing", review=eyes.review.pk)


@transaction.atomic
def save_box(
    user: UserRecord,
    review: ReviewRecord,
    *,
    language: str,
    number: int,
    version: int,
    heading: str,
    text: str,
    bulleted: bool,
) -> BoxVersionRecord:
    """A new version of a box; `text` has one sentence to a line. A sentence keeps what stood behind the one it comes from."""
    require(user, Act.WRITE_BRIEFING, review)
    if language not in LANGUAGES or not 1 <= number <= BOX_COUNT:
        raise KeepsightError(_("There is no such box."))
    if not heading.strip():
        raise KeepsightError(_("Give the box a heading."))
    if len(text) > LONGEST:
        raise KeepsightError(_("A box holds up to %(n)s letters; the whole is read in seven minutes.") % {"n": LONGEST})
    ReviewRecord.objects.select_for_update().get(pk=review.pk)
    now = latest(review, language).get(number)
    english = latest(review, "en").get(number)
    if language == "cy" and english is None:
        raise KeepsightError(_("Write the English box first; the Welsh one renders it."))
    stands = now.version if now else 0
    before = BoxVersionRecord.objects.filter(review=review, language=language, number=number, version=version).first()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    kept = [_with_sources(line, before.sentences if before and language == "en" else ()) for line in lines]
    made = _add(
        user,
        review,
        language=language,
        number=number,
        heading=heading.strip()[:120],
        sentences=kept,
        bulleted=bulleted,
        translates=english.version if language == "cy" and english else 0,
        beside=(version or stands) if version != stands else 0,
    )
    what = f"box {number} {language}, version {made.version}"
    trail.note(user.pk, "write the briefing", review=review.pk, what=what)
    return made


@transaction.atomic
def set_sources(
    user: UserRecord, box: BoxVersionRecord, *, sentence: int, questions: Iterable[int]
) -> BoxVersionRecord:
    """What stands behind a sentence (counted from 0), as a new version: numbers of questions of this review."""
    require(user, Act.WRITE_BRIEFING, box.review)
    ReviewRecord.objects.select_for_update().get(pk=box.review_id)
    now = latest(box.review, box.language).get(box.number)
    if now is None or now.version != box.version:
        raise KeepsightError(
            _("Somebody saved this box meanwhile. Look at it again, then choose what stands behind it.")
        )
    if not 0 <= sentence < len(box.sentences):
        raise KeepsightError(_("There is no such sentence in this box."))
    known = set(box.review.questions.filter(number__in=list(questions)).values_list("number", flat=True))
    sentences = [dict(s) for s in box.sentences]
    sentences[sentence] = {**sentences[sentence], "questions": sorted(known), "entries": []}
    made = _add(
        user,
        box.review,
        language=box.language,
        number=box.number,
        heading=box.heading,
        sentences=sentences,
        bulleted=box.bulleted,
        translates=box.translates,
    )
    what = f"box {box.number} {box.language}, version {made.version}"
    trail.note(user.pk, "set what stands behind a sentence", review=box.review_id, what=what)
    return made


@transaction.atomic
def bring_back(user: UserRecord, old: BoxVersionRecord) -> BoxVersionRecord:
    """An earlier version once more, as the newest."""
    require(user, Act.WRITE_BRIEFING, old.review)
    ReviewRecord.objects.select_for_update().get(pk=old.review_id)
    made = _add(
        user,
        old.review,
        language=old.language,
        number=old.number,
        heading=old.heading,
        sentences=old.sentences,
        bulleted=old.bulleted,
        translates=old.translates,
    )
    what = f"box {old.number} {old.language}, version {old.version} as {made.version}"
    trail.note(user.pk, "bring an earlier version of a box back", review=old.review_id, what=what)
    return made


def latest(review: ReviewRecord, language: str) -> dict[int, BoxVersionRecord]:
    """The version of each box that stands, by number: the newest that was not kept beside another."""
    found: dict[int, BoxVersionRecord] = {}
    every = BoxVersionRecord.objects.filter(review=review, language=language, beside=0).select_related("made_by")
    for box in every.order_by("version"):
        found[box.number] = box
    return found


def beside(review: ReviewRecord, box: BoxVersionRecord) -> list[BoxVersionRecord]:
    """Versions kept beside the one that stands, that nobody has brought together with it yet."""
    return list(
        BoxVersionRecord.objects.filter(
            review=review, language=box.language, number=box.number, version__gt=box.version, beside__gt=0
        )
        .select_related("made_by")
        .order_by("version")
    )


def _with_sources(line: str, before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    best = max(before, key=lambda s: (s["text"] == line, fuzz.ratio(s["text"], line)), default=None)
    if best is None or fuzz.ratio(best["text"], line) < LIKE:
        return {"text": line, "questions": [], "entries": []}
    return {"text": line, "questions": list(best["questions"]), "entries": list(best["entries"])}


def _add(
    user: UserRecord,
    review: ReviewRecord,
    *,
    language: str,
    number: int,
    heading: str,
    sentences: list[Any],
    bulleted: bool,
    translates: int,
    beside: int = 0,
) -> BoxVersionRecord:
    boxes = BoxVersionRecord.objects.filter(review=review, language=language, number=number)
    last = boxes.aggregate(last=Max("version"))["last"] or 0
    return BoxVersionRecord.objects.create(
        review=review,
        language=language,
        number=number,
        version=last + 1,
        heading=heading,
        sentences=sentences,
        bulleted=bulleted,
        translates=translates,
        beside=beside,
        made_by=user,
        made_at=timezone.now(),
    )
