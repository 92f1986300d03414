"""What became of an appointment, read from a text table of rows: each with the cells beside it and the file it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepsight.dates import read_date
from keepsight.model import UNDATED, Attendance, ColumnRole, Entry, EntryId, EntryKind, Field, Place, Span
from keepsight.reading import Reader
from keepsight.reading.attendance import attendance_of, file_profile, kept_weight
from keepsight.reading.attendance_outcome import outcome_of, status_of
from keepsight.reading.attendance_profile import SAMPLE, Profile, sample
from keepsight.reading.attendance_row import RowMarker
from keepsight.reading.attendance_signs import signs_of
from keepsight.reading.persons import PersonFinder
from tests.cast import CAST

MARKER = RowMarker(PersonFinder(CAST), CAST)
CELLS = {
    "head": ("Source", ColumnRole.SOURCE),
    "worker": ("By", ColumnRole.WORKER),
    "status": ("Status", ColumnRole.ATTENDANCE),
    "plan": ("Action", ColumnRole.ACTION),
    "seen": ("Child seen?", ColumnRole.CHILD_SEEN),
    "time": ("Time", ColumnRole.TIME),
    "ref": ("Ref", ColumnRole.REFERENCE),
}
_LINE = re.compile(r"(?:\{(?P<cells>[^}]*)\} )?(?P<text>.+) => (?P<value>\S+)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table."""

    file: str
    text: str
    value: str
    cells: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.file}: {self.cells or ''} {self.text}"


def lines(name: str) -> list[Line]:
    """The lines of a text table in this folder."""
    found, file = [], ""
    for written in (Path(__file__).parent / name).read_text("utf-8").splitlines():
        if written.startswith("file:"):
            file = written.removeprefix("file:").strip()
        elif written and not written.startswith("#"):
            match = _LINE.fullmatch(written)
            assert match is not None, written
            cells = tuple(tuple(c.split(": ", 1)) for c in (match["cells"] or "").split(", ") if c)
            found.append(Line(file, match["text"], match["value"], cells))
    return found


def row(
    text: str,
    cells: Mapping[str, str] | None = None,
    *,
    heading: str = "Details",
    agency: str = "Agency",
    note: bool = False,
    when: str = "",
) -> Entry:
    """A row as intake gives it; `cells` are those beside the narrative, by the names in CELLS."""
    beside = tuple(Field(CELLS[name][0], CELLS[name][1], cell) for name, cell in (cells or {}).items())
    return Entry(
        EntryId(f"{text}{cells}"),
        Place("a.csv", 0, 1),
        agency,
        read_date(when).when if when else UNDATED,
        (*beside, Field(heading, ColumnRole.NARRATIVE, text)),
        kind=EntryKind.NOTE if note else EntryKind.EVENT,
        source=(cells or {}).get("head", ""),
        worker=(cells or {}).get("worker", ""),
    )


FILES = {
    "nothing known": (),
    "a book of sessions": (
        row("Session 1, talked about home.", heading="Session notes"),
        row("Did not attend, text sent.", heading="Session notes"),
        row("Told me about the new flat.", heading="Session notes"),
        row("Session 3, says the exam went well.", heading="Session notes"),
    ),
    "a log of conduct": (
        row("Late, hair unwashed, no lunch.", {"time": "9.10"}, heading="Incident"),
        row("Swore at staff in the corridor.", {"time": "11.30"}, heading="Incident"),
        row("Asleep in registration.", {"time": "8.50"}, heading="Incident"),
        row("Planner not signed.", {"time": "14.00"}, heading="Incident"),
    ),
    "a police log": (
        row("Arrested for theft, custody.", {"time": "21.00", "ref": "17"}, heading="Circumstances"),
        row("Missing from home, located in the town centre.", {"time": "23.10", "ref": "18"}, heading="Circumstances"),
        row("Patrol stopped a van.", {"time": "2.15", "ref": "19"}, heading="Circumstances"),
    ),
}


def profile(file: str) -> Profile:
    return file_profile([MARKER.row(e) for e in FILES.get(file, ())])


def read(line: Line) -> str:
    agency = "Parents" if line.file == "the parents' own account" else "Agency"
    found = attendance_of(MARKER.row(row(line.text, dict(line.cells), agency=agency)), profile(line.file))
    return found.attendance if found else "-"


@pytest.mark.parametrize("line", lines("attendance_rows.txt"), ids=str)
def test_a_row_is_read_as_the_table_says(line: Line) -> None:
    assert read(line) == line.value


def test_every_attendance_speaks_in_the_table() -> None:
    assert {line.value for line in lines("attendance_rows.txt")} == {*Attendance, "-"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mum rang to cancel, no car.", "Dad rang to cancel, no car."),
        ("Seen with her mother, she was quiet.", "Seen with his father, he was quiet."),
        ("Aunt brought her, session 2.", "Uncle brought him, session 2."),
        ("Girlfriend waited outside, session 2.", "Boyfriend waited outside, session 2."),
        ("Mrs Hale not in, card left at the door.", "Mr Hale not in, card left at the door."),
    ],
)
def test_a_row_reads_the_same_for_every_gender(one: str, other: str) -> None:
    told = [attendance_of(MARKER.row(row(t)), Profile()) for t in (one, other)]
    assert [t.attendance if t else None for t in told] == [told[0].attendance if told[0] else None] * 2


def test_an_attendance_names_the_words_that_say_so() -> None:
    text = "Clinic: was not brought, second time."
    found = attendance_of(MARKER.row(row(text)), Profile())
    assert found is not None
    assert found.span == Span("Details", text.index("was not"), text.index(","))


def test_a_status_column_is_the_span_of_what_it_says() -> None:
    found = attendance_of(
        MARKER.row(row("Wrist moving well.", {"head": "Fracture clinic", "status": "ATT"})), Profile()
    )
    assert found is not None
    assert found.span == Span("Status", 0, 3)


def test_a_kept_contact_names_the_word_that_tells_of_it() -> None:
    found = attendance_of(MARKER.row(row("Home visit, all well.")), Profile())
    assert found is not None
    assert found.span == Span("Details", 0, len("Home visit"))


def test_a_row_that_only_its_file_tells_of_has_no_span() -> None:
    found = attendance_of(MARKER.row(row("Quiet, played cards.")), profile("a book of sessions"))
    assert found is not None
    assert (found.attendance, found.span) == (Attendance.KEPT, None)


def test_a_stay_of_several_days_is_no_appointment() -> None:
    one_day = row("Seen daily on the unit.", when="3/4/2019")
    several = row("Seen daily on the unit.", when="3/4/2019 - 6/4/2019")
    assert attendance_of(MARKER.row(one_day), Profile()) is not None
    assert attendance_of(MARKER.row(several), Profile()) is None


def test_a_note_between_the_rows_has_no_attendance() -> None:
    note = row("Session list checked, two missed sessions not entered.", note=True)
    assert Reader(CAST).read([note])[note.id].attendance is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("DNA", Attendance.NOT_BROUGHT),
        ("dna - letter sent", Attendance.NOT_BROUGHT),
        ("Cancelled – service", Attendance.CANCELLED_SERVICE),
        ("Cancelled by family", Attendance.CANCELLED_FAMILY),
        ("Cancelled", Attendance.CANCELLED_FAMILY),
        ("Attended", Attendance.KEPT),
        ("Y", Attendance.KEPT),
        ("Rebooked", Attendance.RESCHEDULED),
        ("Seen by the duty worker after school", None),
        ("", None),
        ("Admit to ward", None),
    ],
)
def test_a_status_cell_says_one_thing_or_nothing(text: str, value: Attendance | None) -> None:
    assert status_of(text) == value


def test_a_book_of_contacts_is_told_from_a_log() -> None:
    signs = signs_of(MARKER.row(row("Quiet today.")))
    assert kept_weight(signs, profile("a book of sessions")) > 0 > kept_weight(signs, profile("a log of conduct"))


def test_a_long_file_is_judged_by_rows_from_all_of_it() -> None:
    rows = [row(f"Row {n}") for n in range(SAMPLE * 3 + 1)]
    looked_at = sample(rows)
    assert len(looked_at) <= SAMPLE
    assert looked_at[0] is rows[0]
    assert rows.index(looked_at[-1]) > SAMPLE * 2


def test_a_file_without_rows_has_an_empty_profile() -> None:
    assert file_profile([]) == Profile()


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_and_its_span_lies_inside_it(text: str) -> None:
    entry = row(text, {"head": text[:20], "worker": text[20:30], "plan": text[30:50], "seen": text[50:55]})
    found = MARKER.row(entry)
    outcome = outcome_of(found)
    whole = attendance_of(found, profile("a book of sessions"))
    for span in (outcome.span if outcome else None, whole.span if whole else None):
        assert span is None or 0 <= span.start < span.end <= len(entry.field(span.column).text)
