"""From narrative to signals: what each entry was read to say, of whom, with what stance, in whose words.

One pass a cell: sentences and quotations are cut, persons found, cues matched, stances laid over them; then each hit
becomes a signal of the person it is told of. The row's own subject is used where a sentence names nobody: a GP row headed
with the mother's name tells of her.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from keepsight.beside import MANY, beside
from keepsight.dates import find_dates
from keepsight.model import (
    ColumnRole,
    Entry,
    EntryId,
    EntryKind,
    Field,
    People,
    Reading,
    Role,
    Signal,
    SignalKind,
    Span,
    Stance,
)
from keepsight.reading.attendance import attendance_of, file_profile
from keepsight.reading.attendance_profile import Profile, sample
from keepsight.reading.attendance_row import RowMarker
from keepsight.reading.basis import basis_of, grandparents_care
from keepsight.reading.cues import Hit, Matcher, cues, plain
from keepsight.reading.persons import FAMILY, PARENTS, PersonFinder, PersonSpan
from keepsight.reading.sentences import quotations, sentences
from keepsight.reading.stance import Scope, scopes, stance_of

_AGE_SEX = re.compile(r"(?<![\w/])(\d{1,2}) ?(?:[mf]|yo?[mf]?)\b")
_ALONE = re.compile(r"\balone\b|on (?:his|her|their) own|separately|by (?:him|her|them)self")
_NOT_SEEN = re.compile(r"^no\b|\bnot\b|^n$|asleep|absent|n/a|unseen|at school")
_WITH = re.compile(r"\bwith\b|present|accompanied|together")
_SEEN = re.compile(r"^y\b|^yes|seen")
_PRONOUN = re.compile(r"\b(?:he|him|she|her|they|them)(?:'s)?\b")
_PARTNER = re.compile(
    r"\b(?:partner|boyfriend|girlfriend|step-?dad|step-?mum|step-?parent|bloke|man|woman|male|fella|(?<!young )(?<!missing )person)\b"
)
_KIN_CLAIM = re.compile(r"\b(?:cousin|uncle|aunt(?:ie|y)?)\b")
_SAID = re.compile(
    r"\b(?:says?|said|told|chose|asked|wrote|texted|states?|stated|replied|whispered|card|drew|one says)\b"
)
_KINDS = {k.value: k for k in SignalKind}
OFTEN_SAID = 60
"""Letters of a cell that may well say word for word what another says: "NFA", "Letter sent", "Discussed with manager"."""
MOST_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell cut up: its plain text, the way back to the original, sentences, quotations, persons and cues."""

    field: Field
    text: str
    places: tuple[int, ...] | None
    sentences: tuple[tuple[int, int], ...]
    quotations: tuple[tuple[int, int], ...]
    persons: tuple[PersonSpan, ...]
    hits: tuple[Hit, ...]

    def span(self, start: int, end: int) -> Span:
        """The same stretch in the cell as the agency wrote it."""
        if self.places is None:
            return Span(self.field.column, start, end)
        return Span(self.field.column, self.places[start], self.places[max(start, end - 1)] + 1)

    def sentence_at(self, place: int) -> tuple[int, int]:
        return next((s for s in self.sentences if s[0] <= place < s[1]), (0, len(self.text)))


class Around(NamedTuple):
    """One sentence, `start` up to `end`: the stances laid over it, the persons named in it, and those who are not staff."""

    start: int
    end: int
    scopes: tuple[Scope, ...]
    persons: tuple[PersonSpan, ...]
    lay: tuple[PersonSpan, ...]


class Reader:
    """Word lists and people list compiled once for all entries of a review."""

    def __init__(self, people: People, *, denial_negates: bool = False) -> None:
        self._matcher = Matcher(cues())
        self._persons = PersonFinder(people)
        self._rows = RowMarker(self._persons, people)
        self._denial_negates = denial_negates
        self._names = {n.lower(): str(p.ref) for p in people.people for n in p.names}
        self._roles = {str(p.ref): p.role for p in people.people}
        self._child = self._persons.child
        self._cut_before: dict[str, Cell] = {}

    def read(self, entries: Sequence[Entry]) -> dict[EntryId, Reading]:
        """A reading for every entry; notes are read too, since a leave stands in a note as often as in a row."""
        by_file: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.kind is EntryKind.EVENT:
                by_file[entry.place.file].append(entry)
        self._cut_before.clear()
        self._persons.learn(f.text for e in entries for f in e.narrative)
        looked_at = {name: [self._rows.row(e) for e in sample(rows)] for name, rows in by_file.items()}
        profiles = {name: file_profile(rows) for name, rows in looked_at.items()}
        carer = grandparents_care(row for rows in looked_at.values() for row in rows)

        def of(some: Sequence[Entry]) -> list[Reading]:
            return [self._read_one(e, profile=profiles.get(e.place.file, Profile()), carer=carer) for e in some]

        half = len(entries) // 2
        second = beside(lambda: of(entries[half:]), worth=len(entries) >= MANY)
        return {r.entry: r for r in [*of(entries[:half]), *second()]}

    def _read_one(self, entry: Entry, *, profile: Profile, carer: bool) -> Reading:
        cells = [self._cut(field) for field in entry.narrative]
        subject = self._row_subject(entry, cells)
        signals: list[Signal] = []
        for cell in cells:
            signals += self._signals(entry.id, cell, subject)
            signals += self._child_words(entry.id, cell, subject)
            signals += _days_named(entry, cell)
        signals += _child_seen(entry)
        row = self._rows.row(entry, cells)
        attendance = attendance_of(row, profile) if entry.kind is EntryKind.EVENT else None
        basis = basis_of(row, profile, attendance.attendance if attendance else None, carer=carer)
        persons = dict.fromkeys(p.ref for c in cells for p in c.persons)
        for extra in (entry.worker, entry.source):
            if extra.lower() in self._names:
                persons.setdefault(self._names[extra.lower()])
        return Reading(
            entry=entry.id,
            signals=tuple(signals),
            attendance=attendance.attendance if attendance else None,
            attendance_span=attendance.span if attendance else None,
            basis=basis.basis if basis else None,
            basis_span=basis.span if basis else None,
            persons=tuple(persons),
        )

    def _cut(self, field: Field) -> Cell:
        """A cell cut up; one that stands under an action or an outcome often says what another has said already."""
        before = self._cut_before.get(field.text)
        if before is not None:
            text, places, persons, hits = before.text, before.places, before.persons, before.hits
            return Cell(field, text, places, before.sentences, before.quotations, persons, hits)
        text, places = plain(field.text)
        cell = Cell(
            field,
            text,
            places,
            tuple(sentences(text)),
            tuple(quotations(text)),
            tuple(self._persons.find(text)),
            tuple(self._matcher.find(text)),
        )
        if len(text) <= OFTEN_SAID and len(self._cut_before) < MOST_KEPT:
            self._cut_before[field.text] = cell
        return cell

    def _row_subject(self, entry: Entry, cells: Sequence[Cell]) -> tuple[str, Role]:
        """Of whom the row tells when it does not say: the person its source names, or an age that is not the child's."""
        head = f"{entry.source} " + " ".join(f.text for f in entry.fields if f.role is ColumnRole.SOURCE)
        for person in self._persons.find(plain(head)[0]):
            if person.role in FAMILY:
                return person.ref, person.role
        if cells:
            first = cells[0]
            opening = [p for p in first.persons if p.start <= 12]
            if opening and opening[0].role in FAMILY and _AGE_SEX.search(first.text, 0, 60):
                return opening[0].ref, opening[0].role
        return self._child, Role.CHILD

    def _signals(self, entry: EntryId, cell: Cell, subject: tuple[str, Role]) -> Iterable[Signal]:
        around: dict[tuple[int, int], Around] = {}
        none = [(h.start, h.end) for h in cell.hits if h.cue.kind == SignalKind.NO_CONCERNS]
        for cue, start, end in cell.hits:
            if none and cue.kind == SignalKind.CONCERN and any(a <= start < b for a, b in none):
                continue
            kind = _KINDS.get(cue.kind)
            if kind is None:
                continue
            sentence = cell.sentence_at(start)
            here = around.get(sentence)
            if here is None:
                here = around[sentence] = self._around(cell, sentence)
            stance, why = stance_of(start, end, here.scopes) if here.scopes else (Stance.ASSERTED, "")
            ref, role = _experiencer(kind, here.lay, start, end, subject, cue.detail == "act") if here.lay else subject
            if cue.detail in _DONE_BY and role not in _DONE_BY[cue.detail]:
                continue
            other, other_role = _other(here.persons if kind in _OF_ANYBODY else here.lay, start)
            whose: tuple[str, Role | None] = (ref, role)
            if kind is SignalKind.CLAIM:
                whose = self._claimed(cell, here, start, end)
            yield Signal(
                kind=kind,
                entry=entry,
                span=cell.span(start, end),
                words=cell.text[start:end],
                stance=stance,
                detail=cue.detail,
                person=whose[0],
                role=whose[1],
                other=other,
                other_role=other_role,
                quoted=bool(cell.quotations) and any(a <= start and end <= b for a, b in cell.quotations),
                cue=f"{cue.name}:{why}" if why else cue.name,
            )

    def _around(self, cell: Cell, sentence: tuple[int, int]) -> Around:
        start, end = sentence
        is_whole = sentence in cell.sentences
        persons = tuple([p for p in cell.persons if start <= p.start < end])
        return Around(
            start,
            end,
            scopes(cell.text, start, end, denial_negates=self._denial_negates) if is_whole else (),
            persons,
            tuple([p for p in persons if p.role is not Role.PROFESSIONAL]),
        )

    def _child_words(self, entry: EntryId, cell: Cell, subject: tuple[str, Role]) -> Iterable[Signal]:
        """The quoted words of the child or of a sibling: quotations whose speaker, the last person named before them, it is."""
        for start, end in cell.quotations:
            sentence = cell.sentence_at(start)
            words = cell.text[start:end]
            before = [p for p in cell.persons if sentence[0] <= p.start < start]
            said = _SAID.search(cell.text, sentence[0], start)
            if len(words.split()) < (1 if said else 3):
                continue
            speaker = (before[-1].ref, before[-1].role) if before else subject
            if speaker[1] in (Role.CHILD, Role.SIBLING) or (
                before and before[-1].role is Role.PROFESSIONAL and subject[1] is Role.CHILD and said
            ):
                yield Signal(
                    kind=SignalKind.CHILD_WORDS,
                    entry=entry,
                    span=cell.span(start, end),
                    words=words,
                    person=self._child,
                    role=Role.CHILD,
                    quoted=True,
                    cue="quotation",
                )

    def _claimed(self, cell: Cell, here: Around, start: int, end: int) -> tuple[str, Role | None]:
        """Of whom a claim is made: the nearest adult of the sentence, named or called a partner; nobody for a thing."""
        partners = [p for p in here.lay if p.role in _PARTNERS]
        if partners:
            near = min(partners, key=lambda p: (min(abs(p.start - end), abs(start - p.end)), p.start))
            return near.ref, near.role
        if _PARTNER.search(cell.text, here.start, here.end):
            return self._persons.partner, Role.PARENT_PARTNER
        if _KIN_CLAIM.search(cell.text, here.start, here.end):
            return self._persons.associate, Role.ADULT_ASSOCIATE
        earlier = [p for p in cell.persons if p.start < start and p.role in _PARTNERS]
        if earlier and _PRONOUN.search(cell.text, here.start, here.end):
            return earlier[-1].ref, earlier[-1].role
        return "", None


def _experiencer(
    kind: SignalKind, lay: Sequence[PersonSpan], start: int, end: int, subject: tuple[str, Role], act: bool
) -> tuple[str, Role]:
    """The last person named before the words in the sentence who is not staff; else the row's subject.

    What belongs to a parent's life alone is a parent's where the sentence names one, but an act is that of whoever is
    named before it. `lay` are the persons of the sentence who are not staff, in order.
    """
    before = [p for p in lay if p.start < start]
    if kind in _PARENTS_ONLY and not act:
        parent = next((p for p in reversed(before) if p.role in PARENTS), None)
        parent = parent or next((p for p in lay if p.role in PARENTS), None)
        if parent is not None:
            return parent.ref, parent.role
    if kind in _TOLD_INSIDE:
        inside = next((p for p in lay if start <= p.start < end), None)
        if inside is not None:
            return inside.ref, inside.role
    if before:
        return before[-1].ref, before[-1].role
    if lay[0].start - end < 12 and kind in _TOLD_AFTER:
        return lay[0].ref, lay[0].role
    return subject


def _other(persons: Sequence[PersonSpan], start: int) -> tuple[str, Role | None]:
    """The nearest other person of some in the sentence: the adult who gives, the friend who lends."""
    here = [p for p in persons if p.role is not Role.CHILD]
    if not here:
        return "", None
    near = min(here, key=lambda p: (abs(p.start - start), p.start)) if len(here) > 1 else here[0]
    return near.ref, near.role


def _child_seen(entry: Entry) -> Iterable[Signal]:
    """What a column for it says: seen alone, seen, seen with somebody, not seen."""
    for field in entry.fields:
        text = field.text.strip().lower()
        if field.role is not ColumnRole.CHILD_SEEN or not text:
            continue
        kind, detail = SignalKind.CHILD_SEEN, ""
        if _ALONE.search(text):
            kind = SignalKind.SEEN_ALONE
        elif _NOT_SEEN.search(text):
            kind, detail = SignalKind.SEEN_WITH_ADULT, "not_seen"
        elif _WITH.search(text):
            kind, detail = SignalKind.SEEN_WITH_ADULT, "with_adult"
        elif not _SEEN.search(text):
            continue
        yield Signal(
            kind, entry.id, Span(field.column, 0, len(field.text)), text, detail=detail, role=Role.CHILD, cue="column"
        )


def _days_named(entry: Entry, cell: Cell) -> Iterable[Signal]:
    """The days that the narrative names, read with the entry's own date as the day of writing; `detail` is from/to."""
    if entry.when.latest is None:
        return
    for found in find_dates(cell.field.text, reference=entry.when.latest):
        if found.when.earliest is not None and found.when.latest is not None:
            yield Signal(
                kind=SignalKind.DATE_MENTION,
                entry=entry.id,
                span=Span(cell.field.column, found.start, found.end),
                words=cell.field.text[found.start : found.end],
                detail=f"{found.when.earliest.isoformat()}/{found.when.latest.isoformat()}",
            )


_PARENTS_ONLY = frozenset(
    {
        SignalKind.SUBSTANCE_PARENT,
        SignalKind.PARENT_CRIME,
        SignalKind.PARENT_ILLNESS,
        SignalKind.PARENT_VIOLENCE,
    }
)
_DONE_BY = {
    "act": frozenset({*FAMILY, *PARENTS, Role.OTHER, Role.ADULT_ASSOCIATE} - {Role.SIBLING}),
    "moved": frozenset(FAMILY),
}
"""Who must be meant for words that say nothing of a family where the child, or a thing, is meant."""
_PARTNERS = (Role.PARENT_PARTNER, Role.ADULT_ASSOCIATE)
_OF_ANYBODY = frozenset({SignalKind.EXCHANGE, SignalKind.PRAISE_ADULT, SignalKind.ACCOMPANIED})
"""Kinds of which staff can be the other person too."""
_TOLD_INSIDE = frozenset({SignalKind.FAMILY_CRISIS, SignalKind.BEREAVEMENT, SignalKind.SEPARATION})
_TOLD_AFTER = frozenset({SignalKind.BEREAVEMENT, SignalKind.LONG_TERM_CONDITION})

__all__ = ["Reader"]
