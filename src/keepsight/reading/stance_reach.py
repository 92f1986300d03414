"""How far a cue of stance reaches: to what ends its clause for a reader.

That is a stop, a "but", somebody's account ("mum says"), or a stretch after a comma or an "and" that has a verb of its own
("No concerns, bruising noted"). A list goes on over its commas where an "or" closes it ("no wheezes, rales or rhonchi").
What was not told or not known is still so: "not aware of the arrest" stops at "aware".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from keepsight.model import Stance
from keepsight.reading.stance_rules import Reach, Rules, Way, Word

_TOKEN = re.compile(r"[\w#@'’£%/]+(?:[-–—.,:]\w+)*-?|[^\w\s]")
_OWN = frozenset({Word.CLAUSE, Word.TOLD})
_LIMITS = frozenset({Word.STOP, Word.COMMA, Word.AND, Word.OPEN, Word.QUOTE})
_WALLS = frozenset({Word.STOP, Word.TOLD, Word.OPEN, Word.QUOTE})
_NEAR = 2


@dataclass(frozen=True, slots=True)
class CuePlace:
    """A cue as it stands in a sentence."""

    start: int
    end: int
    form: str
    reaches: tuple[Reach, ...]

    @property
    def negates(self) -> bool:
        return any(r.stance is Stance.NEGATED for r in self.reaches)


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in words and marks: each one's text, its place, and what it does to reach; where other denials begin."""

    piece: str
    texts: list[str]
    starts: list[int]
    kinds: list[Word | None]
    backs: frozenset[str]
    denials: Sequence[int]


def split(piece: str, ruled: Rules, *, ends: Sequence[int], denials: Sequence[int]) -> Words:
    """The words of a sentence; a longer word that ends a clause, at one of `ends`, stops at its first word."""
    texts: list[str] = []
    starts: list[int] = []
    place = 0
    for word in piece.split(" "):
        if word.isalnum():
            texts.append(word)
            starts.append(place)
        elif word:
            for match in _TOKEN.finditer(word):
                texts.append(match[0])
                starts.append(place + match.start())
        place += len(word) + 1
    kinds: list[Word | None] = list(map(ruled.words.get, texts))
    for end in ends:
        kinds[bisect_left(starts, end)] = Word.STOP
    return Words(piece, texts, starts, kinds, ruled.backs, denials)


def reached(words: Words, cue: CuePlace, reach: Reach) -> list[tuple[int, int]]:
    """The stretches of a sentence that one cue puts under one stance; each has the cue itself at one end."""
    if reach.alone and not _is_alone(words, cue, answer=reach.way is not Way.SELF):
        return []
    if reach.way is Way.SELF:
        return [(cue.start, cue.end)]
    return _ahead(words, cue, reach) if reach.way is Way.FORWARD else _behind(words, cue, reach)


def _is_alone(words: Words, cue: CuePlace, *, answer: bool) -> bool:
    """True when a cue is all there is in its sentence, or, as an answer, all there is after a heading's colon or dash."""
    kinds = words.kinds
    before = bisect_left(words.starts, cue.start)
    after = bisect_left(words.starts, cue.end)
    if after < len(kinds) and kinds[after] is not Word.STOP:
        return False
    if answer:
        return before > 0 and kinds[before - 1] is Word.STOP
    return before == 0 and len(kinds) - after <= 1


def _ahead(words: Words, cue: CuePlace, reach: Reach) -> list[tuple[int, int]]:
    """The stretches a cue reaches after it, brackets that tell something of their own left out."""
    if not reach.words:
        return [(cue.start, cue.end)]
    kinds, starts = words.kinds, words.starts
    size = len(kinds)
    at = bisect_left(starts, cue.end)
    quoted = kinds[:at].count(Word.QUOTE) % 2 == 1
    if at < size and words.texts[at] == ":":
        at += 1
    first, commas, begin = at, 0, cue.start
    stretches: list[tuple[int, int]] = []
    while at < size:
        kind = kinds[at]
        if at - first - commas >= reach.words:
            break
        if kind is None:
            at += 1
            continue
        if kind is Word.STOP or kind is Word.CLOSE or (kind is Word.QUOTE and quoted):
            break
        if kind is Word.TOLD and at - first >= _NEAR:
            break
        if kind is Word.COMMA:
            if not _list_goes_on(words, at, reach):
                break
            commas += 1
        elif kind is Word.AND and not _OWN.isdisjoint(kinds[at + 1 : at + 1 + _NEAR]):
            break
        elif kind is Word.GIVEN and reach.stance is Stance.NEGATED and Word.ANY not in kinds[at + 1 : at + 4]:
            at += 1
            break
        elif kind is Word.OPEN:
            shut = _shut(kinds, at)
            if not _OWN.isdisjoint(kinds[at + 1 : shut]):
                stretches.append((begin, starts[at]))
                begin = starts[shut] + 1 if shut < size else len(words.piece)
            at = shut
        at += 1
    return [*stretches, (begin, starts[at] if at < size else len(words.piece))]


def _behind(words: Words, cue: CuePlace, reach: Reach) -> list[tuple[int, int]]:
    """The stretch a cue reaches before it: its own subject, and the list that leads up to it."""
    kinds = words.kinds
    last = bisect_left(words.starts, cue.start) - 1
    if reach.alone:
        last -= 1
        if kinds[_part_begins(kinds, last + 1)] in _OWN:
            return []
    elif last > 0 and kinds[last] is Word.COMMA and _is_afterthought(kinds, last, reach):
        last -= 1
    joined = False
    at = last
    while at >= 0:
        kind = kinds[at]
        if last - at >= reach.words:
            break
        if kind in _WALLS:
            if kind is not Word.STOP or not _points_back(words, at, last):
                break
            joined, last = True, -1
        elif kind is Word.OR:
            joined = True
        elif kind is Word.AND:
            if not _OWN.isdisjoint(kinds[_part_begins(kinds, at) : at]):
                break
            joined = True
        elif kind is Word.COMMA and (
            not (joined or reach.lists) or not _OWN.isdisjoint(kinds[_part_begins(kinds, at) : at])
        ):
            break
        at -= 1
    return [(words.starts[at + 1] if at >= 0 else 0, cue.end)]


def _list_goes_on(words: Words, comma: int, reach: Reach) -> bool:
    """True when a reach goes on after a comma: an "or" closes the list, or it is known to run on without one."""
    kinds = words.kinds
    at = comma + 1
    if at < len(kinds) and words.starts[at] in words.denials:
        return False
    own = False
    for kind in kinds[at:]:
        if kind is Word.OR:
            return True
        if kind is Word.COMMA:
            if own:
                return False
            if reach.lists:
                return True
        elif kind is Word.STOP or kind is Word.CLOSE:
            break
        elif kind in _OWN:
            own = True
    return reach.lists and not own


def _is_afterthought(kinds: Sequence[Word | None], comma: int, reach: Reach) -> bool:
    """True when a cue that follows a comma at once tells of what stands before it: "a fracture, ruled out"."""
    return reach.stance is Stance.HISTORICAL or _OWN.isdisjoint(kinds[_part_begins(kinds, comma) : comma])


def _points_back(words: Words, at: int, last: int) -> bool:
    """True when the clause begins with a word for what was told just before: "a cough, but this has resolved"."""
    return at <= last and any(text in words.backs for text in words.texts[at : at + 2])


def _part_begins(kinds: Sequence[Word | None], at: int) -> int:
    """Where the stretch begins that ends at a comma, an "and" or another mark."""
    first = at - 1
    while first >= 0 and kinds[first] not in _LIMITS:
        first -= 1
    return first + 1


def _shut(kinds: Sequence[Word | None], at: int) -> int:
    return next((i for i in range(at + 1, len(kinds)) if kinds[i] is Word.CLOSE), len(kinds))
