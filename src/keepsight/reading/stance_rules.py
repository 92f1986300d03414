"""The rule sets of stance, read from the word lists: `stance.toml` for safeguarding, `stance_clinical.toml` laid over it.

A form is a small pattern spelt out into plain strings, so that one pass of Aho-Corasick finds every cue of a sentence.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache

import ahocorasick_rs

from keepsight.model import Stance
from keepsight.reading.anchors import spellings
from keepsight.reading.cues import WORDS, spelt_terms

LISTS = {"safeguarding": ("stance.toml",), "clinical": ("stance.toml", "stance_clinical.toml")}
_STANCES = {s.value for s in Stance}


class Word(IntEnum):
    """What a word does to the reach of a cue."""

    STOP = 1
    TOLD = 2
    CLAUSE = 3
    GIVEN = 4
    AND = 5
    OR = 6
    COMMA = 7
    OPEN = 8
    CLOSE = 9
    QUOTE = 10
    ANY = 11


class Way(StrEnum):
    """Which words a cue reaches: those after it, those before it, or its own."""

    FORWARD = "forward"
    BACKWARD = "backward"
    SELF = "self"


_MARKS = {
    ";": Word.STOP, ":": Word.STOP, ".": Word.STOP, "!": Word.STOP, "?": Word.STOP, "-": Word.STOP, "–": Word.STOP,
    "—": Word.STOP, "|": Word.STOP, ",": Word.COMMA, "(": Word.OPEN, "[": Word.OPEN, ")": Word.CLOSE, "]": Word.CLOSE,
    '"': Word.QUOTE, "“": Word.QUOTE, "”": Word.QUOTE, "and": Word.AND, "&": Word.AND, "+": Word.AND, "or": Word.OR,
    "nor": Word.OR, "any": Word.ANY,
}  # fmt: skip
_WORD_KINDS = {"end": Word.STOP, "told": Word.TOLD, "clause": Word.CLAUSE, "given": Word.GIVEN}


@dataclass(frozen=True, slots=True)
class Reach:
    """What one form does: the stance it lays, which way, how many words far, and whether lists run on.

    A form that stands `alone` counts only where nothing else stands beside it.
    """

    stance: Stance
    way: Way
    words: int = 99
    lists: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule set compiled: the forms in the order of the automaton, what each does, and the kinds of single words."""

    forms: tuple[str, ...]
    reaches: tuple[tuple[Reach, ...], ...]
    ends: frozenset[str]
    backs: frozenset[str]
    words: dict[str, Word]
    automaton: ahocorasick_rs.AhoCorasick


@cache
def rules(*, denial_negates: bool) -> Rules:
    """The safeguarding rule set, or the clinical one, in which a denial negates."""
    reaches: dict[str, tuple[Reach, ...]] = {}
    words = dict(_MARKS)
    ends: set[str] = set()
    backs: set[str] = set()
    for name in LISTS["clinical" if denial_negates else "safeguarding"]:
        here: dict[str, tuple[Reach, ...]] = {}
        for entry in tomllib.loads((WORDS / name).read_text("utf-8"))["cue"]:
            for form in (spelt for f in entry["forms"] for spelt in sorted(spellings(spelt_terms(f)))):
                stance = entry["stance"]
                if stance == "none":
                    here.setdefault(form, ())
                elif stance in _STANCES:
                    here[form] = (*here.get(form, ()), _reach(entry))
                elif stance == "back":
                    backs.add(form)
                elif " " in form:
                    ends.add(form)
                else:
                    words[form] = _WORD_KINDS[stance]
        for form, reach in here.items():
            added = reach and all(r.way is Way.SELF for r in reach)
            reaches[form] = (*reaches.get(form, ()), *reach) if added else reach
    for form in ends:
        reaches.setdefault(form, ())
    forms = tuple(sorted(reaches))
    return Rules(
        forms=forms,
        reaches=tuple(reaches[f] for f in forms),
        ends=frozenset(ends),
        backs=frozenset(backs),
        words=words,
        automaton=ahocorasick_rs.AhoCorasick(forms, implementation=ahocorasick_rs.Implementation.ContiguousNFA),
    )


def _reach(entry: dict[str, str | int | bool | list[str]]) -> Reach:
    return Reach(
        stance=Stance(str(entry["stance"])),
        way=Way(str(entry["direction"])),
        words=int(str(entry.get("reach", 99))),
        lists=bool(entry.get("lists", False)),
        alone=bool(entry.get("alone", False)),
    )
