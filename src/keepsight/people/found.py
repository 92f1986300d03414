"""What a search of one text gives: a stretch of it, what it is, who, and how sure the words by themselves make it."""

from __future__ import annotations

from typing import NamedTuple

from keepsight.model import MentionKind, PersonRef


class Found(NamedTuple):
    """Characters `start` up to, not including, `end`.

    `person` is the listed person when the form belongs to exactly one. `doubt` is "" for what is a name by its form and
    place; otherwise the word that must be confirmed as a name elsewhere in the texts, in small letters.
    """

    start: int
    end: int
    kind: MentionKind
    person: PersonRef | None = None
    doubt: str = ""
    listed: bool = False
