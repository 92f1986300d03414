"""Measures intake against the file libraries alone: `python benchmarks/intake.py [--long]`.

For the same eight files, in one run and one process: what lxml (over `document.xml`), calamine and the csv module need
to give the text of every cell, and what Keepsight needs to give entries with their columns understood, their days read
and every cell kept. Each is the best of several rounds, taken in turns so that a busy machine hits both alike.
"""

from __future__ import annotations

import csv
import gc
import io
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree
from python_calamine import CalamineWorkbook

from keepsight.intake import read_folder, read_settings

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.folders import make_folder

SIZES = (2_000, 20_000)
LONG_SIZES = (*SIZES, 200_000)
ROUNDS = {2_000: 7, 20_000: 5, 200_000: 1}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AIM = 1.5


def main(sizes: tuple[int, ...]) -> None:
    """Print a line for each size: seconds of both, the ratio, and microseconds for a row."""
    print(f"{'rows':>8}  {'libraries':>9}  {'keepsight':>9}  {'ratio':>5}  {'a row':>8}   (aim: ratio at most {AIM})")
    for size in sizes:
        with tempfile.TemporaryDirectory() as held:
            folder = Path(held) / "review"
            paths = make_folder(folder, size)
            settings = read_settings(folder)
            rows = len(read_folder(folder, settings=settings).entries)
            assert rows == size, f"{rows} rows read of {size}"
            libraries, ours = _in_turns(
                lambda paths=paths: [read_cells(path) for path in paths],  # type: ignore[misc]
                lambda folder=folder, settings=settings: read_folder(folder, settings=settings),  # type: ignore[misc]
                rounds=ROUNDS[size],
            )
        ratio = ours / libraries
        print(f"{size:>8}  {libraries:>8.3f}s  {ours:>8.3f}s  {ratio:>5.2f}  {1e6 * ours / size:>5.1f} µs", flush=True)


def _in_turns(first: Callable[[], object], second: Callable[[], object], *, rounds: int) -> tuple[float, float]:
    """The best time of each in seconds."""
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for number, work in enumerate((first, second)):
            gc.collect()
            start = time.perf_counter()
            kept = work()
            best[number] = min(best[number], time.perf_counter() - start)
            del kept
    return best[0], best[1]


def read_cells(path: Path) -> Sequence[Sequence[object]]:
    """The cells of a file as the plain library gives them."""
    if path.suffix == ".docx":
        return _word_cells(path)
    if path.suffix in (".xlsx", ".xls"):
        book = CalamineWorkbook.from_path(str(path))
        return [list(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    separator, encoding = ("\t", "utf-16") if path.suffix == ".tsv" else (",", "utf-8")
    return list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline=""), delimiter=separator))


def _word_cells(path: Path) -> list[list[str]]:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [
        ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
        for row in root.iter(f"{W}tr")
    ]


if __name__ == "__main__":
    main(LONG_SIZES if "--long" in sys.argv[1:] else SIZES)
