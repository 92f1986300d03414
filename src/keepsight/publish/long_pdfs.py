"""A very long timeline or question paper as headings and paragraphs, for the plain PDF: whole, in one file.

Nothing is left out but the pictures, which are in the web page; what they say stands here in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from keepsight.publish import words
from keepsight.publish.paper import ANSWERS, LEAD, NOTHING_RAISED, Line, Sheet, Side, sheets
from keepsight.publish.pdfs import NOTE, facts_of, issues, knew, others, silences
from keepsight.publish.pictures import figures
from keepsight.publish.plain_pdf import Block, Long, Run
from keepsight.publish.view import Row, View, differences, pieces, reasons

ROWS_FOR_A_TABLE = 1_500
"""Entries up to which the timeline is set as a table by Typst, in about 350 MB."""

SHEETS_FOR_A_TABLE = 250
REASON_LINE = "_" * 60


def long_timeline(view: View) -> Long:
    title = f"{view.title}: timeline"
    return Long(title, words.NAMES_STATE, _timeline(view, title))


def long_questions(view: View) -> Long:
    title = f"{view.title}: questions"
    return Long(title, words.NAMES_STATE, _questions(view, title))


def _timeline(view: View, title: str) -> Iterator[Block]:
    yield from _opening(view, title, facts_of(view))
    yield "P", [("quiet", f"{NOTE} The pictures of this timeline are in timeline.html.")]
    yield "H1", [("strong", "Entries")]
    reached = ""
    for row in view.rows:
        day = row.entry.when.earliest
        if day and words.month(day) != reached:
            reached = words.month(day)
            yield "H2", [("strong", reached)]
        yield "P", list(_entry(view, row))
    yield "H1", [("strong", "Accounts of one event")]
    for event in view.review.timeline.events:
        told = "; ".join(_where(r) for r in view.accounts(event))
        differ = [f"\nDiffer ({c.kind.value}): {words.printable(c.note)}" for c in differences(event)]
        yield "P", [("strong", told), ("quiet", f"\nLinked by: {reasons(event)}"), ("", "".join(differ))]
    if not view.review.timeline.events:
        yield "P", [("", "No two entries were found to tell of the same event.")]
    yield from _figures(view)
    yield from _list("Who knew what, when", knew(view), "No entry is shown to have been known outside its agency.")
    yield from _list("Silences", silences(view), "No agency was silent for long within the period.", last="days")
    yield from _list("What could not be read", issues(view), "Everything in the files was read as it stands.")


def _opening(view: View, title: str, facts: str) -> Iterator[Block]:
    yield "H1", [("strong", title)]
    for line in (view.board, facts):
        if line:
            yield "P", [("", line)]
    yield "P", [("strong", words.NAMES_STATE)]


def _entry(view: View, row: Row) -> Iterator[Run]:
    entry = row.entry
    yield "strong", words.written(entry.when)
    yield "quiet", f" · {words.meaning(entry.when)} · "
    yield "strong", words.printable(entry.agency)
    for cell in row.cells:
        yield "quiet", f"\n{cell.column}: "
        for text, asked in pieces(cell):
            yield "mark" if asked else "", text
    yield "", "".join(f"\n{line}" for line in others(view, row))
    place = f"{words.printable(entry.place.file)}, row {entry.place.row}"
    known = (words.attendance(row.attendance), words.basis(row.basis), place, view.codes(row))
    yield "quiet", "\n" + " · ".join(part for part in known if part)


def _figures(view: View) -> Iterator[Block]:
    """What the pictures say, row by row; they are drawn in the web page."""
    for figure in figures(view):
        yield "H1", [("strong", figure.title)]
        yield "P", [("", figure.caption)]
        for row in figure.rows:
            cells = ["".join(p.text for p in cell) for cell in row]
            said = "; ".join(f"{head}: {cell}" for head, cell in zip(figure.heads[1:], cells[1:], strict=True))
            yield "P", [("strong", cells[0]), ("", f"\n{said}")]


def _list(heading: str, rows: Sequence[tuple[str, ...]], empty: str, *, last: str = "") -> Iterator[Block]:
    yield "H1", [("strong", heading)]
    for row in rows:
        yield "P", [("", f"{' · '.join(part for part in row if part)} {last}".strip())]
    if not rows:
        yield "P", [("", empty)]


def _questions(view: View, title: str) -> Iterator[Block]:
    yield from _opening(view, title, words.period(view.start, view.end))
    yield "P", [("", LEAD), ("strong", words.NOT_REASSURANCE)]
    for lens, found in sheets(view):
        yield "H1", [("strong", words.LENS_WORDS[lens])]
        yield "P", [("quiet", words.LENS_LINES[lens])]
        if not found:
            yield "P", [("", NOTHING_RAISED)]
        for sheet in found:
            yield from _sheet(sheet)


def _sheet(s: Sheet) -> Iterator[Block]:
    yield "H2", [("strong", f"{s.label}  {s.wording}")]
    yield "P", [("quiet", f"{s.title}. Could first be asked: {s.first}. {s.certainty}.")]
    yield "P", list(_side("Raises it", s.raises))
    if s.against.total:
        yield "P", list(_side("Speaks against it", s.against))
    else:
        yield "P", [("strong", "Speaks against it: "), ("", "nothing on this timeline.")]
    held = "; ".join(f"{agency} {day}" for agency, day in s.held)
    rule = "; ".join((*(f"{name}: {value}" for name, value, _ in s.parameters), *s.sources))
    told = (
        ("Who held what", held),
        ("Would answer it", s.would_answer),
        ("Other explanations", "; ".join(s.alternatives)),
        ("The rule used", rule),
    )
    for term, text in told:
        if text:
            yield "P", [("strong", f"{term}: "), ("", text)]
    yield "P", [("strong", "Answer: "), ("", f"{' / '.join(ANSWERS)}\nReason: {REASON_LINE}\n{REASON_LINE}")]


def _side(term: str, side: Side) -> Iterator[Run]:
    yield "strong", f"{term}, {side.count}:"
    for line in side.lines:
        yield "strong", f"\n{line.written}, {line.agency}: "
        for text, marked in line.runs:
            yield "mark" if marked else "", text
        if line.why:
            yield "quiet", f" ({line.why})"
    if side.others:
        named = "; ".join(_named(line) for line in side.others)
        yield "quiet", f"\nand {words.count(len(side.others), 'more entry', 'more entries')}: {named}"


def _named(line: Line) -> str:
    return f"{line.written}, {line.agency}"


def _where(row: Row) -> str:
    return f"{words.printable(row.entry.agency)}, {words.written(row.entry.when)}"
