"""The swapped reading and the fairness of a review, joined from their rooms: `people` exchanges, `assure` compares.

Beside the main way (`pipeline`), not on it: nothing here changes what a review brings out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from keepsight.assure.fairness import Changed, Fairness, Relation, fairness_of
from keepsight.assure.fairness_relations import PLAIN
from keepsight.assure.wording import CaseWording, Summary, wording_by_group, wording_of
from keepsight.counterparts import Gender
from keepsight.intake import read_folder, read_settings
from keepsight.model import Entry, People, Question, Settings
from keepsight.people.listing import read_people
from keepsight.people.swapping import Change, Mode, Whose, swap_entries, text_changes
from keepsight.people.swapping_names import roster
from keepsight.pipeline import ask_of
from keepsight.timeline import merge

Progress = Callable[[str, int, int], None]
GROUPS = {Gender.FEMALE: "girls", Gender.MALE: "boys"}
NOT_RECORDED = "not recorded"
SAID = {
    (Mode.EXCHANGED, Whose.EVERYBODY): "everybody's gender exchanged",
    (Mode.EXCHANGED, Whose.CHILD): "the child's gender exchanged",
    (Mode.EXCHANGED, Whose.OTHERS): "everybody else's gender exchanged",
    (Mode.NEUTRAL, Whose.EVERYBODY): "everybody in neutral words",
    (Mode.NEUTRAL, Whose.CHILD): "the child in neutral words",
    (Mode.NEUTRAL, Whose.OTHERS): "everybody else in neutral words",
}


@dataclass(frozen=True, slots=True)
class Swapped:
    """What a swapped reading is written from: entries as they are, what changes in their cells, and who is read as whom."""

    settings: Settings
    entries: tuple[Entry, ...]
    changes: Mapping[tuple[str, int], Sequence[Change]]
    people: People
    read_as: People
    whose: str
    neutral: bool


def swap_folder(
    folder: Path, *, whose: str = "everybody", neutral: bool = False, progress: Progress | None = None
) -> Swapped:
    """The timeline of a folder with the genders exchanged; nothing is written.

    `whose` is everybody, child or others. Raises KeepsightError for what a user can mend, ValueError for another `whose`.
    """
    settings, entries, people = _opened(folder, progress=progress)
    mode, of = (Mode.NEUTRAL if neutral else Mode.EXCHANGED), Whose(whose)
    _, read_as = swap_entries(entries, people, mode=mode, whose=of)
    changes = text_changes(entries, people, mode=mode, whose=of)
    return Swapped(settings, entries, changes, people, read_as, of.value, neutral)


def fairness_of_folder(folder: Path, *, progress: Progress | None = None) -> Fairness:
    """Everything that must not matter, changed in turn on the chronologies of a folder, and the questions compared."""
    settings, entries, people = _opened(folder, progress=progress)

    def ask(rows: Sequence[Entry], who: People) -> Sequence[Question]:
        return ask_of(merge(rows), who, settings=settings)[1]

    return fairness_of(entries, people, ask=ask, relations=RELATIONS)


def wording_of_folders(folders: Iterable[Path], *, progress: Progress | None = None) -> Summary:
    """How the words used of the child differ by the child's gender, over the reviews of several folders."""
    cases: list[CaseWording] = []
    for folder in folders:
        settings, entries, people = _opened(folder, progress=progress)
        timeline, _ = ask_of(entries, people, settings=settings)
        cases.append(wording_of(timeline, group=group_of(people)))
    return wording_by_group(cases)


def group_of(people: People) -> str:
    """The group of a case by what the people list says of the child: girls, boys or not recorded."""
    listed = roster(people)
    told = listed.genders.get(listed.child) if listed.child is not None else None
    return GROUPS[told] if told is not None else NOT_RECORDED


def _opened(folder: Path, *, progress: Progress | None) -> tuple[Settings, tuple[Entry, ...], People]:
    settings = read_settings(folder)
    people = read_people(folder)
    return settings, merge(read_folder(folder, settings=settings, progress=progress).entries), people


def _exchange(mode: Mode, of: Whose) -> Relation:
    def change(entries: Sequence[Entry], people: People) -> Changed:
        return swap_entries(entries, people, mode=mode, whose=of)

    return Relation(SAID[mode, of], change)


def _unlisted(entries: Sequence[Entry], people: People) -> Changed:
    return entries, People(people.people)


RELATIONS: tuple[Relation, ...] = (
    *(_exchange(mode, of) for mode in Mode for of in Whose),
    Relation("no gender in the people list", _unlisted),
    *PLAIN,
)
"""Everything that must not matter, genders first."""
