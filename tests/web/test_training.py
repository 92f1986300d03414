"""The training register: bias reviews with a scan of the wording, places without names, coverage, evaluations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from keepsight.access import NotAllowed, SeatRole
from keepsight.model import KeepsightError
from keepsight.services import circulating, learning, training
from keepsight.services.bias_scan import lopsided, scan
from keepsight.services.training import CHECKLIST
from keepsight.store.models import BiasReviewRecord, CourseRecord, SessionRecord
from tests.web.build_tl import Built, build_review, fresh
from tests.web.pages import send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
TODAY = timezone.localdate()
SLIDES = (
    b"The victim did not know that she was groomed. Girls go missing before they are found.\n"
    b"An exploited girl may look happy.\nThe perpetrator says he loves her. Groomers are men who wait.\n"
    b"Offenders use his car.\nShe puts herself at risk.\nAsk twice.\n"
)
EVEN = b"The victim may be a boy or a girl. A perpetrator may be a man or a woman who is kind.\n"


@pytest.fixture
def built() -> Built:
    return build_review()


@pytest.fixture
def course(built: Built) -> CourseRecord:
    keeper = fresh(built.users[SeatRole.COORDINATOR])
    for agency, name, kind, people in (
        ("Education", "North school", "school staff", 12),
        ("Education", "Kitchen", "cooks", 4),
        ("Dyfnant Police", "Night shift", "officers", 20),
    ):
        circulating.keep_team(keeper, built.member(agency).agency, name=name, kind=kind, people=people)
    return training.keep_course(
        keeper, built.review.board, title="Seeing boys", owner="Training lead", on_exploitation=True
    )


def answers(**changed: str) -> dict[str, str]:
    return {**dict.fromkeys(CHECKLIST, "yes"), **changed}


def url(built: Built, path: str = "") -> str:
    return f"/board/{built.review.board_id}/training/{path}"


def session(built: Built, course: CourseRecord, *, days: int = -3, places: int | None = None) -> SessionRecord:
    user = fresh(built.users[SeatRole.COORDINATOR])
    return training.keep_session(user, course, held_on=TODAY + timedelta(days=days), places=places)


def test_the_scan_counts_whom_the_slides_call_harmed_and_who_harms() -> None:
    found = scan("slides.txt", SLIDES)
    assert found["harmed"] == {"female": 3, "male": 0, "both": 0, "neither": 0}
    assert found["harms"] == {"female": 0, "male": 2, "both": 1, "neither": 0}
    assert lopsided(found, "harmed")
    assert not lopsided(found, "harms")
    assert any("risk" in words for words in found["wordings"])


def test_even_slides_are_left_in_peace() -> None:
    found = scan("slides.txt", EVEN)
    assert not lopsided(found, "harmed")
    assert not lopsided(found, "harms")
    assert found["wordings"] == []


def test_what_cannot_be_read_is_said() -> None:
    with pytest.raises(KeepsightError, match="cannot be read here"):
        scan("slides.key", b"x")


def test_a_course_on_exploitation_needs_a_bias_review_that_is_not_too_old(built: Built, course: CourseRecord) -> None:
    board = built.review.board
    keeper = fresh(built.users[SeatRole.BOARD])
    (read,) = training.courses_of(board, today=TODAY)
    assert read.needs_bias_review
    training.review_bias(keeper, course, on=TODAY, reviewer="Nurse", answers=answers(), outcome="keep")
    assert not training.courses_of(board, today=TODAY)[0].needs_bias_review
    assert training.courses_of(board, today=TODAY + timedelta(days=366))[0].needs_bias_review


def test_a_bias_review_is_kept_from_its_page_and_the_slides_are_not(built: Built, course: CourseRecord) -> None:
    board = built.client(SeatRole.BOARD)
    fields: dict[str, Any] = {f"check_{key}": "yes" for key in CHECKLIST} | {
        "on": TODAY.isoformat(),
        "reviewer": "Nurse",
        "outcome": "change",
    }
    file = SimpleUploadedFile("slides.txt", SLIDES)
    said = send(board, url(built, f"{course.pk}/bias/"), **fields, note="Boys are missing.", file=file)
    assert "Boys are missing." in said
    assert "Who is not seen?" in said
    kept = BiasReviewRecord.objects.get()
    assert kept.scan["harmed"]["female"] == 3
    assert "groomed" not in str(kept.scan)
    said = send(board, url(built, f"{course.pk}/bias/"), 422, **{**fields, "check_boys": "no", "outcome": "keep"})
    assert "say why the course is kept" in said
    assert BiasReviewRecord.objects.count() == 1


def test_places_are_counted_by_agency_and_role_and_gaps_are_seen(built: Built, course: CourseRecord) -> None:
    one = session(built, course)
    education = built.member("Education").agency
    training.take_places(fresh(built.users[SeatRole.AUTHOR]), one, education, kind="school staff", signed_up=9, came=7)
    training.take_places(fresh(built.users[SeatRole.COORDINATOR]), one, education, kind="cooks", signed_up=2, came=2)
    (read,) = training.courses_of(built.review.board, today=TODAY)
    assert {c.name: (c.people, c.came) for c in read.by_agency} == {"Education": (16, 9), "Dyfnant Police": (20, 0)}
    assert {c.name: (c.people, c.came) for c in read.by_kind} == {
        "school staff": (12, 7),
        "cooks": (4, 2),
        "officers": (20, 0),
    }
    assert [c.name for c in read.gaps] == ["Dyfnant Police"]
    with pytest.raises(NotAllowed):
        training.take_places(
            fresh(built.users[SeatRole.AUTHOR]), one, built.member("Dyfnant Police").agency, signed_up=1
        )


def test_a_course_for_one_role_counts_that_role_alone(built: Built, course: CourseRecord) -> None:
    keeper = fresh(built.users[SeatRole.COORDINATOR])
    training.keep_course(
        keeper, built.review.board, course, title=course.title, owner=course.owner, for_kind="officers"
    )
    (read,) = training.courses_of(built.review.board, today=TODAY)
    assert {c.name: c.people for c in read.by_agency} == {"Dyfnant Police": 20}


def test_a_session_holds_no_more_than_its_places_and_nobody_came_before_it_was_held(
    built: Built, course: CourseRecord
) -> None:
    keeper = fresh(built.users[SeatRole.COORDINATOR])
    one = session(built, course, days=7, places=10)
    training.take_places(keeper, one, built.member("Education").agency, signed_up=8)
    with pytest.raises(KeepsightError, match="2 places left"):
        training.take_places(keeper, one, built.member("Dyfnant Police").agency, signed_up=3)
    training.take_places(keeper, one, built.member("Education").agency, signed_up=10)
    with pytest.raises(KeepsightError, match="not held yet"):
        training.take_places(keeper, one, built.member("Education").agency, signed_up=10, came=1)


def test_an_evaluation_is_the_mean_of_its_answers(built: Built, course: CourseRecord) -> None:
    one = session(built, course)
    board = built.client(SeatRole.BOARD)
    send(board, url(built, f"{course.pk}/evaluation/"), session=one.pk, when="before", scores="4 3 2 1 0")
    send(board, url(built, f"{course.pk}/evaluation/"), session=one.pk, when="after", scores="0, 1, 2, 3, 4")
    send(board, url(built, f"{course.pk}/evaluation/"), 422, session=one.pk, when="later", scores="1 2 3")
    (read,) = training.courses_of(built.review.board, today=TODAY)
    assert [(e.when, e.answers, e.mean) for e in read.evaluated] == [
        ("before", 10, 2.0),
        ("after", 10, 4.0),
        ("later", 0, None),
    ]


def test_a_recommendation_that_asks_for_training_and_has_no_course_is_a_need(
    built: Built, course: CourseRecord
) -> None:
    one = learning.keep_recommendation(
        built.users[SeatRole.PANEL], built.review, text="All teams are trained in curiosity"
    )
    board = built.client(SeatRole.BOARD)
    assert "ask for training and have no course" in board.get(url(built)).content.decode()
    fields: dict[str, Any] = {"title": "Curiosity", "owner": "Lead", "recommendation": one.pk}
    said = send(board, url(built), **fields)
    assert "Curiosity" in said
    assert "ask for training and have no course" not in board.get(url(built)).content.decode()


def test_only_the_boards_keepers_keep_courses(built: Built, course: CourseRecord) -> None:
    with pytest.raises(NotAllowed):
        training.keep_course(fresh(built.users[SeatRole.PANEL]), built.review.board, title="x", owner="y")
    page = built.client(SeatRole.PANEL).get(url(built, f"{course.pk}/")).content.decode()
    assert "Plan a session" not in page
    assert built.client(SeatRole.PRACTITIONER).get(url(built)).status_code == 404
    assert built.client(SeatRole.BOARD).post(url(built, f"{course.pk}/other/")).status_code in (404, 405)
