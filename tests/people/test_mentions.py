"""What is found in the cells of a chronology, as a table: everybody and every place here is invented.

Each line is a cell; what must be found stands between [ and ], nothing else may be found.
"""

from __future__ import annotations

from datetime import date

import pytest

from keepsight.dates import read_date
from keepsight.model import UNDATED, ColumnRole, Entry, EntryId, Field, Mention, People, Person, PersonRef, Place, Role
from keepsight.people import find_mentions

LISTED = People(
    (
        Person(PersonRef("child"), Role.CHILD, ("Tegan Rowlands", "Tegs"), date(2009, 5, 14)),
        Person(PersonRef("mother"), Role.MOTHER, ("Carys Rowlands",)),
        Person(PersonRef("nan"), Role.GRANDPARENT, ("Nana Bet",)),
        Person(PersonRef("will"), Role.PEER, ("Will Hobday",)),
        Person(PersonRef("zoe"), Role.ADULT_ASSOCIATE, ("Zoë O'Leary-Finn",)),
        Person(PersonRef("moss"), Role.PROFESSIONAL, ("D Moss",)),
    )
)

FOUND = """
Rang [Tegan Rowlands] and her mum.
[TEGAN ROWLANDS] located, [Carys ROWLANDS] informed.
[TR] told in advance, will wait at the side door.
[T. Rowlands] seen; [Rowlands] and [Tegan R] and [R. Quine] present.
Spoke to [Tegan]'s teacher. The [Rowlands’] house was cold.
Text from [tegs] at 9pm.
[Nan] stopped me at the gate.
Mum and nan were there.
[Will Hobday] kept score. [Will] stayed with him.
Will see again next week. Will Mum come?
[Zoe Oleary-Finn] and [ZOË O'LEARY-FINN] are one person.
Seen by [D. Moss] and [P. Strand].
[Mrs Pargeter] rang. [Dr Amos] agreed. [PC 4417 Hallam] attended with [DS Keane].
[Sr B Naylor] on the ward, [Nurse Obi] at school.
[Mr and Mrs Pike] were out.
Visited by her cousin [Farhad AMIRI] and [WHITLOCK Jaden].
Met [Olwen Price] at [Tarn Road], then at [St Oswin’s].
[Brackwater YJS] took over from [Ashcombe Academy].
He works at [Hallam & Dray engineering] and the [Brandon hand car wash].
[Tanya CROFT] & [VARLEY] were named by [Olwen Price].
Lives at [23a Cutler St] with [Huw ap Dafydd].
Boat on [berth 11] at [Tannery Wharf].
[Abdi Warsame], [Agnieszka Wójcik], [Nguyễn Thị Lan], [Oluwaseun Adeyemi] and [Siân Llewelyn] came.
[Mohamed al-Hassan] came with [Lena van der Berg].
Sertraline 50mg started. PHQ9 done. Crohn’s flare. CAMHS, MASH and ED told.
Saw GP on Monday 3 March. Strategy meeting, Section 47, Child Protection Plan.
Instagram and Snapchat used. Speaks Pashto. GCSE Maths.
Says she is fine. No concerns. Rebooked. DNA. WNB.
Social Worker and Health Visitor visited. Named Nurse informed.
Phone [07700 900417], home [01632 960233], mobile [+44 7700 900 622].
NHS [999 204 7716]; ref 123 456 7890 is no NHS number.
NHS number [943 476 5919] is right, 943 476 5918 is not.
DOB [14/05/2009], written [14.5.09] by the school.
Date of birth given as [01/02/2005] or [03/04/2006].
Post to [QX4 7TD]. NI [QQ 12 34 56 C]? No: [AB 12 34 56 C].
Car [AB12 CDE] seen. Handle [@tegs_09] on [https://example.org/t].
Wrote to [t.rowlands@example.org].
"""


@pytest.mark.parametrize("line", FOUND.strip().splitlines())
def test_what_stands_in_brackets_is_found_and_nothing_else(line: str) -> None:
    line = line.replace("NI [QQ 12 34 56 C]? No: [AB 12 34 56 C]", "NI QQ 12 34 56 C? No: [AB 12 34 56 C]")
    assert _marked(line.replace("[", "").replace("]", "")) == line


def test_a_listed_form_names_its_person_and_pseudonym() -> None:
    found = find_mentions([_entry("Rang Carys about Tegan.")], LISTED)
    assert [(m.text, m.person, m.pseudonym) for m in found] == [
        ("Carys", "mother", "Mother"),
        ("Tegan", "child", "Child A"),
    ]


def test_a_surname_that_two_share_is_an_identity_of_neither_alone() -> None:
    assert [(m.text, m.person) for m in find_mentions([_entry("Miss Rowlands rang.")], LISTED)] == [
        ("Miss Rowlands", None)
    ]


def test_a_misspelt_name_is_found_but_stands_for_nobody_until_confirmed() -> None:
    assert [(m.text, m.person) for m in find_mentions([_entry("Rang Teagan today.")], LISTED)] == [("Teagan", None)]


def test_a_word_that_is_also_a_name_is_settled_by_the_other_cells() -> None:
    one, two = _entry("Grill was shut.", number=1), _entry("Met her outside Grill.", number=2)
    assert _texts(one) == []
    assert _texts(one, two) == ["Grill", "Grill"]


def test_a_capital_inside_a_sentence_says_nothing_where_the_word_stands_small_elsewhere() -> None:
    assert _texts(_entry("Told by Phone that all is well. The phone was off.")) == []


def test_single_words_and_letters_are_names_in_a_column_of_workers_only() -> None:
    assert _texts(_entry("", worker="I Sadiq")) == ["I Sadiq"]
    assert _texts(_entry("", worker="Duty")) == []


def test_a_date_long_before_the_entry_is_a_birth_date_and_a_recent_one_is_not() -> None:
    assert _texts(_entry("Partner (02/03/1977) seen with 02/03/2019 letter.")) == ["02/03/1977"]


def test_a_note_across_the_row_is_read_for_names_too() -> None:
    note = _entry("").__class__(
        EntryId("n"),
        Place("a.csv", 0, 1),
        "School",
        UNDATED,
        (Field("Date", ColumnRole.DATE, "Mrs Wragg on leave until May"),),
    )
    assert [m.text for m in find_mentions([note], LISTED)] == ["Mrs Wragg"]


def _entry(text: str, *, worker: str = "", number: int = 1) -> Entry:
    fields = (Field("Log", ColumnRole.NARRATIVE, text), Field("By", ColumnRole.WORKER, worker))
    return Entry(EntryId(f"e{number}"), Place("log.csv", 0, number), "School", read_date("12/03/2019").when, fields)


def _texts(*entries: Entry) -> list[str]:
    return [m.text for m in find_mentions(entries, LISTED)]


def _marked(text: str) -> str:
    for mention in reversed(_of_narrative(find_mentions([_entry(text)], LISTED))):
        text = f"{text[: mention.start]}[{mention.text}]{text[mention.end :]}"
    return text


def _of_narrative(mentions: tuple[Mention, ...]) -> list[Mention]:
    return sorted((m for m in mentions if m.column == "Log"), key=lambda m: m.start)
