"""What became of an appointment: read from a status column where there is one, else from the words of the row.

A row is *kept* when it tells of a planned contact (a session, a clinic, a visit, a meeting) that went ahead. Emergencies,
telephone calls, letters, decisions and chance observations are none, even where a status column says "attended". What is
against a contact and what is for one is weighed (words/attendance.toml) with what kind of file the row stands in. It
cannot tell a contact that nobody wrote down as one.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from keepsight.model import Attendance, Span
from keepsight.reading.attendance_outcome import outcome_of, status_told
from keepsight.reading.attendance_profile import Profile, profile_of
from keepsight.reading.attendance_row import Row
from keepsight.reading.attendance_signs import Signs, signs_of
from keepsight.reading.cues import WORDS


@dataclass(frozen=True, slots=True)
class AttendanceRead:
    """The attendance and the words that say so, None where the file says it rather than the row."""

    attendance: Attendance
    span: Span | None


def attendance_of(row: Row, profile: Profile) -> AttendanceRead | None:
    """The attendance a row tells of; `profile` is that of its file."""
    outcome = outcome_of(row)
    if outcome is not None:
        return AttendanceRead(outcome.attendance, outcome.span)
    if row.account or not (row.told or row.status):
        return None
    signs = signs_of(row)
    if kept_weight(signs, profile) <= 0:
        return None
    status = status_told(row)
    if status is not None:
        return AttendanceRead(Attendance.KEPT, Span(status[1].column, 0, len(status[1].text)))
    return AttendanceRead(Attendance.KEPT, row.span(signs.at, signs.at + 1) if signs.at >= 0 else None)


def kept_weight(signs: Signs, profile: Profile) -> float:
    """How much speaks for a kept contact; above 0 it counts as one."""
    weights = _weights()
    group = (
        "both"
        if signs.named and signs.against
        else "named"
        if signs.named
        else "against"
        if signs.against
        else "unsaid"
    )
    parts = [weights.row[group], *(weights.row[s] for s in signs.found if s in weights.row)]
    by_file = weights.file.get(group)
    if by_file is not None:
        parts += [by_file[name] * share for name, share in profile.shares if share and name in by_file]
    return math.fsum(parts)  # exact: signs stand in a set, and its order must not show in the last digit


def file_profile(rows: Sequence[Row]) -> Profile:
    """The profile of one file from its rows, or from a sample of them (`attendance_profile.sample`)."""
    return profile_of([signs_of(r, outcome_of(r)) for r in rows], [r.entry for r in rows])


@dataclass(frozen=True, slots=True)
class _Weights:
    row: Mapping[str, float]
    file: Mapping[str, Mapping[str, float]]


@cache
def _weights() -> _Weights:
    listed = tomllib.loads((WORDS / "attendance.toml").read_text("utf-8"))["weight"]
    by_file: dict[str, dict[str, float]] = {}
    for one in listed:
        if "file" in one:
            by_file.setdefault(one["sign"], {})[one["file"]] = one["value"]
    return _Weights({w["sign"]: w["value"] for w in listed if "file" not in w}, by_file)
