"""A real browser on the served demonstration: signing in, what the axe rules find, how wide a page is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.web.served import Served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "a quiet place to look"
expect.set_options(timeout=20_000)  # machines that test are busy
DESKTOP, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
needs_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser, until the block ends."""
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def somebody(
    browser: Browser, served: Served, email: str = "", *, script: bool = True, phone: bool = False
) -> Iterator[Page]:
    """A page of somebody who is signed in (of nobody for ""); what the console says is a failure."""
    context: BrowserContext = browser.new_context(
        viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]  # width and height
        java_script_enabled=script,
        base_url=served.url,
        locale="en-GB",
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    if email:
        page.goto("/accounts/login/")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
    yield page
    context.close()
    odd = [s for s in said if "422" not in s and "404" not in s]
    assert odd == [], odd


def violations(page: Page) -> list[str]:
    """What the axe rules of WCAG 2.2 A and AA find, each with the first element."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]


def is_as_wide_as_its_window(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
