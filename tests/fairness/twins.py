"""Twins: small invented chronologies made from templates, told twice with something changed that must not matter.

A template is a row with slots; a cast says who fills them. Two twins of one seed have the same rows in the same places on the
same days and differ only in the cast's genders and given names, in the day on which it all begins, or in what workers and
agencies are called. The words are written from this file's own lists, not by the exchange that reads aloud, so that a
mistake of the one cannot hide in the other. Everybody is invented.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from keepsight.dates import read_date
from keepsight.model import (
    ColumnRole,
    Entry,
    EntryId,
    Field,
    People,
    Person,
    PersonRef,
    Place,
    Role,
)

FEMALE, MALE, NEUTRAL = "female", "male", "neutral"
GENDERS = (FEMALE, MALE, NEUTRAL)
WORDS: Mapping[str, tuple[str, str, str]] = {
    "he": ("she", "he", "they"),
    "him": ("her", "him", "them"),
    "his": ("her", "his", "their"),
    "himself": ("herself", "himself", "themselves"),
    "is": ("is", "is", "are"),
    "was": ("was", "was", "were"),
    "has": ("has", "has", "have"),
    "says": ("says", "says", "say"),
    "wants": ("wants", "wants", "want"),
    "denies": ("denies", "denies", "deny"),
    "child": ("girl", "boy", "child"),
    "lad": ("lass", "lad", "youngster"),
    "mum": ("mum", "dad", "parent"),
    "mother": ("mother", "father", "parent"),
    "mam": ("mam", "dad", "parent"),
    "stepmum": ("step-mum", "step-dad", "step-parent"),
    "sister": ("sister", "brother", "sibling"),
    "nan": ("nan", "grandad", "grandparent"),
    "mgm": ("MGM", "PGF", "grandparent"),
    "aunt": ("auntie", "uncle", "uncle or aunt"),
    "woman": ("woman", "man", "person"),
    "lady": ("lady", "gentleman", "person"),
    "bloke": ("woman", "bloke", "person"),
    "female": ("female", "male", "person"),
    "older girls": ("older girls", "older boys", "older youngsters"),
    "girlfriend": ("girlfriend", "boyfriend", "partner"),
    "wife": ("wife", "husband", "spouse"),
    "motherly": ("motherly", "fatherly", "nurturing"),
    "mrs": ("Mrs", "Mr", "Mx"),
    "f": ("F", "M", "yo"),
}
"""Each slot in its three genders; a slot is written with whose it is: {child.he}, {adult.girlfriend}."""

NAMES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "child": (
        ("Ottoline", "Barnaby", "Kit"),
        ("Mei", "Bo", "Jude"),
        ("Rhiannon", "Ifan", "Robin"),
        ("Zed", "Ansa", "Eli"),
    ),
    "parent": (("Delyth", "Emrys", "Val"), ("Jo", "Al", "Pip"), ("Oksana", "Bohdan", "Sasha")),
    "sibling": (("Tegan", "Gethin", "Max"), ("Bea", "Gus", "Sol")),
    "nan": (("Eluned", "Idwal", "Rae"), ("Winifred", "Cuthbert", "Jan")),
    "adult": (("Shan", "Deano", "Nicky"), ("Clementine", "Bartholomew", "Ash"), ("Tia", "Lee", "Drew")),
    "peer": (("Ffion", "Macs", "Jaz"),),
    "worker": (("Marged", "Hefin", "Chris"), ("Priti", "Anand", "Nat")),
}
SURNAMES = {
    "child": "Trellick",
    "parent": "Trellick",
    "sibling": "Trellick",
    "nan": "Pugh",
    "adult": "Corvane",
    "peer": "Lusk",
}
WORKERS = (("Vosper", "Ketteridge"), ("Ainscough", "Tambling"))
AGENCIES = {
    "School": "Brackwater School",
    "Police": "Ashmoor Police",
    "Health": "Dunhallow Health",
    "Social care": "Coldmere Social care",
    "Youth justice": "Eastwick Youth justice",
}
"""Agencies with a local name of the same class: the words that tell what kind of agency it is stay."""

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "School": (
        "{child.name} asleep in lessons again. Says {child.he} {child.was} up late at {child.his} {adult.girlfriend}'s flat.",
        "{child.name} has a new phone and new trainers. {child.He} {child.says} {adult.name} bought them for {child.him}.",
        "Swore at staff, threw a chair and walked out. Fixed term exclusion 2 days. {parent.Mum} rang to collect.",
        "Attendance 71%. Late 9 days. {parent.Mum} says {child.he} {child.is} unwell. No concerns noted.",
        '{child.name} told me "I don\'t want to go back there, {adult.he} scares me." Told SW same day.',
        "Hungry again, took food from the canteen. Same clothes all week, uniform dirty.",
        "Only talks to {worker.mrs} {worker.surname}. {child.He} {child.says} there is nobody else {child.he} trusts.",
        "{child.name} in a fight with {peer.name} Lusk, both in Y10. Detention. Sorted by lunch.",
        "An unknown {adult.woman} in a grey Corsa picked {child.him} up from the gate.",
        "Pastoral: seen alone. {child.He} {child.says} {child.his} {nan.nan} died last week. Offered time in the quiet room.",
        "Rang CSC with worries about {child.name}, told no role. We do not agree and have asked for a review of the decision.",
        "{parent.Mother} attended reintegration meeting with {child.name}. Positive meeting, engaging well with us.",
    ),
    "Police": (
        "{child.name} Trellick arrested for PWITS, two mobile phones and £340 in cash on {child.him}. {adult.female} in the car aged 31 left.",
        "Reported missing by {parent.mother} at 23:10. Returned 04:40 by an adult {adult.female}, would not say where {child.he} had been.",
        "101: anon caller says {adult.older girls} use the flat above the shop and the {child.lad} from number 4 is always there.",
        "PPN submitted. Verbal argument between {parent.mother} and {parent.his} {parent.wife}, children present. NFA.",
        "Intelligence: {adult.name} Corvane (DOB 04/02/1989) gives {child.him} weed to run errands. {adult.He} {adult.was} seen dropping {child.him} off.",
        "PNC check on {adult.name} Corvane: no trace. Log closed, recorded absent.",
        "Charged with handling stolen goods. {child.He} {child.denies} being involved. No appropriate adult until 03:00.",
        "{parent.name} Trellick arrested, cultivation. {child.name} and {sibling.his} {child.sister} at home.",
    ),
    "Health": (
        "{child.name}, 15{child.f}, seizure at home, ambulance. No adult with {child.him}. {parent.Mum} contacted by phone.",
        "Neurology OPD: was not brought. Letter to {parent.mother}. Rebook.",
        "Neurology OPD: DNA. Discharged in line with policy. Letter to GP.",
        "Neurology OPD: attended with {nan.nan}. Levels low, not taking {child.his} medication.",
        "{parent.Mum} seen. Low mood, not sleeping since {parent.his} {parent.girlfriend} left. Sertraline started. Review 4/52.",
        "Overdose of paracetamol, admitted overnight. {nan.Mgm} stayed with {child.him}. CAMHS to see before discharge.",
        "Cut {child.his} arm, superficial. Self discharged. Safety plan given.",
        "Sexual health clinic with an older {adult.girlfriend}, {adult.he} did most of the talking. No concerns.",
        "{sibling.Sister} has leukaemia, admitted to the ward, {parent.mum} stopping up there with {sibling.him}.",
        "{child.name} seen with {parent.his} {parent.wife} present. {child.He} {child.is} settled and doing well.",
    ),
    "Social care": (
        "Referral from school. Triage: {parent.mum} is protective and engaging well. Threshold not met, NFA. School to monitor.",
        "Home visit, no reply. Card left.",
        "Home visit. {parent.Mum} present throughout, did most of the talking. {child.name} not seen alone. All well.",
        "Single assessment completed. {parent.Mother} works openly with us. {adult.name} is a good influence, very {adult.motherly} and mature. Close.",
        "{parent.Mum} says {parent.his} {parent.girlfriend} has moved out. Case notes: single parent.",
        "{nan.Nan} rang: {parent.his} {parent.girlfriend} is still there, heard {adult.him} shouting. {nan.He} {nan.was} told no role.",
        "CIN review. Actions carried over from last review: referral for counselling not done, exploitation tool to be completed.",
        "New social worker {worker.name} {worker.surname} allocated. Case transferred.",
        "Strategy meeting: school, police and health read out what they hold. Exploitation screening agreed, to be sent by Friday.",
        "{child.name} placed with {child.his} {nan.aunt}, a family placement. Checks outstanding.",
        "Supervision with manager: case discussed. Plan to step down.",
        "{child.He} {child.wants} to stay with {adult.name}, who {child.he} {child.says} is like a {parent.mum} to {child.him}. Lovely {adult.lady}, a protective factor.",
    ),
    "Youth justice": (
        "Session 4 attended. {child.name} opened up: owes money to {adult.name}, frightened of what {adult.he} will do. {child.He} {child.is} not being exploited, {child.he} {child.says}.",
        "Session 5 attended. {child.He} got a lift from a {adult.bloke} in a van. Would not say who.",
        "Did not attend. Texted {child.him} daily while {child.he} {child.was} away.",
        "{worker.name} {worker.surname} off sick from today. No cover.",
        "Joint visit with school nurse. {child.name} seen alone, talked about {child.his} {sibling.sister}.",
        "Placing {child.himself} at risk, streetwise, refuses to engage. Breach papers sent.",
        "{child.name} denies any problem with {adult.name}. Exploitation referral not needed. Closed.",
        "My last session. {child.He} {child.was} upset. Handover to {worker.mrs} {worker.surname} next week.",
    ),
}
DATES = (
    "{d.day:02d}/{d.month:02d}/{d.year}",
    "{d.day}.{d.month}.{d:%y}",
    "{d.day} {d:%B} {d.year}",
    "{d.year}-{d.month:02d}-{d.day:02d}",
)
_SLOT = re.compile(r"\{([a-z]+)\.([A-Za-z][A-Za-z ]*)\}")
_ROLES = {
    "child": Role.CHILD,
    "parent": Role.MOTHER,
    "sibling": Role.SIBLING,
    "nan": Role.GRANDPARENT,
    "adult": Role.ADULT_ASSOCIATE,
    "peer": Role.PEER,
    "worker": Role.PROFESSIONAL,
}
START = date(2019, 1, 7)
"""A Monday; twins begin on Mondays, so that what is written of weekdays stays true."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How a twin is told: everybody's gender, which names, when it begins, and whether workers and agencies are renamed."""

    genders: Mapping[str, str] = field(default_factory=dict)
    start: date = START
    other_workers: bool = False
    other_agencies: bool = False

    def gender(self, who: str) -> str:
        return self.genders.get(who, FEMALE)


@dataclass(frozen=True, slots=True)
class Twin:
    """A seed's chronology in one telling."""

    entries: tuple[Entry, ...]
    people: People


def twin(seed: int, telling: Telling) -> Twin:
    """The chronology of a seed: three to five agencies, 9 to 16 rows over up to two years, told in one way."""
    random = Random(seed)
    choice = {who: random.randrange(len(names)) for who, names in NAMES.items()}
    agencies = random.sample(sorted(TEMPLATES), random.randint(3, 5))
    span = random.choice((60, 200, 700))
    rows = sorted((random.randrange(span), random.choice(agencies)) for _ in range(random.randint(9, 16)))
    spare = {a: random.sample(TEMPLATES[a], len(TEMPLATES[a])) for a in agencies}
    style = {a: random.choice(DATES) for a in agencies}
    counted: dict[str, int] = {}
    entries: list[Entry] = []
    for offset, agency in rows:
        if not spare[agency]:
            continue
        counted[agency] = counted.get(agency, 0) + 1
        text = _told(spare[agency].pop(), choice, telling)
        worker = _worker(random.random() < 0.6, choice, telling)
        day = telling.start + timedelta(days=offset)
        entries.append(_entry(counted[agency], agency, style[agency].format(d=day), text, worker, telling))
    return Twin(tuple(entries), _people(choice, telling))


def casts(seed: int) -> tuple[Mapping[str, str], ...]:
    """Genders for everybody: all female, all male, all neutral, and two by lot."""
    random = Random(seed * 7919 + 1)
    same = tuple(dict.fromkeys(NAMES, gender) for gender in GENDERS)
    return (*same, *({who: random.choice(GENDERS) for who in NAMES} for _ in range(2)))


def _told(template: str, choice: Mapping[str, int], telling: Telling) -> str:
    def fill(match: re.Match[str]) -> str:
        who, slot = match[1], match[2]
        if slot == "name":
            return _name(who, choice, telling)
        if slot == "surname":
            return _surname(choice, telling)
        new = WORDS[slot.lower()][GENDERS.index(telling.gender(who))]
        return new[0].upper() + new[1:] if slot[0].isupper() else new

    return _SLOT.sub(fill, template)


def _name(who: str, choice: Mapping[str, int], telling: Telling) -> str:
    return NAMES[who][choice[who]][GENDERS.index(telling.gender(who))]


def _surname(choice: Mapping[str, int], telling: Telling) -> str:
    return WORKERS[choice["worker"] % len(WORKERS)][int(telling.other_workers)]


def _worker(named: bool, choice: Mapping[str, int], telling: Telling) -> str:
    return f"{_name('worker', choice, telling)} {_surname(choice, telling)}" if named else ""


def _entry(number: int, agency: str, written: str, text: str, worker: str, telling: Telling) -> Entry:
    cells = [Field("Date", ColumnRole.DATE, written), Field("What", ColumnRole.NARRATIVE, text)]
    if worker:
        cells.append(Field("By", ColumnRole.WORKER, worker))
    return Entry(
        id=EntryId(f"{agency}-{number}"),
        place=Place(f"{agency}.csv", 0, number),
        agency=AGENCIES[agency] if telling.other_agencies else agency,
        when=read_date(written).when,
        fields=tuple(cells),
        worker=worker,
        digest=hashlib.sha256("|".join(f.text for f in cells).encode()).hexdigest()[:16],
    )


def _people(choice: Mapping[str, int], telling: Telling) -> People:
    people: list[Person] = []
    genders: list[tuple[PersonRef, str]] = []
    for who, role in _ROLES.items():
        given = _name(who, choice, telling)
        surname = SURNAMES.get(who) or _surname(choice, telling)
        if who == "parent" and telling.gender(who) == MALE:
            role = Role.FATHER
        born = telling.start - timedelta(weeks=52 * 15) if who == "child" else None
        people.append(Person(PersonRef(who), role, (f"{given} {surname}", given), born))
        if telling.gender(who) != NEUTRAL:
            genders.append((PersonRef(who), telling.gender(who)))
    return People(tuple(people), tuple(genders))


def texts(made: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(e.text for e in made)
