"""What the words of a heading say that its column is for, in English and Welsh as agencies write them.

The words are data (`headings.toml`). Longer phrases win over the words inside them. A heading often allows several roles
("Outcome" is an action or an attendance, "Log" a text or a number); the contents decide between them in `columns`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from keepsight.model import ColumnRole

LONGEST_HEADING = 90
MOST_WORDS = 10
SURE = 0.6
_DATE_AT_LEAST = 0.35
_AMONG_OTHERS = 0.45
_NOT_LAST = 0.05
"""In English the last noun of a heading says what it is: "event date", "date event"."""

Roles = tuple[tuple[ColumnRole, float], ...]

_WORD = re.compile(r"[^\W\d_]+|\d+")
_APOSTROPHE = re.compile(r"['’`´]")


def _load() -> tuple[dict[str, Roles], frozenset[str], frozenset[str]]:
    data = tomllib.loads((files("keepsight.intake") / "headings.toml").read_text(encoding="utf-8"))
    roles: dict[str, dict[ColumnRole, float]] = {}
    for role in ColumnRole:
        for weight, phrases in data.get(role.value, {}).items():
            for phrase in {*phrases, *(phrase.replace(" and ", " ") for phrase in phrases)}:
                roles.setdefault(phrase, {}).setdefault(role, float(weight))
    ranked = {phrase: tuple(sorted(found.items(), key=lambda f: -f[1])) for phrase, found in roles.items()}
    return ranked, frozenset(data["of_another_table"]["headings"]), frozenset(data["links"]["words"])


_ROLES, _OF_ANOTHER_TABLE, _LINKS = _load()
_LONGEST_PHRASE = max(phrase.count(" ") + 1 for phrase in _ROLES)


@lru_cache(maxsize=4096)
def roles_of(heading: str) -> Roles:
    """The roles that a heading allows, each with a weight up to 1, the likeliest first; empty when it says nothing."""
    if len(heading) > LONGEST_HEADING:
        return ()
    words = plain(heading).split()
    whole = _ROLES.get(" ".join(words))
    if whole is not None:
        return whole
    best: dict[ColumnRole, float] = {}
    for phrase, share in _phrases_in(words):
        for role, weight in _ROLES[phrase]:
            best[role] = max(best.get(role, 0.0), weight * share)
    return tuple(sorted(best.items(), key=lambda found: -found[1]))


def _phrases_in(words: list[str]) -> Iterator[tuple[str, float]]:
    """The longest known phrases in a heading, with how much they weigh there: less for a word among strange ones."""
    known: list[tuple[str, int, int]] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if phrase in _ROLES and phrase not in _LINKS:
                known.append((phrase, at, length))
                at += length
                break
        else:
            at += 1
    telling = sum(1 for word in words if word not in _LINKS)
    covered = sum(length for _, _, length in known)
    share = min(1.0, _AMONG_OTHERS + 0.5 * covered / max(telling, 1))
    for phrase, start, length in known:
        yield phrase, share if start + length == len(words) else share - _NOT_LAST


def is_heading(cell: str) -> bool:
    """True for a cell that reads as the heading of a column of a chronology."""
    found = roles_of(cell.strip())
    return bool(found) and found[0][1] >= SURE and len(cell.split()) <= MOST_WORDS


def is_date_heading(cell: str) -> bool:
    """True for a heading that can stand above the days when things happened."""
    return any(role is ColumnRole.DATE and weight > _DATE_AT_LEAST for role, weight in roles_of(cell.strip()))


def is_known(cell: str) -> bool:
    """True for a heading that is known word for word."""
    return plain(cell) in _ROLES


def is_of_another_table(cell: str) -> bool:
    """True for a heading that belongs to a table of people, of abbreviations, of versions."""
    return plain(cell) in _OF_ANOTHER_TABLE


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading in lower case, letters and figures only."""
    return " ".join(_WORD.findall(_APOSTROPHE.sub("", heading.casefold())))
