"""The question paper as a Word document, with room to write the answers in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from keepsight.publish import words
from keepsight.publish.paper import ANSWERS, LEAD, NOTHING_RAISED, Line, Sheet, Side, sheets
from keepsight.publish.view import View
from keepsight.publish.word import heading, para, run, table, write_document

WIDTHS = (36, 144)


def write_questions_word(view: View, out: Path, *, made: datetime) -> None:
    write_document(out, title=f"{view.title}: questions", made=made, footer=words.NAMES_STATE, body=_body(view))


def _body(view: View) -> Iterator[str]:
    yield para(run(f"{view.title}: questions"), style="Title")
    for line in (view.board, words.period(view.start, view.end)):
        if line:
            yield para(run(line), style="Lead")
    yield para(run(words.NAMES_STATE, "Strong"))
    yield para(run(LEAD), run(words.NOT_REASSURANCE, "Strong"), style="Lead")
    for lens, found in sheets(view):
        yield heading(1, words.LENS_WORDS[lens])
        yield para(run(words.LENS_LINES[lens]), style="Lead")
        if not found:
            yield para(run(NOTHING_RAISED))
        for sheet in found:
            yield heading(2, f"{sheet.label}  {sheet.wording}")
            yield para(run(f"{sheet.title}. Could first be asked: {sheet.first}. {sheet.certainty}."), style="Beneath")
            yield from table(("Part", "On this timeline"), WIDTHS, _rows(sheet))
            yield para()


def _rows(s: Sheet) -> Iterator[tuple[str, str]]:
    yield _term("Raises it", s.raises.count), _side(s.raises)
    if s.against.total:
        yield _term("Speaks against it", s.against.count), _side(s.against)
    else:
        yield _term("Speaks against it"), _text(run("Nothing on this timeline."))
    if s.held:
        yield _term("Who held what"), "".join(_text(run(f"{agency} "), run(day, "Quiet")) for agency, day in s.held)
    if s.would_answer:
        yield _term("Would answer it"), _text(run(s.would_answer))
    if s.alternatives:
        yield _term("Other explanations"), _text(run("; ".join(s.alternatives) + "."))
    if s.parameters or s.sources:
        values = (
            para(run(f"{name}: "), run(value, "Changed" if changed else ""), style="Small")
            for name, value, changed in s.parameters
        )
        yield _term("The rule used"), "".join((*values, *(para(run(x), style="Small") for x in s.sources)))
    boxes = "     ".join(f"☐ {a}" for a in ANSWERS)
    yield _term("Answer"), _text(run(boxes)) + _text(run("Reason:")) + _text() + _text()


def _side(side: Side) -> str:
    lines = "".join(
        _text(
            run(f"{line.written}, {line.agency}: ", "Strong"),
            *(run(t, "Marked" if marked else "") for t, marked in line.runs),
            run(f" ({line.why})" if line.why else "", "Quiet"),
        )
        for line in side.lines
    )
    if side.others:
        named = "; ".join(_named(line) for line in side.others)
        lines += _text(run(f"and {words.count(len(side.others), 'more entry', 'more entries')}: {named}", "Quiet"))
    return lines


def _named(line: Line) -> str:
    return f"{line.written}, {line.agency}"


def _term(term: str, count: str = "") -> str:
    return _text(run(term, "Strong")) + (para(run(count), style="Small") if count else "")


def _text(*runs: str) -> str:
    return para(*runs, style="TableText")
