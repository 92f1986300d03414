"""The same chronology 28 years earlier.

After 28 years every day of the year falls on the same weekday again (between 1901 and 2099), leap years and all: 1,461 weeks.
So weekday words, anniversaries, and days and months written in the text stay true, and only years are rewritten. Easter and
what hangs on it moves, as it does between any two years; a text that names Easter may be read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from keepsight.model import Entry, Field, People, Person, When

WEEKS = 1461
DAYS = timedelta(weeks=WEEKS)
YEARS = 28
_YEAR = re.compile(r"(?<![\d£#:/.])(19[89]\d|20[0-4]\d)(?![\d:])|(?<=[/.-])(19[89]\d|20[0-4]\d)(?!\d)")
_SHORT = re.compile(r"(?<![\d/.-])(\d{1,2}([/.-])\d{1,2}\2)(\d\d)(?![\d/.-]*\d)")


def a_generation_earlier(entries: Sequence[Entry], people: People) -> tuple[tuple[Entry, ...], People]:
    """Every date, recorded date, birth date and year in the text 28 years earlier."""
    made = tuple(
        replace(
            e,
            when=_when(e.when),
            recorded=_when(e.recorded) if e.recorded else None,
            fields=tuple(_field(f) for f in e.fields),
        )
        for e in entries
    )
    return made, replace(people, people=tuple(_person(p) for p in people.people))


def _field(field: Field) -> Field:
    return replace(field, text=earlier(field.text))


def earlier(text: str) -> str:
    text = _SHORT.sub(lambda m: f"{m[1]}{(int(m[3]) - YEARS) % 100:02d}", text)
    return _YEAR.sub(lambda m: str(int(m[0]) - YEARS), text)


def _when(when: When) -> When:
    if when.earliest is None or when.latest is None:
        return when
    return replace(
        when,
        text=earlier(when.text),
        earliest=when.earliest - DAYS,
        latest=when.latest - DAYS,
        readings=tuple(r - DAYS for r in when.readings),
    )


def _person(person: Person) -> Person:
    return person if person.dob is None else replace(person, dob=_day(person.dob))


def _day(day: date) -> date:
    return day - DAYS
