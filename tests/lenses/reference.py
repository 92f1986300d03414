"""The reference page of the rules, made from the rules themselves and from the specification that the tests run.

`python -m tests.lenses.reference` writes docs/reference/lenses.md anew.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from keepsight.lenses import RULES, Parameter, Rule
from keepsight.model import Certainty, Entry, Lens
from tests.lenses.blocks import Block, Expected, blocks

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "lenses.md"
_LENSES = {
    Lens.EXPLOITATION: "Exploitation",
    Lens.CURIOSITY: "Curiosity",
    Lens.RELIANCE: "Reliance",
    Lens.TRAUMA: "Trauma upon trauma",
    Lens.RECORDS: "Records",
    Lens.STRENGTHS: "What went well",
}
_SHOWN = ("Date", "What")
_INTRODUCTION = """# The rules of the lenses

A lens reads one merged timeline and raises questions. It never scores, ranks or labels a person. This page is made from the
rules and from their tests: every example below is one of them, with invented people.

- **No question raised is not reassurance.** A rule sees what was written down and sent.
- Values marked [P] follow published guidance or research; values marked [L] are defaults that no published source fixes. A
  board changes either in the `[policy]` of `review.toml` (`"E1.days" = 20`), and switches a rule off with `"E1.off" = true`.
- One event told by several agencies counts once. A row that was sent twice counts once.
- A question is *certain* if it holds for every reading of the dates, *possible* if it holds for some ("March 2019" can be any
  day of that month).
- The gender of anybody is never an input of a rule.
- The works behind the rules stand in [Sources](sources.md).

In the examples Sam Hale is the child, born in March 2004, Jo and Ali Hale the parents, Max Hale a sibling, Bea Hale a
grandparent, Lee Bard the partner of a parent, Val Moor an adult who is no family and Kit Dean a peer.
"""


def render() -> str:
    """The reference page as Markdown."""
    told = blocks()
    parts = [_INTRODUCTION, _contents()]
    for lens, rules in groupby(RULES, key=lambda r: r.lens):
        parts.append(f"## {_LENSES[lens]}\n")
        for family, ones in groupby(rules, key=lambda r: r.find.__module__):
            parts.append(_family(family))
            parts += [_rule(one, [b for b in told if b.code == one.code]) for one in ones]
    return "\n".join(parts)


def _contents() -> str:
    rows = [f"| {r.code} | [{r.title}](#{_anchor(r)}) | {_LENSES[r.lens]} |" for r in RULES]
    return "\n".join(["| Code | Rule | Lens |", "| --- | --- | --- |", *rows, ""])


def _anchor(one: Rule) -> str:
    kept = "".join(c for c in f"{one.code} {one.title}".lower() if c.isalnum() or c in " -")
    return kept.replace(" ", "-")


def _family(module: str) -> str:
    """What the file of a rule family says of it, without its heading line."""
    text = inspect.cleandoc(sys.modules[module].__doc__ or "")
    return " ".join(text.partition("\n\n")[2].split()) + "\n"


def _rule(one: Rule, told: list[Block]) -> str:
    lines = [
        f"### {one.code} {one.title}\n",
        f"> {one.question}\n",
        f"- **Raised when:** {_said(one)}",
        f"- **Why:** {one.why}",
        f"- **What it cannot tell:** {one.cannot_tell}",
        f"- **What would answer it:** {one.would_answer}",
    ]
    if one.alternatives:
        lines.append(f"- **Other explanations:** {'; '.join(one.alternatives)}")
    lines += [f"- **Sources:** {'; '.join(one.sources)}", f"- **Version:** {one.version}", ""]
    if one.parameters:
        lines += ["| Value | Default | Meaning | Kind | Source |", "| --- | --- | --- | --- | --- |"]
        lines += [*(_parameter(one, p) for p in one.parameters), ""]
    for block in told:
        lines += _example(block)
    return "\n".join(lines)


def _said(one: Rule) -> str:
    return " ".join(inspect.cleandoc(one.find.__doc__ or "").split())


def _parameter(one: Rule, value: Parameter) -> str:
    return f"| `{one.code}.{value.name}` | {value.default} | {value.unit} | [{value.kind}] | {value.source} |"


def _example(block: Block) -> Iterator[str]:
    yield f"**{'Speaks' if block.speaks else 'Silent'}:** {block.title}\n"
    yield "| Row | Date | What | |"
    yield "| --- | --- | --- | --- |"
    yield from (_row(row, block) for row in block.rows)
    yield ""
    for name, value in block.policy.items():
        yield f"Local policy: `{name}` = {value}\n"
    for number, expected in enumerate(block.expected, 1):
        yield from _answer(expected, number if len(block.expected) > 1 else 0)
    if block.change is not None:
        yield f"{_change(block)}\n"


def _row(row: Entry, block: Block) -> str:
    date, what = (row.field(column).text for column in _SHOWN)
    more = "".join(f" *{f.column}: {f.text}*" for f in row.fields if f.column not in _SHOWN)
    return f"| {row.id} | {date} | {what}{more} | {_mark(row, block)} |"


def _mark(row: Entry, block: Block) -> str:
    raised = [n for n, e in enumerate(block.expected, 1) if row.id in e.evidence]
    if raised:
        return "raises" if len(block.expected) == 1 else "raises " + ", ".join(map(str, raised))
    return "speaks against" if any(row.id in (e.against or ()) for e in block.expected) else ""


def _answer(expected: Expected, number: int) -> Iterator[str]:
    told = []
    if expected.first is not None:
        told.append(f"First answerable on {expected.first.day} {expected.first:%B %Y}.")
    if expected.certainty is Certainty.POSSIBLE:
        told.append("Possible, not certain.")
    if expected.asks:
        told.append(f"The question says: “{expected.asks}”.")
    if told:
        yield (f"{number}. " if number else "") + " ".join(told) + "\n"


def _change(block: Block) -> str:
    """In words, what would make a silent rule speak."""
    if block.change is None:
        return ""
    how, what = block.change.how, block.change.what
    if how == "where":
        old, new = what.split(" => ")
        return f"It speaks where “{old.strip()}” reads “{new.strip()}”."
    if how == "without":
        return f"It speaks without {what}."
    if how == "with":
        agency, date, text = what.split(" | ")[:3]
        return f"It speaks with one row more: {agency}, {date}: “{text}”"
    return "It speaks under the default value."


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
