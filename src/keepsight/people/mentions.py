"""Every mention of a listed person, and every structured identifier, in the cells of the timeline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import ahocorasick_rs

from keepsight.model import ColumnRole, Entry, Mention, MentionKind, People, PersonRef, Role
from keepsight.people.identifiers import identifiers

_NOT_READ = (ColumnRole.DATE, ColumnRole.TIME, ColumnRole.END_DATE, ColumnRole.END_TIME, ColumnRole.RECORDED)
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "pc", "dc", "ds", "ps", "di", "sgt", "sr", "sister", "sw", "nurse"})
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


def find_mentions(entries: Sequence[Entry], people: People) -> tuple[Mention, ...]:
    """Mentions in timeline order; where two overlap the longer stands."""
    forms = _forms(people)
    automaton = ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    refs = list(forms.values())
    labels = pseudonyms(people)
    found: list[Mention] = []
    for entry in entries:
        for field in entry.fields:
            if field.role in _NOT_READ or not field.text:
                continue
            spans: list[tuple[int, int, MentionKind, PersonRef | None]] = [
                (a, b, k, None) for a, b, k in identifiers(field.text)
            ]
            for index, start, end in automaton.find_matches_as_indexes(field.text.lower()):
                if len(field.text.lower()) == len(field.text) and _whole(field.text, start, end):
                    spans.append((start, end, MentionKind.PERSON, refs[index]))
            for start, end, kind, ref in _longest(spans):
                found.append(
                    Mention(entry.id, field.column, start, end, field.text[start:end], kind, ref, labels.get(ref, "") if ref else "")
                )
    return tuple(found)


def pseudonyms(people: People) -> dict[PersonRef | None, str]:
    """A pseudonym for each listed person, as reviews use them: Child A, Mother, Sibling 1, Adult B, Professional 3."""
    many: dict[Role, int] = defaultdict(int)
    for person in people.people:
        many[person.role] += 1
    seen: dict[Role, int] = defaultdict(int)
    names: dict[PersonRef | None, str] = {}
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


def _forms(people: People) -> dict[str, PersonRef]:
    owners: dict[str, set[PersonRef]] = defaultdict(set)
    for person in people.people:
        for name in person.names:
            low = name.lower()
            owners[low].add(person.ref)
            for part in re.split(r"[ -]", low):
                if len(part) >= 3 and part not in _TITLES:
                    owners[part].add(person.ref)
    return {form: next(iter(refs)) for form, refs in sorted(owners.items()) if len(refs) == 1}


def _whole(text: str, start: int, end: int) -> bool:
    if not text[start].isupper() and not text[start].isdigit():
        return False
    return (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum())


def _longest(
    spans: list[tuple[int, int, MentionKind, PersonRef | None]],
) -> list[tuple[int, int, MentionKind, PersonRef | None]]:
    kept: list[tuple[int, int, MentionKind, PersonRef | None]] = []
    for span in sorted(spans, key=lambda s: (-(s[1] - s[0]), s[0])):
        if all(span[1] <= k[0] or span[0] >= k[1] for k in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s[0])
