"""medspaCy's part of `reading_speed.py`; runs under a Python that has medspaCy and imports nothing of Keepsight.

It takes on standard input sentences, literal targets and literal context rules, and prints how long each of some rounds of
finding the targets and their modifiers took, how many targets it found and how many it holds negated.
"""

from __future__ import annotations

import json
import sys
import time

import medspacy  # type: ignore[import-not-found]
import spacy  # type: ignore[import-not-found]
from medspacy.context import ConTextRule  # type: ignore[import-not-found]
from medspacy.ner import TargetRule  # type: ignore[import-not-found]


def main() -> None:
    told = json.load(sys.stdin)
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": ["\n"]})
    targets = nlp.add_pipe("medspacy_target_matcher", config={"rules": None})
    targets.add([TargetRule(form, label) for form, label in told["targets"]])
    context = nlp.add_pipe("medspacy_context", config={"rules": None})
    context.add([ConTextRule(form, category, direction=way) for form, category, way in told["context"]])
    seconds, found, negated = [], 0, 0
    for _ in range(told["rounds"]):
        begin = time.process_time()
        docs = list(nlp.pipe(told["sentences"]))
        seconds.append(time.process_time() - begin)
        found = sum(len(d.ents) for d in docs)
        negated = sum(any(m.category == "NEGATED" for m in e._.modifiers) for d in docs for e in d.ents)
    json.dump({"seconds": seconds, "found": found, "negated": negated, "version": medspacy.__version__}, sys.stdout)


if __name__ == "__main__":
    main()
