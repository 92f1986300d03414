"""The seven-minute briefing: seven boxes in one true reading order, every sentence with what stands behind it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from keepsight.model.entry import EntryId

BOX_COUNT = 7
WORDS_PER_MINUTE = 200
"""The reading speed behind "seven minutes": a setting of the briefing page, 1,400 words at most."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its sources: ids of questions and of entries. Both may be empty only in a finished briefing."""

    text: str
    questions: tuple[str, ...] = ()
    entries: tuple[EntryId, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """One numbered box."""

    number: int
    heading: str
    sentences: tuple[Sentence, ...]
    bulleted: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.number <= BOX_COUNT:
            raise ValueError("boxes are numbered 1 to 7")


@dataclass(frozen=True, slots=True)
class Briefing:
    """The briefing of one review; boxes 1 to 7 in order. `as_of` is the last day the timeline tells of, `language` en or cy."""

    title: str
    board: str
    boxes: tuple[Box, ...]
    as_of: date | None = None
    draft: bool = True
    language: str = "en"

    def __post_init__(self) -> None:
        if [b.number for b in self.boxes] != list(range(1, BOX_COUNT + 1)):
            raise ValueError("a briefing has boxes 1 to 7, in order")

    @property
    def words(self) -> int:
        texts = [self.title] + [b.heading for b in self.boxes] + [s.text for b in self.boxes for s in b.sentences]
        return sum(len(t.split()) for t in texts)

    @property
    def reading_seconds(self) -> int:
        """Reading time at 200 words a minute, rounded up to ten seconds."""
        return math.ceil(self.words * 60 / WORDS_PER_MINUTE / 10) * 10
