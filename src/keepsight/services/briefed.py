"""The briefing as it stands: its boxes in both languages, what is stale, its time and age, who signed this very text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from keepsight.access import NAMES, SeatRole
from keepsight.model import Box, Briefing, People, Sentence
from keepsight.model.briefing import BOX_COUNT
from keepsight.people import Choice, Combination, Decision, GateReport, check_documents, jigsaw
from keepsight.publish.finished import plain_text
from keepsight.review.readability import reading_age
from keepsight.services.intake import people_of
from keepsight.services.veiling import mentions_in
from keepsight.services.writing import beside, latest
from keepsight.store.models import BoxVersionRecord, ReviewRecord, SignOffRecord

SEVEN_MINUTES = 7 * 60
SIGNING = (SeatRole.COORDINATOR, SeatRole.REVIEWER, SeatRole.PANEL, SeatRole.BOARD)
"""The roles that sign a briefing off, one person of each."""
TITLES = {"en": "Seven-minute briefing", "cy": "Briff saith munud"}
CY_HEADINGS = {
    "Background": "Cefndir",
    "Key learning themes": "Themâu dysgu allweddol",
    "Gender bias and exploitation": "Rhagfarn rhywedd a chamfanteisio",
    "Engagement and professional curiosity": "Ymgysylltu a chwilfrydedd proffesiynol",
    "Over-reliance on a single agency or practitioner": "Gorddibynnu ar un asiantaeth neu ymarferydd",
    "Trauma on trauma": "Trawma ar drawma",
    "Recommendations": "Argymhellion",
}
"""Proposed for the Welsh box where its English heading was not changed."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A role that signs: by whom it was signed, and whether it was this text or an earlier one."""

    role: SeatRole
    record: SignOffRecord | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Both:
    """A box in both languages; `stale` when the Welsh renders an earlier English, `beside` versions saved at the same time."""

    number: int
    english: BoxVersionRecord | None
    welsh: BoxVersionRecord | None
    beside: tuple[BoxVersionRecord, ...]

    @property
    def stale(self) -> bool:
        return bool(self.english and self.welsh and self.welsh.translates != self.english.version)

    @property
    def unsourced(self) -> int:
        """Sentences that nothing stands behind."""
        sentences = self.english.sentences if self.english else ()
        return sum(not s["questions"] and not s["entries"] for s in sentences)


@dataclass(frozen=True, slots=True)
class Written:
    """The whole briefing as it stands."""

    review: ReviewRecord
    boxes: tuple[Both, ...]
    signed: tuple[Signed, ...]
    digest: str

    @property
    def begun(self) -> bool:
        return any(b.english for b in self.boxes)

    @property
    def has_welsh(self) -> bool:
        return any(b.welsh for b in self.boxes)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it would be published."""
        return ("en", "cy") if self.has_welsh else ("en",)

    @property
    def stale(self) -> tuple[int, ...]:
        return tuple(b.number for b in self.boxes if b.stale)

    def missing(self, language: str) -> tuple[int, ...]:
        """The boxes with nothing in them in this language."""
        side = [(b.number, b.english if language == "en" else b.welsh) for b in self.boxes]
        return tuple(number for number, box in side if box is None or not box.sentences)

    def briefing(self, language: str, *, draft: bool = False) -> Briefing:
        """The briefing as documents are made from it; an empty box where nothing is written."""
        return briefing_of(self.review, self.boxes, language, draft=draft)

    def reading_seconds(self, language: str) -> int:
        return self.briefing(language).reading_seconds

    @property
    def reading_age(self) -> int | None:
        """Of the English text; there is no such measure for Welsh here."""
        return reading_age(s["text"] for b in self.boxes if b.english for s in b.english.sentences)

    @property
    def signed_off(self) -> int:
        return sum(s.holds for s in self.signed)


def written(review: ReviewRecord) -> Written:
    """The briefing of a review as it stands; five database queries, and one a box saved twice at once."""
    english, welsh = latest(review, "en"), latest(review, "cy")
    numbers = range(1, BOX_COUNT + 1)
    doubled = set(BoxVersionRecord.objects.filter(review=review, beside__gt=0).values_list("language", "number"))
    boxes = tuple(
        Both(
            n,
            english.get(n),
            welsh.get(n),
            tuple(
                v
                for language, side in (("en", english), ("cy", welsh))
                if (language, n) in doubled and n in side
                for v in beside(review, side[n])
            ),
        )
        for n in numbers
    )
    digest = digest_of(boxes)
    latest_by_role: dict[str, SignOffRecord] = {}
    for one in review.sign_offs.select_related("made_by").order_by("made_at", "pk"):
        latest_by_role[one.role] = one
    signed = []
    for role in SIGNING:
        last = latest_by_role.get(role.value)
        signed.append(Signed(role, last, last is not None and last.digest == digest))
    return Written(review, boxes, tuple(signed), digest)


def digest_of(boxes: Sequence[Both]) -> str:
    """SHA-256 of every word of both languages: any change of the text is another digest."""
    told = [
        [
            b.number,
            *([side.heading, [s["text"] for s in side.sentences]] if side else [None] for side in (b.english, b.welsh)),
        ]
        for b in boxes
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def briefing_of(review: ReviewRecord, boxes: Sequence[Both], language: str, *, draft: bool) -> Briefing:
    board = review.board
    return Briefing(
        title=TITLES[language],
        board=(board.name_cy or board.name) if language == "cy" else board.name,
        boxes=tuple(_box(b, language) for b in boxes),
        draft=draft,
        language=language,
    )


def decisions_of(review: ReviewRecord) -> list[Decision]:
    """What was decided on names that nobody listed; the latest of each form. The board's own name stands on what it publishes."""
    made = review.name_decisions.select_related("made_by").order_by("made_at", "pk")
    found = {d.form: d for d in _board_of(review)}
    for d in made:
        one = Decision(d.text, Choice(d.choice), d.reason, d.made_by.name, d.made_at.date().isoformat())
        found[one.form] = one
    return [*found.values()]


def _board_of(review: ReviewRecord) -> Iterator[Decision]:
    names = [name for name in (review.board.name, review.board.name_cy) if name]
    for name, found in zip(names, mentions_in(names, People()), strict=True):
        for m in found:
            yield Decision(name[m["start"] : m["end"]], Choice.KEEP, "the board that publishes it")


def gate_of(one: Written) -> GateReport:
    """What the gate says of the text as it stands; publishing asks it again of the bytes of every file."""
    texts = [(f"briefing-{lang}.txt", plain_text(one.briefing(lang)).encode()) for lang in one.languages]
    return check_documents(texts, people_of(one.review), decisions_of(one.review))


def jigsaw_of(one: Written) -> tuple[Combination, ...]:
    """Facts of the text, in each language it is written in, that together may single somebody out."""
    return tuple(found for language in one.languages for found in jigsaw(one.briefing(language)))


def obstacles_of(one: Written, gate: GateReport) -> list[str]:
    """What stands between this text and its publication, in sentences; nothing when it may go out."""
    found: list[str] = []
    if missing := one.missing("en"):
        found.append(_("Nothing is written in box %(n)s.") % {"n": _listed(missing)})
    if one.begun and one.reading_seconds("en") > SEVEN_MINUTES:
        found.append(_("It takes longer than seven minutes to read."))
    if one.has_welsh:
        if missing := one.missing("cy"):
            found.append(_("The Welsh of box %(n)s is not written.") % {"n": _listed(missing)})
        if one.stale:
            found.append(_("The Welsh of box %(n)s renders an earlier English.") % {"n": _listed(one.stale)})
        if one.reading_seconds("cy") > SEVEN_MINUTES:
            found.append(_("The Welsh takes longer than seven minutes to read."))
    if any(b.beside for b in one.boxes):
        found.append(_("Two versions of a box were saved at once and are not brought together."))
    if not gate.is_open:
        found.append(_("The identity gate is shut."))
    waiting = [s.role for s in one.signed if not s.holds]
    if waiting:
        found.append(
            _("Not signed off as it stands by: %(roles)s.") % {"roles": ", ".join(_(NAMES[r]) for r in waiting)}
        )
    return found


def content_of(one: Written, language: str) -> Mapping[str, Any]:
    """The text as it is kept with a publication."""
    told = one.briefing(language)
    return {
        "title": told.title,
        "board": told.board,
        "seconds": told.reading_seconds,
        "boxes": [
            {
                "number": b.number,
                "heading": b.heading,
                "bulleted": b.bulleted,
                "sentences": [s.text for s in b.sentences],
            }
            for b in told.boxes
        ],
    }


def _box(both: Both, language: str) -> Box:
    side = both.english if language == "en" else both.welsh
    if side is None:
        return Box(both.number, "", ())
    return Box(both.number, side.heading, tuple(Sentence(s["text"]) for s in side.sentences), side.bulleted)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
