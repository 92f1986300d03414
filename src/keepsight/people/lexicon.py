"""Which words are ordinary English words, and which capitalised words name nobody.

A name is known by what it is not: a capitalised word that no dictionary has in small letters. This works alike for names
of every origin, which no list of names and no language model does. The dictionary is the word list inside the locked
package `lemminflect` (MIT), made from the SPECIALIST Lexicon of the US National Library of Medicine: 64,000 forms in small
letters, British spellings and medical words among them. What it lacks (the small words of the language, the shorthand of
case notes, medicines, the field's own capitals) stands in `words/*.toml`, each list with its reason.

It cannot tell a name that is an ordinary word too (Grace, Mark, Hope): `capitals` decides those by what stands around.
"""

from __future__ import annotations

import gzip
import importlib.util
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from keepsight.model import KeepsightError

_PACKAGE = "lemminflect"
_FILES = ("resources/infl_lu.csv.gz", "resources/lemma_lu.csv.gz")
_WORDS = Path(__file__).parent / "words"
_PREFIXES = (
    "re",
    "un",
    "non",
    "mis",
    "over",
    "out",
    "under",
    "pre",
    "self",
    "inter",
    "anti",
    "multi",
    "post",
    "co",
    "up",
)


def is_ordinary(word: str) -> bool:
    """True if the word, in small letters, is an ordinary one: as listed, with a prefix, or joined of ordinary parts."""
    word = word.lower().replace("’", "'")
    words = ordinary_words()
    if word in words:
        return True
    if "-" in word:
        return all(is_ordinary(p) for p in word.split("-") if p)
    if word.endswith("'s") and len(word) > 3:
        return is_ordinary(word[:-2])
    return any(word.startswith(p) and len(word) - len(p) > 3 and word[len(p) :] in words for p in _PREFIXES)


@cache
def ordinary_words() -> frozenset[str]:
    """Every ordinary word in small letters; KeepsightError when the word list is not there, so that nothing passes unread."""
    plain = word_file("plain")
    return frozenset(w for w in _lexicon() if w.islower()).union(*(words(plain, p) for p in plain if p != "endings"))


@cache
def capitalised_words() -> frozenset[str]:
    """Words that the lexicon has with a capital only: countries, peoples, places of the world."""
    return frozenset(w for w in _lexicon() if len(w) > 3 and w[0].isupper() and w[1:].islower())


@cache
def _lexicon() -> frozenset[str]:
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise KeepsightError(
            "The list of ordinary words is missing, so names cannot be told; install lemminflect and run again."
        )
    folder = Path(found.submodule_search_locations[0])
    listed: set[str] = set()
    for name in _FILES:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            listed.update(re.split(r"[,/\n]", lines.read()))
    return frozenset(listed)


@cache
def word_set(file: str, *parts: str) -> frozenset[str]:
    """The words of one or more parts of a word file, in small letters."""
    return frozenset().union(*(words(word_file(file), part) for part in parts))


@cache
def word_file(file: str) -> dict[str, Any]:
    with (_WORDS / f"{file}.toml").open("rb") as handle:
        return tomllib.load(handle)


def words(content: dict[str, Any], part: str) -> frozenset[str]:
    return frozenset(content[part]["words"].split())
