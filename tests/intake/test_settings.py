"""`review.toml`: what it may say, and one sentence for every mistake in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from keepsight.intake import read_settings
from keepsight.model import ColumnHint, ColumnRole, KeepsightError, Scope, Settings, SourceFile

FULL = """
title = "A review"
board = "The board"

[scope]
from = "2018-01-01"
to = 2018-12-31

[[file]]
name = "a.csv"
agency = "Police"
prefix = "pol"

[[column]]
file = "a.csv"
heading = "Blurb"
role = "narrative"

[columns]
Stamp = "date"

[policy]
"E1.days" = 21
[policy.C1]
off = true
"""


def given(folder: Path, text: str) -> Settings:
    (folder / "review.toml").write_text(text, encoding="utf-8")
    return read_settings(folder)


def test_everything_it_may_say(tmp_path: Path) -> None:
    assert given(tmp_path, FULL) == Settings(
        title="A review",
        board="The board",
        scope=Scope(date(2018, 1, 1), date(2018, 12, 31)),
        files=(SourceFile("a.csv", "Police", "pol"),),
        columns=(ColumnHint("a.csv", "Blurb", ColumnRole.NARRATIVE), ColumnHint("", "Stamp", ColumnRole.DATE)),
        policy={"E1.days": 21, "C1.off": True},
    )


def test_without_it_the_defaults_hold(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()


def test_a_title_with_quotation_marks_inside_is_taken_as_meant(tmp_path: Path) -> None:
    assert given(tmp_path, 'title = "The "quiet" one"\n').title == 'The "quiet" one'


def test_a_byte_order_mark_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "review.toml").write_bytes(b'\xef\xbb\xbftitle = "A"\n')
    assert read_settings(tmp_path).title == "A"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title = 3", "review.toml: 'title' must be text in quotation marks."),
        (
            'colour = "red"',
            "a key that means nothing here, 'colour': use title, board, scope, file, column, columns, policy.",
        ),
        ("scope = 3", "review.toml: 'scope' must be a table, written [scope]."),
        ('[scope]\nfrom = "spring"', "'scope.from' must be a day written year-month-day, as in 2019-03-31."),
        ('[scope]\nfrom = "2019-01-01"\nto = "2018-01-01"', "the scope ends ('to') before it begins ('from')."),
        ('[scope]\nuntil = "2019-01-01"', "a key that means nothing here, 'until' in [scope]: use from, to."),
        ('[[file]]\nagency = "GP"', "every [[file]] needs a 'name', the file's name with its ending."),
        ('file = "a.csv"', "'file' must be a list of tables, each written [[file]]."),
        ('[[column]]\nrole = "date"', "every [[column]] needs a 'heading' as it stands in the file."),
        ('[columns]\nStamp = "when"', "'columns.Stamp' is not the name of a role: use one of date, end_date,"),
        ("[policy]\nE1 = [1, 2]", "'policy.E1' must be a number, a text, true or false."),
        ("title = ", "review.toml cannot be understood: invalid value (at end of document)."),
    ],
)
def test_a_mistake_is_answered_with_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(KeepsightError) as error:
        given(tmp_path, text)
    assert sentence in str(error.value)


def test_one_saved_in_another_alphabet_is_told(tmp_path: Path) -> None:
    (tmp_path / "review.toml").write_bytes('title = "Café"\n'.encode("cp1252"))
    with pytest.raises(KeepsightError, match="not saved as UTF-8"):
        read_settings(tmp_path)
