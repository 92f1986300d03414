"""Structured identifiers: telephone and NHS numbers, postcodes, birth dates, handles and the like, found by their form.

Each pattern begins with a figure or a fixed word, so that a long text is read quickly; what must not stand before it is looked
at afterwards. Checksums are used where there are any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from keepsight.model import MentionKind, PersonRef
from keepsight.people.found import Found

_PHONE = re.compile(r"[+(0](?:\(?\d\)?[ .-]?){9,13}(?!\d)")
_PHONE_START = re.compile(r"(?:\+|00)44|\(?0[1-9]|\+[1-9]")
_NHS = re.compile(r"\d\d\d[ .-]?\d\d\d[ .-]?\d{4}(?!\d)")
_NI = re.compile(r"\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-Da-d](?![A-Za-z\d])")
_NI_START = re.compile(r"(?<![A-Za-z\d])[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z][ -]?$")
_POSTCODE = re.compile(r"\d(?:[A-Z]{2}|[a-z]{2})(?![A-Za-z\d])")
_POSTCODE_START = re.compile(r"(?<![A-Za-z\d])(?:[A-Z]{1,2}\d[A-Z\d]? ?|[a-z]{1,2}\d[a-z\d]? )$")
_EMAIL_END = re.compile(r"@[\w-]+(?:\.[\w-]+)+")
_EMAIL_START = re.compile(r"[\w.+'-]+$")
_HANDLE = re.compile(r"@[A-Za-z_][\w.]{1,29}(?<!\.)")
_URL_SIGNS = ("://", "www.", ".com/", ".me/", ".net/", ".org/", ".uk/")
_URL_END = re.compile(r"[^\s<>\"'\x1e|]*[^\s<>\"'\x1e|.,;:)\]]")
_URL_START = re.compile(r"[\w.:/-]+$")
_MARK = re.compile(r"\d\d{0,2}(?: ?[A-Z]{3}|[A-Z])(?![A-Za-z\d])")
_MARK_NEW, _MARK_OLD, _MARK_OLDER = (
    re.compile(p) for p in (r"(?<![A-Za-z\d])[A-Z]{2}$", r"(?<![A-Za-z\d])[A-Z]$", r"(?<![A-Za-z\d])[A-Z]{3} ?$")
)
_MARK_WORD = re.compile(
    r"(?i)\b(?:reg|regn|registration|vrm|vrn|index|plate|car|van|vehicle)\b[ :.]*(?:no\.?|number)?[ :.]*([A-Z]{1,3} ?)$"
)
_MONTH = r"[A-Za-z]{3,9}"
_DAY = re.compile(
    r"\d(?:\d?[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)|\d{3}-\d{2}-\d{2}(?!\d)"
    rf"|\d?(?:st|nd|rd|th)?(?: of)?[ -]?{_MONTH},?[ -]?(?:\d{{4}}|[’']?\d{{2}})(?!\d))"
)
_BORN = re.compile(r"[DdBb](?:\.?[Oo]\.?[Bb]\b\.?|ate of [Bb]irth|irth ?da(?:te|y)|orn\b|\.(?= ?\d))")
_BORN_GAP = re.compile(r"(?: is| was| as| on| in| given as| recorded as| of)?[ :=(]*")
_BORN_MORE = re.compile(r"(?:,| and| or| &|/| vs| not)? ?")
_MONTH_YEAR = re.compile(rf"{_MONTH} (?:19|20)\d{{2}}(?!\d)")
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEARS_BACK = 8
"""A full date this many years before the day a text tells of is taken for a birth date."""


def identifiers(text: str) -> Iterator[Found]:
    """Every structured identifier but birth dates, those with a checksum only where it holds."""
    yield from _internet(text)
    for match in _PHONE.finditer(text):
        if text[match.start() - 1 : match.start()] not in _BEFORE_NUMBER and _PHONE_START.match(match[0]):
            yield Found(match.start(), match.start() + len(match[0].rstrip(" .-")), MentionKind.PHONE)
    for match in _NHS.finditer(text):
        if not text[match.start() - 1 : match.start()].isdigit() and is_nhs_number(match[0]):
            yield Found(match.start(), match.end(), MentionKind.NHS_NUMBER)
    yield from _before(_NI, _NI_START, text, MentionKind.NI_NUMBER)
    yield from _before(_POSTCODE, _POSTCODE_START, text, MentionKind.POSTCODE)
    yield from _vehicles(text)


_BEFORE_NUMBER = tuple("0123456789£.,/-")


def birth_dates(text: str) -> Iterator[tuple[Found, date | None]]:
    """Every date said to be a birth date (None beside it), and every other full date with its day, for the caller to judge."""
    for match in _BORN.finditer(text):
        if text[match.start() - 1 : match.start()].isalnum():
            continue
        gap = _BORN_GAP.match(text, match.end())
        at = gap.end() if gap else match.end()
        while day := (_DAY.match(text, at) or _MONTH_YEAR.match(text, at)):
            yield Found(day.start(), day.end(), MentionKind.DOB), None
            more = _BORN_MORE.match(text, day.end())
            at = more.end() if more else day.end()
    for match in _DAY.finditer(text):
        if text[match.start() - 1 : match.start()] not in _BEFORE_DATE and (day_meant := day_of(match[0])) is not None:
            yield Found(match.start(), match.end(), MentionKind.DOB), day_meant


_BEFORE_DATE = tuple("0123456789/.-")


def is_birth_date(day: date, *, births: Mapping[str, PersonRef], told: date | None) -> bool:
    """True for a birth date of the people list, however written, and for a day long before the one the text tells of."""
    return day.isoformat() in births or (told is not None and (told - day).days > _YEARS_BACK * 365)


def is_nhs_number(text: str) -> bool:
    """True for ten digits with a right check digit, or in the range 999 kept for tests (NHS Data Dictionary: modulus 11)."""
    digits = [int(c) for c in text if c.isdigit()]
    if len(digits) != 10:
        return False
    if digits[:3] == [9, 9, 9]:
        return True
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9]


def day_of(written: str) -> date | None:
    """The day of a full date, day first; None for no day."""
    if match := _FIGURES.match(written):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    elif written[:4].isdigit() and written[4:5] == "-":
        year, month, day = (int(p) for p in written.split("-"))
    else:
        numbers = re.findall(r"\d+", written)
        name = re.search(
            r"(?:^|[\d\s-])(?!st\b|nd\b|rd\b|th\b|of\b)([a-z]{3})",
            re.sub(r"(?<=\d)(?:st|nd|rd|th)", "", written.lower()),
        )
        if len(numbers) != 2 or name is None or name[1] not in _MONTHS:
            return None
        day, month, year = int(numbers[0]), _MONTHS.index(name[1]) + 1, int(numbers[1])
    if year < 100:
        year += 2000 if year < 30 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _internet(text: str) -> Iterator[Found]:
    """E-mail addresses, handles and web addresses, each looked for by the sign it cannot do without."""
    for match in re.finditer("@", text):
        at = match.start()
        start, end = _EMAIL_START.search(text, max(0, at - 64), at), _EMAIL_END.match(text, at)
        if start and end:
            yield Found(start.start(), end.end(), MentionKind.EMAIL)
        elif not start and (handle := _HANDLE.match(text, at)) and text[at - 1 : at] not in ("@", "/"):
            yield Found(at, handle.end(), MentionKind.HANDLE)
    for sign in _URL_SIGNS:
        at = text.find(sign)
        while at >= 0:
            start, end = _URL_START.search(text, max(0, at - 64), at), _URL_END.match(text, at)
            yield Found(start.start() if start else at, end.end() if end else at + len(sign), MentionKind.URL)
            at = text.find(sign, end.end() if end else at + len(sign))


def _before(pattern: re.Pattern[str], start: re.Pattern[str], text: str, kind: MentionKind) -> Iterator[Found]:
    """Identifiers that are searched by their end and completed by what stands before."""
    for match in pattern.finditer(text):
        at = match.start()
        if found := start.search(text, max(0, at - 6), at):
            yield Found(found.start(), match.end(), kind)


def _vehicles(text: str) -> Iterator[Found]:
    """Number plates of the present form (AB12 CDE), the older ones (A123 BCD, ABC 123D), and any behind a word for one."""
    for match in _MARK.finditer(text):
        at, figures = match.start(), match[0]
        if text[at - 1 : at].isdigit():
            continue
        start: re.Match[str] | None = None
        if figures[-3:].isalpha():
            start = (
                _MARK_NEW.search(text, max(0, at - 3), at)
                if figures[:2].isdigit() and not figures[2].isdigit()
                else None
            )
            start = start or (_MARK_OLD.search(text, max(0, at - 2), at) if " " in figures else None)
        elif len(figures) > 1:
            start = _MARK_OLDER.search(text, max(0, at - 5), at)
        if start is None and (worded := _MARK_WORD.search(text, max(0, at - 24), at)):
            yield Found(worded.start(1), match.end(), MentionKind.VEHICLE)
        elif start is not None:
            yield Found(start.start(), match.end(), MentionKind.VEHICLE)
