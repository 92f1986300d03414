"""Silences, ages, and who knew what when."""

from __future__ import annotations

from datetime import date

from keepsight.model import EntryId, HowKnown, Precision, Silence, When
from keepsight.timeline import age_on, ages
from keepsight.timeline.silences import silences
from tests.cast import CAST, entry, timeline


def test_a_long_gap_of_one_agency_is_a_silence() -> None:
    rows = [entry(n, "School", f"{n}/1/2019", "x") for n in range(1, 6)] + [entry(6, "School", "20/4/2019", "x")]
    assert silences(rows) == (Silence("School", date(2019, 1, 6), date(2019, 4, 19)),)


def test_a_service_that_sees_a_child_once_a_quarter_is_not_silent_between() -> None:
    rows = [entry(n, "Clinic", f"1/{m}/2019", "x") for n, m in enumerate((1, 4, 7, 10), 1)]
    assert silences(rows) == ()


def test_a_birthday_counts_from_its_day() -> None:
    born = date(2004, 3, 3)
    assert (age_on(born, date(2019, 3, 2)), age_on(born, date(2019, 3, 3))) == (14, 15)


def test_a_month_gives_the_youngest_and_the_oldest_age() -> None:
    when = When("March 2019", date(2019, 3, 1), date(2019, 3, 31), Precision.MONTH)
    assert ages(CAST, when) == (("sam", 14, 15),)


def test_an_undated_entry_gives_no_age() -> None:
    assert ages(CAST, When("undated")) == ()


def test_an_agency_that_is_told_the_same_day_is_known_to_have_known() -> None:
    rows = [
        entry(1, "School", "4/4/2019", "Sam said there is no food at home. Rang social care same day."),
        entry(1, "Social care", "9/9/2019", "Visit."),
    ]
    known = {(k.entry, k.agency): (k.day, k.how) for k in timeline(rows).knowledge}
    assert known[EntryId("School-1"), "School"] == (date(2019, 4, 4), HowKnown.RECORDED)
    assert known[EntryId("School-1"), "Social care"] == (date(2019, 4, 4), HowKnown.SHARED)


def test_an_agency_that_was_not_told_is_not_said_to_have_known() -> None:
    rows = [
        entry(1, "School", "4/4/2019", "Sam said there is no food at home."),
        entry(1, "Police", "9/9/2019", "Patrol."),
    ]
    assert ("School-1", "Police") not in {(k.entry, k.agency) for k in timeline(rows).knowledge}


def test_a_row_written_late_was_known_from_the_day_it_was_written() -> None:
    rows = [entry(1, "School", "4/4/2019", "Sam was hungry.", recorded="2/5/2019")]
    assert timeline(rows).knowledge[0].day == date(2019, 5, 2)
