"""The one reading that all documents are made from: labels, marks, quotations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from keepsight.model import ColumnRole, EntryId, Event, Evidence, Link, Silence, Span
from keepsight.publish.lanes import caption
from keepsight.publish.view import Cell, Mark, pieces, quoted, reasons, view_of
from tests.publish.build import HEADINGS, SCHOOL, review


def test_a_rule_that_raised_one_question_gives_its_code_and_one_that_raised_two_numbers_them() -> None:
    labels = [a.label for a in view_of(review()).asked]
    assert [x for x in labels if x[0] == "T"] == ["T3", "T4.1", "T4.2"]
    assert len(set(labels)) == len(labels)


def test_a_row_knows_which_questions_it_raises_and_which_it_speaks_against() -> None:
    view = view_of(review())
    assert view.codes(view.rows[7]) == "E1, E3, R1, R5, V5"
    assert view.codes(view.rows[18]) == "against E1"
    assert view.codes(view.rows[4]) == ""


def test_every_cell_is_shown_but_a_date_that_the_date_column_already_says() -> None:
    row = view_of(review()).rows[0]
    assert [c.column for c in row.cells] == [HEADINGS[SCHOOL], "Action taken"]


def test_overlapping_marks_cut_the_text_and_every_piece_knows_its_questions() -> None:
    cell = Cell("What", ColumnRole.NARRATIVE, "abcdef", (Mark(1, 4, 7), Mark(3, 5, 9)))
    assert list(pieces(cell)) == [("a", ()), ("bc", (7,)), ("d", (7, 9)), ("e", (9,)), ("f", ())]


def test_the_reasons_of_several_links_are_brought_together() -> None:
    a, b, c = map(EntryId, "abc")
    event = Event(
        "e",
        (a, b, c),
        (
            Link(a, b, ("1 day apart", "both tell of drugs", "both use cannabis, grinder")),
            Link(b, c, ("1 day apart", "both tell of drugs, arrest", "both use cannabis, custody")),
        ),
        (),
    )
    assert reasons(event) == "1 day apart; both tell of drugs and arrest; both use cannabis, grinder and custody"
    assert reasons(event, a) == "1 day apart; both tell of drugs; both use cannabis and grinder"
    many = replace(event, links=(Link(a, b, ("both use " + ", ".join("abcdefghijkl"),)),))
    assert reasons(many) == "both use a, b, c, d, e, f, g and h"
    assert reasons(replace(event, links=())) == "Reasons not recorded"


@settings(derandomize=True, deadline=None)
@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 3)), max_size=6),
)
def test_pieces_never_lose_or_repeat_a_letter(text: str, spans: list[tuple[int, int, int]]) -> None:
    marks = tuple(Mark(min(a, b, len(text)), min(max(a, b), len(text)), q) for a, b, q in spans)
    assert "".join(t for t, _ in pieces(Cell("What", ColumnRole.NARRATIVE, text, marks))) == text


def test_the_exact_words_are_quoted_with_a_little_of_what_stands_around_them() -> None:
    view = view_of(review())
    asked = next(a for a in view.asked if a.label == "E3")
    ((evidence, row),) = view.known(asked.question.evidence)
    ((column, runs),) = quoted(row, evidence)
    assert column == "Details of contact"
    assert [t for t, marked in runs if marked] == ["boyfriend’s"]
    assert "".join(t for t, _ in runs).startswith("… ")


@settings(derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=5))
def test_every_marked_run_is_a_stretch_of_the_cell(spans: list[tuple[int, int]]) -> None:
    view = view_of(review())
    row = view.rows[7]
    field = row.entry.fields[1]
    evidence = Evidence(row.entry.id, tuple(Span(field.column, min(a, b), max(a, b)) for a, b in spans))
    for _, runs in quoted(row, evidence):
        for text, marked in runs:
            assert not marked or text in field.text


def test_evidence_without_words_quotes_the_beginning_unmarked() -> None:
    view = view_of(review())
    ((column, runs),) = quoted(view.rows[0], Evidence(view.rows[0].entry.id))
    assert column == HEADINGS[SCHOOL]
    assert [marked for _, marked in runs] == [False]


def test_the_longest_silence_that_is_told_began_within_the_review() -> None:
    asked = review()
    long_ago = Silence("Police", date(2001, 1, 1), date(2010, 1, 1))
    within = Silence("Health", date(2020, 3, 1), date(2020, 5, 1))
    timeline = replace(asked.timeline, silences=(long_ago, within), start=date(2020, 1, 1))
    told = caption(view_of(replace(asked, timeline=timeline)))
    assert "the longest silence is Health, 62 days from 1 Mar 2020" in told
    assert "Police" not in told.split("silence is")[1]
