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
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

import ahocorasick_rs

from keepsight.counterparts import hear
from keepsight.reading.anchors import Anchors, anchors, automaton

WORDS = files("keepsight.reading") / "words"
OTHER_LISTS = ("terms", "stance", "attendance", "basis")
"""Word lists beside the cues, told by the beginning of their names."""
_NUMBERS = re.compile(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b|\b0\d{4} ?\d{6}\b|\b0\d{3} ?\d{3} ?\d{4}\b")
_STREET = re.compile(
    r"\b(?:[A-Z][a-z]+ ){1,2}(?:Row|Road|Street|Close|Lane|Avenue|Court|Way|Drive|Place|Terrace|Crescent|Walk|Hill|Grove|Wharf)\b"
)
_LINE_END = re.compile(r"(?<=[^\s.;:,!?–—-])(?=[ \t]*\n\s*[A-Z0-9•*“\"(])")
_GOES_ON = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "with",
        "of",
        "to",
        "for",
        "by",
        "at",
        "in",
        "on",
        "from",
        "as",
        "his",
        "her",
        "their",
        "my",
        "our",
        "that",
        "who",
        "which",
        "is",
        "was",
        "mr",
        "mrs",
        "ms",
        "dr",
    ]
)
AT_ONCE = 4_000
_BETWEEN = "\n"
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
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


class Hit(NamedTuple):
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
        forms = dict.fromkeys(_TERM.sub(lambda m: expand(m[1]), hear(form)) for form in lists[name])
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
    """A form with its terms in braces put in full, made to hear every gender (see `keepsight.counterparts`)."""
    return _TERM.sub(lambda m: terms()[m[1]], hear(form))


def form_pattern(form: str) -> str:
    """One form of a cue as the text of a pattern, its terms spelt out and closed by word boundaries."""
    return rf"(?<![a-z0-9])(?:{spelt_terms(form)})(?![a-z0-9])"


@lru_cache(maxsize=8_192)
def plain(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The text as cues read it: lower case, one plain space for any white space, straight apostrophes.

    Telephone and NHS numbers and street names are blanked, so that "999" and "Fen Row" are no emergency and no quarrel. A
    line that ends without a stop before a line that begins afresh is closed with a semicolon, since nothing is told over
    its end: "No concerns" on one line says nothing of the bruise on the next.

    The second value gives for each character its place in the original, with one more for the end; None when the places
    are the same.
    """
    text = _NUMBERS.sub(lambda m: "#" * len(m[0]), text)
    text = _STREET.sub(lambda m: "·" * len(m[0]), text)
    lowered = text.lower().replace("’", "'").replace("\t", " ").replace("\xa0", " ")
    if len(lowered) == len(text) and "  " not in lowered and "\n" not in lowered:
        return lowered, None
    closed = {m.start() for m in _LINE_END.finditer(text) if _last_word(text[: m.start()]) not in _GOES_ON}
    letters: list[str] = []
    places: list[int] = []
    for place, original in enumerate(text):
        if place in closed:
            letters.append(";")
            places.append(place)
        for letter in original.lower().replace("’", "'"):
            if letter.isspace() and letters and letters[-1] == " ":
                continue
            letters.append(" " if letter.isspace() else letter)
            places.append(place)
    return "".join(letters), (*places, len(text))


def _last_word(text: str) -> str:
    return text[max(text.rfind(" "), text.rfind("\n")) + 1 :].lower()


class Matcher:
    """Cues compiled for one pass over a text.

    A form that can be spelt out is found by its strings alone; of the others, a pattern is compiled and tried only where
    one of its anchors stands, and stands as a word where the pattern says so.
    """

    def __init__(self, wanted: Iterable[Cue]) -> None:
        self._table = _compile(tuple(wanted))
        self._patterns: list[re.Pattern[str] | None] = [None] * len(self._table.cues)

    @property
    def unanchored(self) -> tuple[str, ...]:
        """Forms that must be tried on every text, for the lint."""
        return tuple(self._table.texts[i] for i in self._table.always)

    def find(self, text: str) -> list[Hit]:
        """Every hit in a plain text, by position; of one kind and detail only the longest of overlapping hits."""
        return self.find_all((text,))[0]

    def find_all(self, texts: Sequence[str]) -> list[list[Hit]]:
        """The hits of each of many plain texts, in one pass over all of them: much quicker than one text at a time."""
        found: list[list[Hit]] = []
        for first in range(0, len(texts), AT_ONCE):
            found += self._find_some(texts[first : first + AT_ONCE])
        return found

    def _find_some(self, texts: Sequence[str]) -> list[list[Hit]]:
        """Places are those of the texts joined until the hits are made, so that one sorting does for all."""
        table = self._table
        strings, inside, letters = table.strings, table.inside, _LETTERS
        joined = _BETWEEN.join(("", *texts, ""))
        begins = list(accumulate([len(text) + 1 for text in texts], initial=1))
        rough: list[tuple[int, int, int]] = []
        here: list[tuple[int, int]] = []
        tried = {(number, form) for form in table.always for number in range(len(texts))}
        for index, start, end in table.automaton.find_matches_as_indexes(joined, overlapping=True):
            if joined[start - 1] in letters and not inside[index]:
                continue
            string = strings[index]
            if joined[start - 1] not in letters:
                if string.whole and joined[end] not in letters:
                    rough += [(start, -end, form) for form in string.whole]
                if string.here:
                    here += [(start, form) for form in string.here]
            if inside[index]:
                number = bisect_right(begins, start) - 1
                tried.update([(number, form) for form in string.anywhere])
                if joined[end] not in letters:
                    tried.update([(number, form) for form in string.at_end])
        for start, form in here:
            number = bisect_right(begins, start) - 1
            match = self._pattern(form).match(texts[number], start - begins[number])
            if match:
                rough.append((start, -match.end() - begins[number], form))
        for number, form in tried:
            offset = begins[number]
            rough += [
                (m.start() + offset, -m.end() - offset, form) for m in self._pattern(form).finditer(texts[number])
            ]
        rough.sort()
        return self._longest(rough, begins)

    def _longest(self, rough: Iterable[tuple[int, int, int]], begins: Sequence[int]) -> list[list[Hit]]:
        """The hits of each text; of one kind and detail only those that reach further than the hits before."""
        cues, groups = self._table.cues, self._table.groups
        found: list[list[Hit]] = [[] for _ in begins[1:]]
        reached: dict[int, int] = {}
        number, offset, until = 0, begins[0], begins[1]
        for start, minus_end, form in rough:
            group = groups[form]
            if -minus_end <= reached.get(group, 0):
                continue
            reached[group] = -minus_end
            if start >= until:
                number = bisect_right(begins, start) - 1
                offset, until = begins[number], begins[number + 1]
            found[number].append(Hit(cues[form], start - offset, -minus_end - offset))
        return found

    def _pattern(self, form: int) -> re.Pattern[str]:
        pattern = self._patterns[form]
        if pattern is None:
            pattern = self._patterns[form] = re.compile(self._table.texts[form])
        return pattern


@dataclass(frozen=True, slots=True)
class _String:
    """What a string of the automaton shows or calls for.

    The forms that it is the `whole` of, where it stands as a word; those to be tried `here`, where it begins a word; those
    to be tried on the text, `anywhere` it stands or where it is `at_end` of a word.
    """

    whole: tuple[int, ...]
    here: tuple[int, ...]
    anywhere: tuple[int, ...]
    at_end: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """The forms of some cues, numbered: the cue and pattern of each, and its group, one for a kind and detail.

    `inside` tells of each string whether a form is to be tried for it even where it begins inside a word.
    """

    cues: tuple[Cue, ...]
    texts: tuple[str, ...]
    groups: tuple[int, ...]
    always: tuple[int, ...]
    strings: tuple[_String, ...]
    inside: tuple[bool, ...]
    automaton: ahocorasick_rs.AhoCorasick


@lru_cache(maxsize=8)
def _compile(wanted: tuple[Cue, ...]) -> _Table:
    forms = [(cue, form) for cue in wanted for form in cue.forms]
    groups = {key: number for number, key in enumerate(dict.fromkeys((c.kind, c.detail) for c in wanted))}
    always: list[int] = []
    behind: dict[str, list[tuple[int, Anchors]]] = defaultdict(list)
    for number, (_, form) in enumerate(forms):
        found = anchors(spelt_terms(form))
        if found is None:
            always.append(number)
            continue
        for string in found.strings:
            behind[string].append((number, found))
    strings = tuple(_string(numbers) for numbers in behind.values())
    return _Table(
        cues=tuple(cue for cue, _ in forms),
        texts=tuple(form_pattern(form) for _, form in forms),
        groups=tuple(groups[cue.kind, cue.detail] for cue, _ in forms),
        always=tuple(always),
        strings=strings,
        inside=tuple(bool(s.anywhere or s.at_end) for s in strings),
        automaton=automaton(list(behind)),
    )


def _string(behind: list[tuple[int, Anchors]]) -> _String:
    inside = [(n, a) for n, a in behind if not a.first]
    return _String(
        whole=tuple(n for n, a in behind if a.whole),
        here=tuple(n for n, a in behind if a.first and not a.whole),
        anywhere=tuple(n for n, a in inside if not a.last),
        at_end=tuple(n for n, a in inside if a.last),
    )
