"""The first draft of the briefing: what it says, what it never says, and what stands behind each sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from keepsight.model import (
    Attendance,
    Briefing,
    Certainty,
    Entry,
    EntryId,
    Evidence,
    Field,
    Lens,
    People,
    Person,
    PersonRef,
    Place,
    Precision,
    Question,
    Reading,
    Role,
    Scope,
    Sentence,
    Settings,
    Signal,
    SignalKind,
    Span,
    Stance,
    Timeline,
    When,
)
from keepsight.model.entry import ColumnRole
from keepsight.review.drafting import NOTHING, draft_briefing
from keepsight.review.patterns import PATTERNS, RECOMMENDATIONS

SETTINGS = Settings(board="Invented Board", scope=Scope(date(2019, 3, 1), date(2020, 9, 30)))
CHILD = Person(PersonRef("C"), Role.CHILD, ("Maro Vell",), date(2004, 6, 2))
CODES = {
    "E": Lens.EXPLOITATION,
    "C": Lens.CURIOSITY,
    "R": Lens.RELIANCE,
    "T": Lens.TRAUMA,
    "V": Lens.RECORDS,
    "S": Lens.STRENGTHS,
}
PLACEHOLDERS = re.compile(r"\{|\}|undefined|None|nan|\b1 entries|\bone entries|\b(?:two|three) entry\b|  |\s[.,;?]")


def entry(number: int, agency: str = "Police", day: date | None = date(2020, 3, 4)) -> Entry:
    when = When("4.3.20", day, day, Precision.DAY) if day else When("")
    fields = (Field("What", ColumnRole.NARRATIVE, "Maro Vell was seen."),)
    return Entry(EntryId(f"e{number}"), Place("file.csv", 0, number), agency, when, fields)


def timeline(*entries: Entry, people: tuple[Person, ...] = (CHILD,), readings: tuple[Reading, ...] = ()) -> Timeline:
    return Timeline(
        entries=entries,
        people=People(people),
        readings={r.entry: r for r in readings},
        start=date(2019, 3, 1),
        end=date(2020, 9, 28),
    )


def question(code: str, *entries: Entry, certainty: Certainty = Certainty.CERTAIN, wording: str = "Who?") -> Question:
    return Question(
        id=f"{code}-{'-'.join(e.id for e in entries)}",
        lens=CODES[code[0]],
        code=code,
        version="1",
        certainty=certainty,
        title="Title of the rule",
        wording=wording,
        evidence=tuple(Evidence(e.id) for e in entries),
    )


def draft(of: Timeline, *questions: Question, settings: Settings = SETTINGS) -> Briefing:
    return draft_briefing(of, questions, settings=settings)


def texts(briefing: Briefing, number: int) -> list[str]:
    return [s.text for s in briefing.boxes[number - 1].sentences]


def everything(briefing: Briefing) -> str:
    return "\n".join(s.text for b in briefing.boxes for s in b.sentences)


FIVE = tuple(entry(n, agency) for n, agency in enumerate(("Police", "GP", "School", "YJS", "School"), start=1))


def test_the_seven_boxes_have_their_headings_and_the_last_is_a_list() -> None:
    made = draft(timeline(*FIVE), question("E1", FIVE[0]))
    assert [b.heading for b in made.boxes] == [
        "Background",
        "Key learning themes",
        "Gender bias and exploitation",
        "Engagement and professional curiosity",
        "Over-reliance on a single agency or practitioner",
        "Trauma on trauma",
        "Recommendations",
    ]
    assert [b.bulleted for b in made.boxes] == [False] * 6 + [True]
    assert (made.title, made.board, made.as_of, made.draft) == (
        "Seven-minute briefing",
        "Invented Board",
        date(2020, 9, 28),
        True,
    )


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2004, 6, 2), "The child was 14 at the start and 16 at the end."),
        (date(2004, 11, 2), "The child was 14 at the start and 15 at the end."),
        (date(2019, 8, 1), "The child was not yet born at the start and 1 at the end."),
        (
            date(2021, 1, 1),
            "This review is about the time before the child was born between March 2019 and September 2020.",
        ),
        (None, "The child’s age is not on the people list."),
    ],
)
def test_the_age_of_the_child_is_given_for_both_ends_of_the_period(born: date | None, said: str) -> None:
    of = timeline(*FIVE, people=(replace(CHILD, dob=born),))
    assert texts(draft(of), 1)[0].endswith(said)


def test_one_age_is_said_once() -> None:
    short = Settings(scope=Scope(date(2020, 7, 1), date(2020, 9, 30)))
    assert texts(draft(timeline(*FIVE), settings=short), 1)[0] == (
        "This review looks at the work of agencies between July and September 2020. The child was 16 throughout."
    )


def test_agencies_appear_as_kinds_of_service_and_never_by_name() -> None:
    named = (entry(1, "Fernbank Lane School"), entry(2, "Granite Hands Climbing Club"), entry(3, "The Forge"))
    made = draft(timeline(*named), question("R1", *named))
    assert texts(made, 1)[1] == "Three agencies sent three entries, from education, a club and another service."
    for name in ("Fernbank", "Granite", "Forge"):
        assert name not in everything(made)


def test_family_appear_by_role_and_only_if_the_record_speaks_of_them() -> None:
    people = (
        CHILD,
        Person(PersonRef("M"), Role.MOTHER, ("Sian Vell",)),
        Person(PersonRef("B1"), Role.SIBLING, ("Ned Vell",)),
        Person(PersonRef("B2"), Role.SIBLING, ("Tom Vell",)),
        Person(PersonRef("F"), Role.FATHER, ("Huw Vell",)),
    )
    spoken = (Reading(FIVE[0].id, persons=("M", "B1")), Reading(FIVE[2].id, persons=("B2",)))
    sentence = draft(timeline(*FIVE, people=people, readings=spoken)).boxes[0].sentences[2]
    assert sentence == Sentence(
        "The record speaks of the child’s family: a mother and two siblings.", (), (FIVE[0].id, FIVE[2].id)
    )


def test_a_condition_is_told_without_its_name_and_only_of_the_child() -> None:
    def reading(e: Entry, role: Role | None, stance: Stance = Stance.ASSERTED) -> Reading:
        signal = Signal(
            SignalKind.LONG_TERM_CONDITION, e.id, Span("What", 0, 4), "asthma", stance, detail="asthma", role=role
        )
        return Reading(e.id, (signal,))

    child = timeline(*FIVE, readings=(reading(FIVE[0], Role.CHILD), reading(FIVE[1], None)))
    other = timeline(*FIVE, readings=(reading(FIVE[0], Role.MOTHER), reading(FIVE[1], Role.CHILD, Stance.NEGATED)))
    assert "A long-term health condition of the child is recorded in two entries." in texts(draft(child), 1)
    assert "condition" not in everything(draft(other))
    assert "asthma" not in everything(draft(child))


@pytest.mark.parametrize(
    ("first", "last", "people", "said"),
    [
        (date(2018, 3, 1), date(2018, 3, 1), (CHILD,), " when the child was 13."),
        (date(2018, 1, 1), date(2018, 12, 31), (CHILD,), " when the child was 13 or 14."),
        (date(2017, 1, 1), date(2018, 12, 31), (CHILD,), " when the child was 12 to 14."),
        (date(2018, 3, 1), date(2018, 3, 1), (), " in March 2018."),
        (date(2018, 1, 1), date(2018, 12, 31), (), " between January and December 2018."),
    ],
)
def test_what_was_first_recorded_in_a_year_is_told_with_every_age_of_that_year(
    first: date, last: date, people: tuple[Person, ...], said: str
) -> None:
    told = replace(entry(1), when=When("as written", first, last, Precision.DAY))
    drugs = Signal(SignalKind.SUBSTANCE_CHILD, told.id, Span("What", 0, 4), "weed", role=Role.CHILD)
    drafted = draft(timeline(told, entry(2), people=people, readings=(Reading(told.id, (drugs,)),)))
    assert f"Substance use by the child was first recorded{said}" in texts(drafted, 1)


def test_a_lens_that_raised_nothing_says_that_this_is_not_reassurance() -> None:
    made = draft(timeline(*FIVE), question("E1", FIVE[0]))
    assert texts(made, 4) == texts(made, 5) == texts(made, 6) == [NOTHING]
    assert texts(made, 3) != [NOTHING]


def test_no_question_at_all_is_said_and_brings_no_recommendation_from_a_lens() -> None:
    made = draft(timeline(*FIVE))
    assert texts(made, 2)[0] == "The timeline raised no question. That is not reassurance: the records may not show it."
    assert [t for t in texts(made, 7) if "Owner: to be named." in t] == []
    assert texts(made, 7)[0].endswith("That is not reassurance.")


def test_an_empty_timeline_is_a_briefing_too() -> None:
    made = draft(timeline())
    assert texts(made, 1) == ["No entries were read, so there is nothing yet to tell."]


def test_a_theme_says_what_was_recorded_by_how_many_and_when() -> None:
    later = entry(6, "Police", date(2020, 7, 9))
    made = draft(timeline(*FIVE, later), question("E1", FIVE[0], later))
    (said,) = texts(made, 3)
    assert said == (
        "Two entries recorded between March and July 2020 an adult, or someone clearly older, close to the child. No "
        "record made in time shows exploitation being considered, with reasons."
    )


def test_one_entry_is_said_in_the_singular_and_an_undated_one_without_a_month() -> None:
    undated = entry(6, "Police", None)
    made = draft(timeline(undated), question("E1", undated))
    assert texts(made, 3)[0].startswith("One entry recorded an adult")


def test_a_question_that_only_may_hold_says_so() -> None:
    may = draft(timeline(*FIVE), question("E5", FIVE[0], certainty=Certainty.POSSIBLE))
    does = draft(timeline(*FIVE), question("E5", FIVE[0]))
    assert texts(may, 3)[0] == f"{texts(does, 3)[0]} This may hold, depending on how the dates are read."


def test_the_main_agency_of_a_reliance_question_is_told_by_its_kind() -> None:
    mine = tuple(entry(n, "YJS") for n in (10, 11, 12))
    made = draft(timeline(*FIVE, *mine), question("R1", *mine, FIVE[0]))
    (said,) = texts(made, 5)
    assert said == (
        "Most of the contact with the child in March 2020 was recorded by one agency (youth justice). Who else should "
        "know this child?"
    )


def test_kept_appointments_are_counted_without_those_that_a_service_moved() -> None:
    outcomes = (Attendance.KEPT, Attendance.NOT_BROUGHT, Attendance.CANCELLED_SERVICE, Attendance.NO_ACCESS, None)
    read = tuple(Reading(e.id, attendance=a) for e, a in zip(FIVE, outcomes, strict=True))
    made = draft(timeline(*FIVE, readings=read), question("C1", FIVE[1]))
    assert made.boxes[3].sentences[0] == Sentence(
        "Of three appointments and visits with a recorded outcome, one was kept.",
        (),
        (FIVE[0].id, FIVE[1].id, FIVE[3].id),
    )


def test_every_recommendation_is_a_draft_with_owner_date_and_measure() -> None:
    made = draft(timeline(*FIVE), question("E1", FIVE[0]), question("V5", FIVE[1]), question("S2", FIVE[2]))
    assert len(texts(made, 7)) == 3
    for text in texts(made, 7):
        assert text.startswith("Draft: ")
        assert "Owner: to be named. Date: to be set. Measure: " in text
    assert RECOMMENDATIONS[Lens.RECORDS][0] in texts(made, 7)[1]
    assert set(RECOMMENDATIONS) == set(Lens)


def test_every_sentence_about_questions_carries_them_and_their_entries() -> None:
    asked = tuple(question(code, *FIVE[:2]) for code in ("E1", "C1", "R1", "T4", "V5", "S2"))
    made = draft(timeline(*FIVE), *asked)
    known = {q.id: {e.entry for e in q.evidence} for q in asked}
    bare = [s.text for b in made.boxes for s in b.sentences if not s.entries]
    assert bare == []
    for box in made.boxes[2:]:
        for s in box.sentences:
            assert s.questions
            assert set(s.entries) == {e for q in s.questions for e in known[q]}


def test_strengths_are_named_beside_the_questions() -> None:
    made = draft(timeline(*FIVE), question("S2", FIVE[0]), question("S8", FIVE[1]))
    assert texts(made, 2)[-1] == (
        "Good practice is recorded too: the child’s own words were written down and a missed appointment was followed "
        "up for the child."
    )


@pytest.mark.parametrize("count", [1, 2, 3, 12])
@pytest.mark.parametrize("code", sorted(PATTERNS))
def test_every_pattern_reads_well_for_one_entry_and_for_many(code: str, count: int) -> None:
    entries = tuple(entry(n, "Police", date(2020, 1 + n % 9, 1)) for n in range(1, count + 1))
    said = everything(draft(timeline(*entries), question(code, *entries)))
    assert PLACEHOLDERS.findall(said) == []
    assert "disguised compliance" not in said.lower()


def test_a_rule_that_has_no_pattern_yet_is_told_in_its_own_words() -> None:
    made = draft(timeline(*FIVE), question("E99", FIVE[0], wording="Who asked {the child}?"))
    assert texts(made, 3) == ["One entry raised in March 2020: Who asked (the child)?"]


def test_a_full_draft_is_read_well_within_seven_minutes() -> None:
    entries = tuple(entry(n, "Police", date(2020, 1 + n % 9, 1)) for n in range(1, 40))
    asked = [question(code, *entries[i % 30 : i % 30 + 4]) for i, code in enumerate(PATTERNS)]
    made = draft(timeline(*entries), *asked)
    assert 450 <= made.words <= 720
    assert made.reading_seconds < 4 * 60


def test_no_name_of_anybody_is_in_a_draft() -> None:
    made = draft(timeline(*FIVE), *(question(code, *FIVE) for code in PATTERNS))
    assert "Maro" in FIVE[0].text
    assert "Maro" not in everything(made)
    assert "Vell" not in everything(made)


def test_the_rules_that_tell_a_theme_most_plainly_are_told_of_first_unless_they_only_may_hold() -> None:
    many = question("C9", *FIVE)
    first = draft(timeline(*FIVE), many, question("C1", FIVE[0]))
    doubtful = draft(timeline(*FIVE), many, question("C1", FIVE[0], certainty=Certainty.POSSIBLE))
    assert [s.questions[0][:2] for s in first.boxes[3].sentences] == ["C1", "C9"]
    assert [s.questions[0][:2] for s in doubtful.boxes[3].sentences] == ["C9", "C1"]


def test_no_sentence_begins_with_a_figure() -> None:
    entries = tuple(entry(n) for n in range(1, 42))
    made = draft(timeline(*entries), question("C1", *entries), question("C1", *entries[:24]))
    assert texts(made, 4)[0].startswith("Forty-one entries recorded in March 2020 that the child was not brought")
    assert [t for b in range(1, 8) for t in texts(made, b) if t[0].isdigit()] == []
