"""The timeline as an Excel workbook, for people who sort and count: real dates beside the dates as written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from keepsight.model import ColumnRole
from keepsight.publish import words
from keepsight.publish.paper import sheet as paper_sheet
from keepsight.publish.sheet import Sheet, Value, write_workbook
from keepsight.publish.view import Row, View, reasons

BY_ROLE: tuple[tuple[str, ColumnRole, int], ...] = (
    ("What was recorded", ColumnRole.NARRATIVE, 60),
    ("Action", ColumnRole.ACTION, 30),
    ("Child’s words", ColumnRole.CHILD_VOICE, 24),
    ("Comment", ColumnRole.COMMENT, 24),
)
TIMELINE = (
    *(("No.", 6), ("Date as written", 18), ("From", 11), ("To", 11), ("Time", 7), ("Taken to mean", 21)),
    ("Agency", 18),
    *((name, width) for name, _, width in BY_ROLE),
    *(("Other cells", 28), ("Attendance", 17), ("How it is known", 19), ("Questions", 13), ("Event", 7)),
    *(("File", 20), ("Row", 6)),
)
EVENTS = (
    *(("Event", 8), ("Agency", 22), ("Date as written", 20), ("Entry no.", 10), ("Why linked", 44)),
    ("Accounts differ", 70),
)
QUESTIONS = (
    *(("Label", 10), ("Lens", 16), ("Question", 60), ("Rule", 28), ("Certainty", 14), ("First asked", 14)),
    *(("Raises it", 60), ("Speaks against it", 40), ("Who held what", 40), ("Values used", 40)),
    *(("Would answer it", 40), ("Answer", 16), ("Reason", 40)),
)
ISSUES = (
    *(("File", 30), ("Row", 7), ("Column", 18), ("What", 28), ("As it stands", 26), ("What to do", 70)),
    ("To put right", 12),
)
SILENCES = (("Agency", 26), ("From", 12), ("To", 12), ("Days", 8))


def write_timeline_sheet(view: View, out: Path, *, made: datetime) -> None:
    sheets = (
        Sheet("Timeline", TIMELINE, (_row(view, r) for r in view.rows), frozen_columns=2),
        Sheet("Events", EVENTS, _events(view)),
        Sheet("Questions", QUESTIONS, _questions(view)),
        Sheet("Issues", ISSUES, _issues(view)),
        Sheet("Silences", SILENCES, ((s.agency, s.start, s.end, s.days) for s in view.review.timeline.silences)),
    )
    write_workbook(sheets, out, title=f"{view.title}: timeline", footer=words.NAMES_STATE, made=made)


def _row(view: View, row: Row) -> Sequence[Value]:
    when = row.entry.when
    shown = {role for _, role, _ in BY_ROLE}
    return (
        row.number,
        when.text.strip(),
        when.earliest,
        when.latest,
        f"{when.time:%H:%M}" if when.time else "",
        words.meaning(when),
        row.entry.agency,
        *(_cells(row, role) for _, role, _ in BY_ROLE),
        "\n".join(f"{c.column}: {c.text}" for c in row.cells if c.role not in shown),
        words.attendance(row.attendance),
        words.basis(row.basis),
        view.codes(row),
        row.event + 1 if row.event is not None else "",
        row.entry.place.file,
        row.entry.place.row,
    )


def _cells(row: Row, role: ColumnRole) -> str:
    """The cells of a role; where a row has several, each with its heading before it."""
    found = [c for c in row.cells if c.role is role]
    if len(found) == 1:
        return found[0].text
    return "\n".join(f"{c.column}: {c.text}" for c in found)


def _events(view: View) -> Iterator[Sequence[Value]]:
    for number, event in enumerate(view.review.timeline.events, start=1):
        for row in view.accounts(event):
            differ = "\n".join(f"{c.kind.value}: {c.note}" for c in view.conflicts(row))
            why = reasons(event, row.entry.id)
            yield number, row.entry.agency, row.entry.when.text.strip(), row.number, why, differ


def _questions(view: View) -> Iterator[Sequence[Value]]:
    for lens, found in view.by_lens():
        for asked in found:
            q, s = asked.question, paper_sheet(view, asked)
            yield (
                s.label,
                words.LENS_WORDS[lens],
                s.wording,
                f"{q.title} (version {q.version})",
                q.certainty.value,
                q.first_answerable,
                "\n".join(f"{x.written}, {x.agency}" for x in (*s.raises.lines, *s.raises.others)),
                "\n".join(f"{x.written}, {x.agency}" for x in (*s.against.lines, *s.against.others)),
                "\n".join(f"{agency} {day}" for agency, day in s.held),
                "\n".join(f"{name}: {value}" for name, value, _ in s.parameters),
                s.would_answer,
                "",
                "",
            )


def _issues(view: View) -> Iterator[Sequence[Value]]:
    for i in view.review.issues:
        to_do = "yes" if i.needs_attention else "no"
        yield i.file, i.row or "", i.column, words.issue(i.kind), i.value, i.message, to_do
