"""Word documents: what stands in the cells, and what stands beside them."""

from __future__ import annotations

from pathlib import Path

from keepsight.model import IssueKind
from tests.intake.build import HEAD, ROWS, WORD_NS, issues, kinds, read, tbl, tc, texts, tr, word, word_of, zipped

P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
HEADING = tr("Date", "Event")


def event(path: Path, content: str, **parts: str) -> str:
    """The event cell of a document with one row, from the markup of that cell."""
    found = read(word_of(path, tbl(HEADING, tr("03/04/2018", content)), **parts))
    return found.entries[0].field("Event").text


def test_paragraphs_breaks_and_tabs_of_a_cell_are_kept(tmp_path: Path) -> None:
    content = "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>" + P.format("Four")
    assert event(tmp_path / "a.docx", content) == "One\ntwo\tthree\nFour"


def test_a_tab_stop_of_a_paragraph_is_no_tab(tmp_path: Path) -> None:
    content = '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr><w:r><w:t>One</w:t></w:r></w:p>'
    assert event(tmp_path / "a.docx", content) == "One"


def test_fonts_and_styles_change_nothing(tmp_path: Path) -> None:
    looks = '<w:rPr><w:b/><w:sz w:val="20"/></w:rPr>'
    content = f'<w:p><w:pPr><w:pStyle w:val="x"/>{looks}</w:pPr><w:r>{looks}<w:t>One</w:t></w:r></w:p>'
    assert event(tmp_path / "a.docx", content) == "One"


def test_hidden_words_are_kept_and_told(tmp_path: Path) -> None:
    content = "<w:p><w:r><w:t>Seen. </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not seen.</w:t></w:r></w:p>"
    found = read(word_of(tmp_path / "a.docx", tbl(HEADING, tr("03/04/2018", content))))
    assert texts(found) == [("03/04/2018", "Seen. Not seen.")]
    assert issues(found, IssueKind.HIDDEN) == [(1, "Event", "Not seen.")]


def test_inserted_words_are_text_and_deleted_words_are_told(tmp_path: Path) -> None:
    content = (
        "<w:p><w:ins><w:r><w:t>Seen today.</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Not seen.</w:delText></w:r></w:del></w:p>"
    )
    found = read(word_of(tmp_path / "a.docx", tbl(HEADING, tr("03/04/2018", content))))
    assert texts(found) == [("03/04/2018", "Seen today.")]
    assert issues(found, IssueKind.DELETED_TEXT) == [(1, "Event", "Not seen.")]


def test_words_that_were_moved_stand_only_where_they_went(tmp_path: Path) -> None:
    content = (
        "<w:p><w:moveFrom><w:r><w:t>Moved. </w:t></w:r></w:moveFrom><w:r><w:t>Stayed. </w:t></w:r>"
        "<w:moveTo><w:r><w:t>Moved. </w:t></w:r></w:moveTo></w:p>"
    )
    assert event(tmp_path / "a.docx", content) == "Stayed. Moved. "


def test_a_comment_is_told_beside_its_cell(tmp_path: Path) -> None:
    content = '<w:p><w:r><w:t>Seen.</w:t></w:r><w:r><w:commentReference w:id="3"/></w:r></w:p>'
    comments = f'<w:comments xmlns:w="{WORD_NS}"><w:comment w:id="3">{P.format("By whom?")}</w:comment></w:comments>'
    path = word_of(tmp_path / "a.docx", tbl(HEADING, tr("03/04/2018", content)), **{"word__comments.xml": comments})
    found = read(path)
    assert texts(found) == [("03/04/2018", "Seen.")]
    assert issues(found, IssueKind.COMMENT) == [(1, "Event", "By whom?")]


def test_a_table_inside_a_cell_becomes_lines_of_it(tmp_path: Path) -> None:
    content = P.format("Present:") + tbl(tr("J Moss", "school"), tr("P Vale", "health")) + "<w:p/>"
    assert event(tmp_path / "a.docx", content) == "Present:\nJ Moss | school\nP Vale | health"


def test_a_table_in_a_frame_of_one_cell_is_the_chronology(tmp_path: Path) -> None:
    rows = [tr(*row[:2]) for row in ROWS]
    frame = tbl(f"<w:tr><w:tc>{P.format('Our log')}{tbl(HEADING, *rows)}<w:p/></w:tc></w:tr>")
    assert texts(read(word_of(tmp_path / "a.docx", frame))) == [row[:2] for row in ROWS]


def test_a_table_inside_a_control_is_found(tmp_path: Path) -> None:
    inner = tbl(HEADING, tr("03/04/2018", "Seen at school."))
    found = read(word_of(tmp_path / "a.docx", f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))
    assert texts(found) == [("03/04/2018", "Seen at school.")]


def test_a_placeholder_that_nobody_filled_in_is_no_text(tmp_path: Path) -> None:
    content = (
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent>"
        "</w:sdt><w:r><w:t>Seen.</w:t></w:r></w:p>"
    )
    assert event(tmp_path / "a.docx", content) == "Seen."


def test_ticked_boxes_and_hard_hyphens_are_shown(tmp_path: Path) -> None:
    content = (
        "<w:p><w:r><w:t>Seen </w:t></w:r><w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
        "</w:fldChar></w:r><w:r><w:t> re</w:t><w:noBreakHyphen/><w:t>seen</w:t></w:r></w:p>"
    )
    assert event(tmp_path / "a.docx", content) == "Seen ☒ re-seen"


def test_a_cell_merged_downwards_stands_in_every_row_it_covers(tmp_path: Path) -> None:
    rows = [HEAD, ROWS[0], ("", *ROWS[1][1:]), ROWS[2]]
    found = read(word(tmp_path / "a.docx", rows, merged={0: [(1, 0, 2, 0)]}))
    assert [row[0] for row in texts(found)] == ["03/04/2018", "03/04/2018", "12/04/2018"]


def test_a_row_with_two_cells_merged_keeps_its_columns(tmp_path: Path) -> None:
    rows = [HEAD, *ROWS, ("13/04/2018", "Rang; nothing more to do.", "", "J Moss")]
    found = read(word(tmp_path / "a.docx", rows, merged={0: [(4, 1, 4, 2)]}))
    assert texts(found)[3] == ("13/04/2018", "Rang; nothing more to do.", "", "J Moss")


def test_a_title_row_merged_across_above_the_headings_is_a_title(tmp_path: Path) -> None:
    rows = [("Chronology of T", "", "", ""), HEAD, *ROWS]
    found = read(word(tmp_path / "a.docx", rows, merged={0: [(0, 0, 0, 3)]}))
    assert (found.tables[0].titles, kinds(found)) == (("Chronology of T",), ["E", "E", "E"])


def test_a_row_that_begins_further_right_keeps_its_columns(tmp_path: Path) -> None:
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("Seen again at school.")}{tc("NFA")}</w:tr>'
    rows = tbl(tr("Date", "Event", "Action"), tr("03/04/2018", "Seen at school.", ""), late)
    assert texts(read(word_of(tmp_path / "a.docx", rows)))[1] == ("", "Seen again at school.", "NFA")


def test_the_strict_dialect_of_word_is_read(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{tbl(HEADING, tr("03/04/2018", "Seen."))}</w:body></w:document>'
    path = zipped(tmp_path / "a.docx", {"word/document.xml": body})
    assert texts(read(path)) == [("03/04/2018", "Seen.")]


def test_another_document_inside_is_told(tmp_path: Path) -> None:
    found = read(word_of(tmp_path / "a.docx", tbl(HEADING, tr("03/04/2018", "Seen.")) + '<w:altChunk r="x"/>'))
    assert any("copy its text" in issue.message for issue in found.issues if issue.kind is IssueKind.OUTSIDE_TABLE)


def test_macros_are_told_and_not_read(tmp_path: Path) -> None:
    path = word_of(tmp_path / "a.docx", tbl(HEADING, tr("03/04/2018", "Seen.")), **{"word__vbaProject.bin": "x"})
    assert issues(read(path), IssueKind.MACROS) == [(0, "", "")]
