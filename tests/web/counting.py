"""How many questions a page asks the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

_OF_TESTS = ("SAVEPOINT", "RELEASE SAVEPOINT")
"""Where a page begins a transaction, a test sets a savepoint: it stands inside a transaction of its own."""


@dataclass(slots=True)
class Counted:
    queries: int = 0


@contextmanager
def counted() -> Iterator[Counted]:
    """The queries asked inside, known when it ends."""
    made = Counted()
    with CaptureQueriesContext(connection) as caught:
        yield made
    made.queries = sum(not q["sql"].startswith(_OF_TESTS) for q in caught.captured_queries)
