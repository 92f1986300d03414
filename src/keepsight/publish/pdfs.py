"""What the PDF layouts are given: timeline, question paper and briefing as plain data.

A timeline of ordinary length is one document with a table. A long one would take gigabytes to set, so beyond
`ROWS_IN_ONE` entries it comes in volumes of a lighter layout; timeline.pdf is the first and names the others. A very
long question paper comes in volumes too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from keepsight.model import Box
from keepsight.publish import lanes, words
from keepsight.publish.briefing_page import facts
from keepsight.publish.notes import marks_in_words, named_in_words, sourced, sources
from keepsight.publish.paper import ANSWERS, LEAD, NOTHING_RAISED, Line, Sheet, Side, sheets
from keepsight.publish.view import Row, View, pieces, reasons

ROWS_IN_ONE = 1_500
ROWS_A_VOLUME = 1_000
SHEETS_A_VOLUME = 250


def timeline_volumes(view: View) -> int:
    return 1 if len(view.rows) <= ROWS_IN_ONE else -(-len(view.rows) // ROWS_A_VOLUME)


def question_volumes(view: View) -> int:
    return max(1, -(-len(view.asked) // SHEETS_A_VOLUME))


def volume_name(name: str, number: int) -> str:
    return f"{name}.pdf" if number == 1 else f"{name}-part-{number}.pdf"


def timeline_data(view: View, number: int) -> dict[str, Any]:
    """One volume of the timeline, counted from 1."""
    total = timeline_volumes(view)
    rows = view.rows[(number - 1) * ROWS_A_VOLUME : number * ROWS_A_VOLUME] if total > 1 else view.rows
    shown = [_row(view, row) for row in rows]
    data: dict[str, Any] = {
        "title": _title(f"{view.title}: timeline", number, total),
        "board": view.board,
        "footer": words.NAMES_STATE,
        "facts": _facts(view),
        "first": number == 1,
        "last": number == total,
        "parts": _parts("timeline", number, total, (number - 1) * ROWS_A_VOLUME, len(rows), len(view.rows)),
        "light": total > 1,
        "agencies": [{"name": words.printable(a), "svg": _mark(i)} for i, a in enumerate(view.agencies)],
        "picture": lanes.swimlane(view, pressable=False) if number == 1 and view.rows else "",
        "caption": lanes.caption(view),
        "alt": f"{lanes.caption(view)} The table below says the same in words.",
        "rows": shown if total == 1 else [],
        "groups": list(_groups(rows, shown)) if total > 1 else [],
    }
    if number == total:
        data |= {"events": _events(view), "silences": _silences(view), "issues": _issues(view)}
    return data


def questions_data(view: View, number: int) -> dict[str, Any]:
    """One volume of the question paper, counted from 1; every lens stands in the first, raised or not."""
    total = question_volumes(view)
    first = (number - 1) * SHEETS_A_VOLUME
    ordered = [(lens, s) for lens, found in sheets(view) for s in found]
    here = ordered[first : first + SHEETS_A_VOLUME]
    lenses = []
    for lens, raised in view.by_lens():
        shown = [_sheet(s) for of, s in here if of is lens]
        if shown or (not raised and number == 1):
            lenses.append({"name": words.LENS_WORDS[lens], "line": words.LENS_LINES[lens], "sheets": shown})
    return {
        "title": _title(f"{view.title}: questions", number, total),
        "board": view.board,
        "period": words.period(view.start, view.end),
        "footer": words.NAMES_STATE,
        "parts": _parts("questions", number, total, first, len(here), len(ordered)),
        "lead": LEAD.strip(),
        "nothing": words.NOT_REASSURANCE,
        "empty": NOTHING_RAISED,
        "answers": ANSWERS,
        "lenses": lenses,
    }


def briefing_data(view: View) -> dict[str, Any]:
    briefing = view.review.briefing
    return {
        "title": words.printable(briefing.title),
        "board": words.printable(briefing.board),
        "footer": words.BRIEFING_NAMES_STATE,
        "facts": facts(view),
        "draft": "Draft for the panel. Small marks name the questions behind each sentence." if briefing.draft else "",
        "boxes": [_box(view, b) for b in briefing.boxes],
        "sources": [
            {
                "label": s.label,
                "wording": s.wording,
                "where": named_in_words(s),
            }
            for s in sources(view)
        ],
    }


def _facts(view: View) -> str:
    told = (
        words.period(view.start, view.end),
        words.count(len(view.rows), "entry", "entries"),
        words.listed(words.printable(a) for a in view.agencies),
    )
    return " · ".join(t for t in told if t)


def _title(title: str, number: int, total: int) -> str:
    return f"{title}, part {number} of {total}" if total > 1 else title


def _parts(name: str, number: int, total: int, before: int, here: int, all_of_them: int) -> str:
    """In a document of several volumes: what this one holds and where the rest is."""
    if total == 1:
        return ""
    unit = "entries" if name == "timeline" else "questions"
    holds = f"This part has {unit} {before + 1:,} to {before + here:,} of {all_of_them:,}."
    if number > 1:
        return f"{holds} The first part is {volume_name(name, 1)}."
    others = volume_name(name, 2) if total == 2 else f"{volume_name(name, 2)} to {volume_name(name, total)}"
    return f"{holds} The rest is in {others}."


def _mark(agency: int) -> str:
    return lanes.key_svg(agency).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _row(view: View, row: Row) -> dict[str, Any]:
    entry = row.entry
    told = [f"{words.printable(o.entry.agency)}, {words.written(o.entry.when)}" for o in view.siblings(row)]
    others = [f"Also told by {words.listed(told)}."] if told else []
    others += [f"Accounts differ ({c.kind.value}): {words.printable(c.note)}" for c in view.conflicts(row)]
    place = f"{words.printable(entry.place.file)}, row {entry.place.row}"
    codes = view.codes(row)
    known = (words.attendance(row.attendance), words.basis(row.basis))
    return {
        "d": words.written(entry.when),
        "m": words.meaning(entry.when),
        "a": row.agency,
        "c": [[c.column, [[text, bool(asked)] for text, asked in pieces(c)]] for c in row.cells],
        "o": others,
        "h": known[0],
        "b": known[1],
        "p": place,
        "q": codes,
        "f": " · ".join(part for part in (*known, place, codes) if part),
    }


def _groups(rows: tuple[Row, ...], shown: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    label, group = "", list[dict[str, Any]]()
    for row, data in zip(rows, shown, strict=True):
        day = row.entry.when.earliest
        here = words.month(day) if day else label or "Undated"
        if here != label and group:
            yield {"label": label, "rows": group}
            group = []
        label = here
        group.append(data)
    if group:
        yield {"label": label, "rows": group}


def _events(view: View) -> list[dict[str, Any]]:
    return [
        {
            "accounts": [
                f"{words.printable(r.entry.agency)}, {words.written(r.entry.when)}" for r in view.accounts(event)
            ],
            "why": reasons(event),
            "differ": [f"{c.kind.value.capitalize()}: {words.printable(c.note)}" for c in event.conflicts]
            or ["No difference found"],
        }
        for event in view.review.timeline.events
    ]


def _silences(view: View) -> list[tuple[str, str, str, str]]:
    return [
        (words.printable(s.agency), words.day(s.start), words.day(s.end), f"{s.days:,}")
        for s in view.review.timeline.silences
    ]


def _issues(view: View) -> list[tuple[str, str, str, str]]:
    return [
        (
            words.printable(
                f"{i.file}, {f'row {i.row}' if i.row else 'whole file'}{f', {i.column}' if i.column else ''}"
            ),
            words.issue(i.kind),
            words.printable(i.value),
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
