"""What a search of one text gives: a stretch of it, what it is, who, and what is still in doubt."""

from __future__ import annotations

from typing import NamedTuple

from keepsight.model import MentionKind, PersonRef


class Doubt(NamedTuple):
    """A capitalised word or phrase that may be no name, in small letters, for all texts together to settle.

    `inside` is True where the capital stands inside a sentence and so says something. `words` are the words of a phrase
    that would be ordinary ones.
    """

    word: str
    inside: bool = False
    words: tuple[str, ...] = ()


class Found(NamedTuple):
    """Characters `start` up to, not including, `end`; `person` where a listed form belongs to exactly one person."""

    start: int
    end: int
    kind: MentionKind
    person: PersonRef | None = None
    doubt: Doubt | None = None
    listed: bool = False
