"""What must never be, read from the code itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "keepsight"
NO_GENDER = ("lenses", "timeline", "reading", "assure")
"""Rooms whose outcome may not depend on anybody's gender."""


def _files(*rooms: str) -> list[Path]:
    return sorted(p for room in rooms for p in (SOURCE / room).rglob("*.py"))


@pytest.mark.parametrize("path", _files(*NO_GENDER), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_rule_reads_gender(path: Path) -> None:
    names = {n.attr for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Attribute)}
    assert not names & {"gender", "genders", "sex"}


def test_a_person_carries_no_gender() -> None:
    from keepsight.model import Person

    assert "gender" not in Person.__slots__


WRITTEN = sorted(p for p in SOURCE.rglob("*.py") if p.parent.name != "migrations")
"""Files somebody wrote; migrations are made from the models."""


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_file_says_what_it_is_for_and_is_not_too_long(path: Path) -> None:
    text = path.read_text("utf-8")
    if text.strip():
        assert ast.get_docstring(ast.parse(text))
    assert text.count("\n") <= 420


def test_no_vague_rooms() -> None:
    vague = {"utils", "common", "helpers", "manager", "handler", "misc"}
    assert not [p for p in SOURCE.rglob("*") if p.stem in vague]


CLIENT = SOURCE / "cli_client.py"
"""The one file that opens a connection: to the workbench that its user names."""


def test_nothing_is_fetched_at_run_time() -> None:
    network = {"urllib", "http", "requests", "httpx", "socket", "ftplib", "aiohttp"}
    for path in set(SOURCE.rglob("*.py")) - {CLIENT}:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            asked = {
                n.split(".")[0] for n in names if n != "urllib.parse"
            }  # which takes an address apart and asks nobody
            assert not asked & network, path.name


def test_the_requirements_carry_hashes_and_no_address() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text("utf-8")
        pinned = re.findall(r"^[A-Za-z0-9._-]+==", text, re.MULTILINE)
        assert len(pinned) <= text.count("--hash=sha256:")
        assert "http" not in text
