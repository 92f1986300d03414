"""The whole way, told once: files to entries, one timeline, what was read, questions, a draft briefing.

files --intake--> entries --timeline.merge--> one order --people.made_even--> no gender --reading--> signals
      --timeline.build--> linked accounts, silences, who knew what when --lenses--> questions --review--> draft briefing
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from keepsight import __version__
from keepsight.beside import MANY, beside
from keepsight.counterparts import versions as counterpart_versions
from keepsight.intake import read_folder, read_settings
from keepsight.lenses import ask
from keepsight.lenses import versions as rule_versions
from keepsight.lenses.pictures import pictures
from keepsight.model import Entry, LinkDecision, Manifest, People, Question, Review, Settings, Timeline
from keepsight.people import find_mentions, read_people
from keepsight.people.swapping_even import made_even
from keepsight.reading import Reader
from keepsight.reading import versions as word_versions
from keepsight.review.drafting import draft_briefing
from keepsight.timeline import build_timeline, merge
from keepsight.timeline.copies import with_copies, without_copies

Progress = Callable[[str, int, int], None]


def review_folder(folder: Path, *, clock: str = "", progress: Progress | None = None) -> Review:
    """Everything one run brings out of a folder of chronologies; nothing is written.

    `clock` is the date that documents carry, ISO, the last day of the timeline when empty: same folder, same result.
    `progress` is told a stage, how much of it is done and how much there is. Raises KeepsightError for what a user can mend.
    """
    tell = progress or (lambda _stage, _done, _all: None)
    settings = read_settings(folder)
    people = read_people(folder)
    intake = read_folder(folder, settings=settings, progress=progress)
    tell("merging", 0, 1)
    entries = merge(intake.entries)
    mentions = beside(lambda: find_mentions(entries, people), worth=len(entries) >= MANY)
    timeline, questions = ask_of(entries, people, settings=settings, progress=progress)
    return Review(
        settings=settings,
        timeline=timeline,
        questions=questions,
        mentions=mentions(),
        issues=intake.issues,
        briefing=draft_briefing(timeline, questions, settings=settings),
        manifest=Manifest(
            version=__version__,
            files=intake.files,
            rules=rule_versions(),
            words=(*counterpart_versions(), *word_versions()),
            parameters=tuple(sorted(settings.policy.items())),
            clock=clock or _last_day(entries),
        ),
        pictures=pictures(timeline, questions, settings.policy),
    )


def ask_of(
    entries: Sequence[Entry],
    people: People,
    *,
    settings: Settings,
    decisions: Sequence[LinkDecision] = (),
    progress: Progress | None = None,
) -> tuple[Timeline, tuple[Question, ...]]:
    """From entries in timeline order to the timeline and its questions, the part of the way that must be fair.

    What reads, links and asks is given texts made even: no gender, no given name, no copy of a row. What it finds is put back
    among the words as the agencies wrote them. `decisions` are what people joined or held apart by hand.
    """
    tell = progress or (lambda _stage, _done, _all: None)
    tell("reading", 0, len(entries))
    singles, copies = without_copies(entries)
    even = made_even(singles, people)
    readings = Reader(even.people).read(even.entries)
    tell("linking", 0, len(entries))
    timeline = build_timeline(
        even.entries, readings=readings, people=even.people, scope=settings.scope, decisions=decisions
    )
    tell("asking", 0, 1)
    questions = ask(timeline, settings.policy)
    tell("asking", 1, 1)
    timeline, questions = even.as_written(timeline, questions)
    return with_copies(timeline, entries, copies), questions


def _last_day(entries: tuple[Entry, ...]) -> str:
    days = [e.when.latest for e in entries if e.when.latest is not None]
    return max(days).isoformat() if days else ""
