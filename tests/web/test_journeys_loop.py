"""The learning loop in a real browser: a recommendation followed up, and a team's receipt on a phone without an account."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import browsing, is_as_wide_as_its_window, needs_browser, somebody, violations
from tests.web.served import Served, serving

pytestmark = needs_browser


@pytest.fixture(name="served", scope="module")
def _served() -> Iterator[Served]:
    with serving() as made:
        yield made


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Browser]:
    with browsing() as made:
        yield made


def press(page: Page, name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=isinstance(name, str)).first.click()


def test_a_recommendation_is_checked_as_it_is_written_and_followed_up(browser: Browser, served: Served) -> None:
    with somebody(browser, served, "coordinator@example.org") as page:
        page.goto("/reviews/1/learning/recommendations/new/")
        page.get_by_label("What should change").fill("Staff are reminded of the trauma guidance.")
        check = page.locator("#check")
        expect(check).to_contain_text("changes nothing around them")
        expect(check).to_contain_text("Said before")
        page.get_by_label("What should change").fill(
            "Health introduces a second named nurse for each child alone in a crisis."
        )
        expect(check).not_to_contain_text("changes nothing around them")
        page.get_by_label("Who owns it").fill("Head of nursing")
        page.get_by_label("By", exact=True).fill("2031-01-31")
        page.get_by_label("Measure").fill("A dip sample of 20 records each quarter")
        page.get_by_label("What would show that it made a difference").fill("Children name a second adult.")
        page.get_by_label("Each hard event was met alone").check()
        expect(check).to_contain_text("Nothing is lacking.")
        assert violations(page) == []
        press(page, "Save")
        page.get_by_role("link", name=re.compile("second named nurse")).first.click()
        page.get_by_role("link", name="Plan an action").click()
        page.get_by_label("What is to be done").fill("Agree the list of nurses")
        page.get_by_label("Who owns it").fill("Lead nurse")
        page.get_by_label("By", exact=True).first.fill("2030-01-31")
        press(page, "Save")
        expect(page.get_by_role("main")).to_contain_text("on the way")
        page.get_by_text("Say what was reached").click()
        page.get_by_label("Done", exact=True).check()
        page.get_by_label("What shows it").first.fill("The list is agreed.")
        press(page, "Keep it")
        expect(page.get_by_role("main")).to_contain_text("The list is agreed.")
        with page.expect_download() as caught:
            page.goto("/reviews/1/actions/")
            page.get_by_role("link", name="PDF").click()
        assert caught.value.suggested_filename == "action-plan.pdf"


def test_a_team_answers_on_a_phone_without_an_account(browser: Browser, served: Served) -> None:
    with somebody(browser, served, "coordinator@example.org") as keeper:
        keeper.goto("/board/1/circulation/1/")
        keeper.get_by_text("Pass it on, or remind").click()
        keeper.get_by_label(re.compile("Pastoral team")).check()
        press(keeper, "Make the links")
        link = keeper.locator("code.secret").inner_text()
        with somebody(browser, served, phone=True) as team:
            team.goto(link)
            expect(team.get_by_role("main")).to_contain_text("Talk about this")
            assert violations(team) == []
            assert is_as_wide_as_its_window(team)
            team.get_by_label("When did you talk about it?").fill("2026-01-15")
            team.get_by_label("How many of you were there?").fill("5")
            team.get_by_label("What will your team do?").fill("Ask who else was there.")
            press(team, "Keep our answer")
            expect(team.get_by_role("status")).to_contain_text("Your answer is kept")
            assert violations(team) == []
            team.goto("/board/1/circulation/1/")
            expect(team).to_have_url(re.compile("/accounts/login/"))
        keeper.goto("/board/1/circulation/1/")
        expect(keeper.get_by_role("main")).to_contain_text("Ask who else was there.")


def test_the_exercise_is_gone_through_on_a_phone_without_an_account(browser: Browser, served: Served) -> None:
    with somebody(browser, served, "coordinator@example.org") as keeper:
        keeper.goto("/board/1/exercises/")
        press(keeper, re.compile("^New link"))
        link = keeper.locator("code.secret").inner_text()
    with somebody(browser, served, phone=True) as page:
        page.goto(link)
        assert violations(page) == []
        assert is_as_wide_as_its_window(page)
        press(page, "Begin")
        for _stop in range(40):
            if page.get_by_label("What would you ask now, and whom?").count() == 0:
                break
            page.get_by_label("What would you ask now, and whom?").fill("What is the day of this child like?")
            press(page, "Keep it and see")
            expect(page.get_by_role("main")).to_contain_text("What others wrote")
            assert violations(page) == []
            assert is_as_wide_as_its_window(page)
            with page.expect_navigation():
                page.get_by_role("link", name=re.compile("^(Go on|To the end)$")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("You are at the end")
        page.get_by_label("Name on the certificate (shown, not kept)").fill("Lowri Finch")
        press(page, "Show the certificate")
        expect(page.get_by_role("main")).to_contain_text("Lowri Finch")
        assert violations(page) == []
