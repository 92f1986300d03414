"""A row that stands twice is asked about once and shown twice."""

from __future__ import annotations

from dataclasses import replace

from keepsight.model import Entry, EntryId, HowKnown, Settings
from keepsight.pipeline import ask_of
from keepsight.timeline import merge
from keepsight.timeline.copies import REASON, with_copies, without_copies
from tests.cast import CAST, entry


def _copy(row: Entry, number: int) -> Entry:
    return replace(row, id=EntryId(f"{row.id}-again"), place=replace(row.place, row=number))


def _rows() -> list[Entry]:
    return [
        entry(1, "School", "4/3/2019", "Swore at staff and walked out. Detention."),
        entry(2, "School", "6/3/2019", "Threw a chair. Detention."),
        entry(3, "School", "9/3/2019", "Library card renewed."),
    ]


def _told_twice() -> list[Entry]:
    return [
        entry(1, "School", "4/3/2019", "Overdose of paracetamol in lunch break, ambulance called, rang the hospital."),
        entry(1, "Hospital", "4/3/2019", "Overdose of paracetamol at school in lunch break, came by ambulance."),
        entry(2, "Hospital", "9/5/2019", "Eye test."),
    ]


def test_the_first_of_equal_rows_is_kept_and_the_others_named_with_it() -> None:
    rows = _rows()
    again = _copy(rows[1], 4)
    kept, copies = without_copies((*rows, again))
    assert kept == tuple(rows)
    assert copies == ((rows[1].id, again.id),)


def test_equal_words_on_another_day_or_in_another_file_are_no_copy() -> None:
    rows = [
        entry(1, "School", "4/3/2019", "No reply."),
        entry(2, "School", "5/3/2019", "No reply."),
        entry(1, "Health", "4/3/2019", "No reply."),
        replace(entry(3, "School", "4/3/2019", "No reply."), digest=""),
    ]
    assert without_copies(rows) == (tuple(rows), ())


def test_a_copy_raises_no_count_and_changes_no_question() -> None:
    rows = _rows()
    twice = merge([*rows, _copy(rows[0], 4), _copy(rows[1], 5)])
    once, questions = ask_of(merge(rows), CAST, settings=Settings())
    again, same = ask_of(twice, CAST, settings=Settings())
    assert same == questions
    assert "E10" not in {q.code for q in questions}
    another = entry(4, "School", "11/3/2019", "Swore at a teacher. Detention.")
    assert "E10" in {q.code for q in ask_of(merge([*rows, another]), CAST, settings=Settings())[1]}
    assert [e.id for e in again.entries] == [e.id for e in twice]
    assert len(once.entries) == len(again.entries) - 2


def test_a_copy_is_read_known_and_linked_as_the_row_it_copies() -> None:
    rows = _told_twice()
    twice = merge([*rows, _copy(rows[0], 2)])
    timeline, _ = ask_of(twice, CAST, settings=Settings())
    original, copy = timeline.readings[rows[0].id], timeline.readings[EntryId("School-1-again")]
    assert [(s.kind, s.span, s.words) for s in copy.signals] == [(s.kind, s.span, s.words) for s in original.signals]
    assert {s.entry for s in copy.signals} == {"School-1-again"}
    (event,) = [e for e in timeline.events if "School-1-again" in e.entries]
    assert event.entries == ("School-1", "School-1-again", "Hospital-1")
    assert [(k.a, k.b) for k in event.links if k.reasons == (REASON,)] == [("School-1", "School-1-again")]
    known = {(k.agency, k.how) for k in timeline.knowledge if k.entry == "School-1-again"}
    assert known == {("School", HowKnown.RECORDED), ("Hospital", HowKnown.SHARED)}


def test_a_copy_of_a_row_that_nobody_else_tells_of_is_an_event_of_the_two() -> None:
    rows = [entry(1, "School", "4/3/2019", "Late again.")]
    timeline, _ = ask_of((rows[0], _copy(rows[0], 2)), CAST, settings=Settings())
    assert [e.entries for e in timeline.events] == [("School-1", "School-1-again")]
    assert with_copies(timeline, timeline.entries, ()) == timeline
