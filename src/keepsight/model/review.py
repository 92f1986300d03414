"""A review as a whole: its settings as they came in, and everything a run brought out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from keepsight.model.briefing import Briefing
from keepsight.model.entry import ColumnRole, IntakeIssue
from keepsight.model.person import Mention
from keepsight.model.pictures import Pictures
from keepsight.model.question import Question
from keepsight.model.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Scope:
    """The period under review, both days inclusive; None where it is open."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class ColumnHint:
    """What `review.toml` says a heading is for; `file` is "" for every file."""

    file: str
    heading: str
    role: ColumnRole


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What `review.toml` says of one file."""

    name: str
    agency: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the coordinator decided: title, scope, files, headings and local policy.

    `policy` maps "E1.days" and the like to a value; "E1.off" = True switches a rule off.
    """

    title: str = ""
    board: str = ""
    scope: Scope = field(default_factory=Scope)
    files: tuple[SourceFile, ...] = ()
    columns: tuple[ColumnHint, ...] = ()
    policy: Mapping[str, int | float | str | bool] = field(default_factory=dict)

    def file(self, name: str) -> SourceFile | None:
        return next((f for f in self.files if f.name == name), None)


@dataclass(frozen=True, slots=True)
class FileSummary:
    """What was read of one file: its digest, its size and how many rows it gave."""

    name: str
    sha256: str
    bytes: int
    agency: str
    rows: int
    tables: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The versions behind an output: same manifest, same bytes."""

    version: str
    files: tuple[FileSummary, ...]
    rules: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, int | float | str | bool], ...] = ()
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Everything one run brought out."""

    settings: Settings
    timeline: Timeline
    questions: tuple[Question, ...]
    mentions: tuple[Mention, ...]
    issues: tuple[IntakeIssue, ...]
    briefing: Briefing
    manifest: Manifest
    pictures: Pictures = field(default_factory=Pictures)
