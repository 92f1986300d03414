"""The evidence of every question stands at the right words in every output, on the sample review."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree

from keepsight.model import Evidence
from keepsight.pipeline import review_folder
from keepsight.publish.outputs import moment
from keepsight.publish.paper import QUOTED
from keepsight.publish.pdfs import questions_data, timeline_data
from keepsight.publish.questions_page import questions_page
from keepsight.publish.questions_word import write_questions_word
from keepsight.publish.timeline_page import timeline_page
from keepsight.publish.timeline_word import write_timeline_word
from keepsight.publish.view import Row, View, view_of
from tests.publish.pages import page

SAMPLE = Path(__file__).parents[2] / "samples" / "child-a"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(name="shown", scope="module")
def _shown() -> View:
    return view_of(review_folder(SAMPLE))


def marked(row: Row, evidence: Iterable[Evidence]) -> str:
    """The letters that some evidence points to, column by column as the row has them, without spaces."""
    found = []
    for cell in row.cells:
        spans = [s for e in evidence for s in e.spans if s.column == cell.column]
        places = sorted({i for s in spans for i in range(s.start, min(s.end, len(cell.text)))})
        found.append("".join(cell.text[i] for i in places))
    return squeezed("".join(found))


def squeezed(text: str) -> str:
    return "".join(text.split())


def quoted_lines(view: View) -> list[str]:
    """What each quoted line of the question paper should mark, in the order of the paper."""
    return [
        marked(row, (e,))
        for _, asked in view.by_lens()
        for a in asked
        for side in (a.question.evidence, a.question.against)
        for e, row in list(view.known(side))[:QUOTED]
    ]


def styled(document: Path, style: str) -> str:
    with zipfile.ZipFile(document) as packed:
        root = etree.fromstring(packed.read("word/document.xml"))
    runs = (r for r in root.iter(f"{W}r") if any(s.get(f"{W}val") == style for s in r.iter(f"{W}rStyle")))
    return squeezed("".join(t.text or "" for r in runs for t in r.iter(f"{W}t")))


def test_the_sample_asks_enough_to_tell(shown: View) -> None:
    lines = [line for line in quoted_lines(shown) if line]
    assert len(lines) > 150
    assert len(set(lines)) > 80


def test_the_timeline_page_marks_for_each_question_its_words_and_no_others(shown: View) -> None:
    rows = {str(tr.get("id")): tr for tr in page("".join(timeline_page(shown))).iter("tr") if tr.get("id")}
    for asked in shown.asked:
        sides = (*asked.question.evidence, *asked.question.against)
        for _, row in shown.known(sides):
            pieces = (s for s in rows[row.anchor].iter("span") if s.get("class") == "w")
            said = "".join(s.text or "" for s in pieces if str(asked.number) in str(s.get("data-q")).split())
            assert squeezed(said) == marked(row, [e for e in sides if e.entry == row.entry.id]), asked.label


def test_the_question_page_marks_the_words_of_each_entry(shown: View) -> None:
    items = [
        li for dd in page("".join(questions_page(shown))).iter("dd") for li in dd.iter("li") if li.find("a") is not None
    ]
    assert [squeezed("".join(m.text or "" for m in li.iter("mark"))) for li in items] == quoted_lines(shown)


def test_the_question_paper_in_word_and_pdf_marks_the_same(shown: View, tmp_path: Path) -> None:
    write_questions_word(shown, tmp_path / "questions.docx", made=moment(shown.review))
    assert styled(tmp_path / "questions.docx", "Marked") == "".join(quoted_lines(shown))
    lines = [
        squeezed("".join(text for text, is_evidence in line["runs"] if is_evidence))
        for lens in questions_data(shown)["lenses"]
        for sheet in lens["sheets"]
        for part in sheet["parts"]
        if part["kind"] == "side"
        for line in part["lines"]
    ]
    assert lines == quoted_lines(shown)


def test_the_timeline_in_word_and_pdf_marks_what_any_question_points_to(shown: View, tmp_path: Path) -> None:
    sides = [e for a in shown.asked for e in (*a.question.evidence, *a.question.against)]
    expected = [marked(row, [e for e in sides if e.entry == row.entry.id]) for row in shown.rows]
    data = [squeezed("".join(t for _, runs in r["c"] for t, m in runs if m)) for r in timeline_data(shown)["rows"]]
    assert data == expected
    write_timeline_word(shown, tmp_path / "timeline.docx", made=moment(shown.review))
    legend = squeezed("coloured ground")
    assert styled(tmp_path / "timeline.docx", "Marked") == legend + "".join(expected)
