"""Ages at each date, in whole years, for those whose birth date is in the people list."""

from __future__ import annotations

from datetime import date

from keepsight.model import People, When


def age_on(born: date, day: date) -> int:
    """Whole years from `born` to `day`; below 0 before birth."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def ages(people: People, when: When) -> tuple[tuple[str, int, int], ...]:
    """For each person with a birth date: their ref, and the youngest and oldest they can have been; empty when undated."""
    if when.earliest is None or when.latest is None:
        return ()
    return tuple(
        (str(p.ref), age_on(p.dob, when.earliest), age_on(p.dob, when.latest))
        for p in people.people
        if p.dob is not None and p.dob <= when.latest
    )
