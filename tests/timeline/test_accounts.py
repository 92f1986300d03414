"""Accounts of one event are linked with reasons; nothing is merged, and two events are not taken for one."""

from __future__ import annotations

from keepsight.model import ConflictKind, Entry, Event
from tests.cast import entry, timeline


def _background() -> list[Entry]:
    """Ordinary months around, so that a coincidence of days means something."""
    return [
        *(entry(n, "School", f"{n}/2/2019", "Quiet day in lessons, homework handed in.") for n in range(10, 16)),
        *(entry(n, "Hospital", f"{n}/6/2019", "Clinic letter filed.") for n in range(10, 16)),
        *(entry(n, "Police", f"{n}/10/2019", "Area patrol, nothing seen.") for n in range(10, 16)),
    ]


def _events(*rows: Entry) -> tuple[Event, ...]:
    return timeline([*_background(), *rows]).events


def test_an_overdose_told_by_hospital_and_school_is_one_event() -> None:
    rows = (
        entry(1, "Hospital", "4/4/2019", "Sam brought in by ambulance, ingestion of tablets, admitted to ward."),
        entry(1, "School", "5/4/2019", "Call from the ward: Sam was admitted last night after taking tablets."),
    )
    (event,) = _events(*rows)
    assert event.entries == ("Hospital-1", "School-1")
    assert event.links[0].reasons[0] == "1 day apart"
    assert "both tell of tablets" in event.links[0].reasons[2] or "tablets" in " ".join(event.links[0].reasons)


def test_words_in_both_are_given_as_they_are_written() -> None:
    rows = (
        entry(1, "Hospital", "4/4/2019", "Sam brought in, cannabis and tablets; severe burns dressed on the ward."),
        entry(1, "School", "4/4/2019", "Sam on the ward with burns. Cannabis was found in a drawer."),
    )
    (event,) = _events(*rows)
    (words,) = [r.removeprefix("both use ") for r in event.links[0].reasons if r.startswith("both use ")]
    assert set(words.split(", ")) == {"burns", "cannabis", "ward"}


def test_two_rows_of_one_day_about_different_things_are_two_events() -> None:
    rows = (
        entry(1, "Hospital", "4/4/2019", "Check up at the dentist, no treatment needed."),
        entry(1, "Police", "4/4/2019", "Bicycle found in the river, owner not known."),
    )
    assert _events(*rows) == ()


def test_a_row_that_stands_twice_in_a_file_is_linked_as_a_copy() -> None:
    rows = (
        entry(1, "Police", "4/4/2019", "Reported missing by parent."),
        entry(2, "Police", "4/4/2019", "Reported missing by parent."),
    )
    (event,) = _events(*rows)
    assert event.links[0].reasons == ("the same row twice in one file",)
    assert event.conflicts == ()


def test_a_day_named_in_the_text_bridges_a_late_notification() -> None:
    rows = (
        entry(1, "Police", "4/4/2019", "Sam reported missing, located at the station, safe."),
        entry(
            1, "School", "18/4/2019", "Police notification received: Sam was missing on 4/4/2019, found at the station."
        ),
    )
    (event,) = _events(*rows)
    assert "one names the day of the other" in event.links[0].reasons


def test_different_days_for_one_overdose_are_a_conflict_of_date() -> None:
    rows = (
        entry(1, "Hospital", "4/4/2019", "Sam admitted after overdose of tablets this evening."),
        entry(
            1, "Social care", "5/4/2019", "Hospital rang: Sam took an overdose of tablets on 2/4/2019 and was admitted."
        ),
    )
    (event,) = _events(*rows)
    assert [c.kind for c in event.conflicts] == [ConflictKind.DATE]
    assert event.conflicts[0].note == "4 April 2019 / 2 April 2019"


def test_accounts_that_agree_have_no_conflict() -> None:
    rows = (
        entry(1, "Hospital", "4/4/2019", "Sam admitted after overdose of tablets."),
        entry(1, "Social care", "4/4/2019", "Hospital rang: Sam admitted after overdose of tablets."),
    )
    (event,) = _events(*rows)
    assert event.conflicts == ()


def test_different_numbers_of_one_thing_are_a_conflict_of_fact() -> None:
    rows = (
        entry(1, "Police", "4/4/2019", "Sam arrested at the quay with three outboard motors, stolen."),
        entry(1, "School", "5/4/2019", "Told that Sam was arrested yesterday over two motors, stolen."),
    )
    (event,) = _events(*rows)
    assert ("3 / 2 motor") in [c.note for c in event.conflicts]


def test_an_empty_timeline_has_no_events() -> None:
    assert timeline([]).events == ()
