"""The timeline page: what it lists, filters, counts and prints, and what an agency's author never learns from it."""

from __future__ import annotations

import json

import pytest
from django.test import Client, override_settings

from keepsight.access import SeatRole
from keepsight.services.opening import release
from keepsight.store.models import SavedViewRecord
from tests.web.build_tl import CODE, QUESTION, Built, build_review
from tests.web.counting import counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_served() -> object:
    with override_settings(
        SECOND_FACTOR=False,
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


@pytest.fixture
def built() -> Built:
    return build_review()


def text(client: Client, url: str, **headers: str) -> str:
    answer = client.get(url, headers=headers)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def test_everything_is_listed_under_its_month_with_the_date_as_written_first(built: Built) -> None:
    page = text(built.client(SeatRole.PANEL), built.url())
    assert "8 entries" in page
    assert page.index("May 2020</th>") < page.index("12/05/2020") < page.index("Tue 12 May 2020")
    assert "early June 2020" in page
    assert "1–10 Jun 2020" in page


def test_a_month_says_which_of_its_entries_may_be_later() -> None:
    rows = "Date,What happened,Action\n2020,Moved house.,\n14/01/2020,Seen at school.,\nFebruary 2020,Letter sent.,\n"
    built = build_review(rows={"Education": rows})
    page = " ".join(text(built.client(SeatRole.PANEL), built.url()).split())
    assert 'January 2020 <span class="means">1 entry perhaps later</span></th>' in page
    assert "February 2020</th>" in page


def test_names_stand_behind_pseudonyms_until_they_are_switched_on(built: Built) -> None:
    client = built.client(SeatRole.PANEL)
    for path in ("", "?print=1", f"entry/{built.placed('scar').entry}/", "known/", "replay/"):
        page = text(client, built.url(path))
        assert "Owain" not in page, path
        assert "Pryce" not in page, path
    client.post(f"/reviews/{built.review.pk}/names/", {"names": "1"})
    assert "Owain Pryce" in text(client, built.url())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("words=zebrapolice", 3),
        ("words=%22scar+on+his+arm%22", 2),
        ("after=2020-06-01", 2),
        ("before=2020-05-12", 2),
        ("after=2020-06-05&before=2020-06-05", 1),
        ("kind=undated", 1),
        (f"ask={CODE}", 1),
        ("ask=exploitation", 1),
        ("person=sub", 2),
        ("words=nowhere", 0),
    ],
)
def test_each_filter_stands_in_the_address_and_says_how_many_fit(built: Built, query: str, found: int) -> None:
    page = text(built.client(SeatRole.PANEL), built.url(f"?{query}"))
    assert f"{found} of 8 entries" in page
    assert page.count('class="as open"') == found


def test_agencies_are_filtered_by_their_boxes(built: Built) -> None:
    numbers = [built.member(n).pk for n in ("Dyfnant Police", "Glasfryn Health")]
    page = text(built.client(SeatRole.PANEL), built.url(f"?agency={numbers[0]}&agency={numbers[1]}"))
    assert "5 of 8 entries" in page
    assert "zebraschool" not in page


def test_a_filter_that_cannot_be_read_is_named_and_asks_for_nothing(built: Built) -> None:
    page = text(built.client(SeatRole.PANEL), built.url("?after=yesterday&kind=nonsense&agency=999999"))
    assert "8 entries" in page
    assert 'href="#f_after"' in page


def test_the_script_swaps_the_results_alone_and_going_back_gets_the_page(built: Built) -> None:
    client = built.client(SeatRole.PANEL)
    part = text(client, built.url("?words=scar"), HX_Request="true", HX_Target="results")
    assert part.lstrip().startswith("<section")
    assert "<html" not in part
    whole = text(
        client, built.url("?words=scar"), HX_Request="true", HX_Target="results", HX_History_Restore_Request="true"
    )
    assert "<html" in whole


def test_the_page_asks_no_more_of_the_database_for_more_entries(built: Built) -> None:
    client = built.client(SeatRole.PANEL)
    entry = built.placed("scar").entry
    client.post(built.url(f"entry/{entry}/note/"), {"do": "tag", "tag": "scar"})
    client.post(built.url(f"entry/{entry}/note/"), {"do": "comment", "text": "Look at this"})
    author = built.client(SeatRole.AUTHOR)
    for query in ("", "?words=scar&kind=&after=2020-01-01", f"?ask={CODE}"):
        with counted() as page:
            text(client, built.url(query))
        assert 5 < page.queries <= 15
    with counted() as page:
        text(author, built.url("?words=scar"))
    assert 5 < page.queries <= 15


def test_comments_and_tags_are_told_in_the_list_and_the_tag_filters(built: Built) -> None:
    client = built.client(SeatRole.PANEL)
    entry = built.placed("scar").entry
    client.post(built.url(f"entry/{entry}/note/"), {"do": "tag", "tag": "seen outside"})
    client.post(built.url(f"entry/{entry}/note/"), {"do": "comment", "text": "Look"})
    page = text(client, built.url("?tag=seen+outside"))
    assert "1 of 8 entries" in page
    assert "1 comment" in page


def test_linked_accounts_are_told_beside_the_entry(built: Built) -> None:
    page = text(built.client(SeatRole.PANEL), built.url("?words=scar"))
    assert page.count("One more account of this event:") == 2


def test_the_print_page_has_every_entry_and_says_which_names_are_on(built: Built) -> None:
    client = built.client(SeatRole.PANEL)
    page = text(client, built.url("?print=1"))
    assert page.count('class="as open"') == 8
    assert "pseudonyms-on-paper.css" in page
    client.post(f"/reviews/{built.review.pk}/names/", {"names": "1"})
    assert "names-on-paper.css" in text(client, built.url("?print=1"))


def test_a_view_is_kept_for_oneself_and_forgotten(built: Built) -> None:
    client, other = built.client(SeatRole.PANEL), built.client(SeatRole.REVIEWER)
    client.post(built.url("views/"), {"name": "Scars", "query": "words=scar&page=3&kind="})
    view = SavedViewRecord.objects.get()
    assert view.query == "words=scar"
    assert "Scars" in text(client, built.url())
    assert "Scars" not in text(other, built.url())
    assert other.post(built.url(f"views/{view.pk}/forget/")).status_code == 404
    client.post(built.url(f"views/{view.pk}/forget/"))
    assert not SavedViewRecord.objects.exists()


def test_an_empty_review_says_what_to_do_next() -> None:
    empty = build_review(title="Child B", rows={})
    assert "There is no timeline yet" in text(empty.client(SeatRole.PANEL), empty.url())
    for path in ("known/", "replay/"):
        assert "Nothing is shown to have been known yet" in text(empty.client(SeatRole.PANEL), empty.url(path))


# What an author must not learn before the release.


def test_an_author_lists_counts_and_prints_the_own_rows_alone(built: Built) -> None:
    client = built.client(SeatRole.AUTHOR)
    for path in ("", "?print=1"):
        page = text(client, built.url(path))
        assert page.count('class="as open"') == 3
        assert "3 entries" in page or "3 of 3 entries" in page
        for hidden in ("zebrapolice", "zebrahealth", "Dyfnant Police", "Glasfryn Health", "of 8", "more account"):
            assert hidden not in page, (path, hidden)


def test_an_authors_search_counts_nothing_of_the_others(built: Built) -> None:
    client = built.client(SeatRole.AUTHOR)
    assert "0 of 3 entries" in text(client, built.url("?words=zebrapolice"))
    assert "1 of 3 entries" in text(client, built.url("?words=scar"))
    police = built.member("Dyfnant Police").pk
    assert "zebrapolice" not in text(client, built.url(f"?agency={police}"))


def test_an_author_sees_no_question_by_list_filter_or_person(built: Built) -> None:
    client = built.client(SeatRole.AUTHOR)
    page = text(client, built.url())
    assert f">{CODE}<" not in page
    assert 'name="ask"' not in page
    for query in (f"?ask={CODE}", "?ask=exploitation", "?person=sub", "?tag=x"):
        assert "3 entries" in text(client, built.url(query)), query


def test_an_authors_picture_holds_the_own_lane_and_no_sign_of_the_rest(built: Built) -> None:
    own = json.loads(built.client(SeatRole.AUTHOR).get(built.url("lanes.json")).content)
    whole = json.loads(built.client(SeatRole.PANEL).get(built.url("lanes.json")).content)
    assert {lane["agency"] for lane in whole["lanes"]} == {"Dyfnant Police", "Education", "Glasfryn Health"}
    assert any(p[3] & 5 == 5 for lane in whole["lanes"] for p in lane["points"])
    assert [lane["agency"] for lane in own["lanes"]] == ["Education"]
    assert [p[0] for p in own["lanes"][0]["points"]] == [0, 1]
    assert not any(p[3] & 5 for p in own["lanes"][0]["points"])
    assert (own["first"], own["last"]) == ("2020-05-12", "2020-06-10")
    assert (whole["first"], whole["last"]) == ("2020-05-12", "2020-06-10")


def test_an_author_opens_the_own_entry_without_accounts_questions_or_knowledge_of_others(built: Built) -> None:
    client = built.client(SeatRole.AUTHOR)
    entry = built.placed("scar", 1).entry
    panel = text(built.client(SeatRole.PANEL), built.url(f"entry/{entry}/"))
    assert "zebrapolice" in panel
    assert QUESTION in panel
    for headers in ({}, {"HX_Request": "true", "HX_Target": "panel"}):
        page = text(client, built.url(f"entry/{entry}/"), **headers)
        assert "zebraschool" in page
        for hidden in (
            "Dyfnant Police",
            "zebrapolice",
            "zebraquestion",
            CODE + ".",
            "account of it",
            "Decided by hand",
            "Comments",
        ):
            assert hidden not in page, hidden


def test_an_author_guesses_no_entry_of_another_agency(built: Built) -> None:
    client = built.client(SeatRole.AUTHOR)
    entry = built.placed("zebrapolice").entry
    for headers in ({}, {"HX_Request": "true", "HX_Target": "panel"}):
        assert client.get(built.url(f"entry/{entry}/"), headers=headers).status_code == 404


def test_an_author_neither_writes_on_entries_nor_arranges_them(built: Built) -> None:
    client = built.client(SeatRole.AUTHOR)
    entry = built.placed("zebraschool").entry
    assert client.post(built.url(f"entry/{entry}/note/"), {"do": "comment", "text": "x"}).status_code == 403
    assert client.post(built.url(f"entry/{entry}/arrange/"), {"do": "later"}).status_code == 403
    assert client.post(built.url("replay/"), {"entry": entry, "text": "x"}).status_code == 403


def test_the_panels_comments_and_tags_stay_with_the_panel(built: Built) -> None:
    entry = built.placed("scar", 1).entry
    panel = built.client(SeatRole.PANEL)
    panel.post(built.url(f"entry/{entry}/note/"), {"do": "comment", "text": "zebracomment"})
    panel.post(built.url(f"entry/{entry}/note/"), {"do": "tag", "tag": "zebratag"})
    assert "zebracomment" in text(panel, built.url(f"entry/{entry}/"))
    release(built.users[SeatRole.COORDINATOR], built.member("Education"), shown=True)
    client = built.client(SeatRole.AUTHOR)
    for path in ("", f"entry/{entry}/", "known/", "replay/", "?print=1", "?tag=zebratag"):
        page = text(client, built.url(path))
        assert "zebracomment" not in page
        assert "zebratag" not in page.replace("tag=zebratag", "")
        assert "1 comment" not in page


def test_after_the_release_an_author_sees_the_whole_and_still_no_question(built: Built) -> None:
    release(built.users[SeatRole.COORDINATOR], built.member("Education"), shown=True)
    client = built.client(SeatRole.AUTHOR)
    page = text(client, built.url())
    assert "8 entries" in page
    assert "One more account of this event:" in page
    assert f">{CODE}<" not in page
    lanes = json.loads(client.get(built.url("lanes.json")).content)
    assert len(lanes["lanes"]) == 3
    assert not any(p[3] & 1 for lane in lanes["lanes"] for p in lane["points"])
    assert any(p[3] & 4 for lane in lanes["lanes"] for p in lane["points"])
    assert "zebraquestion" not in text(client, built.url(f"entry/{built.placed('scar', 1).entry}/"))
    release(built.users[SeatRole.COORDINATOR], built.member("Education"), shown=False)
    assert "3 entries" in text(built.client(SeatRole.AUTHOR), built.url())


def test_knowing_and_replay_tell_an_author_of_the_own_agency_alone(built: Built) -> None:
    client = built.client(SeatRole.AUTHOR)
    police = built.member("Dyfnant Police").pk
    for path in (
        "known/",
        "known/?day=2020-12-31",
        f"known/?day=2020-12-31&agency={police}",
        "replay/",
        f"replay/?agency={police}&moment=2",
    ):
        page = text(client, built.url(path))
        assert "zebraschool" in page, path
        for hidden in ("zebrapolice", "zebrahealth", "Dyfnant Police", "Glasfryn Health", "all agencies", "of 8"):
            assert hidden not in page, (path, hidden)


@pytest.mark.parametrize("role", [SeatRole.PARTICIPANT, SeatRole.BOARD, SeatRole.PRACTITIONER, SeatRole.AUDITOR])
def test_other_roles_are_refused_with_the_reason(built: Built, role: SeatRole) -> None:
    client = built.client(role)
    entry = built.placed("scar").entry
    for path in ("", "?print=1", "lanes.json", "known/", "replay/", f"entry/{entry}/"):
        answer = client.get(built.url(path))
        assert answer.status_code == 403, path
        assert b"zebra" not in answer.content


def test_a_review_without_a_seat_is_not_there(built: Built) -> None:
    other = build_review(title="Child C", rows={"Dyfnant Police": "Date,Event\n1/2/2020,Elsewhere\n"})
    entry = built.placed("scar").entry
    client = other.client(SeatRole.PANEL)
    for path in ("", "?print=1", "lanes.json", "known/", "replay/", f"entry/{entry}/"):
        assert client.get(built.url(path)).status_code == 404, path
    assert client.get(other.url(f"entry/{entry}/")).status_code == 404
    assert client.post(built.url(f"entry/{entry}/note/"), {"do": "tag", "tag": "x"}).status_code == 404
    assert client.post(other.url(f"entry/{entry}/note/"), {"do": "tag", "tag": "x"}).status_code == 404
