"""Keeps words of a case out of the log: a logged error is its kind and its places in the program, nothing else.

The secret of a link (an invitation, a team's receipt) is in its path, and paths are logged: it is blotted out.
"""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path

_SECRET = re.compile(r"/(welcome|receipt|exercise(?:/run)?)/(?!run/)[^/\s]+")


class Sober(logging.Filter):
    """Replaces an exception's message, which may quote a cell, by its type and the lines it passed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            places = " < ".join(
                f"{Path(f.filename).name}:{f.lineno}" for f in reversed(traceback.extract_tb(trace)[-6:])
            )
            record.msg, record.args = f"{record.getMessage().split(chr(10))[0][:200]} | {kind.__name__} at {places}", ()
            record.exc_info, record.exc_text = None, None
        message = record.getMessage()
        if (sober := _SECRET.sub(r"/\1/…", message)) != message:
            record.msg, record.args = sober, ()
        return True
