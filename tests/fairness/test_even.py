"""Texts made even: one word for all genders, made-up names, and the way back to the words as written."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepsight.model import (
    Certainty,
    ColumnRole,
    Entry,
    Evidence,
    Field,
    Lens,
    People,
    Person,
    PersonRef,
    Question,
    Role,
    Settings,
    Span,
    Timeline,
)
from keepsight.people.swapping import Mode, Whose, swap_entries
from keepsight.people.swapping_even import STAND_IN, Even, even_text, made_even
from keepsight.people.swapping_words import What, gendered
from keepsight.pipeline import ask_of
from tests.cast import CAST, entry
from tests.fairness.asking import SAMPLE, opened
from tests.fairness.scrambled import scrambled_text

MANY = [
    ("He says his girlfriend hit him.", "They say their partner hit them."),
    ("Mum and her boyfriend were there, MGM was not.", "Dad and his girlfriend were there, PGF was not."),
    ("A lad of 15M with an older woman and two men.", "A lass of 15F with an older man and two women."),
    ("The boys' group; Mrs Hale; her uncle, her nephew.", "The children's group; Mr Hale; his aunt, his niece."),
    ("Is he well? Where was she? He's here.", "Is she well? Where were they? They're here."),
    ("They often want her home. They don't say.", "She often wants him home. He doesn't say."),
    ("Male caller, female friend (15), adult male.", "Female caller, friend (15), adult female."),
    ("His maternal aunt; very motherly; a widow.", "Her paternal uncle; very nurturing; a widower."),
    ("He/she told Miss Lee; Asked Sir to ring.", "They told Mr Lee; Asked Miss to ring."),
    ("Did he say so? Would they come? She says.", "Did they say so? Would she come? They say."),
    ("A fiancé, a policeman and a landlady.", "A partner, a police officer and a landlord."),
]
KEPT = [
    "Child protection conference, children's services, young people's team, missing person, appropriate adult.",
    "Maternity leave. Midwife. Maternal depression. Sister Naylor. Women's Aid. Parents' evening. Partner agencies.",
    "Will ring in May. Mark on arm. Grace period. 20m away. MS nurse. BF well.",
]


@pytest.mark.parametrize(("one", "other"), MANY)
def test_two_tellings_of_one_thing_are_one_even_text(one: str, other: str) -> None:
    assert even_text(one).lower() == even_text(other).lower()
    assert one.lower() != other.lower()


@pytest.mark.parametrize("text", KEPT)
def test_words_without_a_gender_stay_as_they_are(text: str) -> None:
    assert even_text(text) == text


def test_an_even_text_is_its_own_even_text() -> None:
    for one, other in MANY:
        for text in (one, other):
            assert even_text(even_text(text)) == even_text(text)


def test_nothing_that_reads_is_given_a_gender_or_a_given_name() -> None:
    review = opened(SAMPLE)
    even = made_even(review.entries, review.people)
    tell = {What.SUBJECT: {"she"}, What.HER: {"her"}, What.REFLEXIVE: {"herself"}, What.TITLE: {"ms"}}
    of_words = {"uncle", "nephew", "lad", "lads", "uncles", "nephews", "landlord", "widow"}
    names = {n for p in review.people.people for n in re.findall(r"[A-Z][a-z]{2,}", p.names[0])}
    checked = 0
    for row in even.entries:
        for cell in row.narrative:
            for found in gendered(cell.text):
                checked += 1
                assert found.form in tell.get(found.what, of_words), cell.text
            assert not {w for w in re.findall(r"\w+", cell.text) if w in names} - {"Bevan", "Non"}
    assert checked > 150
    assert [p.role for p in even.people.people][1:3] == [Role.MOTHER, Role.FATHER]
    assert even.people.genders == ()


def test_one_name_is_one_made_up_word_in_every_row_and_two_names_are_two() -> None:
    rows = [
        entry(1, "School", "4/3/2019", "Sam and Val Moor."),
        entry(2, "School", "5/3/2019", "SAM, Ellie and Val's dog."),
    ]
    even = made_even(rows, CAST)
    first, second = (STAND_IN.findall(e.text) for e in even.entries)
    assert [w.lower() for w in first[:2]] == [second[0].lower(), second[2].lower()]
    assert len({w.lower() for w in (*first, *second)}) == 4
    assert second[0].isupper()


def test_a_surname_of_the_list_is_made_up_too_but_not_one_that_is_a_word() -> None:
    people = People(
        (
            Person(PersonRef("a"), Role.PROFESSIONAL, ("Ayo Bright",)),
            Person(PersonRef("b"), Role.OTHER, ("Mrs Vosper",)),
        )
    )
    even = made_even([entry(1, "School", "4/3/2019", "Bright and chatty with Mrs Vosper.")], people)
    assert re.fullmatch(r"Bright and chatty with Ms Q[a-z]{4}q\.", even.entries[0].text)


def test_the_words_of_a_question_are_found_again_as_they_were_written() -> None:
    review = opened(SAMPLE)
    timeline, questions = ask_of(review.entries, review.people, settings=Settings())
    rows = {e.id: e for e in timeline.entries}
    assert timeline.entries == review.entries
    assert timeline.people == review.people
    spans = [(rows[e.entry].field(s.column).text, s) for q in questions for e in q.evidence for s in e.spans]
    assert len(spans) > 300
    for text, span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.start == 0 or not (text[span.start - 1].isalnum() and text[span.start].isalnum())
        assert span.end == len(text) or not (text[span.end - 1].isalnum() and text[span.end].isalnum())
    for reading in timeline.readings.values():
        for signal in reading.signals:
            assert not STAND_IN.search(signal.words)


def test_nothing_made_up_is_left_in_what_is_shown() -> None:
    review = opened(SAMPLE)
    timeline, questions = ask_of(review.entries, review.people, settings=Settings())
    told = [r for e in timeline.events for k in e.links for r in k.reasons]
    told += [c.note for e in timeline.events for c in e.conflicts]
    told += [text for q in questions for text in (q.wording, *(e.why for e in (*q.evidence, *q.against)))]
    assert len(told) > 100
    assert not [t for t in told if STAND_IN.search(t)]


def test_the_way_back_leads_to_each_words_own_place() -> None:
    text = "Mum says he's at his girlfriend's; they don't want her home. Sam (15M) and Ellie told MGM."
    row = entry(1, "School", "4/3/2019", text)
    even = made_even([row], CAST)
    new = even.entries[0].text
    plain = [m for m in re.finditer(r"\w+", new) if re.search(rf"\b{m[0]}\b", text)]
    assert {m[0] for m in plain} >= {"says", "home", "told", "and", "at"}
    for match in plain:
        if text.count(match[0]) == 1 and new.count(match[0]) == 1:
            start, end = _back(even, match.start(), match.end())
            assert text[start:end] == match[0]


WORDS = [
    "mum",
    "she",
    "he",
    "they",
    "his",
    "her",
    "them",
    "boy",
    "men",
    "15F",
    "Sam",
    "Ellie",
    "says",
    "are",
    "was",
    "home",
    "the",
    "quarrel",
    "uncle",
    "maternal",
    "aunt",
    "male",
    "caller",
    "'",
    ".",
    ",",
    "MGM",
]


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_the_way_back_is_in_order_and_covers_the_text(text: str) -> None:
    row = replace(entry(1, "School", "4/3/2019", "x"), fields=(Field("What", ColumnRole.NARRATIVE, text),))
    even = made_even([row], CAST)
    new = even.entries[0].text
    places = [_back(even, i, i + 1) for i in range(len(new))]
    assert all(0 <= a <= b <= len(text) for a, b in places)
    assert all(a <= b for (a, _), (b, _) in pairwise(places))
    assert _back(even, 0, len(new))[1] == len(text) or not new or not text[-1].strip() or new[-1] == " "


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from([w for w in WORDS if w not in ("'", "male", "maternal", "men")]), min_size=1, max_size=12),
    st.integers(0, 10_000),
)
def test_an_even_text_is_the_same_whatever_genders_fall_to_the_words(words: list[str], seed: int) -> None:
    text = " ".join(words)
    assert even_text(scrambled_text(text, Random(seed), CAST)).lower() == even_text(text).lower()


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("whose", Whose)
def test_a_review_with_the_genders_exchanged_is_the_same_even_review(mode: Mode, whose: Whose) -> None:
    review = opened(SAMPLE)
    entries, people = swap_entries(review.entries, review.people, mode=mode, whose=whose)
    one, other = made_even(review.entries, review.people), made_even(entries, people)
    assert entries != review.entries
    assert [_told(e) for e in other.entries] == [_told(e) for e in one.entries]
    assert other.people == one.people


def _told(row: Entry) -> list[str]:
    return [f.text.lower() for f in row.fields]


def _back(even: Even, start: int, end: int) -> tuple[int, int]:
    """A stretch of the only narrative cell, as written, by way of a piece of evidence."""
    row = even.entries[0]
    column = row.narrative[0].column if row.narrative else "What"
    evidence = Evidence(row.id, (Span(column, start, end),))
    question = Question("q", Lens.RECORDS, "V1", "1", Certainty.CERTAIN, "", "", (evidence,))
    _, (back,) = even.as_written(Timeline((row,)), (question,))
    span = back.evidence[0].spans[0]
    return span.start, span.end
