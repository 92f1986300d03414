"""Runs the tests of the workbench again, on PostgreSQL: `python -m tests.with_postgresql [what pytest takes]`."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.postgresql import cluster, programs


def main() -> int:
    """pytest's exit code; 0 with a loud line where PostgreSQL is not installed, unless everything is required."""
    if programs() is None:
        sys.stderr.write(
            "NOT TESTED: PostgreSQL is not installed here, so nothing says that the workbench works on it.\n"
        )
        return 1 if os.environ.get("KEEPSIGHT_NEED_ALL") == "1" else 0
    with cluster() as address:
        told = {**os.environ, "KEEPSIGHT_DATABASE": address}
        return subprocess.run([sys.executable, "-m", "pytest", *(sys.argv[1:] or ["tests/web"])], env=told).returncode


if __name__ == "__main__":
    sys.exit(main())
