"""What a person decided about names that were found and that nobody listed: mask it, or keep it with a reason.

`decisions.csv` has `text,decision,reason,by,date`; decision is `mask` or `keep`, and `keep` needs a reason. One line decides
one form in every document of the set. A picture stands there too ("picture 1a2b3c4d5e"): `keep` with the reason once somebody has
looked at it and nobody can be known by it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from keepsight.model import KeepsightError
from keepsight.people.forms import fold

COLUMNS = ("text", "decision", "reason", "by", "date")


class Choice(StrEnum):
    MASK = "mask"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Decision:
    """One form decided; a name kept carries the reason for it."""

    text: str
    choice: Choice
    reason: str = ""
    by: str = ""
    date: str = ""

    def __post_init__(self) -> None:
        if self.choice is Choice.KEEP and not self.reason.strip():
            raise ValueError("a name is kept only with a reason")

    @property
    def form(self) -> str:
        return fold(self.text)


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file, none when there is no file; KeepsightError names the line to mend."""
    if not path.is_file():
        return ()
    try:
        rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise KeepsightError(f"{path.name} is not written in UTF-8; save it as CSV UTF-8 and run again.") from error
    if not {"text", "decision"} <= set(rows.fieldnames or ()):
        raise KeepsightError(f"{path.name} must begin with the line {','.join(COLUMNS)}.")
    decided: list[Decision] = []
    for line, row in enumerate(rows, 2):
        text, choice = (row.get("text") or "").strip(), (row.get("decision") or "").strip().lower()
        if not text or not choice:
            continue
        try:
            decided.append(Decision(text, Choice(choice), *((row.get(c) or "").strip() for c in COLUMNS[2:])))
        except ValueError as error:
            raise KeepsightError(f"{path.name}, line {line}: write mask, or keep with a reason.") from error
    return tuple(decided)


def decisions_csv(texts: Iterable[str], decided: Iterable[Decision] = ()) -> str:
    """The file to fill in: decisions made so far, then every form still open, with nothing chosen."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    known = tuple(decided)
    writer.writerows([d.text, d.choice.value, d.reason, d.by, d.date] for d in known)
    writer.writerows([t, "", "", "", ""] for t in texts if fold(t) not in {d.form for d in known})
    return out.getvalue()
