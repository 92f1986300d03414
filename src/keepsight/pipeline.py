"""The whole way, told once: files to entries, one timeline, what was read, questions, a draft briefing.

files --intake--> entries --timeline.merge--> one order --reading--> signals
      --timeline.build--> linked accounts, silences, who knew what when --lenses--> questions --review--> draft briefing
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from keepsight import __version__
from keepsight.intake import read_folder, read_settings
from keepsight.lenses import ask
from keepsight.lenses import versions as rule_versions
from keepsight.model import Entry, Manifest, Review
from keepsight.people import find_mentions, read_people
from keepsight.reading import Reader
from keepsight.reading import versions as word_versions
from keepsight.review.drafting import draft_briefing
from keepsight.timeline import build_timeline, merge

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
    tell("reading", 0, len(entries))
    readings = Reader(people).read(entries)
    tell("linking", 0, len(entries))
    timeline = build_timeline(entries, readings=readings, people=people, scope=settings.scope)
    tell("asking", 0, 1)
    questions = ask(timeline, settings.policy)
    tell("asking", 1, 1)
    return Review(
        settings=settings,
        timeline=timeline,
        questions=questions,
        mentions=find_mentions(entries, people),
        issues=intake.issues,
        briefing=draft_briefing(timeline, questions, settings=settings),
        manifest=Manifest(
            version=__version__,
            files=intake.files,
            rules=rule_versions(),
            words=word_versions(),
            parameters=tuple(sorted(settings.policy.items())),
            clock=clock or _last_day(entries),
        ),
    )


def _last_day(entries: tuple[Entry, ...]) -> str:
    days = [e.when.latest for e in entries if e.when.latest is not None]
    return max(days).isoformat() if days else ""
