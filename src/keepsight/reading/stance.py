"""The stance of words: asserted, negated, possible, hypothetical, historical or planned.

Each cue of `words/stance.toml` reaches forward or backward inside its clause until a word that ends it. What negates here
differs from clinical rule sets on purpose: *denied* and *declined* are somebody's account or a refusal, "no concerns" is a
claim, "risk of" is often the live concern. `denial_negates=True` reads them the clinical way.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from keepsight.model import Stance
from keepsight.reading.cues import WORDS

_CLAUSE_END = re.compile(r"[;:]|\.(?= )|, (?=(?:he|she|they|i|we|mum|dad|parents?|the)\b)| - | – ")
_CLINICAL_NEGATIONS = ("denies", "denied", "denying", "declines", "declined", "refused")
_RANK = {
    Stance.NEGATED: 5,
    Stance.HYPOTHETICAL: 4,
    Stance.PLANNED: 3,
    Stance.POSSIBLE: 2,
    Stance.HISTORICAL: 1,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of a sentence under one stance, and the cue that put it there, itself at `at` up to `until`."""

    start: int
    end: int
    stance: Stance
    cue: str
    at: int
    until: int


@dataclass(frozen=True, slots=True)
class _Rules:
    pattern: re.Pattern[str]
    forward: dict[str, Stance]
    backward: dict[str, Stance]
    pseudo: frozenset[str]
    ends: frozenset[str]


def scopes(text: str, start: int, end: int, *, denial_negates: bool = False) -> tuple[Scope, ...]:
    """Every scope inside one sentence of a plain text."""
    rules = _rules(denial_negates)
    cues = list(rules.pattern.finditer(text, start, end))
    if not cues:
        return ()
    breaks = [m.start() for m in _CLAUSE_END.finditer(text, start, end)]
    breaks += [m.start() for m in cues if m[0] in rules.ends]
    found: list[Scope] = []
    for match in cues:
        word = match[0]
        if word in rules.pseudo:
            continue
        if word in rules.forward:
            stop = min((b for b in breaks if b >= match.end()), default=end)
            found.append(Scope(match.start(), stop, rules.forward[word], word, match.start(), match.end()))
        if word in rules.backward:
            begin = max((b for b in breaks if b < match.start()), default=start)
            found.append(Scope(begin, match.end(), rules.backward[word], word, match.start(), match.end()))
    return tuple(found)


def stance_of(start: int, end: int, within: tuple[Scope, ...]) -> tuple[Stance, str]:
    """The strongest stance that covers a span, with its cue; a cue inside the span itself does not count."""
    best, cue = Stance.ASSERTED, ""
    for scope in within:
        outside = scope.until <= start or scope.at >= end
        if outside and scope.start <= start and end <= scope.end and _RANK[scope.stance] > _RANK.get(best, 0):
            best, cue = scope.stance, scope.cue
    return best, cue


@cache
def _rules(denial_negates: bool) -> _Rules:
    forward: dict[str, Stance] = {}
    backward: dict[str, Stance] = {}
    pseudo: set[str] = set()
    ends: set[str] = set()
    for entry in tomllib.loads((WORDS / "stance.toml").read_text("utf-8"))["cue"]:
        for form in entry["forms"]:
            if entry["stance"] == "none":
                pseudo.add(form)
            elif entry["stance"] == "end":
                ends.add(form)
            elif entry["direction"] == "backward":
                backward[form] = Stance(entry["stance"])
            else:
                forward[form] = Stance(entry["stance"])
    if denial_negates:
        forward |= dict.fromkeys(_CLINICAL_NEGATIONS, Stance.NEGATED)
    words = sorted({*forward, *backward, *pseudo, *ends}, key=len, reverse=True)
    body = "|".join(re.escape(w) for w in words)
    return _Rules(
        re.compile(rf"(?<![a-z0-9])(?:{body})(?![a-z0-9])"), forward, backward, frozenset(pseudo), frozenset(ends)
    )
