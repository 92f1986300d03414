"""Structured identifiers: telephone and NHS numbers, postcodes, birth dates, handles and the like, found by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from keepsight.model import MentionKind

Found = tuple[int, int, MentionKind]

_PHONE = re.compile(r"(?<![\d£.,/-])(?:\+44 ?\(?0?\)?|0)(?:\d[ -]?){9,10}(?!\d)")
_NHS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_NI = re.compile(r"\b[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z] ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d]\b")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z_][\w.]{1,29}")
_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"']+|\b(?:facebook|instagram|tiktok|snapchat|twitter|x)\.com/[^\s<>\"']+")
_VEHICLE = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]\d{1,3} ?[A-Z]{3}\b(?= (?:reg|vrm|vehicle|car|van))")
_DATE = r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DOB = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|b\.)[ :]*((?:{_DATE})|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}})",
    re.IGNORECASE,
)


def identifiers(text: str) -> Iterator[Found]:
    """Every structured identifier of one cell: start, end and kind, those with a checksum only where it holds."""
    for pattern, kind in ((_EMAIL, MentionKind.EMAIL), (_URL, MentionKind.URL), (_HANDLE, MentionKind.HANDLE)):
        yield from ((m.start(), m.end(), kind) for m in pattern.finditer(text))
    if not any(c.isdigit() for c in text):
        return
    for match in _PHONE.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip(" -")), MentionKind.PHONE
    for match in _NHS.finditer(text):
        if is_nhs_number(match[0]):
            yield match.start(), match.end(), MentionKind.NHS_NUMBER
    for pattern, kind in (
        (_NI, MentionKind.NI_NUMBER),
        (_POSTCODE, MentionKind.POSTCODE),
        (_VEHICLE, MentionKind.VEHICLE),
    ):
        yield from ((m.start(), m.end(), kind) for m in pattern.finditer(text))
    for match in _DOB.finditer(text):
        yield match.start(1), match.end(1), MentionKind.DOB


def is_nhs_number(text: str) -> bool:
    """True for ten digits with a right check digit, or in the range 999 kept for tests (NHS Data Dictionary: modulus 11)."""
    digits = [int(c) for c in text if c.isdigit()]
    if len(digits) != 10:
        return False
    if digits[:3] == [9, 9, 9]:
        return True
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9]
