"""Counts, months and lists in the plain words of a briefing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def in_words(number: int) -> str:
    """ "three", "12", "1,204"."""
    return SMALL_NUMBERS[number] if 0 <= number < len(SMALL_NUMBERS) else f"{number:,}"


def count(number: int, one: str, many: str) -> str:
    return f"{in_words(number)} {one if number == 1 else many}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str], *, last: str = "and") -> str:
    items = tuple(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def month(day: date) -> str:
    return f"{LONG_MONTHS[day.month - 1]} {day.year}"


def between(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f" in {month(first)}"
    if first.year == last.year:
        return f" between {LONG_MONTHS[first.month - 1]} and {month(last)}"
    return f" between {month(first)} and {month(last)}"


def years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
