"""Finding the chronology in a file: titles, headings, repeated and changed headings, tables in pieces, notes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from keepsight.model import ColumnRole, IssueKind
from tests.intake.build import HEAD, ROWS, days, excel, issues, kinds, read, roles, separated, settings, texts, word

ROLES = [("Date", "date"), ("Event", "narrative"), ("Action", "action"), ("Worker", "worker")]
OTHER_HEAD = ("Worker", "What happened", "When")
OTHER_ROWS = (("A Bell", "Rang, and was told to wait.", "1/5/18"), ("A Bell", "Rang again, no answer.", "2/5/18"))


def test_titles_above_the_headings_are_no_rows(tmp_path: Path) -> None:
    found = read(excel(tmp_path / "a.xlsx", [("School log",), ("Pupil: T", "printed 3/5/2018"), (), HEAD, *ROWS]))
    [table] = found.tables
    assert (table.titles, table.heading_row) == (("School log", "Pupil: T | printed 3/5/2018"), 4)
    assert texts(found) == list(ROWS)


def test_paragraphs_above_and_below_a_word_table_are_kept_beside_it(tmp_path: Path) -> None:
    found = read(word(tmp_path / "a.docx", "Chronology of T", [HEAD, *ROWS], "Times are from memory."))
    assert found.tables[0].titles == ("Chronology of T",)
    assert found.outside == ("Times are from memory.",)
    assert issues(found, IssueKind.OUTSIDE_TABLE) == [(0, "", "Chronology of T\nTimes are from memory.")]


def test_a_line_above_the_headings_of_a_text_file_may_hold_separators_and_a_birthday(tmp_path: Path) -> None:
    above = "Extract of records, for T, born 1/2/2010\r\n\r\n"
    found = read(separated(tmp_path / "a.csv", [HEAD, *ROWS], above=above))
    assert found.tables[0].titles == ("Extract of records | for T | born 1/2/2010",)
    assert texts(found) == list(ROWS)


def test_headings_repeated_after_a_page_are_no_rows(tmp_path: Path) -> None:
    found = read(word(tmp_path / "a.docx", [HEAD, ROWS[0], HEAD, ROWS[1], HEAD, ROWS[2]]))
    assert (len(found.tables), texts(found)) == (1, list(ROWS))


def test_a_page_number_above_repeated_headings_is_no_row_and_a_remark_is(tmp_path: Path) -> None:
    page = read(excel(tmp_path / "a.xlsx", [HEAD, ROWS[0], ("Page 2 of 3",), HEAD, ROWS[1]]))
    remark = read(excel(tmp_path / "b.xlsx", [HEAD, ROWS[0], ("Worker on leave until May.",), HEAD, ROWS[1]]))
    assert kinds(page) == ["E", "E"]
    assert kinds(remark) == ["E", "N", "E"]


def test_a_table_in_two_pieces_is_counted_on(tmp_path: Path) -> None:
    found = read(word(tmp_path / "a.docx", [HEAD, *ROWS[:2]], "(continued)", [HEAD, *ROWS[2:]]))
    assert [entry.place.row for entry in found.entries] == [1, 2, 3]
    assert [entry.place.table for entry in found.entries] == [0, 0, 1]


def test_a_second_table_may_name_and_order_its_columns_otherwise(tmp_path: Path) -> None:
    found = read(word(tmp_path / "a.docx", [HEAD, *ROWS], "then", [OTHER_HEAD, *OTHER_ROWS]))
    assert roles(found, 1) == [("Worker", "worker"), ("What happened", "narrative"), ("When", "date")]
    assert days(found)[3:] == ["2018-05-01", "2018-05-02"]


def test_a_second_table_without_headings_goes_on_with_those_of_the_first(tmp_path: Path) -> None:
    found = read(word(tmp_path / "a.docx", [HEAD, *ROWS], "overleaf", [("next day", "Seen at home.", "NFA", "J Moss")]))
    assert (roles(found, 1), found.tables[1].heading_row) == (ROLES, 0)
    assert days(found)[3:] == ["2018-04-13"]


def test_a_second_table_whose_last_column_is_empty_goes_on_too(tmp_path: Path) -> None:
    found = read(word(tmp_path / "a.docx", [HEAD, *ROWS], "", [("1/5/18", "Seen at home.", "NFA", "")]))
    assert roles(found, 1) == ROLES


def test_new_headings_further_down_a_sheet_begin_a_new_table_with_its_title(tmp_path: Path) -> None:
    found = read(excel(tmp_path / "a.xlsx", [HEAD, *ROWS, (), ("Part 2: Health",), OTHER_HEAD, *OTHER_ROWS]))
    assert [table.titles for table in found.tables] == [(), ("Part 2: Health",)]
    assert kinds(found) == ["E"] * 5


def test_rows_above_the_first_headings_are_read_when_they_are_rows(tmp_path: Path) -> None:
    found = read(excel(tmp_path / "a.xlsx", [*ROWS, HEAD, *ROWS]))
    assert len(found.entries) == 6


def test_two_lines_of_headings_become_one(tmp_path: Path) -> None:
    rows = [
        ("Date", "Contact", "", "Outcome"),
        ("", "Type", "Details", ""),
        ("3/4/18", "Visit", "Seen at home.", "NFA"),
    ]
    found = read(excel(tmp_path / "a.xlsx", rows))
    assert [heading for heading, _ in roles(found)] == ["Date", "Contact Type", "Details", "Outcome"]
    assert texts(found) == [("3/4/18", "Visit", "Seen at home.", "NFA")]


def test_a_first_row_of_words_that_could_be_headings_stays_a_row(tmp_path: Path) -> None:
    found = read(excel(tmp_path / "a.xlsx", [HEAD, ("", "Meeting", "Notes", ""), *ROWS]))
    assert len(found.entries) == 4


def test_a_line_that_says_how_to_write_a_date_is_no_row(tmp_path: Path) -> None:
    found = read(excel(tmp_path / "a.xlsx", [HEAD, ("(dd/mm/yyyy)", "facts only", "", ""), *ROWS]))
    assert texts(found) == list(ROWS)
    assert found.tables[0].titles == ("(dd/mm/yyyy) | facts only",)


def test_a_front_page_and_a_list_of_people_are_not_the_chronology(tmp_path: Path) -> None:
    front = [("Name", "T. Ash"), ("DOB", "01/02/2010"), ("Agency", "Elm Trust"), ("Date of report", "01/05/2019")]
    people = [("Name", "Relationship", "DOB"), ("T", "child", "01/02/2010"), ("M", "mother", "01/02/1980")]
    found = read(word(tmp_path / "a.docx", front, "", people, "", [HEAD, *ROWS]))
    assert texts(found) == list(ROWS)
    assert found.agency == "Elm Trust"
    assert "T | child | 01/02/2010" in found.outside


def test_a_table_without_headings_is_understood_by_its_contents(tmp_path: Path) -> None:
    found = read(word(tmp_path / "a.docx", [row[:2] for row in ROWS]))
    assert roles(found) == [("Column 1", "date"), ("Column 2", "narrative")]


def test_headings_in_words_nobody_knows_are_found_above_a_column_of_dates(tmp_path: Path) -> None:
    found = read(separated(tmp_path / "a.csv", [("Datum", "Gebeurtenis"), *(row[:2] for row in ROWS)]))
    assert roles(found) == [("Datum", "date"), ("Gebeurtenis", "narrative")]


def test_the_review_may_name_what_headings_are_for(tmp_path: Path) -> None:
    rows = [("Stempel", "Verhaal"), ("week 3", "Seen at school, hungry."), ("week 4", "Mother rang, no food.")]
    path = separated(tmp_path / "a.csv", rows)
    told = settings(columns={"Stempel": ColumnRole.DATE, "Verhaal": ColumnRole.CHILD_VOICE})
    assert roles(read(path, told)) == [("Stempel", "date"), ("Verhaal", "child_voice")]
    assert read(path).tables == ()


def test_forms_with_headings_down_the_side_become_rows(tmp_path: Path) -> None:
    forms = [[*zip(HEAD, row, strict=True)] for row in ROWS]
    found = read(word(tmp_path / "a.docx", forms[0], "", forms[1], "", forms[2]))
    assert (texts(found), days(found)) == (list(ROWS), ["2018-04-03", "2018-04-10", "2018-04-12"])


def test_one_form_alone_is_a_front_page(tmp_path: Path) -> None:
    front = [("Date", "03/04/2018"), ("Summary", "What we knew of the family until then."), ("Author", "J Moss")]
    found = read(word(tmp_path / "a.docx", front, "", [HEAD, *ROWS]))
    assert texts(found) == list(ROWS)


def test_a_row_merged_across_is_a_note_and_counted(tmp_path: Path) -> None:
    rows = [HEAD, ROWS[0], ("Records of 2017 were lost in a flood.", "", "", ""), ROWS[1]]
    found = read(word(tmp_path / "a.docx", rows, merged={0: [(2, 0, 2, 3)]}))
    assert (kinds(found), found.entries[2].place.row) == (["E", "N", "E"], 3)
    assert issues(found, IssueKind.NOTE_ROW) == [(2, "", "Records of 2017 were lost in a flood.")]


def test_a_text_alone_in_its_row_is_a_note_but_one_below_event_is_an_event(tmp_path: Path) -> None:
    rows = [HEAD, ("Export ends here", "", "", ""), ("", "Seen by neighbours.", "", ""), ("", "Seen again.", "NFA", "")]
    assert kinds(read(excel(tmp_path / "a.xlsx", [*rows, *ROWS]))) == ["N", "E", "E", "E", "E", "E"]


def test_a_remark_alone_in_the_column_of_dates_is_a_note_though_it_names_a_day(tmp_path: Path) -> None:
    rows = [HEAD, *ROWS, ("Log closed here 01/07/2019", "", "", ""), ("Mothers Day 14/3/21", "", "", "")]
    assert kinds(read(excel(tmp_path / "a.xlsx", rows))) == ["E", "E", "E", "N", "E"]


def test_a_text_merged_over_some_columns_and_nothing_else_is_a_note(tmp_path: Path) -> None:
    rows = [HEAD, *ROWS, ("", "No entries were made in May.", "", ""), ("", "Seen by a neighbour.", "", "")]
    assert kinds(read(word(tmp_path / "a.docx", rows, merged={0: [(4, 1, 4, 3)]}))) == ["E", "E", "E", "N", "E"]


def test_a_row_that_says_undated_is_an_event_and_a_day_alone_too(tmp_path: Path) -> None:
    rows = [HEAD, ("undated", "", "", ""), ("04/04/2018", "", "", ""), *ROWS]
    assert kinds(read(excel(tmp_path / "a.xlsx", rows))) == ["E"] * 5


def test_a_year_across_the_table_is_a_note_that_gives_the_year_below(tmp_path: Path) -> None:
    rows = [HEAD, ("2016", "", "", ""), ("3 April", "Seen at school.", "", "J"), ("4 May", "Seen.", "", "J")]
    found = read(excel(tmp_path / "a.xlsx", rows))
    assert (kinds(found), days(found)) == (["N", "E", "E"], ["", "2016-04-03", "2016-05-04"])


def test_blank_rows_and_empty_columns_are_left_out(tmp_path: Path) -> None:
    rows = [("", "Date", "", "Event", ""), (), ("", "03/04/2018", "", "Seen at school.", ""), ("", " ", "", "", "")]
    found = read(excel(tmp_path / "a.xlsx", rows))
    assert (roles(found), texts(found)) == (
        [("Date", "date"), ("Event", "narrative")],
        [("03/04/2018", "Seen at school.")],
    )


def test_columns_without_a_name_and_with_the_same_name_are_told_apart(tmp_path: Path) -> None:
    rows = [("Date", "Notes", "Notes", "", "Notes (2)"), ("03/04/2018", "Seen at school.", "Said so.", "x", "y")]
    found = read(excel(tmp_path / "a.xlsx", rows))
    assert [heading for heading, _ in roles(found)] == ["Date", "Notes", "Notes (2)", "Column 4", "Notes (2) (2)"]


def test_a_heading_on_two_lines_is_written_on_one(tmp_path: Path) -> None:
    found = read(word(tmp_path / "a.docx", [("Date of\ncontact", "Event"), ROWS[0][:2]]))
    assert roles(found)[0] == ("Date of contact", "date")


def test_a_table_of_texts_without_days_is_read_when_there_is_no_better_one(tmp_path: Path) -> None:
    undated = [("Event", "Action"), ("Mother rang about the boiler.", "NFA"), ("Father came to the office.", "NFA")]
    alone = read(word(tmp_path / "a.docx", undated))
    beside = read(word(tmp_path / "b.docx", undated, "", [HEAD, *ROWS]))
    assert (kinds(alone), days(alone)) == (["E", "E"], ["", ""])
    assert texts(beside) == list(ROWS)


def test_headings_with_no_rows_below_are_told(tmp_path: Path) -> None:
    found = read(word(tmp_path / "a.docx", [HEAD]))
    assert (found.entries, [kind.kind for kind in found.issues]) == ((), [IssueKind.NO_TABLE])


def test_a_column_nobody_understands_is_kept_and_told(tmp_path: Path) -> None:
    found = read(excel(tmp_path / "a.xlsx", [("Date", "Event", "Grade"), (date(2018, 4, 3), "Seen at school.", "C3")]))
    assert issues(found, IssueKind.UNKNOWN_COLUMN) == [(0, "Grade", "C3")]
    assert found.entries[0].field("Grade").text == "C3"
