"""The literal strings behind a pattern: one of them stands in everything the pattern matches.

They let one pass of Aho-Corasick over a text decide which of two thousand patterns are worth trying on it. Most patterns
can be spelt out whole: then the strings are the pattern, and nothing need be tried. Of the rest, every unbroken stretch
that can be spelt out in a few hundred strings is; the stretch whose shortest string is longest (and so rarest) wins.
"""

from __future__ import annotations

import re
import re._constants as sre  # type: ignore[import-not-found, import-untyped, unused-ignore]
import re._parser as sre_parse  # type: ignore[import-not-found, import-untyped, unused-ignore]
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import ahocorasick_rs

MAX_STRINGS = 300
MAX_SPELLINGS = 3000
MAX_REPEATS = 3
MAX_RANGE = 10
SHORTEST = 2
LONG_ENOUGH = 9
FIRST_IS_WORTH = 4
SHORT_LIST = 10_000
_LITERAL = re.compile(r"[\w '&/-]+")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The strings of one stretch of a pattern; whether it begins the pattern, ends it, and is the whole of it."""

    strings: frozenset[str]
    first: bool
    last: bool
    whole: bool


def anchors(pattern: str) -> Anchors | None:
    """The anchors of a pattern, or None when no stretch of it can be spelt out in few enough strings."""
    if _LITERAL.fullmatch(pattern):
        return Anchors(frozenset({pattern}), first=True, last=True, whole=True)
    items = list(sre_parse.parse(pattern))
    spelt = None if _looks_around(items) else _spell_sequence(items)
    if spelt is not None and all(spelt):
        return Anchors(spelt, first=True, last=True, whole=True)
    good = [o for o in _stretches(items) if _is_rare(o.strings)]
    return max(good, key=_worth, default=None)


def automaton(strings: Sequence[str]) -> ahocorasick_rs.AhoCorasick:
    """One pass for all the strings; a short list is worth the time it takes to build the quicker kind."""
    kinds = ahocorasick_rs.Implementation
    kind = kinds.DFA if len(strings) <= SHORT_LIST else kinds.ContiguousNFA
    return ahocorasick_rs.AhoCorasick(strings, implementation=kind)


def spellings(pattern: str) -> frozenset[str]:
    """Every string a small pattern matches; an error when they are too many, which is a defect of the word list."""
    items = list(sre_parse.parse(pattern))
    spelt = None if _looks_around(items) else _spell_sequence(items, MAX_SPELLINGS)
    if spelt is None:
        raise ValueError(f"cannot be spelt out: {pattern}")
    return spelt


def _is_rare(strings: frozenset[str]) -> bool:
    """A single letter stands everywhere; a single mark or digit does not."""
    return all(len(s) >= SHORTEST or (s and not s.isalpha() and s != " ") for s in strings)


def _worth(found: Anchors) -> tuple[int, int, list[str]]:
    """Long strings are rare; a stretch that begins the pattern says where to try it, and so may be shorter."""
    edges = FIRST_IS_WORTH * found.first + found.last
    return min(min(map(len, found.strings)) + edges, LONG_ENOUGH), -len(found.strings), sorted(found.strings)


def _looks_around(items: Iterable[Any]) -> bool:
    """True when a pattern asks for something that it does not spell: a look-around, or the end of the text."""
    for op, value in items:
        if op in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
            return True
        if op is sre.SUBPATTERN and _looks_around(value[-1]):
            return True
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and _looks_around(value[2]):
            return True
        if op is sre.BRANCH and any(_looks_around(b) for b in value[1]):
            return True
    return False


def _stretches(items: list[Any]) -> list[Anchors]:
    """Each set of strings that is sufficient by itself, one for every stretch of a sequence."""
    options: list[Anchors] = []
    run: frozenset[str] = frozenset({""})
    first = True
    for item in items:
        spelt = _spell(item)
        if spelt is not None and len(run) * len(spelt) <= MAX_STRINGS:
            run = frozenset(a + b for a in run for b in spelt)
            continue
        options.append(Anchors(run, first=first, last=False, whole=False))
        first = False
        run = spelt if spelt is not None else frozenset({""})
        op, value = item
        if spelt is None and op is sre.SUBPATTERN:
            options += _inside(list(value[-1]))
        elif spelt is None and op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[0] >= 1:
            options += _inside(list(value[2]))
        elif spelt is None and op is sre.BRANCH:
            best = [max(_inside(list(b)), key=_worth, default=_NOTHING) for b in value[1]]
            together = frozenset[str]().union(*(b.strings for b in best))
            options.append(Anchors(together, first=False, last=False, whole=False))
    options.append(Anchors(run, first=first, last=True, whole=False))
    return [o for o in options if 0 < len(o.strings) <= MAX_STRINGS and all(o.strings)]


def _inside(items: list[Any]) -> list[Anchors]:
    return [Anchors(o.strings, first=False, last=False, whole=False) for o in _stretches(items)]


def _spell(item: Any, limit: int = MAX_STRINGS) -> frozenset[str] | None:
    """Every string one item can match, or None when there are too many; a look-around spells nothing and asks nothing."""
    op, value = item
    if op is sre.LITERAL:
        return frozenset({chr(value)})
    if op in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
        return frozenset({""})
    if op is sre.IN:
        return _union(_characters(*part) for part in value)
    if op is sre.SUBPATTERN:
        return _spell_sequence(list(value[-1]), limit)
    if op is sre.BRANCH:
        return _union((_spell_sequence(list(b), limit) for b in value[1]), limit)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[1] is not sre.MAXREPEAT and value[1] <= MAX_REPEATS:
        once = list(value[2])
        return _union((_spell_sequence(once * times, limit) for times in range(value[0], value[1] + 1)), limit)
    return None


def _characters(op: Any, value: Any) -> frozenset[str] | None:
    if op is sre.LITERAL:
        return frozenset({chr(value)})
    if op is sre.CATEGORY and value is sre.CATEGORY_DIGIT:
        return frozenset("0123456789")
    if op is sre.RANGE and value[1] - value[0] < MAX_RANGE:
        return frozenset(map(chr, range(value[0], value[1] + 1)))
    return None


def _spell_sequence(items: list[Any], limit: int = MAX_STRINGS) -> frozenset[str] | None:
    spelt: frozenset[str] = frozenset({""})
    for item in items:
        one = _spell(item, limit)
        if one is None or len(one) * len(spelt) > limit:
            return None
        spelt = frozenset(a + b for a in spelt for b in one)
    return spelt


def _union(parts: Iterable[frozenset[str] | None], limit: int = MAX_STRINGS) -> frozenset[str] | None:
    found: set[str] = set()
    for part in parts:
        if part is None:
            return None
        found |= part
        if len(found) > limit:
            return None
    return frozenset(found)


_NOTHING = Anchors(frozenset({""}), first=False, last=False, whole=False)
