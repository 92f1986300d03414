"""The gate: shut by an identity in any part of any document, shut when something cannot be read, open for what is clean."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from keepsight.model import People, Person, PersonRef, Role
from keepsight.people import Choice, Decision, Reason, check_documents
from tests.people.planting import PLACES

PEOPLE = People(
    (
        Person(PersonRef("child"), Role.CHILD, ("Tegan Rowlands",)),
        Person(PersonRef("mother"), Role.MOTHER, ("Carys Rowlands-Pugh",)),
        Person(PersonRef("adult"), Role.ADULT_ASSOCIATE, ("Owain ap Huw",)),
    )
)
IDENTITIES = (
    "Tegan Rowlands", "TEGAN ROWLANDS", "Rowlands, Tegan", "T. Rowlands", "Carys Rowlands Pugh", "Owain", "Carys",
    "07700 900417", "999 204 7716", "t.rowlands@example.org", "DOB 14/05/2009", "AB 12 34 56 C",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_listed_name_shuts_the_gate_in_every_part_of_every_document(place: str) -> None:
    report = check_documents([PLACES[place]("Tegan Rowlands")], PEOPLE)
    assert "Tegan" in " ".join(o.text for o in report.obstacles if o.reason is Reason.LISTED)


@pytest.mark.parametrize("place", PLACES)
def test_the_same_document_without_a_name_is_let_through(place: str) -> None:
    document = PLACES[place]("a safety plan")
    pictures = [o.text for o in check_documents([document], PEOPLE).obstacles if o.reason is Reason.NOT_LOOKED_AT]
    report = check_documents([document], PEOPLE, [Decision(p, Choice.KEEP, "a grey pixel") for p in pictures])
    assert [o.text for o in report.obstacles] == []


@settings(derandomize=True, deadline=None, max_examples=80)
@given(identity=st.sampled_from(IDENTITIES), place=st.sampled_from(sorted(PLACES)))
def test_no_identity_gets_out_by_any_part(identity: str, place: str) -> None:
    report = check_documents([PLACES[place](identity)], PEOPLE)
    reasons = {o.reason for o in report.obstacles}
    assert not report.is_open
    assert reasons & {Reason.LISTED, Reason.STRUCTURED}


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    words=st.lists(
        st.sampled_from(["the", "child", "was", "seen", "at", "home", "with", "a", "plan", "and", "support"]),
        min_size=3,
    ),
    where=st.integers(0, 30),
)
def test_a_name_anywhere_among_words_is_found(words: list[str], where: int) -> None:
    words.insert(where % len(words), "Tegan")
    report = check_documents([("a.txt", " ".join(words).encode())], PEOPLE)
    assert [(o.text, o.reason) for o in report.obstacles] == [("Tegan", Reason.LISTED)]


def test_a_name_broken_over_two_lines_is_one_name() -> None:
    report = check_documents([("a.txt", b"seen with Carys\nRowlands-Pugh")], PEOPLE)
    assert {o.person for o in report.obstacles} >= {"mother"}


def test_an_unlisted_name_shuts_the_gate_until_it_is_decided() -> None:
    document = ("a.txt", b"Seen with Jaxon at home.")
    assert check_documents([document], PEOPLE).undecided == ("Jaxon",)
    assert check_documents([document], PEOPLE, [Decision("Jaxon", Choice.KEEP, "the name of a programme")]).is_open
    masked = check_documents([document], PEOPLE, [Decision("Jaxon", Choice.MASK)])
    assert [o.reason for o in masked.obstacles] == [Reason.TO_MASK]


def test_no_decision_keeps_a_listed_name() -> None:
    report = check_documents([("a.txt", b"Seen with Tegan.")], PEOPLE, [Decision("Tegan", Choice.KEEP, "because")])
    assert [o.reason for o in report.obstacles] == [Reason.LISTED]


def test_a_name_is_kept_only_with_a_reason() -> None:
    with pytest.raises(ValueError, match="only with a reason"):
        Decision("Jaxon", Choice.KEEP)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"not an archive"),
        ("a.pdf", b"%PDF-1.7 broken"),
        ("a.json", b"{"),
        ("a.svg", b"<svg"),
        ("a.exe", b"MZ"),
        ("a", b"text"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\xfftEXtx"),
    ],
)
def test_what_cannot_be_read_shuts_the_gate(name: str, data: bytes) -> None:
    assert [o.reason for o in check_documents([(name, data)], PEOPLE).obstacles] == [Reason.UNREADABLE]


@pytest.mark.parametrize("place", [p for p in PLACES if "picture" in p or p == "PowerPoint alternative text"])
def test_a_picture_shuts_the_gate_until_somebody_has_looked_at_it(place: str) -> None:
    document = PLACES[place]("a safety plan")
    shut = check_documents([document], PEOPLE)
    drawn = {o.text for o in shut.obstacles}
    assert {o.reason for o in shut.obstacles} == {Reason.NOT_LOOKED_AT}
    assert set(shut.undecided) == drawn
    assert all(re.fullmatch("picture [0-9a-f]{10}", text) for text in drawn)
    looked = [Decision(text, Choice.KEEP, "the lane picture, no words in it") for text in drawn]
    assert check_documents([document], PEOPLE, looked).is_open
    assert not check_documents([document], PEOPLE, [Decision(text, Choice.MASK) for text in drawn]).is_open


def test_a_picture_in_a_pdf_shuts_the_gate_too() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(99, 99)
    drawn = StreamObject()
    drawn.set_data(bytes(3))
    drawn.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image")})
    text = StreamObject()
    text.set_data(b"BT /F1 9 Tf (a plan) Tj ET\nBI /W 1 /H 1 /CS /G /BPC 8 ID x EI")
    page[NameObject("/Contents")] = writer._add_object(text)
    font = {
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    }
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/XObject"): DictionaryObject({NameObject("/Im1"): writer._add_object(drawn)}),
            NameObject("/Font"): DictionaryObject({NameObject("/F1"): DictionaryObject(font)}),
        }
    )
    out = io.BytesIO()
    writer.write(out)
    report = check_documents([("briefing.pdf", out.getvalue())], PEOPLE)
    assert [o.reason for o in report.obstacles] == [Reason.NOT_LOOKED_AT] * 2
    assert len({o.text for o in report.obstacles}) == 2


def test_an_empty_people_list_shuts_the_gate() -> None:
    assert [o.reason for o in check_documents([("a.txt", b"a plan")], People()).obstacles] == [Reason.NOTHING_LISTED]


def test_the_report_names_the_bytes_that_were_read() -> None:
    report = check_documents([("a.txt", b"a plan")], PEOPLE)
    assert report.is_open
    assert [(n, bool(re.fullmatch("[0-9a-f]{64}", d))) for n, d in report.digests] == [("a.txt", True)]
