"""Outputs appear whole or not at all."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from keepsight.model import KeepsightError
from keepsight.publish.whole import whole

OURS = re.compile(r"(a|b|part-\d)\.txt")
FULL = OSError(errno.ENOSPC, "No space left on device")
FINISHED = 4_000_000
"""A process id that no running process has (beyond the most that the system gives)."""


def write(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.txt").write_text(text)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def found(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text() for p in sorted(folder.iterdir())}


def run(out: Path, error: BaseException | None = None, **files: str) -> None:
    with whole(out, ours=OURS) as stage:
        write(stage, **files)
        if error is not None:
            raise error


def test_a_new_folder_appears_with_everything_in_it(tmp_path: Path) -> None:
    run(tmp_path / "deep" / "out", a="new a", b="new b")
    assert found(tmp_path / "deep" / "out") == {"a.txt": "new a", "b.txt": "new b"}
    assert names(tmp_path / "deep") == ["out"]


def test_nothing_is_to_be_seen_before_the_end(tmp_path: Path) -> None:
    write(tmp_path / "out", a="old a")
    with whole(tmp_path / "out", ours=OURS) as stage:
        write(stage, a="new a")
        assert (tmp_path / "out" / "a.txt").read_text() == "old a"
    assert found(tmp_path / "out") == {"a.txt": "new a"}


def test_old_outputs_are_replaced_and_files_of_others_stay(tmp_path: Path) -> None:
    write(tmp_path, a="old a", part_2="old part", mine="a note of somebody else")
    (tmp_path / "folder").mkdir()
    run(tmp_path, a="new a", b="new b")
    (tmp_path / "folder").rmdir()
    assert found(tmp_path) == {"a.txt": "new a", "b.txt": "new b", "mine.txt": "a note of somebody else"}


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), ValueError("a bug")])
def test_a_run_that_is_stopped_leaves_the_old_outputs_and_nothing_else(tmp_path: Path, stop: BaseException) -> None:
    write(tmp_path, a="old a")
    with pytest.raises(type(stop)):
        run(tmp_path, stop, a="new a")
    assert found(tmp_path) == {"a.txt": "old a"}


def test_a_full_disk_is_one_clear_sentence_and_leaves_the_old_outputs(tmp_path: Path) -> None:
    write(tmp_path / "out", a="old a")
    with pytest.raises(KeepsightError) as told:
        run(tmp_path / "out", FULL, a="new a")
    assert str(told.value) == "The disk is full, so nothing was written to out; make room and run it again."
    assert found(tmp_path / "out") == {"a.txt": "old a"}


def test_a_full_disk_leaves_no_new_folder(tmp_path: Path) -> None:
    with pytest.raises(KeepsightError):
        run(tmp_path / "out", FULL, a="new a")
    assert names(tmp_path) == []


def test_an_exchange_that_breaks_half_way_puts_the_old_outputs_back(tmp_path: Path) -> None:
    write(tmp_path, a="old a")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(IsADirectoryError):
        run(tmp_path, a="new a", b="cannot take the place of a folder")
    (tmp_path / "b.txt").rmdir()
    assert found(tmp_path) == {"a.txt": "old a"}


def test_what_a_killed_run_left_behind_is_put_back(tmp_path: Path) -> None:
    write(tmp_path / f".keepsight-{FINISHED}" / "old", a="old a")
    write(tmp_path / f".keepsight-{FINISHED}" / "new", b="half")
    write(tmp_path, a="half of the new")
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, KeyboardInterrupt())
    assert found(tmp_path) == {"a.txt": "old a"}


def test_the_folder_of_another_run_that_is_still_going_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / f".keepsight-{os.getppid()}" / "new"
    write(other, a="of the other run")
    run(tmp_path, a="mine")
    assert found(other) == {"a.txt": "of the other run"}


def test_a_file_in_the_place_of_the_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    write(tmp_path, b="a file")
    with pytest.raises(KeepsightError) as told:
        run(tmp_path / "b.txt", a="new a")
    assert str(told.value) == "The outputs need a folder, and b.txt is a file; name another one."
