"""Doubts settled by all texts together.

A capital inside a sentence makes a word a name unless the same word stands in small letters somewhere; a capital at the start
of a sentence says nothing, so there the word counts only where the texts have it as a name elsewhere, or where it is a
given name that no text uses otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import ahocorasick_rs

from keepsight.model import MentionKind
from keepsight.people.forms import fold
from keepsight.people.found import Doubt, Found
from keepsight.people.kinds import Kind, is_also_a_name, kind_of
from keepsight.people.lexicon import word_set

_SURE = frozenset({Kind.NAME, Kind.CAPITALS})


class Doubts:
    """What all texts say of the words that one text leaves open; `known` are the words of listed names, folded."""

    def __init__(self, texts: Sequence[str], found: Iterable[Sequence[Found]], *, known: Iterable[str]) -> None:
        self._names = set(known)
        self._inside: Counter[str] = Counter()
        open_words: set[str] = set()
        for text, spans in zip(texts, found, strict=True):
            for span in spans:
                if span.doubt is not None:
                    open_words.update(span.doubt.words or (span.doubt.word,))
                    self._inside[span.doubt.word] += span.doubt.inside
                elif span.kind is MentionKind.PERSON:
                    self._names.update(fold(w) for w in text[span.start : span.end].split() if kind_of(w) in _SURE)
        self._small = _counted_small(texts, open_words)

    def settled(self, spans: Iterable[Found]) -> list[Found]:
        """The spans that are names after all."""
        return [s for s in spans if s.doubt is None or self._is_name(s.doubt)]

    def _is_name(self, doubt: Doubt) -> bool:
        word = doubt.word
        if doubt.words:
            return (doubt.inside or self._inside[word] > 0 or word[1:2] in " .") and not any(self._small[w] for w in doubt.words)
        if fold(word) in self._names and kind_of(word.capitalize()) in _SURE:
            return True
        small, given = self._small[word], is_also_a_name(word)
        if doubt.inside:
            return small == 0 or (given and self._inside[word] > small)
        return small == 0 and (self._inside[word] > 0 or (given and word not in word_set("names", "verbs_too")))


def _counted_small(texts: Sequence[str], words: set[str]) -> Counter[str]:
    """How often each word stands in small letters in all the texts."""
    order = sorted(words)
    count: Counter[str] = Counter()
    if not order:
        return count
    automaton = ahocorasick_rs.AhoCorasick(order, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    for text in texts:
        for index, start, end in automaton.find_matches_as_indexes(text):
            if (not start or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum()):
                count[order[index]] += 1
    return count
