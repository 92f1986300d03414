"""How far a cue of stance reaches: to what ends its clause for a reader.

That is a stop, a "but", somebody's account ("mum says"), or a stretch after a comma or an "and" that has a verb of its own
("No concerns, bruising noted"). A list goes on over its commas where an "or" closes it ("no wheezes, rales or rhonchi").
What was not told or not known is still so: "not aware of the arrest" stops at "aware".

All this is read off the shape of the sentence: a string as long as it, with one letter where each word or mark begins
(the letters stand in `stance_rules`) and a dash elsewhere. "no fever, he says" is "w--w----,-c--t---".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from keepsight.model import Stance
from keepsight.reading.stance_rules import (
    AND,
    CLAUSE,
    CLOSE,
    COMMA,
    FILL,
    GIVEN,
    OPEN,
    OR,
    QUOTE,
    STOP,
    TOLD,
    UNLIMITED,
    Reach,
    Rules,
)

_NEGATED, _HISTORICAL = Stance.NEGATED, Stance.HISTORICAL
_WORD = re.compile(r"[^-]")
_COUNTED = re.compile(r"[^-,]")
_next_mark = re.compile(r'[.t&,()"g]').search
_BEHIND = re.compile(r'[.t&|,("]')
_LIMITS = re.compile(r'[.,&("]')
_OWN_NEXT = re.compile(r"&-*(?:[^-]-*)?[ct]")
_ANY_NEXT = re.compile(r"g-*(?:[^-]-*){0,2}a")
_OR_CLOSES = re.compile(r"(?:[^.)|,ct]*,)*[^.)|,]*\|")
_RUNS_ON = re.compile(r"[^.),|]*\||[^.),|ct]*(?:[.),]|$)")
_NEAR = 2


def shape_of(piece: str, ruled: Rules, ends: Sequence[int]) -> str:
    """The shape of a sentence; the longer words that end a clause stand at `ends`."""
    shape = FILL.join(map(ruled.shapes.__getitem__, piece.split(" ")))
    for end in ends:
        shape = f"{shape[:end]}{STOP}{shape[end + 1 :]}"
    return shape


def ahead(
    shape: str, start: int, end: int, reach: Reach, *, denials: Sequence[int], upto: int
) -> list[tuple[int, int]]:
    """The stretches that a cue, from `start` up to `end`, reaches with what follows it; `denials` are where others begin.

    Brackets that tell something of their own are left out. Beyond `upto` nobody asks, and nothing is looked at.
    """
    if not reach.words:
        return [(start, end)]
    if reach.alone and not _is_alone(shape, start, end, answer=True):
        return []
    stretches: list[tuple[int, int]] = []
    begin, stop, at = start, len(shape), end
    while match := _next_mark(shape, at):
        place = match.start()
        if place >= upto:
            break
        kind = shape[place]
        at = place + 1
        if kind == COMMA:
            if _list_goes_on(shape, at, reach, denials):
                continue
        elif kind == AND:
            if not _OWN_NEXT.match(shape, place):
                continue
        elif kind == GIVEN:
            if reach.stance is not _NEGATED or _ANY_NEXT.match(shape, place):
                continue
            place = _next(shape, at)
        elif kind == TOLD:
            if len(_WORD.findall(shape, end, place)) < _NEAR:
                continue
        elif kind == QUOTE:
            if shape.count(QUOTE, 0, start) % 2 == 0:
                continue
        elif kind == OPEN:
            shut = shape.find(CLOSE, at) + 1
            if shut:
                if _is_own(shape[place:shut]):
                    stretches.append((begin, place))
                    begin = shut
                at = shut
                continue
        stop = place
        break
    if reach.words < UNLIMITED:
        counted = [m.start() for m in _COUNTED.finditer(shape, end, stop)]
        stop = counted[reach.words] if len(counted) > reach.words else stop
    stretches.append((begin, max(begin, stop)))
    return stretches


def behind(
    shape: str, start: int, end: int, reach: Reach, *, piece: str, backs: frozenset[str]
) -> list[tuple[int, int]]:
    """The stretch that a cue reaches with what stands before it: its own subject, and the list that leads up to it."""
    last = len(shape[:start].rstrip(FILL))
    if reach.alone:
        last -= 1
        if not _is_alone(shape, start, end, answer=True) or shape[_part(shape, last)] in (CLAUSE, TOLD):
            return []
    elif (
        last
        and shape[last - 1] == COMMA
        and (reach.stance is _HISTORICAL or not _is_own(shape[_part(shape, last - 1) : last]))
    ):
        last -= 1
    begin, joined, back = 0, False, False
    for place in [m.start() for m in _BEHIND.finditer(shape, 0, last)][::-1]:
        kind = shape[place]
        if kind == OR:
            joined = True
        elif kind == STOP and not back and _points_back(piece, place, backs):
            joined = back = True
        elif kind == COMMA and (joined or reach.lists) and not _is_own(shape[_part(shape, place) : place]):
            continue
        elif kind == AND and not _is_own(shape[_part(shape, place) : place]):
            joined = True
        else:
            begin = min(_next(shape, place + 1), start)
            break
    if reach.words < UNLIMITED:
        counted = [m.start() for m in _WORD.finditer(shape, 0, last)][-reach.words :]
        begin = max(begin, counted[0] if counted else 0)
    return [(begin, end)]


def itself(shape: str, start: int, end: int, reach: Reach) -> list[tuple[int, int]]:
    """The words of the cue alone."""
    return [] if reach.alone and not _is_alone(shape, start, end, answer=False) else [(start, end)]


def _is_alone(shape: str, start: int, end: int, *, answer: bool) -> bool:
    """True when a cue is all there is in its sentence, or, as an answer, all there is after a heading's colon or dash."""
    after = shape[end:].lstrip(FILL)
    before = shape[:start].rstrip(FILL)
    if after and after[0] != STOP:
        return False
    return before.endswith(STOP) if answer else not before and len(after) <= 1


def _list_goes_on(shape: str, at: int, reach: Reach, denials: Sequence[int]) -> bool:
    """True when a reach goes on after a comma: an "or" closes the list, or it is known to run on without one."""
    if len(denials) > 1 and _next(shape, at) in denials:
        return False
    return bool((_RUNS_ON if reach.lists else _OR_CLOSES).match(shape, at))


def _points_back(piece: str, place: int, backs: frozenset[str]) -> bool:
    """True when the clause begins with a word for what was told just before: "a cough, but this has resolved"."""
    return any(word.strip(",;:-") in backs for word in piece[place:].split(" ", 2)[:2])


def _part(shape: str, end: int) -> int:
    """Where the stretch begins that ends at a comma, an "and" or another mark."""
    begin = 0
    for match in _LIMITS.finditer(shape, 0, end):
        begin = match.end()
    return _next(shape, begin) if begin < end else 0


def _next(shape: str, at: int) -> int:
    """Where the next word or mark begins."""
    found = _WORD.search(shape, at)
    return found.start() if found else len(shape)


def _is_own(part: str) -> bool:
    """True when a stretch has a subject or verb of its own."""
    return CLAUSE in part or TOLD in part
