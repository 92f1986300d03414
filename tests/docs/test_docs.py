"""The documentation is true: its generated pages have not drifted, its commands run, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs import cli_reference, settings_reference

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "samples").rglob("*.md")])
RUNNABLE = sorted((ROOT / "docs" / "tutorial").glob("*.md")) + sorted((ROOT / "docs" / "how-to").glob("*.md"))


def test_the_page_of_the_command_line_has_not_drifted() -> None:
    assert cli_reference.PAGE.read_text("utf-8") == cli_reference.render()


def test_the_page_of_the_settings_has_not_drifted() -> None:
    assert settings_reference.PAGE.read_text("utf-8") == settings_reference.render()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda p: p.name)
def test_a_decision_is_short(page: Path) -> None:
    assert len(page.read_text("utf-8").split()) <= 300


def _commands(page: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if re.match(r"(?:\.venv/bin/)?keepsight ", line)]


@pytest.mark.parametrize(
    ("page", "command"),
    [(p, c) for p in RUNNABLE for c in _commands(p)],
    ids=lambda v: v.name if isinstance(v, Path) else str(v)[:60],
)
def test_the_commands_of_the_documentation_run(page: Path, command: str, tmp_path: Path) -> None:
    words = shlex.split(command)
    words = [str(tmp_path / w) if w.startswith("out/") else w for w in words[1:]]
    done = subprocess.run(
        [sys.executable, "-m", "keepsight", *words], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


def test_the_readme_has_two_set_up_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    block = re.search(r"```sh\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    assert [line.split("#")[0].strip() for line in block[1].splitlines()] == ["make demo", "make test"]
