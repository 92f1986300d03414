"""The replay exercise: made of what names nobody, played forward without hindsight, by a link that opens nothing else."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from keepsight.access import NotAllowed, SeatRole
from keepsight.model import KeepsightError
from keepsight.services import answering, exercising, learning, learning_event, training
from keepsight.store.models import (
    AttemptRecord,
    ExerciseAnswerRecord,
    ExerciseRecord,
    LearningEventRecord,
    PlacesRecord,
    QuestionRecord,
    ReleasedEntryRecord,
)
from tests.web.build_tl import CODE, Built, build_review, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]


@pytest.fixture
def built() -> Built:
    return build_review()


@pytest.fixture
def event(built: Built) -> LearningEventRecord:
    """The reduced timeline of two entries that Education knew of on two days, and one that it is not shown to have known."""
    keeper = fresh(built.users[SeatRole.COORDINATOR])
    made = learning_event.plan(keeper, built.review, held_on=None, mode="room")
    for number, (words, text) in enumerate(
        (
            ("scar", "The child came late with a scar."),
            ("patrol", "A patrol saw the child at night."),
            ("tired", "Tired and quiet."),
        )
    ):
        placed = built.placed(words, 1 if words == "scar" else 0)
        ReleasedEntryRecord.objects.create(
            event=made, entry=placed.entry, position=number, when_text="", agency=placed.member.agency.name, text=text
        )
    return made


def make(built: Built, event: LearningEventRecord, **rest: Any) -> tuple[ExerciseRecord, str]:
    keeper = fresh(built.users[SeatRole.COORDINATOR])
    return exercising.make(keeper, event, built.member("Education").agency, title="A child at a door", **rest)


def start(secret: str, **fields: Any) -> tuple[Client, str]:
    nobody = Client()
    answer = nobody.post(f"/exercise/{secret}/", {"mode": "solo", "people": "1", **fields})
    assert answer.status_code == 302
    return nobody, answer["Location"]


def write(client: Client, address: str, number: int, text: str = "What is the day like?", status: int = 302) -> str:
    answer = client.post(address, {"stop": number, "ask": text, "challenge": "The plan"})
    assert answer.status_code == status
    return answer["Location"] if status == 302 else answer.content.decode()


def test_stops_are_the_days_on_which_the_agency_came_to_know(built: Built, event: LearningEventRecord) -> None:
    made, _secret = make(built, event)
    stops = list(made.stops.all())
    assert [s.lines[0]["text"] for s in stops] == ["The child came late with a scar.", "Tired and quiet."]
    assert stops[0].days_later == 0
    assert stops[1].days_later == (date(2020, 6, 10) - date(2020, 5, 12)).days
    with pytest.raises(KeepsightError, match="too little"):
        exercising.make(
            fresh(built.users[SeatRole.COORDINATOR]), event, built.member("Glasfryn Health").agency, title="x"
        )


def test_what_the_family_told_the_review_is_no_stop(built: Built, event: LearningEventRecord) -> None:
    event.entries.filter(text__startswith="Tired").update(agency="Child and family")
    with pytest.raises(KeepsightError, match="too little"):
        make(built, event)


def test_an_exercise_in_which_somebody_is_named_is_not_made(built: Built, event: LearningEventRecord) -> None:
    event.entries.filter(text__startswith="Tired").update(text="Owain Pryce was tired.")
    with pytest.raises(KeepsightError, match="Owain"):
        make(built, event)
    event.entries.filter(text__startswith="Owain").update(text="Rang 07700 900123.")
    with pytest.raises(KeepsightError, match="gate is shut"):
        make(built, event)
    assert not ExerciseRecord.objects.exists()


def test_only_the_boards_keepers_make_one(built: Built, event: LearningEventRecord) -> None:
    with pytest.raises(NotAllowed):
        exercising.make(fresh(built.users[SeatRole.PANEL]), event, built.member("Education").agency, title="x")
    page = built.client(SeatRole.PANEL).get(f"/board/{built.review.board_id}/exercises/").content.decode()
    assert "Make an exercise" not in page


def test_nothing_of_a_later_stop_is_shown_before_one_has_written(built: Built, event: LearningEventRecord) -> None:
    _made, secret = make(built, event)
    client, address = start(secret)
    first = client.get(address).content.decode()
    assert "came late with a scar" in first
    assert "Tired and quiet" not in first
    assert "What the rules asked" not in first
    assert "Tired and quiet" not in client.get(f"{address}?stop=2").content.decode()
    assert "Stop 1 of 2" in client.get(f"{address}?stop=1").content.decode()
    after = client.get(write(client, address, 1)).content.decode()
    assert "What the rules asked" in after
    assert "Tired and quiet" not in after
    assert "Tired and quiet" in client.get(address).content.decode()


def test_stops_are_answered_in_order_and_an_answer_stands(built: Built, event: LearningEventRecord) -> None:
    _made, secret = make(built, event)
    client, address = start(secret)
    assert "This stop is answered" in write(client, address, 2, status=422)
    write(client, address, 1)
    assert "This stop is answered" in write(client, address, 1, status=422)
    assert "Go on" not in write(client, address, 2, " ", status=422).split("<form")[0]
    assert ExerciseAnswerRecord.objects.count() == 1


def test_what_was_asked_and_found_is_shown_at_the_stop_where_it_could_be(
    built: Built, event: LearningEventRecord
) -> None:
    question = QuestionRecord.objects.filter(review=built.review, code=CODE).first()
    assert question is not None
    answering.settle(fresh(built.users[SeatRole.COORDINATOR]), question, verdict="agreed")
    learning.keep_theme(
        fresh(built.users[SeatRole.PANEL]), built.review, title="Nobody asked about it", questions=[question.number]
    )
    made, secret = make(built, event)
    stops = list(made.stops.all())
    told = [s for s in stops if s.asked]
    assert told
    assert told[-1].found == ["Nobody asked about it"]
    client, address = start(secret)
    for stop in stops:
        shown = client.get(write(client, address, stop.number)).content.decode()
        assert ("Nobody asked about it" in shown) == (stop in told and bool(stop.found))


def test_what_others_wrote_is_shown_without_who_they_are(built: Built, event: LearningEventRecord) -> None:
    _made, secret = make(built, event)
    first, address = start(secret, kind="nurse")
    write(first, address, 1, "Who else lives there?")
    second, other = start(secret)
    assert "Who else lives there?" not in second.get(other).content.decode()
    shown = second.get(write(second, other, 1)).content.decode()
    assert "Who else lives there?" in shown
    assert "nurse" not in shown


def test_an_answer_with_a_name_in_it_is_sent_back(built: Built, event: LearningEventRecord) -> None:
    _made, secret = make(built, event)
    client, address = start(secret)
    assert "without names" in write(client, address, 1, "I would ask Owain Pryce.", status=422)
    assert not ExerciseAnswerRecord.objects.exists()


def test_at_the_end_there_is_a_certificate_and_the_places_are_counted(built: Built, event: LearningEventRecord) -> None:
    keeper = fresh(built.users[SeatRole.COORDINATOR])
    course = training.keep_course(keeper, built.review.board, title="Curiosity", owner="Lead")
    _made, secret = make(built, event, course=course)
    agency = built.member("Education").agency
    client, address = start(secret, mode="room", people="12", agency=agency.pk, kind="school staff")
    assert client.get(f"{address}certificate/").status_code in (409, 422, 404)
    write(client, address, 1)
    write(client, address, 2)
    assert "You are at the end" in client.get(address).content.decode()
    shown = client.post(f"{address}certificate/", {"name": "Elin  Marged"}).content.decode()
    assert "Elin Marged" in shown
    places = PlacesRecord.objects.get()
    assert (places.session.course, places.kind, places.came, places.signed_up) == (course, "school staff", 12, 12)
    assert places.session.held_on == timezone.localdate().replace(day=1)
    for field in AttemptRecord._meta.fields:
        assert "Elin" not in str(getattr(AttemptRecord.objects.get(), field.name))
    (found,) = exercising.exercises_of(built.review.board)
    assert (found.stops, found.begun, found.finished, found.people) == (2, 1, 1, 12)


def test_a_link_opens_its_own_exercise_or_attempt_and_nothing_else(built: Built, event: LearningEventRecord) -> None:
    _made, secret = make(built, event)
    client, address = start(secret)
    for wrong in (secret[:-1], secret.swapcase(), "x"):
        assert client.get(f"/exercise/{wrong}/").status_code in (404, 409, 422)
        assert client.get(f"/exercise/run/{wrong}/").status_code in (404, 409, 422)
    assert client.get(f"/exercise/run/{secret}/").status_code in (404, 409, 422)
    own = address.split("/")[3]
    assert client.get(f"/exercise/{own}/").status_code in (404, 409, 422)
    assert "/accounts/login/" in client.get(f"/board/{built.review.board_id}/exercises/")["Location"]


def test_a_new_link_ends_the_old_and_what_was_begun_goes_on(built: Built, event: LearningEventRecord) -> None:
    made, secret = make(built, event)
    client, address = start(secret)
    board = built.client(SeatRole.BOARD)
    page = board.post(f"/board/{built.review.board_id}/exercises/", {"renew": made.pk}).content.decode()
    link = re.search(r"/exercise/[\w-]{43}/", page)
    assert link is not None
    assert Client().get(f"/exercise/{secret}/").status_code in (404, 409, 422)
    assert Client().get(link[0]).status_code == 200
    assert client.get(address).status_code == 200


def test_it_is_made_on_the_boards_page_and_read_stop_by_stop(built: Built, event: LearningEventRecord) -> None:
    board = built.client(SeatRole.BOARD)
    fields = {"title": "A door", "event": event.pk, "agency": built.member("Education").agency.pk}
    page = board.post(f"/board/{built.review.board_id}/exercises/", fields).content.decode()
    link = re.search(r"/exercise/([\w-]{43})/", page)
    assert link is not None
    client, address = start(link[1])
    write(client, address, 1, "Who brought him?")
    made = ExerciseRecord.objects.get()
    page = board.get(f"/board/{built.review.board_id}/exercises/{made.pk}/").content.decode()
    assert "Who brought him?" in page
    assert "zebra" not in page
