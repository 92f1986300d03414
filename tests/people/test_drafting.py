"""A people list drafted from the chronologies, decisions as a file, and the jigsaw check of a finished text."""

from __future__ import annotations

from pathlib import Path

import pytest

from keepsight.model import UNDATED as NO_DAY
from keepsight.model import ColumnRole, Entry, EntryId, Field, KeepsightError, People, Person, PersonRef, Place, Role
from keepsight.people import (
    Choice,
    Decision,
    decisions_csv,
    draft_people,
    find_for_publication,
    forms_of,
    jigsaw,
    people_draft_csv,
    read_decisions,
)
from keepsight.people.jigsaw import Fact


def _entry(number: int, agency: str, text: str, worker: str = "") -> Entry:
    fields = (Field("Log", ColumnRole.NARRATIVE, text), Field("By", ColumnRole.WORKER, worker))
    return Entry(EntryId(f"e{number}"), Place(f"{agency}.csv", 0, number), agency, NO_DAY, fields)


ROWS = (
    _entry(1, "School", "Tegan late again. Her mum Carys Pugh rang.", "Mrs Wragg"),
    _entry(2, "School", "Teagan in isolation. Friend Jaxon with her.", "Mrs Wragg"),
    _entry(3, "Police", "Tegan ROWLANDS stopped by PC 4417 Hallam.", ""),
    _entry(4, "GP", "Tegan not brought. C. Pugh phoned.", "Dr Amos"),
)


def test_a_draft_tells_who_is_named_how_often_by_whom_and_in_which_role() -> None:
    told = {d.form: (d.times, d.agencies, d.role) for d in draft_people(ROWS)}
    assert told["Tegan"] == (2, ("School", "GP"), Role.CHILD)
    assert told["Carys Pugh"] == (1, ("School",), Role.MOTHER)
    assert told["Jaxon"] == (1, ("School",), Role.PEER)
    assert told["Mrs Wragg"] == (2, ("School",), Role.PROFESSIONAL)
    assert told["PC 4417 Hallam"] == (1, ("Police",), Role.PROFESSIONAL)


def test_a_likeness_gives_its_reasons_field_by_field_and_joins_nothing() -> None:
    like = {d.form: {o.form: o.reasons for o in d.likenesses} for d in draft_people(ROWS)}
    assert like["Tegan"] == {"Teagan": ("given name: 1 letter apart",), "Tegan ROWLANDS": ("given name: equal",)}
    assert like["C. Pugh"] == {"Carys Pugh": ("given name: initial fits", "surname: equal")}
    assert like["Jaxon"] == {}


def test_two_forms_in_one_row_speak_against_their_being_one_person() -> None:
    (draft, _) = draft_people([_entry(1, "School", "Met Jaxon and Jaxson there.")])
    assert draft.likenesses[0].reasons == ("given name: 1 letter apart", "against: both stand in 1 of the same rows")


def test_whoever_is_on_the_list_is_not_drafted_again() -> None:
    people = People((Person(PersonRef("c"), Role.CHILD, ("Tegan Rowlands",)),))
    assert "Tegan" not in {d.form for d in draft_people(ROWS, people)}


def test_the_draft_begins_with_the_columns_of_the_people_list() -> None:
    lines = people_draft_csv(draft_people(ROWS)).splitlines()
    assert lines[0].startswith("ref,role,names,gender,dob,agency,")
    assert lines[1].startswith("P1,professional,Mrs Wragg,,,School,2,School,")


def test_decisions_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    made = (Decision("Jaxon", Choice.MASK), Decision("Barnaby Trust", Choice.KEEP, "a public body", "AB", "2024-02-01"))
    path.write_text(decisions_csv(["Jaxon", "Olwen"], made))
    assert read_decisions(path) == made
    assert path.read_text().splitlines()[-1] == "Olwen,,,,"


def test_a_name_kept_without_a_reason_is_sent_back_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("text,decision,reason\nJaxon,keep,\n")
    with pytest.raises(KeepsightError, match="line 2: write mask, or keep with a reason"):
        read_decisions(tmp_path / "d.csv")


def test_facts_that_single_a_child_out_together_are_shown_with_a_broader_wording() -> None:
    (found,) = jigsaw("The child, aged 15, had a seizure from epilepsy on 4 March 2019. Agencies met.")
    assert [(c.fact, c.text) for c in found.clues] == [
        (Fact.AGE, "aged 15"),
        (Fact.CONDITION, "epilepsy"),
        (Fact.DATE, "4 March 2019"),
    ]
    assert found.suggestions[1] == "epilepsy: say a long-term health condition"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Roedd y plentyn, 15 oed, yn byw gydag epilepsi.", {Fact.AGE, Fact.CONDITION}),
        ("Ym mis Mawrth 2019 bu tân mewn tŷ yn y pentref.", {Fact.DATE, Fact.INCIDENT, Fact.PLACE}),
        ("Mae ganddi ddau frawd, ac mae ei thad-cu yn ficer.", {Fact.SIBLINGS, Fact.WORK}),
        ("Yn dair ar ddeg oed, yr hynaf o chwech, cafodd orddos.", {Fact.AGE, Fact.SIBLINGS, Fact.INCIDENT}),
    ],
)
def test_a_welsh_text_is_looked_at_too(text: str, facts: set[Fact]) -> None:
    (found,) = jigsaw(text)
    assert {c.fact for c in found.clues} == facts


@pytest.mark.parametrize(
    "text",
    [
        "Gwelodd ymarferwyr y plentyn dair gwaith mewn pythefnos.",
        "Roedd yr ysgol yn poeni, a dywedodd wrth y gwasanaethau cymdeithasol.",
        "The child was in the mid teens when agencies first met.",
        "Practitioners visited three times in two weeks and were told all was well.",
        "Aged 15, the child asked for help.",
    ],
)
def test_one_fact_alone_and_general_words_are_left_in_peace(text: str) -> None:
    assert jigsaw(text) == ()


def test_facts_spread_over_a_whole_text_are_seen_together() -> None:
    text = "She was aged 12.\nThe family has two brothers.\nIn March 2019 all changed.\nThere was a house fire."
    assert [c.sentence for c in jigsaw(text)] == [""]


def test_the_search_for_publishing_takes_dates_ages_origins_work_and_money_too() -> None:
    text = "On 3 May 2001 the Polish electrician, aged 44, paid EUR 1,200 to Belford Court of First Instance in case no. 12345/99."
    (found,) = find_for_publication([text], forms_of(People()))
    masked = "".join("·" if any(f.start <= i < f.end for f in found) else c for i, c in enumerate(text))
    assert " ".join(masked.replace("·", "").split()) == "On the , , paid to in case no. ."
