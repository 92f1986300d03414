"""Strings that a pattern matches, drawn from the pattern itself, so that a word list can be tested with its own words."""

from __future__ import annotations

import re._constants as sre  # type: ignore[import-not-found]  # the parser of re has no public name
import re._parser as sre_parse  # type: ignore[import-not-found]  # the parser of re has no public name
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

MOST_REPEATS = 2


def samples(pattern: str, *, seed: int, count: int) -> Iterator[str]:
    """Some strings of a pattern; what a look-around asks for beside them is not made."""
    tree = list(sre_parse.parse(pattern))
    random = Random(f"{seed}{pattern}")
    for _ in range(count):
        yield _sequence(tree, random)


def _sequence(items: Iterable[Any], random: Random) -> str:
    return "".join(_one(op, value, random) for op, value in items)


def _one(op: Any, value: Any, random: Random) -> str:
    if op is sre.LITERAL:
        return chr(value)
    if op in (sre.NOT_LITERAL, sre.ANY):
        return "e"
    if op is sre.IN:
        return _of_class(value, random)
    if op is sre.SUBPATTERN:
        return _sequence(value[-1], random)
    if op is sre.BRANCH:
        return _sequence(random.choice(value[1]), random)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        least, most, inner = value
        times = random.randint(least, max(least, min(most, least + MOST_REPEATS)))
        return "".join(_sequence(inner, random) for _ in range(times))
    if op in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
        return ""
    raise ValueError(f"no sample of {op}")


def _of_class(items: list[Any], random: Random) -> str:
    if items[0][0] is sre.NEGATE:
        return "e"
    choices: list[str] = []
    for op, value in items:
        if op is sre.LITERAL:
            choices.append(chr(value))
        elif op is sre.RANGE:
            choices += (chr(value[0]), chr(value[1]))
        else:
            choices.append({"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " "}.get(str(value), "k"))
    return random.choice(choices)
