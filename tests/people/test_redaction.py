"""Copies under pseudonyms: the names gone from every part, the formatting where it was, the same pseudonym everywhere."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook  # type: ignore[import-untyped]

from keepsight.model import KeepsightError, People, Person, PersonRef, Role
from keepsight.people import (
    Choice,
    Decision,
    Key,
    Reason,
    check_documents,
    forms_of,
    key_of,
    pseudonymise,
    pseudonyms,
    redact,
    redact_documents,
)
from keepsight.people.keys import new_key_file, read_key, write_key
from keepsight.people.pseudonyms import time_from
from tests.people.planting import PLACES

CHILD = Person(PersonRef("child"), Role.CHILD, ("Tegan Rowlands",))
MOTHER = Person(PersonRef("mother"), Role.MOTHER, ("Carys Pugh",))
BROTHER = Person(PersonRef("bro"), Role.SIBLING, ("Iolo Rowlands",))
FRIEND = Person(PersonRef("friend"), Role.ADULT_ASSOCIATE, ("Lena Moor",))
DOCTOR = Person(PersonRef("gp"), Role.PROFESSIONAL, ("Dr Amos",), agency="GP")
PEOPLE = People((CHILD, MOTHER, BROTHER, FRIEND, DOCTOR))
CANNOT_BE_CHANGED = ("PDF", "Web page", "json", "drawing", "picture", "Word picture", "Word file inside")


@pytest.mark.parametrize("place", [p for p in PLACES if not p.startswith(CANNOT_BE_CHANGED)])
def test_a_copy_has_no_name_left_in_any_part(place: str) -> None:
    document = PLACES[place]("Tegan Rowlands")
    assert not check_documents([document], PEOPLE).is_open
    if place == "text with invisible letters":
        document = (document[0], document[1].decode().replace("\u00ad", "").replace("\u200b", "").encode())
    done = redact_documents([document], PEOPLE)
    # A picture that the document shows is left where it is, for somebody to look at.
    assert {o.text for o in done.gate.obstacles if o.reason is not Reason.NOT_LOOKED_AT} == set()


def test_the_small_picture_of_the_first_page_is_taken_out_and_the_copy_still_opens() -> None:
    document = Document()
    document.add_paragraph("Seen with Tegan Rowlands.")
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as before:
        assert "docProps/thumbnail.jpeg" in before.namelist()
    done = redact_documents([("log.docx", out.getvalue())], PEOPLE)
    assert done.gate.is_open
    copy = done.documents[0][1]
    with zipfile.ZipFile(io.BytesIO(copy)) as after:
        assert "docProps/thumbnail.jpeg" not in after.namelist()
        assert b"thumbnail" not in after.read("_rels/.rels")
    assert Document(io.BytesIO(copy)).paragraphs[0].text == "Seen with Child A."


def test_a_name_cut_into_runs_keeps_the_form_of_its_first_letter_and_the_words_around_stay() -> None:
    document = Document()
    paragraph = document.add_paragraph("Rang ")
    for letters, bold in (("Te", True), ("gan Row", False), ("lands", False)):
        paragraph.add_run(letters).bold = bold
    paragraph.add_run(" at home.").italic = True
    out = io.BytesIO()
    document.save(out)
    done = redact_documents([("log.docx", out.getvalue())], PEOPLE)
    runs = Document(io.BytesIO(done.documents[0][1])).paragraphs[0].runs
    assert [(r.text, r.bold, r.italic) for r in runs if r.text] == [
        ("Rang ", None, None),
        ("Child A", True, None),
        (" at home.", None, True),
    ]


def test_a_workbook_keeps_its_parts_and_its_other_cells() -> None:
    name, data = PLACES["Excel formatted cell"]("Tegan Rowlands")
    done = redact_documents([(name, data)], PEOPLE)
    sheet = load_workbook(io.BytesIO(done.documents[0][1])).active
    assert sheet is not None
    assert [c.value for c in sheet[1]] == ["A plan", "Child A was seen"]
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(done.documents[0][1])) as after:
        assert before.namelist() == after.namelist()


def test_a_csv_keeps_its_separators_and_quotes() -> None:
    text = 'Date;Log\r\n1/2/19;"Rang Carys Pugh; no answer"\r\n'
    assert redact_documents([("log.csv", text.encode())], PEOPLE).documents == (
        ("log.csv", b'Date;Log\r\n1/2/19;"Rang Mother; no answer"\r\n'),
    )


def test_a_file_name_with_a_name_in_it_is_changed_too() -> None:
    assert redact_documents([("Tegan_Rowlands_log.txt", b"seen")], PEOPLE).documents[0][0] == "Child_A_log.txt"


def test_a_pdf_is_not_changed_but_refused() -> None:
    with pytest.raises(KeepsightError, match="make it again from its changed source"):
        redact_documents([PLACES["PDF body"]("Tegan")], PEOPLE)


def test_a_name_kept_by_decision_stays() -> None:
    done = redact_documents(
        [("a.txt", b"Course by Barnaby Trust.")], PEOPLE, decisions=[Decision("Barnaby Trust", Choice.KEEP, "public")]
    )
    assert (done.documents[0][1], done.gate.is_open) == (b"Course by Barnaby Trust.", True)


def test_redacting_without_a_people_list_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Seen.")
    with pytest.raises(KeepsightError, match=r"write people\.csv first"):
        redact(tmp_path, People())


def test_pseudonyms_are_those_that_reviews_use() -> None:
    assert list(pseudonyms(PEOPLE).values()) == ["Child A", "Mother", "Sibling 1", "Adult B", "GP 1"]


def test_a_person_added_later_changes_nobody_elses_pseudonym() -> None:
    key = key_of(People((CHILD, FRIEND)))
    later = key_of(People((Person(PersonRef("new"), Role.ADULT_ASSOCIATE, ("Val Stone",)), CHILD, FRIEND)), key=key)
    assert dict(later.people) == {"child": "Child A", "friend": "Adult B", "new": "Adult C"}


def test_an_unlisted_name_has_one_pseudonym_over_the_whole_review() -> None:
    forms, key = forms_of(PEOPLE), key_of(PEOPLE)
    one, key = pseudonymise(["Met Jaxon at Ashcombe Academy."], forms=forms, key=key)
    two, key = pseudonymise(["Jaxon and Ruby Stone left. Ring 07700 900417."], forms=forms, key=key)
    assert (one, two) == (["Met Person 1 at School 1."], ["Person 1 and Person 2 left. Ring [phone number]."])
    assert (key.behind("Person 1"), key.behind("Child A"), key.behind("Adult Z")) == ("jaxon", "Tegan Rowlands", "")


def test_dates_become_spans_only_when_asked_for() -> None:
    forms, key = forms_of(PEOPLE), key_of(PEOPLE)
    assert pseudonymise(["Seen 12/03/2019."], forms=forms, key=key)[0] == ["Seen 12/03/2019."]
    assert pseudonymise(["Seen 12/03/2019."], forms=forms, key=key, relative_to=date(2019, 3, 1))[0] == [
        "Seen 11 days after."
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2019, 3, 1), "on the day"),
        (date(2019, 2, 28), "1 day before"),
        (date(2019, 3, 29), "about 4 weeks after"),
        (date(2018, 9, 1), "about 6 months before"),
        (date(2022, 3, 1), "about 3 years after"),
    ],
)
def test_a_span_is_told_as_people_speak(day: date, words: str) -> None:
    assert time_from(date(2019, 3, 1), day) == words


def test_a_key_opens_with_its_passphrase_only_and_shows_no_name_without(tmp_path: Path) -> None:
    path, key = tmp_path / "review.key", key_of(PEOPLE)
    write_key(path, key, passphrase="a long passphrase")
    assert read_key(path, passphrase="a long passphrase") == key
    assert b"Tegan" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(KeepsightError, match="does not open"):
        read_key(path, passphrase="another passphrase")
    with pytest.raises(KeepsightError, match="12 letters"):
        write_key(path, key, passphrase="short")


def test_a_key_file_opens_what_it_locked_and_is_never_written_over(tmp_path: Path) -> None:
    lock, path = tmp_path / "lock", tmp_path / "review.key"
    new_key_file(lock)
    write_key(path, Key(others=(("jaxon", "Person 1"),)), key_file=lock)
    assert read_key(path, key_file=lock).behind("Person 1") == "jaxon"
    with pytest.raises(KeepsightError, match="is there already"):
        new_key_file(lock)


def test_no_key_yet_is_an_empty_key(tmp_path: Path) -> None:
    assert read_key(tmp_path / "none.key", passphrase="a long passphrase") == Key()
