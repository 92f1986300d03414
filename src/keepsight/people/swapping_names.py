"""Whose given names are exchanged for what: the listed people's first, and surnames kept.

A counterpart comes from the list of names where the name stands there, else it is the first free name of the other gender
with the same initial. The same list of people always gives the same names, and no two people get one name between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from keepsight.counterparts import Gender, anybodys, listed, names, neutral_forms, words
from keepsight.model import People, Person, PersonRef, Role
from keepsight.people.swapping_words import TOKEN, Known

_FEMALE = frozenset(["f", "female", "woman", "girl"])
_MALE = frozenset(["m", "male", "man", "boy"])


@dataclass(frozen=True, slots=True)
class Roster:
    """The people list as an exchange needs it.

    `known` is what tells given names from surnames in a text. `owner` is the person of each given name, `genders` what the
    list says of each person, `counterparts` the name that is put for each given name, in lower case both.
    """

    known: Known
    owner: Mapping[str, PersonRef]
    genders: Mapping[PersonRef, Gender]
    counterparts: Mapping[str, str]
    child: PersonRef | None
    surnames: tuple[str, ...] = ()


def roster(people: People, *, avoid: Iterable[str] = (), workers: Iterable[str] = ()) -> Roster:
    """The given names and genders of a people list; `avoid` are words of the texts that no new name may be.

    `workers` are cells of a worker column: what stands in one after a title, an initial or a given name is a surname too.
    """
    genders = dict(_genders(people))
    found = [w for p in people.people for n in p.names for w in _surnames(n)]
    found += [w for cell in dict.fromkeys(workers) for w in _worker_surnames(cell)]
    in_order = tuple(dict.fromkeys(found))
    surnames = frozenset(in_order)
    owner: dict[str, PersonRef] = {}
    for person in people.people:
        for word in _given(person, surnames):
            owner.setdefault(word, person.ref)
    taken = {*owner, *surnames, *(w.lower() for w in avoid)}
    counterparts: dict[str, str] = {}
    for word, ref in owner.items():
        new = _counterpart(word, genders.get(ref), taken)
        if new is not None:
            counterparts[word] = new
            taken.add(new)
    child = people.child
    return Roster(
        known=Known({w: i for i, w in enumerate(owner)}, surnames),
        owner=owner,
        genders=genders,
        counterparts=counterparts,
        child=child.ref if child else None,
        surnames=in_order,
    )


def gender_of(text: str) -> Gender | None:
    """The gender that a cell of a people list or a column for it tells, in its usual forms."""
    low = text.strip().lower()
    if low in _FEMALE:
        return Gender.FEMALE
    return Gender.MALE if low in _MALE else None


def _genders(people: People) -> Iterator[tuple[PersonRef, Gender]]:
    """What the list says; a mother and a father need no column."""
    told = dict(people.genders)
    for person in people.people:
        gender = gender_of(told.get(person.ref, ""))
        if gender is None and person.role in (Role.MOTHER, Role.FATHER):
            gender = Gender.FEMALE if person.role is Role.MOTHER else Gender.MALE
        if gender is not None:
            yield person.ref, gender


def _parts(name: str) -> list[str]:
    """The parts of a name that are names: no titles, ranks, kin words, initials or figures."""
    no_names = listed("names", "no_names") | words().keys() | neutral_forms()
    return [t.lower() for t in TOKEN.findall(name) if len(t) > 1 and t.lower() not in no_names]


def _titled(name: str) -> bool:
    first = TOKEN.findall(name)[:1]
    return (
        bool(first)
        and first[0].lower() in listed("names", "no_names")
        and first[0].lower() not in listed("names", "no_titles")
    )


def _surnames(name: str) -> Iterator[str]:
    """The last part of a full name, and what stands after a title or an initial."""
    parts = _parts(name)
    seen = TOKEN.findall(name)
    if len(parts) >= 2 or (len(parts) == 1 and (_titled(name) or (len(seen) == 2 and len(seen[0]) == 1))):
        yield parts[-1]


def _worker_surnames(cell: str) -> Iterator[str]:
    """The surname in a cell of a worker column, where its form shows that it is one: "PC Hallam", "R Frost", "Robin Frost"."""
    seen = TOKEN.findall(cell)
    parts = _parts(cell)
    if len(seen) == 2 and len(parts) >= 1 and parts[-1] == seen[-1].lower() and seen[-1][:1].isupper():
        first = seen[0].lower()
        if len(first) == 1 or _titled(cell) or first in names() or first in anybodys():
            yield parts[-1]


def _given(person: Person, surnames: frozenset[str]) -> Iterator[str]:
    for name in person.names:
        for word in _parts(name):
            if word not in surnames:
                yield word


def _counterpart(word: str, gender: Gender | None, taken: set[str]) -> str | None:
    named = names().get(word)
    if word in anybodys():
        return None
    if named is not None and (gender is None or named.gender is gender):
        other = named.other.lower()
        if other not in taken:
            return other
        gender = named.gender
    if gender is None:
        return None
    free = sorted(
        n.form
        for n in names().values()
        if n.gender is gender.other
        and n.form not in taken
        and not n.opener
        and n.word_like is bool(named and named.word_like)
    )
    return next((n for n in free if n[0] == word[0]), free[0] if free else None)
