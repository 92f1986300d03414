"""A cell or a narrative cut into words, numbers and marks, each with its place in the text as it stood."""

from __future__ import annotations

import re
from bisect import bisect_left

from keepsight.dates.words import ONES, ORDINAL_ENDINGS, ORDINALS, TENS

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*['’]?|\S")
_MARKS = re.compile(r"['’‘`´]")
LONGEST_YEAR = 4
PADDED = 8
_PADDING = [""] * PADDED


class Sentence:
    """`words[i]` is the i-th token in lower case without apostrophes, `starts[i]` and `ends[i]` where it stood.

    Some empty tokens stand after the last, so that looking ahead needs no check.
    """

    __slots__ = ("ends", "low", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        low = text.lower()
        self.low = low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        matches = list(_TOKEN.finditer(self.low))
        self.words = [m[0] for m in matches]
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]
        if _MARKS.search(self.low):
            self.words = [(_MARKS.sub("", word) or word) if len(word) > 1 else word for word in self.words]
        self.words.extend(_PADDING)
        self.starts.extend([len(text)] * PADDED)
        self.ends.extend([len(text)] * PADDED)

    def glued(self, i: int) -> bool:
        """True if nothing stands between token i and the one before it."""
        return i > 0 and self.starts[i] == self.ends[i - 1]

    def at(self, char: int) -> int:
        """The first token that starts at or after a character."""
        return bisect_left(self.starts, char)

    def before(self, i: int) -> str:
        return self.words[i - 1] if i > 0 else ""

    def number(self, i: int) -> tuple[int, int, bool] | None:
        """A number in figures (at most four) or words at i: its value, the next token, and whether it is an ordinal."""
        word = self.words[i]
        if word.isdecimal() and len(word) <= LONGEST_YEAR:
            if self.words[i + 1] in ORDINAL_ENDINGS and self.starts[i + 1] <= self.ends[i] + 1:
                return int(word), i + 2, True
            return int(word), i + 1, False
        return self.spelt(i)

    def spelt(self, i: int) -> tuple[int, int, bool] | None:
        """A number below a hundred in words at i."""
        word = self.words[i]
        if word in ORDINALS:
            return ORDINALS[word], i + 1, True
        if word in ONES:
            return ONES[word], i + 1, False
        if word in TENS:
            k = i + 2 if self.words[i + 1] == "-" else i + 1
            after = self.words[k]
            if ORDINALS.get(after, 10) < 10:
                return TENS[word] + ORDINALS[after], k + 1, True
            if ONES.get(after, 10) < 10:
                return TENS[word] + ONES[after], k + 1, False
            return TENS[word], i + 1, False
        return None

    def spelt_year(self, i: int) -> tuple[int, int] | None:
        """A year in words at i: "two thousand and twenty", "nineteen eighty six"."""
        if self.words[i] == "two" and self.words[i + 1] == "thousand":
            k = i + 3 if self.words[i + 2] == "and" and self.spelt(i + 3) else i + 2
            rest = self.spelt(k)
            if rest and not rest[2]:
                return 2000 + rest[0], rest[1]
            return 2000, i + 2
        century = {"nineteen": 1900, "twenty": 2000, "eighteen": 1800}.get(self.words[i])
        if century is not None and (rest := self.spelt(i + 1)) and not rest[2] and rest[0] >= 10:
            return century + rest[0], rest[1]
        return None
