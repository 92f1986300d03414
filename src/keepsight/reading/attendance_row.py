"""One row as attendance and basis are read from it: the marks of what it tells, of its head cells and of its plan.

A status column, a "child seen?" column, the cell that says where or by whom, and the worker's cell each say something
that the narrative leaves out, and each agency heads them its own way: the roles of the columns decide what is what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from keepsight.model import ColumnRole, Entry, Field, People, Precision, Span
from keepsight.reading.attendance_words import Household, Marks, household, marks
from keepsight.reading.cues import plain
from keepsight.reading.persons import PersonFinder, PersonSpan

SEVERAL_DAYS = 60
"""A range of more days than this is a loose date rather than a stay."""
_TOLD_IN = (ColumnRole.NARRATIVE, ColumnRole.CHILD_VOICE)
_FAMILYS_WORDS = re.compile(
    r"(?:the )?family(?: \(|$)|(?:y )?(?:teulu|plentyn)(?: a (?:theulu|rhieni))?$|in (?:our|their|his|her|my) own words$|\bgrandparents?\b|\bgrandmother\b|\bgrandfather\b|\bnan\b|\brelatives?\b"
)
_OWN_WORDS = re.compile(r"young person|\bchild\b(?!ren)|\byp\b|\bsubject\b")
_PARENTS_WORDS = re.compile(r"\bparents?\b|\bmother\b|\bfather\b|\bmum\b|\bdad\b|(?<!young )\bcarers?\b")


class ReadCell(Protocol):
    """A cell already put into plain text, with the persons in it."""

    @property
    def field(self) -> Field: ...
    @property
    def text(self) -> str: ...
    @property
    def places(self) -> tuple[int, ...] | None: ...
    @property
    def persons(self) -> Sequence[PersonSpan]: ...


@dataclass(frozen=True, slots=True)
class Told:
    """A narrative cell with its marks."""

    field: Field
    text: str
    places: tuple[int, ...] | None
    marks: Marks

    def span(self, start: int, end: int) -> Span:
        """A stretch of the plain text as a stretch of the cell."""
        if self.places is None:
            return Span(self.field.column, start, end)
        return Span(self.field.column, self.places[start], self.places[max(start, end - 1)] + 1)


@dataclass(frozen=True, slots=True)
class Row:
    """`told` are the marks of all narrative cells, "|" between them; the other texts are plain and lower case.

    `account` says whose own account the file is ("child", "parent", "family" or ""). `status` and `seen` are the cells of those
    columns. `informant` is True where the head cell stands under a heading for who told it.
    """

    entry: Entry
    cells: tuple[Told, ...]
    told: str
    sentences: tuple[tuple[int, int], ...]
    head: str = ""
    head_text: str = ""
    worker: str = ""
    worker_text: str = ""
    plan_text: str = ""
    seen: str = ""
    status: Field | None = None
    account: str = ""
    informant: bool = False
    timed: bool = False
    voiced: bool = False

    @property
    def texts(self) -> Iterable[str]:
        return (c.text for c in self.cells)

    def sentence(self, number: int) -> str:
        """The marks of one sentence, "" beyond the last."""
        return self.told[slice(*self.sentences[number])] if number < len(self.sentences) else ""

    def span(self, start: int, end: int) -> Span | None:
        """The words behind the marks `start` up to `end`, in the cell where they begin."""
        for cell in self.cells:
            length = len(cell.marks.letters)
            if start < length:
                places = cell.marks.places[start : max(start + 1, min(end, length))]
                return cell.span(places[0][0], places[-1][1])
            start, end = start - length - 1, end - length - 1
        return None

    @property
    def several_days(self) -> bool:
        """True for a stay rather than an appointment: a range of days that was written as one."""
        when = self.entry.when
        if when.precision is not Precision.RANGE or when.earliest is None or when.latest is None:
            return False
        return 0 < (when.latest - when.earliest).days <= SEVERAL_DAYS


_INFORMANT = re.compile(
    r"(?:source|informant|reported by|referred by|referrer|from|from whom|contact with|contact from|who reported|who rang"
    r"|caller|source of information|information from|ffynhonnell)\b"
)


class RowMarker:
    """The people list made ready for marking rows."""

    def __init__(self, persons: PersonFinder, people: People) -> None:
        self._persons = persons
        self._home: Household = household(people)
        self._known: dict[str, tuple[str, str]] = {}

    def row(self, entry: Entry, cells: Sequence[ReadCell] | None = None) -> Row:
        """A row with its marks; `cells` are its narrative cells where they have been read already."""
        ready = {id(c.field): c for c in cells or ()}
        told: list[Told] = []
        parts: dict[str, str] = {}
        status: Field | None = None
        informant = timed = voiced = False
        for field in entry.fields:
            role = field.role
            if role in _TOLD_IN and field.text.strip():
                told.append(self._told(field, ready.get(id(field))))
                voiced |= role is ColumnRole.CHILD_VOICE
            elif role is ColumnRole.TIME:
                timed |= bool(field.text.strip())
            elif role is ColumnRole.ATTENDANCE and field.text.strip():
                status = field
            elif (name := _PART.get(role)) and field.text.strip():
                self._add(parts, name, field.text)
                informant |= role is ColumnRole.SOURCE and bool(_INFORMANT.match(field.column.lower()))
        if not told:
            told = [self._told(f, ready.get(id(f))) for f in entry.narrative]
        letters = "|".join(t.marks.letters for t in told)
        return Row(
            entry,
            tuple(told),
            letters,
            tuple(_sentences(letters)),
            status=status,
            account=whose_account(entry.agency),
            informant=informant,
            timed=timed,
            voiced=voiced,
            **parts,
        )

    def _told(self, field: Field, cell: ReadCell | None) -> Told:
        if cell is None:
            text, places = plain(field.text)
            persons: Sequence[PersonSpan] = self._persons.find(text)
        else:
            text, places, persons = cell.text, cell.places, cell.persons
        original = field.text if places is None else "".join([field.text[p : p + 1] for p in places])
        return Told(field, text, places, marks(text, persons, self._home, original=original))

    def _add(self, parts: dict[str, str], name: str, written: str) -> None:
        if name in _TEXT_ALONE:
            parts[_TEXT_ALONE[name]] = plain(written)[0].strip()
            return
        known = self._known.get(written)
        if known is None:
            text = plain(written)[0]
            original = written if len(text) == len(written) else ""
            known = text.strip(), marks(text, self._persons.find(text), self._home, original=original).letters
            if len(self._known) < MOST_KNOWN:
                self._known[written] = known
        parts[f"{name}_text"] = known[0]
        parts[name] = f"{parts[name]}|{known[1]}" if name in parts else known[1]


_PART = {
    ColumnRole.SOURCE: "head",
    ColumnRole.OTHER: "head",
    ColumnRole.WORKER: "worker",
    ColumnRole.ACTION: "plan",
    ColumnRole.CHILD_SEEN: "seen",
}
_TEXT_ALONE = {"seen": "seen", "plan": "plan_text"}
MOST_KNOWN = 5_000
"""Head and worker cells that are remembered: they repeat from row to row."""
_BREAK = re.compile(r"[.|]+")


def _sentences(letters: str) -> Iterable[tuple[int, int]]:
    """Each stretch between full stops that says anything."""
    start = 0
    for match in _BREAK.finditer(letters):
        if letters[start : match.start()].strip("-,:"):
            yield start, match.start()
        start = match.end()
    if letters[start:].strip("-,:"):
        yield start, len(letters)


@lru_cache(maxsize=1_000)
def whose_account(agency: str) -> str:
    """Whose own account a file is ("child", "parent", "family"), where it comes from them rather than from an agency; "" else."""
    said = agency.lower()
    if _OWN_WORDS.search(said):
        return "child"
    if _PARENTS_WORDS.search(said):
        return "parent"
    return "family" if _FAMILYS_WORDS.match(said) else ""
