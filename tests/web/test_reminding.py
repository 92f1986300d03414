"""Reminders: agencies of their actions, teams of what they have not answered; none twice, none with a word of a case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from keepsight.access import SeatRole
from keepsight.services import acting, circulating, learning
from keepsight.services.actors import actor_of
from keepsight.services.reminding import remind_of_actions, remind_of_circulations
from keepsight.services.waiting import waiting_for
from keepsight.store.models import NoticeRecord, ReceiptRecord
from tests.web.build_tl import Built, build_review, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
TODAY = timezone.localdate()


@pytest.fixture
def built() -> Built:
    return build_review()


def action(built: Built, days: int, agency: str = "Education") -> None:
    one = learning.keep_recommendation(built.users[SeatRole.PANEL], built.review, text="Ask Owain each time")
    due = TODAY + timedelta(days=days)
    acting.keep_action(
        fresh(built.users[SeatRole.COORDINATOR]), one, text="Ask", agency=built.member(agency).agency, due_on=due
    )


def test_an_agency_is_told_once_of_what_is_due_soon_or_overdue(built: Built) -> None:
    action(built, 13)
    action(built, -5)
    action(built, -5, "Dyfnant Police")
    assert remind_of_actions(TODAY) == 1
    (notice,) = NoticeRecord.objects.filter(kind="action_due")
    assert notice.user == built.users[SeatRole.AUTHOR]
    assert remind_of_actions(TODAY) == 0
    notice.read_at = timezone.now()
    notice.save()
    assert remind_of_actions(TODAY) == 1


@pytest.mark.parametrize("days", [15, 200])
def test_what_is_far_off_is_left_in_peace(built: Built, days: int) -> None:
    action(built, days)
    assert remind_of_actions(TODAY) == 0


def test_what_waits_is_said_on_the_reviews_home(built: Built) -> None:
    action(built, -5)
    action(built, -5, "Dyfnant Police")
    author = [w.text for w in waiting_for(actor_of(fresh(built.users[SeatRole.AUTHOR])), built.review)]
    assert "2 recommendations wait for your agency's answer." in author
    assert "1 action is overdue." in author
    board = [w.text for w in waiting_for(actor_of(fresh(built.users[SeatRole.BOARD])), built.review)]
    assert "2 actions are overdue." in board


def test_a_team_that_has_not_answered_is_written_to_once_a_week_and_in_both_languages(built: Built) -> None:
    keeper = fresh(built.users[SeatRole.COORDINATOR])
    version = circulating.add_version(
        keeper, built.review.board, title="The guide", name="1", file_name="a.txt", content=b"a"
    )
    sent = circulating.circulate(keeper, version, question="What?", due_on=TODAY)
    agency = built.member("Education").agency
    teams = [
        circulating.keep_team(keeper, agency, name="North", people=3, email="north@example.org"),
        circulating.keep_team(keeper, agency, name="South", people=3),
        circulating.keep_team(keeper, agency, name="East", people=3, email="east@example.org"),
    ]
    links = circulating.cascade(keeper, sent, teams)
    circulating.answer(links[2][1], discussed_on=TODAY, present=2, will_do="Ask.")
    assert remind_of_circulations(TODAY) == 0
    ReceiptRecord.objects.update(cascaded_at=timezone.now() - timedelta(days=8))
    assert remind_of_circulations(TODAY) == 1
    (message,) = mail.outbox
    assert message.to == ["north@example.org"]
    assert "has not said yet" in message.body
    assert "Nid yw eich tîm" in message.body
    assert links[0][1] not in message.body
    assert "receipt" not in message.body
    assert remind_of_circulations(TODAY) == 0
