"""The values of spreadsheets as a reader sees them: a real date as DD/MM/YYYY, a real time as HH:MM, in any format."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

Value = int | float | str | bool | time | date | datetime | timedelta
_FIRST_REAL_YEAR = 1905
"""A day before it is no day but the beginning of a spreadsheet's count, and the cell a time alone."""


def as_text(value: Value) -> str:
    """A value of a cell as text: dates day first, times to the minute, whole numbers without a decimal point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        value = _to_the_second(value)
        return _clock(value.time()) if value.year < _FIRST_REAL_YEAR else f"{_day(value)} {_clock(value.time())}"
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, time):
        return _clock(_to_the_second(datetime.combine(date(2000, 1, 1), value)).time())
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.15g}"


def _to_the_second(value: datetime) -> datetime:
    """Undoes the fraction of a second that a day counted in decimals leaves behind."""
    return (value + timedelta(microseconds=500_000)).replace(microsecond=0)


def _day(value: date) -> str:
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def _clock(value: time) -> str:
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
