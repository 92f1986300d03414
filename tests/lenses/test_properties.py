"""What may not change a question: a row sent twice, a row about something else, a date that can be several days."""

from __future__ import annotations

import calendar
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from keepsight.lenses import ask
from keepsight.model import Certainty, Entry, EntryId, Place, Question, Timeline
from tests.cast import entry, timeline
from tests.lenses.blocks import Block, blocks

BLOCKS = blocks()
LINES = tuple(dict.fromkeys(line for b in BLOCKS for line in b.lines))
NAMES = [b.name for b in BLOCKS]
UNRELATED = (
    "Library card renewed, two books out.",
    "Swimming pool timetable changed for the holidays.",
    "Hall booked for the choir, chairs set out.",
)
BY_SERVICE = (
    "Clinic cancelled, consultant off sick.",
    "Clinic cancelled by the trust.",
    "Appointment cancelled by the service.",
    "Clinic closed, boiler fault.",
)
OTHER_OUTCOMES = (
    "Was not brought.",
    "DNA. Letter sent.",
    "Mum rang to cancel, no car.",
    "Attended with mum, seen in clinic.",
)
PROPERTY = settings(derandomize=True, deadline=None, max_examples=60)
Raised = tuple[str, frozenset[str]]


@pytest.mark.parametrize("block", BLOCKS, ids=NAMES)
def test_rows_sent_twice_change_no_question(block: Block) -> None:
    rows = block.rows
    copies = _copies(rows)
    original = {copy.id: row.id for copy, row in zip(copies, rows, strict=True)}
    doubled = ask(timeline((*rows, *copies)), block.policy)
    assert sorted(_shown(q, original) for q in doubled) == sorted(
        _shown(q, {}) for q in ask(timeline(rows), block.policy)
    )


@PROPERTY
@given(
    lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=6, unique=True),
    text=st.sampled_from(UNRELATED),
    day=st.dates(date(2019, 1, 1), date(2019, 12, 31)),
)
def test_a_row_about_something_else_removes_no_question(lines: list[str], text: str, day: date) -> None:
    rows = Block("E1", "drawn", lines=tuple(lines)).rows
    more = timeline((*rows, entry(1, "Parish council", f"{day:%d/%m/%Y}", text)))
    assume(not any("Parish council-1" in e.entries for e in more.events))
    fewer = replace(more, entries=tuple(e for e in more.entries if e.agency != "Parish council"))
    assert _raised(fewer) <= _raised(more)


@PROPERTY
@given(
    st.lists(st.tuples(st.sampled_from((*BY_SERVICE, *OTHER_OUTCOMES)), st.integers(0, 300)), min_size=1, max_size=8)
)
def test_an_appointment_the_service_cancelled_is_never_evidence_of_a_miss(outcomes: list[tuple[str, int]]) -> None:
    rows = [
        entry(n, "Hospital", f"{date(2019, 1, 7) + timedelta(days=days):%d/%m/%Y}", text, source="Neurology clinic")
        for n, (text, days) in enumerate(outcomes, 1)
    ]
    cancelled = {r.id for r, (text, _) in zip(rows, outcomes, strict=True) if text in BY_SERVICE}
    missed = {e.entry for q in ask(timeline(rows)) if q.code in ("C1", "C2", "C3", "C4") for e in q.evidence}
    assert missed & cancelled == set()


def test_the_clinics_of_the_property_do_raise_the_question_when_the_child_is_missed() -> None:
    rows = [
        entry(n, "Hospital", f"{9 * n - 8}/3/2019", text, source="Neurology clinic")
        for n, text in enumerate(OTHER_OUTCOMES, 1)
    ]
    (question,) = (q for q in ask(timeline(rows)) if q.code == "C1")
    assert {e.entry for e in question.evidence} == {"Hospital-1", "Hospital-2", "Hospital-3"}


@pytest.mark.parametrize("block", BLOCKS, ids=NAMES)
def test_a_question_is_certain_only_if_it_stands_on_every_day_of_the_month(block: Block) -> None:
    for place, line in enumerate(block.lines):
        agency, written, rest = line.split(" | ", 2)
        day, month, year = map(int, written.split("/"))
        loose = _with(block, place, f"{agency} | {calendar.month_name[month]} {year} | {rest}")
        certain = [q for q in _own(loose, block) if q.certainty is Certainty.CERTAIN]
        for one in (1, day, calendar.monthrange(year, month)[1]) if certain else ():
            pinned = _with(block, place, f"{agency} | {one}/{month}/{year} | {rest}")
            assert _own(pinned, block) or _groups(pinned) != _groups(loose), f"{line}: certain, yet not on day {one}"


@pytest.mark.parametrize(
    ("written", "certainty"),
    [
        ("11/3/2019", Certainty.CERTAIN),
        ("March 2019", Certainty.POSSIBLE),
        ("11/3/2019?", Certainty.POSSIBLE),
        ("9-13/3/2019", Certainty.POSSIBLE),
    ],
)
def test_a_cluster_is_certain_only_if_its_days_are(written: str, certainty: Certainty) -> None:
    lines = (
        "School | 4/3/2019 | Sam excluded for two days.",
        f"Hospital | {written} | Sam brought in by ambulance, overdose.",
        "Social care | 22/3/2019 | Grandfather died on 20/3.",
    )
    rows = Block("T1", "cluster", lines=lines).rows
    assert [q.certainty for q in ask(timeline(rows)) if q.code == "T1"] == [certainty]


def test_a_loose_date_that_is_not_needed_leaves_a_cluster_certain() -> None:
    lines = (
        "School | 4/3/2019 | Sam excluded for two days.",
        "Hospital | 11/3/2019 | Sam brought in by ambulance, overdose.",
        "Police | March 2019 | Sam reported missing, located at the arcade.",
        "Social care | 22/3/2019 | Grandfather died on 20/3.",
    )
    rows = Block("T1", "cluster", lines=lines).rows
    assert [q.certainty for q in ask(timeline(rows)) if q.code == "T1"] == [Certainty.CERTAIN]


def test_a_rule_without_a_window_is_certain_of_a_single_row_dated_by_the_month() -> None:
    rows = (entry(1, "School", "March 2019", "Sam has a new phone. Val Moor bought it."),)
    assert [q.certainty for q in ask(timeline(rows)) if q.code == "E5"] == [Certainty.CERTAIN]


def _copies(rows: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Every row once more at the end of its own file."""
    counted = Counter(r.agency for r in rows)
    made = []
    for row in rows:
        counted[row.agency] += 1
        number = counted[row.agency]
        place = Place(row.place.file, row.place.table, number)
        made.append(replace(row, id=EntryId(f"{row.agency}-{number}"), place=place))
    return tuple(made)


def _shown(question: Question, original: dict[EntryId, EntryId]) -> tuple[str, list[str], str, str]:
    ids = {original.get(e.entry, e.entry) for e in question.evidence}
    return question.code, sorted(ids), question.certainty, str(question.first_answerable)


def _raised(told: Timeline) -> set[Raised]:
    return {(q.code, frozenset(e.entry for e in q.evidence)) for q in ask(told)}


def _with(block: Block, place: int, line: str) -> Timeline:
    lines = (*block.lines[:place], line, *block.lines[place + 1 :])
    return timeline(replace(block, lines=lines).rows)


def _own(told: Timeline, block: Block) -> list[Question]:
    return [q for q in ask(told, block.policy) if q.code == block.code]


def _groups(told: Timeline) -> set[frozenset[EntryId]]:
    """Which rows are taken for accounts of one event: a loose date can keep two accounts apart."""
    return {frozenset(e.entries) for e in told.events}
