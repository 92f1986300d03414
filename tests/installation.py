"""The tests' own installation: a folder made before Django reads its settings (loaded by `-p` in pyproject.toml).

Loaded as a plugin since a conftest comes too late: by then the settings have been read.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PLACE = Path(tempfile.mkdtemp(prefix="keepsight-tests-"))
(PLACE / "static").mkdir()
os.environ["KEEPSIGHT_DATA"] = str(PLACE)
os.environ["KEEPSIGHT_HOSTS"] = "localhost,127.0.0.1,testserver"
os.environ.pop("KEEPSIGHT_DEMO", None)
