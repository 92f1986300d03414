"""The sample review: what its files hold, and that they are the ones its source makes."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from keepsight.dates import read_date
from keepsight.model import IssueKind, Scope, When

SAMPLES = Path(__file__).parents[2] / "samples"
SOURCES = ("police", "health", "school", "csc", "yjs", "adref", "housing", "golau", "family")
PERIOD = Scope(date(2022, 3, 1), date(2024, 2, 29))
DATE_COLUMN = {"housing": 2, "golau": 2}
NOTE = "N"


def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", SAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILD = build()
ROWS = {name: BUILD.rows(name) for name in SOURCES}


def test_the_committed_files_are_the_ones_the_source_makes(tmp_path: Path) -> None:
    BUILD.main(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(made) == len(SOURCES)
    assert made == {name: (SAMPLES / "child-a" / name).read_bytes() for name in made}


def test_there_are_enough_rows_and_hardly_any_is_written_twice() -> None:
    texts = [" ".join(row[2:]) for rows in ROWS.values() for row in rows if row[0][1] != NOTE]
    assert len(texts) >= 150
    assert len(texts) - len(set(texts)) == 1


def test_every_row_has_an_id_of_its_own() -> None:
    ids = [row[0] for rows in ROWS.values() for row in rows]
    assert len(ids) == len(set(ids))


def test_twelve_events_or_more_are_told_by_several_agencies_that_differ() -> None:
    ids = {row[0] for rows in ROWS.values() for row in rows}
    events = [(row[2].split(), row[3]) for row in BUILD.rows("events")]
    assert all(set(told_by) <= ids for told_by, _ in events)
    assert (
        sum(len({row_id[0] for row_id in told_by}) > 1 and differs[:4] != "none" for told_by, differs in events) >= 12
    )


@pytest.mark.parametrize("name", SOURCES)
def test_every_date_is_read_but_those_meant_not_to_be(name: str) -> None:
    undated: list[tuple[str, IssueKind | None]] = []
    previous: When | None = None
    for row in ROWS[name]:
        cell = row[DATE_COLUMN.get(name, 1)] if len(row) > 2 else ""
        if row[0][1] == NOTE or cell == "^":
            continue
        reading = read_date(cell.removeprefix("d:"), previous=previous, scope=PERIOD)
        previous = reading.when if reading.when.is_dated else previous
        if not reading.when.is_dated:
            undated.append((row[0], reading.kind))
    expected = {
        "health": [("H24", IssueKind.IMPOSSIBLE_DATE)],
        "family": [("F08", IssueKind.UNDATED)],
    }
    assert undated == expected.get(name, [])
