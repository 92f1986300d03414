"""Names on the command line: drafted, replaced, and a gate that ends with 1 as long as anybody is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NAME = "Zephyrine Quillfeather"


def run(*words: object, passphrase: str = "twelve letters and more") -> subprocess.CompletedProcess[str]:  # noqa: S107 - opens nothing
    return subprocess.run(
        [sys.executable, "-m", "keepsight", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=180,
        env={**os.environ, "KEEPSIGHT_PASSPHRASE": passphrase},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    (place / "people.csv").write_text(f"ref,role,names\nchild,child,{NAME}; Zephyrine\n", "utf-8")
    (place / "School.csv").write_text(
        f"Date,What happened\n03/02/2020,{NAME} was late. Her aunt Ondine Farthingale rang.\n", "utf-8"
    )
    return place


def test_the_draft_names_who_is_not_listed(folder: Path) -> None:
    done = run("people", folder)
    drafted = (folder / "people.draft.csv").read_text("utf-8-sig")
    assert done.returncode == 0
    assert "Ondine Farthingale" in drafted
    assert NAME not in drafted


def test_the_gate_is_shut_for_a_listed_name_and_opens_for_the_copy_once_the_rest_is_decided(
    folder: Path, tmp_path: Path
) -> None:
    shut = run("gate", folder / "School.csv", "--people", folder)
    assert (shut.returncode, NAME in shut.stdout) == (1, True)
    copies, decisions = tmp_path / "copies", tmp_path / "decisions.csv"
    run("gate", folder / "School.csv", "--people", folder, "--undecided", decisions)
    written = decisions.read_text("utf-8-sig")
    assert "Ondine Farthingale" in written
    decisions.write_text(
        "".join(f"{line.rstrip(',')},mask,\n" if n else f"{line}\n" for n, line in enumerate(written.splitlines())),
        "utf-8",
    )
    made = run(
        "redact", folder / "School.csv", "--people", folder, "--out", copies, "--key", tmp_path / "key",
        "--decisions", decisions,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    text = (copies / "School.csv").read_text("utf-8")
    assert "Zephyrine" not in text
    assert "Ondine" not in text
    assert run("gate", copies, "--people", folder, "--decisions", decisions).returncode == 0


def test_the_key_does_not_lie_beside_the_copies_and_opens_only_with_its_passphrase(
    folder: Path, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    beside = run("redact", folder / "School.csv", "--people", folder, "--out", copies, "--key", copies / "key")
    assert (beside.returncode, "beside the copies" in beside.stderr) == (2, True)
    key = tmp_path / "key"
    run("redact", folder / "School.csv", "--people", folder, "--out", copies, "--key", key)
    assert NAME.encode() not in key.read_bytes()
    wrong = run(
        "redact",
        folder / "School.csv",
        "--people",
        folder,
        "--out",
        copies,
        "--key",
        key,
        passphrase="another one here",
    )
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_without_a_people_list_nothing_is_said_to_be_safe(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Nobody is named.", "utf-8")
    done = run("gate", tmp_path / "note.txt", "--people", tmp_path)
    assert (done.returncode, "people.csv" in done.stderr) == (2, True)


def test_the_jigsaw_report_names_the_facts_and_a_broader_wording(folder: Path) -> None:
    text = folder / "briefing.txt"
    text.write_text("The child, aged 15, had a seizure from epilepsy on 4 March 2019.\nAgencies met.\n", "utf-8")
    done = run("jigsaw", text)
    assert done.returncode == 0
    assert "briefing.txt | The child, aged 15, had a seizure" in done.stdout
    assert "epilepsy: say a long-term health condition" in done.stdout
    text.write_text("Agencies met.\n", "utf-8")
    assert "No two facts were found" in run("jigsaw", text).stdout
    assert run("jigsaw", folder / "none.txt").returncode == 2
