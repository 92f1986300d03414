"""The timeline as it was known, and the replay: nothing that came later, nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client, override_settings

from keepsight.access import SeatRole
from keepsight.services import knowing
from keepsight.services.actors import actor_of
from keepsight.store.models import CommentRecord
from tests.web.build_tl import Built, build_review

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


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def entries(built: Built, day: date, agency: str = "") -> list[str]:
    actor = actor_of(built.users[SeatRole.PANEL])
    found = knowing.known_by(actor, built.review, day=day, agency=agency)
    return [p.record.payload["fields"][1]["text"].split(".")[0] for p in found.select_related("record")]


def test_a_day_shows_what_was_known_by_its_end_and_nothing_later(built: Built) -> None:
    assert entries(built, date(2020, 5, 11)) == []
    assert len(entries(built, date(2020, 5, 12))) == 2
    assert len(entries(built, date(2020, 5, 13))) == 4
    page = text(built.client(SeatRole.PANEL), built.url("known/?day=2020-05-12"))
    assert "2 of 8 entries" in page
    assert "zebrahealth" not in page


def test_one_agency_knows_its_own_and_what_it_has_an_account_of(built: Built) -> None:
    assert len(entries(built, date(2020, 5, 13), "Glasfryn Health")) == 2
    assert len(entries(built, date(2020, 5, 13), "Education")) == 2


def test_an_uncertain_date_counts_from_its_last_day(built: Built) -> None:
    assert len(entries(built, date(2020, 6, 9), "Education")) == 2
    assert len(entries(built, date(2020, 6, 10), "Education")) == 3


def test_what_nobody_dated_is_shown_apart_in_words(built: Built) -> None:
    page = text(built.client(SeatRole.PANEL), built.url("known/?day=2020-12-31"))
    assert "7 of 8 entries" in page
    assert "1 entry has no day on which it became known" in page
    assert page.index("since when is not recorded") < page.index("A note that nobody dated")


def test_the_form_works_without_the_script_and_an_unreadable_day_shows_the_last(built: Built) -> None:
    page = text(built.client(SeatRole.PANEL), built.url("known/?day=whenever"))
    assert 'value="2020-06-10"' in page
    assert 'type="date"' in page


def test_replay_walks_from_day_to_day_without_hindsight(built: Built) -> None:
    client = built.client(SeatRole.PANEL)
    first = text(client, built.url("replay/"))
    assert "Tuesday 12 May 2020" in first
    assert "moment 1 of 5" in first
    for later in ("zebrahealth", "One more account", "E1", "14 May", "13 May"):
        assert later not in first, later
    second = text(client, built.url("replay/?moment=2"))
    assert "1 day later" in second
    assert "zebrahealth" in second
    assert "zebrapolice" not in second
    assert "This is the last moment." in text(client, built.url("replay/?moment=99"))


def test_replay_of_one_agency_skips_the_days_of_the_others(built: Built) -> None:
    member = built.member("Glasfryn Health").pk
    page = text(built.client(SeatRole.PANEL), built.url(f"replay/?agency={member}"))
    assert "Wednesday 13 May 2020" in page
    assert "moment 1 of 1" in page
    assert "zebrapolice" not in page


def test_what_one_would_ask_is_kept_beside_the_entry(built: Built) -> None:
    client = built.client(SeatRole.PANEL)
    entry = built.placed("scar").entry
    url = built.url("replay/?moment=1")
    answer = client.post(url, {"entry": entry, "text": "Who asked about the scar?"})
    assert answer.status_code == 302
    assert CommentRecord.objects.get().entry == entry
    assert client.post(url, {"entry": entry, "text": " "}).status_code == 422
    assert client.post(url, {"entry": "nowhere", "text": "x"}).status_code == 404
