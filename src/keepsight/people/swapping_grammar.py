"""The little grammar that an exchange needs: which "her" is "him" and which is "his", and verbs that go with "they".

"Her" is read by what follows and what leads up to it. Nothing here parses a sentence: there are two candidates, and short
rules choose between them; how often they choose well is measured on sentences of the tests. What they get wrong is a wrong word
on a page for reading aloud; no rule of a lens depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from keepsight.counterparts import listed, verbs
from keepsight.people.swapping_words import Token

_OPENS = re.compile(r"(?:^|(?<=[\s(]))['‘](?=\w)")
_CLOSES = re.compile(r"(?<=[\w.,!?])['’](?=[\s.,;:!?)]|$)")


def is_object(seen: Sequence[Token], at: int, text: str) -> bool:
    """True where the "her" at this place stands for "him", False where it stands for "his"."""
    token = seen[at]
    before = seen[at - 1].low if at else ""
    after = seen[at + 1] if at + 1 < len(seen) else None
    between = (text[token.end : after.start] if after is not None else text[token.end :]).strip(" ")
    if after is not None and between.isdigit():
        return after.low in listed("her", "counted")
    if after is None or between not in ("", "'", "’"):
        return True
    following = seen[at + 2].low if at + 2 < len(seen) and _is_next(seen, at + 2, text) else ""
    if after.low in ("last", "next", "same"):
        return following in listed("her", "times")
    if after.low in listed("her", "weekdays"):
        return following in ("", *listed("her", "times"), *listed("her", "not_owned"))
    if after.low in listed("her", "numbers"):
        return following in listed("her", "counted")
    if after.low in ("left", "missing"):
        return before in ("with", "reported") or following in ("", "and", "for", "from", "since")
    if after.low in listed("her", "not_owned"):
        return True
    if after.low == "own" or before == "of":
        return False
    return _is_object_before(after.low, before=before, following=following)


def _is_object_before(after: str, *, before: str, following: str) -> bool:
    """What is left: a word that can be owned, or done, or how it is done."""
    if after in listed("her", "places"):
        return before in listed("her", "moved")
    if after.endswith("ing") and after not in listed("her", "ing_nouns"):
        return before in listed("her", "watched")
    if before in listed("her", "let") and after in listed("her", "bare"):
        return following not in ("is", "was")
    if before in listed("her", "gave") and after in listed("her", "given"):
        return True
    return after.endswith("ly") and after not in listed("her", "ly_nouns")


def plural_verb(word: str) -> str | None:
    """The form that goes with "they" ("say" for "says"), None where the word is no verb in the third person."""
    return verbs().get(word)


def singular_verb(word: str) -> str | None:
    """The form that goes with one person, None where the word is no verb as it goes with "they"."""
    return _singular_of().get(word)


def short_verb(after: str) -> str:
    """What "'s" after he or she is with "they": "'ve" before a participle, "'re" otherwise."""
    return "ve" if after in listed("verbs", "participles") else "re"


def after_adverbs(seen: Sequence[Token], at: int, text: str) -> int | None:
    """The place of the word after the one at `at`, adverbs left out, None where something stands between."""
    after = at + 1
    while after < len(seen) and seen[after].low in listed("verbs", "adverbs") and _is_next(seen, after, text):
        after += 1
    return after if after < len(seen) and _is_next(seen, after, text) else None


def is_turned(seen: Sequence[Token], at: int, text: str) -> bool:
    """True where the verb stands before its subject: "where is she", "was he told"."""
    if at < 2:
        return at == 1
    between = text[seen[at - 2].end : seen[at - 1].start]
    return seen[at - 2].low in listed("verbs", "when") or any(stop in between for stop in ".?!:;|\n")


def possessive(text: str, end: int, new: str) -> tuple[int, str]:
    """Where a word ends and what stands for it, with the apostrophe moved where it loses its -s: "boys'", "children's".

    A mark that closes a quotation is none.
    """
    after = text[end : end + 1]
    if after not in ("'", "’") or not after or text[end - 1].lower() != "s" or new[-1:].lower() == "s":
        return end, new
    if text[end + 1 : end + 2].isalnum() or len(_OPENS.findall(text, 0, end)) > len(_CLOSES.findall(text, 0, end)):
        return end, new
    return end + 1, f"{new}{after}s"


def _is_next(seen: Sequence[Token], at: int, text: str) -> bool:
    return text[seen[at - 1].end : seen[at].start] == " "


@cache
def _singular_of() -> dict[str, str]:
    return {plural: third for third, plural in verbs().items()}
