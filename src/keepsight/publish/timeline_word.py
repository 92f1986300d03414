"""The timeline as a Word document: one long table, landscape, for a panel that writes in the margin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from keepsight.publish import words
from keepsight.publish.view import Row, View, differences, pieces, reasons
from keepsight.publish.word import heading, para, run, table, write_document

WIDTHS = (37, 33, 129, 45, 23)
HEADS = ("Date as written", "Agency", "What was recorded", "How it is known", "Questions")


def write_timeline_word(view: View, out: Path, *, made: datetime) -> None:
    write_document(
        out,
        title=f"{view.title}: timeline",
        made=made,
        footer=words.NAMES_STATE,
        body=_body(view),
        landscape=True,
    )


def _body(view: View) -> Iterator[str]:
    yield para(run(f"{view.title}: timeline"), style="Title")
    facts = (
        view.board,
        words.period(view.start, view.end),
        words.count(len(view.rows), "entry", "entries"),
        words.listed(view.agencies),
    )
    yield para(run(" · ".join(f for f in facts if f)), style="Lead")
    yield para(run(words.NAMES_STATE, "Strong"))
    yield para(
        run("Dates stand as the agency wrote them; what they were taken to mean is beside them in grey. Words with a "),
        run("coloured ground", "Marked"),
        run(f" are those that raise a question. {words.NOT_REASSURANCE}"),
        style="Lead",
    )
    yield heading(1, "Entries")
    yield from table(HEADS, WIDTHS, (_row(view, r) for r in view.rows))
    yield from _accounts(view)
    yield from _silences(view)
    yield from _issues(view)


def _row(view: View, row: Row) -> Sequence[str]:
    when = row.entry.when
    cells = [
        _text(run(f"{c.column}: ", "Quiet"), *(run(t, "Marked" if q else "") for t, q in pieces(c))) for c in row.cells
    ]
    others = view.siblings(row)
    if others:
        told = words.listed(f"{words.printable(o.entry.agency)}, {words.written(o.entry.when)}" for o in others)
        cells.append(_text(run(f"Also told by {told}.", "Strong")))
    cells.extend(_text(run(f"Accounts differ ({c.kind.value}): ", "Strong"), run(c.note)) for c in view.conflicts(row))
    known = [words.attendance(row.attendance), words.basis(row.basis)]
    place = f"{row.entry.place.file}, row {row.entry.place.row}"
    codes = view.codes(row)
    return (
        _text(run(words.written(when), "Strong")) + _small(words.meaning(when)),
        _text(run(row.entry.agency)),
        "".join(cells),
        _text(run(known[0], "Strong")) * bool(known[0]) + _text(run(known[1])) + _small(place),
        _text(run(codes)) if codes else "",
    )


def _accounts(view: View) -> Iterator[str]:
    yield heading(1, "Accounts of one event")
    events = view.review.timeline.events
    if not events:
        yield para(run("No two entries were found to tell of the same event."))
        return
    rows = []
    for event in events:
        differs = "".join(
            _text(run(f"{c.kind.value.capitalize()}: ", "Strong"), run(c.note)) for c in differences(event)
        )
        rows.append(
            (
                "".join(_text(run(f"{r.entry.agency}, {words.written(r.entry.when)}")) for r in view.accounts(event)),
                _text(run(reasons(event))),
                differs or _text(run("No difference found")),
            )
        )
    yield from table(("Accounts", "Why they are linked", "Where they differ"), (77, 80, 110), rows)


def _silences(view: View) -> Iterator[str]:
    yield heading(1, "Silences")
    silences = view.review.timeline.silences
    if not silences:
        yield para(run("No agency was silent for long within the period."))
        return
    yield from table(
        ("Agency", "From", "To", "Days"),
        (90, 60, 60, 57),
        (
            (
                _text(run(s.agency)),
                _text(run(words.day(s.start))),
                _text(run(words.day(s.end))),
                _text(run(f"{s.days:,}")),
            )
            for s in silences
        ),
    )


def _issues(view: View) -> Iterator[str]:
    yield heading(1, "What could not be read")
    issues = view.review.issues
    if not issues:
        yield para(run("Everything in the files was read as it stands."))
        return
    yield from table(
        ("Where", "What", "As it stands", "What to do"),
        (70, 50, 50, 97),
        (
            (
                _text(
                    run(f"{i.file}, {f'row {i.row}' if i.row else 'whole file'}{f', {i.column}' if i.column else ''}")
                ),
                _text(run(words.issue(i.kind))),
                _text(run(words.on_paper(i.value))),
                _text(run(i.message)),
            )
            for i in sorted(issues, key=lambda i: not i.needs_attention)
        ),
    )


def _text(*runs: str) -> str:
    return para(*runs, style="TableText")


def _small(text: str) -> str:
    return para(run(text), style="Small")
