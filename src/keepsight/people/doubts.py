"""Doubts settled by all texts together.

A capital inside a sentence makes a word a name unless the same word stands in small letters somewhere; a capital at the start
of a sentence says nothing, so there the word counts only where the texts have it as a name elsewhere, or where it is a
given name that no text uses otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import ahocorasick_rs

from keepsight.model import MentionKind
from keepsight.people.forms import fold
from keepsight.people.found import Doubt, Found
from keepsight.people.kinds import Kind, is_also_a_name, kind_of
from keepsight.people.lexicon import word_set

_PART_OF_WORD = re.compile(r"[\w@#]")
_SURE = frozenset({Kind.NAME, Kind.CAPITALS})


class Doubts:
    """What all texts say of the words that one text leaves open.

    `found` and `openings` are lists for each text: what may be a name, and words that only start sentences. `known` are
    the words of listed names, folded.
    """

    def __init__(
        self,
        texts: Sequence[str],
        found: Sequence[list[Found]],
        openings: Sequence[list[tuple[int, int, str]]],
        *,
        known: Iterable[str],
    ) -> None:
        self._found, self._openings = found, openings
        self._names = set(known)
        self._inside: Counter[str] = Counter()
        open_words: set[str] = set()
        written: set[str] = set()
        for text, spans in zip(texts, found, strict=True):
            for span in spans:
                doubt = span.doubt
                if doubt is None:
                    if span.kind is MentionKind.PERSON:
                        written.add(text[span.start : span.end])
                else:
                    open_words.update(doubt.words or (doubt.word,))
                    if doubt.inside:
                        self._inside[doubt.word] += 1
        self._names.update(fold(w) for name in written for w in name.split() if kind_of(w) in _SURE)
        self._small = _counted_small(texts, open_words)

    def settled(self, number: int) -> list[Found]:
        """The names of one text, those in doubt only where the texts bear them out."""
        answers: dict[Doubt, bool] = {}
        kept: list[Found] = []
        for span in self._found[number]:
            doubt = span.doubt
            if doubt is not None:
                if doubt not in answers:
                    answers[doubt] = self._is_name(doubt)
                if not answers[doubt]:
                    continue
            kept.append(span)
        inside = {w for w in self._inside if not self._small[w]}
        kept += [Found(a, b, MentionKind.PERSON) for a, b, word in self._openings[number] if word in inside]
        return kept

    def _is_name(self, doubt: Doubt) -> bool:
        word = doubt.word
        if doubt.words:
            stands = doubt.inside or self._inside[word] > 0 or word[1:2] in (" ", ".")
            return stands and not any(self._small[w] for w in doubt.words)
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
            if not _PART_OF_WORD.search(text[max(0, start - 1) : start] + " " + text[end : end + 1]):
                count[order[index]] += 1
    return count
