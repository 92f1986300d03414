"""The wording of a course's slides and handouts, looked at for gender bias: whom it calls the harmed, and whom the one who harms.

A course that shows girls as victims and men as those who harm teaches people not to see a boy, or a kind woman. The scan counts
sentences, nothing else: which of them speak of somebody harmed, which of somebody who harms, and whether the words there are
female, male, both or neither. It judges no sentence; a person reads them. Words that blame a child are shown as well, as in E11.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Any

from keepsight.dates import read_date
from keepsight.model import ColumnRole, Entry, EntryId, Field, KeepsightError, People, Place, Settings, SignalKind
from keepsight.people.papers import Unreadable, passages_of
from keepsight.pipeline import ask_of

SIDES = ("harmed", "harms")
MOST_QUOTED = 40
_FEMALE = re.compile(
    r"\b(?:she|her|hers|herself|girls?|wom[ae]n|daughters?|mothers?|mums?|sisters?|females?|lad(?:y|ies)|girlfriends?|hi|merch(?:ed)?|menyw(?:od)?|ferch(?:ed)?)\b",
    re.IGNORECASE,
)
_MALE = re.compile(
    r"\b(?:he|him|his|himself|boys?|m[ae]n|sons?|fathers?|dads?|brothers?|males?|lads?|boyfriends?|bechgyn|fechgyn|bachgen|fachgen|dyn(?:ion)?|ddyn(?:ion)?)\b",
    re.IGNORECASE,
)
_HARMED = re.compile(
    r"\b(?:victims?|survivors?|exploited|groomed|trafficked|abused|coerced|missing|vulnerable|harmed|hurt|dioddefwyr|dioddefwr)\b",
    re.IGNORECASE,
)
_HARMS = re.compile(
    r"\b(?:perpetrators?|offenders?|groomers?|exploiters?|abusers?|traffickers?|predators?|older (?:boyfriend|girlfriend|man|woman|adult)|recruiters?|troseddwyr|troseddwr)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


def scan(name: str, content: bytes) -> dict[str, Any]:
    """Counts for each side by gender of its words, and the wordings to look at. KeepsightError for a file that cannot be read."""
    try:
        inside = islice(passages_of(name, content), 2, None)  # the first two are the file's own name
        passages = [p.text for p in inside if p.seen and p.text.strip()]
    except Unreadable as error:
        raise KeepsightError(f"{name} cannot be read here; send it as PowerPoint, Word, PDF or text.") from error
    lines = list(dict.fromkeys(passages))
    sentences = [s.strip() for text in lines for s in _SENTENCE.findall(text) if s.strip()]
    counts = {
        side: Counter(_gender(s) for s in sentences if pattern.search(s))
        for side, pattern in zip(SIDES, (_HARMED, _HARMS), strict=True)
    }
    return {
        "sentences": len(sentences),
        **{side: {g: found[g] for g in ("female", "male", "both", "neither")} for side, found in counts.items()},
        "wordings": _wordings(lines)[:MOST_QUOTED],
    }


def lopsided(found: dict[str, Any], side: str) -> bool:
    """Whether one gender alone is spoken of on a side, three times or more: worth a question, no more."""
    female, male = found[side]["female"], found[side]["male"]
    return bool(max(female, male) >= 3 and min(female, male) == 0)


def _gender(sentence: str) -> str:
    female, male = bool(_FEMALE.search(sentence)), bool(_MALE.search(sentence))
    return "both" if female and male else "female" if female else "male" if male else "neither"


def _wordings(lines: list[str]) -> list[str]:
    """The words that E11 would ask about, each once; they take the same way as a chronology's rows, blind to gender."""
    entries = [
        Entry(
            id=EntryId(f"line-{i}"),
            place=Place("material", 0, i),
            agency="",
            when=read_date("1/1/2020").when,
            fields=(Field("Text", ColumnRole.NARRATIVE, text),),
        )
        for i, text in enumerate(lines, 1)
    ]
    timeline, _questions = ask_of(entries, People(), settings=Settings())
    found = (
        s.words
        for e in timeline.entries
        for s in timeline.readings[e.id].signals
        if s.kind is SignalKind.WORDING and not s.quoted
    )
    return list(dict.fromkeys(found))
