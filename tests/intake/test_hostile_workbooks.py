"""Workbooks that would make the reading library ask for more memory than any machine has, which ends the program.

The library is never shown such a file, so a test that fails here does not fail: it takes the whole run down with it.
"""

from __future__ import annotations

import random
import struct
import zipfile
from pathlib import Path

import pytest

from keepsight.intake.compound import open_compound
from keepsight.intake.grid import Unreadable
from keepsight.intake.guard import DAMAGED, open_parts
from keepsight.intake.old_workbook import FAR_CELL, check_old_workbook
from tests.intake.build import HEAD, ROWS, excel, old_excel, read, texts, with_parts, zipped

SHEET = "xl/worksheets/sheet1.xml"
_DIMENSIONS = struct.pack("<HH", 0x0200, 14)
ROW_AND_FAR = b'<row r="1048576">%b</row></sheetData>' % (b'<c s="1"><v>1</v></c>' * 16_384)


def sheet_with(tmp_path: Path, old: bytes, new: bytes) -> Path:
    """A workbook of three rows in whose sheet the first `old` is `new`."""
    path = excel(tmp_path / "sheet.xlsx", [HEAD, *ROWS])
    with zipfile.ZipFile(path) as archive:
        markup = archive.read(SHEET)
    assert old in markup
    return with_parts(path, **{SHEET.replace("/", "__"): markup.replace(old, new, 1)})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b'r="B2"', b'r="XFD1048576"', id="far away"),
        pytest.param(b'r="B2"', b'r="xfd1048576"', id="in small letters"),
        pytest.param(b'r="B2"', b"r='XFD1048576'", id="in single quotes"),
        pytest.param(b'r="B2"', b'r = "XFD1048576"', id="with spaces"),
        pytest.param(b' r="B2"', b'\nr="XFD1048576"', id="on a line of its own"),
        pytest.param(b"</sheetData>", ROW_AND_FAR, id="not saying where"),
    ],
)
def test_a_cell_far_away_leaves_the_sheet_unread_however_it_is_written(tmp_path: Path, old: bytes, new: bytes) -> None:
    reading = read(sheet_with(tmp_path, old, new))
    assert reading.entries == ()
    assert [issue.message[:65] for issue in reading.issues] == [
        "The file has a cell with something in it far away from the others"
    ]


@pytest.mark.parametrize("reference", [b"ZZZZZ99", b"B999999999999", b"B0", b"$B$2", b"2B"])
def test_a_cell_that_is_in_no_sheet_makes_the_file_damaged(tmp_path: Path, reference: bytes) -> None:
    old, new = b'r="B2"', b'r="%b"' % reference
    assert read(sheet_with(tmp_path, old, new)).reason == DAMAGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b'ref="A1:D4"', b'ref="A1:XFD1048576"', id="what the sheet claims"),
        pytest.param(b' r="B2"', b"", id="a cell that follows the one before"),
        pytest.param(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>', id="colour alone"
        ),
        pytest.param(b"<sheetData>", b"<!-- r='XFD1048576' --><sheetData>", id="a comment"),
    ],
)
def test_a_sheet_that_only_looks_large_is_read(tmp_path: Path, old: bytes, new: bytes) -> None:
    assert texts(read(sheet_with(tmp_path, old, new))) == list(ROWS)


def test_a_sheet_of_two_hundred_columns_is_read(tmp_path: Path) -> None:
    extra = [f"Item {n}" for n in range(200)]
    path = excel(tmp_path / "wide.xlsx", [[*HEAD, *extra], *([*row, *extra] for row in ROWS)])
    assert [row[:4] for row in texts(read(path))] == list(ROWS)


def test_two_parts_of_one_name_are_not_told_apart_so_not_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path / "twice.xlsx", {SHEET: "<a/>", SHEET.upper(): "<b/>"})
    with pytest.raises(Unreadable, match=DAMAGED):
        open_parts(path.read_bytes())


@pytest.mark.parametrize("claim", [(0, 65_537, 0, 4), (0, 4, 0, 257), (9, 4, 0, 4), (0, 2**32 - 1, 0, 2**16 - 1)])
def test_an_old_sheet_that_claims_to_be_larger_than_a_sheet_can_be_is_damaged(
    tmp_path: Path, claim: tuple[int, int, int, int]
) -> None:
    data = bytearray(old_excel(tmp_path / "old.xls", [HEAD, *ROWS]).read_bytes())
    at = data.index(_DIMENSIONS) + 4
    data[at : at + 12] = struct.pack("<IIHH", *claim)
    with pytest.raises(Unreadable, match=DAMAGED):
        check_old_workbook(bytes(data))


def test_old_sheets_with_forgotten_cells_at_their_far_corners_are_told(tmp_path: Path) -> None:
    corners = [[""] * 256, *([[]] * 65_534), [*[""] * 255, "x"]]
    corners[0][0] = "x"
    path = old_excel(tmp_path / "far.xls", corners)
    with pytest.raises(Unreadable, match=FAR_CELL[:40]):
        check_old_workbook(path.read_bytes())


def test_a_chain_of_sectors_that_runs_in_a_ring_is_followed_once(tmp_path: Path) -> None:
    data = bytearray(old_excel(tmp_path / "old.xls", [HEAD, *ROWS]).read_bytes())
    table = 512 + 512 * struct.unpack_from("<I", data, 76)[0]
    start = open_start(bytes(data))
    struct.pack_into("<I", data, table + 4 * start, start)
    with pytest.raises(Unreadable, match=DAMAGED):
        open_compound(bytes(data))


def open_start(data: bytes) -> int:
    """The first sector of the book itself."""
    at = data.index("Workbook".encode("utf-16-le"))
    return int(struct.unpack_from("<I", data, at + 116)[0])


def test_bytes_changed_anywhere_in_an_old_workbook_end_in_rows_or_in_a_sentence(tmp_path: Path) -> None:
    whole = old_excel(tmp_path / "old.xls", [HEAD, *ROWS], [HEAD, *ROWS]).read_bytes()
    pick = random.Random(20_240_331)
    path = tmp_path / "changed.xls"
    endings = set()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(pick.randint(1, 12)):
            data[pick.randrange(len(data))] = pick.randrange(256)
        path.write_bytes(data)
        reading = read(path)
        endings.add("a sentence" if reading.reason else "rows" if reading.entries else "an issue")
        assert bool(reading.entries) != bool(reading.reason) or reading.issues
    assert {"a sentence", "rows"} <= endings
