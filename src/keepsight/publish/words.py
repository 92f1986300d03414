"""What the documents say in words: dates and what they can mean, attendance, basis, lenses, counts.

States stand in words first, before any shape or colour, and "not recorded" is written out. The written date always
leads; what it was taken to mean follows in a quieter tone, and what was assumed is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from keepsight.model import (
    Attendance,
    Basis,
    Certainty,
    HowKnown,
    IssueKind,
    Lens,
    Role,
    SignalKind,
    When,
)

NAMES_STATE = "Names: as in the agencies’ files. Not for publication."
BRIEFING_NAMES_STATE = "Names: none given, roles only."
NOT_REASSURANCE = "No question raised is not reassurance."
NOT_RECORDED = "not recorded"

ATTENDANCE_WORDS = {
    Attendance.KEPT: "Kept",
    Attendance.NOT_BROUGHT: "Was not brought",
    Attendance.CANCELLED_FAMILY: "Cancelled by the family",
    Attendance.CANCELLED_SERVICE: "Cancelled by the service",
    Attendance.RESCHEDULED: "Rescheduled",
    Attendance.NO_ACCESS: "No access",
    Attendance.REFUSED: "Refused",
}
MISSED = (Attendance.NOT_BROUGHT, Attendance.CANCELLED_FAMILY, Attendance.NO_ACCESS, Attendance.REFUSED)
"""Drawn as hollow marks: the child was not seen, and the service was ready."""

BASIS_WORDS = {
    Basis.OBSERVED: "Seen by the writer",
    Basis.RECORD_CHECK: "Record check",
    Basis.SELF_CHILD: "Told by the child",
    Basis.SELF_PARENT: "Told by a parent or carer",
    Basis.PUBLIC: "Told by family or public",
    Basis.OTHER_PROF: "Told by another professional",
    Basis.INFERRED: "Inferred by the writer",
}
LENS_WORDS = {
    Lens.EXPLOITATION: "Exploitation",
    Lens.CURIOSITY: "Curiosity",
    Lens.RELIANCE: "Reliance",
    Lens.TRAUMA: "Trauma",
    Lens.RECORDS: "Records",
    Lens.STRENGTHS: "Went well",
}
LENS_LINES = {
    Lens.EXPLOITATION: "Gender bias and exploitation: the same rules for every child.",
    Lens.CURIOSITY: "Engagement and professional curiosity: what the record shows beside what was said of it.",
    Lens.RELIANCE: "One agency, one practitioner: the network around the child’s bond with a worker.",
    Lens.TRAUMA: "Trauma on trauma: events seen together, and who was there for the child.",
    Lens.RECORDS: "Check records, no assumptions, no word of mouth.",
    Lens.STRENGTHS: "What went well: raised in the same form and with the same weight.",
}
CERTAINTY_WORDS = {
    Certainty.CERTAIN: "Holds for every reading of the dates",
    Certainty.POSSIBLE: "Possible: holds for some readings of the dates",
}
KNOWN_WORDS = {HowKnown.RECORDED: "recorded", HowKnown.TOLD: "was told", HowKnown.SHARED: "shared with"}
ISSUE_WORDS = {
    IssueKind.IMPOSSIBLE_DATE: "Impossible date",
    IssueKind.UNDATED: "No date",
    IssueKind.UNREADABLE_DATE: "Date could not be read",
    IssueKind.ASSUMED_DATE: "Part of the date was assumed",
    IssueKind.MISTYPED_DATE: "Date looks mistyped",
    IssueKind.OUT_OF_SCOPE: "Outside the period under review",
    IssueKind.UNREADABLE_TIME: "Time could not be read",
    IssueKind.UNKNOWN_COLUMN: "Heading not understood",
    IssueKind.NO_TABLE: "No table found",
    IssueKind.NOTE_ROW: "Note between the rows",
    IssueKind.ENCODING: "Letters were guessed",
    IssueKind.UNREADABLE_FILE: "File could not be read",
    IssueKind.DUPLICATE_ROW: "Same row twice",
    IssueKind.EXTRA_CELLS: "More cells than headings",
    IssueKind.OUTSIDE_TABLE: "Text outside the table",
    IssueKind.HIDDEN: "Hidden in the file",
    IssueKind.DELETED_TEXT: "Deleted text still in the file",
    IssueKind.COMMENT: "Comment in the margin",
    IssueKind.WRONG_FORMAT: "Not what its name says",
    IssueKind.MACROS: "Macros, not run",
    IssueKind.FORMULA: "Formula, shown as text",
}
ROLE_WORDS = {
    Role.CHILD: "the child",
    Role.MOTHER: "mother",
    Role.FATHER: "father",
    Role.PARENT_PARTNER: "parent’s partner",
    Role.SIBLING: "sibling",
    Role.GRANDPARENT: "grandparent",
    Role.RELATIVE: "relative",
    Role.ADULT_ASSOCIATE: "adult associate",
    Role.PEER: "peer",
    Role.PROFESSIONAL: "professional",
    Role.OTHER: "other",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

LONGEST_ON_PAPER = 300

_UNPRINTABLE = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
UNPRINTABLE = re.compile(f"[{_UNPRINTABLE}]")
_NOT_PLAIN = re.compile(f"[{_UNPRINTABLE}&<>\"']")


def printable(text: str) -> str:
    """The text with characters that no document may carry shown as � (one for one, so that spans keep their place)."""
    return UNPRINTABLE.sub("\ufffd", text) if UNPRINTABLE.search(text) else text


def is_plain(text: str) -> bool:
    """True for a text that can stand in HTML and XML as it is, as most do: one look in place of seven."""
    return _NOT_PLAIN.search(text) is None


def day(when: date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def month(when: date) -> str:
    return f"{LONG_MONTHS[when.month - 1]} {when.year}"


def days_between(start: date, end: date) -> str:
    """A stretch of days, both ends inclusive, with nothing said twice: "1–10 Mar 2018"."""
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {MONTHS[end.month - 1]} {end.year}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def period(start: date | None, end: date | None) -> str:
    """The period of a review, "" when it is open at both ends."""
    if start and end:
        return f"{day(start)} to {day(end)}"
    if start:
        return f"from {day(start)}"
    return f"to {day(end)}" if end else ""


def written(when: When) -> str:
    """The date as the agency wrote it."""
    return printable(when.text.strip()) or "No date written"


def meaning(when: When) -> str:
    """What the written date was taken to mean, with what was assumed; never shown in place of the written form."""
    if when.earliest is None or when.latest is None:
        likely = " or ".join(day(d) for d in when.readings)
        if likely:
            return f"not a date; perhaps {likely}"
        return "no day could be read from this" if when.text.strip() else "undated"
    words = days_between(when.earliest, when.latest)
    if when.is_one_day:
        words = f"{DAYS[when.earliest.weekday()]} {words}"
    if when.time is not None:
        words = f"{words}, {when.time:%H:%M}"
    if when.uncertain:
        words = f"{words}, uncertain"
    if when.assumed:
        words = f"{words}; assumed: {', '.join(printable(a) for a in when.assumed)}"
    return words


def attendance(value: Attendance | None) -> str:
    return ATTENDANCE_WORDS[value] if value else ""


def basis(value: Basis | None) -> str:
    return BASIS_WORDS[value] if value else f"Basis {NOT_RECORDED}"


def issue(value: IssueKind) -> str:
    return ISSUE_WORDS.get(value) or value.value.replace("_", " ").capitalize()


def on_paper(text: str) -> str:
    """A text of an issue short enough for a printed table; where it goes on, the text says where to read it."""
    text = printable(text)
    return text if len(text) <= LONGEST_ON_PAPER else f"{text[:LONGEST_ON_PAPER].rstrip()} … (whole in timeline.json)"


def kind(value: SignalKind) -> str:
    return value.value.replace("_", " ").capitalize()


def count(number: int, one: str, many: str = "") -> str:
    """ "1 entry", "2 entries", "1,204 entries"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str], *, last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    items = [w for w in words if w]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def reading_time(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    parts = [count(minutes, "minute") if minutes else "", count(rest, "second") if rest else ""]
    return " ".join(p for p in parts if p) or "under ten seconds"
