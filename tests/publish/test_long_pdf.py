"""The plain PDF of a very long timeline or question paper: whole, tagged, in order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from keepsight.model import ColumnRole, Field
from keepsight.publish import write_review
from keepsight.publish.long_pdfs import ROWS_FOR_A_TABLE, long_questions, long_timeline
from keepsight.publish.pictures import figures
from keepsight.publish.plain_pdf import COLUMN, FILES, Face, Long, lines, set_plainly
from keepsight.publish.typeset import FONTS
from keepsight.publish.view import view_of
from tests.publish.build import many, review
from tests.publish.papers import tags, text_of

MADE = datetime(2021, 2, 1, 9, tzinfo=UTC)


def made(folder: Path, document: Long) -> PdfReader:
    set_plainly(document, folder / "long.pdf", fonts=FONTS, made=MADE)
    return PdfReader(folder / "long.pdf", strict=True)


@pytest.fixture(name="timeline", scope="module")
def _timeline(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    return made(tmp_path_factory.mktemp("long"), long_timeline(view_of(review())))


def test_it_is_tagged_titled_dated_and_in_a_set_language(timeline: PdfReader) -> None:
    root: Any = timeline.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]) == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    info = timeline.metadata
    assert info is not None
    assert (info.title, info.creation_date) == ("Child T: timeline", MADE)


def test_every_entry_is_there_in_order_with_all_its_words(timeline: PdfReader) -> None:
    text = text_of(timeline)
    rows = view_of(review()).rows
    at = -1
    for row in rows:
        after = text.index(f"{row.entry.place.file}, row {row.entry.place.row} ", at + 1)
        assert after > at
        at = after
        for cell in row.cells:
            assert " ".join(cell.text.split()) in text
    assert "Accounts differ (date): 12 May or the night before 13 May" in text
    assert "Police · 15 Mar 2020 · 17 May 2020 · 64 days" in text


def test_headings_and_paragraphs_are_tagged_and_every_marked_piece_has_its_element(timeline: PdfReader) -> None:
    kinds = Counter(str(t["/S"]) for t in tags(timeline))
    assert kinds["/H1"] == 1 + 5 + len(list(figures(view_of(review()))))
    assert kinds["/H2"] == 7
    pages: list[Any] = list(timeline.pages)
    pieces = sum(page.get_contents().get_data().count(b"/MCID") for page in pages)
    root: Any = timeline.trailer["/Root"]
    owned = root["/StructTreeRoot"]["/ParentTree"]["/Nums"][1::2]
    assert pieces == sum(len(page) for page in owned)


def test_months_can_be_gone_to_from_the_outline(timeline: PdfReader) -> None:
    titles = [str(o["/Title"]) for o in timeline.outline if isinstance(o, dict)]
    assert titles[:4] == ["Child T: timeline", "Entries", "January 2020", "February 2020"]


def test_every_page_says_whether_names_stand_in_it_and_its_number(timeline: PdfReader) -> None:
    for number, page in enumerate(timeline.pages, start=1):
        text = " ".join(page.extract_text().split())
        assert "Names: as in the agencies’ files. Not for publication." in text
        assert f"Page {number} of {len(timeline.pages)}" in text


def test_every_question_is_there_with_everything_a_panel_needs(tmp_path: Path) -> None:
    text = text_of(made(tmp_path, long_questions(view_of(review()))))
    for asked in view_of(review()).asked:
        assert f"{asked.label} {asked.question.wording}" in text
    for part in (
        "Raises it, 3 entries: 03/03/2020 15:30, Youth justice service:",
        "Speaks against it, 1 entry: 20.5.20, Children’s services:",
        "Who held what: Youth justice service from 3 Mar 2020;",
        "The rule used: gap: 4 years (published",
        "Answer: Agreed / Explained / Not agreed / Data error Reason:",
        "No question raised is not reassurance.",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain (brackets) \\ <angles> ŵ ŷ", "plain (brackets) \\ <angles> ŵ ŷ"),
        ("w\u0302 composed", "ŵ composed"),
        ("日本 and 😀", "?? and ?"),
        ("x" * 400, "x" * 80),
        ("soft\u00adhyphen and \u200bnothing", "softhyphen and nothing"),
    ],
)
def test_any_text_can_be_set(tmp_path: Path, text: str, shown: str) -> None:
    calm = review()
    first, *others = calm.timeline.entries
    changed = replace(first, fields=(Field("What", ColumnRole.NARRATIVE, text),))
    of = replace(calm, timeline=replace(calm.timeline, entries=(changed, *others)))
    read = text_of(made(tmp_path, long_timeline(view_of(of))))
    assert shown in read
    assert ("3 letters that the fonts of this PDF cannot draw" in read) == ("日" in text)


FACES = {name: Face(FONTS / file) for name, file in FILES.items()}
SPACE = 9.0 * max(face.width_of[" "] for face in FACES.values())
"""A space at which a line is broken may stand over the edge."""
WORDS = st.text(alphabet="abcdefgWMil", min_size=1, max_size=90)
RUNS = st.lists(
    st.tuples(
        st.sampled_from(["", "strong", "quiet", "mark"]),
        st.lists(st.one_of(WORDS, st.just("\n")), max_size=30).map(" ".join),
    ),
    max_size=6,
)


@given(RUNS)
def test_lines_hold_every_letter_in_order_and_fit_the_column(runs: list[tuple[str, str]]) -> None:
    set_lines = list(lines(runs, FACES, 9.0))
    whole = "".join(text for _, text in runs)
    assert "".join(whole[start:end] for line in set_lines for start, end, _, _ in line) == whole.replace("\n", "")
    for line in set_lines:
        over = SPACE if line and whole[line[-1][1] - 1] == " " else 0.0
        assert sum(width for _, _, _, width in line) <= COLUMN + over + 0.01


def test_a_line_is_broken_between_words_and_a_longer_word_where_the_column_ends() -> None:
    text = "seen at school " * 12 + "x" * 200
    told = ["".join(text[start:end] for start, end, _, _ in line) for line in lines([("", text)], FACES, 9.0)]
    assert [line.split(" ")[-1] for line in told[:-3]] == [""] * (len(told) - 3)
    assert {line.strip("x") for line in told[-2:]} == {""}
    assert [line for line in lines([("", "one\n\ntwo\n")], FACES, 9.0) if not line] == [[]]


def test_a_timeline_too_long_for_a_table_is_still_one_file_with_every_entry(tmp_path: Path) -> None:
    of = many(ROWS_FOR_A_TABLE + 100)
    write_review(of, tmp_path)
    pdf = PdfReader(tmp_path / "timeline.pdf")
    info = pdf.metadata
    assert info is not None
    assert info.producer == "Keepsight"
    said = text_of(pdf)
    assert sum(said.count(f", row {e.place.row} ") for e in of.timeline.entries) >= len(of.timeline.entries)
