"""The learning: themes of what was agreed, accounts with consent, expected practice then, the event's reduced timeline."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from keepsight.access import NotAllowed, SeatRole
from keepsight.model import KeepsightError
from keepsight.services import answering, learning, learning_event, versions
from keepsight.store.models import (
    InterimActionRecord,
    KeptVersionRecord,
    LearningEventRecord,
    NoticeRecord,
    PolicyRecord,
    QuestionRecord,
    ThemeRecord,
    VoiceRecord,
)
from tests.web.build_tl import Built, build_review
from tests.web.counting import counted
from tests.web.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]


@pytest.fixture
def built() -> Built:
    return build_review()


@pytest.fixture
def panel(built: Built) -> Client:
    return built.client(SeatRole.PANEL)


def agreed(built: Built) -> QuestionRecord:
    entries = [built.placed("scar").entry, built.placed("scar", 1).entry]
    one = answering.ask_own(
        built.users[SeatRole.PANEL],
        built.review,
        lens="trauma",
        title="The scar",
        wording="Who asked?",
        entries=entries,
    )
    answering.settle(built.users[SeatRole.COORDINATOR], one, verdict="agreed")
    return one


def url(built: Built, path: str = "learning/") -> str:
    return f"/reviews/{built.review.pk}/{path}"


def send(client: Client, address: str, status: int = 200, *, texts: dict[str, str] | None = None, **posted: Any) -> str:
    fields = posted | {f"text-{entry}": text for entry, text in (texts or {}).items()}
    answer = client.post(address, fields, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def test_what_was_agreed_waits_for_a_theme_and_is_traced_from_it(built: Built, panel: Client) -> None:
    one = agreed(built)
    assert "Agreed, and in no theme yet" in page(panel, url(built))
    form = page(panel, url(built, f"learning/themes/new/?questions={one.number}"))
    assert "checked" in form
    said = send(panel, url(built, "learning/themes/new/"), title="Asking", text="Ask each time.", questions=one.number)
    assert "Agreed, and in no theme yet" not in said
    assert f"/questions/{one.number}/" in said
    assert "No recommendation comes of it yet." in said


def test_a_theme_rests_on_nothing_that_was_not_agreed(built: Built, panel: Client) -> None:
    one = agreed(built)
    open_one = QuestionRecord.objects.exclude(pk=one.pk).first()
    assert open_one is not None
    with pytest.raises(KeepsightError, match="rests on what the panel agreed"):
        learning.keep_theme(built.users[SeatRole.PANEL], built.review, title="x", questions=[open_one.number])
    other = build_review(title="Child B", rows={})
    with pytest.raises(KeepsightError, match="not there any more"):
        learning.keep_theme(other.users[SeatRole.PANEL], other.review, title="x", questions=[one.number])


def test_two_who_write_at_once_see_both_and_nothing_is_lost(built: Built, panel: Client) -> None:
    send(panel, url(built, "learning/themes/new/"), title="Asking", text="first words")
    theme = ThemeRecord.objects.get()
    address = url(built, f"learning/themes/{theme.pk}/")
    assert 'name="version" value="1"' in page(panel, address)
    send(built.client(SeatRole.REVIEWER), address, title="Asking", text="the reviewer's words", version=1)
    said = send(panel, address, 422, title="Asking", text="the panel's words", version=1)
    assert "the reviewer&#x27;s words" in said
    assert "the panel&#x27;s words" in said
    assert 'name="version" value="2"' in said
    theme.refresh_from_db()
    assert theme.text == "the reviewer's words"
    send(panel, address, title="Asking", text="both words", version=2)
    assert [v.content["text"] for v in KeptVersionRecord.objects.order_by("version")] == [
        "first words",
        "the reviewer's words",
    ]
    assert "2 earlier versions" in page(panel, address)


def test_saving_the_same_again_makes_no_version(built: Built, panel: Client) -> None:
    theme = learning.keep_theme(built.users[SeatRole.PANEL], built.review, title="Asking")
    again = learning.keep_theme(built.users[SeatRole.PANEL], built.review, theme, version=1, title="Asking")
    assert again.version == 1
    with pytest.raises(versions.Overtaken):
        learning.keep_theme(built.users[SeatRole.PANEL], built.review, theme, version=9, title="Other")


def test_themes_are_ordered_taken_out_and_brought_back(built: Built, panel: Client) -> None:
    for title in ("First", "Second"):
        send(panel, url(built, "learning/themes/new/"), title=title)
    second = ThemeRecord.objects.get(title="Second")
    send(panel, url(built, f"learning/themes/{second.pk}/act/"), do="earlier")
    assert [t.title for t in ThemeRecord.objects.all()] == ["Second", "First"]
    said = send(panel, url(built, f"learning/themes/{second.pk}/act/"), do="out")
    assert "1 taken out" in said
    assert page(panel, url(built, f"learning/themes/{second.pk}/"), 404)
    said = send(panel, url(built, f"learning/themes/{second.pk}/act/"), do="back")
    assert "taken out" not in said


def test_an_account_needs_consent_and_silence_its_reason(built: Built, panel: Client) -> None:
    address = url(built, "learning/accounts/new/")
    assert "without consent nothing is kept" in send(panel, address, 422, who="The child", took_part="1", words="x")
    assert "why they took no part" in send(panel, address, 422, who="The mother", took_part="0")
    said = send(
        panel, address, who="The child", took_part="1", consented_on="2020-12-01", consent_to="the panel", words="Nobody asked Owain."
    )  # fmt: skip
    assert "Nobody asked" in said
    assert "Owain" not in said
    assert VoiceRecord.objects.get().words == "Nobody asked Owain."
    said = send(panel, address, who="The mother", took_part="0", no_part_reason="Declined twice")
    assert "Took no part: Declined twice" in " ".join(said.split())


def test_a_text_with_a_name_is_not_opened_to_write_in_while_pseudonyms_are_on(built: Built, panel: Client) -> None:
    theme = learning.keep_theme(
        built.users[SeatRole.PANEL], built.review, title="Asking", text="Owain told the nurse himself."
    )
    address = url(built, f"learning/themes/{theme.pk}/")
    said = page(panel, address)
    assert "Owain" not in said
    assert "<textarea" not in said
    panel.post(f"/reviews/{built.review.pk}/names/", {"names": "1"})
    assert "Owain told the nurse" in page(panel, address)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2019-01-01", "", "throughout the period reviewed"),
        ("2020-06-01", "", "for a part of the period"),
        ("2021-01-01", "", "came after the period reviewed"),
        ("2010-01-01", "2019-12-31", "had ended before"),
        ("", "", "find the version of that time"),
    ],
)
def test_expected_practice_says_whether_it_was_in_force_then(
    built: Built, panel: Client, first: str, last: str, expected: str
) -> None:
    said = send(
        panel, url(built, "learning/expected/new/"), title="Protocol", expected="Ask.", in_force_from=first, in_force_to=last
    )  # fmt: skip
    assert expected in said
    assert PolicyRecord.objects.count() == 1


def test_expected_practice_does_not_end_before_it_begins(built: Built, panel: Client) -> None:
    said = send(
        panel, url(built, "learning/expected/new/"), 422, title="P", expected="x", in_force_from="2020-02-01", in_force_to="2020-01-01"
    )  # fmt: skip
    assert "cannot have ended" in said


def test_an_interim_action_is_late_until_it_is_done_and_done_says_what_came_of_it(built: Built, panel: Client) -> None:
    said = send(
        panel, url(built, "learning/interim/new/"), text="Ring the clinic", owner="Team manager", due_on="2020-01-02"
    )
    assert "overdue" in said
    one = InterimActionRecord.objects.get()
    address = url(built, f"learning/interim/{one.pk}/")
    assert "what came of it" in send(panel, address, 422, text="Ring the clinic", done_on="2020-01-03", version=1)
    said = send(panel, address, text="Ring the clinic", done_on="2020-01-03", outcome="They rang", version=1)
    assert "overdue" not in said
    assert "They rang" in said


def released(built: Built) -> LearningEventRecord:
    agreed(built)
    coordinator = built.users[SeatRole.COORDINATOR]
    event = learning_event.plan(coordinator, built.review, held_on=None, mode="room", note="Nobody is blamed here.")
    client = built.client(SeatRole.COORDINATOR)
    offered = page(client, url(built, f"events/{event.pk}/choose/"))
    entry = built.placed("scar").entry
    assert entry in offered
    assert "[…]" not in offered
    send(
        client,
        url(built, f"events/{event.pk}/choose/"),
        entries=entry,
        texts={entry: "Stopped in the park; a scar."},
    )
    send(client, url(built, f"events/{event.pk}/release/"), release="1")
    event.refresh_from_db()
    return event


def test_participants_read_what_was_released_and_nothing_before(built: Built) -> None:
    coordinator = built.users[SeatRole.COORDINATOR]
    participant = built.client(SeatRole.PARTICIPANT)
    waiting = learning_event.plan(coordinator, built.review, held_on=None, mode="virtual")
    assert page(participant, url(built, f"events/{waiting.pk}/"), 404)
    assert "Nothing is released to you yet" in page(participant, url(built, "events/"))
    event = released(built)
    said = page(participant, url(built, f"events/{event.pk}/"))
    assert "Stopped in the park; a scar." in said
    assert "Nobody is blamed here." in said
    assert "zebra" not in said
    assert NoticeRecord.objects.filter(kind="event_released", user=built.users[SeatRole.PARTICIPANT]).count() == 1
    learning_event.release(coordinator, event, back=True)
    assert page(participant, url(built, f"events/{event.pk}/"), 404)


def test_a_participant_adds_and_sees_the_own_words_and_the_panel_all(built: Built, panel: Client) -> None:
    event = released(built)
    participant = built.client(SeatRole.PARTICIPANT)
    entry = built.placed("scar").entry
    address = url(built, f"events/{event.pk}/contribute/")
    assert "Write something first" in send(participant, address, 422, text=" ", entry=entry)
    send(participant, address, text="There was no time to ask.", entry=entry)
    send(panel, address, text="We heard that from three teams.")
    mine = page(participant, url(built, f"events/{event.pk}/"))
    assert "There was no time to ask." in mine
    assert "three teams" not in mine
    whole = page(panel, url(built, f"events/{event.pk}/"))
    assert "There was no time to ask." in whole
    assert "three teams" in whole
    with pytest.raises(NotAllowed):
        learning_event.contribute(built.users[SeatRole.AUTHOR], event, text="x")


def test_nobody_is_named_in_a_reduced_timeline(built: Built) -> None:
    event = learning_event.plan(built.users[SeatRole.COORDINATOR], built.review, held_on=None, mode="mixed")
    entry = built.placed("scar").entry
    client = built.client(SeatRole.COORDINATOR)
    address = url(built, f"events/{event.pk}/choose/?find=scar")
    assert entry in page(client, address)
    said = send(
        client, url(built, f"events/{event.pk}/choose/"), 422, entries=entry, texts={entry: "Owain was stopped."}
    )
    assert "Somebody could be known" in said
    assert event.entries.count() == 0
    assert "Choose the entries first" in send(client, url(built, f"events/{event.pk}/release/"), 422, release="1")
    send(client, url(built, f"events/{event.pk}/choose/"), entries=entry, texts={entry: "A boy was stopped."})
    event.entries.update(text="Owain was stopped.")
    assert "Somebody could be known" in send(client, url(built, f"events/{event.pk}/release/"), 422, release="1")


def test_a_released_timeline_is_changed_only_after_it_was_taken_back(built: Built) -> None:
    event = released(built)
    entry = built.placed("scar").entry
    said = send(built.client(SeatRole.REVIEWER), url(built, f"events/{event.pk}/choose/"), 422, entries=entry)
    assert "Take the release back" in said


def test_the_learning_costs_few_database_queries(built: Built, panel: Client) -> None:
    one = agreed(built)
    for n in range(8):
        learning.keep_theme(built.users[SeatRole.PANEL], built.review, title=f"Theme {n}", questions=[one.number])
    with counted() as few:
        page(panel, url(built))
    assert few.queries <= 25
