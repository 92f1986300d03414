"""The page of the swapped reading: everything stands there twice, what changed is marked, nothing is fetched."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from lxml.html import HtmlElement
from playwright.sync_api import Browser, sync_playwright

from keepsight.publish.swap_page import LIMITS, PROMPTS, write_swap
from keepsight.swapped import Swapped, swap_folder
from tests.fairness.asking import SAMPLE
from tests.publish.pages import ADDRESS, page, parts_of_policy, read, said, texts

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _write(swapped: Swapped, out: Path) -> Path:
    return write_swap(
        swapped.entries,
        out,
        changes=swapped.changes,
        people=swapped.people,
        read_as=swapped.read_as,
        title=swapped.settings.title,
        board=swapped.settings.board,
        whose=swapped.whose,
        neutral=swapped.neutral,
    )


@pytest.fixture(name="written", scope="module")
def _written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(swap_folder(SAMPLE), tmp_path_factory.mktemp("swap"))


@pytest.fixture(name="root", scope="module")
def _root(written: Path) -> HtmlElement:
    return page(read(written))


def test_every_entry_stands_beside_itself_with_the_genders_exchanged(root: HtmlElement) -> None:
    swapped = swap_folder(SAMPLE)
    rows = root.xpath("//section[@class='month']//tbody/tr")
    assert isinstance(rows, list)
    assert len(rows) == len(swapped.entries)
    row = next(r for r in rows if isinstance(r, HtmlElement) and "girlfriend" in said(r))
    left, right = (said(cell) for cell in row.findall("td"))
    assert "girlfriend" in left
    assert "boyfriend" in right
    assert len(root.xpath("//td//mark")) == len(root.xpath("//td//span[@class='from']")) - _removed(swapped)


def _removed(swapped: Swapped) -> int:
    return sum(not c.new for made in swapped.changes.values() for c in made)


def test_the_page_says_who_is_read_as_whom_and_how_to_read_it(root: HtmlElement) -> None:
    names = dict(
        zip(
            texts(root, "//section[@id='who']//tbody//th"),
            texts(root, "//section[@id='who']//tbody//td[1]"),
            strict=True,
        )
    )
    assert names["Owain Treharne"].endswith(" Treharne")
    assert names["Owain Treharne"] != "Owain Treharne"
    assert "B Prosser" not in names
    assert texts(root, "//section[@id='how']//li") == list(PROMPTS)
    assert LIMITS in said(root)


def test_the_page_fetches_nothing_and_runs_nothing(written: Path, root: HtmlElement) -> None:
    text = read(written)
    assert not ADDRESS.search(re.sub(r"src:url\(data:[^)]*\)", "", text))
    policy = parts_of_policy(root)
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert root.xpath("//script") == []


def test_text_of_a_chronology_is_shown_as_text(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "review")
    (tmp_path / "review" / "note.csv").write_text(
        'Date,Notes\n04/03/2022,"<script>he</script> & <b>his</b>"\n', "utf-8"
    )
    root = page(read(_write(swap_folder(tmp_path / "review"), tmp_path / "out")))
    assert root.xpath("//script") == []
    assert "<script>she</script> & <b>her</b>" in said(root)


@pytest.mark.parametrize(
    ("whose", "neutral", "expected"),
    [("child", False, "boyfriend"), ("others", False, "boyfriend"), ("everybody", True, "partner")],
)
def test_the_page_says_whose_gender_is_exchanged(tmp_path: Path, whose: str, neutral: bool, expected: str) -> None:
    root = page(read(_write(swap_folder(SAMPLE, whose=whose, neutral=neutral), tmp_path)))
    facts = texts(root, "//p[@class='facts']")[0]
    assert ("child" in facts) == (whose != "everybody")
    assert ("say the same of anybody" in facts) == neutral
    assert (expected in " ".join(texts(root, "//td//mark"))) == (whose != "child")


def test_an_old_page_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "timeline.html").write_text("mine", "utf-8")
    (tmp_path / "swap.html").write_text("old", "utf-8")
    written = _write(swap_folder(SAMPLE), tmp_path)
    assert written == tmp_path / "swap.html"
    assert read(written) != "old"
    assert read(tmp_path / "timeline.html") == "mine"


def test_another_whose_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        swap_folder(SAMPLE, whose="nobody")


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Browser]:
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("width", [1400, 380])
def test_the_page_has_no_barrier_that_a_program_can_find(browser: Browser, tmp_path: Path, width: int) -> None:
    swapped = swap_folder(SAMPLE)
    written = _write(replace(swapped, entries=swapped.entries[:20]), tmp_path)
    tab = browser.new_page(viewport={"width": width, "height": 1000})
    tab.goto(f"file://{written}")
    found = Axe().run(tab, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()
