"""Did it change? Points kept and charted; what is said, and what is not said where it cannot be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from keepsight.access import NotAllowed, SeatRole
from keepsight.model import KeepsightError
from keepsight.services import learning, measuring
from keepsight.services.measuring import measured
from keepsight.store.models import MeasureRecord, PointRecord
from tests.web.build_tl import Built, build_review, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
TODAY = timezone.localdate()
LEVEL = (9, 8, 10, 7, 9, 8, 10, 9)


@pytest.fixture
def built() -> Built:
    return build_review()


@pytest.fixture
def measure(built: Built) -> MeasureRecord:
    one = learning.keep_recommendation(built.users[SeatRole.PANEL], built.review, text="Introduce a second worker")
    return measuring.keep_measure(
        fresh(built.users[SeatRole.COORDINATOR]), one, title="Records with a second worker", changed_on=TODAY - timedelta(days=100)
    )  # fmt: skip


def look(built: Built, measure: MeasureRecord, found: Sequence[int], *, after: bool = False) -> None:
    first = TODAY - timedelta(days=98 if after else 98 + 7 * len(found))
    for i, n in enumerate(found):
        user = fresh(built.users[SeatRole.COORDINATOR])
        measuring.add_point(user, measure, on=first + timedelta(days=7 * i), found=n, looked_at=20)


def url(built: Built, measure: MeasureRecord, path: str = "") -> str:
    return f"/reviews/{built.review.pk}/actions/measure/{measure.pk}/{path}"


def said(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_with_too_few_looks_nothing_is_said(built: Built, measure: MeasureRecord) -> None:
    assert "Nothing is looked at yet." in said(built.client(SeatRole.BOARD), url(built, measure))
    look(built, measure, LEVEL[:5])
    page = said(built.client(SeatRole.BOARD), url(built, measure))
    assert "3 more looks are needed before the change" in page
    assert "changed for the better" not in page
    assert measured(measure).needed == 3


def test_an_unchanged_measure_is_not_called_a_change(built: Built, measure: MeasureRecord) -> None:
    look(built, measure, LEVEL)
    look(built, measure, (8, 9, 10, 8), after=True)
    page = said(built.client(SeatRole.PANEL), url(built, measure))
    assert "No change can be told." in page
    assert "No difference at all lies within that." in page
    assert measured(measure).first_signal is None
    assert "no change can be told" in said(
        built.client(SeatRole.PANEL), f"/reviews/{built.review.pk}/actions/{measure.recommendation_id}/"
    )


def test_a_change_is_found_with_its_day_and_how_often_chance_makes_one(built: Built, measure: MeasureRecord) -> None:
    look(built, measure, LEVEL)
    look(built, measure, (9, 17, 18, 17), after=True)
    found = measured(measure)
    assert found.first_signal is not None
    assert found.first_signal.found == 17
    assert found.is_better
    assert found.compared is not None
    assert found.compared.is_change
    page = said(built.client(SeatRole.PANEL), url(built, measure))
    assert "It changed for the better." in page
    assert "about 1 of 4 charts like this" in page
    assert page.count("<b>more than chance</b>") == 3


def test_a_change_the_wrong_way_is_said_as_such(built: Built, measure: MeasureRecord) -> None:
    fewer = measuring.keep_measure(
        fresh(built.users[SeatRole.BOARD]), measure.recommendation, measure, title=measure.title, more_is_better=False,
        changed_on=measure.changed_on,
    )  # fmt: skip
    look(built, fewer, LEVEL)
    look(built, fewer, (18, 18), after=True)
    assert "It changed, and not for the better." in said(built.client(SeatRole.BOARD), url(built, fewer))


def test_small_numbers_are_named(built: Built, measure: MeasureRecord) -> None:
    measuring.add_point(fresh(built.users[SeatRole.BOARD]), measure, on=TODAY, found=2, looked_at=5)
    assert "fewer than ten records" in said(built.client(SeatRole.BOARD), url(built, measure))


def test_the_table_says_what_the_chart_draws(built: Built, measure: MeasureRecord) -> None:
    look(built, measure, LEVEL)
    look(built, measure, (9, 17), after=True)
    page = said(built.client(SeatRole.BOARD), url(built, measure))
    svg = page[page.index('<svg class="chart"') : page.index("</svg>")]
    drawn = [int(n) for n in re.findall(r"<title>[^<]*: (\d+) %</title>", svg)]
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = re.findall(r'data-side="In the hundred">(\d+)<', table)
    assert drawn == [int(n) for n in rows] == [5 * n for n in (*LEVEL, 9, 17)]


def test_a_measure_and_its_looks_are_kept_from_the_pages(built: Built, measure: MeasureRecord) -> None:
    board = built.client(SeatRole.BOARD)
    fields: dict[str, Any] = {
        "title": "Contacts by one worker", "kind": "share", "source": "family", "rule": "R2", "more_is_better": "0", "target": "40",
        "changed_on": "2026-01-01", "plan": "Every fifth record",
    }  # fmt: skip
    answer = board.post(f"/reviews/{built.review.pk}/actions/{measure.recommendation_id}/measure/", fields, follow=True)
    assert "Contacts by one worker" in answer.content.decode()
    made = MeasureRecord.objects.latest("pk")
    assert (made.rule, made.more_is_better, made.target, made.source) == ("R2", False, 40.0, "family")
    assert "what children and families say" in said(board, url(built, made))
    answer = board.post(
        url(built, made, "look/"), {"on": TODAY.isoformat(), "found": "3", "looked_at": "12"}, follow=True
    )
    assert answer.status_code == 200
    point = PointRecord.objects.get(measure=made)
    assert (point.found, point.looked_at) == (3, 12)
    answer = board.post(url(built, made, "look/"), {"on": TODAY.isoformat(), "found": "4", "looked_at": "12"})
    assert PointRecord.objects.get(measure=made).found == 4
    answer = board.post(url(built, made, "look/"), {"on": TODAY.isoformat(), "found": "13", "looked_at": "12"})
    assert answer.status_code == 422
    assert "No more can be found than was looked at." in answer.content.decode()
    assert board.post(url(built, made, "change/"), {**fields, "kind": "count"}).status_code == 422
    assert board.post(url(built, made, "change/"), {**fields, "target": "140"}).status_code == 422


def test_only_the_board_and_the_coordinator_keep_measures(built: Built, measure: MeasureRecord) -> None:
    for role in (SeatRole.PANEL, SeatRole.AUTHOR):
        with pytest.raises(NotAllowed):
            measuring.add_point(fresh(built.users[role]), measure, on=TODAY, found=1, looked_at=2)
        assert "Add a look" not in said(built.client(role), url(built, measure))
    keeper = fresh(built.users[SeatRole.COORDINATOR])
    with pytest.raises(KeepsightError, match="not come yet"):
        measuring.add_point(keeper, measure, on=TODAY + timedelta(days=1), found=1, looked_at=2)
    with pytest.raises(KeepsightError, match="how many"):
        measuring.add_point(keeper, measure, on=date(2026, 1, 1), found=1)
    with pytest.raises(KeepsightError, match="no rule"):
        measuring.keep_measure(keeper, measure.recommendation, title="x", rule="Z9")
