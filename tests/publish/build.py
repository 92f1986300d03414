"""A small review, invented from end to end, with one of everything that a document must be able to show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from hashlib import sha256

from keepsight.lenses.pictures import pictures
from keepsight.model import (
    Attendance,
    Basis,
    Box,
    Briefing,
    Certainty,
    ColumnRole,
    Conflict,
    ConflictKind,
    Entry,
    EntryId,
    Event,
    Evidence,
    Field,
    FileSummary,
    HowKnown,
    IntakeIssue,
    IssueKind,
    Knowledge,
    Lens,
    Link,
    Manifest,
    Mention,
    MentionKind,
    ParameterKind,
    ParameterUse,
    People,
    Person,
    PersonRef,
    Place,
    Precision,
    Question,
    Reading,
    Review,
    Role,
    Scope,
    Sentence,
    Settings,
    Signal,
    SignalKind,
    Silence,
    Span,
    Timeline,
    When,
)

POLICE, HEALTH, SCHOOL, YJS, CARE = (
    "Police",
    "Health",
    "Fernbank School",
    "Youth justice service",
    "Children’s services",
)
FILES = {
    POLICE: "police.xlsx",
    HEALTH: "health_export.csv",
    SCHOOL: "Fernbank pastoral log.docx",
    YJS: "YJS chronology.docx",
    CARE: "childrens services.ods",
}
HEADINGS = {
    POLICE: "Summary",
    HEALTH: "Event / contact",
    SCHOOL: "What happened",
    YJS: "Details of contact",
    CARE: "Significant event",
}
AGENCIES = {"police": POLICE, "health": HEALTH, "school": SCHOOL, "yjs": YJS, "care": CARE}

# agency | date as written | first day and days after | precision | time | attendance | basis, then what and >> action
TABLE = """
school | 07/01/20 | 2020-01-07 +0 | day | - | - | self_child
    Tegan returned after the break tired and without a coat. Said she had been “up all hours” looking after
    her brother. >> Form tutor to keep an eye.
health | 14.1.20 | 2020-01-14 +0 | day | 09:40 | not_brought | record_check
    Epilepsy clinic. Was not brought. Second time since the autumn. >> Letter to GP and parents.
yjs | 20/01/2020 16:00 | 2020-01-20 +0 | day | 16:00 | kept | observed
    Seen at the office by S. Prosser. Chatty. Talked about horses and about leaving school.
yjs | 27/01/2020 16:00 | 2020-01-27 +0 | day | 16:00 | kept | observed
    Seen by S. Prosser. Mum engaging well and grateful for the support. >> Continue weekly.
care | early Feb 2020 | 2020-02-01 +9 | part_of_month | - | - | public
    Anonymous call: children left alone at night. Mother said a neighbour sits in. >> No further action,
    mother engaging.
health | 11.2.20 | 2020-02-11 +0 | day | - | no_access | observed
    Health visitor to younger brother. No access, curtains drawn, television on. >> Rebook.
school | Feb 2020 | 2020-02-01 +28 | month | - | - | record_check
    Attendance 61%. Late most mornings. >> Letter home.
yjs | 03/03/2020 15:30 | 2020-03-03 +0 | day | 15:30 | kept | self_child
    Told S. Prosser he is the only one she can talk to. Staying at her boyfriend’s flat some nights, he is 27
    and “looks after” her. >> Discussed keeping safe.
police | 14/03/2020 23:50 | 2020-03-14 +0 | day | 23:50 | - | observed
    Found with an adult male in a car at the retail park. Said he was a friend of the family. Taken home. >>
    Notification sent.
care | 16.3.20 | 2020-03-16 +0 | day | - | - | other_prof
    Police notification: found late at night with mother’s cousin. Known to the family. >> Recorded, no
    further action.
school | 16/03/20 | 2020-03-16 +0 | day | - | - | self_child
    New phone and trainers. Said “a friend” gave them. >> Passed to safeguarding lead.
health | w/c 23 March | 2020-03-23 +6 | week | - | no_access | -
    Epilepsy nurse rang. No answer, message left.
yjs | 31/04/20 | - | unknown | - | kept | -
    Telephone contact. Said she was fine.
health | ? 12.5.20 | 2020-05-12 +0 | day ? | - | - | observed
    Seizure at night, ambulance called by a neighbour. Alone in the house with her brother. >> Conveyed.
    Discharged in the morning.
school | 13/05/20 | 2020-05-13 +0 | day | - | - | self_child
    Hub staff told by Tegan that she had “a bad one on my own last night”. Dad was at the hospital with gran.
    >> Told the school nurse.
yjs | 13/05/2020 11:15 | 2020-05-13 +0 | day | 11:15 | kept | self_child
    Telephone contact. Said she had a bad one on her own last night. Very low. >> S. Prosser will ring daily.
health | 14.5.20 | 2020-05-14 +0 | day | - | - | observed
    Grandmother died on the ward, family present.
police | 18/05/2020 02:10 | 2020-05-18 +0 | day | 02:10 | - | observed
    Reported missing by father at 23:00, returned by herself. Smelled of cannabis. >> Return home interview
    requested.
care | 20.5.20 | 2020-05-20 +0 | day | - | - | other_prof
    Strategy discussion with police. Exploitation tool to be completed. >> Tool to be completed by social
    worker.
yjs | 25/05/2020 | 2020-05-25 +0 | day | - | kept | self_child
    Seen in the garden. S. Prosser asked what she would want a judge to know: “that I am not naughty, I am
    tired”. >> Words passed to the core group.
school | June 2020 | 2020-06-01 +29 | month | - | - | -
    Not seen at the hub this month. Work packs delivered.
health | 9.6.20 | 2020-06-09 +0 | day | - | cancelled_service | record_check
    Epilepsy clinic by video. Cancelled by the service. >> Rebooked for July.
yjs | 15/06/2020 | 2020-06-15 +0 | day | - | no_access | observed
    Doorstep visit. Older man answered, said she was asleep.
police | 02/07/2020 21:05 | 2020-07-02 +0 | day | 21:05 | - | observed
    Arrested for possession with intent to supply. Adult male 27 present at the address, not arrested. >>
    Bailed.
yjs | 03/07/2020 | 2020-07-03 +0 | day | - | kept | self_child
    Arrest discussed. Girlfriend and boyfriend said to have argued. Tegan upset about the phone being taken.
    >> Supervision booked.
health | 14.7.20 | 2020-07-14 +0 | day | 10:20 | not_brought | record_check
    Epilepsy clinic. Was not brought. >> Discharged, GP to re-refer.
care | 20 - 24 July 2020 | 2020-07-20 +4 | range | - | - | -
    Assessment completed. Parents engaging well, no evidence of exploitation seen. >> Step down to early help.
school | 03/09/20 | 2020-09-03 +0 | day | - | - | observed
    Did not return for the new year. Asked children’s services in writing why the plan was stepped down. >>
    Challenge letter sent. Reply promised.
care | 7.9.20 | 2020-09-07 +0 | day | - | - | other_prof
    Challenge from school discussed with manager. Step down reversed, plan reopened. >> Plan reopened.
police | autumn 2020 | 2020-09-01 +90 | season ? | - | - | public
    Intelligence: girls of school age at the address of the adult male.
health | - | - | unknown | - | - | -
    Undated letter in the file: request for a joint visit with youth justice.
yjs | 28/09/2020 | 2020-09-28 +0 | day | - | kept | observed
    Joint visit with school nurse. Seen alone. Medication explained to Tegan herself. >> Nurse is second
    contact.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table above."""

    agency: str
    written: str
    first: date | None
    last: date | None
    precision: Precision
    uncertain: bool
    time: time | None
    attendance: Attendance | None
    basis: Basis | None
    text: str
    action: str


def lines() -> tuple[Line, ...]:
    found: list[tuple[list[str], list[str]]] = []
    for raw in TABLE.strip().splitlines():
        if raw.startswith(" "):
            found[-1][1].append(raw.strip())
        else:
            found.append(([part.strip() for part in raw.split("|")], []))
    return tuple(line(facts, " ".join(said)) for facts, said in found)


def line(facts: list[str], said: str) -> Line:
    agency, written, days, precision, clock, attendance, basis = ("" if f == "-" else f for f in facts)
    text, _, action = said.partition(" >> ")
    first = date.fromisoformat(days.split()[0]) if days else None
    return Line(
        agency=AGENCIES[agency],
        written=written,
        first=first,
        last=first + timedelta(days=int(days.split()[1])) if first else None,
        precision=Precision(precision.split()[0]),
        uncertain=precision.endswith("?"),
        time=time.fromisoformat(clock) if clock else None,
        attendance=Attendance(attendance) if attendance else None,
        basis=Basis(basis) if basis else None,
        text=text,
        action=action,
    )


ROWS = lines()


def entries() -> tuple[Entry, ...]:
    counts: dict[str, int] = {}
    made = []
    for row in ROWS:
        counts[row.agency] = counts.get(row.agency, 0) + 1
        when = When(
            text=row.written,
            earliest=row.first,
            latest=row.last,
            precision=row.precision,
            uncertain=row.uncertain,
            time=row.time,
            readings=(date(2020, 4, 30), date(2020, 5, 1)) if row.written == "31/04/20" else (),
            assumed=("year from the row above",) if row.written == "w/c 23 March" else (),
        )
        place = Place(FILES[row.agency], 0, counts[row.agency])
        fields = (
            Field("Date", ColumnRole.DATE, row.written),
            Field(HEADINGS[row.agency], ColumnRole.NARRATIVE, row.text),
            Field("Action taken", ColumnRole.ACTION, row.action),
        )
        entry_id = EntryId(sha256(f"{place.file}/{place.row}".encode()).hexdigest()[:12])
        worker = "S. Prosser" if row.agency == YJS else ""
        made.append(Entry(entry_id, place, row.agency, when, fields, digest=entry_id, worker=worker))
    return tuple(made)


def readings(made: tuple[Entry, ...]) -> dict[EntryId, Reading]:
    found = {}
    for entry, row in zip(made, ROWS, strict=True):
        signals = []
        column = HEADINGS[entry.agency]
        if row.attendance:
            signals.append(Signal(SignalKind.CONTACT, entry.id, Span(column, 0, 4), row.text[:4]))
        if "eizure" in row.text or "Epilepsy" in row.text:
            condition = SignalKind.LONG_TERM_CONDITION
            signals.append(Signal(condition, entry.id, Span(column, 0, 8), row.text[:8], person="C1", role=Role.CHILD))
        if "Arrested" in row.text:
            signals.append(Signal(SignalKind.JUSTICE, entry.id, Span(column, 0, 8), "Arrested"))
        persons = ("C1", "adult male") if "male" in row.text or "boyfriend" in row.text else ("C1",)
        found[entry.id] = Reading(entry.id, tuple(signals), row.attendance, None, row.basis, None, persons)
    return found


def evidence(made: tuple[Entry, ...], *points: tuple[int, str], why: str = "") -> tuple[Evidence, ...]:
    """Evidence from rows of the table above: place in ROWS and the exact words."""
    found = []
    for number, said in points:
        entry = made[number]
        field = next(f for f in entry.fields if said in f.text)
        start = field.text.index(said)
        found.append(Evidence(entry.id, (Span(field.column, start, start + len(said)),), why))
    return tuple(found)


def question(
    code: str, lens: Lens, title: str, wording: str, raised: tuple[Evidence, ...], **changes: object
) -> Question:
    asked = Question(
        id=f"{code}-{sha256(repr(raised).encode()).hexdigest()[:8]}",
        lens=lens,
        code=code,
        version="1",
        certainty=Certainty.CERTAIN,
        title=title,
        wording=wording,
        evidence=raised,
        parameters=(ParameterUse("days", 30, 30, ParameterKind.LOCAL, "days"),),
        would_answer="A dated note of the decision and its reasons.",
        alternatives=("Recorded elsewhere and not sent", "Fear, stigma, poverty, language or ill health"),
    )
    return replace(asked, **changes)  # type: ignore[arg-type]


def questions(made: tuple[Entry, ...]) -> tuple[Question, ...]:
    e = made
    return (
        question(
            "E1",
            Lens.EXPLOITATION,
            "Age and power",
            "Where is exploitation considered, and with what reasons?",
            evidence(
                e,
                (7, "Staying at her boyfriend’s flat some nights, he is 27"),
                (8, "adult male in a car"),
                (23, "Adult male 27 present at the address"),
            ),
            against=evidence(e, (18, "Exploitation tool to be completed"), why="considered, no outcome recorded"),
            first_answerable=date(2020, 3, 14),
            held_by=((YJS, date(2020, 3, 3)), (POLICE, date(2020, 3, 14)), (CARE, date(2020, 3, 16)), (HEALTH, None)),
            parameters=(
                ParameterUse("gap", 4, 4, ParameterKind.PUBLISHED, "years", "published guidance on age and power"),
                ParameterUse("days", 20, 30, ParameterKind.LOCAL, "days", "board policy 12"),
            ),
            sources=("Published guidance: an age difference or power imbalance is a warning sign",),
        ),
        question(
            "E3",
            Lens.EXPLOITATION,
            "Relationship words",
            "Does this wording fit the ages and the power between them?",
            evidence(e, (7, "boyfriend’s")),
            first_answerable=date(2020, 3, 3),
        ),
        question(
            "E5",
            Lens.EXPLOITATION,
            "Exchange",
            "Is something being exchanged?",
            evidence(e, (10, "New phone and trainers")),
            certainty=Certainty.POSSIBLE,
            first_answerable=date(2020, 3, 16),
        ),
        question(
            "C1",
            Lens.CURIOSITY,
            "Not brought",
            "What was the impact on the child, and who followed up?",
            evidence(e, (1, "Was not brought"), (5, "No access"), (25, "Was not brought")),
            held_by=((HEALTH, date(2020, 1, 14)),),
            first_answerable=date(2020, 2, 11),
        ),
        question(
            "C8",
            Lens.CURIOSITY,
            "Optimism",
            "What evidence of change supports this?",
            evidence(e, (26, "Step down to early help"), (23, "Arrested")),
            first_answerable=date(2020, 7, 24),
        ),
        question(
            "R1",
            Lens.RELIANCE,
            "One agency",
            "Who else should know this child?",
            evidence(
                e,
                (2, "Seen at the office"),
                (3, "Seen by S. Prosser"),
                (7, "Told S. Prosser"),
                (15, "Telephone contact"),
                (19, "Seen in the garden"),
            ),
            first_answerable=date(2020, 5, 25),
        ),
        question(
            "R5",
            Lens.RELIANCE,
            "Only safe adult",
            "What is the plan when this worker moves on, and who supports the worker?",
            evidence(e, (7, "the only one she can talk to")),
            first_answerable=date(2020, 3, 3),
        ),
        question(
            "T3",
            Lens.TRAUMA,
            "Crisis beside crisis",
            "Who was there for the child on those days?",
            evidence(e, (13, "Seizure at night"), (14, "Dad was at the hospital with gran")),
            first_answerable=date(2020, 5, 13),
            held_by=((HEALTH, date(2020, 5, 12)), (SCHOOL, date(2020, 5, 13))),
        ),
        question(
            "T4",
            Lens.TRAUMA,
            "Alone",
            "Who was with the child?",
            evidence(e, (13, "Alone in the house with her brother")),
            first_answerable=date(2020, 5, 12),
        ),
        question(
            "T4",
            Lens.TRAUMA,
            "Alone",
            "Who was with the child?",
            evidence(e, (14, "a bad one on my own last night")),
            first_answerable=date(2020, 5, 13),
        ),
        question(
            "V5",
            Lens.RECORDS,
            "Held, not shared",
            "Who had a duty that needed it, and when did they know?",
            evidence(e, (7, "he is 27"), (29, "girls of school age")),
            first_answerable=date(2020, 3, 10),
        ),
        question(
            "V2",
            Lens.RECORDS,
            "Hardened",
            "When was this checked?",
            evidence(e, (8, "a friend of the family"), (9, "Known to the family")),
            first_answerable=date(2020, 3, 16),
        ),
        question(
            "S1",
            Lens.STRENGTHS,
            "Challenge that changed something",
            "What made this challenge work?",
            evidence(e, (27, "Asked children’s services in writing"), (28, "Step down reversed")),
            first_answerable=date(2020, 9, 7),
        ),
        question(
            "S2",
            Lens.STRENGTHS,
            "The child’s own words",
            "What followed from what the child said?",
            evidence(e, (19, "“that I am not naughty, I am tired”")),
            first_answerable=date(2020, 5, 25),
        ),
    )


def briefing() -> Briefing:
    headings = (
        "Background",
        "Key learning themes",
        "Gender bias and exploitation",
        "Engagement and professional curiosity",
        "Over-reliance on a single agency or practitioner",
        "Trauma on trauma",
        "Recommendations",
    )
    made = entries()
    asked = questions(made)
    boxes = []
    for number, heading in enumerate(headings, start=1):
        behind = tuple(q.id for q in asked[2 * (number - 1) : 2 * number])
        boxes.append(
            Box(
                number,
                heading,
                (
                    Sentence(f"Sentence one of box {number} says what was recorded.", behind, (made[number].id,)),
                    Sentence("A second sentence addresses the network around the child.", behind[:1]),
                ),
                bulleted=number == 7,
            )
        )
    return Briefing("Seven-minute briefing", "Invented Vale Safeguarding Board", tuple(boxes), date(2020, 9, 28))


def review() -> Review:
    """The whole of it, as a run would bring it out."""
    made = entries()
    ids = [e.id for e in made]
    timeline = Timeline(
        entries=made,
        events=(
            Event(
                "ev1",
                (ids[8], ids[9]),
                (Link(ids[8], ids[9], ("dates overlap", "same adult", "police notification named")),),
                (
                    Conflict(
                        ConflictKind.FACT,
                        (ids[8], ids[9]),
                        "the adult is a friend of the family in one account and mother’s cousin in the other",
                    ),
                ),
            ),
            Event(
                "ev2",
                (ids[13], ids[14], ids[15]),
                (
                    Link(ids[13], ids[14], ("dates overlap", "same kind of event")),
                    Link(ids[14], ids[15], ("same day", "same words")),
                ),
                (Conflict(ConflictKind.DATE, (ids[13], ids[14]), "12 May or the night before 13 May"),),
            ),
        ),
        silences=(
            Silence(POLICE, date(2020, 3, 15), date(2020, 5, 17)),
            Silence(SCHOOL, date(2020, 7, 1), date(2020, 9, 2)),
            Silence(CARE, date(2020, 7, 25), date(2020, 9, 6)),
        ),
        knowledge=(
            Knowledge(ids[8], POLICE, date(2020, 3, 14), HowKnown.RECORDED, ids[8]),
            Knowledge(ids[8], CARE, date(2020, 3, 16), HowKnown.TOLD, ids[9]),
            Knowledge(ids[13], HEALTH, date(2020, 5, 12), HowKnown.RECORDED, ids[13]),
            Knowledge(ids[13], SCHOOL, date(2020, 5, 13), HowKnown.TOLD, ids[14]),
            Knowledge(ids[13], YJS, date(2020, 5, 13), HowKnown.TOLD, ids[15]),
            Knowledge(ids[18], CARE, date(2020, 5, 20), HowKnown.RECORDED, ids[18]),
            Knowledge(ids[18], POLICE, None, HowKnown.SHARED, ids[18]),
        ),
        people=People(
            (
                Person(PersonRef("C1"), Role.CHILD, ("Tegan Marlowe", "Tegan"), date(2004, 6, 2)),
                Person(PersonRef("M1"), Role.MOTHER, ("Carys Marlowe",)),
                Person(PersonRef("P1"), Role.PROFESSIONAL, ("Steve Prosser", "S. Prosser"), agency=YJS),
            )
        ),
        readings=readings(made),
        start=date(2020, 1, 7),
        end=date(2020, 9, 28),
    )
    return Review(
        settings=Settings(
            title="Child T", board="Invented Vale Safeguarding Board", scope=Scope(date(2020, 1, 1), date(2020, 9, 30))
        ),
        timeline=timeline,
        questions=questions(made),
        pictures=pictures(timeline, questions(made)),
        mentions=(
            Mention(ids[0], HEADINGS[SCHOOL], 0, 5, "Tegan", MentionKind.PERSON, PersonRef("C1"), "Child A"),
            Mention(ids[2], HEADINGS[YJS], 22, 32, "S. Prosser", MentionKind.PERSON, PersonRef("P1"), "Worker A"),
        ),
        issues=(
            IntakeIssue(
                FILES[YJS],
                5,
                "Date",
                IssueKind.IMPOSSIBLE_DATE,
                "April has 30 days; ask the agency whether 30/04/20 or 01/05/20 is meant.",
                "31/04/20",
            ),
            IntakeIssue(
                FILES[HEALTH],
                4,
                "Date",
                IssueKind.ASSUMED_DATE,
                "The year was taken from the row above.",
                "w/c 23 March",
                needs_attention=False,
            ),
            IntakeIssue(
                FILES[HEALTH], 8, "Date", IssueKind.UNDATED, "The row has no date; it stays where it stood.", ""
            ),
        ),
        briefing=briefing(),
        manifest=Manifest(
            version="0.1.0",
            files=tuple(
                FileSummary(
                    name,
                    sha256(name.encode()).hexdigest(),
                    10_000,
                    agency,
                    sum(1 for r in ROWS if r.agency == agency),
                    1,
                )
                for agency, name in FILES.items()
            ),
            rules=(("E1", "1"), ("C1", "1")),
            words=(("cues", "1"),),
            parameters=(("E1.days", 20),),
            clock="2021-02-01T09:00:00",
        ),
    )


def many(number: int) -> Review:
    """A review of as many entries, over and over the same small one, for measures of size and time."""
    small = review()
    made = []
    found: dict[EntryId, Reading] = {}
    for i in range(number):
        old = small.timeline.entries[i % len(ROWS)]
        entry_id = EntryId(f"{i:012x}")
        turn = timedelta(days=7 * (i // len(ROWS)) % 700)
        when = old.when
        if when.earliest and when.latest:
            when = replace(when, earliest=when.earliest + turn, latest=when.latest + turn)
        made.append(replace(old, id=entry_id, when=when, place=Place(old.place.file, 0, i + 1)))
        found[entry_id] = replace(small.timeline.readings[old.id], entry=entry_id)
    made.sort(key=lambda e: e.when.earliest or date(2020, 5, 1))
    timeline = replace(
        small.timeline, entries=tuple(made), events=(), knowledge=(), readings=found, end=date(2022, 9, 30)
    )
    asked = tuple(
        replace(
            q,
            id=f"{q.id}-{i}",
            evidence=tuple(replace(e, entry=made[(i * 97) % number].id) for e in q.evidence),
            against=(),
        )
        for i, q in enumerate(questions(entries()) * max(1, min(40, number // 400)))
    )
    return replace(
        small,
        timeline=timeline,
        pictures=pictures(timeline, asked),
        settings=replace(small.settings, scope=Scope(date(2020, 1, 1), date(2022, 12, 31))),
        questions=asked,
        mentions=(),
        briefing=replace(
            small.briefing,
            boxes=tuple(
                replace(b, sentences=tuple(replace(s, questions=(), entries=()) for s in b.sentences))
                for b in small.briefing.boxes
            ),
        ),
    )
