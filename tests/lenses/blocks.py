"""The specification of the rules as blocks of text: a few rows of a chronology, and what one rule makes of them.

A block is a heading, rows, and what is expected:

    ## E5 speaks: an adult outside the family pays for a phone
    School | 4/3/2019 | Sam has a new phone. Val Moor bought it. | by = R Frost
    raises: School-1
    first: 2019-03-04

    ## E5 silent: the grandparent pays
    School | 4/3/2019 | Sam has a new phone, a present from his nan.
    silent, but speaks where: his nan => Val Moor

A row is agency | date | text, then cells of other columns (action, source, by, entered). Rows are numbered agency by
agency. `raises` names the whole evidence of one question, in any order; `first`, `against`, `certainty` and `asks` (words
of the question) say more of the same question, and a second `raises` begins the next. `policy` sets local values. Every
silent block says what would make the rule speak (other words, a row less, a row more, the default value), so that silence
is never an accident.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from keepsight.model import Certainty, Entry
from tests.cast import entry

FOLDER = Path(__file__).with_name("spec")
SILENT = "silent, but speaks "
_CELLS = {"action": "action", "source": "source", "by": "worker", "entered": "recorded"}
_CHANGES = ("where", "without", "with", "by default")


@dataclass(frozen=True, slots=True)
class Expected:
    """One question that is to be raised: its whole evidence, and what else the block says of it."""

    evidence: frozenset[str]
    against: frozenset[str] | None = None
    first: date | None = None
    certainty: Certainty = Certainty.CERTAIN
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What would make a silent rule speak: `how` is one of where, without, with, by default."""

    how: str
    what: str


@dataclass(frozen=True, slots=True)
class Block:
    """One example of a rule: its rows as written, and the questions they raise, or the change that would raise one."""

    code: str
    title: str
    lines: tuple[str, ...] = ()
    expected: tuple[Expected, ...] = ()
    policy: Mapping[str, int | float | str | bool] = field(default_factory=dict)
    change: Change | None = None

    @property
    def speaks(self) -> bool:
        return self.change is None

    @property
    def name(self) -> str:
        return f"{self.code} {'speaks' if self.speaks else 'silent'}: {self.title}"

    @property
    def rows(self) -> tuple[Entry, ...]:
        counted: Counter[str] = Counter()
        return tuple(_row(line, counted) for line in self.lines)


def blocks() -> tuple[Block, ...]:
    """Every block of every file, in order."""
    return tuple(b for path in sorted(FOLDER.glob("*.txt")) for b in read_blocks(path.read_text(encoding="utf-8")))


def read_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of one file; ValueError where a line is no part of one or a block does not say what it expects."""
    return tuple(_block(part) for part in text.split("\n## ")[1:])


def changed(block: Block) -> tuple[tuple[Entry, ...], Mapping[str, int | float | str | bool]]:
    """The rows and the policy of a silent block with the change made that is to make the rule speak."""
    rows, policy = block.rows, block.policy
    if block.change is None:
        raise ValueError(f"{block.name}: nothing is to be changed")
    what = block.change.what
    if block.change.how == "where":
        old, new = what.split(" => ")
        lines = tuple(line.replace(old, new) for line in block.lines)
        if lines == block.lines:
            raise ValueError(f"{block.name}: {old} stands in no row")
        return replace(block, lines=lines).rows, policy
    if block.change.how == "without":
        gone = _ids(what)
        if not gone <= {r.id for r in rows}:
            raise ValueError(f"{block.name}: {what} is no row")
        return tuple(r for r in rows if r.id not in gone), policy
    if block.change.how == "with":
        return replace(block, lines=(*block.lines, what)).rows, policy
    return rows, {}


def _block(text: str) -> Block:
    heading, *lines = text.strip().splitlines()
    head, title = heading.split(": ", 1)
    code, mode = head.split()
    block = Block(code, title)
    for line in filter(None, map(str.strip, lines)):
        if line.startswith(SILENT):
            block = replace(block, change=_change(line.removeprefix(SILENT)))
        elif " | " in line:
            block = replace(block, lines=(*block.lines, line))
        else:
            block = _say(block, *line.split(": ", 1))
    if mode != ("speaks" if block.speaks else "silent") or block.speaks != bool(block.expected) or not block.rows:
        raise ValueError(f"{heading}: a block has rows, and names what it raises or what would make it speak")
    return block


def _change(text: str) -> Change:
    how, _, what = text.partition(": ")
    if how not in _CHANGES:
        raise ValueError(f"{text}: a rule speaks {', '.join(_CHANGES)}")
    return Change(how, what)


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
