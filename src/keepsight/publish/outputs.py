"""Writes every document of a review, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time
from pathlib import Path

from keepsight.beside import beside
from keepsight.model import Review
from keepsight.publish import interface
from keepsight.publish.briefing_page import briefing_page
from keepsight.publish.briefing_slides import write_briefing_slides
from keepsight.publish.briefing_text import briefing_text
from keepsight.publish.briefing_word import write_briefing_word
from keepsight.publish.long_pdfs import (
    ROWS_FOR_A_TABLE,
    SHEETS_FOR_A_TABLE,
    long_questions,
    long_timeline,
)
from keepsight.publish.pdfs import briefing_data, questions_data, timeline_data
from keepsight.publish.plain_pdf import set_plainly
from keepsight.publish.questions_page import questions_page
from keepsight.publish.questions_word import write_questions_word
from keepsight.publish.timeline_page import timeline_page
from keepsight.publish.timeline_sheet import write_timeline_sheet
from keepsight.publish.timeline_word import write_timeline_word
from keepsight.publish.typeset import FONTS, typeset
from keepsight.publish.view import View, view_of
from keepsight.publish.whole import whole

NAMES = (
    *("timeline.json", "questions.json", "mentions.json", "manifest.json"),
    *("timeline.html", "timeline.docx", "timeline.xlsx", "timeline.pdf"),
    *("questions.html", "questions.docx", "questions.pdf"),
    *("briefing.html", "briefing.pdf", "briefing.docx", "briefing.pptx", "briefing.txt"),
)
"""What a review writes, in the order in which it is listed."""

BESIDE = ("timeline.pdf", "questions.pdf", "questions.docx")
"""Written in a process beside the others: they take as long as all of those together."""
OURS = re.compile("|".join(map(re.escape, NAMES)))
STAGE = "writing"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

Write = Callable[[Path], None]


def write_review(
    review: Review, out: Path, *, progress: Callable[[str, int, int], None] | None = None
) -> tuple[Path, ...]:
    """Write all documents of a review into `out` and return where they are, in the order of `NAMES`.

    Old outputs are replaced together at the end; other files in `out` stay. `progress` is told the stage, how many
    documents are ready and how many there are. A full disk or a folder that may not be written is a KeepsightError.
    """
    documents = _documents(view_of(review), moment(review))
    here = [name for name in NAMES if name not in BESIDE]
    with whole(out, ours=OURS) as stage:

        def write_others() -> None:
            for name in BESIDE:
                documents[name](stage / name)

        others = beside(write_others, worth=True)
        try:
            for number, name in enumerate(here, start=1):
                documents[name](stage / name)
                _tell(progress, number, len(NAMES))
            others()
        except BaseException:
            others.stop()
            raise
        for number in range(len(here) + 1, len(NAMES) + 1):
            _tell(progress, number, len(NAMES))
    return tuple(out / name for name in NAMES)


def moment(review: Review) -> datetime:
    """The date that documents carry: the clock of the run, or else the last day of the timeline; never today."""
    clock = review.manifest.clock
    if clock:
        try:
            told = datetime.fromisoformat(clock)
        except ValueError:
            pass
        else:
            return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)
    days = [e.when.latest for e in review.timeline.entries if e.when.latest]
    return datetime.combine(max(days), time(), tzinfo=UTC) if days else LONG_AGO


def _documents(view: View, made: datetime) -> dict[str, Write]:
    """How each document is written, by its name."""
    review = view.review

    def timeline_pdf(out: Path) -> None:
        if len(view.rows) > ROWS_FOR_A_TABLE:
            set_plainly(long_timeline(view), out, fonts=FONTS, made=made)
        else:
            typeset("timeline.typ", timeline_data(view), out, made=made)

    def questions_pdf(out: Path) -> None:
        if len(view.asked) > SHEETS_FOR_A_TABLE:
            set_plainly(long_questions(view), out, fonts=FONTS, made=made)
        else:
            typeset("questions.typ", questions_data(view), out, made=made)

    return {
        "timeline.json": lambda p: _bytes(p, interface.timeline_json(review)),
        "questions.json": lambda p: _bytes(p, interface.questions_json(review)),
        "mentions.json": lambda p: _bytes(p, interface.mentions_json(review)),
        "manifest.json": lambda p: _bytes(p, interface.manifest_json(review.manifest)),
        "timeline.html": lambda p: _text(p, timeline_page(view)),
        "timeline.docx": lambda p: write_timeline_word(view, p, made=made),
        "timeline.xlsx": lambda p: write_timeline_sheet(view, p, made=made),
        "timeline.pdf": timeline_pdf,
        "questions.html": lambda p: _text(p, questions_page(view)),
        "questions.docx": lambda p: write_questions_word(view, p, made=made),
        "questions.pdf": questions_pdf,
        "briefing.html": lambda p: _text(p, briefing_page(view)),
        "briefing.pdf": lambda p: typeset("briefing.typ", briefing_data(view), p, made=made),
        "briefing.docx": lambda p: write_briefing_word(view, p, made=made),
        "briefing.pptx": lambda p: write_briefing_slides(view, p, made=made),
        "briefing.txt": lambda p: _bytes(p, briefing_text(view).encode()),
    }


def _text(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def _bytes(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _tell(progress: Callable[[str, int, int], None] | None, number: int, total: int) -> None:
    if progress is not None:
        progress(STAGE, number, total)
