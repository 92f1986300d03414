"""The action plan of a review as Word, Excel and PDF: one row an action, in the columns that boards use."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path

from keepsight.publish.sheet import Sheet, write_workbook
from keepsight.publish.typeset import typeset
from keepsight.publish.word import heading, para, run, table, write_document
from keepsight.publish.words import printable

WIDTHS_MM = (8, 44, 30, 36, 22, 20, 30, 18, 20, 24, 15)
"""Widths of the eleven columns on A4 lying, 267 mm together."""
LETTERS = (6, 46, 34, 40, 22, 22, 34, 14, 22, 30, 24)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One action with its recommendation; `colour` is how it stands (overdue, slipping, on_the_way, done, no_day), "" for none."""

    number: str
    recommendation: str
    response: str
    action: str
    agency: str
    owner: str
    milestones: str
    due: str
    progress: str
    outcome: str
    reached: str
    colour: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(printable(str(v)) for v in astuple(self)[:11])


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan, in the language in which its words are."""

    title: str
    board: str
    note: str
    language: str
    heads: tuple[str, ...]
    rows: tuple[PlanRow, ...]


def write_plan(plan: Plan, out: Path, *, made: datetime) -> None:
    """Write the plan as the kind that the file's ending says: .docx, .xlsx or .pdf."""
    if len(plan.heads) != len(WIDTHS_MM):
        raise ValueError("an action plan has eleven columns")
    {".docx": _word, ".xlsx": _excel, ".pdf": _pdf}[out.suffix](plan, out, made)


def _word(plan: Plan, out: Path, made: datetime) -> None:
    cells = ([_cell(text) for text in row.cells] for row in plan.rows)
    body = [
        heading(1, plan.title),
        para(run(plan.board), style="Lead"),
        para(run(plan.note), style="Small"),
        *table(plan.heads, WIDTHS_MM, cells),
    ]
    write_document(
        out, title=plan.title, made=made, footer=plan.note, body=body, landscape=True, language=plan.language
    )


def _cell(text: str) -> str:
    return "".join(para(run(line), style="TableText") for line in text.split("\n")) if text else ""


def _excel(plan: Plan, out: Path, made: datetime) -> None:
    columns = tuple(zip(plan.heads, LETTERS, strict=True))
    sheet = Sheet(
        name=plan.title[:31].translate(_NOT_IN_A_SHEETS_NAME), columns=columns, rows=[r.cells for r in plan.rows]
    )
    write_workbook([sheet], out, title=plan.title, footer=plan.note, made=made)


_NOT_IN_A_SHEETS_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def _pdf(plan: Plan, out: Path, made: datetime) -> None:
    data = {
        "title": printable(plan.title),
        "board": printable(plan.board),
        "footer": printable(plan.note),
        "lang": plan.language.split("-")[0],
        "page": ["Tudalen", "o"] if plan.language.startswith("cy") else ["Page", "of"],
        "heads": plan.heads,
        "widths": WIDTHS_MM,
        "rows": [{"cells": row.cells, "colour": row.colour} for row in plan.rows],
    }
    typeset("plan.typ", data, out, made=made)
