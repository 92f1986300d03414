"""Clock times as they are written: 16:20, 1620hrs, 3.30pm, 11am, noon, 2-3pm (its start)."""

from __future__ import annotations

import re
from datetime import time

_HOUR = r"(?P<h>[01]?\d|2[0-4])"
_HALF = r"(?P<half>[ap]\.?\s?m\b\.?)"
_SPAN = r"(?:\s*(?:-|–|—|to|until)\s*(?:[01]?\d|2[0-4])(?:[:.;]?[0-5]\d)?)"
_END = r"(?:\s*(?:-|–|—|to|until)\s*\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b\.?)?"
_MINUTE_SPAN = r"(?:\s*(?:-|–|—|to|until)\s*(?:[01]?\d|2[0-4])[:.;][0-5]\d)?"
_LED = r"(?:(?:at|@|by|from|about|around|approx(?:imately)?\.?|circa|c\.|c)\s*)?"
_FORMS = (
    re.compile(rf"{_HOUR}\s?[:;.h]\s?(?P<m>[0-5]\d)(?:[:.][0-5]\d(?:\.\d+)?)?{_SPAN}?\s*{_HALF}{_END}", re.IGNORECASE),
    re.compile(rf"{_HOUR}{_SPAN}?\s*{_HALF}{_END}", re.IGNORECASE),
    re.compile(
        rf"(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)\s*(?:(?:-|–|to)\s*\d{{4}}\s*)?{_HALF}?(?:hrs?|hours?|h)\b\.?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_HOUR}(?::|;)(?P<m>[0-5]\d)(?!\d)(?::[0-5]\d(?:\.\d+)?)?(?:\s?(?:hrs?|hours?|h|z)\b)?{_MINUTE_SPAN}",
        re.IGNORECASE,
    ),
    re.compile(rf"{_HOUR}[.h](?P<m>[0-5]\d)(?![\d./])(?:\s?(?:hrs?|hours?|h)\b)?{_MINUTE_SPAN}", re.IGNORECASE),
    re.compile(r"(?P<word>(?:12\s*)?(?:noon|midday|midnight))\b", re.IGNORECASE),
)
_BARE = re.compile(r"(?P<h>[01]?\d|2[0-4])(?P<m>[0-5]\d)(?!\d)")
_STRONG = _FORMS[:4] + _FORMS[5:]
_LEAD = re.compile(r"[\s,;(]*(?:(?:at|@|around|about|approx\.?|c\.)\s*)?", re.IGNORECASE)
_WORDS = {"noon": time(12, 0), "midday": time(12, 0), "midnight": time(0, 0)}
_FRACTION = re.compile(r"0\.\d{3,}")
_MINUTES_A_DAY = 1440
_SPREADSHEET_MIDNIGHT = re.compile(r"[T\s]00:00:00(?:\.0+)?Z?$")
_BEHIND = re.compile(
    r"(\d{8}(?=T)|.*(?:\d[-/.]\d{1,2}[-/.]|\d(?:st|nd|rd|th)? ?[a-z]{3,9}\.? )(?:\d{4}|\d{2}))"
    r"[ ,T]+([01]\d|2[0-3])([0-5]\d)\Z",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"([01]\d|2[0-3])([0-5]\d)[ ,]+(\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))\Z")


def read_time(text: str) -> time | None:
    """The time of a time cell, the start of a span of times; None when it holds none."""
    cell = text.strip().strip("()[]?~").strip()
    if not cell:
        return None
    if _FRACTION.fullmatch(cell):
        minutes = round(float(cell) * _MINUTES_A_DAY) % _MINUTES_A_DAY
        return time(minutes // 60, minutes % 60)
    cell = re.sub(rf"^(?:t(?=\d)|{_LED})", "", cell, count=1, flags=re.IGNORECASE)
    for form in _FORMS:
        if (m := form.match(cell)) and (found := _time(m)):
            return found
    if (m := _BARE.match(cell)) and len(m[0]) >= 3:
        return _time(m)
    return None


def time_after(text: str, end: int) -> time | None:
    """The time written straight after a date that ends there."""
    if end >= len(text):
        return None
    lead = _LEAD.match(text, end)
    at = lead.end() if lead else end
    for form in _STRONG:
        if (m := form.match(text, at)) and (at > end) and (found := _time(m)):
            return found
    return None


def take_time(cell: str, *, dotted: bool = True) -> tuple[time | None, str]:
    """The time inside a date cell and the cell without it; dotted times only behind something else."""
    if m := _SPREADSHEET_MIDNIGHT.search(cell):
        return None, cell[: m.start()]
    if m := _BEHIND.match(cell):
        return time(int(m[2]), int(m[3])), m[1]
    if m := _AHEAD.match(cell):
        return time(int(m[1]), int(m[2])), m[3]
    for form in _FORMS:
        for m in form.finditer(cell):
            if not _stands_alone(cell, m, dotted=dotted):
                continue
            found = _time(m)
            if found is not None:
                return found, f"{_without_lead(cell[: m.start()])} {cell[m.end() :]}".strip()
    return None, cell


def _stands_alone(cell: str, m: re.Match[str], *, dotted: bool) -> bool:
    before = cell[: m.start()]
    last = before[-1:]
    if last.isdigit() or last in ("/", ".", "-", ":") or (last.isalpha() and last not in "tT"):
        return False
    if last in ("t", "T") and not before[-2:-1].isdigit():
        return False
    after = cell[m.end() : m.end() + 1]
    if after.isdigit() or (after in ("/", "-", ";") and cell[m.end() + 1 : m.end() + 2].isdigit()):
        return False
    if m.re is _FORMS[4]:
        return dotted and any(c.isalnum() for c in before) and not after.isalnum()
    return True


def _without_lead(before: str) -> str:
    return re.sub(rf"[\s,;(T@]*{_LED}$", "", before.rstrip(), flags=re.IGNORECASE)


def _time(m: re.Match[str]) -> time | None:
    parts = m.groupdict()
    if word := parts.get("word"):
        return _WORDS[word.lower().split()[-1].removeprefix("12")]
    hour, minute = int(parts["h"]), int(parts.get("m") or 0)
    half = (parts.get("half") or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if hour < 24 else None
