"""Processes that tests start and end: whether one still runs, and how one is run that is interrupted."""

from __future__ import annotations

import os
from pathlib import Path


def is_alive(process: int) -> bool:
    """False for a process that is gone, or ended and only not yet taken notice of."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def unmeasured() -> dict[str, str]:
    """The surroundings for a run that is interrupted: coverage is not measured in it.

    The measurement takes a lock at every call; interrupted while it holds it, it waits for itself for ever.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS_")}
