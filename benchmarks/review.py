"""The whole review of a folder: time and peak memory of the command for 2,000 and 20,000 rows, and what a row costs.

    python benchmarks/review.py [ROWS ...]

The command runs as a process of its own; memory is the largest resident set of it and of its workers together, sampled
every 50 ms from /proc.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.folders import make_folder

SIZES = (2_000, 20_000)
MB = 1024


def main(sizes: tuple[int, ...]) -> None:
    cost: dict[int, float] = {}
    for rows in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder, out = Path(place) / "in", Path(place) / "out"
            folder.mkdir()
            make_folder(folder, rows)
            seconds, peak = measure([sys.executable, "-m", "keepsight", "review", str(folder), "--out", str(out)])
        cost[rows] = seconds / rows
        print(f"review of {rows} rows: {seconds:.1f} s, peak {peak / MB:.0f} MB, {1000 * cost[rows]:.3f} ms a row")
    first, last = min(cost), max(cost)
    if first != last:
        print(f"cost of a row at {last} against {first}: {cost[last] / cost[first]:.2f} times")


def measure(command: list[str]) -> tuple[float, int]:
    """Seconds of a command and the peak of its whole family's memory in KB."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident(pid) for pid in _family(process.pid)))
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"the command ended with {process.returncode}")
    return time.perf_counter() - begin, peak


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            found += _family(int(child))
    return found


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


if __name__ == "__main__":
    main(tuple(int(a) for a in sys.argv[1:]) or SIZES)
