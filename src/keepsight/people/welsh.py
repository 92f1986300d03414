"""Welsh in what is to be published: an ordinary Welsh word at the beginning of a sentence names nobody.

The word list of `keepsight.people.lexicon` is English, so that every Welsh sentence would begin with something undecided, and a
gate that asks about every sentence is waved through. Only a document that holds Welsh is looked at so, only its passages that are
Welsh, only words at the beginning of a sentence, in a title in capitals, or of those that Welsh writes large, and never a word that is also a name.
The list of Welsh words is simplemma's; a word that it writes with a capital itself is a name to us.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from keepsight.people.lexicon import word_set
from keepsight.people.runs import starts_sentence

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENOUGH = 3
"""Welsh function words that a document must hold before any of it is read as Welsh."""


def holds_welsh(texts: Iterable[str]) -> bool:
    """True for a document with enough Welsh in it."""
    found = 0
    for text in texts:
        found += _welsh(text)
        if found >= _ENOUGH:
            return True
    return False


def is_ordinary_welsh(text: str, start: int, end: int) -> bool:
    """True when the words at this place of a passage, in a document that holds Welsh, are ordinary Welsh ones."""
    if _english(text) > _welsh(text):
        return False
    known = False
    title = text[start:end].isupper() and " " in text[start:end]
    for found in _WORD.finditer(text, start, end):
        word = found[0].lower().replace("’", "'")
        if word in word_set("welsh", "names"):
            return False
        if word in word_set("welsh", "written_large") or word in word_set("welsh", "function_words"):
            known = True
        elif title or found[0][0].islower() or starts_sentence(text, found.start()):
            if not _is_word(word):
                return False
            known = True
        else:
            return False
    return known


@cache
def _is_word(word: str) -> bool:
    import simplemma  # loads the Welsh list, which only a Welsh document needs

    return any(
        form in word_set("welsh", "of_the_work")
        or (simplemma.is_known(form, lang="cy") and simplemma.lemmatize(form, lang="cy")[:1].islower())
        for form in _roots(word)
    )


def _roots(word: str) -> Iterable[str]:
    """The word, and what it may be before a mutation that the list lacks (drawma: trawma)."""
    yield word
    for soft, hard in _SOFT:
        if word.startswith(soft):
            yield hard + word[len(soft) :]


_SOFT = (("dd", "d"), ("f", "b"), ("f", "m"), ("g", "c"), ("b", "p"), ("d", "t"), ("l", "ll"), ("r", "rh"))


def _welsh(text: str) -> int:
    words = word_set("welsh", "function_words")
    return sum(w.lower().replace("’", "'") in words for w in _WORD.findall(text))


def _english(text: str) -> int:
    return sum(w.lower() in word_set("welsh", "english_words") for w in _WORD.findall(text))
