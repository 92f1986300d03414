"""The seven-minute briefing as plain text, for an e-mail or a screen reader; lines of 78 letters at most."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from keepsight.publish import words
from keepsight.publish.briefing_page import facts
from keepsight.publish.notes import marks_in_words, named_in_words, sourced, sources
from keepsight.publish.view import View

WIDTH = 78


def briefing_text(view: View) -> str:
    return "\n".join(_lines(view)) + "\n"


def _lines(view: View) -> Iterator[str]:
    briefing = view.review.briefing
    title = words.printable(briefing.title).upper()
    yield from _wrapped(title)
    yield from _wrapped(words.printable(briefing.board))
    yield from _wrapped(facts(view).replace(" · ", ". ") + ".")
    yield from _wrapped(words.BRIEFING_NAMES_STATE)
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
        said = []
        for sentence in box.sentences:
            s = sourced(view, sentence)
            marks = marks_in_words(s)
            said.append(" ".join(x for x in (s.text, s.tail, f"[{marks}]" if marks else "") if x))
        if box.bulleted:
            for item in said:
                yield from _wrapped(item, first="* ", then="  ")
        else:
            yield from _wrapped(" ".join(said))
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
    yield words.NOT_REASSURANCE


def _wrapped(text: str, *, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=then, break_long_words=True)
