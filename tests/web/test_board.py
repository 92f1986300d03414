"""The board's page: what one may see of it, every figure from the records, and what was recommended before."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from keepsight.access import NotAllowed, SeatRole
from keepsight.model import KeepsightError
from keepsight.review.acting import Standing, State
from keepsight.services import acting, board, learning
from keepsight.services.actors import actor_of
from tests.web.build_tl import Built, build_review, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
TODAY = timezone.localdate()


@pytest.fixture
def built() -> Built:
    made = build_review()
    coordinator, panel = made.users[SeatRole.COORDINATOR], made.users[SeatRole.PANEL]
    for number, text in enumerate(("Introduce a second worker", "Train the teams", "Remind staff")):
        one = learning.keep_recommendation(panel, made.review, text=text, measure="Records")
        due = TODAY + timedelta(days=30 * (number - 1) - 1)
        acting.keep_action(coordinator, one, text="Act", due_on=due)
        if number < 2:
            acting.say_reached(coordinator, one, "done", holds=True, on=TODAY, evidence="Minutes")
    return made


def address(built: Built) -> str:
    return f"/board/{built.review.board_id}/"


def test_every_figure_is_counted_from_the_records(built: Built) -> None:
    page = board.board_page(actor_of(fresh(built.users[SeatRole.BOARD])), built.review.board, today=TODAY)
    assert len(page.recommended) == built.review.recommendations.count() == 3
    assert page.standings == {Standing.OVERDUE: 2, Standing.ON_THE_WAY: 1}
    assert page.reached == {State.DONE: 2, None: 1}
    assert page.unanswered == 3 * built.review.agencies.count()
    assert (page.reviews[0].overdue, page.reviews[0].slipping) == (2, 0)


def test_the_page_shows_the_reviews_of_ones_own_seats_alone(built: Built) -> None:
    other = build_review(title="Child B")
    learning.keep_recommendation(other.users[SeatRole.PANEL], other.review, text="Zebra crossing at the school")
    said = built.client(SeatRole.BOARD).get(address(built)).content.decode()
    assert "Introduce a second worker" in said
    assert "Zebra crossing" not in said
    assert "Child B" not in said


@pytest.mark.parametrize("role", [SeatRole.PRACTITIONER, SeatRole.PARTICIPANT, SeatRole.AUDITOR])
def test_whoever_sees_no_recommendation_finds_no_board(built: Built, role: SeatRole) -> None:
    client = built.client(role)
    assert client.get(address(built)).status_code == 404
    assert address(built) not in client.get("/").content.decode()


def test_the_list_of_reviews_leads_to_the_board(built: Built) -> None:
    assert address(built) in built.client(SeatRole.BOARD).get("/").content.decode()


def test_an_earlier_recommendation_is_entered_by_those_who_keep_the_boards_lists(built: Built) -> None:
    fields = {"year": 2019, "text": "The guide is circulated", "source": "Review W", "what_happened": ""}
    client = built.client(SeatRole.BOARD)
    said = client.post(address(built), fields, follow=True).content.decode()
    assert "The guide is circulated" in said
    assert "What happened?" in said
    assert built.client(SeatRole.PANEL).post(address(built), fields).status_code in (403, 422)
    assert built.review.board.earlier_recommendations.count() == 1
    with pytest.raises(NotAllowed):
        board.add_earlier(fresh(built.users[SeatRole.PANEL]), built.review.board, year=2019, text="x")
    with pytest.raises(KeepsightError, match="year"):
        board.add_earlier(fresh(built.users[SeatRole.BOARD]), built.review.board, year=TODAY.year + 1, text="x")
    with pytest.raises(KeepsightError, match="what was recommended"):
        board.add_earlier(fresh(built.users[SeatRole.BOARD]), built.review.board, year=2019, text=" ")


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_yearly_report_says_the_figures_of_the_page_and_names_nobody(built: Built, kind: str) -> None:
    address = f"/board/{built.review.board_id}/report/{TODAY.year}.{kind}"
    answer = built.client(SeatRole.BOARD).get(address)
    assert answer.status_code == 200
    if kind == "pdf":
        text = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.content)).pages)
    else:
        text = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    flat = " ".join(text.split())
    assert "Recommendations that stand: 3. Done and no more: 2. Embedded: 0." in flat
    assert "States said to be reached in the year: 2." in flat
    assert "Answers of agencies still awaited: 9." in flat
    assert "Owain" not in flat
    assert built.client(SeatRole.BOARD).get(address.replace(str(TODAY.year), str(TODAY.year + 1))).status_code == 404
    assert built.client(SeatRole.PRACTITIONER).get(address).status_code == 404


def test_an_agencys_lead_sees_the_own_returns_first(built: Built) -> None:
    author = built.client(SeatRole.AUTHOR)
    page = author.get(address(built)).content.decode()
    assert page.index("3 recommendations wait for your agency") < page.index("At a glance")
    for one in built.review.recommendations.all():
        acting.respond(fresh(built.users[SeatRole.AUTHOR]), one, built.member("Education").agency, answer="accept")
    assert "Nothing waits for your agency." in author.get(address(built)).content.decode()
    acting.keep_action(
        fresh(built.users[SeatRole.AUTHOR]),
        one,
        text="Ask",
        agency=built.member("Education").agency,
        due_on=TODAY - timedelta(days=2),
    )
    assert "1 action of your agency is overdue" in author.get(address(built)).content.decode()
    on_board = built.client(SeatRole.BOARD)
    assert "your agency" not in on_board.get(address(built)).content.decode()
    seat = built.users[SeatRole.BOARD].seats.get()
    seat.agency = built.member("Education").agency
    seat.save()
    assert "1 action of your agency is overdue" in on_board.get(address(built)).content.decode()
