"""The swapped reading: a timeline with the genders exchanged, for a panel to read aloud beside the original.

"Would we have written this, and decided this, if the genders were the other way round?" Everybody's gender is exchanged
(or the child's alone, or everybody's but the child's), or all of it is put in words that say the same of anybody. Names
are exchanged for invented ones, surnames stay. It is an aid to reading, made by word lists and short rules: a wrong "him"
for "his" can happen, quoted speech is exchanged too, and nothing is decided by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from keepsight.counterparts import Gender, company, listed, names, words
from keepsight.model import ColumnRole, Entry, Field, People, Person, PersonRef, Role
from keepsight.people.swapping_grammar import after_adverbs, is_object, is_turned, plural_verb, possessive, short_verb
from keepsight.people.swapping_names import Roster, gender_of, roster
from keepsight.people.swapping_whose import are_childs
from keepsight.people.swapping_words import Found, Token, What, both, gendered, tokens

NOT_READ_ALOUD = (
    *(ColumnRole.DATE, ColumnRole.END_DATE, ColumnRole.TIME, ColumnRole.END_TIME, ColumnRole.RECORDED),
    *(ColumnRole.REFERENCE, ColumnRole.ORDER, ColumnRole.AGENCY),
)
"""Cells without words about people."""
_SEX_HEADING = re.compile(r"\b(?:gender|sex)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"\s*(?:[.,;:!?)\]\"”]|$)")
_ROLES = {Role.MOTHER: Role.FATHER, Role.FATHER: Role.MOTHER}
_SHORTHAND = frozenset(["mgm", "pgf", "pgm", "mgf", "mggm", "pggf", "pggm", "mggf", "gf", "bf"])
_CELLS = {
    "m": "f",
    "f": "m",
    "male": "female",
    "female": "male",
    "boy": "girl",
    "girl": "boy",
    "man": "woman",
    "woman": "man",
}


class Mode(StrEnum):
    """EXCHANGED puts each gendered word's counterpart in its place, NEUTRAL a word that says the same of anybody."""

    EXCHANGED = "exchanged"
    NEUTRAL = "neutral"


class Whose(StrEnum):
    """Whose gender is exchanged: everybody's, the child's alone, or everybody's but the child's."""

    EVERYBODY = "everybody"
    CHILD = "child"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the original and what stands in its place."""

    start: int
    end: int
    new: str


def swap_entries(
    entries: Sequence[Entry], people: People, *, mode: Mode = Mode.EXCHANGED, whose: Whose = Whose.EVERYBODY
) -> tuple[tuple[Entry, ...], People]:
    """Entries and people with the genders exchanged, every entry with its own id, place and date."""
    known = _roster_for(entries, people)
    swapped = tuple(_entry(e, known, mode=mode, whose=whose) for e in entries)
    return swapped, _people(people, known, mode=mode, whose=whose)


def swap_text(text: str, people: People, *, mode: Mode = Mode.EXCHANGED, whose: Whose = Whose.EVERYBODY) -> str:
    """One text with the genders exchanged."""
    return apply(text, changes(text, roster(people), mode=mode, whose=whose))


def text_changes(
    entries: Sequence[Entry], people: People, *, mode: Mode = Mode.EXCHANGED, whose: Whose = Whose.EVERYBODY
) -> dict[tuple[str, int], tuple[Change, ...]]:
    """What changes in each cell, by entry id and place of the cell; for showing the two side by side."""
    known = _roster_for(entries, people)
    return {
        (str(e.id), i): tuple(_field_changes(f, known, mode=mode, whose=whose))
        for e in entries
        for i, f in enumerate(e.fields)
    }


def apply(text: str, made: Iterable[Change]) -> str:
    """The text with the changes made."""
    pieces: list[str] = []
    reached = 0
    for change in made:
        pieces += (text[reached : change.start], change.new)
        reached = change.end
    return "".join((*pieces, text[reached:]))


def changes(
    text: str, known: Roster, *, mode: Mode = Mode.EXCHANGED, whose: Whose = Whose.EVERYBODY, is_name: bool = False
) -> list[Change]:
    """What changes in a text, in order."""
    seen = tokens(text)
    found = gendered(text, known.known, seen=seen, is_name=is_name)
    if whose is not Whose.EVERYBODY:
        of_child = are_childs(text, found, known)
        found = [f for f, child in zip(found, of_child, strict=True) if child is (whose is Whose.CHILD)]
    places = {t.start: i for i, t in enumerate(seen)}
    made: list[Change] = []
    for one in found:
        new = (
            _exchanged(text, one, seen, places, known) if mode is Mode.EXCHANGED else _neutral(text, one, seen, places)
        )
        if new is not None:
            end, new = possessive(text, one.end, like(text[one.start : one.end], new))
            made.append(Change(one.start, end, new))
        if mode is Mode.NEUTRAL and new in ("they", "They", "THEY"):
            made += _verbs(text, one, seen, places)
    return sorted(made, key=lambda c: c.start)


def _exchanged(text: str, one: Found, seen: Sequence[Token], places: dict[int, int], known: Roster) -> str | None:
    """The counterpart of a gendered stretch, None where it has none."""
    if one.what is What.NAME:
        named = names().get(one.form)
        return known.counterparts.get(one.form) if one.form in known.owner else named.other if named else None
    if one.gender is None:
        return None
    female = one.gender is Gender.FEMALE
    if one.what is What.SUBJECT:
        return "he" if female else "she"
    if one.what is What.OBJECT:
        return "her"
    if one.what is What.HER:
        return "him" if is_object(seen, places[one.start], text) else "his"
    if one.what is What.OWNER:
        return "hers" if _stands_alone(text, one, seen, places) else "her"
    if one.what is What.OWNED:
        return "his"
    if one.what is What.REFLEXIVE:
        return "himself" if female else "herself"
    if one.what is What.TITLE:
        return "mr" if female else "ms"
    if one.what is What.ADDRESS:
        return "sir" if female else "miss"
    if one.what in (What.SIDE, What.WARM):
        other = company().maternal[one.form]
        return other + text[one.start + len(one.form) : one.end]
    if one.what is What.ADJECTIVE:
        word = one.form.split()[0]
        return words()[word].other + text[one.start + len(word) : one.end]
    if one.what is What.AGE_SEX:
        return text[one.start : one.end - 1] + _same_case(text[one.end - 1], "m" if female else "f")
    if one.what is What.SHORT:
        return "fa" if female else "mo"
    return words()[one.form].other


def _neutral(text: str, one: Found, seen: Sequence[Token], places: dict[int, int]) -> str | None:
    """The word that says the same of anybody, None where a stretch says so already."""
    if one.what is What.BOTH:
        return both(one.form)
    if one.gender is None or one.what is What.NAME:
        return None
    if one.what is What.SUBJECT:
        return "they"
    if one.what is What.OBJECT or (one.what is What.HER and is_object(seen, places[one.start], text)):
        return "them"
    if one.what in (What.HER, What.OWNER):
        return "theirs" if one.what is What.OWNER and _stands_alone(text, one, seen, places) else "their"
    if one.what is What.OWNED:
        return "theirs"
    if one.what is What.REFLEXIVE:
        return "themselves"
    if one.what in (What.TITLE, What.ADDRESS):
        return "mx"
    plain = of_nobody(one)
    return words()[one.form].neutral if plain is None else plain


def of_nobody(one: Found) -> str | None:
    """The word that has no gender to begin with for kinds of stretch that have one; None for the rest."""
    if one.what is What.SIDE:
        return ""
    if one.what is What.WARM:
        return "nurturing"
    if one.what is What.ADJECTIVE:
        return "adult" if one.form.endswith("+") else ""
    if one.what is What.AGE_SEX:
        return one.form if one.form[-1].isalpha() else f"{one.form}yo"
    return "parent" if one.what is What.SHORT else None


def _verbs(text: str, one: Found, seen: Sequence[Token], places: dict[int, int]) -> list[Change]:
    """The verb that goes with a he or she, in the form that goes with "they"."""
    first = at = places[one.start]
    while at + 1 < len(seen) and seen[at + 1].end <= one.end:
        at += 1
    before = seen[first - 1] if first else None
    if before is not None and before.low in listed("verbs", "turned") and is_turned(seen, first, text):
        return [Change(before.start, before.end, like(before.text, plural_verb(before.low) or ""))]
    if at + 1 < len(seen) and seen[at + 1].low == "s" and text[one.end : seen[at + 1].start] in ("'", "’"):
        following = seen[at + 2].low if at + 2 < len(seen) else ""
        return [Change(seen[at + 1].start, seen[at + 1].end, short_verb(following))]
    after = after_adverbs(seen, at, text)
    plural = plural_verb(seen[after].low) if after is not None else None
    if after is None or plural is None:
        return []
    return [Change(seen[after].start, seen[after].end, like(seen[after].text, plural))]


def _stands_alone(text: str, one: Found, seen: Sequence[Token], places: dict[int, int]) -> bool:
    """ "It was his", "a friend of his told us": a "his" with nothing owned behind it."""
    if _CLAUSE_END.match(text, one.end):
        return True
    at = places[one.start] + 1
    return at < len(seen) and text[one.end : seen[at].start] == " " and seen[at].low in listed("her", "after_hers")


def _entry(entry: Entry, known: Roster, *, mode: Mode, whose: Whose) -> Entry:
    fields = tuple(_field(f, known, mode=mode, whose=whose) for f in entry.fields)

    def said(text: str) -> str:
        return apply(text, changes(text, known, mode=mode, whose=whose))

    return replace(entry, fields=fields, source=said(entry.source), worker=said(entry.worker))


def _field(field: Field, known: Roster, *, mode: Mode, whose: Whose) -> Field:
    return replace(field, text=apply(field.text, _field_changes(field, known, mode=mode, whose=whose)))


def _field_changes(field: Field, known: Roster, *, mode: Mode, whose: Whose) -> list[Change]:
    """What changes in a cell; one under a heading for it holds nothing but a gender ("F", "male")."""
    if not _is_read(field):
        return []
    bare = field.text.strip()
    if _SEX_HEADING.search(field.column) and bare.lower() in _CELLS and whose is not Whose.OTHERS:
        return [Change(0, len(field.text), like(bare, _CELLS[bare.lower()]) if mode is Mode.EXCHANGED else "")]
    return changes(field.text, known, mode=mode, whose=whose)


def _is_read(field: Field) -> bool:
    return bool(field.text) and field.role not in NOT_READ_ALOUD


def _people(people: People, known: Roster, *, mode: Mode, whose: Whose) -> People:
    """The people list to go with exchanged entries: names, roles of parents and genders exchanged."""

    def is_meant(person: Person) -> bool:
        return whose is Whose.EVERYBODY or (person.ref == known.child) is (whose is Whose.CHILD)

    made = []
    for person in people.people:
        if not is_meant(person):
            made.append(person)
            continue
        fresh = tuple(apply(n, changes(n, known, mode=mode, is_name=True)) for n in person.names)
        role = _ROLES.get(person.role, person.role) if mode is Mode.EXCHANGED else person.role
        made.append(replace(person, names=fresh, role=role))
    meant = {p.ref for p in people.people if is_meant(p)}
    return People(tuple(made), tuple(_gender(ref, text, meant=ref in meant, mode=mode) for ref, text in people.genders))


def _gender(ref: PersonRef, text: str, *, meant: bool, mode: Mode) -> tuple[PersonRef, str]:
    if not meant or gender_of(text) is None:
        return ref, text
    return ref, _CELLS[text.strip().lower()] if mode is Mode.EXCHANGED else ""


def _roster_for(entries: Sequence[Entry], people: People) -> Roster:
    said = {t.low for e in entries for f in e.fields if _is_read(f) for t in tokens(f.text) if t.is_capital}
    return roster(people, avoid=said)


def like(old: str, new: str) -> str:
    """The new word in the capitals of the old one."""
    letters = [c for c in old if c.isalpha()]
    if not new or not letters:
        return new
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return new if old.lower() in _SHORTHAND and len(new) > len(old) else new.upper()
    return new[0].upper() + new[1:] if letters[0].isupper() and not new[0].isdigit() else new


def _same_case(old: str, new: str) -> str:
    return new.upper() if old.isupper() else new
