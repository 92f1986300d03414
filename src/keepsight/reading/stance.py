"""The stance of words: asserted, negated, possible, hypothetical, historical or planned.

Each cue of the rule set (`words/stance.toml`) reaches forward or backward inside its clause; how far is told in
`stance_reach`. What negates here differs from clinical rule sets on purpose: *denied* and *declined* are somebody's account
or a refusal, "no concerns" is a claim, "risk of" is the live concern. `denial_negates=True` reads by the clinical rule set
instead.

It cannot tell irony, nor a negation that stands in another sentence, but for a question and its answer ("Asthma? No.").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from keepsight.model import Stance
from keepsight.reading.stance_reach import CuePlace, reached, split
from keepsight.reading.stance_rules import Reach, Rules, Way, rules

_RANK = {
    Stance.ASSERTED: 0,
    Stance.HISTORICAL: 1,
    Stance.POSSIBLE: 2,
    Stance.PLANNED: 3,
    Stance.HYPOTHETICAL: 4,
    Stance.NEGATED: 5,
}
_QUESTION = Reach(Stance.POSSIBLE, Way.BACKWARD)
_QUOTES = "\"'”’)"
_ANSWER_NO = re.compile(r"[\"'”’)]? ?[\"'“‘]?(?:no|nope|nil|none|never|denied|denies)(?=[.,;!]|$)")


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of a sentence under one stance, and the cue that put it there, itself at `at` up to `until`."""

    start: int
    end: int
    stance: Stance
    cue: str
    at: int
    until: int


def scopes(text: str, start: int, end: int, *, denial_negates: bool = False) -> tuple[Scope, ...]:
    """Every scope inside one sentence (characters `start` up to `end`) of a plain text, in the order of the cues."""
    ruled = rules(denial_negates=denial_negates)
    piece = text[start:end]
    raw = ruled.automaton.find_matches_as_indexes(piece, overlapping=True)
    asks = piece.rstrip(_QUOTES).endswith("?")
    if not raw and not asks:
        return ()
    cues, ends = _cues(piece, raw, ruled)
    if not cues and not asks:
        return ()
    words = split(piece, ruled, ends=ends, denials=[c.start for c in cues if c.negates])
    found: list[Scope] = []
    for cue in cues:
        for reach in cue.reaches:
            until = cue.start if reach.way is Way.SELF else cue.end
            for a, b in reached(words, cue, reach):
                found.append(Scope(start + a, start + b, reach.stance, cue.form, start + cue.start, start + until))
    if asks:
        mark = CuePlace(piece.rindex("?"), len(piece), "?", (_QUESTION,))
        stance = Stance.NEGATED if _ANSWER_NO.match(text, end) else Stance.POSSIBLE
        for a, b in reached(words, mark, _QUESTION):
            found.append(Scope(start + a, start + b, stance, "?", start + mark.start, end))
    return tuple(found)


def stance_of(start: int, end: int, within: Iterable[Scope]) -> tuple[Stance, str]:
    """The strongest stance that covers a span, with its cue; a cue inside the span itself does not count."""
    best, cue = Stance.ASSERTED, ""
    for scope in within:
        if scope.start <= start < scope.end and _RANK[scope.stance] > _RANK[best] and _is_outside(scope, start, end):
            best, cue = scope.stance, scope.cue
    return best, cue


def _is_outside(scope: Scope, start: int, end: int) -> bool:
    """True when the cue begins before the span or ends after it, or has no words of its own."""
    return scope.at < start or scope.at == scope.until or (scope.start < scope.at and scope.until > end)


def _cues(
    piece: str, raw: list[tuple[int, int, int]], ruled: Rules
) -> tuple[list[CuePlace], list[int]]:
    """The cues of a sentence, the longest where they overlap, and where the longer words stand that end a clause."""
    cues: list[CuePlace] = []
    ends: list[int] = []
    done = 0
    for first, minus_last, index in sorted((a, -b, i) for i, a, b in raw if _is_word(piece, a, b)):
        if first < done:
            continue
        done = -minus_last
        form, reaches = ruled.forms[index], ruled.reaches[index]
        if reaches:
            cues.append(CuePlace(first, done, form, reaches))
        elif form in ruled.ends:
            ends.append(first)
    return cues, ends


def _is_word(piece: str, start: int, end: int) -> bool:
    """True when the match is not part of a longer word."""
    if start and piece[start].isalnum() and piece[start - 1].isalnum():
        return False
    return end == len(piece) or not (piece[end - 1].isalnum() and piece[end].isalnum())
