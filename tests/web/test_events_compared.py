"""Learning events by the way they were held: figures without names, compared with what is uncertain, and the board's decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from keepsight.access import NotAllowed, SeatRole
from keepsight.model import KeepsightError
from keepsight.services import events_compared as service
from keepsight.services import learning_event
from keepsight.services.actors import actor_of
from keepsight.store.models import EventFiguresRecord, LearningEventRecord
from tests.web.build_tl import Built, build_review, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
TODAY = timezone.localdate()
ROOM = {"invited": 40, "came": 30, "spoke": 24, "asked": 20, "useful": 18, "asked_later": 12, "changed": 6}
ONLINE = {"invited": 60, "came": 45, "spoke": 9, "asked": 30, "useful": 20, "asked_later": 20, "changed": 5}


@pytest.fixture
def built() -> Built:
    return build_review()


def event(built: Built, mode: str, figures: dict[str, int] | None = None) -> LearningEventRecord:
    user = fresh(built.users[SeatRole.COORDINATOR])
    made = learning_event.plan(user, built.review, held_on=TODAY - timedelta(days=9), mode=mode)
    if figures:
        service.keep_figures(user, made, **figures)
    return made


def compared(built: Built, role: SeatRole = SeatRole.BOARD) -> service.EventsCompared:
    return service.events_compared(actor_of(fresh(built.users[role])), built.review.board)


def url(built: Built) -> str:
    return f"/board/{built.review.board_id}/events/"


def test_events_of_a_mode_are_taken_together_and_counted_from_their_figures(built: Built) -> None:
    event(built, "room", ROOM)
    event(built, "room", {**ROOM, "came": 10, "spoke": 6})
    event(built, "virtual", ONLINE)
    event(built, "mixed")
    found = compared(built)
    modes = {m.mode: m for m in found.modes}
    assert (modes["room"].events, modes["virtual"].events, modes["mixed"].events) == (2, 1, 0)
    reach, voice = modes["room"].aspects["reach"], modes["room"].aspects["voice"]
    assert (reach.found, reach.looked_at, voice.found, voice.looked_at) == (40, 80, 30, 40)
    assert found.missing == 1


def test_a_difference_is_said_only_where_there_is_one(built: Built) -> None:
    event(built, "room", ROOM)
    event(built, "virtual", ONLINE)
    differences = {d.aspect: d.compared for d in compared(built).differences}
    assert differences["voice"].is_change
    assert differences["voice"].difference == pytest.approx(9 / 45 - 24 / 30)
    assert not differences["reach"].is_change
    assert not differences["practice"].is_change
    page = built.client(SeatRole.BOARD).get(url(built)).content.decode()
    assert "no difference can be told" in page
    assert "24 of 30: 80 in the hundred" in page


def test_figures_are_kept_on_their_page_and_no_part_is_larger_than_its_whole(built: Built) -> None:
    one = event(built, "room")
    panel = built.client(SeatRole.PANEL)
    address = f"/reviews/{built.review.pk}/events/{one.pk}/figures/"
    wrong = panel.post(address, {**ROOM, "spoke": 31})
    assert wrong.status_code == 422
    assert "A part cannot be larger than its whole" in wrong.content.decode()
    assert panel.post(address, {"invited": 12, "came": 9, "spoke": 7}).status_code == 302
    kept = EventFiguresRecord.objects.get()
    assert (kept.invited, kept.came, kept.spoke, kept.asked) == (12, 9, 7, 0)
    assert 'value="12"' in panel.get(address).content.decode()


def test_the_boards_decision_is_kept_with_what_lay_before_it(built: Built) -> None:
    event(built, "room", ROOM)
    board = built.client(SeatRole.BOARD)
    said = board.post(url(built), {"decided_on": TODAY.isoformat(), "text": "In a room."}, follow=True).content.decode()
    assert "In a room." in said
    (kept,) = built.review.board.decisions.all()
    assert kept.before_it[0] == {
        "mode": "room", "events": 1, "reach": [30, 40], "voice": [24, 30], "useful": [18, 20], "practice": [6, 12],
    }  # fmt: skip
    event(built, "virtual", ONLINE)
    kept.refresh_from_db()
    assert kept.before_it[1]["events"] == 0
    with pytest.raises(NotAllowed):
        service.decide(fresh(built.users[SeatRole.PANEL]), built.review.board, text="x", decided_on=TODAY)
    with pytest.raises(KeepsightError, match="not come yet"):
        service.decide(
            fresh(built.users[SeatRole.BOARD]), built.review.board, text="x", decided_on=TODAY + timedelta(days=1)
        )


def test_with_one_way_alone_nothing_is_compared(built: Built) -> None:
    event(built, "room", ROOM)
    assert compared(built).differences == ()
    assert "nothing to compare yet" in built.client(SeatRole.BOARD).get(url(built)).content.decode()
    assert built.client(SeatRole.PRACTITIONER).get(url(built)).status_code == 404
