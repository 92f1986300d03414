"""The PDFs: tagged, titled, in a set language, in true reading order, with their footers."""

from __future__ import annotations

import errno
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from keepsight.model import ColumnRole, Field, Review
from keepsight.publish.outputs import moment
from keepsight.publish.pdfs import briefing_data, questions_data, timeline_data
from keepsight.publish.pictures import figures
from keepsight.publish.typeset import typeset
from keepsight.publish.view import view_of
from tests.publish.build import review
from tests.publish.papers import tags, text_of

LAYOUTS = {"timeline": timeline_data, "questions": questions_data, "briefing": briefing_data}


def made(folder: Path, name: str, of: Review) -> PdfReader:
    view = view_of(of)
    typeset(f"{name}.typ", LAYOUTS[name](view), folder / f"{name}.pdf", made=moment(of))
    return PdfReader(folder / f"{name}.pdf")


@pytest.fixture(name="pdfs", scope="module")
def _pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PdfReader]:
    folder = tmp_path_factory.mktemp("pdf")
    return {name: made(folder, name, review()) for name in ("timeline", "questions", "briefing")}


@pytest.mark.parametrize("name", ["timeline", "questions", "briefing"])
def test_every_pdf_is_tagged_titled_and_in_a_set_language(pdfs: dict[str, PdfReader], name: str) -> None:
    root: Any = pdfs[name].trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]) == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    info = pdfs[name].metadata
    assert info is not None
    assert info.title == {"timeline": "Child T: timeline", "questions": "Child T: questions"}.get(
        name, "Seven-minute briefing"
    )


def test_the_timeline_has_a_table_with_tagged_headers_and_a_figure_with_alternative_text(
    pdfs: dict[str, PdfReader],
) -> None:
    found = list(tags(pdfs["timeline"]))
    kinds = Counter(str(t["/S"]) for t in found)
    drawn = list(figures(view_of(review())))
    assert kinds["/TH"] == 5 + 3 + 3 + 4 + 4 + sum(len(f.heads) for f in drawn)
    assert kinds["/Table"] == 5 + len(drawn)
    overview, *pictures = (str(t["/Alt"]) for t in found if t["/S"] == "/Figure")
    assert overview.startswith("32 entries from 5 agencies")
    assert [p.split(". ")[0] for p in pictures] == [f.title for f in drawn]


@pytest.mark.parametrize("name", ["timeline", "questions", "briefing"])
def test_every_page_says_whether_names_stand_in_it_and_its_number(pdfs: dict[str, PdfReader], name: str) -> None:
    pages = pdfs[name].pages
    state = "Names: none given, roles only." if name == "briefing" else "Names: as in the agencies’ files."
    for number, page in enumerate(pages, start=1):
        text = " ".join(page.extract_text().split())
        assert state in text
        assert f"Page {number} of {len(pages)}" in text


def test_the_boxes_of_the_briefing_are_read_from_one_to_seven(pdfs: dict[str, PdfReader]) -> None:
    text = text_of(pdfs["briefing"])
    places = [text.index(f"Sentence one of box {n}") for n in range(1, 8)]
    assert places == sorted(places)
    headings = [t for t in tags(pdfs["briefing"]) if t["/S"] == "/H1"]
    assert len(headings) == 8


def test_the_seven_boxes_stand_on_one_page(pdfs: dict[str, PdfReader]) -> None:
    first = pdfs["briefing"].pages[0].extract_text()
    assert all(f"box {n} " in first for n in range(1, 8))
    assert "Sources of this draft" in pdfs["briefing"].pages[1].extract_text()


def test_a_finished_briefing_is_one_page(tmp_path: Path) -> None:
    calm = review()
    pdf = made(tmp_path, "briefing", replace(calm, briefing=replace(calm.briefing, draft=False)))
    assert len(pdf.pages) == 1


def test_every_entry_and_every_question_is_in_its_pdf(pdfs: dict[str, PdfReader]) -> None:
    timeline, asked = text_of(pdfs["timeline"]), text_of(pdfs["questions"])
    for entry in review().timeline.entries:
        assert f"{entry.place.file}, row {entry.place.row}" in timeline
    for a in view_of(review()).asked:
        assert f"{a.label} {a.question.wording}".replace("  ", " ") in asked
    assert "No question raised is not reassurance." in asked


def test_markup_in_the_text_is_shown_and_never_run(tmp_path: Path) -> None:
    assert '#panic("x") *a* $b$ @c <d> // e' in text_of(_with_text(tmp_path, '#panic("x") *a* $b$ @c <d> // e'))


def test_letters_that_no_bundled_font_can_draw_are_counted(tmp_path: Path) -> None:
    text = text_of(_with_text(tmp_path, "before 日本 and 😀 after ŵ"))
    assert "after ŵ" in text
    assert "3 letters that the fonts of this PDF cannot draw" in text


def test_a_text_that_can_be_drawn_says_nothing_of_fonts(pdfs: dict[str, PdfReader]) -> None:
    assert "cannot draw" not in text_of(pdfs["timeline"])


def _with_text(folder: Path, text: str) -> PdfReader:
    calm = review()
    first, *others = calm.timeline.entries
    changed = replace(first, fields=(Field("What", ColumnRole.NARRATIVE, text),))
    return made(folder, "timeline", replace(calm, timeline=replace(calm.timeline, entries=(changed, *others))))


def test_a_disk_that_is_full_when_the_pdf_is_written_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "briefing.pdf").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left") as told:
        made(tmp_path, "briefing", review())
    assert told.value.errno == errno.ENOSPC
