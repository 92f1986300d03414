"""The question paper: each question laid out for a panel's table, before it becomes a web page, Word or PDF.

A question and a strength have the same form: what raises it, what speaks against it, when it could first have been
asked, who held which part, what the rule took for granted, what would answer it, other explanations, and room for the
answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from keepsight.model import Evidence, Lens, ParameterKind, ParameterUse
from keepsight.publish import words
from keepsight.publish.view import Asked, View, quoted

QUOTED = 8
"""Entries quoted with their words; more are listed by date and agency, so that a count of contacts stays readable."""

ANSWERS = ("Agreed", "Explained", "Not agreed", "Data error")
LEAD = (
    "Each question speaks of what was recorded and addresses the network around the child. The panel answers it and "
    "gives a reason. "
)
NOTHING_RAISED = "Nothing was raised here. That is not reassurance."


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the evidence: where it stands, its exact words (text, is evidence), and why it counts."""

    anchor: str
    written: str
    agency: str
    runs: tuple[tuple[str, bool], ...]
    why: str


@dataclass(frozen=True, slots=True)
class Side:
    """The entries on one side of a question: the first ones quoted, the others named."""

    total: int
    lines: tuple[Line, ...]
    others: tuple[Line, ...]

    @property
    def count(self) -> str:
        return words.count(self.total, "entry", "entries")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question in words."""

    label: str
    anchor: str
    lens: Lens
    wording: str
    title: str
    certainty: str
    first: str
    raises: Side
    against: Side
    held: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str, bool], ...]
    would_answer: str
    alternatives: tuple[str, ...]
    sources: tuple[str, ...]


def sheets(view: View) -> Iterator[tuple[Lens, tuple[Sheet, ...]]]:
    """All questions by lens, in the fixed order of the lenses."""
    for lens, asked in view.by_lens():
        yield lens, tuple(sheet(view, a) for a in asked)


def sheet(view: View, asked: Asked) -> Sheet:
    q = asked.question
    return Sheet(
        label=words.printable(asked.label),
        anchor=asked.anchor,
        lens=q.lens,
        wording=words.printable(q.wording),
        title=words.printable(q.title),
        certainty=words.CERTAINTY_WORDS[q.certainty],
        first=words.day(q.first_answerable) if q.first_answerable else f"day {words.NOT_RECORDED}",
        raises=_side(view, q.evidence),
        against=_side(view, q.against),
        held=tuple(
            (words.printable(agency), f"from {words.day(day)}" if day else f"from a day {words.NOT_RECORDED}")
            for agency, day in q.held_by
        ),
        parameters=tuple(_parameter(p) for p in q.parameters),
        would_answer=words.printable(q.would_answer),
        alternatives=tuple(words.printable(a) for a in q.alternatives),
        sources=tuple(words.printable(s) for s in q.sources),
    )


def _side(view: View, evidence: tuple[Evidence, ...]) -> Side:
    lines = tuple(
        Line(
            anchor=row.anchor,
            written=words.written(row.entry.when),
            agency=words.printable(row.entry.agency),
            runs=tuple(run for _, found in quoted(row, e) for run in (*found, (" ", False)))[:-1],
            why=words.printable(e.why),
        )
        for e, row in view.known(evidence)
    )
    return Side(len(lines), lines[:QUOTED], lines[QUOTED:])


def _parameter(p: ParameterUse) -> tuple[str, str, bool]:
    """Name, value with its unit and where it comes from, and whether local policy changed it."""
    unit = f" {words.printable(p.unit)}" if p.unit else ""
    if p.changed:
        origin = f"local policy; the default is {p.default}"
    else:
        origin = "published" if p.kind is ParameterKind.PUBLISHED else "default that no published source fixes"
    source = f", {words.printable(p.source)}" if p.source else ""
    return words.printable(p.name), f"{words.printable(str(p.value))}{unit} ({origin}{source})", p.changed
