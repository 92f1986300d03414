"""A passage: one stretch of text of a document with its place, joined from the pieces that a file cuts it into."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

Piece = tuple[str, Callable[[str], None] | None]
"""The text of a piece and how to write it back; None for a break, which only separates."""


class Unreadable(Exception):  # noqa: N818 - a state of a document, spoken of by this word throughout
    """A part of a document that could not be read, with its place: the gate stays shut."""


@dataclass(frozen=True, slots=True)
class Passage:
    """`place` says where in the document ("word/header1.xml, paragraph 2"). `seen` is False for what only a machine reads:
    names of styles and settings, where a capital means nothing and only listed and structured identities count. `drawn` is
    the mark of a picture whose drawing nobody can read here; it has no text.
    """

    place: str
    pieces: tuple[Piece, ...]
    seen: bool = True
    drawn: str = ""

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)

    def replaced(self, changes: list[tuple[int, int, str]]) -> None:
        """Write the changes (start, end, new text) back into the pieces; the new text takes the form of its first letter."""
        at = 0
        for text, write in self.pieces:
            end = at + len(text)
            new = text
            for start, stop, word in sorted(changes, reverse=True):
                if start < end and stop > at:
                    new = new[: max(start - at, 0)] + (word if start >= at else "") + new[min(stop, end) - at :]
            if write is not None and new != text:
                write(new)
            at = end


_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF, 0x034F, 0x180E])
_SPACES = re.compile(r"\s+")


def plain(text: str, *, lines: bool = False) -> str:
    """The text as an eye reads it: composed letters, no invisible signs, one space for white space.

    With `lines` the ends of lines stay, by which the start of a sentence is told; without, a name broken over two lines
    is one.
    """
    composed = unicodedata.normalize("NFKC", text).translate(_UNSEEN)
    return _SPACES_IN_LINE.sub(" ", composed) if lines else _SPACES.sub(" ", composed)


_SPACES_IN_LINE = re.compile(r"[^\S\n]+")


def picture(place: str, data: bytes) -> Passage:
    """A picture as something to be looked at, known again by its bytes: the same picture in two documents is one."""
    return Passage(place, (), drawn=f"picture {hashlib.sha256(data).hexdigest()[:10]}")


def whole(place: str, text: str, *, seen: bool = True) -> Passage:
    """A passage of one piece that is only read."""
    return Passage(place, ((text, None),), seen)
