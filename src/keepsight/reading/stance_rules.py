"""The rule sets of stance, read from the word lists: `stance.toml` for safeguarding, `stance_clinical.toml` laid over it.

A form is a small pattern spelt out into plain strings, so that one pass of Aho-Corasick finds every cue of a sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import ahocorasick_rs

from keepsight.model import Stance
from keepsight.reading.anchors import automaton, spellings
from keepsight.reading.cues import WORDS, spelt_terms

LISTS = {"safeguarding": ("stance.toml",), "clinical": ("stance.toml", "stance_clinical.toml")}
UNLIMITED = 99
MOST_SHAPES = 50_000

# What a word does to reach, one letter each: a sentence's shape is written in them (see `stance_reach`).
FILL, PLAIN, STOP, TOLD, CLAUSE, GIVEN = "-", "w", ".", "t", "c", "g"
AND, OR, COMMA, OPEN, CLOSE, QUOTE, ANY = "&", "|", ",", "(", ")", '"', "a"

_STANCES = {s.value for s in Stance}
_KINDS = {"end": STOP, "told": TOLD, "clause": CLAUSE, "given": GIVEN}
_MARKS = {
    **dict.fromkeys([";", ":", ".", "!", "?", "-", "–", "—", "|"], STOP),
    **dict.fromkeys(["and", "&", "+"], AND),
    **dict.fromkeys(["or", "nor"], OR),
    **dict.fromkeys(["(", "["], OPEN),
    **dict.fromkeys([")", "]"], CLOSE),
    **dict.fromkeys(['"', "“", "”"], QUOTE),
    ",": COMMA,
    "any": ANY,
}
_DASHES = "-–—"
_TOKEN = re.compile(r"[\w#@'’£%/]+(?:[-–—.,:]\w+)*|[^\w\s]")


class Way(StrEnum):
    """Which words a cue reaches: those after it, those before it, or its own."""

    FORWARD = "forward"
    BACKWARD = "backward"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Reach:
    """What one form does: the stance it lays, which way, how many words far, and whether lists run on.

    A form that stands `alone` counts only where nothing else stands beside it.
    """

    stance: Stance
    way: Way
    words: int = UNLIMITED
    lists: bool = False
    alone: bool = False


class Shapes(dict[str, str]):
    """The shape of each word, marks at its ends included, as it was met: as long as the word, a letter for each part."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        super().__init__()
        self._kinds = kinds

    def __missing__(self, word: str) -> str:
        shape = [FILL] * len(word)
        for match in _TOKEN.finditer(word):
            kind = self._kinds.get(match[0], PLAIN)
            shape[match.start()] = PLAIN if match[0] in _DASHES and len(word) > 1 else kind
        if len(self) >= MOST_SHAPES:
            self.clear()
        self[word] = "".join(shape)
        return self[word]


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule set compiled: the forms in the order of the automaton, what each does, whether it negates; shapes of words."""

    forms: tuple[str, ...]
    reaches: tuple[tuple[Reach, ...], ...]
    denies: tuple[bool, ...]
    edges: tuple[tuple[bool, bool], ...]
    ends: frozenset[str]
    backs: frozenset[str]
    shapes: Shapes
    automaton: ahocorasick_rs.AhoCorasick


@cache
def rules(denial_negates: bool) -> Rules:
    """The safeguarding rule set, or the clinical one, in which a denial negates."""
    reaches: dict[str, tuple[Reach, ...]] = {}
    kinds = dict(_MARKS)
    ends: set[str] = set()
    backs: set[str] = set()
    for name in LISTS["clinical" if denial_negates else "safeguarding"]:
        here: dict[str, tuple[Reach, ...]] = {}
        for entry in tomllib.loads((WORDS / name).read_text("utf-8"))["cue"]:
            stance = entry["stance"]
            for form in (spelt for f in entry["forms"] for spelt in sorted(spellings(spelt_terms(f)))):
                if stance == "none":
                    here.setdefault(form, ())
                elif stance in _STANCES:
                    here[form] = (*here.get(form, ()), _reach(entry))
                elif stance == "back":
                    backs.add(form)
                elif " " in form:
                    ends.add(form)
                else:
                    kinds[form] = _KINDS[stance]
        for form, reach in here.items():
            reaches[form] = (*reaches.get(form, ()), *reach) if _is_added(reach) else reach
    for form in ends:
        reaches.setdefault(form, ())
    forms = tuple(sorted(reaches))
    return Rules(
        forms=forms,
        reaches=tuple(reaches[f] for f in forms),
        denies=tuple(any(r.stance is Stance.NEGATED for r in reaches[f]) for f in forms),
        edges=tuple((f[0].isalnum(), f[-1].isalnum()) for f in forms),
        ends=frozenset(ends),
        backs=frozenset(backs),
        shapes=Shapes(kinds),
        automaton=automaton(forms),
    )


def _is_added(reach: tuple[Reach, ...]) -> bool:
    """What a word says of itself is laid beside what it says of others; anything else takes the place of it."""
    return bool(reach) and all(r.way is Way.SELF for r in reach)


def _reach(entry: Mapping[str, object]) -> Reach:
    return Reach(
        stance=Stance(str(entry["stance"])),
        way=Way(str(entry["direction"])),
        words=int(str(entry.get("reach", UNLIMITED))),
        lists=bool(entry.get("lists", False)),
        alone=bool(entry.get("alone", False)),
    )
