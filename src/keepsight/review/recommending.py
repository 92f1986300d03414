"""What a recommendation lacks, said as it is written: owner, day, measure, strength, theme; and what was said like it before.

The ladder is that of safety work: to remind is weaker than to circulate, to circulate weaker than to train, and all are weaker
than to change how work is done (hierarchy of intervention effectiveness). Boards were found to drift to what is easy to tick
(Brandon and others, DfE-RR157), and the same recommendation to come back years later. Nothing here forbids a weak
recommendation: it says what it is, and the panel decides. The words are data with their reasons (`recommending.toml`).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import cache
from importlib import resources


class Strength(IntEnum):
    """The rung that a recommendation stands on, by the strongest thing it asks for."""

    UNCLEAR = 0
    REMIND = 1
    CIRCULATE = 2
    TRAIN = 3
    CHANGE = 4


class Lack(StrEnum):
    """What the check can find. The screen has a sentence for each."""

    OWNER = "owner"
    VAGUE_OWNER = "vague_owner"
    DAY = "day"
    DAY_PAST = "day_past"
    MEASURE = "measure"
    ACTIVITY = "activity"
    DIFFERENCE = "difference"
    THEME = "theme"
    WEAK = "weak"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A recommendation as far as it is written; `themes` is how many themes it comes of."""

    text: str
    owner: str = ""
    due_on: date | None = None
    measure: str = ""
    shows_it_worked: str = ""
    themes: int = 0
    owned_by_agency: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """`strength` with the words that give it away, and what is lacking; `words` are the weak ones where WEAK is said."""

    strength: Strength
    words: tuple[str, ...]
    lacks: tuple[Lack, ...]

    @property
    def passes(self) -> bool:
        return not self.lacks


@dataclass(frozen=True, slots=True)
class Earlier:
    """A recommendation that was made before: `key` is the caller's."""

    key: int
    text: str


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier recommendation like this one: from 0 (nothing shared) to 1, with the rarest of its
    words that both use."""

    earlier: Earlier
    likeness: float
    words: tuple[str, ...]


ENOUGH = 0.35
"""Likeness from which an earlier recommendation is shown [L]: half of all pairs on one subject are above it, few others."""
_RUNGS = (
    (Strength.REMIND, "remind"),
    (Strength.CIRCULATE, "circulate"),
    (Strength.TRAIN, "train"),
    (Strength.CHANGE, "change"),
)
_ACTS = frozenset(f"<{name}>" for _, name in _RUNGS)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "each",
        "every",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "must",
        "not",
        "of",
        "on",
        "or",
        "our",
        "shall",
        "should",
        "so",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "was",
        "were",
        "when",
        "where",
        "which",
        "who",
        "will",
        "with",
        "within",
        "would",
        "all",
        "also",
        "across",
        "ensure",
        "ensures",
        "board",
        "agency",
        "agencies",
        "staff",
        "practitioner",
        "practitioners",
        "professional",
        "professionals",
        "partner",
        "partners",
        "member",
        "members",
        "safeguarding",
        "child",
        "children",
        "work",
        "working",
        "practice",
        "support",
        "review",
    ]
)


def check(proposed: Proposed, *, today: date) -> Checked:
    """The rung of a recommendation and what it lacks, in the order in which a reader would ask."""
    strength, words = strength_of(proposed.text)
    lacks: list[Lack] = []
    if strength is Strength.UNCLEAR:
        lacks.append(Lack.UNCLEAR)
    elif strength <= Strength.CIRCULATE:
        lacks.append(Lack.WEAK)
    if not proposed.owner.strip() and not proposed.owned_by_agency:
        lacks.append(Lack.OWNER)
    elif _is_vague(proposed.owner) and not proposed.owned_by_agency:
        lacks.append(Lack.VAGUE_OWNER)
    if proposed.due_on is None:
        lacks.append(Lack.DAY)
    elif proposed.due_on < today:
        lacks.append(Lack.DAY_PAST)
    if not proposed.measure.strip():
        lacks.append(Lack.MEASURE)
    elif _found(proposed.measure, "activity") and not _found(proposed.measure, "outcome"):
        lacks.append(Lack.ACTIVITY)
    if not proposed.shows_it_worked.strip():
        lacks.append(Lack.DIFFERENCE)
    if not proposed.themes:
        lacks.append(Lack.THEME)
    return Checked(strength, words, tuple(lacks))


def strength_of(text: str) -> tuple[Strength, tuple[str, ...]]:
    """The strongest rung that the text speaks of, with its words as they stand there; UNCLEAR where it names no act."""
    for rung, name in reversed(_RUNGS):
        if words := _found(text, name):
            return rung, words
    return Strength.UNCLEAR, ()


def alike(text: str, earlier: Sequence[Earlier], *, least: float = ENOUGH) -> tuple[Alike, ...]:
    """Earlier recommendations like a text, the likest first: the cosine of their words, each word counting as it is rare."""
    written = _words(text)
    texts = [frozenset(written), *(frozenset(_words(e.text)) for e in earlier)]
    rarity = {w: math.log(1 + len(texts) / n) for w, n in Counter(w for t in texts for w in t).items()}
    mine = _length(texts[0], rarity)
    found = []
    for one, theirs in zip(earlier, texts[1:], strict=True):
        shared = texts[0] & theirs
        whole = mine * _length(theirs, rarity)
        likeness = math.fsum(rarity[w] ** 2 for w in shared) / whole if whole else 0.0
        if likeness >= least:
            rarest = sorted((w for w in shared if w not in _ACTS), key=lambda w: (-rarity[w], w))[:5]
            found.append(Alike(one, likeness, tuple(written[w] for w in rarest)))
    return tuple(sorted(found, key=lambda a: (-a.likeness, a.earlier.key)))


def _length(words: Iterable[str], rarity: dict[str, float]) -> float:
    return math.sqrt(math.fsum(rarity[w] ** 2 for w in words))


def _words(text: str) -> dict[str, str]:
    """The words that carry the subject, by their stem as they are written; words of one rung count as one word."""
    low = text.lower().replace("’", "'")
    found = {_stem(w): w for w in _WORD.findall(low) if w not in _SMALL and len(w) > 2}
    return found | {f"<{name}>": name for _, name in _RUNGS if _found(text, name)}


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removeprefix("re-")
    for ending in ("ations", "ation", "ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _is_vague(owner: str) -> bool:
    low = " ".join(owner.lower().split()).strip(" .")
    return low in _said()["vague_owners"]


def _found(text: str, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m[0].lower() for m in _pattern(name).finditer(" ".join(text.split()))))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = sorted(_said()[name], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w) for w in words) + r")\w*", re.IGNORECASE)


@cache
def _said() -> dict[str, tuple[str, ...]]:
    text = resources.files("keepsight.review").joinpath("recommending.toml").read_text("utf-8")
    return {name: tuple(part["words"]) for name, part in tomllib.loads(text).items()}
