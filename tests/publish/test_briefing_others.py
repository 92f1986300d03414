"""The briefing as plain text and as slides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pptx import Presentation

from keepsight.model import Sentence
from keepsight.publish.briefing_slides import WORDS_A_SLIDE, write_briefing_slides
from keepsight.publish.briefing_text import WIDTH, briefing_text
from keepsight.publish.view import view_of
from tests.publish.build import review

MADE = datetime(2021, 2, 1, 9, tzinfo=UTC)


def slides(folder: Path, words: int = 0) -> Any:
    calm = review()
    long = tuple(Sentence(("word " * 20).strip() + ".") for _ in range(words // 20))
    boxes = tuple(replace(b, sentences=(*b.sentences, *long)) for b in calm.briefing.boxes)
    write_briefing_slides(
        view_of(replace(calm, briefing=replace(calm.briefing, boxes=boxes))), folder / "b.pptx", made=MADE
    )
    return Presentation(str(folder / "b.pptx"))


def test_the_plain_text_has_the_boxes_in_order_and_no_long_line() -> None:
    text = briefing_text(view_of(review()))
    lines = text.splitlines()
    assert [line for line in lines if line[:1].isdigit()] == [
        "1. Background",
        "2. Key learning themes",
        "3. Gender bias and exploitation",
        "4. Engagement and professional curiosity",
        "5. Over-reliance on a single agency or practitioner",
        "6. Trauma on trauma",
        "7. Recommendations",
    ]
    assert max(len(line) for line in lines) <= WIDTH
    assert "Reading time 50 seconds. Timeline to 28 Sep 2020." in lines
    assert lines[-1] == "No question raised is not reassurance."


def test_each_sentence_of_the_plain_draft_carries_its_marks_and_they_are_listed() -> None:
    text = briefing_text(view_of(review()))
    assert "Sentence one of box 1 says what was recorded. [E1, E3]" in text
    assert "E3: Does this wording fit the ages and the power between them? (Youth" in text


def test_a_slide_deck_has_a_title_and_one_box_a_slide_in_order(tmp_path: Path) -> None:
    deck = slides(tmp_path)
    titles = [s.shapes.title.text_frame.text for s in deck.slides]
    assert titles[0] == "Seven-minute briefing"
    assert [t[0] for t in titles[1:]] == list("1234567")
    assert deck.core_properties.language == "en-GB"
    assert deck.core_properties.created == MADE.replace(tzinfo=None)


def test_the_notes_of_a_slide_carry_the_sources(tmp_path: Path) -> None:
    notes = slides(tmp_path).slides[1].notes_slide.notes_text_frame.text.splitlines()
    assert notes[0] == "Sentence one of box 1 says what was recorded. [E1, E3]"
    assert notes[2].startswith("E1: Where is exploitation considered, and with what reasons? Youth justice service")


def test_title_comes_first_and_body_second_on_every_slide(tmp_path: Path) -> None:
    for slide in slides(tmp_path).slides:
        order = [s.placeholder_format.idx for s in slide.shapes if s.is_placeholder]
        assert order == [0, 1]


def test_a_long_box_goes_on_to_another_slide_and_loses_nothing(tmp_path: Path) -> None:
    deck = slides(tmp_path, words=300)
    parts = [s for s in deck.slides if s.shapes.title.text_frame.text.startswith("2  ")]
    assert [p.shapes.title.text_frame.text for p in parts][:2] == [
        "2  Key learning themes",
        "2  Key learning themes (continued)",
    ]
    counts = [len(p.placeholders[1].text_frame.text.split()) for p in parts]
    assert sum(counts) == 300 + 9 + 9
    assert max(counts) <= WORDS_A_SLIDE + 20
