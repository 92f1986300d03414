"""The seven-minute briefing as slides: a title, one box a slide in order, the sources in the notes.

Every slide has its title in the title placeholder and its text in the body placeholder, so that a reading voice goes
through them in order; a box too long to be read from the back of a room goes on to a second slide.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Mm, Pt

from keepsight.model import Box
from keepsight.publish import words
from keepsight.publish.briefing_page import DRAFT
from keepsight.publish.briefing_words import facts_of, words_of
from keepsight.publish.notes import SourcedSentence, marks_in_words, named_in_words, sourced, sources
from keepsight.publish.view import View
from keepsight.publish.zips import rewrite, without_preview

WORDS_A_SLIDE = 110
SIZES = ((40, 30), (70, 28), (100, 24), (10_000, 22))
"""Up to so many words on the slide, so many points."""

INK, QUIET = (27, 31, 35), (77, 85, 93)
WIDE, HIGH = Emu(12_192_000), Emu(6_858_000)
LEFT, TEXT_WIDTH = Mm(20), Mm(298)

Colour = tuple[int, int, int]


def write_briefing_slides(view: View, out: Path, *, made: datetime) -> None:
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    _frame(deck, view, made)
    _first(deck, view)
    for box in view.review.briefing.boxes:
        parts = list(_parts([sourced(view, s) for s in box.sentences]))
        for number, part in enumerate(parts):
            _slide(deck, view, box, part, continued=number > 0)
    _tell_language(deck, words_of(view.review.briefing).tag)
    without_preview(deck.part.package._rels)
    held = io.BytesIO()
    deck.save(held)
    held.seek(0)
    rewrite(held, out)


def _tell_language(deck: Any, language: str) -> None:
    for slide in deck.slides:
        for properties in slide._element.iter(qn("a:rPr")):
            properties.set("lang", language)


def _parts(sentences: list[SourcedSentence]) -> Iterator[list[SourcedSentence]]:
    """Sentences shared out evenly over as few slides as they need."""
    total = sum(_length(s) for s in sentences)
    slides = max(1, -(-total // WORDS_A_SLIDE))
    goal, so_far, part = total / slides, 0, list[SourcedSentence]()
    edge = goal
    for s in sentences:
        length = _length(s)
        if part and so_far + length / 2 > edge:
            yield part
            part, edge = [], edge + goal
        part.append(s)
        so_far += length
    yield part


def _length(s: SourcedSentence) -> int:
    return len(s.text.split()) + len(s.tail.split())


def _frame(deck: Any, view: View, made: datetime) -> None:
    core = deck.core_properties
    core.title, core.author, core.language = (
        words.printable(view.review.briefing.title)[:255],
        "Keepsight",
        words_of(view.review.briefing).tag,
    )
    core.last_modified_by, core.comments, core.keywords, core.revision = "Keepsight", "", "", 1
    core.created = core.modified = made
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(b'typeface="Calibri"', b'typeface="Arial"')
    for layout in (deck.slide_layouts[0], deck.slide_layouts[1]):
        is_first = layout is deck.slide_layouts[0]
        for shape in layout.placeholders:
            if shape.placeholder_format.idx == 0:
                _place(shape, Mm(50) if is_first else Mm(9), Mm(34) if is_first else Mm(26))
            elif shape.placeholder_format.idx == 1:
                _place(shape, Mm(88) if is_first else Mm(41), Mm(60) if is_first else Mm(128))
            else:
                shape._element.getparent().remove(shape._element)


def _place(shape: Any, top: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = LEFT, top, TEXT_WIDTH, height


def _first(deck: Any, view: View) -> None:
    briefing = view.review.briefing
    said = words_of(briefing)
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    _title(slide.shapes.title, briefing.title, 44)
    lines = [briefing.board, facts_of(briefing), DRAFT_ON_SLIDES if briefing.draft else "", said.names]
    frame = slide.placeholders[1].text_frame
    frame.word_wrap = True
    for number, line in enumerate(x for x in lines if x):
        _text(frame, number, line, 20, QUIET)
    notes = [DRAFT, said.not_reassurance] if briefing.draft else [said.not_reassurance]
    slide.notes_slide.notes_text_frame.text = "\n".join(notes)


DRAFT_ON_SLIDES = "Draft for the panel. The notes under each slide name the questions behind it."


def _slide(deck: Any, view: View, box: Box, part: list[SourcedSentence], *, continued: bool) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    _title(
        slide.shapes.title,
        f"{box.number}  {box.heading}{f' {words_of(view.review.briefing).continued}' if continued else ''}",
        32,
    )
    frame = slide.placeholders[1].text_frame
    frame.word_wrap = True
    total = sum(_length(s) for s in part)
    size = next(points for most, points in SIZES if total <= most)
    for number, s in enumerate(part):
        paragraph = _text(frame, number, s.text, size, INK)
        paragraph.space_after = Pt(size * 0.45)
        if s.tail:
            paragraph.add_line_break()
            _run(paragraph, s.tail, size * 0.8, QUIET)
    _foot(slide, view)
    slide.notes_slide.notes_text_frame.text = "\n".join(_notes(view, part))


def _title(shape: Any, text: str, size: int) -> None:
    frame = shape.text_frame
    frame.word_wrap = True
    run = frame.paragraphs[0].add_run()
    run.text = words.printable(text)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), True, _rgb(INK)
    frame.paragraphs[0].alignment = 1
    frame.vertical_anchor = 4


def _text(frame: Any, number: int, text: str, size: float, colour: Colour) -> Any:
    paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
    _run(paragraph, text, size, colour)
    paragraph.alignment = 1
    return paragraph


def _run(paragraph: Any, text: str, size: float, colour: Colour) -> None:
    run = paragraph.add_run()
    run.text = words.printable(text)
    run.font.size, run.font.color.rgb = Pt(size), _rgb(colour)


def _foot(slide: Any, view: View) -> None:
    """The state of the names, and that it is a draft, on every slide."""
    box = slide.shapes.add_textbox(LEFT, Mm(174), TEXT_WIDTH, Mm(9))
    box.name = "Footer"
    box.text_frame.word_wrap = True
    text = f"{'Draft. ' if view.review.briefing.draft else ''}{words_of(view.review.briefing).names}"
    _text(box.text_frame, 0, text, 12, QUIET)


def _notes(view: View, part: list[SourcedSentence]) -> Iterator[str]:
    """The sentences with their marks, then the entries behind each mark."""
    named = {s.code: s for s in sources(view)}
    used: dict[str, None] = {}
    for s in part:
        yield f"{s.text} [{marks_in_words(s)}]" if marks_in_words(s) else s.text
        used.update((code, None) for _, code in s.marks)
    for code in used:
        yield f"{named[code].label}: {named[code].wording} {named_in_words(named[code])}"


def _rgb(colour: Colour) -> Any:
    return RGBColor(*colour)  # type: ignore[no-untyped-call]  # python-pptx has no types for it
