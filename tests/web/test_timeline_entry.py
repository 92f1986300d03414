"""One entry: what stands on its page, what is written on it, how the timeline is put right by hand and undone."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from keepsight.access import NotAllowed, SeatRole
from keepsight.model import KeepsightError
from keepsight.services import annotating, rearranging, trail
from keepsight.store.models import (
    CommentRecord,
    CorrectionRecord,
    DayOrderRecord,
    LinkDecisionRecord,
    PlacedRecord,
    TagRecord,
    TrailRecord,
)
from tests.web.build_tl import QUESTION, Built, build_review

pytestmark = pytest.mark.django_db
HTMX = {"HX_Request": "true", "HX_Target": "entry"}


@pytest.fixture(autouse=True)
def _as_served() -> object:
    with override_settings(
        SECOND_FACTOR=False,
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


@pytest.fixture
def built() -> Built:
    return build_review()


@pytest.fixture
def panel(built: Built) -> Client:
    return built.client(SeatRole.PANEL)


def page(client: Client, built: Built, entry: str) -> str:
    answer = client.get(built.url(f"entry/{entry}/"))
    assert answer.status_code == 200
    return answer.content.decode()


def act(client: Client, built: Built, entry: str, what: str, **posted: object) -> str:
    answer = client.post(built.url(f"entry/{entry}/{what}/"), posted, follow=True)
    return answer.content.decode()


def acts_of(built: Built) -> list[str]:
    return list(TrailRecord.objects.filter(review=built.review.pk).values_list("act", flat=True))


def test_the_page_tells_the_row_its_accounts_who_knew_and_what_it_raises(built: Built, panel: Client) -> None:
    said = page(panel, built, built.placed("scar", 1).entry)
    for words in (
        "The row as it came",
        "12/05/2020",
        "Head told",
        "zebrapolice",
        QUESTION,
        "Dyfnant Police",
        "has an account of it",
    ):
        assert words in said, words


def test_the_script_gets_the_panel_alone(built: Built, panel: Client) -> None:
    entry = built.placed("scar").entry
    part = panel.get(
        built.url(f"entry/{entry}/"), headers={"HX_Request": "true", "HX_Target": "panel"}
    ).content.decode()
    assert "<html" not in part
    assert "<h1" not in part
    assert f'data-entry="{entry}"' in part


def test_reasons_and_comments_keep_names_behind_pseudonyms(built: Built, panel: Client) -> None:
    entry = built.placed("scar").entry
    act(panel, built, entry, "note", do="comment", text="Why did nobody ask Owain Pryce about it?")
    said = page(panel, built, entry)
    assert "Pryce" not in said
    assert "Why did nobody ask" in said
    panel.post(f"/reviews/{built.review.pk}/names/", {"names": "1"})
    said = page(panel, built, entry)
    assert "Why did nobody ask Owain Pryce about it?" in said
    assert "Owain Pryce is named in both" in said


def test_a_cell_put_right_keeps_its_new_names_behind_pseudonyms_and_the_old_words_readable(
    built: Built, panel: Client
) -> None:
    placed = built.placed("zebrahealth", 1)
    CorrectionRecord.objects.create(
        review=built.review,
        entry=placed.entry,
        column="Event",
        was="Mother rang to say sorry. zebrahealth",
        now="Nerys Pryce rang, she was upset",
        made_by=built.users[SeatRole.COORDINATOR],
        made_at=timezone.now(),
    )
    for said in (page(panel, built, placed.entry), panel.get(built.url()).content.decode()):
        assert "rang, she was upset" in said
        assert "Pryce" not in said
    assert "zebrahealth" in page(panel, built, placed.entry)


def test_a_comment_is_written_taken_back_and_brought_back_by_its_writer_alone(built: Built, panel: Client) -> None:
    entry = built.placed("scar").entry
    assert "Your comment stands beside the entry." in act(panel, built, entry, "note", do="comment", text=" look here ")
    made = CommentRecord.objects.get()
    assert made.text == "look here"
    reviewer = built.client(SeatRole.REVIEWER)
    assert "look here" in page(reviewer, built, entry)
    said = act(reviewer, built, entry, "note", do="withdraw", comment=made.pk)
    assert "Only the person who wrote a comment can take it back." in said
    act(panel, built, entry, "note", do="withdraw", comment=made.pk)
    assert "look here" not in page(reviewer, built, entry)
    assert "look here" in page(panel, built, entry)
    act(panel, built, entry, "note", do="bring_back", comment=made.pk)
    assert "look here" in page(reviewer, built, entry)
    assert {"comment on an entry", "withdraw a comment", "bring a comment back"} <= set(acts_of(built))


def test_an_empty_comment_is_refused_with_what_to_do(built: Built, panel: Client) -> None:
    entry = built.placed("scar").entry
    answer = panel.post(built.url(f"entry/{entry}/note/"), {"do": "comment", "text": "  "})
    assert answer.status_code == 422
    assert "Write something first" in answer.content.decode()
    part = panel.post(built.url(f"entry/{entry}/note/"), {"do": "comment", "text": "  "}, headers=HTMX)
    assert part.status_code == 200
    assert "Write something first" in part.content.decode()


def test_a_tag_is_put_on_once_and_taken_off_and_holds_no_name(built: Built, panel: Client) -> None:
    entry = built.placed("scar").entry
    for _ in range(2):
        act(panel, built, entry, "note", do="tag", tag=" seen  outside ")
    made = TagRecord.objects.get()
    assert made.tag == "seen outside"
    assert "Use the pseudonym" in act(panel, built, entry, "note", do="tag", tag="Owain Pryce")
    act(panel, built, entry, "note", do="untag", tag=made.pk)
    assert not TagRecord.objects.exists()
    assert acts_of(built).count("tag an entry") == 1


def test_a_comment_of_another_entry_is_not_found(built: Built, panel: Client) -> None:
    one, other = built.placed("scar").entry, built.placed("zebrahealth").entry
    act(panel, built, one, "note", do="comment", text="x")
    url = built.url(f"entry/{other}/note/")
    assert panel.post(url, {"do": "withdraw", "comment": CommentRecord.objects.get().pk}).status_code == 404


def test_two_accounts_are_linked_by_hand_held_apart_and_both_undone(built: Built, panel: Client) -> None:
    a, b = built.placed("zebrapolice", 1), built.placed("zebrahealth")
    assert a.event == b.event == ""
    act(panel, built, a.entry, "arrange", do="link", other=b.entry, reason="both tell of that night")
    built.run()
    a, b = built.placed("zebrapolice", 1), built.placed("zebrahealth")
    assert a.event == b.event != ""
    assert "both tell of that night" in page(panel, built, a.entry)
    link = LinkDecisionRecord.objects.get(a=a.entry)
    act(panel, built, a.entry, "arrange", do="undo_link", decision=link.pk)
    built.run()
    assert built.placed("zebrahealth").event == ""
    first, second = built.placed("scar"), built.placed("scar", 1)
    act(panel, built, first.entry, "arrange", do="apart", other=second.entry, reason="two days")
    built.run()
    assert built.placed("scar").event == ""
    apart = LinkDecisionRecord.objects.get(together=False)
    act(panel, built, first.entry, "arrange", do="undo_link", decision=apart.pk)
    built.run()
    assert built.placed("scar").event == built.placed("scar", 1).event != ""
    assert {"link two accounts", "hold two accounts apart", "undo a decision on accounts"} <= set(acts_of(built))


@pytest.mark.parametrize(
    ("posted", "why"),
    [
        ({"do": "link", "other": "", "reason": "x"}, "Choose the other entry first."),
        ({"do": "link", "other": "self", "reason": "x"}, "Choose another entry"),
        ({"do": "link", "other": "health", "reason": " "}, "Say why"),
        ({"do": "apart", "other": "health", "reason": "x"}, "These two are not linked."),
        ({"do": "correct", "now": "soon", "reason": "x"}, "No day could be read"),
        ({"do": "correct", "now": "12 May 2020", "reason": ""}, "Say how you know"),
        ({"do": "earlier"}, "It stands first already."),
        ({"do": "undo_order"}, "no order set by hand"),
        ({"do": "dance"}, "Nothing was chosen"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    built: Built, panel: Client, posted: dict[str, str], why: str
) -> None:
    entries = {"self": built.placed("scar").entry, "health": built.placed("zebrahealth").entry}
    sent = {k: entries.get(v, v) for k, v in posted.items()}
    answer = panel.post(built.url(f"entry/{entries['self']}/arrange/"), sent)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not built.review.runs.filter(state="waiting").exists()


def test_a_day_is_put_in_order_by_hand_and_the_order_is_undone(built: Built, panel: Client) -> None:
    def day() -> list[str]:
        health = PlacedRecord.objects.filter(run=built.review.current_run, earliest="2020-05-13")
        return list(health.order_by("position").values_list("entry", flat=True))

    before = day()
    assert len(before) == 2
    said = page(panel, built, before[0])
    assert "Order of this day" in said
    act(panel, built, before[0], "arrange", do="later", which=before[0])
    built.run()
    assert day() == before[::-1]
    act(panel, built, before[0], "arrange", do="undo_order")
    built.run()
    assert day() == before
    assert DayOrderRecord.objects.get().undone_at is not None


def test_a_date_is_corrected_beside_what_was_written_and_the_correction_is_undone(built: Built, panel: Client) -> None:
    entry = built.placed("zebrahealth").entry
    act(panel, built, entry, "arrange", do="correct", now="2 July 2020", reason="the letter says so")
    assert built.review.runs.filter(state="waiting").count() == 1
    assert "2 July 2020" in page(panel, built, entry)
    built.run()
    placed = PlacedRecord.objects.get(run=built.review.current_run, entry=entry)
    assert str(placed.earliest) == "2020-07-02"
    said = page(panel, built, entry)
    assert "the row said" in said
    assert "13/05/2020" in said
    assert placed.record.payload["when"]["text"] == "13/05/2020"
    act(panel, built, entry, "arrange", do="undo_correction", correction=CorrectionRecord.objects.get().pk)
    built.run()
    placed = PlacedRecord.objects.get(run=built.review.current_run, entry=entry)
    assert str(placed.earliest) == "2020-05-13"
    assert "taken back" in page(panel, built, entry)


def test_services_check_for_themselves_who_may(built: Built) -> None:
    author, review = built.users[SeatRole.AUTHOR], built.review
    own, other = built.placed("zebraschool").entry, built.placed("zebrapolice").entry
    for entry in (own, other):
        with pytest.raises(NotAllowed):
            annotating.comment(author, review, entry=entry, text="x")
        with pytest.raises(NotAllowed):
            annotating.tag(author, review, entry=entry, words="x")
        with pytest.raises(NotAllowed):
            rearranging.move(author, review, entry=entry, earlier=True)
        with pytest.raises(NotAllowed):
            rearranging.correct_date(author, review, entry=entry, now="1 May 2020", reason="x")
    with pytest.raises(NotAllowed):
        rearranging.decide_link(author, review, a=own, b=other, together=True, reason="x")


def test_an_undated_entry_has_no_place_in_a_day(built: Built) -> None:
    with pytest.raises(KeepsightError, match="certain day"):
        rearranging.move(
            built.users[SeatRole.PANEL], built.review, entry=built.placed("nobody dated").entry, earlier=True
        )


def test_the_trail_holds_every_view_and_change_and_no_word_of_the_case(built: Built, panel: Client) -> None:
    entry = built.placed("scar").entry
    act(panel, built, entry, "note", do="comment", text="zebracomment of Owain")
    act(panel, built, entry, "note", do="tag", tag="zebratag")
    panel.get(built.url("?words=zebrapolice"))
    lines = list(TrailRecord.objects.values_list("act", "what"))
    assert ("see an entry", f"entry {entry}") in lines
    assert "see the timeline" in {a for a, _ in lines}
    assert not any("zebra" in w.lower() or "owain" in w.lower() for _, w in lines)
    assert trail.verify()[1] is None
