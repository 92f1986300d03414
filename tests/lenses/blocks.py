"""The specification of the rules as blocks of text: a few rows of a chronology, and what one rule makes of them.

A block is a heading, rows, and what is expected:

    ## E5 speaks: an adult outside the family pays for a phone
    School | 4/3/2019 | Sam has a new phone. Val Moor bought it. | by = R Frost
    raises: School-1
    first: 2019-03-04

    ## E5 silent: the grandparent pays
    School | 4/3/2019 | Sam has a new phone, a present from nan.
    silent

A row is agency | date | text, then cells of other columns (action, source, by, entered). Rows are numbered agency by
agency. `raises` names the whole evidence of one question, in any order; `first`, `against`, `certainty` and `asks` (words
of the question) say more of the same question, and a second `raises` begins the next. `policy` sets local values.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from keepsight.model import Certainty, Entry
from tests.cast import entry

FOLDER = Path(__file__).with_name("spec")
_CELLS = {"action": "action", "source": "source", "by": "worker", "entered": "recorded"}


@dataclass(frozen=True, slots=True)
class Expected:
    """One question that is to be raised: its whole evidence, and what else the block says of it."""

    evidence: frozenset[str]
    against: frozenset[str] | None = None
    first: date | None = None
    certainty: Certainty = Certainty.CERTAIN
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One example of a rule: its rows, and the questions they are to raise (none where it is to be silent)."""

    code: str
    title: str
    rows: tuple[Entry, ...] = ()
    expected: tuple[Expected, ...] = ()
    policy: dict[str, int | float | str | bool] = field(default_factory=dict)

    @property
    def speaks(self) -> bool:
        return bool(self.expected)

    @property
    def name(self) -> str:
        return f"{self.code} {'speaks' if self.speaks else 'silent'}: {self.title}"


def blocks() -> tuple[Block, ...]:
    """Every block of every file, in order."""
    return tuple(b for path in sorted(FOLDER.glob("*.txt")) for b in read_blocks(path.read_text(encoding="utf-8")))


def read_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of one file; ValueError for a line that is no part of one or a block that does not say what it expects."""
    return tuple(_block(part) for part in text.split("\n## ")[1:])


def _block(text: str) -> Block:
    heading, *lines = text.strip().splitlines()
    head, title = heading.split(": ", 1)
    code, mode = head.split()
    block = Block(code, title)
    counted: Counter[str] = Counter()
    silent = False
    for line in filter(None, map(str.strip, lines)):
        if " | " in line:
            row = _row(line, counted)
            block = replace(block, rows=(*block.rows, row))
        elif line == "silent":
            silent = True
        else:
            block = _say(block, *line.split(": ", 1))
    if silent == block.speaks or mode != ("speaks" if block.speaks else "silent") or not block.rows:
        raise ValueError(f"{heading}: a block speaks and names what it raises, or is silent and says so")
    return block


def _row(line: str, counted: Counter[str]) -> Entry:
    agency, when, text, *cells = line.split(" | ")
    counted[agency] += 1
    more = {_CELLS[key]: value for key, value in (cell.split(" = ", 1) for cell in cells)}
    return entry(
        counted[agency],
        agency,
        when,
        text,
        action=more.get("action", ""),
        source=more.get("source", ""),
        worker=more.get("worker", ""),
        recorded=more.get("recorded", ""),
    )


def _say(block: Block, key: str, value: str) -> Block:
    if key == "policy":
        name, number = value.split("=")
        return replace(block, policy={**block.policy, name: float(number) if "." in number else int(number)})
    if key == "raises":
        return replace(block, expected=(*block.expected, Expected(_ids(value))))
    *before, last = block.expected
    if key == "against":
        last = replace(last, against=_ids(value))
    elif key == "first":
        last = replace(last, first=date.fromisoformat(value))
    elif key == "certainty":
        last = replace(last, certainty=Certainty(value))
    elif key == "asks":
        last = replace(last, asks=value)
    else:
        raise ValueError(f"{block.name}: {key} is nothing that a block can say")
    return replace(block, expected=(*before, last))


def _ids(value: str) -> frozenset[str]:
    return frozenset(part.strip() for part in value.split(","))
