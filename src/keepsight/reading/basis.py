"""How the writer knew: seen, looked up, told by the child, a parent, another professional or the public, or inferred.

The first strong sign in reading order decides, since the first clause of a row usually says where it comes from. A row
that tells of no source and no observation has no basis, which is a value of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from keepsight.model import Attendance, Basis, Entry, Signal, Span
from keepsight.reading.cues import plain, terms

_MOTHER = terms()["mother"]


@dataclass(frozen=True, slots=True)
class BasisRead:
    """The basis and the words that show it."""

    basis: Basis
    span: Span | None


def basis_of(entry: Entry, signals: Sequence[Signal], attendance: Attendance | None) -> BasisRead | None:
    """The basis of an entry, or None where it does not tell."""
    del signals, attendance
    for field in entry.narrative:
        text, _ = plain(field.text)
        best: tuple[int, Basis, Span] | None = None
        for basis, pattern in _SIGNS:
            match = pattern.search(text)
            if match and (best is None or match.start() < best[0]):
                best = (match.start(), basis, Span(field.column, match.start(), match.end()))
        if best is not None:
            return BasisRead(best[1], best[2])
    return None


_SIGNS = (
    (
        Basis.RECORD_CHECK,
        re.compile(
            r"\bpnc\b|\bpnd\b|dbs|verified|records? (?:checked|show)|checked (?:with|on|against)|voters list|licence|attendance \d|\batt\.? \d"
        ),
    ),
    (
        Basis.SELF_PARENT,
        re.compile(
            rf"(?:{_MOTHER}|carer)[^.;]{{0,20}}(?:says?|said|rang|phoned|reports?|states?|feels|thinks|denies|told|advised|promised)|contact from {_MOTHER}|per {_MOTHER}"
        ),
    ),
    (
        Basis.OTHER_PROF,
        re.compile(
            r"(?:referral|notification|letter|call|report|ppn|contact) (?:received )?(?:in )?from|told (?:us )?by"
        ),
    ),
    (
        Basis.SELF_CHILD,
        re.compile(r"\bsays? (?:he|she|they)|[\"“‘']|told me|talked about|(?:he|she) (?:says|said|told|asked)"),
    ),
    (Basis.PUBLIC, re.compile(r"anon|neighbour|caller|pupils say|rumou?r|complains")),
    (Basis.INFERRED, re.compile(r"appears? to|believed|assumed|likely|presumed|demeanour|has chosen")),
    (Basis.OBSERVED, re.compile(r"\bseen\b|visit|\bsaw\b|smel|noticed|asleep|found|looked|wt \d|thinner|attended")),
)
