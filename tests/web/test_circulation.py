"""Guidance put before the teams: who may, what a link opens and what not, and every figure from the receipts."""

from __future__ import annotations

import hashlib
import logging
import re
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from keepsight.access import NotAllowed, SeatRole
from keepsight.model import KeepsightError
from keepsight.services import circulating
from keepsight.services.actors import actor_of
from keepsight.services.circulated import Circulated, circulated
from keepsight.store.models import CirculationRecord, GuidanceVersionRecord, ReceiptRecord, TeamRecord
from keepsight.web.sober import Sober
from tests.web.build_tl import Built, build_review, fresh
from tests.web.pages import send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
TODAY = timezone.localdate()
ANSWER: dict[str, Any] = {
    "discussed_on": TODAY.isoformat(),
    "present": "4",
    "will_do": "Ask each child whom else they know.",
}


@pytest.fixture
def built() -> Built:
    return build_review()


@pytest.fixture
def sent(built: Built) -> CirculationRecord:
    """A guide put before the agencies, with two teams of Education and one of the police."""
    keeper = fresh(built.users[SeatRole.COORDINATOR])
    version = circulating.add_version(
        keeper, built.review.board, title="The curiosity guide", name="2", file_name="guide.txt", content=b"Ask again."
    )
    education, police = built.member("Education").agency, built.member("Dyfnant Police").agency
    circulating.keep_team(keeper, education, name="North school", kind="school staff", people=12)
    circulating.keep_team(keeper, education, name="South school", kind="school staff", people=8)
    circulating.keep_team(keeper, police, name="Night shift", kind="officers", people=20)
    return circulating.circulate(keeper, version, question="Whom do we not ask?", due_on=TODAY - timedelta(days=1))


def team(name: str) -> TeamRecord:
    return TeamRecord.objects.select_related("agency__board").get(name=name)


def link(built: Built, sent: CirculationRecord, name: str) -> str:
    ((_receipt, secret),) = circulating.cascade(fresh(built.users[SeatRole.COORDINATOR]), sent, [team(name)])
    return f"/receipt/{secret}/"


def read(built: Built, sent: CirculationRecord, role: SeatRole = SeatRole.COORDINATOR) -> Circulated:
    return circulated(actor_of(fresh(built.users[role])), sent, today=TODAY)


def url(built: Built, path: str = "circulation/") -> str:
    return f"/board/{built.review.board_id}/{path}"


def test_a_version_goes_into_the_library_and_before_the_agencies(built: Built) -> None:
    keeper = built.client(SeatRole.BOARD)
    file = SimpleUploadedFile("C:\\guides\\guide.txt", b"Ask again.")
    said = send(keeper, url(built, "circulation/version/"), title="The curiosity guide", name="2", file=file)
    assert "The curiosity guide" in said
    version = GuidanceVersionRecord.objects.get()
    assert version.file_name == "guide.txt"
    assert keeper.get(url(built, f"guidance/{version.pk}/")).content == b"Ask again."
    said = send(keeper, url(built, "circulation/send/"), version=version.pk, question="Whom do we not ask?")
    assert "Whom do we not ask?" in said
    assert CirculationRecord.objects.count() == 1
    again = SimpleUploadedFile("guide.txt", b"Ask twice.")
    send(keeper, url(built, "circulation/version/"), guidance=version.guidance_id, name="3", file=again)
    assert [v.name for v in version.guidance.versions.all()] == ["3", "2"]


def test_only_the_boards_keepers_circulate(built: Built, sent: CirculationRecord) -> None:
    for role in (SeatRole.PANEL, SeatRole.AUTHOR):
        with pytest.raises(NotAllowed):
            circulating.circulate(fresh(built.users[role]), sent.version, question="x")
        client = built.client(role)
        assert "Put a version" not in client.get(url(built)).content.decode()
    for role in (SeatRole.PRACTITIONER, SeatRole.AUDITOR, SeatRole.PARTICIPANT):
        assert built.client(role).get(url(built)).status_code == 404
    other = build_review(title="Child B")
    other.review.board = type(other.review.board).objects.create(name="Another board")
    other.review.save()
    assert other.client(SeatRole.BOARD).get(url(built)).status_code == 404


def test_an_author_passes_it_on_to_the_own_teams_alone(built: Built, sent: CirculationRecord) -> None:
    author = built.client(SeatRole.AUTHOR)
    page = author.get(url(built, f"circulation/{sent.pk}/")).content.decode()
    assert "Education: North school" in page
    assert "Dyfnant Police: Night shift" not in page
    with pytest.raises(NotAllowed):
        circulating.cascade(fresh(built.users[SeatRole.AUTHOR]), sent, [team("Night shift")])
    send(author, url(built, f"circulation/{sent.pk}/"), 422, teams=[team("Night shift").pk])
    said = send(author, url(built, f"circulation/{sent.pk}/"), teams=[team("North school").pk])
    assert len(re.findall(r"/receipt/[\w-]{43}/", said)) == 1
    assert "/receipt/" not in author.get(url(built, f"circulation/{sent.pk}/")).content.decode()
    with pytest.raises(NotAllowed):
        circulating.keep_team(fresh(built.users[SeatRole.AUTHOR]), built.member("Dyfnant Police").agency, name="x")


def test_a_team_answers_by_its_link_without_an_account(built: Built, sent: CirculationRecord) -> None:
    address = link(built, sent, "North school")
    nobody = Client()
    page = nobody.get(address).content.decode()
    assert "Whom do we not ask?" in page
    assert nobody.get(f"{address}file/").content == b"Ask again."
    send(nobody, address, 422, **{**ANSWER, "will_do": " "})
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert "not come yet" in send(nobody, address, 422, **{**ANSWER, "discussed_on": tomorrow})
    assert "Your answer is kept" in send(nobody, address, **ANSWER)
    receipt = ReceiptRecord.objects.get()
    assert (receipt.team.name, receipt.present, receipt.discussed_on) == ("North school", 4, TODAY)
    assert "Your answer is kept" in send(nobody, address, **{**ANSWER, "present": "5"})
    assert ReceiptRecord.objects.get().present == 5


def test_after_four_weeks_the_answer_stands(built: Built, sent: CirculationRecord) -> None:
    address = link(built, sent, "North school")
    send(Client(), address, **ANSWER)
    ReceiptRecord.objects.update(answered_at=timezone.now() - timedelta(days=29))
    page = Client().get(address).content.decode()
    assert "The answer stands." in page
    assert "<textarea" not in page
    send(Client(), address, 422, **{**ANSWER, "present": "9"})
    assert ReceiptRecord.objects.get().present == 4


def test_a_link_cannot_be_guessed_and_is_kept_as_a_digest_alone(built: Built, sent: CirculationRecord) -> None:
    address = link(built, sent, "North school")
    secret = address.split("/")[2]
    assert len(secret) == 43
    assert ReceiptRecord.objects.get().digest == hashlib.sha256(secret.encode()).hexdigest()
    for wrong in (secret[:-1], secret[:-1] + ("A" if secret[-1] != "A" else "B"), secret.swapcase(), "x", "1"):
        answer = Client().get(f"/receipt/{wrong}/")
        assert "The curiosity guide" not in answer.content.decode()
        assert answer.status_code in (404, 409, 422)


def test_a_link_answers_for_its_own_team_and_opens_nothing_else(built: Built, sent: CirculationRecord) -> None:
    north, south = link(built, sent, "North school"), link(built, sent, "South school")
    nobody = Client()
    send(nobody, north, **{**ANSWER, "team": str(team("South school").pk), "receipt": "2"})
    assert ReceiptRecord.objects.get(team=team("South school")).answered_at is None
    page = nobody.get(north).content.decode()
    assert "South school" not in page
    assert "Night shift" not in page
    for path in (url(built), url(built, f"circulation/{sent.pk}/"), url(built, f"guidance/{sent.version_id}/"), "/"):
        assert "/accounts/login/" in nobody.get(path)["Location"]
    assert south != north


def test_a_reminder_gives_a_new_link_and_the_old_one_ends(built: Built, sent: CirculationRecord) -> None:
    first = link(built, sent, "North school")
    second = link(built, sent, "North school")
    assert ReceiptRecord.objects.count() == 1
    assert "not open any more" in Client().get(first).content.decode()
    assert "Whom do we not ask?" in Client().get(second).content.decode()
    assert ReceiptRecord.objects.get().reminded_at is not None


def test_every_figure_is_counted_from_the_receipts(built: Built, sent: CirculationRecord) -> None:
    send(Client(), link(built, sent, "North school"), **{**ANSWER, "present": "9"})
    Client().get(link(built, sent, "Night shift"))
    found = read(built, sent)
    whole = (found.whole.teams, found.whole.cascaded, found.whole.opened, found.whole.discussed)
    assert whole == (3, 2, 2, 1)
    assert (found.whole.people, found.whole.present) == (40, 9)
    by_agency = {c.name: (c.teams, c.discussed, c.present, c.share) for c in found.by_agency}
    assert by_agency == {"Education": (2, 1, 9, 9 / 20), "Dyfnant Police": (1, 0, 0, 0.0)}
    assert {c.name: c.teams for c in found.by_kind} == {"officers": 1, "school staff": 2}
    assert found.by_month == ((TODAY.replace(day=1), 1, 9),)
    assert {t.team.name for t in found.unanswered} == {"South school", "Night shift"}
    assert {t.team.name for t in found.teams if t.late} == {"South school", "Night shift"}


def test_what_cannot_be_is_said_in_a_sentence(built: Built, sent: CirculationRecord) -> None:
    keeper = fresh(built.users[SeatRole.COORDINATOR])
    education = built.member("Education").agency
    with pytest.raises(KeepsightError, match="a team of this name"):
        circulating.keep_team(keeper, education, name="north school")
    with pytest.raises(KeepsightError, match="empty"):
        circulating.add_version(keeper, built.review.board, title="x", name="1", file_name="a", content=b"")
    with pytest.raises(KeepsightError, match="talk about"):
        circulating.circulate(keeper, sent.version, question=" ")


def test_teams_are_kept_on_their_page(built: Built) -> None:
    author = built.client(SeatRole.AUTHOR)
    agency = built.member("Education").agency
    fields: dict[str, Any] = {
        "agency": agency.pk,
        "name": "East school",
        "kind": "school staff",
        "people": "7",
        "email": "",
    }
    assert "East school" in send(author, url(built, "teams/"), **fields)
    kept = team("East school")
    assert "Change East school" in author.get(url(built, f"teams/?team={kept.pk}")).content.decode()
    send(author, url(built, f"teams/?team={kept.pk}"), **{**fields, "people": "9"})
    assert team("East school").people == 9
    assert built.client(SeatRole.PANEL).get(url(built, "teams/")).status_code == 403


@pytest.mark.parametrize("path", ["/receipt/{}/", "/receipt/{}/file/", "/welcome/{}/"])
def test_the_secret_of_a_link_reaches_no_log(path: str) -> None:
    secret = "x" * 43
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", path.format(secret)), None
    )
    assert Sober().filter(record)
    assert secret not in record.getMessage()
    assert record.getMessage().startswith("Not Found: /")
    plain = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", "/reviews/1/"), None)
    Sober().filter(plain)
    assert plain.getMessage() == "Not Found: /reviews/1/"


def test_an_error_is_logged_by_its_kind_and_place_alone() -> None:
    try:
        raise ValueError("Owain Pryce was seen")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "it failed at /receipt/%s/", ("secret",), sys.exc_info())
    Sober().filter(record)
    assert "Owain" not in record.getMessage()
    assert "ValueError at" in record.getMessage()
    assert "secret" not in record.getMessage()
