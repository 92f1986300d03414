"""Work done beside other work: a call in a process of its own, its result fetched when it is wanted.

A long review is read on two cores this way. The second process is a fork, so that entries and word lists are there without
being sent; where there is no fork, or one core, the call is made when its result is asked for. The result is the same.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def beside(work: Callable[[], T], *, worth: bool) -> Callable[[], T]:
    """Begin `work` in a process of its own if it is `worth` that; the answer waits for it and gives what it returned.

    What `work` raises is raised by the answer. A process that ends without a word (killed, out of memory) loses nothing: the
    work is then done here.
    """
    if not worth or (os.cpu_count() or 1) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return work
    context = multiprocessing.get_context("fork")
    near, far = context.Pipe(duplex=False)

    def run() -> None:
        try:
            told: tuple[bool, object] = (True, work())
        except Exception as error:
            told = (False, error)
        far.send(told)
        far.close()

    process = context.Process(target=run, daemon=True)
    process.start()
    far.close()

    def result() -> T:
        try:
            done, value = near.recv()
        except EOFError:
            return work()
        finally:
            near.close()
            process.join()
        if not done:
            raise value
        return value  # type: ignore[no-any-return]

    return result
