"""The table of date forms as a specification: read for the tests, written out as the reference page.

`python -m tests.dates.reference` writes docs/reference/dates.md anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from keepsight.model import Precision, Scope, When

FORMS = Path(__file__).with_name("forms.txt")
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "dates.md"
BLANK = "(blank)"
_COLUMNS = ("Written", "Read as", "Precision", "Time", "Listed as")
_INTRODUCTION = """# How dates are read

A date is an interval with a precision. What the agency wrote always stays beside it, and what was assumed is listed and
never shown as fact. This page is made from the tests: every line below is one of them.

Where the year is left out the table assumes the row above or the period named in the line.
"""


@dataclass(frozen=True, slots=True)
class Form:
    """One line of the table: a cell with what surrounds it, and how it is to be read."""

    section: str
    cell: str
    above: str
    period: str
    first: str
    last: str
    precision: Precision
    uncertain: bool
    time: str
    issue: str

    @property
    def previous(self) -> When | None:
        day = date.fromisoformat(self.above) if self.above else None
        return When("", day, day, Precision.DAY) if day else None

    @property
    def scope(self) -> Scope:
        if not self.period:
            return Scope()
        start, end = self.period.split("..")
        return Scope(date.fromisoformat(start), date.fromisoformat(end))


def forms() -> tuple[Form, ...]:
    """Every line of the table, in order."""
    found: list[Form] = []
    section = ""
    for line in FORMS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif section and " | " in line:
            found.append(_form(section, line))
    return tuple(found)


def render() -> str:
    """The reference page as Markdown."""
    lines = [_INTRODUCTION]
    for line in FORMS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            lines += ["", line, ""]
        elif len(lines) > 1 and line and " | " not in line:
            lines += [line, ""]
        elif len(lines) > 1 and " | " in line:
            if lines[-1] == "":
                lines += ["| " + " | ".join(_COLUMNS) + " |", "|" + " --- |" * len(_COLUMNS)]
            lines.append(_row(_form("", line)))
    return "\n".join(lines) + "\n"


def _form(section: str, line: str) -> Form:
    cell, above, period, first, last, precision, uncertain, time, issue = (p.strip() for p in f"{line} ".split(" | "))
    written = "" if cell == BLANK else cell
    return Form(section, written, above, period, first, last, Precision(precision), uncertain == "yes", time, issue)


def _row(form: Form) -> str:
    context = f" (row above: {form.above})" if form.above else ""
    context += f" (period: {form.period.replace('..', ' to ')})" if form.period else ""
    days = form.first if form.first == form.last else f"{form.first} to {form.last}"
    read = (days + ("?" if form.uncertain else "")) if form.first else "undated"
    issue = form.issue.rstrip("!").replace("_", " ") + (", needs attention" if form.issue.endswith("!") else "")
    shown = form.cell.replace("`", "") if form.cell else BLANK
    precision = form.precision.value.replace("_", " ")
    return f"| `{shown}`{context} | {read} | {precision} | {form.time} | {issue} |"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
