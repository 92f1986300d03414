"""The json files: keys and values that other programs rely on."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from keepsight.model import ColumnRole, Field, Review
from keepsight.publish.interface import manifest_json, mentions_json, questions_json, timeline_json
from tests.publish.build import review


def read(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data)
    return found


def with_fields(review: Review, *fields: Field) -> Review:
    first, *others = review.timeline.entries
    return replace(review, timeline=replace(review.timeline, entries=(replace(first, fields=fields), *others)))


def test_an_entry_has_the_keys_of_the_file_interface() -> None:
    entry = read(timeline_json(review()))["entries"][1]
    wanted = {key: entry[key] for key in ("file", "row", "agency", "attendance", "basis", "fields")}
    assert wanted == {
        "file": "health_export.csv",
        "row": 1,
        "agency": "Health",
        "attendance": "not_brought",
        "basis": "record_check",
        "fields": {
            "Date": "14.1.20",
            "Event / contact": "Epilepsy clinic. Was not brought. Second time since the autumn.",
            "Action taken": "Letter to GP and parents.",
        },
    }
    assert {k: v for k, v in entry["when"].items() if k != "assumed"} == {
        "text": "14.1.20",
        "from": "2020-01-14",
        "to": "2020-01-14",
        "precision": "day",
        "uncertain": False,
        "time": "09:40",
    }


def test_an_undated_entry_has_no_days_and_keeps_its_written_date() -> None:
    when = next(e for e in read(timeline_json(review()))["entries"] if e["when"]["text"] == "31/04/20")["when"]
    assert (when["from"], when["to"], when["time"], when["precision"]) == (None, None, None, "unknown")


def test_events_have_their_conflicts_and_issues_their_place() -> None:
    data = read(timeline_json(review()))
    first = data["events"][0]
    assert first["conflicts"] == [
        {
            "kind": "fact",
            "entries": first["entries"],
            "note": "the adult is a friend of the family in one account and mother’s cousin in the other",
        }
    ]
    assert {k: data["issues"][0][k] for k in ("file", "row", "column", "kind", "value")} == {
        "file": "YJS chronology.docx",
        "row": 5,
        "column": "Date",
        "kind": "impossible_date",
        "value": "31/04/20",
    }


def test_a_question_names_its_evidence_by_file_row_and_span() -> None:
    asked = read(questions_json(review()))["questions"][0]
    assert (asked["lens"], asked["code"], asked["version"], asked["certainty"]) == (
        "exploitation",
        "E1",
        "1",
        "certain",
    )
    assert asked["evidence"][1]["file"] == "police.xlsx"
    assert asked["evidence"][1]["row"] == 1
    assert asked["evidence"][1]["spans"] == [["Summary", 14, 33]]
    assert asked["parameters"] == {"gap": 4, "days": 20}
    assert asked["first_answerable"] == "2020-03-14"
    assert asked["held_by"]["Health"] is None
    assert asked["held_by"]["Police"] == "2020-03-14"
    assert list(asked["against"][0]) == ["entry", "file", "row", "spans", "why"]
    assert asked["sources"] == ["Published guidance: an age difference or power imbalance is a warning sign"]


def test_a_mention_stands_with_its_cell_person_and_pseudonym() -> None:
    assert read(mentions_json(review()))["mentions"][0] == {
        "file": "Fernbank pastoral log.docx",
        "row": 1,
        "column": "What happened",
        "start": 0,
        "end": 5,
        "text": "Tegan",
        "kind": "person",
        "person": "C1",
        "pseudonym": "Child A",
        "entry": review().timeline.entries[0].id,
    }


def test_two_cells_under_one_heading_are_both_kept() -> None:
    twice = with_fields(
        review(), Field("Notes", ColumnRole.NARRATIVE, "first"), Field("Notes", ColumnRole.NARRATIVE, "second")
    )
    assert read(timeline_json(twice))["entries"][0]["fields"] == {"Notes": "first", "Notes (2)": "second"}


def test_letters_that_no_file_can_carry_come_back_as_they_were() -> None:
    broken = with_fields(review(), Field("Notes", ColumnRole.NARRATIVE, "half \ud800 of a pair, \x00, ŵ"))
    assert read(timeline_json(broken))["entries"][0]["fields"]["Notes"] == "half \ud800 of a pair, \x00, ŵ"


def test_the_manifest_names_files_rules_and_clock() -> None:
    data = read(manifest_json(review().manifest))
    assert data["keepsight"] == "0.1.0"
    assert next(f["name"] for f in data["files"]) == "police.xlsx"
    assert data["parameters"] == {"E1.days": 20}
    assert data["clock"] == "2021-02-01T09:00:00"
