"""Every test works in a folder of its own: the installation's data is made in a temporary place before Django is asked."""

from __future__ import annotations

import os
import tempfile

os.environ["KEEPSIGHT_DATA"] = tempfile.mkdtemp(prefix="keepsight-tests-")
os.environ.setdefault("KEEPSIGHT_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.pop("KEEPSIGHT_DEMO", None)
