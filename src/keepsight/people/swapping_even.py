"""Texts made even before anything reads them: one word for all genders, made-up words for given names.

No rule can depend on a gender that it never sees. Every gendered word is put under the even word of its kind ("she" for
he, she and they; "her" for him, his, her, them and their, since English has one word for both uses; "parent" for mum and
dad), and every given name under a made-up word of one length, the same for the same name wherever it stands. The rules see the
even texts alone. Afterwards the words that raise a question are found again where the agency wrote them.

The even form is never shown to anybody.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from keepsight.counterparts import listed, neutral_words, words
from keepsight.model import (
    Conflict,
    Entry,
    EntryId,
    Event,
    Evidence,
    Field,
    Link,
    People,
    Question,
    Reading,
    Role,
    Signal,
    Span,
    Timeline,
)
from keepsight.people.swapping import NOT_READ_ALOUD, Change, apply, like, of_nobody
from keepsight.people.swapping_grammar import after_adverbs, is_turned, possessive, singular_verb
from keepsight.people.swapping_names import Roster, roster
from keepsight.people.swapping_words import Found, Token, What, both, gendered, tokens

STAND_IN = re.compile(r"\b[Qq][a-z]{4}q\b|\bQ[A-Z]{4}Q\b")
"""What stands for a given name in an even text."""
PARENTS = (Role.MOTHER, Role.FATHER)
_START = itemgetter(0)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SINGULAR_FIRST = frozenset(["are", "were", "have", "do"])


@dataclass(frozen=True, slots=True)
class Places:
    """The way back from an even text to the text as written: where each change begins and ends in both."""

    even: tuple[tuple[int, int], ...]
    written: tuple[tuple[int, int], ...]

    def span(self, span: Span) -> Span:
        """The stretch of the text as written that a stretch of the even text stands for."""
        start = self.start(span.start)
        return Span(span.column, start, max(start, self.end(span.end)))

    def reach_into(self, span: Span) -> bool:
        """True if a change lies in a stretch of the even text, or reaches into it."""
        upto = bisect_left(self.even, span.end, key=_START)
        return any(span.start < end for _, end in self.even[:upto])

    def start(self, place: int) -> int:
        """The written place at which a stretch beginning here begins; a change is taken in whole."""
        return self._back(place, end=False)

    def end(self, place: int) -> int:
        return self._back(place, end=True)

    def _back(self, place: int, *, end: bool) -> int:
        at = bisect_right(self.even, place - (1 if end else 0), key=_START) - 1
        if at < 0:
            return place
        (ea, eb), (wa, wb) = self.even[at], self.written[at]
        if place >= eb and not (end and place <= eb and ea < eb):
            return wb + (place - eb)
        if end:
            return wb
        return wa


@dataclass(frozen=True, slots=True)
class Even:
    """Entries and people made even, with the way back."""

    entries: tuple[Entry, ...]
    people: People
    _written: Mapping[EntryId, Entry]
    _people: People
    _places: Mapping[tuple[EntryId, str], Places]
    _names: Mapping[str, str]

    def as_written(self, timeline: Timeline, questions: Iterable[Question]) -> tuple[Timeline, tuple[Question, ...]]:
        """What was found in the even texts, with the entries, people and words as the agencies wrote them."""
        roles = {str(p.ref): p.role for p in self._people.people}
        readings = {i: self._reading(r, roles) for i, r in timeline.readings.items()}
        whole = replace(
            timeline,
            entries=tuple(self._written[e.id] for e in timeline.entries),
            events=tuple(self._event(e) for e in timeline.events),
            people=self._people,
            readings=readings,
        )
        return whole, tuple(self._question(q) for q in questions)

    def _span(self, entry: EntryId, span: Span) -> Span:
        places = self._places.get((entry, span.column))
        return span if places is None else places.span(span)

    def _reading(self, reading: Reading, roles: Mapping[str, Role]) -> Reading:
        return Reading(
            entry=reading.entry,
            signals=tuple([self._signal(s, roles) for s in reading.signals]),
            attendance=reading.attendance,
            attendance_span=self._span(reading.entry, reading.attendance_span) if reading.attendance_span else None,
            basis=reading.basis,
            basis_span=self._span(reading.entry, reading.basis_span) if reading.basis_span else None,
            persons=reading.persons,
        )

    def _signal(self, signal: Signal, roles: Mapping[str, Role]) -> Signal:
        """A signal in the words as written: in lower case where the change of a gendered word or a name reaches into them."""
        places = self._places.get((signal.entry, signal.span.column))
        role = roles.get(signal.person, signal.role)
        other_role = roles.get(signal.other, signal.other_role)
        if places is None and role is signal.role and other_role is signal.other_role:
            return signal
        span, words = signal.span, signal.words
        if places is not None:
            span = places.span(signal.span)
            if places.reach_into(signal.span):
                written = self._written[signal.entry].field(span.column).text
                words = " ".join(written[span.start : span.end].lower().split())
        return Signal(
            kind=signal.kind,
            entry=signal.entry,
            span=span,
            words=words,
            stance=signal.stance,
            detail=signal.detail,
            person=signal.person,
            role=role,
            other=signal.other,
            other_role=other_role,
            quoted=signal.quoted,
            cue=signal.cue,
        )

    def _event(self, event: Event) -> Event:
        return replace(
            event,
            links=tuple(Link(k.a, k.b, tuple(self._named(r) for r in k.reasons)) for k in event.links),
            conflicts=tuple(Conflict(c.kind, c.entries, self._named(c.note)) for c in event.conflicts),
        )

    def _question(self, question: Question) -> Question:
        return replace(
            question,
            wording=self._named(question.wording),
            evidence=tuple(self._evidence(e) for e in question.evidence),
            against=tuple(self._evidence(e) for e in question.against),
        )

    def _evidence(self, evidence: Evidence) -> Evidence:
        spans = tuple(dict.fromkeys(self._span(evidence.entry, s) for s in evidence.spans))
        return Evidence(evidence.entry, spans, self._named(evidence.why))

    def _named(self, text: str) -> str:
        return STAND_IN.sub(lambda m: self._names.get(m[0].lower(), m[0]), text)


def made_even(entries: Sequence[Entry], people: People) -> Even:
    """Entries in timeline order and their people, made even."""
    listed = roster(people, workers=(e.worker for e in entries))
    stand_ins = _StandIns(listed)
    made: list[Entry] = []
    places: dict[tuple[EntryId, str], Places] = {}
    for entry in entries:
        fields: list[Field] = []
        for field in entry.fields:
            if not field.text or field.role in NOT_READ_ALOUD:
                fields.append(field)
                continue
            text, way_back = stand_ins.made_even(field.text)
            fields.append(field if way_back is None else Field(field.column, field.role, text))
            if way_back is not None:
                places.setdefault((entry.id, field.column), way_back)
        made.append(
            replace(
                entry,
                fields=tuple(fields),
                source=stand_ins.made_even(entry.source)[0],
                worker=stand_ins.made_even(entry.worker)[0],
            )
        )
    return Even(
        entries=tuple(made),
        people=_people(people, stand_ins),
        _written={e.id: e for e in entries},
        _people=people,
        _places=places,
        _names=stand_ins.written,
    )


def even_text(text: str) -> str:
    """One text made even."""
    return _StandIns(roster(People())).made_even(text)[0]


class _StandIns:
    """The made-up word of each given name: listed people first, others as they come."""

    def __init__(self, listed: Roster) -> None:
        self.listed = listed
        self._made: dict[str, str] = {}
        self._texts: dict[str, tuple[str, Places | None]] = {}
        self.written: dict[str, str] = {}
        for name in listed.known.given:
            self.of(name, name.capitalize())
        for name in listed.surnames:
            self.of(name, name.capitalize())

    def made_even(self, text: str) -> tuple[str, Places | None]:
        """A text made even and the way back, None where nothing changes. Workers and actions stand in many rows."""
        if text not in self._texts:
            changed = _changes(text, self) if text else []
            self._texts[text] = (apply(text, changed), _places(changed)) if changed else (text, None)
        return self._texts[text]

    def of(self, name: str, as_written: str) -> str:
        made = self._made.get(name)
        if made is None:
            number, letters = len(self._made), []
            for _ in range(4):
                number, rest = divmod(number, 26)
                letters.append(_LETTERS[rest])
            made = self._made[name] = f"q{''.join(reversed(letters))}q"
            self.written[made] = as_written
        return made


def _changes(text: str, stand_ins: _StandIns, *, is_name: bool = False) -> list[Change]:
    seen = tokens(text)
    found = gendered(text, stand_ins.listed.known, seen=seen, is_name=is_name)
    if not found:
        return []
    places = {t.start: i for i, t in enumerate(seen)}
    made: list[Change] = []
    for one in found:
        old = text[one.start : one.end]
        new = stand_ins.of(one.form, old) if one.what in (What.NAME, What.SURNAME) else _even(one)
        end, new = possessive(text, one.end, new)
        made.append(Change(one.start, end, like(old, new)))
        if one.what is What.SUBJECT:
            made += _verbs(text, one, seen, places)
    return sorted((c for c in made if c.new != text[c.start : c.end]), key=lambda c: c.start)


def _even(one: Found) -> str:
    """The even word of a gendered stretch."""
    if one.what is What.SUBJECT:
        return "she"
    if one.what in (What.OBJECT, What.OWNER, What.HER, What.OWNED):
        return "her"
    if one.what is What.REFLEXIVE:
        return "herself"
    if one.what is What.BOTH:
        return {"they": "she", "themselves": "herself"}.get(both(one.form), "her")
    if one.what in (What.TITLE, What.ADDRESS):
        return "ms"
    plain = of_nobody(one)
    if plain is not None:
        return plain
    return words()[one.form].even if one.what is What.WORD else neutral_words()[one.form]


def _verbs(text: str, one: Found, seen: Sequence[Token], places: Mapping[int, int]) -> list[Change]:
    """The verb that goes with "they" in the form that goes with one person; the same of a dialect's "she say".

    After "did", "would" and the like the verb has one form for all.
    """
    at = places[one.start]
    before = seen[at - 1] if at else None
    if before is not None and before.low in listed("verbs", "helping") and text[before.end : one.start] == " ":
        return []
    if before is not None and before.low in _SINGULAR_FIRST and is_turned(seen, at, text):
        return [Change(before.start, before.end, singular_verb(before.low) or "")]
    if at + 1 < len(seen) and seen[at + 1].low in ("re", "ve") and text[one.end : seen[at + 1].start] in ("'", "’"):
        return [Change(seen[at + 1].start, seen[at + 1].end, "s")]
    after = after_adverbs(seen, at, text)
    singular = singular_verb(seen[after].low) if after is not None else None
    if after is None or singular is None:
        return []
    return [Change(seen[after].start, seen[after].end, singular)]


def _people(people: People, stand_ins: _StandIns) -> People:
    """The people list to go with even texts: names made even, no genders, parents told apart by their order alone.

    A bare kin word ("mum", "dad", "parent") is read of the first parent of the list, who carries the first parent's role.
    """
    parents = [p.ref for p in people.people if p.role in PARENTS]
    made = []
    for person in people.people:
        names = tuple(dict.fromkeys(apply(n, _changes(n, stand_ins, is_name=True)) for n in person.names))
        role = person.role
        if person.ref in parents:
            role = PARENTS[0] if person.ref == parents[0] else PARENTS[1]
        made.append(replace(person, names=names, role=role))
    return People(tuple(made))


def _places(made: Sequence[Change]) -> Places:
    even: list[tuple[int, int]] = []
    written: list[tuple[int, int]] = []
    shift = 0
    for change in made:
        start = change.start + shift
        even.append((start, start + len(change.new)))
        written.append((change.start, change.end))
        shift += len(change.new) - (change.end - change.start)
    return Places(tuple(even), tuple(written))
