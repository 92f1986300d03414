"""There is one way to the rules, and it leads through the even texts: read from the code itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from keepsight.model import Settings
from keepsight.pipeline import ask_of
from keepsight.reading.cues import plain
from tests.cast import CAST, entry

SOURCE = Path(__file__).parents[2] / "src" / "keepsight"
THE_WAY = "pipeline.py"
STEPS = {("keepsight.reading", "Reader"), ("keepsight.timeline", "build_timeline"), ("keepsight.lenses", "ask")}


def _imported(path: Path) -> set[tuple[str, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    return {(n.module or "", a.name) for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}


def test_only_the_pipeline_hands_entries_to_what_reads_links_and_asks() -> None:
    assert _imported(SOURCE / THE_WAY) >= STEPS
    others = [p for p in SOURCE.rglob("*.py") if p.name != THE_WAY]
    assert [p.name for p in others if _imported(p) & STEPS] == []


def test_the_pipeline_makes_texts_even_before_it_reads_them() -> None:
    body = "".join((SOURCE / "pipeline.py").read_text("utf-8").split())
    assert "Reader(even.people).read(even.entries)" in body
    assert "build_timeline(even.entries,readings=readings,people=even.people" in body


def test_what_reads_never_meets_a_gender(monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[str] = []

    def listening(text: str) -> tuple[str, tuple[int, ...] | None]:
        met.append(text)
        return plain(text)

    monkeypatch.setattr("keepsight.reading.read.plain", listening)
    rows = [entry(1, "School", "4/3/2019", "Sam told his mum that her boyfriend hit him. Two men and a girl saw it.")]
    ask_of(rows, CAST, settings=Settings())
    words = {w.strip(".,").lower() for text in met for w in text.split()}
    assert {"parent", "partner", "people", "child", "her"} <= words
    assert not words & {"his", "him", "he", "mum", "boyfriend", "men", "girl", "sam"}
