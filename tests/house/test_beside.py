"""Work done in a process beside this one: the same result, the same errors, and an end to it when nobody wants it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from keepsight.beside import beside
from keepsight.model import KeepsightError
from tests.processes import is_alive, unmeasured

CAN_FORK = hasattr(os, "fork") and (os.cpu_count() or 1) > 1
needs_two = pytest.mark.skipif(not CAN_FORK, reason="needs two cores and a fork")


@pytest.mark.parametrize("worth", [True, False])
def test_what_the_work_returns_comes_back(worth: bool) -> None:
    assert beside(lambda: [1, "two"], worth=worth)() == [1, "two"]


@pytest.mark.parametrize("worth", [True, False])
def test_what_the_work_raises_is_raised_here(worth: bool) -> None:
    def fail() -> None:
        raise KeepsightError("The disk is full.")

    with pytest.raises(KeepsightError, match="disk is full"):
        beside(fail, worth=worth)()


@needs_two
def test_it_is_done_in_another_process() -> None:
    assert beside(os.getpid, worth=True)() != os.getpid()


@needs_two
def test_work_whose_process_is_killed_is_done_here() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os._exit(9)
        return os.getpid()

    assert beside(work, worth=True)() == here


@needs_two
def test_work_for_which_no_process_can_be_had_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room() -> int:
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(os, "fork", no_room)
    assert beside(os.getpid, worth=True)() == os.getpid()


@needs_two
def test_work_that_is_stopped_ends_with_what_it_started(tmp_path: Path) -> None:
    note = tmp_path / "started"

    def work() -> None:
        note.write_text(str(subprocess.Popen(["sleep", "60"]).pid))
        time.sleep(60)

    begun = time.monotonic()
    running = beside(work, worth=True)
    while not note.exists() or not note.read_text():
        time.sleep(0.01)
        assert time.monotonic() - begun < 20
    running.stop()
    started = int(note.read_text())
    while is_alive(started):
        time.sleep(0.01)
        assert time.monotonic() - begun < 20


@needs_two
def test_nobody_is_left_waiting_when_the_program_is_killed(tmp_path: Path) -> None:
    """Each of two processes holds the other's way back too: what one sends must not wait for the other to read it."""
    script = """
import os, sys, time
from pathlib import Path
from keepsight.beside import beside

def work():
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(1)
    return b"x" * 1_000_000

first, second = beside(work, worth=True), beside(work, worth=True)
time.sleep(60)
"""
    program = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)])
    begun = time.monotonic()
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.01)
        assert time.monotonic() - begun < 20
    program.kill()
    program.wait()
    while any(is_alive(int(path.name)) for path in tmp_path.iterdir()):
        time.sleep(0.05)
        assert time.monotonic() - begun < 20


@needs_two
def test_an_interrupt_just_after_the_fork_leaves_no_process(tmp_path: Path) -> None:
    script = """
import os, signal, sys, time
from pathlib import Path
from keepsight.beside import beside

fork = os.fork

def interrupted():
    process = fork()
    if process:
        Path(sys.argv[1]).write_text(str(process))
        os.kill(os.getpid(), signal.SIGINT)
    return process

os.fork = interrupted
try:
    beside(lambda: time.sleep(60), worth=True)
except KeyboardInterrupt:
    os._exit(7)
"""
    note = tmp_path / "process"
    assert subprocess.run([sys.executable, "-c", script, str(note)], env=unmeasured(), timeout=40).returncode == 7
    begun = time.monotonic()
    while is_alive(int(note.read_text())):
        time.sleep(0.01)
        assert time.monotonic() - begun < 20
