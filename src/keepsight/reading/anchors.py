"""The literal strings behind a pattern: one of them stands in everything the pattern matches.

They let one pass of Aho-Corasick over a text decide which of two thousand patterns are worth trying on it. For every
unbroken stretch of a pattern that can be spelt out in a few hundred strings the stretch is spelt out; the stretch whose
shortest string is longest (and so rarest) wins.
"""

from __future__ import annotations

import re._constants as sre  # type: ignore[import-not-found]  # the parser of re has no public name
import re._parser as sre_parse  # type: ignore[import-not-found]  # the parser of re has no public name
from collections.abc import Iterable
from typing import Any

MAX_STRINGS = 300
MAX_SPELLINGS = 3000
SHORTEST = 2
LONG_ENOUGH = 9
_DIGIT = "[0123456789]"


def anchors(pattern: str) -> frozenset[str] | None:
    """The anchors of a pattern, or None when no stretch of it can be spelt out in few enough strings."""
    options = _stretches(list(sre_parse.parse(pattern)))
    good = [o for o in options if min(map(len, o)) >= SHORTEST]
    if not good:
        return None
    return max(good, key=lambda o: (min(min(map(len, o)), LONG_ENOUGH), -len(o), sorted(o)))


def spellings(pattern: str) -> frozenset[str]:
    """Every string a small pattern matches; an error when they are too many, which is a defect of the word list."""
    spelt = _spell_sequence(list(sre_parse.parse(pattern.replace(r"\d", _DIGIT))), MAX_SPELLINGS)
    if spelt is None:
        raise ValueError(f"cannot be spelt out: {pattern}")
    return spelt


def _stretches(items: Iterable[Any]) -> list[frozenset[str]]:
    """Each set of strings that is sufficient by itself, one for every stretch of a sequence."""
    options: list[frozenset[str]] = []
    run: frozenset[str] = frozenset({""})
    for item in items:
        spelt = _spell(item)
        if spelt is not None and len(run) * len(spelt) <= MAX_STRINGS:
            run = frozenset(a + b for a in run for b in spelt)
            continue
        options.append(run)
        run = spelt if spelt is not None else frozenset({""})
        op, value = item
        if spelt is None and op is sre.SUBPATTERN:
            options += _stretches(list(value[-1]))
        elif spelt is None and op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[0] >= 1:
            options += _stretches(list(value[2]))
        elif spelt is None and op is sre.BRANCH:
            best = [max(_stretches(list(b)), key=lambda o: min(map(len, o)), default=frozenset({""})) for b in value[1]]
            options.append(frozenset().union(*best))
    options.append(run)
    return [o for o in options if 0 < len(o) <= MAX_STRINGS]


def _spell(item: Any, limit: int = MAX_STRINGS) -> frozenset[str] | None:
    """Every string one item can match, or None when there are too many; a look-around spells nothing and asks nothing."""
    op, value = item
    if op is sre.LITERAL:
        return frozenset({chr(value)})
    if op in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
        return frozenset({""})
    if op is sre.IN:
        if all(kind is sre.LITERAL for kind, _ in value):
            return frozenset(chr(v) for _, v in value)
        return None
    if op is sre.SUBPATTERN:
        return _spell_sequence(list(value[-1]), limit)
    if op is sre.BRANCH:
        return _union((_spell_sequence(list(b), limit) for b in value[1]), limit)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[1] is not sre.MAXREPEAT and value[1] <= 1:
        inner = _spell_sequence(list(value[2]), limit)
        return None if inner is None else (inner | {""} if value[0] == 0 else inner)
    return None


def _spell_sequence(items: list[Any], limit: int = MAX_STRINGS) -> frozenset[str] | None:
    spelt: frozenset[str] = frozenset({""})
    for item in items:
        one = _spell(item, limit)
        if one is None or len(one) * len(spelt) > limit:
            return None
        spelt = frozenset(a + b for a in spelt for b in one)
    return spelt


def _union(parts: Iterable[frozenset[str] | None], limit: int) -> frozenset[str] | None:
    found: set[str] = set()
    for part in parts:
        if part is None:
            return None
        found |= part
        if len(found) > limit:
            return None
    return frozenset(found)
