"""Expected practice belongs to its time: whether a guidance was in force in the days that are reviewed.

Judging practice by guidance that came later is hindsight, which a review is asked to keep out.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How the days of a guidance lie to the days reviewed."""

    WHOLE = "whole"
    PART = "part"
    LATER = "later"
    EARLIER = "earlier"
    UNKNOWN = "unknown"


def standing(first: date | None, last: date | None, *, start: date | None, end: date | None) -> Standing:
    """`first` and `last` are the guidance's days in force, `start` and `end` those reviewed; all inclusive, None where open.

    Without a first day nothing can be said of whether it was in force yet, unless it had ended before.
    """
    if last is not None and start is not None and last < start:
        return Standing.EARLIER
    if first is None:
        return Standing.UNKNOWN
    if end is not None and first > end:
        return Standing.LATER
    begins_in_time = start is not None and first <= start
    lasts = last is None or (end is not None and last >= end)
    return Standing.WHOLE if begins_in_time and lasts else Standing.PART
