"""Patterns of a word list made to hear the even word beside every gendered word they name.

A list that names "mum" hears "parent" too, and so, once a text has been put into even words, every parent: no list can
hear one gender alone, whoever wrote it.
"""

from __future__ import annotations

import re
from functools import cache

from keepsight.counterparts.table import neutral_words, words

PRONOUNS = {
    "he": "she",
    "they": "she",
    "him": "her",
    "his": "her",
    "them": "her",
    "their": "her",
    "theirs": "her",
    "hers": "her",
}
REFLEXIVES = {"himself": "herself", "themselves": "herself", "themself": "herself"}
ADJECTIVES = frozenset(["male", "female"])
"""Before a noun they are read as "adult" (see `beside` in the list)."""
TITLES = {"mr": "ms", "mrs": "ms", "miss": "ms", "mx": "ms"}


@cache
def heard() -> dict[str, str]:
    """Every single word that stands under another even word in a text made even, with that word."""
    found = {w.form: w.even for w in words().values() if " " not in w.form and w.form != w.even}
    found |= {n: e for n, e in neutral_words().items() if " " not in n}
    return {k: v for k, v in (found | PRONOUNS | REFLEXIVES | TITLES).items() if k.isalpha()}


def hear(form: str) -> str:
    """The text of a pattern with the even word as a choice beside each gendered word, terms in braces left alone."""
    return _word().sub(_choice, form)


@cache
def _word() -> re.Pattern[str]:
    known = "|".join(sorted(heard(), key=len, reverse=True))
    return re.compile(rf"(?:(?<![a-z{{\\])|(?<=\\b))(?P<word>{known})(?P<plural>s\?)?(?![a-z}}?])")


def _choice(match: re.Match[str]) -> str:
    word, plural = match["word"], match["plural"] or ""
    if word == "mr" and plural:
        return "(?:mrs?|ms)"
    even = heard()[word] if word not in ADJECTIVES else f"{heard()[word]}|adult"
    if not plural:
        return f"(?:{word}|{even})"
    many = heard().get(f"{word}s", f"{even}s")
    return f"(?:{word}s?|{even}|{many})"
