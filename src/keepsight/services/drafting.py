"""The first words of a briefing in the workbench: what the panel wrote where it wrote, the draft of the rules where not.

Box 2 names the themes, boxes 3 to 6 are the first four of them, box 7 the recommendations. Where the panel has fewer themes, the
rules' drafts of the lenses that no theme speaks of fill the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from keepsight.model import Box, Briefing, KeepsightError, Sentence
from keepsight.model.entry import EntryId
from keepsight.people.kinds import Kind, kind_of
from keepsight.review.wording import count, listed
from keepsight.services.asked import Asked, asked_of
from keepsight.services.intake import people_of
from keepsight.services.lines import Eyes
from keepsight.services.shown import plain
from keepsight.services.veiling import mentions_in
from keepsight.store.convert import unpacked
from keepsight.store.models import AskedRecord, RecommendationRecord, ThemeRecord

THEME_BOXES = (3, 4, 5, 6)
LENS_OF_BOX = {3: "exploitation", 4: "curiosity", 5: "reliance", 6: "trauma"}
_END = re.compile(r"(?<=[.!?])[”\"’)]*\s+(?=[“\"‘(]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A box as it is first proposed; each sentence as it is kept: {"text", "questions": [numbers], "entries": [ids]}."""

    number: int
    heading: str
    bulleted: bool
    sentences: tuple[dict[str, Any], ...]


def first_draft(eyes: Eyes) -> tuple[Drafted, ...]:
    """Seven boxes. KeepsightError where there is no timeline yet."""
    review = eyes.review
    run = review.current_run
    if run is None or not run.draft:
        raise KeepsightError(_("Make the timeline first; the draft comes from its questions and from the themes."))
    numbers = dict(AskedRecord.objects.filter(run=run).values_list("key", "question__number"))
    by_rules = {b.number: _by_rules(b, numbers) for b in unpacked(Briefing, run.draft).boxes}
    every = review.themes.filter(taken_out_at=None).prefetch_related("questions")
    themes = [t for t in every if not t.good_practice]
    strengths = [t for t in every if t.good_practice]
    recommendations = list(review.recommendations.filter(taken_out_at=None).prefetch_related("themes__questions"))
    asked = {q.number: q for q in asked_of(eyes, sorted({q.number for t in every for q in t.questions.all()}))}
    boxes = dict(by_rules)
    if themes:
        boxes[2] = _named(by_rules[2].heading, themes, strengths, asked)
        told = {asked[q.number].lens for t in themes[:4] for q in t.questions.all() if q.number in asked}
        free = [n for n in THEME_BOXES if LENS_OF_BOX[n] not in told] + [
            n for n in THEME_BOXES if LENS_OF_BOX[n] in told
        ]
        for place, number in enumerate(THEME_BOXES):
            if place < len(themes):
                boxes[number] = _theme(number, themes[place], asked)
            else:
                rest = by_rules[free[place - len(themes)]]
                boxes[number] = Drafted(number, rest.heading, rest.bulleted, rest.sentences)
    if recommendations:
        boxes[7] = _recommended(by_rules[7].heading, recommendations, asked)
    return tuple(_veiled(eyes, boxes[n]) for n in sorted(boxes))


def sentences_of(text: str) -> list[str]:
    """A text cut into sentences, a line or a full stop at a time."""
    return [s.strip() for line in text.splitlines() for s in _END.split(line) if s.strip()]


def _by_rules(box: Box, numbers: Mapping[str, int]) -> Drafted:
    def kept(s: Sentence) -> dict[str, Any]:
        behind = [numbers[q] for q in s.questions if q in numbers]
        return {"text": s.text, "questions": behind, "entries": [] if behind else [str(e) for e in s.entries]}

    return Drafted(box.number, box.heading, box.bulleted, tuple(kept(s) for s in box.sentences))


def _named(
    heading: str, themes: Sequence[ThemeRecord], strengths: Sequence[ThemeRecord], asked: Mapping[int, Asked]
) -> Drafted:
    told = count(len(themes), "theme", "themes")
    titles = listed(_inside(t.title) for t in themes)
    sentences = [_sentence(f"The panel agreed {told}: {titles}.", _numbers(themes, asked))]
    if strengths:
        well = listed(_inside(t.title) for t in strengths)
        sentences.append(_sentence(f"Good practice was found too: {well}.", _numbers(strengths, asked)))
    return Drafted(2, heading, False, tuple(sentences))


def _inside(title: str) -> str:
    """A title inside a sentence: small, unless it begins with a name."""
    first = title.split(maxsplit=1)[0] if title else ""
    ordinary = kind_of(first.rstrip(",:;")) in (Kind.ORDINARY, Kind.SMALL)
    return title[:1].lower() + title[1:] if ordinary or first == "A" else title


def _theme(number: int, theme: ThemeRecord, asked: Mapping[int, Asked]) -> Drafted:
    behind = _numbers([theme], asked)
    text = sentences_of(theme.text) or ["Nothing is written of this theme yet."]
    return Drafted(number, theme.title, False, tuple(_sentence(s, behind) for s in text))


def _recommended(heading: str, recommendations: Iterable[RecommendationRecord], asked: Mapping[int, Asked]) -> Drafted:
    sentences = []
    for r in recommendations:
        owner = r.owner or "to be named"
        day = f"{r.due_on.day} {r.due_on:%B %Y}" if r.due_on else "to be set"
        text = f"{r.text.rstrip('.')}. Owner: {owner}. Date: {day}. Measure: {r.measure or 'to be set'}.".replace(
            "..", "."
        )
        sentences.append(_sentence(text, _numbers(r.themes.all(), asked)))
    return Drafted(7, heading, True, tuple(sentences))


def _numbers(themes: Iterable[ThemeRecord], asked: Mapping[int, Asked]) -> list[int]:
    found = (q.number for t in themes for q in t.questions.all() if q.number in asked)
    return list(dict.fromkeys(found))


def _sentence(text: str, questions: Sequence[int], entries: Sequence[EntryId] = ()) -> dict[str, Any]:
    return {"text": text, "questions": list(questions), "entries": [str(e) for e in entries]}


def _veiled(eyes: Eyes, box: Drafted) -> Drafted:
    """A briefing names nobody: what the panel wrote with names comes in with pseudonyms."""
    texts = [s["text"] for s in box.sentences]
    found = mentions_in([box.heading, *texts], people_of(eyes.review))
    heading = plain(box.heading, mentions=found[0])
    sentences = tuple(
        {**s, "text": plain(s["text"], mentions=m)} for s, m in zip(box.sentences, found[1:], strict=True)
    )
    return Drafted(box.number, heading, box.bulleted, sentences)
