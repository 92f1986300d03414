"""Pseudonyms as reviews use them: Child A, Adult B, Mother, Sibling 1, GP 1, School 1.

They are stable over a review: a key keeps who has which, so that a person added to the list later changes nobody else's.
The key is what turns pseudonyms back into names; it is kept apart from the content, and encrypted: see `keys`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from keepsight.model import MentionKind, People, Person, PersonRef, Role
from keepsight.people.finding import find_in_texts
from keepsight.people.forms import Forms, fold
from keepsight.people.found import Found
from keepsight.people.identifiers import birth_dates

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
_PROFESSIONS = (
    (r"\bgp\b|surgery|practice", "GP"),
    (r"police", "Police officer"),
    (r"school nurs", "School nurse"),
    (r"school|education|college|sixth|academy|nursery", "School worker"),
    (r"camhs|mental", "Mental health worker"),
    (r"health visit", "Health visitor"),
    (r"midwi", "Midwife"),
    (r"hospital|trust|ward|paed|acute", "Hospital clinician"),
    (r"social care|social work|csc|children.?s serv|children.?s social|disabled child|safeguard", "Social worker"),
    (r"youth justice|yjs|yot|yos|probation", "Youth justice worker"),
    (r"early help|family support", "Family worker"),
    (r"nurs", "Nurse"),
    (r"hous", "Housing officer"),
)
_KINDS = {
    MentionKind.PHONE: "[phone number]",
    MentionKind.EMAIL: "[e-mail address]",
    MentionKind.NHS_NUMBER: "[NHS number]",
    MentionKind.NI_NUMBER: "[NI number]",
    MentionKind.POSTCODE: "[postcode]",
    MentionKind.DOB: "[date of birth]",
    MentionKind.HANDLE: "[account]",
    MentionKind.ADDRESS: "[address]",
    MentionKind.VEHICLE: "[vehicle]",
    MentionKind.URL: "[web address]",
}
_PLACES_OF_WORK = (
    (r"school|academy|college|sixth form|nursery|pre-?school|ysgol|playgroup|university", "School"),
    (r"hospital|infirmary|ysbyty|general\b", "Hospital"),
    (r"surgery|practice|clinic|health centre|pharmacy", "Health centre"),
    (r"\bhmp\b|prison|yoi", "Prison"),
)


@dataclass(frozen=True, slots=True)
class Key:
    """Who has which pseudonym: listed people by their ref, everybody and everything else by the form written, folded.

    `names` are the names behind the refs at the time, so that the key alone turns a pseudonym back.
    """

    people: tuple[tuple[PersonRef, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[PersonRef, str], ...] = ()

    def of(self, ref: PersonRef) -> str:
        return dict(self.people).get(ref, "")

    def behind(self, pseudonym: str) -> str:
        """The name behind a pseudonym, "" for one that this key does not know."""
        names = dict(self.names)
        for ref, label in self.people:
            if label == pseudonym:
                return names.get(ref, ref)
        return next((form for form, label in self.others if label == pseudonym), "")


def pseudonyms(people: People, *, key: Key | None = None) -> dict[PersonRef, str]:
    """A pseudonym for each listed person; those a key has already stay as they are."""
    given = dict(key.people) if key else {}
    taken = set(given.values()) | ({label for _, label in key.others} if key else set())
    many: dict[str, int] = defaultdict(int)
    for person in people.people:
        many[_label(person)] += 1
    names: dict[PersonRef, str] = {}
    for person in people.people:
        names[person.ref] = given.get(person.ref) or _free(
            _label(person), person.role, taken, alone=many[_label(person)] == 1
        )
        taken.add(names[person.ref])
    return names


def key_of(people: People, *, key: Key | None = None) -> Key:
    """The key with everybody of the list in it."""
    labels = pseudonyms(people, key=key)
    old = dict(key.people) if key else {}
    names = dict(key.names) if key else {}
    names |= {p.ref: p.names[0] for p in people.people if p.names}
    return Key(tuple((old | labels).items()), key.others if key else (), tuple(names.items()))


def pseudonymise(
    texts: Sequence[str],
    *,
    forms: Forms,
    key: Key,
    relative_to: date | None = None,
    keep: Iterable[str] = (),
    staff: Sequence[bool] = (),
) -> tuple[list[str], Key]:
    """The texts with everybody and everything that identifies under a pseudonym, and the key with what was added.

    `relative_to` turns full dates into spans from that day ("3 weeks before"). `keep` are forms that a person decided to
    keep.
    """
    changes, key = replacements(texts, forms=forms, key=key, relative_to=relative_to, keep=keep, staff=staff)
    done: list[str] = []
    for text, edits in zip(texts, changes, strict=True):
        for start, end, word in reversed(edits):
            text = text[:start] + word + text[end:]
        done.append(text)
    return done, key


def replacements(
    texts: Sequence[str],
    *,
    forms: Forms,
    key: Key,
    relative_to: date | None = None,
    keep: Iterable[str] = (),
    staff: Sequence[bool] = (),
) -> tuple[list[list[tuple[int, int, str]]], Key]:
    """For each text what to write where (start, end, new words), in order, and the key with what was added."""
    people, others, kept = dict(key.people), dict(key.others), {fold(k) for k in keep}
    taken = set(people.values()) | set(others.values())
    result: list[list[tuple[int, int, str]]] = []
    for text, spans in zip(texts, find_in_texts(texts, forms, staff=staff), strict=True):
        edits: list[tuple[int, int, str]] = []
        for span in spans:
            words = text[span.start : span.end]
            if fold(words) not in kept or span.listed:
                edits.append((span.start, span.end, _word(span, words, people, others, taken)))
        if relative_to is not None:
            edits = _with_dates(text, edits, relative_to)
        result.append(edits)
    return result, Key(key.people, tuple(others.items()), key.names)


def _word(span: Found, words: str, people: Mapping[PersonRef, str], others: dict[str, str], taken: set[str]) -> str:
    if span.person is not None and span.person in people:
        return people[span.person]
    if span.listed:
        return "Family member"
    if span.kind in _KINDS:
        return _KINDS[span.kind]
    form = fold(words)
    if form not in others:
        others[form] = _free(_other_label(span.kind, form), None, taken, alone=False)
        taken.add(others[form])
    return others[form]


def _label(person: Person) -> str:
    if person.role is Role.PROFESSIONAL and person.agency:
        for pattern, label in _PROFESSIONS:
            if re.search(pattern, person.agency, re.IGNORECASE):
                return label
    return _LABELS[person.role]


def _other_label(kind: MentionKind, form: str) -> str:
    for pattern, label in _PLACES_OF_WORK:
        if re.search(pattern, form):
            return label
    return {MentionKind.PLACE: "Place", MentionKind.ORGANISATION: "Organisation"}.get(kind, "Person")


def _free(label: str, role: Role | None, taken: set[str], *, alone: bool) -> str:
    """The next pseudonym of a kind that nobody has: letters for children and adults, numbers for the others."""
    if (
        alone
        and role not in (Role.CHILD, Role.ADULT_ASSOCIATE, Role.PEER, Role.SIBLING, Role.PROFESSIONAL)
        and label not in taken
    ):
        return label
    if role in (Role.CHILD, Role.ADULT_ASSOCIATE):
        used = {t[-1] for t in taken if re.fullmatch(r"(?:Child|Adult) [A-Z]", t)}
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            if letter not in used and (role is Role.CHILD or letter != "A"):
                return f"{label} {letter}"
    number = 1
    while f"{label} {number}" in taken:
        number += 1
    return f"{label} {number}"


def _with_dates(text: str, edits: list[tuple[int, int, str]], anchor: date) -> list[tuple[int, int, str]]:
    dated = [
        (found.start, found.end, time_from(anchor, day))
        for found, day in birth_dates(text)
        if day is not None and not any(a < found.end and found.start < b for a, b, _ in edits)
    ]
    return sorted([*edits, *dated])


def time_from(anchor: date, day: date) -> str:
    """A day told by its distance from another, rounded as people speak: "on the day", "5 days after", "about 3 months before"."""
    days = (day - anchor).days
    side = "after" if days > 0 else "before"
    distance = abs(days)
    if not distance:
        return "on the day"
    if distance < 14:
        return f"{distance} day{'s' if distance > 1 else ''} {side}"
    if distance < 60:
        return f"about {round(distance / 7)} weeks {side}"
    if distance < 700:
        return f"about {round(distance / 30.44)} months {side}"
    return f"about {round(distance / 365.25)} years {side}"
