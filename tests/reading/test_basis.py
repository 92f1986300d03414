"""How the writer knew, read from a text table of rows, and who tells in a row by the marks of its sentences."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepsight.model import Basis, People, Person, PersonRef, Role, Span
from keepsight.reading.attendance import attendance_of
from keepsight.reading.attendance_profile import Profile
from keepsight.reading.attendance_row import RowMarker
from keepsight.reading.attendance_words import Household, marks
from keepsight.reading.basis import BasisRead, basis_of, basis_weights, grandparents_care
from keepsight.reading.basis_signs import signs_of
from keepsight.reading.basis_speech import How, Teller, tellings
from keepsight.reading.persons import PersonFinder
from tests.reading.test_attendance import MARKER, Line, lines, row

ACCOUNTS = {"the parents' own account": "Parents", "the child's own account": "Young person"}


def read(
    text: str, cells: Mapping[str, str] | None = None, *, carer: bool = False, agency: str = "Agency"
) -> BasisRead | None:
    marked = MARKER.row(row(text, cells, agency=agency))
    attendance = attendance_of(marked, Profile())
    return basis_of(marked, Profile(), attendance.attendance if attendance else None, carer=carer)


@pytest.mark.parametrize("line", lines("basis_rows.txt"), ids=str)
def test_a_row_is_read_as_the_table_says(line: Line) -> None:
    found = read(line.text, dict(line.cells), agency=ACCOUNTS.get(line.file, "Agency"))
    assert (found.basis if found else "-") == line.value


def test_every_basis_speaks_in_the_table() -> None:
    assert {line.value for line in lines("basis_rows.txt")} == {*Basis, "-"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mum says her partner has left.", "Dad says his partner has left."),
        ("Gran rang, he is with her.", "Grandad rang, she is with him."),
        ("Sam says she is cold at night.", "Sam says he is cold at night."),
        ("His girlfriend rang, he is poorly.", "Her boyfriend rang, she is poorly."),
        ("Mrs Hale rang, no heating.", "Mr Hale rang, no heating."),
        ("Aunt reports shouting.", "Uncle reports shouting."),
        ("Woman at the door says he has moved.", "Man at the door says she has moved."),
    ],
)
def test_a_row_reads_the_same_for_every_gender(one: str, other: str) -> None:
    first, second = read(one), read(other)
    assert (first and first.basis) == (second and second.basis)


def test_grandparents_are_the_public_unless_they_are_the_carers() -> None:
    text = "Gran rang, Sam has a cold."
    public, carer = read(text), read(text, carer=True)
    assert (public and public.basis, carer and carer.basis) == (Basis.PUBLIC, Basis.SELF_PARENT)


def test_those_a_review_names_most_are_the_carers() -> None:
    by_gran = [MARKER.row(row(t)) for t in ("Seen with gran.", "Gran rang.", "Mum not in touch.")]
    by_mum = [MARKER.row(row(t)) for t in ("Seen with mum.", "Mum rang.", "Gran collected.")]
    assert (grandparents_care(by_gran), grandparents_care(by_mum)) == (True, False)


def test_a_basis_names_the_words_of_the_account_it_rests_on() -> None:
    found = read("Tired today. Mum rang: no sleep.")
    assert found == BasisRead(Basis.SELF_PARENT, Span("Details", 13, 21))


def test_a_check_names_the_word_for_it() -> None:
    found = read("All forms in order, DBS seen.")
    assert found == BasisRead(Basis.RECORD_CHECK, Span("Details", 20, 23))


def test_an_account_of_ones_own_rests_on_no_single_words() -> None:
    assert read("Nobody asked us.", agency="Parents") == BasisRead(Basis.SELF_PARENT, None)


def test_the_weights_explain_a_reading() -> None:
    signs = signs_of(MARKER.row(row("PNC check done, no trace held.")), Profile(), None)
    weights = basis_weights(signs, Profile())
    assert max(weights, key=weights.__getitem__) == Basis.RECORD_CHECK
    assert "check" in signs.found


def test_an_inference_weighs_for_inferred() -> None:
    said = "Presumed to be staying with friends."
    with_it = basis_weights(signs_of(MARKER.row(row(said)), Profile(), None), Profile())
    without = basis_weights(signs_of(MARKER.row(row("Staying with friends.")), Profile(), None), Profile())
    assert with_it[Basis.INFERRED] > without[Basis.INFERRED]


TOLD = [
    ("mum rang.", [(Teller.PARENT, How.CALLED)]),
    ("rang mum.", [(Teller.PARENT, How.ASKED)]),
    ("rang mum: no car.", [(Teller.PARENT, How.ASKED), (Teller.PARENT, How.SAYS)]),
    ("told mum.", [(Teller.PARENT, How.TOLD_OUT)]),
    ("letter from school.", [(Teller.PROFESSIONAL, How.FROM)]),
    ("neighbour: shouting.", [(Teller.PUBLIC, How.COLON)]),
    ("told me it hurts.", [(Teller.CHILD, How.TO_WRITER)]),
    ("per mum all well.", [(Teller.PARENT, How.SAYS)]),
    ("says it hurts.", [(Teller.CHILD, How.SAYS)]),
    ("mum was there. she says it hurts.", [(Teller.PARENT, How.SAYS)]),
    ("gran tired. says she cannot cope.", [(Teller.GRANDPARENT, How.SAYS)]),
    ('cried. "it is cold in my room."', [(Teller.CHILD, How.QUOTED)]),
    ("informant uncle, not home since noon.", [(Teller.PUBLIC, How.FROM)]),
    ("quiet and pale.", []),
    ('a "cousin" came.', []),
    ("reported missing at ten.", []),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t for t, _ in TOLD])
def test_who_tells_and_how(text: str, expected: list[tuple[Teller, How]]) -> None:
    marked = MARKER.row(row(text))
    assert [(t.who, t.how) for t in tellings(marked.told, marked.sentences)] == expected


def test_asked_is_a_conversation_in_a_kept_contact_alone() -> None:
    marked = MARKER.row(row("asked about school."))
    inside = tellings(marked.told, marked.sentences, in_contact=True)
    outside = tellings(marked.told, marked.sentences)
    assert ([t.who for t in inside], outside) == ([Teller.CHILD], ())


def test_people_are_marked_by_role_and_a_carer_as_a_parent() -> None:
    people = People(
        (
            Person(PersonRef("a"), Role.CHILD, ("Noor Vale", "Noor")),
            Person(PersonRef("b"), Role.MOTHER, ("Fay Vale", "Fay")),
            Person(PersonRef("c"), Role.OTHER, ("Pat Finch", "Finch"), agency="Foster carer"),
            Person(PersonRef("d"), Role.PROFESSIONAL, ("Ana Brook",)),
        )
    )
    marker = RowMarker(PersonFinder(people), people)
    text = "Noor and Fay met Finch. Ana Brook told Ms Vale. Noor's plan. Then Quill rang."
    assert marker.row(row(text)).told == "C-MZM.ATM.z-.-Yt."


def test_a_mark_stands_for_each_word_and_keeps_its_place() -> None:
    found = marks("mum rang at 8.10, no answer.", (), Household())
    assert found.letters == "Mt--,x."
    assert [("mum rang at 8.10, no answer."[a:b]) for a, b in found.places] == [
        "mum",
        "rang",
        "at",
        "8.10",
        ",",
        "no answer",
        ".",
    ]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("hv. weight up.", "v.c-."),
        ("the hv rang.", "-At."),
        ("planned hv with twins.", "yv-C."),
        ("man called bo.", "R--."),
        ("mum called.", "Mt."),
        ("social worker rang.", "At."),
    ],
)
def test_a_word_in_company_has_the_mark_of_its_sense(text: str, letters: str) -> None:
    assert marks(text, (), Household()).letters == letters


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_and_its_span_lies_inside_it(text: str) -> None:
    entry = row(text, {"head": text[:20], "worker": text[20:30], "plan": text[30:50], "seen": text[50:55]})
    found = basis_of(MARKER.row(entry), Profile(), None)
    assert found is None or found.span is None or 0 <= found.span.start < found.span.end <= len(text)


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="CMGRBNKOIAYJhsQXTLtulfr>kqwecobjdpx0.,:()-|?Vz", max_size=60))
def test_any_marks_are_heard_within_their_sentences(told: str) -> None:
    spans = []
    start = 0
    for part in told.split("."):
        if part.strip("-,:"):
            spans.append((start, start + len(part)))
        start += len(part) + 1
    for telling in tellings(told, spans):
        begin, end = spans[telling.sentence]
        assert begin <= telling.start < telling.end <= end
