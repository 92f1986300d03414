"""Counts, months and lists in the plain words of a briefing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

SMALL_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS_BELOW = 10
"""Numbers below this are words inside a sentence."""

LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def in_words(number: int) -> str:
    """ "three", "12", "1,204"."""
    return SMALL_NUMBERS[number] if 0 <= number < WORDS_BELOW else f"{number:,}"


def count(number: int, one: str, many: str) -> str:
    return f"{in_words(number)} {one if number == 1 else many}"


def opening(number: int, one: str, many: str) -> str:
    """The same at the beginning of a sentence, where no figure should stand: "Twenty-four entries"."""
    if number >= len(TENS) * 10:
        return f"{number:,} {one if number == 1 else many}"
    said = SMALL_NUMBERS[number] if number < len(SMALL_NUMBERS) else TENS[number // 10]
    if number >= len(SMALL_NUMBERS) and number % 10:
        said = f"{said}-{SMALL_NUMBERS[number % 10]}"
    return f"{said[:1].upper()}{said[1:]} {one if number == 1 else many}"


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
