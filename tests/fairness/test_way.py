"""There is one way to the rules, and it leads through the even texts: read from the code itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from keepsight.model import Settings
from keepsight.pipeline import ask_of
from keepsight.reading import read as reading
from tests.cast import CAST, entry

SOURCE = Path(__file__).parents[2] / "src" / "keepsight"
THE_WAY = {"pipeline.py"}
"""Where entries are handed to what reads, links and asks."""
NEVER_SHOWN = ("lenses", "timeline", "reading")


def _calls(path: Path) -> set[str]:
    calls = (n.func for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call))
    return {f.id for f in calls if isinstance(f, ast.Name)}


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}


def test_only_the_pipeline_hands_entries_to_what_reads_links_and_asks() -> None:
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] in NEVER_SHOWN or path.name in THE_WAY:
            continue
        assert not _calls(path) & {"Reader", "build_timeline", "ask"} or "keepsight.lenses" not in _imports(path), (
            path.name
        )
        assert "keepsight.reading" not in _imports(path) or "Reader" not in _calls(path), path.name


def test_the_pipeline_makes_texts_even_before_it_reads_them() -> None:
    body = (SOURCE / "pipeline.py").read_text("utf-8")
    assert "Reader(even.people).read(even.entries)" in body
    assert "build_timeline(even.entries, readings=readings, people=even.people" in body


def test_what_reads_never_meets_a_gender(monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[str] = []
    plain = reading.plain  # type: ignore[attr-defined]  # what the reader itself calls

    def listening(text: str) -> tuple[str, tuple[int, ...] | None]:
        met.append(text)
        return plain(text)

    monkeypatch.setattr(reading, "plain", listening)
    rows = [entry(1, "School", "4/3/2019", "Sam told his mum that her boyfriend hit him. Two men and a girl saw it.")]
    ask_of(rows, CAST, settings=Settings())
    words = {w.strip(".,").lower() for text in met for w in text.split()}
    assert {"parent", "partner", "people", "child", "her"} <= words
    assert not words & {"his", "him", "he", "mum", "boyfriend", "men", "girl", "sam"}
