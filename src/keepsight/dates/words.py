"""The words dates are written with: months, weekdays, numbers and units, with the slips people really make.

English first, and the Welsh months, because agencies in Wales write both. Every key is lower case without apostrophes.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(text.split())


MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan janaury janurary januray jauary ionawr",
            "february feb febr febuary feburary februrary februry feburuary chwefror",
            "march mar marhc mrach mawrth",
            "april apr apirl arpil aprill ebrill",
            "may mai",
            "june jun juen mehefin",
            "july jul jully juley gorffennaf",
            "august aug agust augst augest awst",
            "september sept sep septmber setember septemeber septembre sepember medi",
            "october oct octuber octobre ocotber otcober hydref",
            "november nov novemeber novmber novembre tachwedd",
            "december dec decmber decemeber decembre rhagfyr",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WELSH_MONTHS = word_set("ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr")
WELL_SPELT_MONTHS = frozenset(name.lower() for name in MONTH_NAMES) | word_set(
    "jan feb mar apr jun jul aug sept sep oct nov dec"
)
"""English names in full or in their usual short form; any other key but a Welsh one is a slip."""

NAME_LIKE_MONTHS = word_set("may march april june august jan mar jun dec mai apr sep medi")
"""Months that are also people's names or everyday words: alone they are a month only after a word like "in"."""

WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues tuseday teusday",
            "wednesday wed weds wednes wensday wendesday wednsday",
            "thursday thu thur thurs thrusday thurday thursaday",
            "friday fri firday",
            "saturday sat saterday saturady",
            "sunday sun",
        )
    )
    for name in names.split()
}
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORD_LIKE_WEEKDAYS = word_set("sat sun wed")

UNITS: dict[str, str] = {
    name: unit
    for unit, names in {
        "day": "day days dys",
        "week": "week weeks wk wks",
        "fortnight": "fortnight fortnights",
        "month": "month months mth mths mnth mnths",
        "quarter": "quarter quarters qtr qtrs",
        "year": "year years yr yrs",
        "decade": "decade decades",
        "century": "century centuries",
        "weekend": "weekend weekends",
    }.items()
    for name in names.split()
}

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ONES: dict[str, int] = {name: number for number, name in enumerate(_ONES.split(), start=1)}
TENS: dict[str, int] = {name: 10 * number for number, name in enumerate(_TENS.split(), start=2)}
ORDINALS: dict[str, int] = {name: number for number, name in enumerate(_ORDINALS.split(), start=1)} | {"thirtieth": 30}
ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))

PARTS: dict[str, str] = {
    name: part
    for part, names in {
        "early": "early beginning start",
        "mid": "mid middle",
        "late": "late end",
    }.items()
    for name in names.split()
}
SEASONS: dict[str, int] = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of each season; a winter is named after the year of its December."""

BACKWARD = word_set("last previous past prior preceding")
FORWARD = word_set("next coming upcoming following")
HERE = word_set("this same that current")
STREETS = word_set(
    "road rd street avenue ave close lane drive way court terrace crescent house gardens grove place walk view"
)
