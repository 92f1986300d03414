"""What kind of file a row stands in: a book of contacts, where a row that says nothing else is a kept session, or a log.

A drug worker's row "Sleeping badly, owes money" is a session that took place; the same words in a school's log are not.
Which it is shows in the rest of the file: missed appointments, sessions and clinics by name, the child's own words, a
clinician in the worker's column, against conduct, emergencies, clock times and running numbers. Headings count too.
The writer's agency is never asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from keepsight.model import ColumnRole, Entry
from keepsight.reading.attendance_signs import Signs

SAMPLE = 60
"""Rows of a file that are looked at, evenly spread: enough to tell, whatever its length."""
_CONTACTS = re.compile(
    r"\b(?:sessions?|appts?|appointments?|clinics?|consultation|seen by|patient|apwyntiad)\b", re.IGNORECASE
)
_CONTACT_DATE = re.compile(r"\b(?:dates? of contact|contact date|summary of contact)\b", re.IGNORECASE)
_LOG = re.compile(
    r"\b(?:incident|log|circumstances|logged|behaviour|crime|offence|entered|what happened|i saw)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares of the rows of one file, each from 0 to 1, and what its headings say (0 or 1)."""

    shares: tuple[tuple[str, float], ...] = ()

    def share(self, name: str) -> float:
        return next((v for n, v in self.shares if n == name), 0.0)


def sample(entries: Sequence[Entry]) -> Sequence[Entry]:
    """At most so many rows of a file, the same ones every time."""
    step = max(1, -(-len(entries) // SAMPLE))
    return entries[::step]


def profile_of(signs: Sequence[Signs], entries: Sequence[Entry]) -> Profile:
    """The profile of a file from the signs of its rows (or of a sample of them)."""
    if not signs:
        return Profile()
    count = len(signs)
    headings = " | ".join(dict.fromkeys(f.column for e in entries[:1] for f in e.fields))
    missed = sum(s.missed for s in signs)

    def share(of: str) -> float:
        return sum(bool(getattr(s, of)) for s in signs) / count

    return Profile(
        (
            ("named", sum(s.named and not s.against for s in signs) / count),
            ("missed", min(1.0, 2 * missed / count)),
            ("any missed", float(missed > 0)),
            ("manner", share("manner")),
            ("clinical", share("clinical")),
            ("clinician", share("clinician")),
            ("child's words", share("childs_words")),
            ("emergency", share("emergency")),
            ("clock times", share("timed")),
            ("service in the head", share("service_head")),
            ("contacts in the heading", float(bool(_CONTACTS.search(headings)))),
            ("date of contact in the heading", float(bool(_CONTACT_DATE.search(headings)))),
            ("log in the heading", float(bool(_LOG.search(headings)))),
            ("running numbers", float(any(f.role is ColumnRole.REFERENCE for e in entries[:1] for f in e.fields))),
        )
    )
