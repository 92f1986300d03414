"""Writes the blank chronology that a review sends to an agency: an Excel workbook with choices, and a Word form."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from keepsight.model import Settings
from keepsight.publish import blank
from keepsight.publish.sheet import LOOK
from keepsight.publish.whole import whole
from keepsight.publish.word import heading, para, run, table, write_document
from keepsight.publish.zips import rewrite

ROWS_WITH_CHOICES = 2_000
ROWS_IN_WORD = 12
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
LONG_AGO = date(2000, 1, 1)


def write_template(settings: Settings, out: Path, *, agency: str = "") -> tuple[Path, Path]:
    """Write the workbook and the Word form into the folder `out` and return where they are.

    A full disk or a folder that may not be written is a KeepsightError.
    """
    of = NOT_IN_NAMES.sub("-", agency.casefold()).strip("-")
    name = f"chronology-{of}" if of else "chronology"
    made = datetime.combine(settings.scope.end or LONG_AGO, time(), tzinfo=UTC)
    with whole(out, ours=re.compile(rf"{re.escape(name)}\.(xlsx|docx)")) as stage:
        _workbook(settings, stage / f"{name}.xlsx", agency, made)
        write_document(
            stage / f"{name}.docx",
            title=blank.heading(agency),
            made=made,
            footer="Facts, dates as they are known, and the child’s own words.",
            body=_form(settings, agency),
            landscape=True,
        )
    return out / f"{name}.xlsx", out / f"{name}.docx"


def _workbook(settings: Settings, out: Path, agency: str, made: datetime) -> None:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"title": blank.heading(agency), "author": "Keepsight", "created": made})
    looks = {
        "text": book.add_format({**LOOK, "num_format": "@"}),
        "head": book.add_format({**LOOK, "bold": True, "bottom": 1, "bg_color": "#f0f1f3"}),
        "title": book.add_format({**LOOK, "bold": True, "font_size": 16, "text_wrap": False}),
        "strong": book.add_format({**LOOK, "bold": True}),
        "plain": book.add_format(LOOK),
    }
    _chronology(book.add_worksheet("Chronology"), looks)
    _guidance(book.add_worksheet("How to fill it in"), looks, settings, agency)
    book.close()
    held.seek(0)
    rewrite(held, out)


def _chronology(sheet: Any, looks: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&R&8Page &P of &N")
    sheet.set_row(0, 32)
    for i, column in enumerate(blank.COLUMNS):
        sheet.set_column(i, i, column.letters, looks["text"])
        sheet.write_string(0, i, column.heading, looks["head"])
        rule: dict[str, Any] = {"input_title": column.heading[:32], "input_message": column.hint}
        if column.choices:
            rule |= {"validate": "list", "source": list(column.choices), "error_type": "information"}
            rule |= {
                "error_title": "Another word",
                "error_message": "Not one of the choices. It may stay if it fits better.",
            }
        else:
            rule |= {"validate": "any"}
        sheet.data_validation(1, i, ROWS_WITH_CHOICES, i, rule)


def _guidance(sheet: Any, looks: dict[str, Any], settings: Settings, agency: str) -> None:
    """One column of sentences and no table, so that nothing here can be taken for a row of the chronology."""
    sheet.set_column(0, 0, 100, looks["plain"])
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, blank.heading(agency), looks["title"])
    lines = [
        *(f"{name}: {said}" for name, said in blank.facts(settings, agency)),
        "",
        *(f"{name}. {said}" for name, said in blank.instructions(settings)),
    ]
    for number, line in enumerate(lines, start=2):
        if line:
            sheet.write_string(number, 0, line, looks["plain"])


def _form(settings: Settings, agency: str) -> Iterator[str]:
    yield para(run(blank.heading(agency)), style="Title")
    for name, said in blank.facts(settings, agency):
        yield para(run(f"{name}: ", "Strong"), run(said))
    yield heading(1, "How to fill it in")
    for name, said in blank.instructions(settings):
        yield para(run(f"{name}. ", "Strong"), run(said), style="ListBullet")
    for column in blank.COLUMNS:
        if column.choices:
            yield para(
                run(f"Choices for {column.heading}: ", "Strong"),
                run(f"{', '.join(column.choices)}."),
                style="ListBullet",
            )
    yield heading(1, "Chronology")
    empty = tuple(para(style="TableText") for _ in blank.COLUMNS)
    yield from table(
        [c.heading for c in blank.COLUMNS],
        [c.millimetres for c in blank.COLUMNS],
        (empty for _ in range(ROWS_IN_WORD)),
    )
    yield para()
