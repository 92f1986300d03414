"""Work done beside other work: a call in a process of its own, its result fetched when it is wanted.

A long review is read on two cores this way. The second process is a fork, so that entries and word lists are there without
being sent; where there is no fork, or one core, the call is made when its result is asked for. The result is the same.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

T = TypeVar("T")
MANY = 3_000
"""Entries from which half of the work is worth a second process: what it finds has to be sent back."""


class Beside(Generic[T]):
    """Work that is done beside other work; called, it waits for it and gives what it returned.

    What the work raises is raised by the call. A process that ends without a word (killed, out of memory) loses nothing:
    the work is then done here.
    """

    def __init__(
        self, work: Callable[[], T], process: BaseProcess | None = None, near: Connection | None = None
    ) -> None:
        self._work, self._process, self._near = work, process, near

    def __call__(self) -> T:
        if self._process is None or self._near is None:
            return self._work()
        try:
            done, value = self._near.recv()
        except EOFError:
            return self._work()
        finally:
            _close(self._near)
            self._process.join()
        if not done:
            raise value
        return value  # type: ignore[no-any-return]

    def stop(self) -> None:
        """End the work where it stands, and every program that it has started; nobody wants what it would return."""
        if self._process is None or self._process.pid is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.join()
        if self._near is not None:
            _close(self._near)


def beside(work: Callable[[], T], *, worth: bool) -> Beside[T]:
    """Begin `work` in a process of its own if it is `worth` that, and if there are two cores, a fork and room for it."""
    if not worth or (os.cpu_count() or 1) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return Beside(work)
    context = multiprocessing.get_context("fork")
    near, far = context.Pipe(duplex=False)
    _ends.add(near)

    def run() -> None:
        _settle()
        try:
            told: tuple[bool, object] = (True, work())
        except Exception as error:
            told = (False, error)
        with contextlib.suppress(BrokenPipeError):
            far.send(told)
        far.close()

    process = context.Process(target=run, daemon=True)
    begun = Beside(work, process, near)
    held = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTS)
    try:
        try:
            process.start()
        except OSError:
            _close(near)
            far.close()
            return Beside(work)
        # A group of its own, made here too since either may come first: what the work starts can be ended with it, and a
        # key that interrupts the program reaches this process alone, which then ends the others.
        with contextlib.suppress(OSError):
            os.setpgid(process.pid or 0, process.pid or 0)
        far.close()
        # One that was held back comes now, where it is known what to stop.
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    except BaseException:
        begun.stop()
        raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    return begun


_INTERRUPTS = (signal.SIGINT, signal.SIGTERM)
"""Held back while a process is made, so that none comes when there are two of them and neither is known as such."""
_ends: set[Connection] = set()
"""The ends at which this process waits for results."""


def _close(end: Connection) -> None:
    end.close()
    _ends.discard(end)


def _settle() -> None:
    """Make a fresh process one that can be ended, by itself or with what it starts, and that ends when its parent is gone.

    It holds the ends at which its parent waits as well: kept open, they would let a process whose parent was killed wait
    for ever with a result that nobody fetches.
    """
    os.setpgid(0, 0)
    for interrupt in _INTERRUPTS:
        signal.signal(interrupt, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPTS)
    for end in tuple(_ends):
        _close(end)
