"""The people of a review, and every place where one of them, or anything that identifies, is named.

A `Person` carries no gender on purpose: no rule may read one. Genders of the people list are kept apart, in
`People.genders`, for the swapped reading alone; an architecture test holds the other rooms to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from keepsight.model.entry import EntryId

PersonRef = NewType("PersonRef", str)


class Role(StrEnum):
    """Who somebody is to the subject."""

    CHILD = "child"
    MOTHER = "mother"
    FATHER = "father"
    PARENT_PARTNER = "parent_partner"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    RELATIVE = "relative"
    ADULT_ASSOCIATE = "adult_associate"
    PEER = "peer"
    PROFESSIONAL = "professional"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the people list; `names` are all forms known, the fullest first."""

    ref: PersonRef
    role: Role
    names: tuple[str, ...]
    dob: date | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """The people list of a review."""

    people: tuple[Person, ...] = ()
    genders: tuple[tuple[PersonRef, str], ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        refs = [p.ref for p in self.people]
        if len(refs) != len(set(refs)):
            raise ValueError("every person of the people list needs a ref of their own")

    @property
    def child(self) -> Person | None:
        """The subject: the first person in the role of the child."""
        return next((p for p in self.people if p.role is Role.CHILD), None)

    def get(self, ref: PersonRef) -> Person | None:
        return next((p for p in self.people if p.ref == ref), None)


class MentionKind(StrEnum):
    """What an identifying piece of text is."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    PHONE = "phone"
    EMAIL = "email"
    NHS_NUMBER = "nhs_number"
    NI_NUMBER = "ni_number"
    POSTCODE = "postcode"
    DOB = "dob"
    HANDLE = "handle"
    ADDRESS = "address"
    VEHICLE = "vehicle"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of one cell that names somebody or something; `end` is exclusive."""

    entry: EntryId
    column: str
    start: int
    end: int
    text: str
    kind: MentionKind
    person: PersonRef | None = None
    pseudonym: str = ""
