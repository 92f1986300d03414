"""What is a look at a record or a decision of one's own, and what only speaks of another's.

"Partner checked" is a claim that somebody looked; it is no look. "Rang the desk, told closed" tells of another agency's
closure; it is no closure of the agency that writes. What cannot be told apart by the words is taken for the writer's own.
"""

from __future__ import annotations

import re

from keepsight.lenses.view import Row
from keepsight.model import Basis, Signal, SignalKind

_TOLD_SO = re.compile(
    r"(?:\btold|\bsays?|\bsaid|\breplied|\bletter:|\breply:)"
    r"(?: (?:that|it|is|was|the|case|file|us|me|now|been|has|had))*[ :,]*$"
)
_STILL_TO_COME = re.compile(
    r"[^.;|\n]{0,12}\b(?:requests?|requested|to (?:be|go|do|follow|come)|needed|pending|awaited|outstanding)\b"
)
CHECKED = "checked:yes"


def own_checks(row: Row) -> tuple[Signal, ...]:
    """The words of a row that look at a record, without those that say that somebody was checked, or will be."""
    if not row.has(SignalKind.RECORD_CHECK):
        return ()
    claims = [s.span for s in row.signals(SignalKind.CLAIM) if s.detail == CHECKED]
    return tuple(
        s
        for s in row.signals(SignalKind.RECORD_CHECK)
        if not any(c.column == s.span.column and c.start < s.span.end and s.span.start < c.end for c in claims)
        and not _STILL_TO_COME.match(row.entry.field(s.span.column).text.lower(), s.span.end)
    )


def looked_up(row: Row) -> bool:
    """True if a record was looked at in the row itself."""
    if own_checks(row):
        return True
    return row.basis is Basis.RECORD_CHECK and not any(s.detail == CHECKED for s in row.signals(SignalKind.CLAIM))


def own_decisions(row: Row) -> tuple[Signal, ...]:
    """The words of closure in a row that are not passed on from another agency."""
    return tuple(s for s in row.signals(SignalKind.CLOSURE) if not _passed_on(row, s))


def _passed_on(row: Row, signal: Signal) -> bool:
    text = row.entry.field(signal.span.column).text.lower()
    return _TOLD_SO.search(text[max(0, signal.span.start - 40) : signal.span.start]) is not None
