"""Reads the stance of one condition in each sentence: `python benchmarks/negation.py IN.tsv OUT.tsv`.

IN has the columns row, condition and sentence, the condition in capitals in the sentence. OUT has the row, negated, possible
or affirmed, and historical, hypothetical or recent. The clinical rule set is used, in which a denial negates.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from keepsight.model import Stance
from keepsight.reading.cues import plain
from keepsight.reading.sentences import sentences
from keepsight.reading.stance import Scope, scopes, stance_of

SPACE = re.compile(r"\s+")


def main(cases: Path, out: Path) -> None:
    """Read cases (tab-separated, with a header) and write the stance of each."""
    with cases.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = ["\t".join((row["row"], *stances(row["condition"], row["sentence"]))) for row in rows]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def stances(condition: str, sentence: str) -> tuple[str, str]:
    """Negated, possible or affirmed; historical, hypothetical or recent."""
    written = SPACE.sub(" ", sentence)
    place = _place(SPACE.sub(" ", condition).strip(), written)
    if place is None:
        return "affirmed", "recent"
    text = plain(written)[0]
    around = next((s for s in sentences(text) if s[0] <= place[0] < s[1]), (0, len(text)))
    within = scopes(text, *around, denial_negates=True)
    return _negation(place, within), _time(place, within)


def _place(condition: str, sentence: str) -> tuple[int, int] | None:
    """Where the condition stands: in capitals if it can be told, else anywhere."""
    for start in (sentence.find(condition.upper()), sentence.lower().find(condition.lower())):
        if start >= 0:
            return start, start + len(condition)
    return None


def _negation(place: tuple[int, int], within: tuple[Scope, ...]) -> str:
    stance, _ = stance_of(*place, within)
    return {Stance.NEGATED: "negated", Stance.POSSIBLE: "possible"}.get(stance, "affirmed")


def _time(place: tuple[int, int], within: tuple[Scope, ...]) -> str:
    """The past and the conditional are asked apart from negation: a thing may be denied and past."""
    for stance, word in ((Stance.HYPOTHETICAL, "hypothetical"), (Stance.HISTORICAL, "historical")):
        if stance_of(*place, (s for s in within if s.stance is stance))[0] is stance:
            return word
    return "recent"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
