"""The audit trail: written in the transaction of what it tells of, chained so that nothing can be changed unseen.

Each line's digest is SHA-256 over its own fields and the digest of the line before. Whoever changes, removes or inserts a
line breaks the chain from there on; whoever rewrites the chain to its end is found out by the last digest, which every backup
and every printed trail carries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from keepsight.store.models import TrailRecord

START = "0" * 64
_CHAIN = 7_203_551  # the number of the lock under which PostgreSQL lets one writer at a time continue the chain


@dataclass(frozen=True, slots=True)
class Break:
    """The first place at which the chain does not hold."""

    sequence: int
    reason: str


@transaction.atomic
def note(actor: int | None, act: str, *, review: int | None = None, what: str = "") -> TrailRecord:
    """Write a line. `what` says which thing, never its words: "entry 4f2a", "submission 3"."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN])
    last = TrailRecord.objects.order_by("-sequence").first()
    line = TrailRecord(
        sequence=1 if last is None else last.sequence + 1,
        at=timezone.now().isoformat(),
        actor=actor,
        review=review,
        act=act[:60],
        what=what[:200],
        before=START if last is None else last.digest,
    )
    line.digest = digest_of(line)
    line.save(force_insert=True)
    return line


def digest_of(line: TrailRecord) -> str:
    """What the line's digest must be."""
    parts = (line.sequence, line.at, line.actor, line.review, line.act, line.what, line.before)
    return hashlib.sha256("\x1f".join("" if p is None else str(p) for p in parts).encode()).hexdigest()


def verify(*, last_digest: str = "") -> tuple[int, Break | None]:
    """How many lines the trail has, and where it is broken, if it is.

    `last_digest` is one that was noted down earlier (a backup names it); it must still be in the trail.
    """
    before, expected, seen = START, 1, not last_digest
    count = 0
    for line in _lines():
        if line.sequence != expected:
            return count, Break(expected, "a line is missing")
        if line.before != before:
            return count, Break(line.sequence, "it does not continue the line before")
        if line.digest != digest_of(line):
            return count, Break(line.sequence, "it was changed after it was written")
        before, expected, count = line.digest, expected + 1, count + 1
        seen = seen or line.digest == last_digest
    return count, None if seen else Break(expected, "it ends before the digest that was noted down")


def _lines() -> Iterator[TrailRecord]:
    yield from TrailRecord.objects.order_by("sequence").iterator(chunk_size=2000)
