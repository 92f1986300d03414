"""The stance of words: asserted, negated, possible, hypothetical, historical or planned.

Each cue of the rule set (`words/stance.toml`) reaches forward or backward inside its clause. What ends the reach is what
ends it for a reader: a stop, a "but", somebody's account, a stretch after a comma that has a verb of its own. What
negates here differs from clinical rule sets on purpose: *denied* and *declined* are somebody's account or a refusal, "no
concerns" is a claim, "risk of" is the live concern. `denial_negates=True` reads by the clinical rule set instead.

It cannot tell irony, nor a negation that stands in another sentence ("Any bruises? None.").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from keepsight.model import Stance
from keepsight.reading.stance_rules import Reach, Rules, Way, Word, rules

_TOKEN = re.compile(r"[a-z0-9#@_'’£%/]+(?:[-.,][a-z0-9]+)*|[^\s\w]")
_RANK = {
    Stance.ASSERTED: 0,
    Stance.HISTORICAL: 1,
    Stance.POSSIBLE: 2,
    Stance.PLANNED: 3,
    Stance.HYPOTHETICAL: 4,
    Stance.NEGATED: 5,
}
_QUESTION = Reach(Stance.POSSIBLE, Way.BACKWARD)
_ANSWER_NO = re.compile(r"[\"'”’)]? ?[\"'“‘]?(?:no|nope|nil|none|never|denied|denies)(?=[.,;!]|$)")
_NEAR = 2


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
class _Cue:
    """A cue as it stands in a sentence."""

    start: int
    end: int
    form: str
    reaches: tuple[Reach, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or mark, what it does to reach, and whether it points back to what was told just before."""

    start: int
    end: int
    kind: Word | None
    back: bool


def scopes(text: str, start: int, end: int, *, denial_negates: bool = False) -> tuple[Scope, ...]:
    """Every scope inside one sentence (characters `start` up to `end`) of a plain text, in the order of the cues."""
    ruled = rules(denial_negates=denial_negates)
    piece = text[start:end]
    cues, ends = _cues(piece, ruled)
    asks = piece.rstrip("\"'”’)").endswith("?")
    if not cues and not asks:
        return ()
    tokens = _tokens(piece, ruled, ends)
    starts = frozenset(c.start for c in cues if any(r.stance is Stance.NEGATED for r in c.reaches))
    found = [
        Scope(start + a, start + b, reach.stance, cue.form, start + cue.start, start + (cue.end if reach.way is not Way.SELF else cue.start))
        for cue in cues
        for reach in cue.reaches
        for a, b in _reached(piece, tokens, cue, reach, starts)
    ]
    if asks:
        mark = _Cue(piece.rindex("?"), len(piece), "?", ())
        answered = _ANSWER_NO.match(text, end)
        found += [
            Scope(start + a, start + b, Stance.NEGATED if answered else Stance.POSSIBLE, "?", start + mark.start, end)
            for a, b in _behind(tokens, mark, _QUESTION)
        ]
    return tuple(found)


def stance_of(start: int, end: int, within: Iterable[Scope]) -> tuple[Stance, str]:
    """The strongest stance that covers a span, with its cue; a cue inside the span itself does not count."""
    best, cue = Stance.ASSERTED, ""
    for scope in within:
        outside = scope.at < start or scope.at == scope.until or (scope.start < scope.at and scope.until > end)
        if outside and scope.start <= start < scope.end and _RANK[scope.stance] > _RANK[best]:
            best, cue = scope.stance, scope.cue
    return best, cue


def _cues(piece: str, ruled: Rules) -> tuple[list[_Cue], list[tuple[int, int]]]:
    """The cues of a sentence, the longest where they overlap, and the places of the longer words that end a clause."""
    cues: list[_Cue] = []
    ends: list[tuple[int, int]] = []
    reached = 0
    raw = ruled.automaton.find_matches_as_indexes(piece, overlapping=True)
    for first, last, index in sorted((a, -b, i) for i, a, b in raw if _is_word(piece, a, b)):
        if first < reached:
            continue
        reached = -last
        form, reaches = ruled.forms[index], ruled.reaches[index]
        if reaches:
            cues.append(_Cue(first, -last, form, reaches))
        elif form in ruled.ends:
            ends.append((first, -last))
    return cues, ends


def _is_word(piece: str, start: int, end: int) -> bool:
    """True when the match is not part of a longer word."""
    if start and piece[start].isalnum() and piece[start - 1].isalnum():
        return False
    return end == len(piece) or not (piece[end - 1].isalnum() and piece[end].isalnum())


def _tokens(piece: str, ruled: Rules, ends: Sequence[tuple[int, int]]) -> list[_Token]:
    """The words and marks of a sentence; a longer word that ends a clause stops at its first word."""
    stops = {a for a, _ in ends}
    kinds = ruled.words
    tokens = []
    for match in _TOKEN.finditer(piece):
        word = match[0]
        kind = Word.STOP if match.start() in stops else kinds.get(word)
        if kind is Word.STOP and word in "-–—/" and not piece[max(0, match.start() - 1)].isspace():
            kind = None
        tokens.append(_Token(match.start(), match.end(), kind, word in ruled.backs))
    return tokens


def _reached(
    piece: str, tokens: Sequence[_Token], cue: _Cue, reach: Reach, starts: frozenset[int]
) -> list[tuple[int, int]]:
    """The stretches of a sentence that one cue puts under its stance."""
    if reach.alone and not _alone(tokens, cue, answer=reach.way is not Way.SELF):
        return []
    if reach.way is Way.SELF:
        return [(cue.start, cue.end)]
    return _ahead(piece, tokens, cue, reach, starts) if reach.way is Way.FORWARD else _behind(tokens, cue, reach)


def _alone(tokens: Sequence[_Token], cue: _Cue, *, answer: bool) -> bool:
    """True when a cue is all there is in its sentence, or, as an answer, all there is after a heading's colon or dash."""
    before = [t for t in tokens if t.end <= cue.start]
    after = [t for t in tokens if t.start >= cue.end]
    if after and after[0].kind is not Word.STOP:
        return False
    if answer:
        return bool(before) and before[-1].kind is Word.STOP
    return not before and len(after) <= 1


def _ahead(
    piece: str, tokens: Sequence[_Token], cue: _Cue, reach: Reach, starts: frozenset[int]
) -> list[tuple[int, int]]:
    """The stretches a cue reaches after it, brackets that tell something of their own left out."""
    first = next((i for i, t in enumerate(tokens) if t.start >= cue.end), len(tokens))
    quoted = sum(t.kind is Word.QUOTE for t in tokens[:first]) % 2 == 1
    stretches: list[tuple[int, int]] = []
    begin, at, words = cue.start, first, 0
    if first < len(tokens) and piece[tokens[first].start] == ":":
        at = first = first + 1
    while at < len(tokens):
        token = tokens[at]
        kind = token.kind
        if words >= reach.words:
            stop = token.start if reach.words else cue.end
            return [*stretches, (begin, stop)]
        if kind is Word.STOP or kind is Word.CLOSE or (kind is Word.QUOTE and quoted):
            break
        if kind is Word.TOLD and at - first >= _NEAR:
            break
        if kind is Word.OPEN:
            shut = _shut(tokens, at)
            if _own(tokens[at + 1 : shut]):
                stretches.append((begin, token.start))
                begin = tokens[shut].end if shut < len(tokens) else len(piece)
            at = shut
        elif kind is Word.COMMA and not _carries(tokens, at, reach, starts):
            break
        elif kind is Word.AND and at + 1 < len(tokens) and _begins_clause(tokens, at + 1):
            break
        elif kind is Word.GIVEN and reach.stance is Stance.NEGATED and _is_given(tokens, at):
            return [*stretches, (begin, token.end)]
        words += kind is not Word.COMMA
        at += 1
    stop = tokens[at].start if at < len(tokens) else len(piece)
    return [*stretches, (begin, stop)]


def _behind(tokens: Sequence[_Token], cue: _Cue, reach: Reach) -> list[tuple[int, int]]:
    """The stretch a cue reaches before it: its own subject, and the list that leads up to it."""
    last = next((i for i, t in enumerate(tokens) if t.start >= cue.start), len(tokens)) - 1
    if reach.alone:
        last -= 1
        if _part_before(tokens, last + 1)[:1] and _own(_part_before(tokens, last + 1)[:1]):
            return []
    elif last > 0 and tokens[last].kind is Word.COMMA:
        if reach.stance is Stance.HISTORICAL or not _own(_part_before(tokens, last)):
            last -= 1
    joined = False
    at = last
    while at >= 0:
        kind = tokens[at].kind
        if last - at >= reach.words:
            break
        if kind in (Word.STOP, Word.TOLD, Word.OPEN, Word.QUOTE):
            if kind is not Word.STOP or not _points_back(tokens, at, last):
                break
            joined, last = True, -1
        if kind is Word.OR:
            joined = True
        if kind is Word.AND:
            if _own(_part_before(tokens, at)):
                break
            joined = True
        if kind is Word.COMMA and (not (joined or reach.lists) or _own(_part_before(tokens, at))):
            break
        at -= 1
    begin = tokens[at].end if at >= 0 else 0
    return [(begin, cue.end)]


def _carries(tokens: Sequence[_Token], comma: int, reach: Reach, starts: frozenset[int]) -> bool:
    """True when a reach goes on after a comma: the list goes on and is closed by an "or", or is known to run on."""
    at = comma + 1
    if at < len(tokens) and tokens[at].start in starts:
        return False
    seen_own = False
    while at < len(tokens):
        kind = tokens[at].kind
        if kind is Word.OR:
            return True
        if kind is Word.COMMA:
            if seen_own:
                return False
            if reach.lists:
                return True
        if kind in (Word.STOP, Word.CLOSE):
            break
        if kind in (Word.CLAUSE, Word.TOLD):
            seen_own = True
        at += 1
    return reach.lists and not seen_own


def _points_back(tokens: Sequence[_Token], at: int, last: int) -> bool:
    """True when the clause begins with a word for what was told just before: "a cough, but this has resolved"."""
    return at <= last and any(t.back for t in tokens[at : at + 2])


def _part_before(tokens: Sequence[_Token], at: int) -> Sequence[_Token]:
    first = at - 1
    while first >= 0 and tokens[first].kind not in (Word.STOP, Word.COMMA, Word.AND, Word.OPEN, Word.QUOTE):
        first -= 1
    return tokens[first + 1 : at]


def _own(part: Sequence[_Token]) -> bool:
    """True when a stretch has a subject or verb of its own."""
    return any(t.kind in (Word.CLAUSE, Word.TOLD) for t in part)


def _begins_clause(tokens: Sequence[_Token], at: int) -> bool:
    return any(t.kind in (Word.CLAUSE, Word.TOLD) for t in tokens[at : at + _NEAR])


def _is_given(tokens: Sequence[_Token], at: int) -> bool:
    """True when a verb of telling or knowing takes an object; "not aware of any" denies the object too."""
    return not any(t.kind is Word.ANY for t in tokens[at + 1 : at + 4])


def _shut(tokens: Sequence[_Token], at: int) -> int:
    return next((i for i in range(at + 1, len(tokens)) if tokens[i].kind is Word.CLOSE), len(tokens))
