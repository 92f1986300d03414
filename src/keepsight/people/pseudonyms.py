"""Pseudonyms as reviews use them."""

from __future__ import annotations

from collections import defaultdict

from keepsight.model import People, PersonRef, Role

_LABELS = {
    Role.CHILD: "Child",
    Role.MOTHER: "Mother",
    Role.FATHER: "Father",
    Role.PARENT_PARTNER: "Parent's partner",
    Role.SIBLING: "Sibling",
    Role.GRANDPARENT: "Grandparent",
    Role.RELATIVE: "Relative",
    Role.ADULT_ASSOCIATE: "Adult",
    Role.PEER: "Peer",
    Role.PROFESSIONAL: "Professional",
    Role.OTHER: "Person",
}


def pseudonyms(people: People) -> dict[PersonRef, str]:
    """A pseudonym for each listed person, as reviews use them: Child A, Mother, Sibling 1, Adult B, Professional 3."""
    many: dict[Role, int] = defaultdict(int)
    for person in people.people:
        many[person.role] += 1
    seen: dict[Role, int] = defaultdict(int)
    names: dict[PersonRef, str] = {}
    for person in people.people:
        number = seen[person.role]
        seen[person.role] += 1
        label = _LABELS[person.role]
        if person.role in (Role.CHILD, Role.ADULT_ASSOCIATE):
            first = "A" if person.role is Role.CHILD else "B"
            names[person.ref] = f"{label} {chr(ord(first) + number)}" if number < 24 else f"{label} {number + 1}"
        else:
            names[person.ref] = label if many[person.role] == 1 else f"{label} {number + 1}"
    return names
