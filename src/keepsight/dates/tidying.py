"""A cell freed of what is not the date: odd spaces and dashes, letters typed for figures, words of doubt."""

from __future__ import annotations

import re

_DASHES = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹘﹣－", "-") | dict.fromkeys("\u00a0\u2007\u202f\u2009\u3000\t\n\r\v\f", " ")
)
_HIDDEN = re.compile("[\u200b-\u200f\u2060\ufeff\x00]")
_WEEK_FROM = re.compile(r"(?<![a-z])(?:w|wk|week) ?[/\\.\-]? ?c\.?(?=[ \d:])", re.IGNORECASE)
_SPACES = re.compile(r" {2,}")
_LETTERS_FOR_FIGURES = re.compile(r"(?<![A-Za-z])[0-9OoIl|]{1,4}(?=$|[\s/.\-,:])")
_FIGURE_OF = str.maketrans("OoIl|", "00111")
_BLANK = re.compile(
    r"(?:un|not )?(?:known|dated|clear|recorded|sure|specified|stated|given)|undat(?:ed)?|unknown date|no date"
    r"|date (?:un|not )(?:known|clear|given|recorded)|no date (?:given|recorded)|n/?k|n/?a|u/?k|nil|none|null|nan|nat"
    r"|tbc|tba|blank|missing|various(?: dates)?|ongoing|not applicable"
)
_SURE_DOUBTS = (
    "probably|possibly|perhaps|maybe|may be|approximately|around about|on or about|on or around|o/a|around|about|circa|"
    "roughly|estimated|thought to be|believed to be|believed|think|not sure|unsure|unclear|unconfirmed|to be confirmed|"
    "tbc|likely"
)
_SHORT_DOUBTS = r"(?:prob|poss|approx|apprx|abt|est|ca)\.?"
_MONTH_OR_PART = "early|mid|late|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DOUBT = re.compile(
    rf"(?<![a-z/])(?:{_SURE_DOUBTS}|{_SHORT_DOUBTS}|c\.?(?=\s?\d|\s(?:{_MONTH_OR_PART})))(?![a-z])", re.IGNORECASE
)
_LETTER = re.compile(r"[a-zA-Z]")
_EMPTY = re.compile(r"[\s()\[\]\-_.,;:/*x]*\Z", re.IGNORECASE)
_BRACKETS_LEFT = re.compile(r"\(\s*\)|\[\s*\]")


def tidied(text: str) -> tuple[str, bool]:
    """The cell with plain spaces and dashes, and whether letters stood for figures ("O5/l1/18")."""
    cell = _HIDDEN.sub("", text.translate(_DASHES))
    cell = _SPACES.sub(" ", cell).strip()
    cell = _WEEK_FROM.sub("w/c ", cell)
    mended = _LETTERS_FOR_FIGURES.sub(_mended, cell)
    return mended, mended != cell


def is_blank(cell: str) -> bool:
    """True for an empty cell and for every way of saying that the date is not known."""
    low = cell.strip(" ?.()[]-*").lower()
    return not low or _BLANK.fullmatch(low) is not None or _EMPTY.match(low) is not None


def without_doubt(cell: str) -> tuple[str, bool]:
    """The cell without its marks of doubt, and whether it had any."""
    if "?" not in cell and "~" not in cell and _LETTER.search(cell) is None:
        return cell, False
    plain = _DOUBT.sub(" ", cell.replace("?", " "))
    if plain.lstrip().startswith("~"):
        plain = plain.lstrip()[1:]
    if plain == cell:
        return cell, False
    return _SPACES.sub(" ", _BRACKETS_LEFT.sub(" ", plain)).strip(), True


def _mended(m: re.Match[str]) -> str:
    word = m[0]
    if word.isdecimal():
        return word
    beside = m.string[m.start() - 1 : m.start()] + m.string[m.end() : m.end() + 1]
    if any(c.isdecimal() for c in word) or any(c in "/.-" for c in beside):
        return word.translate(_FIGURE_OF)
    return word
