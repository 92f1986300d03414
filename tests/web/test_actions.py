"""What follows from a recommendation: the check as it is typed, answers, actions, states, the plan, what was said before."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from keepsight.access import NotAllowed, SeatRole
from keepsight.model import KeepsightError
from keepsight.review.acting import Standing, State
from keepsight.services import acting, learning
from keepsight.services.acted import recommended_of, said_before
from keepsight.services.actors import actor_of
from keepsight.store import vault
from keepsight.store.models import (
    ActionRecord,
    EarlierRecommendationRecord,
    NoticeRecord,
    RecommendationRecord,
    TrailRecord,
)
from tests.web.build_tl import Built, build_review, fresh
from tests.web.pages import page, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
TODAY = timezone.localdate()


@pytest.fixture
def built() -> Built:
    return build_review()


@pytest.fixture
def one(built: Built) -> RecommendationRecord:
    return recommend(built, "Social care introduces a second named worker", measure="A dip sample of records")


def recommend(built: Built, text: str, **rest: Any) -> RecommendationRecord:
    return learning.keep_recommendation(built.users[SeatRole.PANEL], built.review, text=text, **rest)


def url(built: Built, path: str = "") -> str:
    return f"/reviews/{built.review.pk}/actions/{path}"


def read(built: Built, role: SeatRole = SeatRole.COORDINATOR) -> Any:
    (found,) = recommended_of(built.review, actor_of(fresh(built.users[role])), names=False, today=TODAY)
    return found


def test_what_is_typed_is_checked_as_it_is_typed(built: Built) -> None:
    panel = built.client(SeatRole.PANEL)
    said = send(panel, url(built, "check/"), text="Practitioners should be reminded to check records.")
    assert "changes nothing around them" in said
    assert "It has no date." in said
    assert "by its words:" in said
    whole = send(
        panel,
        url(built, "check/"),
        text="Social care introduces a second named worker.",
        owner="Head of social care",
        due_on=(TODAY + timedelta(days=90)).isoformat(),
        measure="A dip sample of 20 records each quarter",
        shows_it_worked="Children name a second adult.",
        themes="1",
    )
    assert "Nothing is lacking." in whole
    assert "Write what should change" in send(panel, url(built, "check/"), text=" ")
    assert send(panel, url(built, "check/"), text="Ask.", due_on="2024-02-31")


def test_the_form_asks_for_the_check(built: Built) -> None:
    panel = built.client(SeatRole.PANEL)
    form = page(panel, f"/reviews/{built.review.pk}/learning/recommendations/new/")
    assert f'hx-post="{url(built, "check/")}"' in form


def test_what_the_board_said_before_is_shown_with_what_became_of_it(built: Built) -> None:
    coordinator = built.users[SeatRole.COORDINATOR]
    EarlierRecommendationRecord.objects.create(
        board=built.review.board,
        year=2019,
        text="The professional curiosity guide is circulated to all agencies.",
        source="Review W 2019",
        what_happened="It was sent; nobody asked who read it.",
        added_by=coordinator,
        added_at=timezone.now(),
    )
    said = send(
        built.client(SeatRole.PANEL), url(built, "check/"), text="Re-circulate the curiosity guide via members."
    )
    assert "2019" in said
    assert "nobody asked who read it" in said


def test_of_another_review_only_what_is_published_or_ones_own_is_shown(built: Built) -> None:
    other = build_review(title="Child B")
    recommend(other, "Epilepsy nurses ring the family after each emergency admission")
    actor = actor_of(fresh(built.users[SeatRole.PANEL]))
    text = "The epilepsy nurse rings families after an emergency admission"
    assert other.review.board_id == built.review.board_id
    assert said_before(actor, built.review, text) == ()
    there = actor_of(fresh(other.users[SeatRole.PANEL]))
    assert [b.where for b in said_before(there, built.review, text)] == [other.review.reference or "Child B"]


def test_an_agency_answers_for_itself_and_says_why_not(built: Built, one: RecommendationRecord) -> None:
    author = built.client(SeatRole.AUTHOR)
    agency = built.member("Education").agency
    said = send(author, url(built, f"{one.pk}/respond/"), 422, agency=agency.pk, answer="reject")
    assert "Say why it is not accepted as it stands." in said
    said = send(author, url(built, f"{one.pk}/respond/"), agency=agency.pk, answer="part", reason="Only term time.")
    assert "Accepted in part" in said
    assert "Only term time." in said
    assert read(built).unanswered == 2
    with pytest.raises(NotAllowed):
        acting.respond(fresh(built.users[SeatRole.AUTHOR]), one, built.member("Dyfnant Police").agency, answer="accept")
    with pytest.raises(NotAllowed):
        acting.respond(fresh(built.users[SeatRole.PANEL]), one, agency, answer="accept")
    acting.respond(fresh(built.users[SeatRole.AUTHOR]), one, agency, answer="accept")
    answers = {a.name: a.record for a in read(built).answers}
    assert answers["Education"] is not None
    assert answers["Education"].answer == "accept"
    assert one.responses.count() == 2


def test_agencies_that_have_not_answered_are_told(built: Built, one: RecommendationRecord) -> None:
    acting.respond(fresh(built.users[SeatRole.AUTHOR]), one, built.member("Education").agency, answer="accept")
    assert "2 agencies were told." in send(built.client(SeatRole.COORDINATOR), url(built, "ask/"))
    assert not NoticeRecord.objects.filter(user=built.users[SeatRole.AUTHOR], kind="answer_awaited").exists()
    recommend(built, "Another one")
    assert acting.ask_for_answers(fresh(built.users[SeatRole.BOARD]), built.review) == 3
    assert NoticeRecord.objects.filter(user=built.users[SeatRole.AUTHOR], kind="answer_awaited").exists()


def action_fields(**changed: Any) -> dict[str, Any]:
    steps = {"steps-TOTAL_FORMS": "2", "steps-INITIAL_FORMS": "0", "steps-0-text": "Form drafted", "steps-1-text": ""}
    return {"text": "Change the form", "owner": "Head of forms", **steps, **changed}


def test_an_action_is_planned_with_its_steps_and_its_first_day_stays_known(
    built: Built, one: RecommendationRecord
) -> None:
    board = built.client(SeatRole.BOARD)
    soon, later = TODAY + timedelta(days=60), TODAY + timedelta(days=120)
    fields = action_fields(due_on=soon.isoformat(), **{"steps-0-due_on": (TODAY + timedelta(days=30)).isoformat()})
    said = send(board, url(built, f"{one.pk}/new/"), **fields)
    assert "Form drafted" in said
    assert "on the way" in said
    action = ActionRecord.objects.get()
    fields = action_fields(due_on=later.isoformat(), **{"steps-INITIAL_FORMS": "1"})
    said = send(board, url(built, f"action/{action.pk}/"), **fields)
    assert "its day was moved back" in said
    action.refresh_from_db()
    assert (action.first_due_on, action.due_on) == (soon, later)
    assert read(built).actions[0].standing is Standing.SLIPPING


def test_an_author_plans_for_the_own_agency_alone(built: Built, one: RecommendationRecord) -> None:
    author = built.client(SeatRole.AUTHOR)
    own, other = built.member("Education").agency, built.member("Dyfnant Police").agency
    assert "the board itself" not in page(author, url(built, f"{one.pk}/new/"))
    send(author, url(built, f"{one.pk}/new/"), 422, **action_fields(agency=other.pk))
    assert not ActionRecord.objects.exists()
    send(author, url(built, f"{one.pk}/new/"), **action_fields(agency=own.pk))
    theirs = acting.keep_action(fresh(built.users[SeatRole.COORDINATOR]), one, text="Police act", agency=other)
    page(author, url(built, f"action/{theirs.pk}/"), 403)
    assert author.post(url(built, f"action/{theirs.pk}/out/")).status_code == 403
    assert theirs.taken_out_at is None


def test_done_needs_what_came_of_it_and_a_day_that_has_come(built: Built, one: RecommendationRecord) -> None:
    user = fresh(built.users[SeatRole.COORDINATOR])
    with pytest.raises(KeepsightError, match="what came of it"):
        acting.keep_action(user, one, text="Act", done_on=TODAY)
    with pytest.raises(KeepsightError, match="not come yet"):
        acting.keep_action(user, one, text="Act", done_on=TODAY + timedelta(days=2), outcome="x")
    acting.keep_action(user, one, text="Act", done_on=TODAY, outcome="The form is in use.")
    assert read(built).actions[0].standing is Standing.DONE


def test_an_action_and_its_steps_are_kept_together_or_not_at_all(built: Built, one: RecommendationRecord) -> None:
    coordinator = built.client(SeatRole.COORDINATOR)
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    send(coordinator, url(built, f"{one.pk}/new/"), 422, **action_fields(**{"steps-0-done_on": tomorrow}))
    assert not ActionRecord.objects.exists()


def test_evidence_is_kept_encrypted_and_comes_back_as_it_was(built: Built, one: RecommendationRecord) -> None:
    coordinator = built.client(SeatRole.COORDINATOR)
    action = acting.keep_action(fresh(built.users[SeatRole.COORDINATOR]), one, text="Act")
    sent = SimpleUploadedFile("C:\\forms\\new form.txt", b"the new form")
    assert "kept, encrypted" in send(coordinator, url(built, f"action/{action.pk}/evidence/"), file=sent)
    file = action.evidence.get()
    assert file.name == "new form.txt"
    assert vault.fetch(file.sha256) == b"the new form"
    answer = built.client(SeatRole.BOARD).get(url(built, f"evidence/{file.pk}/"))
    assert answer.content == b"the new form"
    assert answer["Content-Disposition"].startswith("attachment")
    with pytest.raises(KeepsightError, match="empty"):
        acting.add_evidence(fresh(built.users[SeatRole.COORDINATOR]), action, name="a", content=b"")


def test_the_three_states_are_said_apart_and_circulating_closes_nothing(built: Built) -> None:
    guide = recommend(built, "The guide is re-circulated via members", measure="A dip sample of records")
    board = fresh(built.users[SeatRole.BOARD])

    def say(state: str, holds: bool = True) -> None:
        acting.say_reached(board, guide, state, holds=holds, on=TODAY, evidence="Minutes of the board")

    with pytest.raises(KeepsightError, match="done before"):
        say("embedded")
    say("done")
    with pytest.raises(KeepsightError, match="no difference by itself"):
        say("difference")
    say("embedded")
    say("difference")
    assert read(built).furthest is State.DIFFERENCE
    say("difference", holds=False)
    assert read(built).furthest is State.EMBEDDED
    assert guide.reached.count() == 4


def test_a_difference_needs_a_measure(built: Built) -> None:
    bare = recommend(built, "Social care introduces a second worker")
    board = built.client(SeatRole.BOARD)
    posted: dict[str, Any] = {"holds": "1", "on": TODAY.isoformat(), "evidence": "Seen in records"}
    assert (
        "Made a difference" not in page(board, url(built, f"{bare.pk}/")).split('name="state"')[-1].split("</form>")[0]
    )
    send(board, url(built, f"{bare.pk}/reached/"), state="done", **posted)
    with pytest.raises(KeepsightError, match="no measure"):
        acting.say_reached(fresh(built.users[SeatRole.BOARD]), bare, "difference", holds=True, on=TODAY, evidence="x")
    assert "Seen in records" in page(board, url(built, f"{bare.pk}/"))
    blank = {**posted, "state": "done", "evidence": "  "}
    said = send(board, url(built, f"{bare.pk}/reached/"), 422, **blank)
    assert "There is a problem" in said
    assert bare.reached.count() == 1


def test_the_plan_is_written_in_three_kinds_and_names_nobody(built: Built) -> None:
    one = recommend(built, "Owain Pryce is given a second worker", measure="Records")
    acting.respond(fresh(built.users[SeatRole.AUTHOR]), one, built.member("Education").agency, answer="accept")
    acting.keep_action(
        fresh(built.users[SeatRole.COORDINATOR]), one, text="Name the worker", due_on=TODAY - timedelta(days=1)
    )
    recommend(built, "A second one without an action")
    board = built.client(SeatRole.BOARD)
    texts = {}
    for kind in ("docx", "xlsx", "pdf"):
        answer = board.get(url(built, f"plan.{kind}"))
        assert answer.status_code == 200
        if kind == "pdf":
            texts[kind] = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.content)).pages)
        else:
            with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
                texts[kind] = " ".join(parts.read(n).decode() for n in parts.namelist() if n.endswith(".xml"))
    for text in texts.values():
        flat = " ".join(text.split())
        assert "Name the worker" in flat
        assert "overdue" in flat
        assert "No action yet" in flat
        assert "Owain" not in flat
    assert board.get(url(built, "plan.exe")).status_code == 404


def test_every_step_is_in_the_trail(built: Built, one: RecommendationRecord) -> None:
    user = fresh(built.users[SeatRole.COORDINATOR])
    acting.respond(user, one, built.member("Education").agency, answer="accept")
    action = acting.keep_action(user, one, text="Act")
    acting.add_evidence(user, action, name="a.txt", content=b"a")
    acting.say_reached(user, one, "done", holds=True, on=TODAY, evidence="x")
    acting.take_action_out(user, action)
    acts = set(TrailRecord.objects.filter(review=built.review.pk).values_list("act", flat=True))
    assert {
        "answer a recommendation", "plan an action", "add evidence to an action", "say what a recommendation has reached",
        "take an action out",
    } <= acts  # fmt: skip
    assert read(built).actions == ()
