"""A report of headings, sentences and tables as Word and PDF, in the language in which its words are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from keepsight.publish.typeset import typeset
from keepsight.publish.word import PORTRAIT_MM, heading, para, run, table, write_document
from keepsight.publish.words import printable


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column has the names of the rows and twice the room of the others."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def widths_mm(self) -> tuple[float, ...]:
        one = PORTRAIT_MM / (len(self.heads) + 1)
        return (2 * one, *(one for _ in self.heads[1:]))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its sentences and, after them, its table."""

    title: str
    sentences: tuple[str, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report; `language` is a tag like "en-GB"."""

    title: str
    board: str
    note: str
    language: str
    sections: tuple[Section, ...]


def write_report(report: Report, out: Path, *, made: datetime) -> None:
    """Write the report as the kind that the file's ending says: .docx or .pdf."""
    {".docx": _word, ".pdf": _pdf}[out.suffix](report, out, made)


def _word(report: Report, out: Path, made: datetime) -> None:
    write_document(out, title=report.title, made=made, footer=report.note, body=_body(report), language=report.language)


def _body(report: Report) -> Iterator[str]:
    yield para(run(report.title), style="Title")
    yield para(run(report.board), style="Lead")
    for section in report.sections:
        yield heading(1, section.title)
        for sentence in section.sentences:
            yield para(run(sentence))
        if section.table is not None:
            rows = ([para(run(cell), style="TableText") for cell in row] for row in section.table.rows)
            yield from table(section.table.heads, section.table.widths_mm, rows)
            yield para()


def _pdf(report: Report, out: Path, made: datetime) -> None:
    data = {
        "title": printable(report.title),
        "board": printable(report.board),
        "footer": printable(report.note),
        "lang": report.language.split("-")[0],
        "page": ["Tudalen", "o"] if report.language.startswith("cy") else ["Page", "of"],
        "sections": [
            {
                "title": printable(s.title),
                "sentences": [printable(x) for x in s.sentences],
                "heads": list(s.table.heads) if s.table else [],
                "rows": [[printable(c) for c in row] for row in s.table.rows] if s.table else [],
            }
            for s in report.sections
        ],
    }
    typeset("report.typ", data, out, made=made)
