"""The pictures in the documents: each with a caption and a table that says the same, whatever the texts are."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from keepsight.pipeline import review_folder
from keepsight.publish.pictures import Figure, figures
from keepsight.publish.pictures.contact import stretch
from keepsight.publish.pictures.crises import COMPANY_WORDS
from keepsight.publish.timeline_page import timeline_page
from keepsight.publish.view import View, view_of
from tests.publish.pages import page, texts, values

SAMPLE = Path(__file__).parents[2] / "samples" / "child-a"


@pytest.fixture(name="shown", scope="module")
def _shown() -> View:
    return view_of(review_folder(SAMPLE))


@pytest.fixture(name="drawn", scope="module")
def _drawn(shown: View) -> dict[str, Figure]:
    return {f.name: f for f in figures(shown)}


def cells(figure: Figure) -> list[list[str]]:
    return [["".join(p.text for p in cell) for cell in row] for row in figure.rows]


def lines(figure: Figure) -> list[str]:
    return [t.text or "" for t in etree.fromstring(figure.svg).iter("text")]


def test_the_sample_has_every_picture(drawn: dict[str, Figure]) -> None:
    assert list(drawn) == ["contact-agencies", "contact-workers", "contact-away", "crises", "held"]


def test_every_table_has_a_cell_for_each_heading_and_every_drawing_is_well_formed(drawn: dict[str, Figure]) -> None:
    for figure in drawn.values():
        assert all(len(row) == len(figure.heads) for row in figure.rows)
        root = etree.fromstring(figure.svg)
        assert root.get("role") == "img"
        assert root.findtext("title") == figure.title
        assert figure.caption in (root.findtext("desc") or "")


@pytest.mark.parametrize("name", ["contact-agencies", "contact-workers"])
def test_a_column_says_the_days_of_its_table_and_its_parts_add_up(drawn: dict[str, Figure], name: str) -> None:
    figure = drawn[name]
    *holders, whole = cells(figure)
    said = lines(figure)
    assert all(n in said for n in whole[1:-1])
    for column in range(1, len(whole)):
        days = [int(row[column].split()[0].replace(",", "")) for row in holders]
        assert sum(days) == int(whole[column].replace(",", ""))
    # The samples of the key stand at the left edge; all else with a height is a part of a column.
    heights = re.findall(r'<path d="M([\d.]+) [\d.]+h[\d.]+v([\d.]+)h', figure.svg)
    tall: dict[str, float] = {}
    for x, height in heights:
        tall[x] = tall.get(x, 0) + float(height)
    del tall["2"]
    assert len(tall) == sum(1 for n in whole[1:-1] if n != "0")
    assert all(abs(height - 240) < 1 for height in tall.values())


def test_ticks_of_a_strip_are_as_many_as_the_days_its_table_says(drawn: dict[str, Figure]) -> None:
    figure = drawn["contact-away"]
    strips = re.findall(r'<path d="([^"]+)" stroke="#1b1f23" stroke-width="2"/>', figure.svg)
    days = [int(row[3]) for row in cells(figure)]
    assert [s.count("M") for s in strips] == days
    assert [f"{n} days" for n in days] == [t for t in lines(figure) if t in {f"{n} days" for n in days}][: len(days)]


def test_every_crisis_has_its_row_and_its_row_leads_to_the_entry(shown: View, drawn: dict[str, Figure]) -> None:
    figure = drawn["crises"]
    found = shown.review.pictures.crises
    assert len(figure.rows) == len(found)
    for row, crisis in zip(figure.rows, found, strict=True):
        assert row[0][0].row is not None
        assert row[0][0].row.entry.id in crisis.entries
        said = "".join(p.text for p in row[3])
        assert said == (COMPANY_WORDS[crisis.company] if crisis.company else "–")


def test_what_is_held_grows_and_never_passes_what_had_happened(shown: View, drawn: dict[str, Figure]) -> None:
    *agencies, whole = cells(drawn["held"])
    for row in agencies:
        counts = [int(n) for n in row[1:]]
        assert counts == sorted(counts)
        assert all(n <= int(all_of) for n, all_of in zip(counts, whole[1:], strict=True))
    assert int(whole[-1]) == len(shown.review.pictures.held)
    assert sum(t.endswith(f"of {whole[-1]}") for t in lines(drawn["held"])) == len(shown.agencies)


def test_the_page_shows_each_with_its_caption_and_its_table(shown: View, drawn: dict[str, Figure]) -> None:
    root = page("".join(timeline_page(shown)))
    assert values(root, "//section[@id='pictures']//figure/@id") == list(drawn)
    assert texts(root, "//section[@id='pictures']//figure/h3") == [f.title for f in drawn.values()]
    for figure in drawn.values():
        path = f"//figure[@id='{figure.name}']"
        assert texts(root, f"{path}/p") == [figure.caption]
        assert len(texts(root, f"{path}//tbody/tr")) == len(figure.rows)
        anchors = [a.removeprefix("#") for a in values(root, f"{path}//tbody//a/@href")]
        assert len(anchors) == sum(1 for row in figure.rows for cell in row for p in cell if p.row)
        assert set(anchors) <= set(values(root, "//section[@id='entries']//tr/@id"))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2022, 1, 1), date(2022, 1, 31), "Jan 2022"),
        (date(2022, 1, 1), date(2022, 3, 31), "Jan–Mar 2022"),
        (date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (date(2020, 1, 1), date(2024, 12, 31), "2020–2024"),
    ],
)
def test_a_stretch_is_said_in_as_few_words_as_it_needs(start: date, end: date, said: str) -> None:
    assert stretch(start, end) == said
