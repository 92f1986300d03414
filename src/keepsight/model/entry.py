"""One row of an agency's chronology, kept whole, and what could not be read of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from keepsight.model.when import When

EntryId = NewType("EntryId", str)
"""Made from the file's digest, the table and the row, so that a second run gives the same id."""


class Attendance(StrEnum):
    """What became of an appointment or a visit; an entry without one carries None, which is not the same as kept."""

    KEPT = "kept"
    NOT_BROUGHT = "not_brought"
    CANCELLED_FAMILY = "cancelled_family"
    CANCELLED_SERVICE = "cancelled_service"
    RESCHEDULED = "rescheduled"
    NO_ACCESS = "no_access"
    REFUSED = "refused"


class Basis(StrEnum):
    """How the writer knew what the entry says; None where the entry does not tell."""

    OBSERVED = "observed"
    RECORD_CHECK = "record_check"
    SELF_CHILD = "self_child"
    SELF_PARENT = "self_parent"
    PUBLIC = "public"
    OTHER_PROF = "other_prof"
    INFERRED = "inferred"


class EntryKind(StrEnum):
    """An event, or a note that the author put between the events ("Export ends 31/03/2019")."""

    EVENT = "event"
    NOTE = "note"


class ColumnRole(StrEnum):
    """What a column is for, as understood from its heading and its contents, or as `review.toml` says."""

    DATE = "date"
    END_DATE = "end_date"
    TIME = "time"
    END_TIME = "end_time"
    RECORDED = "recorded"
    ORDER = "order"
    AGENCY = "agency"
    SOURCE = "source"
    WORKER = "worker"
    ATTENDANCE = "attendance"
    CHILD_SEEN = "child_seen"
    CHILD_VOICE = "child_voice"
    NARRATIVE = "narrative"
    ACTION = "action"
    COMMENT = "comment"
    REFERENCE = "reference"
    OTHER = "other"


READ_AS_TEXT = (ColumnRole.NARRATIVE, ColumnRole.ACTION, ColumnRole.COMMENT, ColumnRole.CHILD_VOICE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: file name, 0-based table or sheet, 1-based position among the file's data rows."""

    file: str
    table: int
    row: int


@dataclass(frozen=True, slots=True)
class Field:
    """One cell: the heading as the agency wrote it, what the column is for, and the text exactly as it stood."""

    column: str
    role: ColumnRole
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One data row of one chronology; never edited, every cell kept.

    `recorded` is the day it was written down, when the row says so. `order` is the agency's own running number where a
    column gives a manual order; it wins over the clock within a day. `digest` is the digest of the row's cells (two
    rows with one digest are copies). `source` and `worker` are the cells of those columns, "" when there is none.
    """

    id: EntryId
    place: Place
    agency: str
    when: When
    fields: tuple[Field, ...]
    kind: EntryKind = EntryKind.EVENT
    recorded: When | None = None
    source: str = ""
    worker: str = ""
    order: float | None = None
    digest: str = ""

    def __post_init__(self) -> None:
        if self.place.row < 1:
            raise ValueError("rows are counted from 1")

    @property
    def narrative(self) -> tuple[Field, ...]:
        """The cells that are read for signals, in the order of the columns."""
        return tuple(f for f in self.fields if f.role in READ_AS_TEXT and f.text)

    @property
    def text(self) -> str:
        """The narrative cells as one string, for people and for comparing accounts; spans never refer to it."""
        return " | ".join(f.text for f in self.narrative)

    def field(self, column: str) -> Field:
        """The cell under a heading; KeyError when there is none."""
        for f in self.fields:
            if f.column == column:
                return f
        raise KeyError(column)


class IssueKind(StrEnum):
    """What kind of trouble a cell, a row or a file gave."""

    IMPOSSIBLE_DATE = "impossible_date"
    UNDATED = "undated"
    UNREADABLE_DATE = "unreadable_date"
    ASSUMED_DATE = "assumed_date"
    MISTYPED_DATE = "mistyped_date"
    OUT_OF_SCOPE = "out_of_scope"
    UNREADABLE_TIME = "unreadable_time"
    UNKNOWN_COLUMN = "unknown_column"
    NO_TABLE = "no_table"
    NOTE_ROW = "note_row"
    ENCODING = "encoding"
    UNREADABLE_FILE = "unreadable_file"
    DUPLICATE_ROW = "duplicate_row"
    EXTRA_CELLS = "extra_cells"
    OUTSIDE_TABLE = "outside_table"
    HIDDEN = "hidden"
    DELETED_TEXT = "deleted_text"
    COMMENT = "comment"
    WRONG_FORMAT = "wrong_format"
    MACROS = "macros"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class IntakeIssue:
    """Something that could not be read as it stands: where, what was kept, and what to do.

    `row` is the data row (0 when the issue is about the whole file), `column` the heading or "". `needs_attention` is
    False for what is only worth knowing (a year taken from the row above).
    """

    file: str
    row: int
    column: str
    kind: IssueKind
    message: str
    value: str = ""
    needs_attention: bool = True
