"""Masks for judgments of the Text Anonymization Benchmark, as its scorer reads them.

    python benchmarks/deid.py IN.jsonl OUT.json

The applicant's name, which each document's task gives, is the only listed person. Nothing here was trained on judgments: it is
the search that publishing uses.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from keepsight.model import People, Person, PersonRef, Role
from keepsight.people import find_for_publication, forms_of

_SUBJECT = re.compile(r"person: (.+)$", re.DOTALL)


def masks(document: dict[str, str]) -> list[list[int]]:
    """Start and end of every stretch to mask in one document, end exclusive."""
    subject = _SUBJECT.search(document["task"])
    people = People((Person(PersonRef("applicant"), Role.CHILD, (subject[1].strip(),)),)) if subject else People()
    return [[f.start, f.end] for f in find_for_publication([document["text"]], forms_of(people))[0]]


def main(source: Path, target: Path) -> None:
    documents = [json.loads(line) for line in source.read_text("utf-8").splitlines() if line.strip()]
    target.write_text(json.dumps({d["doc_id"]: masks(d) for d in documents}), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
