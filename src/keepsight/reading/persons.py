"""Who a sentence speaks of: persons of the people list by any form of their name, and kin by their kin word.

Only roles come out of it. A person's gender is not known here, and a kin word gives the same group of roles whichever
gender it has: "mum", "dad" and "parent" all mean a parent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from keepsight.model import People, Role
from keepsight.reading.cues import form_pattern, plain

PARENTS = (Role.MOTHER, Role.FATHER, Role.PARENT_PARTNER)
FAMILY = (*PARENTS, Role.SIBLING, Role.GRANDPARENT, Role.RELATIVE)
_KIN = (
    ("mother", Role.MOTHER),
    ("sibling", Role.SIBLING),
    ("grandparent", Role.GRANDPARENT),
    ("relative", Role.RELATIVE),
)
_TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "pc",
    "dc",
    "ds",
    "ps",
    "sr",
    "sister",
    "nan",
    "nana",
    "uncle",
    "auntie",
    "aunt",
    "brother",
    "parent",
    "sibling",
    "grandparent",
    "grandad",
    "granddad",
    "grandpa",
    "gran",
    "granny",
    "grandma",
    "nain",
    "taid",
    "mamgu",
    "tadcu",
    "aunty",
    "mx",
}
_COMMON = {
    "may",
    "will",
    "grace",
    "hope",
    "rose",
    "mark",
    "grant",
    "joy",
    "faith",
    "bright",
    "si",
    "jo",
    "art",
    "pat",
    "sunny",
    "summer",
    "april",
    "june",
    "august",
    "gale",
    "dale",
    "rob",
    "sue",
    "bill",
    "jack",
    "frank",
    "rich",
    "chase",
    "miles",
    "young",
    "long",
    "lane",
    "street",
    "park",
    "hall",
    "moss",
}
_WORD = re.compile(r"[a-z0-9'.-]")


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """A stretch of a plain text that names a person: their ref (or "kin:role"), their role, the stretch."""

    start: int
    end: int
    ref: str
    role: Role


class PersonFinder:
    """The people list compiled for one pass over a text."""

    def __init__(self, people: People) -> None:
        by_form: dict[str, set[str]] = defaultdict(set)
        self._roles: dict[str, Role] = {str(p.ref): p.role for p in people.people}
        for person in people.people:
            for name in person.names:
                for form in name_forms(name):
                    by_form[form].add(str(person.ref))
        self._forms = sorted(f for f, refs in by_form.items() if len(refs) == 1)
        self._refs = [next(iter(by_form[f])) for f in self._forms]
        self._automaton = ahocorasick_rs.AhoCorasick(self._forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._by_role: dict[Role, list[str]] = defaultdict(list)
        for person in people.people:
            self._by_role[person.role].append(str(person.ref))
        self.child = str(people.child.ref) if people.child else "kin:child"
        self.partner = self._only(Role.PARENT_PARTNER, "kin:partner")
        self.associate = self._only(Role.ADULT_ASSOCIATE, "kin:associate")
        self._claimed_kin = False

    def learn(self, texts: Iterable[str]) -> None:
        """Takes "cousin" and the like for the one adult that the cells themselves call so ("his cousin, Val Moor").

        Only where no relative is listed: then the kin word is somebody's claim, and the name beside it says whose. `texts`
        are cells as they were written.
        """
        if self._by_role[Role.RELATIVE]:
            return
        called = {
            span.ref
            for text in (plain(written)[0] for written in texts if _CLAIMED.search(written.lower()))
            for span in self.find(text)
            if span.role is Role.ADULT_ASSOCIATE and _CLAIMED.search(text, max(0, span.start - 12), span.end + 12)
        }
        if len(called) == 1:
            self.associate = next(iter(called))
            self._claimed_kin = True

    def _only(self, role: Role, otherwise: str) -> str:
        """The listed person of a role where there is one alone."""
        listed = self._by_role[role]
        return listed[0] if len(listed) == 1 else otherwise

    def find(self, text: str) -> list[PersonSpan]:
        """Everybody named in a plain text, in order, names before kin words where they overlap."""
        spans: list[PersonSpan] = []
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            if _is_word(text, start, end):
                ref = self._refs[index]
                spans.append(PersonSpan(start, end, ref, self._roles[ref]))
        taken = [(s.start, s.end) for s in spans]
        for match in _kin_pattern().finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            role = _KIN[(match.lastindex or 1) - 1][1]
            if _of_somebody_else(text, match.start(), spans):
                spans.append(PersonSpan(match.start(), match.end(), "kin:other", Role.OTHER))
                continue
            if role is Role.RELATIVE and self._claimed_kin:
                spans.append(PersonSpan(match.start(), match.end(), self.associate, Role.ADULT_ASSOCIATE))
                continue
            listed = self._by_role[role]
            ref = listed[0] if len(listed) == 1 else f"kin:{_group(role)}"
            spans.append(PersonSpan(match.start(), match.end(), ref, role))
        spans.sort(key=lambda s: s.start)
        return spans


def name_forms(name: str) -> tuple[str, ...]:
    """The lower-case forms under which a listed name may stand: whole, surname with title, and each part that is no common word."""
    low = " ".join(name.lower().replace("’", "'").split())
    parts = low.split()
    forms = {low}
    for part in parts:
        bare = part.strip(".,'")
        if len(bare) >= 3 and bare not in _TITLES and bare not in _COMMON:
            forms.add(bare)
    if len(parts) == 2 and parts[0] not in _TITLES:
        forms.add(f"{parts[1]} {parts[0]}")
    return tuple(sorted(forms))


@cache
def _kin_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"({form_pattern('{' + term + '}')})" for term, _ in _KIN))


def _group(role: Role) -> str:
    return "parent" if role in PARENTS else str(role)


def _is_word(text: str, start: int, end: int) -> bool:
    return (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum())


_CLAIMED = re.compile(r"\b(?:cousin|uncle|aunt(?:ie|y)?|godmother|godfather|godparent)\b")
_POSSESSIVE = re.compile(r"(\w+)'s? $")
_OWN = ("child", "children", "boy", "girl", "lad", "pupil", "patient", "pt", "twins")


def _of_somebody_else(text: str, start: int, spans: list[PersonSpan]) -> bool:
    """True for "Mina's mum" and "a friend's mother", False for "the child's mother" and "her mum"."""
    if text[max(0, start - 3) : start] not in ("'s ", "s' "):
        return False
    owner = _POSSESSIVE.search(text, max(0, start - 30), start)
    if owner is None or owner[1] in _OWN:
        return False
    named = next((s for s in spans if s.start <= owner.start(1) < s.end), None)
    return named is None or named.role is not Role.CHILD
