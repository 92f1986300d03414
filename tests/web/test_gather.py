"""Gathering: what was sent is read, mended, queried, returned and accepted; names stay hidden where pseudonyms are on."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keepsight.access import SeatRole
from keepsight.services import gathering
from keepsight.store.models import ChaseRecord, CorrectionRecord, NoticeRecord, RowQueryRecord, SubmissionRecord
from tests.web.build_tl import Built, build_review
from tests.web.pages import page, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
MORE = b"Date,Event,Action\n2/7/2020,Owain came in upset about home,Head told\n31/02/2020,Rang Nerys Pryce,None\n"


@pytest.fixture
def built() -> Built:
    return build_review()


def url(built: Built, path: str = "") -> str:
    return f"/reviews/{built.review.pk}/gather/{path}"


def sent_by_author(built: Built, *, name: str = "Owain Pryce at school.csv") -> SubmissionRecord:
    member = built.member("Education")
    author = built.client(SeatRole.AUTHOR)
    send(author, url(built, f"agency/{member.pk}/send/"), file=SimpleUploadedFile(name, MORE))
    one = SubmissionRecord.objects.latest("pk")
    gathering.read(one, then="draft")
    one.refresh_from_db()
    return one


def test_an_author_sends_sees_what_was_understood_and_hands_it_in(built: Built) -> None:
    one = sent_by_author(built)
    author, coordinator = built.client(SeatRole.AUTHOR), built.client(SeatRole.COORDINATOR)
    said = page(author, url(built, f"{one.pk}/"))
    assert "Owain came in upset" in said, "the own rows are shown as they were sent"
    assert "31/02/2020" in said
    assert "needs attention" in said
    send(author, url(built, f"{one.pk}/decide/"), decide="hand_in")
    one.refresh_from_db()
    assert one.state == "sent"
    assert NoticeRecord.objects.filter(kind="chronology_sent", user=built.users[SeatRole.COORDINATOR]).count() == 1
    send(coordinator, url(built, f"{one.pk}/decide/"), decide="accept")
    one.refresh_from_db()
    assert one.state == "accepted"


def test_names_stay_hidden_in_everything_that_hangs_on_a_row(built: Built) -> None:
    one = sent_by_author(built)
    author, coordinator = built.client(SeatRole.AUTHOR), built.client(SeatRole.COORDINATOR)
    send(author, url(built, f"{one.pk}/decide/"), decide="hand_in")
    entry = one.entries.order_by("row").first()
    assert entry is not None
    row = url(built, f"{one.pk}/row/{entry.entry}/")
    send(author, row, column="Event", now="Owain Pryce and Nerys came in upset", reason="Nerys rang")
    send(coordinator, row, query="Which Owain is this?")
    query = RowQueryRecord.objects.get()
    send(author, row, about=query.pk, answer="Owain Pryce, of course")
    assert CorrectionRecord.objects.count() == 1
    for address in (row, url(built, f"{one.pk}/"), url(built)):
        said = page(coordinator, address)
        for name in ("Owain", "Nerys", "Pryce"):
            assert name not in said, address
    assert "Child A" in page(coordinator, row)
    assert "Owain Pryce and Nerys" in page(author, row)
    coordinator.post(f"/reviews/{built.review.pk}/names/", {"names": "1"})
    assert "Owain Pryce, of course" in page(coordinator, row)


def test_a_chronology_goes_back_with_its_reason_and_comes_again_beside_the_one_before(built: Built) -> None:
    one = sent_by_author(built)
    author, coordinator = built.client(SeatRole.AUTHOR), built.client(SeatRole.COORDINATOR)
    send(author, url(built, f"{one.pk}/decide/"), decide="hand_in")
    send(coordinator, url(built, f"{one.pk}/decide/"), decide="return", reason="The year of row 2 is missing")
    assert "The year of row 2 is missing" in page(author, url(built, f"{one.pk}/"))
    again = sent_by_author(built, name="again.csv")
    send(author, url(built, f"{again.pk}/decide/"), decide="hand_in")
    before = built.member("Education").submissions.get(state="accepted")
    said = page(coordinator, url(built, f"{again.pk}/compare/"))
    assert "2 new" in said
    send(coordinator, url(built, f"{again.pk}/decide/"), decide="accept", replacing=before.pk)
    before.refresh_from_db()
    assert before.state == "replaced"


def test_chasing_is_one_click_and_is_kept(built: Built) -> None:
    member = built.member("Education")
    said = send(built.client(SeatRole.COORDINATOR), url(built, f"agency/{member.pk}/chase/"))
    assert "Reminded 1 time." in said
    assert ChaseRecord.objects.count() == 1
    assert NoticeRecord.objects.filter(kind="chronology_awaited", user=built.users[SeatRole.AUTHOR]).exists()


def test_the_blank_chronology_is_the_agency_s_own(built: Built) -> None:
    author = built.client(SeatRole.AUTHOR)
    for kind in ("xlsx", "docx"):
        answer = author.get(url(built, f"agency/{built.member('Education').pk}/blank.{kind}"))
        assert answer.status_code == 200
        assert len(answer.content) > 3000
        other = author.get(url(built, f"agency/{built.member('Glasfryn Health').pk}/blank.{kind}"))
        assert other.status_code == 404


def test_an_author_never_opens_another_agency_s_chronology(built: Built) -> None:
    author = built.client(SeatRole.AUTHOR)
    theirs = built.member("Glasfryn Health").submissions.get()
    entry = theirs.entries.first()
    assert entry is not None
    for path in ("", "original/", "compare/", f"row/{entry.entry}/"):
        said = page(author, url(built, f"{theirs.pk}/{path}"), 404)
        assert "zebrahealth" not in said
    assert author.post(url(built, f"{theirs.pk}/decide/"), {"decide": "withdraw"}).status_code == 404


def test_an_original_comes_back_to_the_byte(built: Built) -> None:
    one = sent_by_author(built)
    answer = built.client(SeatRole.AUTHOR).get(url(built, f"{one.pk}/original/"))
    assert answer.content == MORE


def test_one_file_sent_by_two_agencies_is_two_chronologies(built: Built) -> None:
    coordinator = built.users[SeatRole.COORDINATOR]
    for name in ("Education", "Glasfryn Health"):
        sent = gathering.send(coordinator, built.member(name), name="joint.csv", content=MORE)
        gathering.read(sent)
        gathering.accept(coordinator, sent)
    built.run()
    assert built.review.current_run is not None
    assert built.review.current_run.placed.filter(record__submission__file_name="joint.csv").count() == 4
    again = gathering.send(coordinator, built.member("Education"), name="joint.csv", content=MORE)
    gathering.read(again)
    gathering.accept(
        coordinator, again, replacing=built.member("Education").submissions.get(file_name="joint.csv", state="accepted")
    )
    built.run()
    assert built.review.current_run.placed.filter(record__submission__file_name="joint.csv").count() == 4
