"""The seven-minute briefing as plain text, for an e-mail or a screen reader; lines of 78 letters at most."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from keepsight.publish import words
from keepsight.publish.briefing_words import facts_of, words_of
from keepsight.publish.notes import marks_in_words, named_in_words, sourced, sources
from keepsight.publish.view import View

WIDTH = 78


def briefing_text(view: View) -> str:
    return "\n".join(_lines(view)) + "\n"


def _lines(view: View) -> Iterator[str]:
    briefing = view.review.briefing
    said = words_of(briefing)
    title = words.printable(briefing.title).upper()
    yield from _wrapped(title)
    yield from _wrapped(words.printable(briefing.board))
    yield from _wrapped(facts_of(briefing).replace(" · ", ". ") + ".")
    yield from _wrapped(said.names)
    if briefing.draft:
        yield from _wrapped(
            "Draft for the panel, made from the questions. The codes in square brackets name the questions behind "
            "each sentence; they are listed at the end."
        )
    for box in briefing.boxes:
        yield ""
        heading = f"{box.number}. {words.printable(box.heading)}"
        yield from _wrapped(heading)
        yield "-" * min(len(heading), WIDTH)
        told = []
        for sentence in box.sentences:
            s = sourced(view, sentence)
            marks = marks_in_words(s)
            told.append(" ".join(x for x in (s.text, s.tail, f"[{marks}]" if marks else "") if x))
        if box.bulleted:
            for item in told:
                yield from _wrapped(item, first="* ", then="  ")
        else:
            yield from _wrapped(" ".join(told))
    if briefing.draft:
        yield ""
        yield "Sources of this draft"
        yield "---------------------"
        found = sources(view)
        if not found:
            yield "No question stands behind this draft. That is not reassurance."
        for source in found:
            yield from _wrapped(f"{source.label}: {source.wording} ({named_in_words(source)})", then="    ")
    yield ""
    yield said.not_reassurance


def _wrapped(text: str, *, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=then, break_long_words=True)
