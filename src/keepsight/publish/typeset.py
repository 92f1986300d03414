"""PDF by Typst in a process of its own.

Typst gives tagged, titled documents with the bundled fonts alone; the text of a case goes in as data and never as
markup. It takes about 150 kB of memory and 0.5 ms for each row of a table, which is given back when its process ends;
20,000 rows would not fit, so that very long lists go to `plain_pdf`.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
LAYOUTS = ("frame.typ", "timeline.typ", "questions.typ", "briefing.typ", "plan.typ", "report.typ")


def typeset(layout: str, data: Mapping[str, Any], out: Path, *, made: datetime) -> None:
    """Set one PDF by a layout of the assets folder; the working folder lies beside `out`."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".typeset-") as folder:
        for name in LAYOUTS:
            shutil.copyfile(HERE / "assets" / name, Path(folder) / name)
        shutil.copyfile(HERE / "assets" / layout, Path(folder) / "main.typ")
        (Path(folder) / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        _run([folder, str(FONTS), str(int(made.timestamp()))], out)


def _run(arguments: list[str], out: Path) -> None:
    with out.open("wb") as pdf:
        command = [sys.executable, "-I", str(HERE / "typeset_worker.py"), *arguments]
        done = subprocess.run(command, stdout=pdf, stderr=subprocess.PIPE, check=False)
    if done.returncode in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        raise OSError(done.returncode, os.strerror(done.returncode))
    if done.returncode:
        raise RuntimeError(f"{out.name} could not be set: {done.stderr.decode(errors='replace')[-2000:]}")
