"""Runs every benchmark and prints its figures as ratios: `make bench`."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("intake", "review", "reading_speed", "workbench")


def main() -> None:
    sys.path.insert(0, str(HERE.parent))
    for part in PARTS:
        path = HERE / f"{part}.py"
        print(f"== {part}", flush=True)
        sys.argv = [str(path)]
        runpy.run_path(str(path), run_name="__main__")


if __name__ == "__main__":
    main()
