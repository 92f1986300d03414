"""Outputs appear whole or not at all.

Everything is first written into a folder of its own on the same disk. Only when all of it is there and safely on the
disk does it take the place of what was there before. A run that is stopped, or a disk that fills up, leaves the old
outputs as they were. Files in the output folder that are not ours are never touched.

A run that is killed in the instant of the exchange itself leaves its folder behind; the next run finds it, puts the old
outputs back and starts again.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from keepsight.model import KeepsightError

STAGE = re.compile(r"\.keepsight-(\d+)\Z")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)
NO_PLACE = (errno.EFBIG, errno.EIO, errno.EBUSY, errno.ENAMETOOLONG, errno.ENOTDIR, errno.EEXIST)


@contextmanager
def whole(out: Path, *, ours: re.Pattern[str]) -> Iterator[Path]:
    """A folder to write into; on leaving it without an error its files stand in `out`, and old ones of ours are gone.

    `ours` says which file names of an earlier run are replaced. A full or forbidden disk is a KeepsightError.
    """
    out = out.resolve()
    stage: Path | None = None
    try:
        if out.exists() and not out.is_dir():
            raise KeepsightError(f"The outputs need a folder, and {out.name} is a file; name another one.")
        fresh = not out.exists()
        home = out.parent if fresh else out
        home.mkdir(parents=True, exist_ok=True)
        _clear_up_after_killed_runs(home)
        stage = home / f".keepsight-{os.getpid()}"
        new = stage / "new"
        new.mkdir(parents=True)
        yield new
        _reach_the_disk(new)
        if fresh:
            new.rename(out)
        else:
            _exchange(stage, out, ours)
        _sync_folder(home)
    except OSError as error:
        if error.errno not in (*NO_ROOM, *NOT_ALLOWED, *NO_PLACE):
            raise
        raise KeepsightError(_sentence(error, out)) from error
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)


def _clear_up_after_killed_runs(home: Path) -> None:
    for stage in sorted(home.iterdir()):
        found = STAGE.match(stage.name)
        if found and stage.is_dir() and not _is_running(int(found[1])):
            _put_back(stage, home)
            shutil.rmtree(stage, ignore_errors=True)


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _reach_the_disk(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchange(stage: Path, out: Path, ours: re.Pattern[str]) -> None:
    """Move the old files of ours aside and the new ones in; anything that goes wrong puts the old ones back."""
    old, new = stage / "old", stage / "new"
    old.mkdir()
    names = sorted(p.name for p in new.iterdir())
    try:
        for path in sorted(out.iterdir()):
            if ours.fullmatch(path.name) and not path.is_dir():
                path.rename(old / path.name)
        for name in names:
            (new / name).rename(out / name)
        old.rename(stage / "replaced")
    except BaseException:
        for name in names:
            if not (new / name).exists():
                (out / name).unlink(missing_ok=True)
        _put_back(stage, out)
        raise


def _put_back(stage: Path, out: Path) -> None:
    """Old outputs that were moved aside by an exchange that never ended come back over what had been moved in."""
    old = stage / "old"
    if old.is_dir():
        for path in sorted(old.iterdir()):
            path.replace(out / path.name)


def _sentence(error: OSError, out: Path) -> str:
    if error.errno in NO_ROOM:
        return f"The disk is full, so nothing was written to {out.name}; make room and run it again."
    if error.errno in NOT_ALLOWED:
        return f"Nothing may be written to {out.name}; choose another folder or ask for the right to write there."
    return f"Nothing could be written to {out.name} ({os.strerror(error.errno or 0)}); choose another folder."
