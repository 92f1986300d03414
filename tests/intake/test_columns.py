"""What columns are for, from headings and contents together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from keepsight.intake.columns import understand
from keepsight.model import ColumnHint, ColumnRole, Scope

DAYS = ("03/04/2018", "10/04/2018", "12/04/2018", "1/5/2018")
LATER = ("04/04/2018", "11/04/2018", "30/04/2018", "2/5/2018")
CLOCKS = ("14:20", "09:05", "0930", "3pm")
TEXTS = (
    "Seen at school, tired and hungry.",
    "Mother rang, no food in the house.",
    "Home visit, nobody in, curtains drawn.",
    "Met at the youth club, cheerful.",
)
CODES = ("DNA", "ATT", "Cancelled – service", "Seen")
STAFF = ("J Moss", "P Vale", "J Moss", "Duty")
PLACES = ("GP", "ED", "Ward 6", "HV home")
DEEDS = ("NFA", "Letter sent", "Referral to duty team", "")
NUMBERS = ("0417", "0688", "0902/PPN", "0903")
YES = ("Y", "N", "Yes alone", "No")
EMPTY = ("", "", "", "")


def roles(*columns: tuple[str, Sequence[str]], hints: Sequence[ColumnHint] = ()) -> list[str]:
    found = understand([h for h, _ in columns], [c for _, c in columns], scope=Scope(), hints=hints)
    return [column.role.value for column in found]


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("Outcome", DEEDS, "action"),
        ("Outcome", CODES, "attendance"),
        ("Status", CODES, "attendance"),
        ("Log", NUMBERS, "reference"),
        ("Log", TEXTS, "narrative"),
        ("Contact", PLACES, "source"),
        ("Contact", TEXTS, "narrative"),
        ("From", PLACES, "source"),
        ("Who", STAFF, "worker"),
        ("Seen?", YES, "child_seen"),
        ("Seen?", CODES, "attendance"),
        ("Patient", ("Tom", "Tom", "Mum", "Tom"), "source"),
        ("Comments", DEEDS, "comment"),
        ("Child's words", TEXTS, "child_voice"),
        ("Follow up", ("3/12", "24/10", "6/52", ""), "action"),
        ("Blurb", TEXTS, "narrative"),
        ("Blurb", STAFF, "other"),
        ("Attended", ("A", "DNA", "AA", "A"), "attendance"),
        ("Time", CLOCKS, "time"),
        ("Worker", tuple(3 * text for text in TEXTS), "narrative"),
        ("Sequence", ("1", "2", "3", "4"), "order"),
        ("DOB", ("01/02/2010",) * 4, "other"),
        ("Action", EMPTY, "action"),
        ("", STAFF, "other"),
    ],
)
def test_a_heading_with_its_contents_beside_a_date_and_a_text(heading: str, cells: Sequence[str], role: str) -> None:
    assert roles(("Date", DAYS), ("What happened", TEXTS), (heading, cells)) == ["date", "narrative", role]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ((("Date of event", DAYS), ("Date recorded", LATER)), ["date", "recorded"]),
        ((("Date recorded", LATER), ("Date of event", DAYS)), ["recorded", "date"]),
        ((("Date of entry", DAYS), ("Seen by", STAFF)), ["date", "worker"]),
        ((("Logged", DAYS), ("Ref", NUMBERS)), ["date", "reference"]),
        ((("Entered", LATER), ("When", DAYS)), ["recorded", "date"]),
        ((("From", DAYS), ("To", LATER)), ["date", "end_date"]),
        ((("Date", DAYS), ("Start", CLOCKS), ("End", CLOCKS)), ["date", "time", "end_time"]),
        ((("DOB", DAYS), ("Date", LATER)), ["other", "date"]),
        ((("Session", DAYS), ("Written", LATER)), ["date", "recorded"]),
        ((("Seen on", DAYS), ("Missing", LATER)), ["date", "other"]),
        ((("", DAYS), ("", CLOCKS)), ["date", "time"]),
        ((("Date", EMPTY), ("Worker", STAFF)), ["date", "worker"]),
        ((("Date", ("long ago", "one day", "sometime", "later on")), ("Worker", STAFF)), ["date", "worker"]),
    ],
)
def test_days_and_times_share_out_their_roles(
    columns: tuple[tuple[str, Sequence[str]], ...], expected: list[str]
) -> None:
    assert roles(*columns, ("Event", TEXTS))[:-1] == expected


def test_a_few_dates_under_a_date_heading_are_enough_and_many_under_another_are_not() -> None:
    loose = ("03/04/2018", "that week", "in the holidays", "when he was ill")
    assert roles(("When", loose), ("Event", TEXTS)) == ["date", "narrative"]
    assert roles(("When", DAYS), ("Plan", LATER), ("Event", TEXTS)) == ["date", "action", "narrative"]


def test_without_a_narrative_the_fullest_text_becomes_one() -> None:
    assert roles(("Date", DAYS), ("Outcome", CODES), ("Comment", TEXTS)) == ["date", "attendance", "narrative"]
    assert roles(("Date", DAYS), ("Event", TEXTS), ("Comment", TEXTS)) == ["date", "narrative", "comment"]


def test_what_the_review_says_comes_first() -> None:
    hints = [
        ColumnHint("", "Blurb", ColumnRole.CHILD_VOICE),
        ColumnHint("", "stamp", ColumnRole.DATE),
        ColumnHint("", "Date", ColumnRole.RECORDED),
    ]
    found = roles(("Date", LATER), ("Stamp", DAYS), ("Blurb", STAFF), ("Event", TEXTS), hints=hints)
    assert found == ["recorded", "date", "child_voice", "narrative"]


def test_the_reason_names_the_heading_and_what_was_seen() -> None:
    [when, blurb] = understand(["Date", "Blurb"], [DAYS, TEXTS], scope=Scope(date(2018, 1, 1), date(2018, 12, 31)))
    assert when.why == "the heading 'Date'; 100% of the cells read as dates"
    assert blurb.why == "long texts, 34 letters on average"
    assert when.examples == DAYS[:3]


def test_the_heading_that_held_the_days_in_the_table_before_holds_them_again() -> None:
    first = understand(["Session", "Written", "Event"], [DAYS, EMPTY, TEXTS], scope=Scope())
    cells = [("n/k", "3/4/18", "4/4/18", ""), LATER, TEXTS]
    again = understand(["Session", "Date of entry", "Event"], cells, scope=Scope(), before=first)
    alone = understand(["Session", "Date of entry", "Event"], cells, scope=Scope())
    assert [column.role.value for column in again] == ["date", "recorded", "narrative"]
    assert [column.role.value for column in alone] == ["other", "date", "narrative"]
