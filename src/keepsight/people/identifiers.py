"""Structured identifiers: telephone and NHS numbers, postcodes, birth dates, handles and the like, found by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from keepsight.model import MentionKind, PersonRef
from keepsight.people.found import Found

_PHONE = re.compile(r"(?<![\d£.,/-])(?:(?:\+|00)44[ -]?\(?0?\)?|\(?0)(?:\(?\d\)?[ .-]?){9,10}(?!\d)")
_NHS = re.compile(r"(?<![\d+])\d{3}[ .-]?\d{3}[ .-]?\d{4}(?!\d)")
_NI = re.compile(r"\b[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-Da-d]\b")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b")
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z_][\w.]{1,29}(?<![.])")
_URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"']+|\b(?:facebook|fb|instagram|tiktok|snapchat|twitter|x|youtube|linkedin)\.(?:com|me)/[^\s<>\"']+",
    re.IGNORECASE,
)
_VEHICLE = re.compile(
    r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]\d{1,3} [A-Z]{3}\b|\b[A-Z]{3} \d{1,3}[A-Z]\b"
    r"|(?i:\b(?:reg|vrm|index|registration|vehicle)\b[ :.]*)([A-Z]{1,3}\d{1,3} ?[A-Z]{1,3}\b)"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = rf"\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})(?!\d)|\d{{4}}-\d{{2}}-\d{{2}}(?!\d)|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -]\d{{4}}|\d{{1,2}}[ -]?{_MONTH}[ -]?\d{{2}}(?!\d)"
_BORN = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born(?: on| in)?|b\.)(?: is| was| as| given as| recorded as| of)?[ :=(]*(?P<day>{_DAY}|{_MONTH} \d{{4}})"
    rf"(?P<more>(?:(?:,| and| or| &|/| vs| not) {{0,1}}(?:{_DAY}))*)",
    re.IGNORECASE,
)
_ANY_DAY = re.compile(rf"(?<![\d/.-])(?:{_DAY})", re.IGNORECASE)
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEARS_BACK = 8
"""A full date this many years before the entry is taken for a birth date."""


def identifiers(text: str, *, births: Mapping[str, PersonRef] | None = None, day: date | None = None) -> Iterator[Found]:
    """Every structured identifier of one text, those with a checksum only where it holds.

    `births` are birth dates of the people list by ISO day: they count however they are written. `day` is the day the text
    tells of: a full date long before it is taken for a birth date.
    """
    if "@" in text:
        yield from _all(_EMAIL, text, MentionKind.EMAIL)
        yield from _all(_HANDLE, text, MentionKind.HANDLE)
    if "." in text:
        yield from _all(_URL, text, MentionKind.URL)
    if not _HAS_FIGURES.search(text):
        return
    for match in _PHONE.finditer(text):
        yield Found(match.start(), match.start() + len(match[0].rstrip(" .-")), MentionKind.PHONE)
    for match in _NHS.finditer(text):
        if is_nhs_number(match[0]):
            yield Found(match.start(), match.end(), MentionKind.NHS_NUMBER)
    yield from _all(_NI, text, MentionKind.NI_NUMBER)
    yield from _all(_POSTCODE, text, MentionKind.POSTCODE)
    for match in _VEHICLE.finditer(text):
        group = 1 if match[1] else 0
        yield Found(match.start(group), match.end(group), MentionKind.VEHICLE)
    yield from _births(text, births or {}, day)


_HAS_FIGURES = re.compile(r"\d.?\d")


def is_nhs_number(text: str) -> bool:
    """True for ten digits with a right check digit, or in the range 999 kept for tests (NHS Data Dictionary: modulus 11)."""
    digits = [int(c) for c in text if c.isdigit()]
    if len(digits) != 10:
        return False
    if digits[:3] == [9, 9, 9]:
        return True
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9]


def _all(pattern: re.Pattern[str], text: str, kind: MentionKind) -> Iterator[Found]:
    return (Found(m.start(), m.end(), kind) for m in pattern.finditer(text))


def _births(text: str, births: Mapping[str, PersonRef], day: date | None) -> Iterator[Found]:
    for match in _BORN.finditer(text):
        yield Found(match.start("day"), match.end("day"), MentionKind.DOB)
        for more in _ANY_DAY.finditer(match["more"]):
            at = match.start("more")
            yield Found(at + more.start(), at + more.end(), MentionKind.DOB)
    for match in _ANY_DAY.finditer(text):
        written = _day_of(match[0])
        if written is None:
            continue
        if written.isoformat() in births or (day is not None and (day - written).days > _YEARS_BACK * 365):
            yield Found(match.start(), match.end(), MentionKind.DOB)


def _day_of(written: str) -> date | None:
    """The day of a full date, day first; None for no day."""
    if match := _FIGURES.match(written):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    elif re.match(r"\d{4}-", written):
        year, month, day = (int(p) for p in written.split("-"))
    else:
        numbers, name = re.findall(r"\d+", written), re.search(r"[a-z]{3}", re.sub(r"(?i)\d(st|nd|rd|th)", "", written).lower())
        if len(numbers) != 2 or name is None or name[0] not in _MONTHS:
            return None
        day, month, year = int(numbers[0]), _MONTHS.index(name[0]) + 1, int(numbers[1])
    if year < 100:
        year += 2000 if year < 30 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None
