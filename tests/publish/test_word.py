"""The Word documents, read back as a word processor would read them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from keepsight.publish.briefing_word import write_briefing_word
from keepsight.publish.questions_word import write_questions_word
from keepsight.publish.timeline_word import write_timeline_word
from keepsight.publish.view import view_of
from keepsight.publish.word import run
from tests.publish.build import ROWS, many, review

MADE = datetime(2021, 2, 1, 9, tzinfo=UTC)


@pytest.fixture(name="documents", scope="module")
def _documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("word")
    view = view_of(review())
    write_timeline_word(view, folder / "timeline.docx", made=MADE)
    write_questions_word(view, folder / "questions.docx", made=MADE)
    write_briefing_word(view, folder / "briefing.docx", made=MADE)
    return {p.stem: Document(str(p)) for p in folder.iterdir()}


def rows_of(table: Any) -> list[list[str]]:
    return [["\n".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("name", ["timeline", "questions", "briefing"])
def test_every_document_has_title_language_and_fixed_dates(documents: dict[str, Any], name: str) -> None:
    core = documents[name].core_properties
    assert core.title == {"timeline": "Child T: timeline", "questions": "Child T: questions"}.get(
        name, "Seven-minute briefing"
    )
    assert (core.language, core.created, core.modified) == ("en-GB", MADE, MADE)
    languages = documents[name].styles.element.iter(qn("w:lang"))
    assert {language.get(qn("w:val")) for language in languages} == {"en-GB"}


@pytest.mark.parametrize("name", ["timeline", "questions", "briefing"])
def test_every_header_row_repeats_on_every_page(documents: dict[str, Any], name: str) -> None:
    tables = documents[name].tables
    assert tables
    for table in tables:
        repeats = [row._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeats == [True] + [False] * (len(table.rows) - 1)


@pytest.mark.parametrize("name", ["timeline", "questions", "briefing"])
def test_the_footer_says_whether_names_stand_in_it_and_on_which_page_one_is(
    documents: dict[str, Any], name: str
) -> None:
    footer = documents[name].sections[0].footer.paragraphs[0]
    state = "Names: none given, roles only." if name == "briefing" else "Names: as in the agencies’ files."
    assert footer.text.startswith(state)
    fields = [f.get(qn("w:instr")) for f in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_timeline_is_landscape_and_has_every_entry_in_order(documents: dict[str, Any]) -> None:
    section = documents["timeline"].sections[0]
    assert section.page_width > section.page_height
    rows = rows_of(documents["timeline"].tables[0])
    assert rows[0] == ["Date as written", "Agency", "What was recorded", "How it is known", "Questions"]
    assert [r[0].split("\n")[0] for r in rows[1:]] == [r.written or "No date written" for r in ROWS]
    assert rows[2] == [
        "14.1.20\nTue 14 Jan 2020, 09:40",
        "Health",
        f"Event / contact: {ROWS[1].text}\nAction taken: {ROWS[1].action}",
        "Was not brought\nRecord check\nhealth_export.csv, row 1",
        "C1",
    ]


def test_headings_come_in_order_without_a_gap(documents: dict[str, Any]) -> None:
    for document in documents.values():
        levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_question_does_not_stand_alone_at_the_foot_of_a_page(documents: dict[str, Any]) -> None:
    """From its heading to the first row of its table every paragraph is kept with the next."""
    document = documents["questions"]
    asked = 0
    for paragraph in document.paragraphs:
        if paragraph.style.name != "Heading 2":
            continue
        beneath, table = paragraph._p.getnext(), paragraph._p.getnext().getnext()
        heads = table.find(qn("w:tr")).iter(qn("w:pStyle"))
        names = [paragraph._p.style, beneath.style, *(head.get(qn("w:val")) for head in heads)]
        styles = {s.style_id: s for s in document.styles}
        assert all(styles[name].paragraph_format.keep_with_next for name in names), names
        asked += 1
    assert asked == len(document.tables)


def test_the_briefing_has_its_boxes_in_order_and_a_real_list(documents: dict[str, Any]) -> None:
    headings = [p.text for p in documents["briefing"].paragraphs if p.style.name == "Heading 1"]
    assert [h[0] for h in headings[:7]] == list("1234567")
    bullets = [p.text for p in documents["briefing"].paragraphs if p.style.name == "List Bullet"]
    assert bullets[0].startswith("Sentence one of box 7")


def test_line_ends_are_kept_and_what_xml_cannot_carry_is_shown() -> None:
    written = run("a\nb\x00<c>")
    said = etree.fromstring(f'<w:p xmlns:w="http://x">{written}</w:p>')
    assert "".join(str(t) for t in said.itertext()) == "ab\ufffd<c>"
    assert [e.tag.split("}")[1] for e in said[0]] == ["t", "br", "t"]


def test_a_thousand_rows_are_one_table_of_a_thousand_rows(tmp_path: Path) -> None:
    write_timeline_word(view_of(many(1000)), tmp_path / "t.docx", made=MADE)
    with zipfile.ZipFile(tmp_path / "t.docx") as parts:
        document = etree.parse(io.BytesIO(parts.read("word/document.xml")))
    first = document.getroot().find(f".//{qn('w:tbl')}")
    assert first is not None
    assert len(first.findall(qn("w:tr"))) == 1001
