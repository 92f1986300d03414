"""What holds for any table of text, in any format: every cell comes back, in its row and under its heading."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from keepsight.intake import read_folder
from keepsight.intake.separated import decode
from keepsight.model import Settings
from tests.intake.build import Cells, excel, old_excel, open_document, read, separated, word

HEAD = ("Date", "Event", "Action", "Remarkable thing", "Worker")
LETTERS = st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"))
TEXT = st.text(LETTERS, min_size=1, max_size=30).map(lambda t: f"x{t.strip()}x")
CELL = st.one_of(st.just(""), TEXT)
DAY = st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(lambda d: f"{d:%d/%m/%Y}")
TABLE = st.lists(st.tuples(DAY, TEXT, CELL, CELL, CELL), min_size=1, max_size=8)
BUILDERS: tuple[Callable[[Path, Cells], Path], ...] = (excel, old_excel, open_document, separated, word)
ENDINGS = dict(zip(BUILDERS, (".xlsx", ".xls", ".ods", ".csv", ".docx"), strict=True))


@pytest.mark.parametrize("build", BUILDERS, ids=ENDINGS.values())
@given(rows=TABLE)
@hypothesis_settings(derandomize=True, deadline=None, max_examples=25)
def test_every_cell_comes_back_under_its_heading(
    build: Callable[[Path, Cells], Path], rows: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = read(build(Path(folder) / f"a{ENDINGS[build]}", [HEAD, *rows]))
    assert [tuple(field.text for field in entry.fields) for entry in found.entries] == rows
    assert [field.column for field in found.entries[0].fields] == list(HEAD)
    assert [entry.when.earliest is not None for entry in found.entries] == [True] * len(rows)


@given(tables=st.lists(TABLE, min_size=2, max_size=4), turn=st.integers(1, 3))
@hypothesis_settings(derandomize=True, deadline=None, max_examples=20)
def test_files_written_in_any_order_give_the_same_entries(tables: list[list[tuple[str, ...]]], turn: int) -> None:
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        numbered = list(enumerate(tables))
        for number, rows in numbered:
            separated(Path(first) / f"{number}.csv", [HEAD, *rows])
        for number, rows in numbered[turn:] + numbered[:turn]:
            separated(Path(second) / f"{number}.csv", [HEAD, *rows])
        one, other = (read_folder(Path(f), settings=Settings()) for f in (first, second))
    assert one == other
    assert len({entry.id for entry in one.entries}) == sum(map(len, tables))


@given(rows=TABLE, size=st.integers(1, 4))
@hypothesis_settings(derandomize=True, deadline=None, max_examples=20)
def test_a_table_cut_in_pieces_gives_the_rows_of_the_whole(rows: list[tuple[str, ...]], size: int) -> None:
    blocks: list[str | Cells] = []
    for at in range(0, len(rows), size):
        blocks += [[HEAD, *rows[at : at + size]] if at == 0 else rows[at : at + size], "(continued)"]
    with tempfile.TemporaryDirectory() as folder:
        whole = read(word(Path(folder) / "a.docx", [HEAD, *rows]))
        pieces = read(word(Path(folder) / "b.docx", *blocks))
    assert [e.fields for e in pieces.entries] == [e.fields for e in whole.entries]
    assert [e.place.row for e in pieces.entries] == [e.place.row for e in whole.entries]


@given(text=st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=200))
@hypothesis_settings(derandomize=True, deadline=None)
def test_text_saved_as_utf_8_is_read_as_it_was(text: str) -> None:
    assert decode(("Date,Event " + text).encode())[0] == "Date,Event " + text


@given(data=st.binary(max_size=400))
@hypothesis_settings(derandomize=True, deadline=None, max_examples=200)
def test_no_bytes_end_in_an_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for ending in (".csv", ".docx", ".xls"):
            path = Path(folder) / f"a{ending}"
            path.write_bytes(data)
            found = read(path)
            assert found.reason or found.issues or found.entries
