"""The pages in a real browser: filters, keys, the highlighting of a question, accessibility, a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Browser, Page, sync_playwright

from keepsight.publish.briefing_page import briefing_page
from keepsight.publish.questions_page import questions_page
from keepsight.publish.timeline_page import timeline_page
from keepsight.publish.view import view_of
from tests.publish.build import ROWS, SCHOOL, review

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PAGES = {"timeline": timeline_page, "questions": questions_page, "briefing": briefing_page}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    view = view_of(review())
    for name, make in PAGES.items():
        (folder / f"{name}.html").write_text("".join(make(view)), encoding="utf-8")
    return folder


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Browser]:
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(name="timeline")
def _timeline(browser: Browser, folder: Path) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"file://{folder}/timeline.html")
    yield page
    page.close()
    assert said == []


def shown(page: Page) -> int:
    page.wait_for_timeout(200)
    return int(page.evaluate("document.querySelectorAll('#entries tbody tr:not([hidden])').length"))


def test_words_filter_the_entries_whatever_their_case_and_the_count_follows(timeline: Page) -> None:
    timeline.fill("input[name=words]", "SEIZURE alone")
    assert shown(timeline) == 1
    assert timeline.inner_text("#count") == "1 of 32 entries"
    timeline.click("#filters [data-do=reset]")
    assert shown(timeline) == 32
    assert timeline.inner_text("#count") == "32 entries"


def test_filters_work_together_and_an_empty_result_says_what_to_do(timeline: Page) -> None:
    timeline.uncheck("input[name=agency][value='0']")
    assert shown(timeline) == 32 - sum(1 for r in ROWS if r.agency == SCHOOL)
    timeline.select_option("select[name=lens]", "strengths")
    assert shown(timeline) == 2
    timeline.fill("input[name=words]", "nowhere")
    assert shown(timeline) == 0
    assert timeline.is_visible("#nothing")


def test_a_range_of_dates_keeps_what_can_lie_in_it_and_leaves_out_the_undated(timeline: Page) -> None:
    timeline.fill("input[name=from]", "2020-02-05")
    timeline.fill("input[name=to]", "2020-02-11")
    assert shown(timeline) == 3
    assert "early Feb 2020" in timeline.inner_text("#entries")


def test_keys_go_from_entry_to_entry(timeline: Page) -> None:
    timeline.keyboard.press("j")
    timeline.keyboard.press("j")
    second = timeline.evaluate("document.activeElement.id")
    assert second == f"e-{review().timeline.entries[1].id}"
    timeline.keyboard.press("ArrowUp")
    assert timeline.evaluate("document.activeElement.id") == f"e-{review().timeline.entries[0].id}"
    timeline.keyboard.press("/")
    assert timeline.evaluate("document.activeElement.name") == "words"


def test_opening_a_question_marks_its_words_and_closing_it_gives_the_focus_back(timeline: Page) -> None:
    timeline.click("a.code >> text=E3")
    assert timeline.locator(".w.on").all_inner_texts() == ["boyfriend’s"]
    assert "Does this wording fit" in timeline.inner_text("#panel")
    timeline.keyboard.press("Escape")
    assert timeline.is_hidden("#panel")
    assert timeline.locator(".w.on").count() == 0
    assert timeline.evaluate("document.activeElement.textContent") == "E3"


def test_only_the_entries_of_a_question_can_be_shown(timeline: Page) -> None:
    timeline.click("a.code >> text=C8")
    timeline.click("#panel >> text=Show only its entries")
    assert shown(timeline) == 2
    assert timeline.inner_text("#count") == "2 of 32 entries, those of C8"


def test_drawing_across_the_picture_sets_the_dates(timeline: Page) -> None:
    box = timeline.locator(".lanes").bounding_box()
    assert box is not None
    timeline.mouse.move(box["x"] + 500, box["y"] + 60)
    timeline.mouse.down()
    timeline.mouse.move(box["x"] + 700, box["y"] + 60, steps=4)
    timeline.mouse.up()
    assert 0 < shown(timeline) < 32
    assert timeline.input_value("input[name=from]") < timeline.input_value("input[name=to]")


def test_without_script_every_entry_is_there_and_no_dead_control(browser: Browser, folder: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"file://{folder}/timeline.html")
    assert page.locator("#entries tbody tr").count() == 32
    assert page.locator("#entries tbody tr").last.is_visible()
    assert page.is_hidden("#filters")
    assert page.is_hidden("[data-do=print]")
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_an_accessibility_engine_finds_nothing(browser: Browser, folder: Path, name: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"file://{folder}/{name}.html")
    if name == "timeline":
        page.click("a.code >> text=E1")
    found = Axe().run(page, options={"runOnly": RULES})
    assert [v["id"] for v in found.response["violations"]] == []
    context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 390, 1400])
def test_no_page_is_wider_than_its_window(browser: Browser, folder: Path, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"file://{folder}/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_but_itself(browser: Browser, folder: Path, name: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{folder}/{name}.html")
    page.wait_for_timeout(100)
    assert [a for a in asked if not a.startswith("data:font/")] == [f"file://{folder}/{name}.html"]
    page.close()
