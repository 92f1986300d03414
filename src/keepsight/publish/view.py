"""One reading of a review that every document is made from, so that web page, Word, Excel and PDF cannot disagree.

It gives each question a short label ("C1", or "C1.2" where a rule raised more than one), gives each entry an anchor,
and cuts the cells where the words of a question's evidence begin and end.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from keepsight.model import (
    Attendance,
    Basis,
    ColumnRole,
    Conflict,
    Entry,
    EntryId,
    Event,
    Evidence,
    HowKnown,
    Knowledge,
    Lens,
    Mention,
    Question,
    Reading,
    Review,
)
from keepsight.publish.words import listed, printable

SAID_BY_THE_DATE = (ColumnRole.DATE, ColumnRole.END_DATE, ColumnRole.TIME, ColumnRole.END_TIME)
SAFE_ANCHOR = re.compile(r"[A-Za-z0-9_.-]+\Z")
NO_READING = Reading(entry=EntryId(""))


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one cell's text that raises, or speaks against, the questions at these places in the list."""

    start: int
    end: int
    question: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell under its own heading, with the marks of every question."""

    column: str
    role: ColumnRole
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as it is shown; `raises`, `against` and `event` are places in the lists of questions and events."""

    number: int
    anchor: str
    entry: Entry
    agency: int
    cells: tuple[Cell, ...]
    attendance: Attendance | None
    basis: Basis | None
    raises: tuple[int, ...] = ()
    against: tuple[int, ...] = ()
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its label and anchor."""

    number: int
    label: str
    anchor: str
    question: Question


@dataclass(frozen=True, slots=True)
class View:
    """A review ready to be written out; `rows` are in timeline order."""

    review: Review
    rows: tuple[Row, ...]
    place: dict[EntryId, int]
    asked: tuple[Asked, ...]
    agencies: tuple[str, ...]
    mentions: dict[EntryId, tuple[Mention, ...]]

    @property
    def title(self) -> str:
        return printable(self.review.settings.title.strip()) or "Review"

    @property
    def board(self) -> str:
        return printable(self.review.settings.board.strip())

    @property
    def start(self) -> date | None:
        return self.review.settings.scope.start or self.review.timeline.start

    @property
    def end(self) -> date | None:
        return self.review.settings.scope.end or self.review.timeline.end

    def row(self, entry: EntryId) -> Row:
        return self.rows[self.place[entry]]

    def known(self, evidence: tuple[Evidence, ...]) -> Iterator[tuple[Evidence, Row]]:
        """Evidence whose entry stands on the timeline, each with its row."""
        for e in evidence:
            if e.entry in self.place:
                yield e, self.rows[self.place[e.entry]]

    def by_lens(self) -> Iterator[tuple[Lens, tuple[Asked, ...]]]:
        """Every lens in its fixed order, also those that raised nothing."""
        for lens in Lens:
            yield lens, tuple(a for a in self.asked if a.question.lens is lens)

    def conflicts(self, row: Row) -> tuple[Conflict, ...]:
        """How the accounts of this row's event differ where this row is one of the differing accounts."""
        if row.event is None:
            return ()
        event = self.review.timeline.events[row.event]
        return _each_once(c for c in event.conflicts if row.entry.id in c.entries)

    def codes(self, row: Row) -> str:
        """The labels of the row's questions in words: "E1, C1.2, against T4"."""
        raised = [self.asked[q].label for q in row.raises]
        return printable(", ".join([*raised, *(f"against {self.asked[q].label}" for q in row.against)]))

    def accounts(self, event: Event) -> tuple[Row, ...]:
        """The rows of an event, in timeline order."""
        return tuple(self.row(e) for e in event.entries if e in self.place)

    def siblings(self, row: Row) -> tuple[Row, ...]:
        """The other accounts of the same event."""
        if row.event is None:
            return ()
        return tuple(r for r in self.accounts(self.review.timeline.events[row.event]) if r is not row)


def view_of(review: Review) -> View:
    """The review made ready for writing."""
    timeline = review.timeline
    asked = _asked(review.questions)
    marks, raises, against = _marks(asked)
    agencies = timeline.agencies
    numbers = {name: i for i, name in enumerate(agencies)}
    events = {e: i for i, event in enumerate(timeline.events) for e in event.entries}
    rows = []
    for number, entry in enumerate(timeline.entries, start=1):
        reading = timeline.readings.get(entry.id, NO_READING)
        rows.append(
            Row(
                number=number,
                anchor=f"e-{entry.id}" if SAFE_ANCHOR.match(entry.id) else f"row-{number}",
                entry=entry,
                agency=numbers[entry.agency],
                cells=_cells(entry, marks.get(entry.id, {})),
                attendance=reading.attendance,
                basis=reading.basis,
                raises=tuple(dict.fromkeys(raises.get(entry.id, ()))),
                against=tuple(dict.fromkeys(against.get(entry.id, ()))),
                event=events.get(entry.id),
            )
        )
    mentions: dict[EntryId, list[Mention]] = defaultdict(list)
    for mention in review.mentions:
        mentions[mention.entry].append(mention)
    return View(
        review=review,
        rows=tuple(rows),
        place={row.entry.id: i for i, row in enumerate(rows)},
        asked=asked,
        agencies=agencies,
        mentions={entry: tuple(found) for entry, found in mentions.items()},
    )


def differences(event: Event) -> tuple[Conflict, ...]:
    """How the accounts of an event differ."""
    return _each_once(event.conflicts)


def _each_once(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """What several pairs of accounts differ in alike is said once: the words name no pair."""
    first: dict[tuple[str, str], Conflict] = {}
    for conflict in conflicts:
        first.setdefault((conflict.kind, conflict.note), conflict)
    return tuple(first.values())


def pieces(cell: Cell) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The cell's text cut at the edges of its marks, each piece with the questions whose words it belongs to."""
    if not cell.marks:
        yield cell.text, ()
        return
    edges = sorted({0, len(cell.text), *(m.start for m in cell.marks), *(m.end for m in cell.marks)})
    for start, end in pairwise(edges):
        inside = (m.question for m in cell.marks if m.start <= start and end <= m.end)
        yield cell.text[start:end], tuple(dict.fromkeys(inside))


def quoted(row: Row, evidence: Evidence, *, around: int = 60) -> Iterator[tuple[str, tuple[tuple[str, bool], ...]]]:
    """The exact words of the evidence with a little of what stands around them: heading, then (text, is evidence).

    Evidence without a span quotes the beginning of the first narrative cell, nothing marked.
    """
    texts = {f.column: printable(f.text) for f in row.entry.fields}
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for s in evidence.spans:
        if s.column in texts and s.start < min(s.end, len(texts[s.column])):
            spans[s.column].append((s.start, min(s.end, len(texts[s.column]))))
    if not spans:
        first = next((printable(f.text) for f in row.entry.narrative), "")
        if first:
            yield row.entry.narrative[0].column, ((_shortened(first, 3 * around), False),)
        return
    for column, found in spans.items():
        yield column, tuple(_around(texts[column], sorted(found), around))


_LISTS = ("both tell of ", "both use ")
"""How reasons begin that name several things."""
_NAMED = 8


def reasons(event: Event, account: EntryId | None = None) -> str:
    """Why the accounts of an event are linked, or why one of them is; each reason and each thing it names once.

    Of many things the first stand here; timeline.json has all, link by link.
    """
    found: dict[str, dict[str, None]] = {}
    for link in event.links:
        if account is not None and account not in (link.a, link.b):
            continue
        for reason in link.reasons:
            begins = next((lead for lead in _LISTS if reason.startswith(lead)), "")
            things = reason.removeprefix(begins).split(", ") if begins else ()
            found.setdefault(begins or reason, {}).update(dict.fromkeys(things))
    said = (begins + listed(list(things)[:_NAMED]) for begins, things in found.items())
    return printable("; ".join(said)) or "Reasons not recorded"


def shared_knowledge(view: View) -> Iterator[tuple[Row, dict[str, Knowledge]]]:
    """Entries that some other agency is shown to have known of, with the first sign of it for each agency."""
    known: dict[EntryId, dict[str, Knowledge]] = defaultdict(dict)
    for k in view.review.timeline.knowledge:
        known[k.entry].setdefault(k.agency, k)
    for row in view.rows:
        found = known.get(row.entry.id, {})
        if any(k.how is not HowKnown.RECORDED or k.agency != row.entry.agency for k in found.values()):
            yield row, found


def summary(row: Row, length: int = 90) -> str:
    """The beginning of what was recorded, for lists that point to an entry."""
    first = next((c.text for c in row.cells if c.role is ColumnRole.NARRATIVE), "")
    return _shortened(first or next((c.text for c in row.cells), "(nothing written)"), length)


def _asked(questions: tuple[Question, ...]) -> tuple[Asked, ...]:
    often = Counter(q.code for q in questions)
    seen: Counter[str] = Counter()
    asked = []
    for number, q in enumerate(questions):
        seen[q.code] += 1
        label = q.code if often[q.code] == 1 else f"{q.code}.{seen[q.code]}"
        asked.append(Asked(number, label, f"q-{label if SAFE_ANCHOR.match(label) else number}", q))
    return tuple(asked)


def _marks(
    asked: tuple[Asked, ...],
) -> tuple[dict[EntryId, dict[str, list[Mark]]], dict[EntryId, list[int]], dict[EntryId, list[int]]]:
    marks: dict[EntryId, dict[str, list[Mark]]] = {}
    raises: dict[EntryId, list[int]] = defaultdict(list)
    against: dict[EntryId, list[int]] = defaultdict(list)
    for a in asked:
        for side, found in ((raises, a.question.evidence), (against, a.question.against)):
            for e in found:
                side[e.entry].append(a.number)
                for s in e.spans:
                    marks.setdefault(e.entry, {}).setdefault(s.column, []).append(Mark(s.start, s.end, a.number))
    return marks, raises, against


def _cells(entry: Entry, marks: dict[str, list[Mark]]) -> tuple[Cell, ...]:
    """Every cell that is not already said by the date or the agency, in the order of the columns."""
    cells = []
    for f in entry.fields:
        said = f.text.strip()
        if not said or (f.role in SAID_BY_THE_DATE and said in entry.when.text):
            continue
        if f.role is ColumnRole.AGENCY and said == entry.agency:
            continue
        text = printable(f.text)
        kept = (Mark(min(m.start, len(text)), min(m.end, len(text)), m.question) for m in marks.get(f.column, ()))
        cells.append(Cell(printable(f.column), f.role, text, tuple(m for m in kept if m.start < m.end)))
    return tuple(cells)


def _around(text: str, spans: list[tuple[int, int]], around: int) -> Iterator[tuple[str, bool]]:
    position = _word_start(text, max(0, spans[0][0] - around))
    if position:
        yield "… ", False
    for start, end in spans:
        if end <= position:
            continue
        start = max(start, position)
        if start - position > 2 * around:
            yield text[position : _word_end(text, position + around)] + " … ", False
            position = _word_start(text, start - around)
        yield text[position:start], False
        yield text[start:end], True
        position = end
    last = _word_end(text, min(len(text), position + around))
    yield text[position:last] + (" …" if last < len(text) else ""), False


def _word_start(text: str, position: int) -> int:
    if position == 0:
        return 0
    space = text.find(" ", position, position + 30)
    return position if space < 0 else space + 1


def _word_end(text: str, position: int) -> int:
    if position >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, position - 30), position)
    return position if space < 0 else space


def _shortened(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: _word_end(line, length)] + " …"
