"""The three web pages: whole without script, safe with hostile text, and needing nothing from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from keepsight.lenses.pictures import pictures
from keepsight.model import Entry, Lens, Pictures, Review, Sentence
from keepsight.publish.briefing_page import briefing_page
from keepsight.publish.questions_page import questions_page
from keepsight.publish.timeline_page import timeline_page
from keepsight.publish.view import View
from tests.publish.build import HEADINGS, SCHOOL, many, review
from tests.publish.pages import ADDRESS, digest, page, parts_of_policy, said, texts, values, view

HOSTILE = "</script></style><img src=x onerror=alert(1)><a href='javascript:alert(1)'>\"'&amp;"
PAGES = (timeline_page, questions_page, briefing_page)
Page = Callable[[View], Iterator[str]]


def written(make: Page, of: Review | None = None) -> str:
    return "".join(make(view(of or review())))


def hostile() -> Review:
    """The review with hostile text in every place where text can come from outside."""
    calm = review()
    entries = tuple(_hostile_entry(e) for e in calm.timeline.entries)
    timeline = replace(
        calm.timeline,
        entries=entries,
        events=tuple(
            replace(e, conflicts=tuple(replace(c, note=HOSTILE) for c in e.conflicts)) for e in calm.timeline.events
        ),
    )
    return replace(
        calm,
        settings=replace(calm.settings, title=HOSTILE, board=HOSTILE),
        timeline=timeline,
        pictures=pictures(timeline, calm.questions),
        questions=tuple(
            replace(
                q, wording=HOSTILE, title=HOSTILE, would_answer=HOSTILE, alternatives=(HOSTILE,), sources=(HOSTILE,)
            )
            for q in calm.questions
        ),
        issues=tuple(replace(i, value=HOSTILE, message=HOSTILE, column=HOSTILE) for i in calm.issues),
        briefing=replace(
            calm.briefing,
            board=HOSTILE,
            boxes=tuple(
                replace(b, heading=HOSTILE, sentences=(Sentence(HOSTILE), *b.sentences)) for b in calm.briefing.boxes
            ),
        ),
    )


def _hostile_entry(entry: Entry) -> Entry:
    fields = tuple(replace(f, column=f.column + HOSTILE, text=f.text + HOSTILE) for f in entry.fields)
    when = replace(entry.when, text=entry.when.text + HOSTILE)
    return replace(entry, agency=entry.agency + HOSTILE, worker=entry.worker + HOSTILE, fields=fields, when=when)


@pytest.mark.parametrize("make", PAGES)
def test_hostile_text_stays_text(make: Page) -> None:
    calm, struck = page(written(make)), page(written(make, hostile()))
    assert HOSTILE in said(struck) or " ".join(HOSTILE.split()) in said(struck)
    for path in ("//img", "//script", "//style", "//a[starts-with(@href, 'javascript')]", "//*[@onerror]"):
        assert len(values(struck, path)) == len(values(calm, path))


@pytest.mark.parametrize("make", PAGES)
def test_no_page_has_an_address_outside_itself(make: Page) -> None:
    text = written(make)
    assert ADDRESS.findall(text) == []
    links = values(page(text), "//@href | //@src")
    assert {x for x in links if not x.startswith("#")} <= {
        x for x in links if x.split("#")[0] in ("timeline.html", "questions.html", "briefing.html")
    }


@pytest.mark.parametrize("make", PAGES)
def test_the_policy_allows_the_style_and_script_of_the_page_and_nothing_else(make: Page) -> None:
    root = page(written(make))
    policy = parts_of_policy(root)
    assert policy["default-src"] == "'none'"
    assert [digest(s) for s in values(root, "//style/text()")] == [policy["style-src"]]
    assert [digest(s) for s in values(root, "//script/text()")] == [policy[k] for k in policy if k == "script-src"]
    assert values(root, "//@style") == []
    assert values(root, "//@*[starts-with(name(), 'on')]") == []


@pytest.mark.parametrize("make", PAGES)
def test_every_page_has_language_title_one_first_heading_and_landmarks(make: Page) -> None:
    root = page(written(make))
    assert values(root, "/html/@lang") == ["en-GB"]
    assert len(texts(root, "//h1")) == 1
    assert len(texts(root, "//main")) == 1
    assert len(texts(root, "//header")) == 1
    assert texts(root, "//title")[0]
    ids = values(root, "//@id")
    assert len(ids) == len(set(ids))
    targets = {v[1:] for v in values(root, "//@href[starts-with(., '#')]")}
    assert targets <= set(ids)


def test_every_entry_is_in_the_page_without_script() -> None:
    root = page(written(timeline_page))
    rows = texts(root, "//section[@id='entries']//tbody/tr")
    assert len(rows) == len(review().timeline.entries)
    assert rows[0] == (
        "07/01/20 Tue 7 Jan 2020 Fernbank School "
        "What happened Tegan returned after the break tired and without a coat. Said she had been “up all hours” "
        "looking after her brother. Action taken Form tutor to keep an eye. "
        "Told by the child Fernbank pastoral log.docx, row 1"
    )


def test_a_row_says_attendance_basis_and_what_is_not_recorded_in_words() -> None:
    rows = texts(page(written(timeline_page)), "//section[@id='entries']//tbody/tr")
    assert "Was not brought Record check" in rows[1]
    assert "No access Basis not recorded" in rows[11]


def test_entries_stand_under_their_month_and_an_undated_one_stays_in_its_place() -> None:
    root = page(written(timeline_page))
    assert texts(root, "//section[@class='month']/h3")[:4] == [
        "January 2020 4 entries",
        "February 2020 3 entries",
        "March 2020 6 entries",
        "May 2020 7 entries",
    ]
    march = texts(root, "//section[@class='month'][3]//p[@class='as']")
    assert march[-1] == "31/04/20"


def test_a_month_says_which_of_its_entries_may_be_later() -> None:
    """A year is sorted by its first day; the heading of that month must not tell it as a fact."""
    calm = review()
    first, second, *others = calm.timeline.entries
    entries = (
        replace(first, when=replace(first.when, earliest=date(2019, 1, 1), latest=date(2019, 12, 31))),
        replace(second, when=replace(second.when, latest=date(2020, 12, 31))),
        *others,
    )
    root = page(written(timeline_page, replace(calm, timeline=replace(calm.timeline, entries=entries))))
    assert texts(root, "//section[@class='month']/h3")[:3] == [
        "January 2019 1 entry · perhaps later",
        "January 2020 3 entries · 1 perhaps later",
        "February 2020 3 entries",
    ]


def test_linked_accounts_and_their_differences_stand_under_the_row() -> None:
    row = texts(page(written(timeline_page)), "//section[@id='entries']//tbody/tr")[8]
    assert "Also told by Children’s services, 16.3.20." in row
    assert "Accounts differ (fact): the adult is a friend of the family in one account" in row


def test_a_difference_that_several_pairs_of_accounts_share_is_said_once() -> None:
    calm = review()
    events = tuple(replace(e, conflicts=e.conflicts * 3) for e in calm.timeline.events)
    thrice = replace(calm, timeline=replace(calm.timeline, events=events))
    assert written(timeline_page, thrice) == written(timeline_page, calm)


def test_the_words_of_a_question_are_marked_and_its_code_leads_to_it() -> None:
    root = page(written(timeline_page))
    assert "boyfriend’s" in texts(root, "//section[@id='entries']//span[@class='w']")
    assert values(root, "//tr[8]//a[@class='code']/@href | //section[3]//tr[1]//a[@class='code']/@href")[0] == "#q-E1"
    assert "Staying at her boyfriend’s flat some nights, he is 27" in texts(root, "//*[@id='q-E1']//mark")


def test_the_picture_has_a_title_a_description_and_a_caption() -> None:
    root = page(written(timeline_page))
    assert values(root, "//section[@id='overview']//svg[@class='lanes']/@role") == ["img"]
    assert texts(root, "//section[@id='overview']//svg/title") == ["Timeline of 32 entries by agency"]
    assert texts(root, "//figcaption")[0].startswith(
        "32 entries from 5 agencies; Youth justice service wrote the most (9)"
    )


def test_a_mark_of_the_picture_says_the_day_the_agency_and_the_attendance_of_its_row() -> None:
    marks = texts(page(written(timeline_page)), "//section[@id='overview']//svg/path/title")
    assert "07/01/20, Fernbank School" in marks
    assert any(m.endswith(", was not brought") for m in marks)
    assert not [m for m in marks if "<" in m]


def test_the_count_is_announced_and_every_filter_has_a_label() -> None:
    root = page(written(timeline_page))
    assert values(root, "//output/@aria-live") == ["polite"]
    assert len(values(root, "//form//select | //form//input")) == len(values(root, "//form//label"))


def test_who_knew_what_shows_only_what_left_the_agency_that_wrote_it() -> None:
    rows = texts(page(written(timeline_page)), "//section[@id='knew']//tbody/tr")
    assert len(rows) == 3
    assert "was told 16 Mar 2020" in rows[0]
    assert "shared with day not recorded" in rows[2]


def test_what_could_not_be_read_leads_with_what_needs_putting_right() -> None:
    rows = texts(page(written(timeline_page)), "//section[@id='issues']//tbody/tr")
    assert rows[0].startswith("YJS chronology.docx, row 5, Date Impossible date 31/04/20 April has 30 days")
    assert "Part of the date was assumed" in rows[-1]


def test_a_review_without_entries_says_what_to_do_next() -> None:
    calm = review()
    empty = replace(
        calm,
        timeline=replace(calm.timeline, entries=(), events=(), silences=(), knowledge=(), readings={}),
        questions=(),
        issues=(),
        mentions=(),
        pictures=Pictures(),
    )
    root = page(written(timeline_page, empty))
    assert "No entries were read." in said(root)
    assert "Everything in the files was read as it stands." in said(root)
    assert "Nothing was read that could be drawn." in said(root)
    assert written(questions_page, empty).count("Nothing was raised here. That is not reassurance.") == 6


def test_a_long_timeline_draws_marks_that_lie_on_one_another_once() -> None:
    few, lots = page(written(timeline_page, many(1000))), page(written(timeline_page, many(4000)))
    assert len(values(few, "//figure//svg//path[@data-e]")) > 500
    assert values(lots, "//figure//svg//path[@data-e]") == []
    assert len(written(timeline_page, many(4000))) < 5_000_000
    assert len(texts(lots, "//section[@id='entries']//tbody/tr")) == 4000


def test_questions_and_strengths_have_the_same_form() -> None:
    root = page(written(questions_page))
    terms = {
        lens: values(root, f"//section[@id='{lens.value}']/article[1]//dt/text()")
        for lens in (Lens.RECORDS, Lens.STRENGTHS)
    }
    assert terms[Lens.RECORDS] == terms[Lens.STRENGTHS]


def test_a_question_shows_everything_a_panel_needs() -> None:
    (sheet,) = texts(page(written(questions_page)), "//article[@id='q-E1']")
    for part in (
        "E1 Where is exploitation considered, and with what reasons?",
        "Could first be asked: 14 Mar 2020",
        "Raises it 3 entries",
        "Speaks against it 1 entry 20.5.20, Children’s services:",
        "Youth justice service from 3 Mar 2020",
        "Health from a day not recorded",
        "20 days (local policy; the default is 30, board policy 12)",
        "4 years (published, published guidance on age and power)",
        "Would answer it A dated note of the decision and its reasons.",
        "Agreed Explained Not agreed Data error Reason:",
    ):
        assert part in sheet
    assert "No question raised is not reassurance." in written(questions_page)


def test_the_briefing_has_seven_boxes_in_order_and_marks_that_lead_to_their_sources() -> None:
    root = page(written(briefing_page))
    assert [h.split()[0] for h in texts(root, "//section[contains(@class, 'box')]/h2")] == list("1234567")
    marks = set(values(root, "//span[@class='src']/a/@href"))
    assert marks == {f"#{i}" for i in values(root, "//section[contains(@class, 'sources')]//@id") if i.startswith("s-")}


def test_a_finished_briefing_has_no_draft_mark_and_no_sources() -> None:
    calm = review()
    root = page(written(briefing_page, replace(calm, briefing=replace(calm.briefing, draft=False))))
    assert "Draft" not in said(root)
    assert "Sources" not in said(root)
    assert "Draft" in said(page(written(briefing_page)))


def test_no_name_of_the_people_list_is_in_the_heading_of_a_page() -> None:
    names = [n for p in review().timeline.people.people for n in p.names]
    for make in PAGES:
        headings = " ".join(texts(page(written(make)), "//h1 | //title"))
        assert [n for n in names if n in headings] == []
    assert HEADINGS[SCHOOL] in written(timeline_page)


def test_a_long_value_of_an_issue_is_there_to_be_opened() -> None:
    calm = review()
    long = replace(calm.issues[0], value="first line\n" + "word " * 200)
    (opened,) = texts(page(written(timeline_page, replace(calm, issues=(long,)))), "//section[@id='issues']//details")
    assert opened.startswith("first line word")
    assert opened.count("word") >= 200
