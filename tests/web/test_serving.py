"""An installation as it is served: it answers from the first moment on, and leaves no process behind."""

from __future__ import annotations

import os
import signal
import time
import urllib.request
from pathlib import Path

import pytest

from tests.processes import is_alive
from tests.web.served import serving


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the processes of a server are read from /proc")
def test_every_process_answers_from_the_first_moment_and_all_end_with_the_first() -> None:
    with serving(None, workers=2) as served:
        for _ in range(12):
            with urllib.request.urlopen(f"{served.url}/accounts/login/", timeout=20) as answer:  # noqa: S310 - loopback
                assert answer.status == 200
        until = time.monotonic() + 30
        while len(_children(served.process)) < 3:
            assert time.monotonic() < until, "two processes that answer and one that works"
            time.sleep(0.05)
        begun = _children(served.process)
        os.kill(served.process, signal.SIGTERM)
        while any(is_alive(process) for process in begun):
            assert time.monotonic() < until, "a process was left behind"
            time.sleep(0.05)


def _children(process: int) -> list[int]:
    found = []
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        found += [int(child) for child in listed.read_text().split()]
    return found
