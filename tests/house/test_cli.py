"""The command line as a user meets it: one clear line for what can be mended, the right exit code, never a traceback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import unmeasured

MARKER = "Zephyrine Quillfeather"
"""A name that stands in a chronology and must never reach a message."""


def run(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "keepsight", *words], capture_output=True, text=True, cwd=cwd, timeout=180
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    (place / "School.csv").write_text(
        f"Date,What happened,Action\n03/02/2020,{MARKER} late and hungry.,Breakfast given\n31/04/2020,Absent all week.,Letter\n",
        "utf-8",
    )
    (place / "Police.csv").write_text("Date,Details\n04/02/2020,Area patrol.\n", "utf-8")
    return place


def test_a_review_writes_its_files_and_says_what_to_open(folder: Path, tmp_path: Path) -> None:
    done = run("review", str(folder), "--out", str(tmp_path / "out"))
    assert (done.returncode, "Open timeline.html first." in done.stdout) == (0, True)
    assert MARKER not in done.stdout + done.stderr
    timeline = json.loads((tmp_path / "out" / "timeline.json").read_text("utf-8"))
    assert [(e["file"], e["row"]) for e in timeline["entries"]] == [
        ("School.csv", 1),
        ("School.csv", 2),
        ("Police.csv", 1),
    ]
    assert timeline["entries"][1]["when"]["from"] is None


def test_strict_ends_with_one_when_rows_need_attention(folder: Path, tmp_path: Path) -> None:
    assert run("review", str(folder), "--out", str(tmp_path / "out"), "--strict").returncode == 1


def test_two_runs_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("review", str(folder), "--out", str(tmp_path / name))
    files = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert files == sorted(p.name for p in (tmp_path / "b").iterdir())
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


LOADING = "keepsight.loading"


@pytest.mark.skipif(os.name != "posix", reason="a key that interrupts is sent as a signal")
@pytest.mark.parametrize(
    ("said", "sent"),
    [
        *((LOADING, "SIGINT"), ("reading files", "SIGINT"), ("reading ...", "SIGINT"), ("asking", "SIGINT")),
        *(("writing", "SIGINT"), ("writing", "SIGTERM")),
    ],
)
def test_an_interrupted_run_ends_with_one_sentence_and_leaves_what_was_there(
    said: str, sent: str, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "timeline.html").write_text("of an earlier run")
    # Python says what it has imported: the line after the first of these is said while the rest is being loaded.
    python = [sys.executable, "-X", "importtime"] if said == LOADING else [sys.executable]
    command = [*python, "-m", "keepsight", "review", str(folder), "--out", str(out)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, env=unmeasured())
    assert running.stderr is not None
    for line in iter(running.stderr.readline, ""):
        if said in line:
            break
    if said == LOADING:
        running.stderr.readline()
    os.killpg(running.pid, signal.Signals[sent])
    lines = running.communicate(timeout=60)[1].splitlines(keepends=True)
    rest = "".join(line for line in lines if not line.startswith("import time:"))
    while_loading = said == LOADING and running.returncode == -signal.SIGINT and rest == ""
    assert while_loading or running.returncode == 130
    assert while_loading or rest.endswith("Stopped. Nothing that was there before has changed.\n")
    assert "Traceback" not in rest
    assert [p.name for p in out.iterdir()] == ["timeline.html"]
    assert (out / "timeline.html").read_text() == "of an earlier run"


@pytest.mark.skipif(os.name != "posix", reason="a key that interrupts is sent as a signal")
def test_an_interrupt_that_python_could_raise_to_nobody_comes_again() -> None:
    script = """
import os, signal, time
from keepsight import cli

class Going:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)

def app(standalone_mode):
    Going()
    time.sleep(20)

cli.app = app
cli.main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=unmeasured(), timeout=60)
    assert (done.returncode, done.stderr) == (130, "Stopped. Nothing that was there before has changed.\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("review", "no-such-folder", "--out", "out"), "no-such-folder"),
        (("read", "no-such-file.csv"), "no-such-file.csv"),
        (("review",), "Missing argument"),
        (("nonsense",), "nonsense"),
    ],
)
def test_what_a_user_can_mend_is_one_line_and_code_2(words: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_wrong_clock_is_refused(folder: Path, tmp_path: Path) -> None:
    done = run("review", str(folder), "--out", str(tmp_path / "out"), "--clock", "yesterday")
    assert (done.returncode, done.stderr.strip()) == (2, "--clock needs a date written YYYY-MM-DD.")


def test_policy_that_no_rule_has_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "review.toml").write_text('[policy]\n"E1.moons" = 3\n', "utf-8")
    done = run("review", str(folder), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "E1.moons" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_version_is_printed() -> None:
    from keepsight import __version__

    assert run("version").stdout == f"keepsight {__version__}\n"


def test_lenses_lists_every_rule() -> None:
    from keepsight.lenses import RULES

    listed = [line.split()[0] for line in run("lenses").stdout.splitlines() if line and not line.startswith(" ")]
    assert listed == [r.code for r in RULES]


def test_a_swapped_reading_is_written_and_the_chronologies_stay(folder: Path, tmp_path: Path) -> None:
    (folder / "people.csv").write_text("ref,role,names\nchild,child,Ondine\n", "utf-8")
    (folder / "Health.csv").write_text("Date,Details\n05/02/2020,Mother brought her daughter.\n", "utf-8")
    before = (folder / "Health.csv").read_bytes()
    done = run("swap", str(folder), "--out", str(tmp_path / "out"))
    pages = [p.read_text("utf-8") for p in (tmp_path / "out").glob("*.html")]
    assert (done.returncode, len(pages)) == (0, 1), done.stderr
    assert "brought" in pages[0]
    assert re.search(r"\bson\b", pages[0])
    assert (folder / "Health.csv").read_bytes() == before


def test_a_swap_of_somebody_unheard_of_is_refused(folder: Path, tmp_path: Path) -> None:
    done = run("swap", str(folder), "--out", str(tmp_path / "out"), "--whose", "nobody")
    assert (done.returncode, "everybody, child or others" in done.stderr) == (2, True)


def test_a_measure_counts_the_cases_that_raise_a_rule(tmp_path: Path) -> None:
    quiet = tmp_path / "quiet"
    quiet.mkdir()
    (quiet / "School.csv").write_text("Date,What happened\n03/02/2020,Art lesson went well.\n", "utf-8")
    sample = Path(__file__).parents[2] / "samples" / "child-a"
    done = run("measure", "R2", str(sample), str(quiet))
    assert done.returncode == 0
    assert "child-a | raised" in done.stdout
    assert "quiet | not raised" in done.stdout
    assert "1 of 2 raise R2." in done.stdout
    assert run("measure", "Z9", str(quiet)).returncode == 2
