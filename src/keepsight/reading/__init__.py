"""Narrative to signals. `Reader(people).read(entries)` gives one reading for each entry."""

from keepsight.reading.attendance_row import whose_account
from keepsight.reading.cues import cues, versions
from keepsight.reading.read import Reader

__all__ = ["Reader", "cues", "versions", "whose_account"]
