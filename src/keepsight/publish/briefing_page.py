"""The seven-minute briefing as a web page: one column on a phone, seven boxes in order everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from keepsight.model import Box
from keepsight.publish import words
from keepsight.publish.briefing_words import facts_of, words_of
from keepsight.publish.notes import SourcedSentence, marks_in_words, sourced, sources, where_in_words
from keepsight.publish.page import esc, foot, head
from keepsight.publish.view import View


def briefing_page(view: View) -> Iterator[str]:
    briefing = view.review.briefing
    said = words_of(briefing)
    title = words.printable(briefing.title)
    yield head(
        f"{title}{f', {briefing.board}' if briefing.board else ''}",
        css=("base.css", "briefing.css", f"briefing-foot-{briefing.language}.css"),
        language=said.tag,
    )
    yield f'<a class="skip" href="#boxes">{esc(said.skip)}</a>\n<header class="top">\n'
    if briefing.board:
        yield f'<p class="board">{esc(briefing.board)}</p>'
    yield f'<h1>{esc(title)}</h1>\n<p class="facts">{esc(facts_of(briefing))}</p>\n'
    yield f'<p class="names">{esc(said.names)}</p>\n'
    if briefing.draft:
        yield f'<p class="draft">{esc(DRAFT)}</p>\n'
    yield '</header>\n<main id="boxes">\n'
    for box in briefing.boxes:
        yield _box(view, box)
    if briefing.draft:
        yield from _sources(view)
    yield f"</main>\n<footer><p>{esc(said.not_reassurance)} {esc(said.names)}</p></footer>\n"
    yield foot()


DRAFT = (
    "Draft for the panel, made from the questions. The small marks name the questions behind each sentence; they are "
    "listed at the end."
)


def _box(view: View, box: Box) -> str:
    sentences = [_sentence(sourced(view, s)) for s in box.sentences]
    if box.bulleted:
        body = f"<ul>{''.join(f'<li>{s}</li>' for s in sentences)}</ul>"
    else:
        body = f"<p>{' '.join(sentences)}</p>"
    return (
        f'<section class="box b{box.number}" aria-labelledby="box-{box.number}"><h2 id="box-{box.number}">'
        f'<span class="n">{box.number}</span> {esc(box.heading)}</h2>{body}</section>\n'
    )


def _sentence(s: SourcedSentence) -> str:
    links = " ".join(f'<a href="#s-{esc(code)}">{esc(label)}</a>' for label, code in s.marks)
    if s.more:
        links += f" {s.more} more"
    if not s.marks and s.entries:
        links = marks_in_words(s)
    tail = f"<br><span class=quiet>{esc(s.tail)}</span>" if s.tail else ""
    return f"{esc(s.text)}{f'<span class=src> {links}</span>' if links else ''}{tail}"


def _sources(view: View) -> Iterator[str]:
    found = sources(view)
    yield '<section class="sources" aria-labelledby="sources"><h2 id="sources">Sources of this draft</h2>\n'
    if not found:
        yield "<p>No question stands behind this draft. That is not reassurance.</p></section>\n"
        return
    yield "<dl>"
    for s in found:
        named = "; ".join(f'<a href="timeline.html#{r.anchor}">{esc(where_in_words(r))}</a>' for r in s.rows)
        more = f" and {s.more:,} more" if s.more else ""
        yield f'<div id="s-{esc(s.code)}"><dt><a href="questions.html#{s.anchor}">{esc(s.label)}</a></dt>'
        yield f"<dd>{esc(s.wording)} <span class=quiet>{named}{more}</span></dd></div>\n"
    yield "</dl></section>\n"
