"""The work of every role in a real browser, on a workbench that is really served: from the invitation to the published briefing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import (
    PASSWORD,
    browsing,
    is_as_wide_as_its_window,
    needs_browser,
    somebody,
    violations,
)
from tests.web.served import Served, serving

pytestmark = needs_browser
SCHOOL = """Date,Event,Action
12/05/2020,"Gethin late for class, scar on his arm, said an older boy gave him a phone",Head told
14/05/2020,Not in school. Mother rang to say he was ill,None
20/05/2020,Gethin said his friend Kai looks after him,None
3/6/2020,Meeting with the family. Mother engaged well,Letter
"""
POLICE = """Date,Event,Action
12/05/2020,Stopped in the park at night with two men of 24,Taken home
16/05/2020,Reported missing by mother. Found at a flat on the sea front,Graded medium
2/6/2020,Gethin found with cash and a second phone,Community resolution
"""
ROLES = (
    "agency author",
    "panel member",
    "independent reviewer",
    "learning-event participant",
    "board member",
    "practitioner",
)
MINUTE = 60_000


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as made:
        yield made


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def test_every_role_from_the_invitation_to_the_published_briefing(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    """One review by eight people; each comes in by the own invitation."""
    with somebody(browser, served, "coordinator@example.org") as coordinator:
        home = open_a_review(coordinator)
        links = {role: invite(coordinator, home, role) for role in ROLES}
        with somebody(browser, served) as author:
            take_part(author, links["agency author"], "Elin Marged")
            for name, text in (("Education", SCHOOL), ("Police", POLICE)):
                if name == "Education":
                    send_a_chronology(author, tmp_path, name, text)
                else:
                    send_a_chronology(coordinator, tmp_path, name, text)
        for _ in range(2):
            accept_the_next(coordinator, home)
        wait_for_the_timeline(coordinator, home)
        with somebody(browser, served) as panel, somebody(browser, served) as reviewer:
            take_part(panel, links["panel member"], "Tegwen Hale")
            take_part(reviewer, links["independent reviewer"], "Idwal Thorne")
            number = read_and_answer(panel, home)
            settle(coordinator, home, number)
            make_a_theme(panel, home)
            recommend(panel, home)
            write_the_briefing(reviewer, home)
            with somebody(browser, served) as participant:
                hold_the_event(coordinator, home)
                take_part(participant, links["learning-event participant"], "Nia Lund")
                contribute(participant)
            with somebody(browser, served) as board:
                take_part(board, links["board member"], "Emlyn Vale")
                for one in (coordinator, reviewer, panel, board):
                    sign_off(one, home)
        publish(coordinator, home)
        with somebody(browser, served) as practitioner:
            take_part(practitioner, links["practitioner"], "Lowri Finch")
            read_what_was_published(practitioner)
    with somebody(browser, served, "auditor@example.org") as auditor:
        auditor.goto(home)
        expect(auditor.get_by_role("heading", level=1)).to_have_text(re.compile("not|found", re.IGNORECASE))


def open_a_review(page: Page) -> str:
    follow(page, "Open a review")
    page.get_by_label("Title").fill("Child Q")
    page.get_by_role("button").filter(has_text="Open").click()
    page.get_by_label("The period under review begins on").fill("2020-01-01")
    page.get_by_label("and ends on").fill("2020-12-31")
    press(page, "Save")
    home = page.url
    for agency in ("Education", "Police"):
        page.goto(f"{home}gather/")
        page.get_by_label("Agency or service").fill(agency)
        press(page, "Bring it in")
    page.goto(f"{home}people/")
    press(page, "Show real names")
    page.get_by_label("All names and forms").first.fill("Gethin Prydwen; Gethin")
    page.get_by_label("Who they are").first.select_option("child")
    press(page, "Save the list")
    press(page, "Show pseudonyms")
    return home


def invite(page: Page, home: str, role: str) -> str:
    page.goto(f"{home}seats/")
    page.get_by_label("E-mail address").fill(f"{role.replace(' ', '.')}.q@example.org")
    page.get_by_label("Role in this review").select_option(label=role)
    if role == "agency author":
        page.get_by_label("Agency", exact=True).select_option(label="Education")
    press(page, "Send the invitation")
    return page.locator("code").inner_text()


def take_part(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.get_by_label("Name").fill(name)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    press(page, "Make my account")
    expect(page.get_by_role("link", name="Child Q").first).to_be_visible()
    if page.url.rstrip("/").rsplit("/", 1)[-1].isdigit() is False:
        follow(page, "Child Q")


def send_a_chronology(page: Page, place: Path, agency: str, text: str) -> None:
    file = place / f"{agency}.csv"
    file.write_text(text, "utf-8")
    if "/gather/" not in page.url:
        if page.get_by_role("link", name="Gather").count() == 0:
            follow(page, "Child Q")
        follow(page, "Gather")
    page.get_by_role("link", name=f"Send a file {agency}").click()
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Read it")
    page.get_by_role("button", name="Hand it in").wait_for(timeout=MINUTE)
    expect(page.locator("table.rows")).to_contain_text("12/05/2020")
    press(page, "Hand it in")


def accept_the_next(page: Page, home: str) -> None:
    page.goto(f"{home}gather/")
    page.locator("tr").filter(has_text="sent").get_by_role("link").first.click()
    press(page, "Accept")


def wait_for_the_timeline(page: Page, home: str) -> None:
    for _ in range(60):
        page.goto(f"{home}timeline/")
        if (
            page.get_by_text("7 of 7 entries").or_(page.get_by_text("7 entries")).count()
            and not page.locator("progress").count()
        ):
            return
        page.wait_for_timeout(500)
    raise AssertionError("the timeline was not made")


def read_and_answer(page: Page, home: str) -> int:
    page.goto(f"{home}timeline/")
    page.locator("a.open").first.click()
    expect(page.locator("#panel")).to_contain_text("The row as it came")
    page.goto(f"{home}questions/")
    page.locator(".questions a.open").first.click()
    number = int(page.url.rstrip("/").rsplit("/", 1)[-1].split("?")[0])
    page.get_by_role("radio", name=re.compile("Agreed")).first.check()
    press(page, "Keep my answer")
    expect(page.get_by_role("status").first).to_contain_text("Your answer is kept")
    return number


def settle(page: Page, home: str, number: int) -> None:
    page.goto(f"{home}questions/{number}/")
    page.get_by_role("radio", name=re.compile("Agreed")).last.check()
    press(page, "Settle it")
    expect(page.get_by_role("status").first).to_contain_text("What the panel agreed is kept")


def make_a_theme(page: Page, home: str) -> None:
    page.goto(f"{home}learning/")
    page.locator("input[name=questions]").first.check()
    press(page, "Make a theme of those chosen")
    page.get_by_label("Title").fill("Gifts were not asked about")
    page.get_by_label("What was learned").fill("A phone was seen by two services. Nobody asked who had bought it.")
    press(page, "Save")
    expect(page.locator(".themes")).to_contain_text("Gifts were not asked about")


def recommend(page: Page, home: str) -> None:
    page.goto(f"{home}actions/")
    follow(page, "Write one Gifts were not asked about")
    page.get_by_label("What should change").fill("Ask at every contact who gave it")
    page.get_by_label("Who owns it").fill("Head of service")
    page.get_by_label("By", exact=True).fill("2027-01-31")
    page.get_by_label("Measure", exact=True).fill("sampled records with the question")
    press(page, "Save")
    expect(page.locator("table")).to_contain_text("Head of service")


def write_the_briefing(page: Page, home: str) -> None:
    page.goto(f"{home}briefing/")
    press(page, "Draft the seven boxes")
    page.goto(f"{home}briefing/en/1/")
    text = page.get_by_label("Text", exact=True)
    text.fill("A child was known to two services.\nNobody put the two together.")
    expect(page.locator("#reads")).to_contain_text("Nobody put the two together.")
    press(page, "Save")
    expect(page.get_by_role("status").first).to_contain_text("Saved as version 2")
    for number in range(2, 8):
        page.goto(f"{home}briefing/en/{number}/")
        page.get_by_label("Text", exact=True).fill("Services saw parts of it.\nThe board changes how services ask.")
        press(page, "Save")


def hold_the_event(page: Page, home: str) -> None:
    page.goto(f"{home}events/new/")
    page.get_by_label("Held on").fill("2027-02-01")
    page.get_by_label("For the participants").fill("Nobody is blamed here.")
    press(page, "Save")
    follow(page, "Choose the entries")
    press(page, "Keep the choice")
    press(page, "Release it to the participants")
    expect(page.get_by_role("status").first).to_contain_text("can read it now")


def contribute(page: Page) -> None:
    follow(page, "Learning event")
    page.locator("main li a").first.click()
    expect(page.locator("main")).to_contain_text("Nobody is blamed here.")
    page.get_by_label("What would have made a difference").fill("Time, and somebody to ring.")
    page.get_by_role("button", name="Keep it", exact=True).last.click()
    expect(page.locator("main")).to_contain_text("Time, and somebody to ring.")


def sign_off(page: Page, home: str) -> None:
    page.goto(f"{home}briefing/")
    page.get_by_role("button", name=re.compile("Sign this text off")).first.click()
    expect(page.get_by_role("status").first).to_contain_text("Signed off")


def publish(page: Page, home: str) -> None:
    page.goto(f"{home}briefing/")
    for _ in range(8):
        keep = page.get_by_role("button", name=re.compile("It may stay"))
        if not keep.count():
            break
        page.get_by_label("It names nobody, because").first.fill("an ordinary word")
        keep.first.click()
    press(page, "Publish it")
    expect(page.locator("article")).to_contain_text("Nobody put the two together.")


def read_what_was_published(page: Page) -> None:
    follow(page, "Briefing")
    expect(page.locator("article")).to_contain_text("Nobody put the two together.")
    with page.expect_download() as got:
        page.get_by_role("link", name=re.compile("PDF")).click()
    assert got.value.suggested_filename == "briefing-en.pdf"


def test_by_the_keyboard_alone(browser: Browser, served: Served) -> None:
    """A participant signs in, reads the reduced timeline and adds to it without ever touching a mouse."""
    with somebody(browser, served) as page:
        page.goto("/accounts/login/")
        tab_to(page, "Email")
        page.keyboard.type("participant@example.org")
        tab_to(page, "Password")
        page.keyboard.type(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to the main content"
        page.keyboard.press("Enter")
        press_on(page, "Child A")
        press_on(page, "Learning event")
        press_on(page, "9 Dec 2026")
        tab_to(page, "What would have made a difference")
        page.keyboard.type("A second pair of hands.")
        press_on(page, "Keep it")
        expect(page.locator("main")).to_contain_text("A second pair of hands.")


def test_the_timeline_by_the_keyboard(browser: Browser, served: Served) -> None:
    with somebody(browser, served, "panel@example.org") as page:
        page.goto("/reviews/1/timeline/")
        tab_to(page, "Words")
        page.keyboard.type("seizure")
        page.keyboard.press("Enter")
        expect(page.locator("#results-title")).to_contain_text("of 215")
        page.wait_for_load_state("networkidle")  # the list is fetched while one types, and once more on Enter
        page.wait_for_timeout(600)
        link = page.locator("#results a.open").first
        link.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#panel")).to_contain_text("The row as it came")
        page.keyboard.press("Escape")
        expect(page.locator("#panel #entry")).to_have_count(0)


def test_without_a_script(browser: Browser, served: Served) -> None:
    """A panel member reads, filters, answers, writes; a board member signs off: every page works without JavaScript."""
    with somebody(browser, served, "panel@example.org", script=False) as page:
        page.goto("/reviews/1/timeline/")
        page.get_by_label("Words").fill("seizure")
        press(page, "Show")
        expect(page.locator("#results-title")).to_contain_text("of 215")
        page.locator("#results a.open").first.click()
        expect(page.locator("main")).to_contain_text("The row as it came")
        page.get_by_label("Your comment").fill("Read twice.")
        page.get_by_role("button", name=re.compile("comment|Keep", re.IGNORECASE)).first.click()
        expect(page.locator("main")).to_contain_text("Read twice.")
        page.goto("/reviews/1/questions/?state=mine")
        page.locator(".questions a.open").first.click()
        page.get_by_role("radio", name=re.compile("Explained")).first.check()
        page.locator("textarea[name=answer-reason]").fill("A later row answers it.")
        press(page, "Keep my answer")
        expect(page.get_by_role("status").first).to_contain_text("Your answer is kept")
        page.goto("/reviews/1/timeline/known/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    with somebody(browser, served, "reviewer@example.org", script=False) as page:
        page.goto("/reviews/1/briefing/en/3/")
        page.get_by_label("Text", exact=True).fill("Written without a script.")
        press(page, "See how it reads")
        expect(page.locator("#reads")).to_contain_text("Written without a script.")
    with somebody(browser, served, "board@example.org", script=False) as page:
        page.goto("/reviews/1/briefing/")
        press(page, "Sign this text off board member")
        expect(page.get_by_role("status").first).to_contain_text("Signed off")


def focused(page: Page) -> str:
    """The name of what has the focus: its label, or its words."""
    return str(
        page.evaluate(
            """() => { const e = document.activeElement; if (!e) return '';
            const l = e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText || ''; return l.trim(); }"""
        )
    )


def tab_to(page: Page, name: str) -> None:
    for _ in range(250):
        if focused(page).startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by the Tab key")


def press_on(page: Page, name: str) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


PAGES = {
    "coordinator@example.org": (
        "/", "/reviews/new/", "/reviews/1/", "/reviews/1/setup/", "/reviews/1/seats/", "/reviews/1/people/",
        "/reviews/1/people/draft/", "/reviews/1/trail/?check=1", "/reviews/1/gather/", "/reviews/1/gather/1/",
        "/reviews/1/gather/1/compare/", "/reviews/1/gather/agency/1/send/", "/reviews/1/gather/agency/1/type/",
        "/notices/", "/account/", "/reviews/1/exports/", "/reviews/1/events/1/plan/", "/reviews/1/events/1/choose/",
        "/reviews/1/actions/1/", "/reviews/1/actions/1/new/", "/reviews/1/actions/action/1/", "/reviews/1/actions/measure/1/",
        "/reviews/1/actions/1/measure/", "/board/1/",
        "/board/1/circulation/", "/board/1/circulation/1/", "/board/1/teams/", "/board/1/events/",
        "/reviews/1/events/1/figures/", "/board/1/training/", "/board/1/training/1/",
        "/board/1/exercises/", "/board/1/exercises/1/",
    ),
    "panel@example.org": (
        "/reviews/1/timeline/", "/reviews/1/timeline/?print=1", "/reviews/1/timeline/known/", "/reviews/1/timeline/replay/",
        "/reviews/1/questions/", "/reviews/1/questions/1/", "/reviews/1/questions/ask/", "/reviews/1/questions/?print=1",
        "/reviews/1/fairness/", "/reviews/1/swapped/", "/reviews/1/learning/", "/reviews/1/learning/themes/1/",
        "/reviews/1/learning/accounts/1/", "/reviews/1/learning/expected/new/", "/reviews/1/learning/interim/new/",
        "/reviews/1/learning/recommendations/1/", "/reviews/1/actions/",
    ),
    "reviewer@example.org": ("/reviews/1/briefing/", "/reviews/1/briefing/en/3/", "/reviews/1/briefing/cy/1/", "/reviews/1/briefing/preview/"),
    "participant@example.org": ("/reviews/1/events/", "/reviews/1/events/1/"),
    "practitioner@example.org": ("/reviews/1/published/", "/reviews/999/"),
    "": ("/accounts/login/",),
}  # fmt: skip


@pytest.mark.skipif("KEEPSIGHT_DATABASE" in os.environ, reason="pages look the same on every database")
@pytest.mark.parametrize("email", PAGES)
def test_no_page_breaks_a_rule_of_wcag_or_runs_out_of_its_window(browser: Browser, served: Served, email: str) -> None:
    with somebody(browser, served, email) as page:
        for path in PAGES[email]:
            page.goto(path)
            assert violations(page) == [], path
            assert is_as_wide_as_its_window(page), path
        if email == "panel@example.org":
            page.goto("/reviews/1/timeline/")
            page.locator("#results a.open").first.click()
            expect(page.locator("#panel")).to_contain_text("The row as it came")
            assert violations(page) == []


@pytest.mark.skipif("KEEPSIGHT_DATABASE" in os.environ, reason="pages look the same on every database")
@pytest.mark.parametrize("email", PAGES)
def test_every_page_fits_a_phone(browser: Browser, served: Served, email: str) -> None:
    with somebody(browser, served, email, phone=True) as page:
        for path in PAGES[email]:
            page.goto(path)
            assert is_as_wide_as_its_window(page), path
        assert violations(page) == []
