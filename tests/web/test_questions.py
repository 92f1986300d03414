"""The questions: the list, one with its evidence, answers that are all kept, own questions, and what changed since."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from keepsight.access import SeatRole
from keepsight.model import Evidence, Question
from keepsight.model.entry import EntryId
from keepsight.model.question import Certainty, Lens
from keepsight.services import running, swapping
from keepsight.services.asking import keep_questions
from keepsight.store.models import AnswerRecord, NoticeRecord, QuestionRecord, TrailRecord
from tests.web.build_tl import CODE, QUESTION, Built, build_review
from tests.web.counting import counted
from tests.web.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]


@pytest.fixture
def built() -> Built:
    return build_review()


@pytest.fixture
def panel(built: Built) -> Client:
    return built.client(SeatRole.PANEL)


def questions_url(built: Built, path: str = "") -> str:
    return f"/reviews/{built.review.pk}/questions/{path}"


def asked(built: Built) -> QuestionRecord:
    return QuestionRecord.objects.get(review=built.review, code=CODE, asked__key=f"{CODE}-test")


def act(client: Client, built: Built, number: int, do: str, status: int = 200, **posted: Any) -> str:
    fields = {name.replace("_verdict", "-verdict").replace("_reason", "-reason"): v for name, v in posted.items()}
    answer = client.post(questions_url(built, f"{number}/answer/"), {"do": do, **fields}, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def ask_again(built: Built, *entries: str) -> None:
    """The rules run once more, and ask the same question of these entries."""
    running.ask_for_run(built.users[SeatRole.COORDINATOR], built.review)
    built.run()
    run = built.review.current_run
    assert run is not None
    again = Question(
        id=f"{CODE}-test-again",
        lens=Lens.EXPLOITATION,
        code=CODE,
        version="1",
        certainty=Certainty.CERTAIN,
        title="Scar",
        wording=QUESTION,
        evidence=tuple(Evidence(EntryId(e)) for e in entries),
    )
    keep_questions(run, [again])


def test_the_list_tells_where_each_stands_and_can_be_narrowed(built: Built, panel: Client) -> None:
    assert QUESTION in page(panel, questions_url(built))
    assert QUESTION in page(panel, questions_url(built, "?lens=exploitation&words=scar"))
    assert QUESTION not in page(panel, questions_url(built, "?words=nosuchword"))
    assert QUESTION in page(panel, questions_url(built, "?state=mine"))
    act(panel, built, asked(built).number, "answer", answer_verdict="agreed")
    assert QUESTION not in page(panel, questions_url(built, "?state=mine"))


def test_every_entry_of_the_evidence_stands_on_the_page_with_its_words_and_a_link(built: Built, panel: Client) -> None:
    entry = built.placed("scar", 1)
    said = page(panel, questions_url(built, f"{asked(built).number}/"))
    assert "late for class, scar on his arm" in said
    assert f"/reviews/{built.review.pk}/timeline/entry/{entry.entry}/" in said
    assert "Owain" not in said, "pseudonyms are on"


def test_the_entry_leads_to_its_questions_and_to_one_of_ones_own(built: Built, panel: Client) -> None:
    entry = built.placed("scar", 1)
    said = page(panel, built.url(f"entry/{entry.entry}/"))
    assert questions_url(built, f"{asked(built).number}/") in said
    assert questions_url(built, f"ask/?entries={entry.entry}") in said


def test_a_later_answer_stands_in_place_of_the_earlier_and_both_are_kept(built: Built, panel: Client) -> None:
    number = asked(built).number
    assert "Say why" in act(panel, built, number, "answer", 422, answer_verdict="explained")
    act(panel, built, number, "answer", answer_verdict="agreed")
    said = act(
        panel,
        built,
        number,
        "answer",
        answer_verdict="explained",
        answer_reason="The nurse Owain saw said so",
    )
    assert "1 earlier answer" in said
    others = page(built.client(SeatRole.REVIEWER), questions_url(built, f"{number}/"))
    assert "The nurse" in others
    assert "Owain" not in others, "a name in an answer is veiled as in a row"
    assert [a.verdict for a in AnswerRecord.objects.order_by("pk")] == ["agreed", "explained"]
    assert "taken back" in act(panel, built, number, "take_back")
    assert "No answer yet" in page(panel, questions_url(built, f"{number}/"))


def test_disagreement_is_shown_and_settling_it_needs_a_reason(built: Built, panel: Client) -> None:
    number = asked(built).number
    reviewer = built.client(SeatRole.REVIEWER)
    act(panel, built, number, "answer", answer_verdict="agreed")
    act(reviewer, built, number, "answer", answer_verdict="not_agreed", answer_reason="Another child")
    assert "The panel differs." in page(panel, questions_url(built, f"{number}/"))
    assert QUESTION in page(panel, questions_url(built, "?state=disagreement"))
    coordinator = built.client(SeatRole.COORDINATOR)
    assert "Say why the panel" in act(coordinator, built, number, "settle", 422, settle_verdict="agreed")
    said = act(coordinator, built, number, "settle", settle_verdict="agreed", settle_reason="It is this child")
    assert "It is this child" in said
    assert "Another child" in said, "the members' own answers stay"
    assert act(panel, built, number, "settle", 403, settle_verdict="explained")
    act(coordinator, built, number, "open_again")
    assert QUESTION in page(panel, questions_url(built, "?state=open"))


def test_evidence_is_found_added_and_taken_away_and_comes_back(built: Built, panel: Client) -> None:
    number = asked(built).number
    clinic = built.placed("clinic").entry
    found = page(panel, questions_url(built, f"{number}/?find=clinic"))
    assert f'value="{clinic}"' in found
    act(panel, built, number, "add", entry=clinic, reason="The same arm")
    assert "The same arm" in page(panel, questions_url(built, f"{number}/"))
    assert "Say why" in act(panel, built, number, "take_away", 422, entry=clinic)
    said = act(panel, built, number, "take_away", entry=clinic, reason="Another appointment")
    assert "Taken away" in said
    assert "Another appointment" in said
    act(panel, built, number, "put_back", entry=clinic)
    assert "Taken away" not in page(panel, questions_url(built, f"{number}/"))


def test_a_question_of_ones_own_rests_on_entries_and_only_its_asker_words_it_anew(built: Built, panel: Client) -> None:
    entry = built.placed("scar").entry
    assert "zebrapolice" in page(panel, questions_url(built, f"ask/?entries={entry}"))
    posted = {"lens": "curiosity", "title": "The arm", "wording": "Who asked about the arm?", "entries": entry}
    said = panel.post(questions_url(built, "ask/"), posted, follow=True).content.decode()
    assert "Who asked about the arm?" in said
    assert "zebrapolice" in said
    own = QuestionRecord.objects.get(own=True)
    act(panel, built, own.number, "word", title="The arm", wording="Who asked him?")
    reviewer = built.client(SeatRole.REVIEWER)
    assert "Only who asked" in act(reviewer, built, own.number, "word", 422, title="x", wording="y")
    built_again = page(panel, questions_url(built))
    assert "Who asked him?" in built_again


def test_an_entry_of_another_review_is_never_evidence(built: Built, panel: Client) -> None:
    other = build_review(
        title="Child B",
        rows={"Dyfnant Police": "Date,Event,Action\n1/2/2020,Stopped again near the shop. zebraother,\n"},
    )
    entry = other.placed("zebraother").entry
    said = act(panel, built, asked(built).number, "add", 422, entry=entry)
    assert "zebraother" not in said
    assert "zebraother" not in page(panel, questions_url(built, f"ask/?entries={entry}"))


def test_what_changed_since_an_answer_is_shown_after_the_timeline_is_made_anew(built: Built, panel: Client) -> None:
    number = asked(built).number
    act(panel, built, number, "answer", answer_verdict="agreed")
    before = built.placed("scar", 1).entry
    ask_again(built, before, built.placed("clinic").entry)
    said = page(panel, questions_url(built, f"{number}/"))
    assert "Changed since it was last answered" in said
    assert "13/05/2020" in said
    assert QUESTION in page(panel, questions_url(built, "?state=changed"))
    act(panel, built, number, "answer", answer_verdict="agreed")
    assert "Changed since" not in page(panel, questions_url(built, f"{number}/"))


def test_those_who_answered_are_told_when_the_questions_changed(built: Built, panel: Client) -> None:
    told = NoticeRecord.objects.filter(kind="questions_changed")
    running.ask_for_run(built.users[SeatRole.COORDINATOR], built.review)
    built.run()
    assert not told.exists(), "nobody has answered yet"
    ask_again(built, built.placed("scar", 1).entry)
    act(panel, built, asked(built).number, "answer", answer_verdict="agreed")
    running.ask_for_run(built.users[SeatRole.COORDINATOR], built.review)
    built.run()
    assert {n.user_id for n in told} == {built.users[SeatRole.PANEL].pk, built.users[SeatRole.REVIEWER].pk}


def test_an_answered_question_that_is_asked_no_more_stays(built: Built, panel: Client) -> None:
    number = asked(built).number
    act(panel, built, number, "answer", answer_verdict="agreed")
    running.ask_for_run(built.users[SeatRole.COORDINATOR], built.review)
    built.run()
    assert "no longer ask this" in page(panel, questions_url(built, f"{number}/"))


def test_the_panel_s_table_is_printed_whole(built: Built, panel: Client) -> None:
    said = page(panel, questions_url(built, "?print=1"))
    assert QUESTION in said


def test_an_author_and_an_auditor_see_no_question(built: Built) -> None:
    for role in (SeatRole.AUTHOR, SeatRole.AUDITOR, SeatRole.PRACTITIONER, SeatRole.BOARD, SeatRole.PARTICIPANT):
        for path in ("", f"{asked(built).number}/", "ask/"):
            answer = built.client(role).get(questions_url(built, path))
            assert answer.status_code == 403
            assert b"zebra" not in answer.content


def test_the_questions_of_a_review_cost_the_same_few_database_queries(built: Built, panel: Client) -> None:
    for n in range(12):
        posted = {"lens": "curiosity", "title": f"Own {n}", "wording": "What was asked?", "entries": ""}
        panel.post(questions_url(built, "ask/"), posted)
    for own in QuestionRecord.objects.filter(own=True):
        act(panel, built, own.number, "answer", answer_verdict="agreed")
    with counted() as few:
        page(panel, questions_url(built))
    assert few.queries <= 15


def test_the_swapped_reading_exchanges_genders_and_hides_what_pseudonyms_hide(built: Built, panel: Client) -> None:
    said = page(panel, f"/reviews/{built.review.pk}/swapped/")
    assert "Father" in said, "Mother rang to say sorry"
    assert "Owain" not in said
    neutral = page(panel, f"/reviews/{built.review.pk}/swapped/?words=neutral")
    assert "Parent" in neutral


def test_the_fairness_check_is_asked_for_run_and_shown(
    built: Built, panel: Client, django_capture_on_commit_callbacks: object
) -> None:
    url = f"/reviews/{built.review.pk}/fairness/"
    assert "Nobody has asked" in page(panel, url)
    panel.post(url + "check/")
    run = built.review.runs.latest("number")
    assert run.fairness["state"] == "asked"
    swapping.check(run.pk) if callable(swapping.check) else swapping.check.call(run.pk)
    run.refresh_from_db()
    assert run.fairness["state"] == "done"
    assert run.fairness["entries"] == 8
    assert "8" in page(panel, url)


def test_what_is_done_stands_in_the_trail_without_a_word_of_the_case(built: Built, panel: Client) -> None:
    act(panel, built, asked(built).number, "answer", answer_verdict="explained", answer_reason="zebrareason")
    lines = TrailRecord.objects.filter(review=built.review.pk, act="answer a question")
    assert lines.count() == 1
    assert "zebra" not in lines.get().what
