"""A question that the timeline raises, with everything a panel needs to answer it.

A question speaks of what was recorded and addresses the network. It is never a score of a child or a label on a parent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keepsight.model.entry import EntryId
from keepsight.model.signal import Span


class Lens(StrEnum):
    """The six ways of looking at a timeline; strengths stand beside the questions with the same weight."""

    EXPLOITATION = "exploitation"
    CURIOSITY = "curiosity"
    RELIANCE = "reliance"
    TRAUMA = "trauma"
    RECORDS = "records"
    STRENGTHS = "strengths"


class Certainty(StrEnum):
    """CERTAIN if the rule holds for every reading of the dates, POSSIBLE if it holds for some."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


class ParameterKind(StrEnum):
    """Where a value comes from: published guidance or research, or a default that no published source fixes."""

    PUBLISHED = "P"
    LOCAL = "L"


@dataclass(frozen=True, slots=True)
class Evidence:
    """An entry that raises a question or speaks against it, with the words that do."""

    entry: EntryId
    spans: tuple[Span, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class ParameterUse:
    """The value a rule used; `changed` is True where local policy set another value than the default."""

    name: str
    value: int | float | str
    default: int | float | str
    kind: ParameterKind
    unit: str = ""
    source: str = ""

    @property
    def changed(self) -> bool:
        return self.value != self.default


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    `id` is stable over runs on the same files. `evidence` is strongest first. `first_answerable` is the day the last
    needed entry was known to somebody; no waiting period is added. `held_by` gives for each agency the first day it
    held any part of the evidence, None where the day is unknown. `would_answer` says what record would answer it.
    """

    id: str
    lens: Lens
    code: str
    version: str
    certainty: Certainty
    title: str
    wording: str
    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...] = ()
    parameters: tuple[ParameterUse, ...] = ()
    first_answerable: date | None = None
    held_by: tuple[tuple[str, date | None], ...] = ()
    would_answer: str = ""
    alternatives: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a question needs at least one entry that raises it")
