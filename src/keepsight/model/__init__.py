"""The nouns of a review: frozen values, valid from construction, that every other room speaks in.

Read in this order: `when`, `entry`, `person`, `signal`, `timeline`, `question`, `pictures`, `briefing`, `review`,
`errors`.
Nothing here reads a file, a clock or a setting, and nothing here imports another room.
"""

from keepsight.model.briefing import BOX_COUNT, WORDS_PER_MINUTE, Box, Briefing, Sentence
from keepsight.model.entry import (
    READ_AS_TEXT,
    Attendance,
    Basis,
    ColumnRole,
    Entry,
    EntryId,
    EntryKind,
    Field,
    IntakeIssue,
    IssueKind,
    Place,
)
from keepsight.model.errors import KeepsightError
from keepsight.model.person import Mention, MentionKind, People, Person, PersonRef, Role
from keepsight.model.pictures import Company, Contact, Crisis, Held, Pictures, Share, Without
from keepsight.model.question import Certainty, Evidence, Lens, ParameterKind, ParameterUse, Question
from keepsight.model.review import (
    ColumnHint,
    FileSummary,
    Manifest,
    Review,
    Scope,
    Settings,
    SourceFile,
)
from keepsight.model.signal import Reading, Signal, SignalKind, Span, Stance
from keepsight.model.timeline import (
    Conflict,
    ConflictKind,
    Event,
    HowKnown,
    Knowledge,
    Link,
    LinkDecision,
    Silence,
    Timeline,
)
from keepsight.model.when import UNDATED, Precision, When

__all__ = [
    "BOX_COUNT",
    "READ_AS_TEXT",
    "UNDATED",
    "WORDS_PER_MINUTE",
    "Attendance",
    "Basis",
    "Box",
    "Briefing",
    "Certainty",
    "ColumnHint",
    "ColumnRole",
    "Company",
    "Conflict",
    "ConflictKind",
    "Contact",
    "Crisis",
    "Entry",
    "EntryId",
    "EntryKind",
    "Event",
    "Evidence",
    "Field",
    "FileSummary",
    "Held",
    "HowKnown",
    "IntakeIssue",
    "IssueKind",
    "KeepsightError",
    "Knowledge",
    "Lens",
    "Link",
    "LinkDecision",
    "Manifest",
    "Mention",
    "MentionKind",
    "ParameterKind",
    "ParameterUse",
    "People",
    "Person",
    "PersonRef",
    "Pictures",
    "Place",
    "Precision",
    "Question",
    "Reading",
    "Review",
    "Role",
    "Scope",
    "Sentence",
    "Settings",
    "Share",
    "Signal",
    "SignalKind",
    "Silence",
    "SourceFile",
    "Span",
    "Stance",
    "Timeline",
    "When",
    "Without",
]
