"""The check of a recommendation, and what was said like it before."""

from __future__ import annotations

from datetime import date

import pytest

from keepsight.review.recommending import Checked, Earlier, Lack, Proposed, Strength, alike, check, strength_of

TODAY = date(2024, 5, 1)
WHOLE = Proposed(
    text="Children's services introduces a second named worker for every child whom one worker alone sees.",
    owner="Head of children's services",
    due_on=date(2024, 12, 1),
    measure="Share of contact days held by one worker in a dip sample of 20 records each quarter, against a baseline of 20",
    shows_it_worked="Children say that they know somebody else to turn to.",
    themes=1,
)


def checked(**changed: object) -> Checked:
    return check(Proposed(**{**{f: getattr(WHOLE, f) for f in WHOLE.__slots__}, **changed}), today=TODAY)


def test_a_whole_recommendation_passes() -> None:
    assert checked().passes
    assert checked().strength is Strength.CHANGE


@pytest.mark.parametrize(
    ("changed", "lacks"),
    [
        ({"owner": ""}, Lack.OWNER),
        ({"owner": "All agencies"}, Lack.VAGUE_OWNER),
        ({"due_on": None}, Lack.DAY),
        ({"due_on": date(2024, 4, 30)}, Lack.DAY_PAST),
        ({"measure": " "}, Lack.MEASURE),
        ({"measure": "Number of staff who attended the course"}, Lack.ACTIVITY),
        ({"shows_it_worked": ""}, Lack.DIFFERENCE),
        ({"themes": 0}, Lack.THEME),
        ({"text": "Practitioners should be reminded to check records."}, Lack.WEAK),
        ({"text": "The curiosity guide is re-circulated via board members."}, Lack.WEAK),
        ({"text": "Better outcomes for children."}, Lack.UNCLEAR),
    ],
)
def test_each_thing_that_is_lacking_is_named_alone(changed: dict[str, object], lacks: Lack) -> None:
    assert checked(**changed).lacks == (lacks,)


def test_an_agency_that_owns_it_is_an_owner() -> None:
    assert checked(owner="", owned_by_agency=True).passes
    assert checked(owner="All staff", owned_by_agency=True).passes


def test_an_audit_of_records_is_no_mere_activity_even_where_attendance_is_counted_too() -> None:
    measure = "Attendance at the course, and a dip sample of records three months later"
    assert checked(measure=measure).passes


@pytest.mark.parametrize(
    ("text", "strength", "words"),
    [
        ("Staff must be mindful of over-reliance on one person.", Strength.REMIND, "be mindful"),
        ("The board reconsiders the use of virtual learning events.", Strength.REMIND, "reconsiders"),
        ("Guidance on exploitation is recirculated.", Strength.CIRCULATE, "recirculated"),
        ("Exploitation training is reviewed for gender bias.", Strength.TRAIN, "training"),
        (
            "No case is closed before a second manager has signed off the child's own view.",
            Strength.CHANGE,
            "signed off",
        ),
        ("Change the referral form so that an adult who gives gifts is looked into.", Strength.CHANGE, "change the"),
        ("The board names a second worker for every child.", Strength.CHANGE, "names a"),
        ("Dylid atgoffa ymarferwyr i wirio cofnodion.", Strength.REMIND, "atgoffa"),
        ("Hyfforddiant ar drawma i bob tîm.", Strength.TRAIN, "hyfforddiant"),
        ("The child is at the heart of it.", Strength.UNCLEAR, ""),
    ],
)
def test_the_rung_is_told_by_its_words(text: str, strength: Strength, words: str) -> None:
    rung, said = strength_of(text)
    assert rung is strength
    assert words in " ".join(said)


def test_the_strongest_thing_that_is_asked_for_gives_the_rung() -> None:
    text = "Remind staff of the policy, train team managers, and introduce a prompt in the closing form."
    assert strength_of(text)[0] is Strength.CHANGE


BEFORE = (
    Earlier(1, "The board should circulate its guidance on professional curiosity to all member agencies."),
    Earlier(2, "Schools should notify the health visitor when a toddler leaves nursery."),
    Earlier(3, "Training on professional curiosity and challenge is developed for all agencies."),
    Earlier(4, "Housing introduces a joint visit with children's services before an eviction."),
)


def test_what_was_said_before_is_found_under_other_words_for_the_same_act() -> None:
    found = alike("Re-circulate the professional curiosity guide via members of the board.", BEFORE)
    assert found[0].earlier.key == 1
    assert 2 not in {a.earlier.key for a in found}
    assert {"curiosity", "guide"} & set(found[0].words)
    assert all(
        word in "re-circulate the professional curiosity guide via members of the board." for word in found[0].words
    )


def test_a_new_recommendation_is_like_none() -> None:
    assert alike("Out-of-hours epilepsy nurses ring the family after each emergency admission.", BEFORE) == ()


def test_the_same_text_is_wholly_alike_and_an_empty_one_like_nothing() -> None:
    assert alike(BEFORE[3].text, BEFORE)[0].likeness == pytest.approx(1.0)
    assert alike("", BEFORE) == ()
    assert alike("Anything at all", ()) == ()
