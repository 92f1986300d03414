"""The stance of words: asserted, negated, possible, hypothetical, historical or planned.

Each cue of the rule set (`words/stance.toml`) reaches forward or backward inside its clause; how far is told in
`stance_reach`. What negates here differs from clinical rule sets on purpose: *denied* and *declined* are somebody's account
or a refusal, "no concerns" is a claim, "risk of" is the live concern. `denial_negates=True` reads by the clinical rule set
instead.

It cannot tell irony, nor a negation that stands in another sentence, but for a question and its answer ("Asthma? No.").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from keepsight.model import Stance
from keepsight.reading.cues import Hit
from keepsight.reading.stance_reach import ahead, behind, itself, shape_of
from keepsight.reading.stance_rules import Reach, Rules, Way, rules

_RANK = {
    Stance.ASSERTED: 0,
    Stance.HISTORICAL: 1,
    Stance.POSSIBLE: 2,
    Stance.PLANNED: 3,
    Stance.HYPOTHETICAL: 4,
    Stance.NEGATED: 5,
}
_ASSERTED, _NEGATED, _POSSIBLE = Stance.ASSERTED, Stance.NEGATED, Stance.POSSIBLE
_FORWARD, _BACKWARD = Way.FORWARD, Way.BACKWARD
_PLAINLY = (Stance.ASSERTED, "")
_QUESTION = Reach(Stance.POSSIBLE, Way.BACKWARD)
_QUOTES = "\"'”’)"
_ANSWER_NO = re.compile(r"[\"'”’)]? ?[\"'“‘]?(?:no|nope|nil|none|never)(?=[.,;!]|$)")


class Scope(NamedTuple):
    """A stretch of a sentence under one stance, and the cue that put it there, itself at `at` up to `until`."""

    start: int
    end: int
    stance: Stance
    cue: str
    at: int
    until: int


def scopes(
    text: str, start: int, end: int, *, denial_negates: bool = False, near: tuple[int, int] | None = None
) -> tuple[Scope, ...]:
    """The scopes inside one sentence (characters `start` up to `end`) of a plain text, in the order of the cues.

    Every one, or, as far as they matter there, those that can bear on words beginning between two places of the text, `near`.
    """
    ruled = rules(denial_negates)
    piece = text[start:end]
    raw = ruled.automaton.find_matches_as_indexes(piece, overlapping=True)
    asks = "?" in piece and piece.rstrip(_QUOTES).endswith("?")
    if not (raw or asks):
        return ()
    cues, ends, denials = _cues(piece, raw, ruled)
    first, last = (near[0] - start, near[1] - start) if near else (0, len(piece))
    shape = ""
    found: list[Scope] = []
    for at, until, index in cues:
        for reach in ruled.reaches[index]:
            way = reach.way
            if at >= last if way is _FORWARD else until <= first:
                continue
            shape = shape or shape_of(piece, ruled, ends)
            words = until
            if way is _FORWARD:
                stop = until + piece.startswith(":", until)
                stretches = ahead(shape, at, stop, reach, denials=denials, upto=last)
            elif way is _BACKWARD:
                stretches = behind(shape, at, until, reach, piece=piece, backs=ruled.backs)
            else:
                words, stretches = at, itself(shape, at, until, reach)
            for a, b in stretches:
                if a < last and b > first:
                    found.append(
                        Scope(start + a, start + b, reach.stance, ruled.forms[index], start + at, start + words)
                    )
    if asks:
        mark = piece.rindex("?")
        stance = _NEGATED if _ANSWER_NO.match(text, end) else _POSSIBLE
        shape = shape or shape_of(piece, ruled, ends)
        for a, b in behind(shape, mark, len(piece), _QUESTION, piece=piece, backs=ruled.backs):
            found.append(Scope(start + a, start + b, stance, "?", start + mark, end))
    return tuple(found)


def stances(
    text: str, start: int, end: int, hits: Sequence[Hit], *, denial_negates: bool = False
) -> list[tuple[Stance, str]]:
    """The stance of each of the hits in one sentence, in order of place, with the cue that gives it.

    As `stance_of` over all `scopes`, and quicker.
    """
    within = scopes(text, start, end, denial_negates=denial_negates, near=(hits[0].start, hits[-1].start + 1))
    if not within:
        return [_PLAINLY] * len(hits)
    return [stance_of(hit.start, hit.end, within) for hit in hits]


def stance_of(start: int, end: int, within: Iterable[Scope]) -> tuple[Stance, str]:
    """The strongest stance that covers a span, with its cue; a cue inside the span itself does not count."""
    best, cue = _ASSERTED, ""
    for scope in within:
        if scope.start <= start < scope.end and _RANK[scope.stance] > _RANK[best] and _is_outside(scope, start, end):
            best, cue = scope.stance, scope.cue
    return best, cue


def _is_outside(scope: Scope, start: int, end: int) -> bool:
    """True when the cue begins before the span or ends after it, or has no words of its own."""
    return scope.at < start or scope.at == scope.until or (scope.start < scope.at and scope.until > end)


def _cues(
    piece: str, raw: list[tuple[int, int, int]], ruled: Rules
) -> tuple[list[tuple[int, int, int]], list[int], list[int]]:
    """Start, end and form of each cue of a sentence, the longest where they overlap; clause ends and denials begin where."""
    cues: list[tuple[int, int, int]] = []
    ends: list[int] = []
    denials: list[int] = []
    done = 0
    padded = f"{piece} "
    for first, minus_last, index in (
        sorted([(a, -b, i) for i, a, b in raw]) if len(raw) > 1 else [(a, -b, i) for i, a, b in raw]
    ):
        edges = ruled.edges[index]
        if first < done or (edges[0] and padded[first - 1].isalnum()) or (edges[1] and padded[-minus_last].isalnum()):
            continue
        done = -minus_last
        if ruled.reaches[index]:
            cues.append((first, done, index))
            if ruled.denies[index]:
                denials.append(first)
        elif ruled.forms[index] in ruled.ends:
            ends.append(first)
    return cues, ends, denials
