"""From entries to questions as the pipeline does it, and as it would be done without the even texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from keepsight.assure.fairness import Raised, raised
from keepsight.intake import read_folder, read_settings
from keepsight.lenses import ask
from keepsight.model import Entry, People, Question, Scope, Settings
from keepsight.people.listing import read_people
from keepsight.pipeline import ask_of
from keepsight.reading import Reader
from keepsight.timeline import build_timeline, merge

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "child-a"


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder of chronologies opened once for many askings."""

    name: str
    entries: tuple[Entry, ...]
    people: People
    settings: Settings = field(default_factory=Settings)


def opened(folder: Path) -> Opened:
    settings = read_settings(folder)
    entries = merge(read_folder(folder, settings=settings).entries)
    return Opened(folder.name, entries, read_people(folder), settings)


def asked(entries: Sequence[Entry], people: People) -> tuple[Question, ...]:
    """As the pipeline asks."""
    return ask_of(merge(entries), people, settings=Settings())[1]


def asked_of_written_texts(entries: Sequence[Entry], people: People) -> tuple[Question, ...]:
    """What would be asked if the texts were not made even."""
    merged = merge(entries)
    readings = Reader(people).read(merged)
    return ask(build_timeline(merged, readings=readings, people=people, scope=Scope()))


def outcome(entries: Sequence[Entry], people: People) -> frozenset[tuple[Raised, int]]:
    """The questions in the form in which they are compared."""
    return frozenset(raised(asked(entries, people)).items())
