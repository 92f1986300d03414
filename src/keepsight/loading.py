"""An interrupt while the program is still being loaded ends it at once, without a word of Python's own.

There is nothing to put back then; left to itself, the import would print its own lines, or swallow the interrupt and go on.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """For the imports of a command; afterwards an interrupt is a KeyboardInterrupt again."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
