"""The reading age of a text: the Automated Readability Index, turned into the age at which English pupils are in that grade.

The index is 4.71 x letters a word + 0.5 x words a sentence - 21.43 (Smith and Senter, 1967, AMRL-TR-66-220), and gives an
American school grade; five added give the age. It counts letters and needs no syllables, so it is the same on every machine.
It knows nothing of what a text means. It was made for English: of Welsh it says nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
YOUNGEST, OLDEST = 5, 22


def reading_age(sentences: Iterable[str]) -> int | None:
    """The age in whole years, rounded up; None where there is no word."""
    words = [_WORD.findall(s) for s in sentences]
    held = [found for found in words if found]
    total = sum(len(found) for found in held)
    if not total:
        return None
    letters = sum(len(w) for found in held for w in found)
    grade = 4.71 * letters / total + 0.5 * total / len(held) - 21.43
    return min(OLDEST, max(YOUNGEST, math.ceil(grade) + 5))
