"""What the PDF layouts are given: timeline, question paper and briefing as plain data."""

from __future__ import annotations

from typing import Any

from keepsight.model import Box
from keepsight.publish import lanes, words
from keepsight.publish.briefing_words import facts_of as facts_of_briefing
from keepsight.publish.briefing_words import words_of
from keepsight.publish.drawing import key_svg
from keepsight.publish.notes import ENTRIES_NAMED, marks_in_words, named_in_words, sourced, sources
from keepsight.publish.paper import ANSWERS, LEAD, NOTHING_RAISED, Line, Sheet, Side, sheets
from keepsight.publish.pictures import PICTURES_LEAD, Figure, figures, sample
from keepsight.publish.view import Row, View, differences, pieces, reasons, shared_knowledge, summary

SOURCES_IN_FULL = 24
"""Longer lists of sources name fewer entries each, so that they stay on one page."""

KEY = (
    "A mark is one day; a hollow mark is a contact that did not take place; a faded stretch is an uncertain date or more "
    "than a day; a line joins accounts of one event, dashed where they differ; dots are a silence."
)
NOTE = (
    "Dates stand as the agency wrote them; what they were taken to mean is in grey beside them. Words on a coloured "
    f"ground are those that raise a question. {words.NOT_REASSURANCE}"
)


def timeline_data(view: View) -> dict[str, Any]:
    return {
        "title": f"{view.title}: timeline",
        "board": view.board,
        "footer": words.NAMES_STATE,
        "facts": facts_of(view),
        "agencies": [{"name": words.printable(a), "svg": _mark(i)} for i, a in enumerate(view.agencies)],
        "picture": lanes.swimlane(view, pressable=False) if view.rows else "",
        "caption": lanes.caption(view),
        "alt": f"{lanes.caption(view)} The table below says the same in words.",
        "key": KEY,
        "note": NOTE,
        "rows": [_row(view, row) for row in view.rows],
        "pictures_lead": PICTURES_LEAD,
        "pictures": [_figure(f) for f in figures(view)],
        "events": _events(view),
        "knew": knew(view),
        "silences": silences(view),
        "issues": issues(view),
    }


def questions_data(view: View) -> dict[str, Any]:
    return {
        "title": f"{view.title}: questions",
        "board": view.board,
        "period": words.period(view.start, view.end),
        "footer": words.NAMES_STATE,
        "lead": LEAD.strip(),
        "nothing": words.NOT_REASSURANCE,
        "empty": NOTHING_RAISED,
        "answers": ANSWERS,
        "lenses": [
            {"name": words.LENS_WORDS[lens], "line": words.LENS_LINES[lens], "sheets": [_sheet(s) for s in found]}
            for lens, found in sheets(view)
        ],
    }


def briefing_data(view: View) -> dict[str, Any]:
    briefing, found = view.review.briefing, sources(view)
    said = words_of(briefing)
    at_most = ENTRIES_NAMED if len(found) <= SOURCES_IN_FULL else 2
    return {
        "title": words.printable(briefing.title),
        "board": words.printable(briefing.board),
        "footer": said.names,
        "lang": briefing.language,
        "page": [said.page, said.of],
        "facts": facts_of_briefing(briefing),
        "draft": "Draft for the panel. Small marks name the questions behind each sentence." if briefing.draft else "",
        "boxes": [_box(view, b) for b in briefing.boxes],
        "sources": [{"label": s.label, "title": s.title, "where": named_in_words(s, at_most=at_most)} for s in found],
    }


def facts_of(view: View) -> str:
    told = (
        words.period(view.start, view.end),
        words.count(len(view.rows), "entry", "entries"),
        words.listed(words.printable(a) for a in view.agencies),
    )
    return " · ".join(t for t in told if t)


def _mark(agency: int) -> str:
    return _alone(key_svg(agency))


def _alone(svg: str) -> str:
    """A drawing as a file of its own, which must say what it is; within a page it need not."""
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _row(view: View, row: Row) -> dict[str, Any]:
    entry = row.entry
    return {
        "d": words.written(entry.when),
        "m": words.meaning(entry.when),
        "a": row.agency,
        "c": [[c.column, [[text, bool(asked)] for text, asked in pieces(c)]] for c in row.cells],
        "o": others(view, row),
        "h": words.attendance(row.attendance),
        "b": words.basis(row.basis),
        "p": f"{words.printable(entry.place.file)}, row {entry.place.row}",
        "q": view.codes(row),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "title": figure.title,
        "caption": figure.caption,
        "svg": _alone(figure.svg),
        "alt": f"{figure.title}. {figure.caption} The table below says the same in words.",
        "key": [{"svg": _alone(sample(svg)), "text": said} for svg, said in figure.key],
        "heads": figure.heads,
        "rows": [["".join(p.text for p in cell) for cell in row] for row in figure.rows],
        "numbers": figure.numbers,
    }


def knew(view: View) -> list[tuple[str, str, str]]:
    """Entries that more than one agency is shown to have known of: entry, its beginning, and who knew from when."""
    rows = []
    for row, found in shared_knowledge(view):
        told = [
            f"{words.printable(a)}: {words.KNOWN_WORDS[k.how]}, {words.day(k.day) if k.day else 'day not recorded'}"
            for a, k in found.items()
        ]
        rows.append(
            (f"{words.printable(row.entry.agency)}, {words.written(row.entry.when)}", summary(row, 70), "; ".join(told))
        )
    return rows


def others(view: View, row: Row) -> list[str]:
    """Who else told of the row's event, and where this account differs; nothing for an event told once."""
    told = [f"{words.printable(o.entry.agency)}, {words.written(o.entry.when)}" for o in view.siblings(row)]
    differ = [f"Accounts differ ({c.kind.value}): {words.printable(c.note)}" for c in view.conflicts(row)]
    return [f"Also told by {words.listed(told)}.", *differ] if told else differ


def _events(view: View) -> list[dict[str, Any]]:
    return [
        {
            "accounts": [
                f"{words.printable(r.entry.agency)}, {words.written(r.entry.when)}" for r in view.accounts(event)
            ],
            "why": reasons(event),
            "differ": [f"{c.kind.value.capitalize()}: {words.printable(c.note)}" for c in differences(event)]
            or ["No difference found"],
        }
        for event in view.review.timeline.events
    ]


def silences(view: View) -> list[tuple[str, str, str, str]]:
    return [
        (words.printable(s.agency), words.day(s.start), words.day(s.end), f"{s.days:,}")
        for s in view.review.timeline.silences
    ]


def issues(view: View) -> list[tuple[str, str, str, str]]:
    return [
        (
            words.printable(
                f"{i.file}, {f'row {i.row}' if i.row else 'whole file'}{f', {i.column}' if i.column else ''}"
            ),
            words.issue(i.kind),
            words.on_paper(i.value),
            words.printable(i.message),
        )
        for i in sorted(view.review.issues, key=lambda i: not i.needs_attention)
    ]


def _sheet(s: Sheet) -> dict[str, Any]:
    parts = [_side("Raises it", s.raises)]
    if s.against.total:
        parts.append(_side("Speaks against it", s.against))
    else:
        parts.append(_lines("Speaks against it", [("Nothing on this timeline.", False)]))
    if s.held:
        parts.append(_lines("Who held what", [(f"{agency} {day}", False) for agency, day in s.held]))
    if s.would_answer:
        parts.append(_lines("Would answer it", [(s.would_answer, False)]))
    if s.alternatives:
        parts.append(_lines("Other explanations", [("; ".join(s.alternatives) + ".", False)]))
    if s.parameters or s.sources:
        values = [(f"{name}: {value}", changed) for name, value, changed in s.parameters]
        parts.append(_lines("The rule used", [*values, *((source, False) for source in s.sources)]))
    parts.append({"term": "Answer", "count": "", "kind": "answer"})
    return {
        "label": s.label,
        "wording": s.wording,
        "meta": f"{s.title}. Could first be asked: {s.first}. {s.certainty}.",
        "parts": parts,
    }


def _side(term: str, side: Side) -> dict[str, Any]:
    more = ""
    if side.others:
        named = "; ".join(_where(line) for line in side.others)
        more = f"and {words.count(len(side.others), 'more entry', 'more entries')}: {named}"
    return {
        "term": term,
        "count": side.count,
        "kind": "side",
        "lines": [{"where": _where(line), "runs": line.runs, "why": line.why} for line in side.lines],
        "more": more,
    }


def _lines(term: str, lines: list[tuple[str, bool]]) -> dict[str, Any]:
    return {"term": term, "count": "", "kind": "lines", "lines": lines}


def _where(line: Line) -> str:
    return f"{line.written}, {line.agency}"


def _box(view: View, box: Box) -> dict[str, Any]:
    said = [sourced(view, s) for s in box.sentences]
    shown = [{"text": s.text, "tail": s.tail, "marks": marks_in_words(s)} for s in said]
    return {
        "number": str(box.number),
        "heading": words.printable(box.heading),
        "bulleted": box.bulleted,
        "halves": _halves(shown) if box.bulleted and len(shown) > 1 else [],
        "sentences": shown,
    }


def _halves(shown: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    """A list cut in two columns of about the same length, the first never the shorter in number."""
    lengths = [len(s["text"]) + len(s["tail"]) for s in shown]
    cut = min(range(1, len(shown)), key=lambda i: (abs(sum(lengths[:i]) - sum(lengths[i:])), -i))
    return [shown[:cut], shown[cut:]]
