"""Word lists as data, compiled into one fast matcher that can always say which cue fired.

A cue is a short regular expression over lower-cased text in which white space is single spaces (see `plain`). Trying two
thousand of them on every cell would be slow, so each is given anchors (see `anchors`); one pass of Aho-Corasick finds
them, and only the cues behind them are tried. Terms in braces ({parent}, {partner}) come from `words/terms.toml`, where
every gendered word stands with its counterparts: a cue may not hear one gender alone.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import ahocorasick_rs

from keepsight.reading.anchors import anchors

WORDS = files("keepsight.reading") / "words"
OTHER_LISTS = ("terms", "stance", "attendance", "basis")
"""Word lists beside the cues, told by the beginning of their names."""
_NUMBERS = re.compile(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b|\b0\d{4} ?\d{6}\b|\b0\d{3} ?\d{3} ?\d{4}\b")
_STREET = re.compile(
    r"\b(?:[A-Z][a-z]+ ){1,2}(?:Row|Road|Street|Close|Lane|Avenue|Court|Way|Drive|Place|Terrace|Crescent|Walk|Hill|Grove|Wharf)\b"
)
_TERM = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of a word list: what it signals, why it is there and where it comes from."""

    name: str
    kind: str
    detail: str
    reason: str
    source: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that fired: characters `start` up to `end` of the text it was given."""

    cue: Cue
    start: int
    end: int


@cache
def terms() -> dict[str, str]:
    """The shared terms, each as an alternation with its nested terms spelt out."""
    raw = tomllib.loads((WORDS / "terms.toml").read_text("utf-8"))
    lists: dict[str, list[str]] = {name: entry["forms"] for name, entry in raw.items()}

    @cache
    def expand(name: str) -> str:
        forms = [_TERM.sub(lambda m: expand(m[1]), form) for form in lists[name]]
        return "(?:" + "|".join(sorted(forms, key=len, reverse=True)) + ")"

    return {name: expand(name) for name in lists}


@cache
def cues() -> tuple[Cue, ...]:
    """Every cue of every word list, in file order."""
    found: list[Cue] = []
    for path in sorted(WORDS.iterdir(), key=lambda p: p.name):
        if not path.name.endswith(".toml") or path.name.startswith(OTHER_LISTS):
            continue
        for number, entry in enumerate(tomllib.loads(path.read_text("utf-8"))["cue"], 1):
            found.append(
                Cue(
                    name=f"{path.name.removesuffix('.toml')}-{number}",
                    kind=entry["kind"],
                    detail=entry.get("detail", ""),
                    reason=entry["reason"],
                    source=entry["source"],
                    forms=tuple(entry["forms"]),
                )
            )
    return tuple(found)


def versions() -> tuple[tuple[str, str], ...]:
    """The name and a short digest of every word list, for the manifest."""
    paths = sorted((p for p in WORDS.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return tuple((p.name, hashlib.sha256(p.read_bytes()).hexdigest()[:12]) for p in paths)


def spelt_terms(form: str) -> str:
    """A form with its terms in braces put in full."""
    return _TERM.sub(lambda m: terms()[m[1]], form)


def form_pattern(form: str) -> str:
    """One form of a cue as the text of a pattern, its terms spelt out and closed by word boundaries."""
    return rf"(?<![a-z0-9])(?:{spelt_terms(form)})(?![a-z0-9])"


def plain(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The text as cues read it: lower case, one plain space for any white space, straight apostrophes.

    Telephone and NHS numbers and street names are blanked, so that "999" and "Fen Row" are no emergency and no quarrel.

    The second value gives for each character its place in the original, with one more for the end; None when the places
    are the same.
    """
    text = _NUMBERS.sub(lambda m: "#" * len(m[0]), text)
    text = _STREET.sub(lambda m: "·" * len(m[0]), text)
    lowered = text.lower().replace("’", "'").replace("\n", " ").replace("\t", " ").replace("\xa0", " ")
    if len(lowered) == len(text) and "  " not in lowered:
        return lowered, None
    letters: list[str] = []
    places: list[int] = []
    for place, original in enumerate(text):
        for letter in original.lower().replace("’", "'"):
            if letter.isspace() and letters and letters[-1] == " ":
                continue
            letters.append(" " if letter.isspace() else letter)
            places.append(place)
    return "".join(letters), (*places, len(text))


class Matcher:
    """Cues compiled for one pass over a text; a pattern is compiled when its anchor is first met."""

    def __init__(self, wanted: Iterable[Cue]) -> None:
        self._cues: list[Cue] = []
        self._texts: list[str] = []
        by_anchor: dict[str, list[int]] = defaultdict(list)
        self._always: list[int] = []
        for cue in wanted:
            for form in cue.forms:
                index = len(self._cues)
                self._cues.append(cue)
                self._texts.append(form_pattern(form))
                found = anchors(self._texts[index])
                if found is None:
                    self._always.append(index)
                for anchor in found or ():
                    by_anchor[anchor].append(index)
        self._patterns: list[re.Pattern[str] | None] = [None] * len(self._cues)
        self._behind = [tuple(indexes) for indexes in by_anchor.values()]
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(by_anchor), implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    @property
    def unanchored(self) -> tuple[str, ...]:
        """Forms that must be tried on every text, for the lint."""
        return tuple(self._texts[i] for i in self._always)

    def find(self, text: str) -> list[Hit]:
        """Every hit in a plain text, by position; of one kind and detail only the longest of overlapping hits."""
        wanted = set(self._always)
        for index, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            wanted.update(self._behind[index])
        hits: list[Hit] = []
        for index in wanted:
            pattern = self._patterns[index]
            if pattern is None:
                pattern = self._patterns[index] = re.compile(self._texts[index])
            cue = self._cues[index]
            hits += [Hit(cue, m.start(), m.end()) for m in pattern.finditer(text)]
        hits.sort(key=lambda h: (h.start, -h.end, h.cue.name))
        return _longest(hits)


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    reach: dict[tuple[str, str], int] = {}
    for hit in hits:
        key = (hit.cue.kind, hit.cue.detail)
        if hit.end > reach.get(key, -1):
            reach[key] = hit.end
            kept.append(hit)
    return kept
