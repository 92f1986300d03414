"""The question paper as a web page that also prints well."""

from __future__ import annotations

from collections.abc import Iterator

from keepsight.publish import words
from keepsight.publish.page import esc, foot, head
from keepsight.publish.paper import ANSWERS, LEAD, NOTHING_RAISED, Line, Sheet, Side, sheets
from keepsight.publish.view import View


def questions_page(view: View) -> Iterator[str]:
    """The page in pieces, in order."""
    by_lens = list(sheets(view))
    yield head(f"{view.title}: questions", css=("base.css", "questions.css"))
    yield '<a class="skip" href="#paper">Skip to the questions</a>\n'
    board = f'<p class="board">{esc(view.board)}</p>' if view.board else ""
    yield f'<header class="top">\n{board}<h1>{esc(view.title)}: questions</h1>\n'
    yield f'<p class="facts">{esc(words.period(view.start, view.end))}</p>'
    yield f'<p class="names">{esc(words.NAMES_STATE)}</p>\n'
    yield '<nav aria-label="Lenses and other documents"><ul>'
    for lens, found in by_lens:
        yield f'<li><a href="#{lens.value}">{words.LENS_WORDS[lens]}</a> {len(found)}</li>'
    yield '<li class="other"><a href="timeline.html">Timeline</a></li><li><a href="briefing.html">Briefing</a></li>'
    yield f'</ul></nav>\n</header>\n<main id="paper">\n<p class="lead">{LEAD}<b>{words.NOT_REASSURANCE}</b></p>\n'
    for lens, found in by_lens:
        yield f'<section id="{lens.value}" aria-labelledby="{lens.value}-title">\n'
        yield f'<h2 id="{lens.value}-title">{words.LENS_WORDS[lens]}</h2>\n'
        yield f'<p class="lead">{words.LENS_LINES[lens]}</p>\n'
        if not found:
            yield f"<p>{NOTHING_RAISED}</p>\n"
        for sheet in found:
            yield _sheet(sheet)
        yield "</section>\n"
    yield f"</main>\n<footer><p><b>{words.NOT_REASSURANCE}</b> {esc(words.NAMES_STATE)} "
    yield f"Made by Keepsight {esc(view.review.manifest.version)}.</p></footer>\n"
    yield foot()


def _sheet(s: Sheet) -> str:
    parts = [
        f'<article id="{s.anchor}"><h3><span class="label">{esc(s.label)}</span> {esc(s.wording)}</h3>\n',
        f'<p class="meta">{esc(s.title)}. Could first be asked: {esc(s.first)}. {s.certainty}.</p>\n<dl>',
        _side("Raises it", s.raises),
        _side("Speaks against it", s.against)
        if s.against.total
        else _pair("Speaks against it", "<p>Nothing on this timeline.</p>"),
    ]
    if s.held:
        held = "".join(f"<li>{esc(a)} <span class='quiet'>{esc(d)}</span></li>" for a, d in s.held)
        parts.append(_pair("Who held what", f'<ul class="held">{held}</ul>'))
    if s.would_answer:
        parts.append(_pair("Would answer it", f"<p>{esc(s.would_answer)}</p>"))
    if s.alternatives:
        parts.append(_pair("Other explanations", f"<p>{esc('; '.join(s.alternatives))}.</p>"))
    parts.append(_pair("The rule used", _rule(s)))
    parts.append(_pair("Answer", _answer(s)))
    return "".join((*parts, "</dl></article>\n"))


def _pair(term: str, body: str) -> str:
    return f"<div><dt>{term}</dt><dd>{body}</dd></div>"


def _side(term: str, side: Side) -> str:
    items = "".join(
        f"<li>{_where(line)} {''.join(f'<mark>{esc(t)}</mark>' if m else esc(t) for t, m in line.runs)}"
        f"{f' <i>({esc(line.why)})</i>' if line.why else ''}</li>"
        for line in side.lines
    )
    others = ""
    if side.others:
        named = "; ".join(_where(line, end="") for line in side.others)
        others = f"<p>and {words.count(len(side.others), 'more entry', 'more entries')}: {named}</p>"
    return _pair(f"{term} <span class='quiet'>{side.count}</span>", f"<ul>{items}</ul>{others}")


def _where(line: Line, end: str = ":") -> str:
    return f'<a href="timeline.html#{line.anchor}">{esc(line.written)}, {esc(line.agency)}</a>{end}'


def _rule(s: Sheet) -> str:
    if not s.parameters and not s.sources:
        return "<p>No values.</p>"
    values = "".join(
        f"<li>{esc(name)}: {'<b>' if changed else ''}{esc(value)}{'</b>' if changed else ''}</li>"
        for name, value, changed in s.parameters
    )
    sources = "".join(f"<li>{esc(source)}</li>" for source in s.sources)
    return f'<ul class="rule">{values}{sources}</ul>'


def _answer(s: Sheet) -> str:
    boxes = "".join(f'<li><span class="box" aria-hidden="true"></span>{a}</li>' for a in ANSWERS)
    return (
        f'<ul class="answers" aria-label="Answers to {esc(s.label)}">{boxes}</ul>'
        '<p class="reason">Reason:</p><div class="lines" aria-hidden="true"></div>'
    )
