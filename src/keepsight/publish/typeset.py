"""PDF by Typst: tagged, titled, in a set language, with the bundled fonts alone.

The text of a case goes in as data and never as markup. Each document is set in a process of its own: a long one takes
hundreds of megabytes, which are given back when the process ends.
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
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LAYOUTS = ("frame.typ", "timeline.typ", "questions.typ", "briefing.typ")


def typeset(layout: str, data: Mapping[str, Any], out: Path, *, made: datetime) -> None:
    """Set one PDF; the working folder lies beside `out`, so that nothing is left elsewhere."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".typeset-") as folder:
        for name in LAYOUTS:
            shutil.copyfile(HERE / "assets" / name, Path(folder) / name)
        shutil.copyfile(HERE / "assets" / layout, Path(folder) / "main.typ")
        (Path(folder) / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        moment = int(made.replace(tzinfo=made.tzinfo or UTC).timestamp())
        command = [sys.executable, "-I", str(HERE / "typeset_worker.py"), folder, str(HERE / "fonts"), str(moment)]
        with out.open("wb") as pdf:
            done = subprocess.run(command, stdout=pdf, stderr=subprocess.PIPE, check=False)
    if done.returncode in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        raise OSError(done.returncode, os.strerror(done.returncode))
    if done.returncode:
        raise RuntimeError(f"{layout} could not be set: {done.stderr.decode(errors='replace')[-2000:]}")
