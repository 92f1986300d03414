"""The seven-minute briefing as a Word document: headings in order, real lists, sources at the end of a draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from keepsight.model import Sentence
from keepsight.publish.briefing_page import DRAFT
from keepsight.publish.briefing_words import facts_of, words_of
from keepsight.publish.notes import marks_in_words, named_in_words, sourced, sources
from keepsight.publish.view import View
from keepsight.publish.word import heading, para, run, table, write_document


def write_briefing_word(view: View, out: Path, *, made: datetime) -> None:
    write_document(
        out,
        title=view.review.briefing.title,
        made=made,
        footer=words_of(view.review.briefing).names,
        language=words_of(view.review.briefing).tag,
        body=_body(view),
    )


def _body(view: View) -> Iterator[str]:
    briefing = view.review.briefing
    yield para(run(briefing.title), style="Title")
    for line in (briefing.board, facts_of(briefing)):
        if line:
            yield para(run(line), style="Lead")
    if briefing.draft:
        yield para(run(DRAFT, "Strong"))
    for box in briefing.boxes:
        yield heading(1, f"{box.number}  {box.heading}")
        if box.bulleted:
            for s in box.sentences:
                yield para(*_sentence(view, s), style="ListBullet")
        else:
            yield para(*(r for s in box.sentences for r in (*_sentence(view, s), run(" "))))
    if briefing.draft:
        yield from _sources(view)


def _sentence(view: View, sentence: Sentence) -> tuple[str, ...]:
    s = sourced(view, sentence)
    marks = marks_in_words(s)
    tail = run(f"\n{s.tail}", "Quiet") if s.tail else ""
    return run(s.text), run(f" [{marks}]" if marks else "", "Source"), tail


def _sources(view: View) -> Iterator[str]:
    yield heading(1, "Sources of this draft")
    found = sources(view)
    if not found:
        yield para(run("No question stands behind this draft. That is not reassurance."))
        return
    yield from table(
        ("Mark", "Question and the entries behind it"),
        (18, 162),
        (
            (
                para(run(s.label, "Strong"), style="TableText"),
                para(
                    run(f"{s.wording} "),
                    run(named_in_words(s), "Quiet"),
                    style="TableText",
                ),
            )
            for s in found
        ),
    )
