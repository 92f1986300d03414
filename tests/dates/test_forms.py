"""Every line of the table of date cells, and the reference page made from it."""

from __future__ import annotations

import pytest

from keepsight.dates import read_date
from tests.dates.reference import PAGE, Form, forms, render

FORMS = forms()


@pytest.mark.parametrize("form", FORMS, ids=[f"{f.cell or 'blank'} {f.above}".strip() for f in FORMS])
def test_a_cell_is_read_as_the_table_says(form: Form) -> None:
    reading = read_date(form.cell, previous=form.previous, scope=form.scope)
    when = reading.when
    issue = (reading.kind.value if reading.kind else "") + ("!" if reading.needs_attention else "")
    assert (
        str(when.earliest or ""),
        str(when.latest or ""),
        when.precision,
        when.uncertain,
        f"{when.time:%H:%M}" if when.time else "",
        issue,
    ) == (form.first, form.last, form.precision, form.uncertain, form.time, form.issue)
    assert when.text == form.cell
    assert bool(reading.message) == (reading.kind is not None)


def test_the_table_is_broad_and_no_line_stands_twice() -> None:
    assert len(FORMS) >= 150
    assert len({(f.cell, f.above, f.period) for f in FORMS}) == len(FORMS)


def test_the_reference_page_is_the_one_the_table_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == render()
