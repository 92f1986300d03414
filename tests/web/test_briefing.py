"""The briefing: drafted, written by two at once, rendered in Welsh, signed off, through the gate, published and withdrawn."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from keepsight.access import NotAllowed, SeatRole
from keepsight.model import KeepsightError
from keepsight.services import answering, learning, publishing, writing
from keepsight.services.briefed import gate_of, jigsaw_of, obstacles_of, written
from keepsight.store import vault
from keepsight.store.models import BoxVersionRecord, NoticeRecord, PublicationRecord, QuestionRecord
from tests.web.build_tl import Built, build_review
from tests.web.pages import page, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
SIGNERS = (SeatRole.COORDINATOR, SeatRole.REVIEWER, SeatRole.PANEL, SeatRole.BOARD)
ENGLISH = {
    1: "A boy was known to three services.",
    2: "Services knew different parts.",
    3: "Nobody asked about the scar.",
    4: "Missed visits were not followed up.",
    5: "One worker carried most of it.",
    6: "Hard events were looked at one by one.",
    7: "The board changes how services ask.",
}


@pytest.fixture
def built() -> Built:
    return build_review()


def url(built: Built, path: str = "") -> str:
    return f"/reviews/{built.review.pk}/briefing/{path}"


def write(built: Built, texts: dict[int, str], *, language: str = "en") -> None:
    reviewer = built.users[SeatRole.REVIEWER]
    for number, text in texts.items():
        now = writing.latest(built.review, language).get(number)
        writing.save_box(
            reviewer,
            built.review,
            language=language,
            number=number,
            version=now.version if now else 0,
            heading=f"Heading {number}",
            text=text,
            bulleted=number == 7,
        )


def in_the_way(built: Built) -> str:
    one = written(built.review)
    return " ".join(obstacles_of(one, gate_of(one)))


def sign_all(built: Built) -> None:
    for role in SIGNERS:
        publishing.sign_off(built.users[role], built.review, role=role, digest=written(built.review).digest)


def published(built: Built) -> PublicationRecord:
    write(built, ENGLISH)
    sign_all(built)
    return publishing.publish(built.users[SeatRole.COORDINATOR], built.review)


def agreed(built: Built, lens: str = "trauma") -> QuestionRecord:
    entries = [built.placed("scar").entry]
    one = answering.ask_own(
        built.users[SeatRole.PANEL], built.review, lens=lens, title="The scar", wording="Who asked?", entries=entries
    )
    answering.settle(built.users[SeatRole.COORDINATOR], one, verdict="agreed")
    return one


def test_the_draft_comes_from_the_rules_until_the_panel_has_themes(built: Built) -> None:
    coordinator = built.client(SeatRole.COORDINATOR)
    assert "Draft the seven boxes" in page(coordinator, url(built))
    said = send(coordinator, url(built, "start/"))
    assert "Gender bias and exploitation" in said
    assert BoxVersionRecord.objects.count() == 7


def test_themes_and_recommendations_go_first_and_keep_what_stands_behind_them(built: Built) -> None:
    one = agreed(built)
    panel = built.users[SeatRole.PANEL]
    theme = learning.keep_theme(
        panel,
        built.review,
        title="Asking each time",
        text="Ask. Owain was not asked! Write it down.",
        questions=[one.number],
    )
    learning.keep_theme(panel, built.review, title="A kind nurse", good_practice=True)
    learning.keep_recommendation(
        panel, built.review, text="Ask at each visit", themes=[theme.pk], owner="Head of service", due_on=date(2027, 1, 31),
        measure="visits with the question",
    )  # fmt: skip
    send(built.client(SeatRole.COORDINATOR), url(built, "start/"))
    boxes = writing.latest(built.review, "en")
    assert boxes[3].heading == "Asking each time"
    assert [s["text"] for s in boxes[3].sentences] == ["Ask.", "Child A was not asked!", "Write it down."]
    assert all(s["questions"] == [one.number] for s in boxes[3].sentences)
    assert boxes[2].sentences[0]["text"] == "The panel agreed one theme: asking each time."
    assert boxes[2].sentences[1]["text"] == "Good practice was found too: a kind nurse."
    assert boxes[7].sentences[0]["text"] == (
        "Ask at each visit. Owner: Head of service. Date: 31 January 2027. Measure: visits with the question."
    )
    headings = [boxes[n].heading for n in (4, 5, 6)]
    assert "Trauma on trauma" not in headings, "the theme speaks of that lens"


def test_a_changed_sentence_keeps_what_stood_behind_it_and_a_new_one_has_nothing(built: Built) -> None:
    one = agreed(built)
    write(built, {1: "Services knew different parts of his life.\nNobody put them together."})
    box = writing.latest(built.review, "en")[1]
    reviewer = built.client(SeatRole.REVIEWER)
    send(reviewer, url(built, "sources/1/"), version=box.version, sentence=0, questions=[one.number])
    write(
        built, {1: "Services knew very different parts of his life.\nA wholly other thought about the law of the sea."}
    )
    first, second = writing.latest(built.review, "en")[1].sentences
    assert first["questions"] == [one.number]
    assert second["questions"] == []
    said = page(reviewer, url(built, "en/1/"))
    assert f"/questions/{one.number}/" in said
    assert "Nothing stands behind it." in said


def test_two_who_save_at_once_are_both_kept_and_shown_until_brought_together(built: Built) -> None:
    write(built, {1: "What stands."})
    coordinator, reviewer = built.client(SeatRole.COORDINATOR), built.client(SeatRole.REVIEWER)
    fields: dict[str, Any] = {"heading": "Background", "do": "save"}
    send(coordinator, url(built, "en/1/"), version=1, text="The coordinator's words.", **fields)
    said = send(reviewer, url(built, "en/1/"), version=1, text="The reviewer's words.", **fields)
    assert "Yours is kept beside theirs" in said
    assert "The coordinator&#x27;s words." in said
    assert "The reviewer&#x27;s words." in said
    assert "saved at once" in in_the_way(built)
    said = send(reviewer, url(built, "en/1/"), version=2, text="The words of both.", **fields)
    assert "Saved beside it by" not in said
    assert BoxVersionRecord.objects.filter(number=1).count() == 4, "every version is kept"


def test_two_who_begin_a_box_at_once_are_both_kept(built: Built) -> None:
    fields: dict[str, Any] = {"heading": "Background", "do": "save", "version": 0}
    send(built.client(SeatRole.COORDINATOR), url(built, "en/1/"), text="One.", **fields)
    said = send(built.client(SeatRole.REVIEWER), url(built, "en/1/"), text="Two.", **fields)
    assert "Yours is kept beside theirs" in said
    assert writing.latest(built.review, "en")[1].sentences[0]["text"] == "One."


def test_an_earlier_version_is_brought_back(built: Built) -> None:
    write(built, {1: "First."})
    write(built, {1: "Second."})
    said = send(built.client(SeatRole.REVIEWER), url(built, "en/1/back/"), version=1)
    assert "stands again, as version 3" in said
    assert writing.latest(built.review, "en")[1].sentences[0]["text"] == "First."


def test_the_page_shows_how_a_box_reads_while_it_is_typed_and_saves_nothing(built: Built) -> None:
    write(built, {1: "What stands."})
    reviewer = built.client(SeatRole.REVIEWER)
    typed: dict[str, Any] = {"version": 1, "heading": "Background", "text": "Words " * 1500}
    part = reviewer.post(url(built, "en/1/"), typed, headers={"HX_Request": "true", "HX_Target": "reads"})
    assert part.status_code == 200
    assert "more than seven minutes" in part.content.decode()
    assert "<form" not in part.content.decode()
    said = send(reviewer, url(built, "en/1/"), do="preview", **{**typed, "text": "How it reads."})
    assert said.count("How it reads.") == 2, "in the field and as it reads"
    assert BoxVersionRecord.objects.count() == 1


def test_the_welsh_is_stale_once_the_english_changed(built: Built) -> None:
    with pytest.raises(KeepsightError, match="Write the English box first"):
        write(built, {1: "Rhywbeth."}, language="cy")
    write(built, {1: "Something."})
    write(built, {1: "Rhywbeth."}, language="cy")
    reader = built.client(SeatRole.BOARD)
    assert "Stale:" not in page(reader, url(built))
    write(built, {1: "Something else."})
    assert "Stale:" in page(reader, url(built))
    write(built, {1: "Rhywbeth arall."}, language="cy")
    assert "Stale:" not in page(reader, url(built))


def test_a_sign_off_is_of_one_text_and_a_changed_word_undoes_it(built: Built) -> None:
    write(built, ENGLISH)
    panel = built.client(SeatRole.PANEL)
    digest = written(built.review).digest
    said = send(panel, url(built, "sign/"), role="panel", digest=digest)
    assert "signed off by" in said
    write(built, {1: "A boy was known to four services."})
    assert "signed an earlier text" in page(panel, url(built))
    assert "was changed since you opened it" in send(panel, url(built, "sign/"), 422, role="panel", digest=digest)
    assert "role that you hold" in send(
        panel, url(built, "sign/"), 422, role="reviewer", digest=written(built.review).digest
    )
    send(built.client(SeatRole.COORDINATOR), url(built, "ask/"))
    assert NoticeRecord.objects.filter(kind="sign_off_asked").count() == 3, "everybody who signs but who asked"


def test_nothing_goes_out_before_everything_holds(built: Built) -> None:
    coordinator = built.users[SeatRole.COORDINATOR]
    write(built, ENGLISH | {3: "Owain was not asked."})
    with pytest.raises(KeepsightError, match="gate is shut"):
        publishing.publish(coordinator, built.review)
    write(built, {3: ENGLISH[3]})
    with pytest.raises(KeepsightError, match="Not signed off"):
        publishing.publish(coordinator, built.review)
    write(built, {1: "word " * 790})
    assert "longer than seven minutes" not in in_the_way(built)
    write(built, {2: "word " * 790})
    assert "longer than seven minutes" in in_the_way(built)
    write(built, ENGLISH)
    write(built, {1: "Bachgen."}, language="cy")
    sign_all(built)
    with pytest.raises(KeepsightError, match="The Welsh of box 2, 3"):
        publishing.publish(coordinator, built.review)
    with pytest.raises(NotAllowed):
        publishing.publish(built.users[SeatRole.REVIEWER], built.review)
    assert not PublicationRecord.objects.exists()


def test_a_word_like_a_name_is_decided_with_a_reason(built: Built) -> None:
    write(built, ENGLISH | {4: "The worker from Trefonnen was not told."})
    coordinator = built.client(SeatRole.COORDINATOR)
    assert "Trefonnen" in page(coordinator, url(built))
    assert gate_of(written(built.review)).undecided == ("Trefonnen",)
    assert "only with a reason" in send(coordinator, url(built, "names/"), 422, text="Trefonnen", choice="keep")
    send(coordinator, url(built, "names/"), text="Trefonnen", choice="mask")
    assert not gate_of(written(built.review)).is_open
    send(coordinator, url(built, "names/"), text="Trefonnen", choice="keep", reason="the name of a scheme")
    assert gate_of(written(built.review)).is_open
    send(coordinator, url(built, "names/"), text="Owain", choice="keep", reason="x")
    write(built, {4: "Owain was not told."})
    assert not gate_of(written(built.review)).is_open, "no decision opens the gate for somebody listed"


def test_what_singles_out_together_needs_a_word_before_it_goes_out(built: Built) -> None:
    write(built, ENGLISH | {1: "A boy of 15, one of four siblings, was found unresponsive in a village on 3 May 2020."})
    sign_all(built)
    assert jigsaw_of(written(built.review))
    coordinator = built.client(SeatRole.COORDINATOR)
    assert "single somebody out" in send(coordinator, url(built, "publish/"), 422)
    send(coordinator, url(built, "publish/"), considered="The family asked for it.")
    assert PublicationRecord.objects.get().gate["considered"] == "The family asked for it."


def test_it_is_published_in_both_languages_as_five_files_each_and_read_by_practitioners(built: Built) -> None:
    write(built, ENGLISH)
    write(built, {n: f"Brawddeg {n} yn y blwch hwn." for n in ENGLISH}, language="cy")
    sign_all(built)
    assert "Nothing is published yet" in page(
        built.client(SeatRole.PRACTITIONER), f"/reviews/{built.review.pk}/published/"
    )
    send(built.client(SeatRole.COORDINATOR), url(built, "publish/"))
    one = PublicationRecord.objects.get()
    assert one.files.count() == 10
    reader = built.client(SeatRole.PRACTITIONER)
    said = page(reader, f"/reviews/{built.review.pk}/published/")
    assert ENGLISH[3] in said
    assert "Brawddeg 3 yn" in page(reader, f"/reviews/{built.review.pk}/published/?language=cy")
    assert NoticeRecord.objects.filter(kind="published").count() == len(SeatRole) - 1
    for file in one.files.all():
        answer = reader.get(f"/reviews/{built.review.pk}/published/1/{file.name}")
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer.content == vault.fetch(file.sha256)
    word = vault.fetch(one.files.get(name="briefing-cy.docx").sha256)
    assert "Brawddeg 3 yn" in zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()


def test_a_withdrawn_publication_opens_no_more_and_stays_on_record(built: Built) -> None:
    published(built)
    coordinator, reader = built.client(SeatRole.COORDINATOR), built.client(SeatRole.PRACTITIONER)
    assert "Say why" in send(coordinator, url(built, "withdraw/1/"), 422, reason=" ")
    said = send(coordinator, url(built, "withdraw/1/"), reason="A date was wrong")
    assert "A date was wrong" in said
    assert "Nothing is published yet" in page(reader, f"/reviews/{built.review.pk}/published/")
    assert page(reader, f"/reviews/{built.review.pk}/published/1/briefing-en.pdf", 404)
    again = publishing.publish(built.users[SeatRole.COORDINATOR], built.review)
    assert again.number == 2


def test_who_only_reads_the_published_one_never_sees_the_draft(built: Built) -> None:
    write(built, ENGLISH)
    for role in (SeatRole.PRACTITIONER, SeatRole.PARTICIPANT, SeatRole.AUTHOR, SeatRole.AUDITOR):
        for path in ("", "preview/", "en/1/"):
            page(built.client(role), url(built, path), 403)
    assert ENGLISH[3] in page(built.client(SeatRole.BOARD), url(built, "preview/"))
    page(built.client(SeatRole.BOARD), url(built, "en/1/"), 403)


def test_recommendations_say_what_they_lack_and_themes_without_one_are_named(built: Built) -> None:
    panel = built.client(SeatRole.PANEL)
    theme = learning.keep_theme(built.users[SeatRole.PANEL], built.review, title="Asking each time")
    address = f"/reviews/{built.review.pk}/actions/"
    assert "Themes without a recommendation" in page(panel, address)
    new = f"/reviews/{built.review.pk}/learning/recommendations/new/"
    said = send(panel, new, text="Ask at each visit", themes=theme.pk)
    assert "Themes without a recommendation" not in said
    assert "an owner, a date, a measure" in said
    assert "Ask at each visit" in page(built.client(SeatRole.BOARD), address)
