"""The timeline and its questions made in the background, while everybody goes on with the timeline there is.

A run is written in small pieces and becomes the current one at the very end, in one step. Answers, comments and themes hang
on questions and entries that outlive runs, so nothing that people wrote is lost.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django_tasks import task

from keepsight import __version__
from keepsight.access import Actor, SeatRole
from keepsight.counterparts import versions as counterpart_versions
from keepsight.lenses import versions as rule_versions
from keepsight.model import Entry, EntryId, KeepsightError, Question, Reading, Stance, Timeline
from keepsight.pipeline import ask_of
from keepsight.reading import versions as word_versions
from keepsight.review.drafting import draft_briefing
from keepsight.services import trail
from keepsight.services.arranging import arranged, link_decisions
from keepsight.services.asked import asked_of
from keepsight.services.asking import keep_questions
from keepsight.services.intake import entry_of, people_of, settings_of
from keepsight.services.lines import Eyes
from keepsight.services.notifying import tell, with_role
from keepsight.store.convert import packed, reading_for_screen
from keepsight.store.lanes import MISSED_KINDS as MISSED
from keepsight.store.lanes import lanes_of
from keepsight.store.models import (
    EntryRecord,
    EventRecord,
    KnowledgeRecord,
    PlacedRecord,
    ReviewRecord,
    RunRecord,
    SilenceRecord,
    UserRecord,
)
from keepsight.store.queries import current_entries
from keepsight.timeline import merge

BATCH = 500
STAGES = ("merging", "reading", "linking", "asking", "keeping")
"""What a run tells of itself, in the order of its work."""
SILENT_FOR = timedelta(minutes=5)
"""A run that has not been heard of for this long was killed with its worker; it may be asked for again."""
_TELL_SECONDS = 0.5
log = logging.getLogger(__name__)


@transaction.atomic
def ask_for_run(user: UserRecord | None, review: ReviewRecord) -> RunRecord:
    """Have the timeline made anew; a run that still waits is the same run."""
    waiting = review.runs.filter(state="waiting").first()
    if waiting is not None:
        return waiting
    number = (review.runs.aggregate(last=Max("number"))["last"] or 0) + 1
    run = RunRecord.objects.create(review=review, number=number, asked_for_by=user, asked_for_at=timezone.now())
    trail.note(user.pk if user else None, "ask for the timeline to be made", review=review.pk, what=f"run {number}")
    transaction.on_commit(lambda: make_timeline.enqueue(run.pk))
    return run


@task()
def make_timeline(run: int) -> None:
    """The background task of one run."""
    make(run)


def make(run_id: int) -> None:
    """Make the timeline of a run; what goes wrong is kept with the run in one sentence that names nothing of the case."""
    run = RunRecord.objects.select_related("review__board").get(pk=run_id)
    if run.state != "waiting":
        return
    _heard(run, state="running")
    try:
        _make(run)
    except KeepsightError as error:
        _heard(run, state="failed", trouble=str(error), ended_at=timezone.now())
    except Exception:
        log.exception("run %s of review %s failed", run.number, run.review_id)
        _heard(
            run,
            state="failed",
            trouble="The timeline could not be made. The one before is still shown; nothing was lost. Please report it.",
            ended_at=timezone.now(),
        )


def reap(now_or_later: Callable[[RunRecord], None] | None = None) -> int:
    """Runs whose worker died are failed and asked for again; how many there were."""
    dead = RunRecord.objects.filter(state="running", heard_at__lt=timezone.now() - SILENT_FOR).select_related("review")
    for run in dead:
        _heard(
            run, state="failed", trouble="The run was interrupted and has been started again.", ended_at=timezone.now()
        )
        again = ask_for_run(None, run.review)
        if now_or_later is not None:
            now_or_later(again)
    return len(dead)


def _make(run: RunRecord) -> None:
    review = run.review
    records = list(current_entries(review).select_related("member", "member__agency"))
    by_id = {r.entry: r for r in records}
    entries = merge(arranged(review, [entry_of(r) for r in records]))
    teller = _Teller(run)
    timeline, questions = ask_of(
        entries,
        people_of(review),
        settings=settings_of(review),
        decisions=link_decisions(review),
        progress=teller.tell,
    )
    teller.tell("keeping", 0, len(timeline.entries))
    _keep_timeline(run, timeline, questions, by_id, teller)
    with transaction.atomic():
        locked = ReviewRecord.objects.select_for_update().get(pk=review.pk)
        keep_questions(run, questions)
        newer = locked.runs.filter(state="done", number__gt=run.number).exists()
        _heard(run, state="left" if newer else "done", done=run.total, ended_at=timezone.now())
        if not newer:
            locked.current_run = run
            locked.save(update_fields=["current_run"])
        trail.note(None, "make the timeline", review=review.pk, what=f"run {run.number}, {len(records)} entries")
    if not newer:
        _tell_of_changes(locked)
    _forget_older(review, keep=run)


def _tell_of_changes(review: ReviewRecord) -> None:
    """A notice to those who answered, when the new timeline asks otherwise than what they answered."""
    nobody = Actor(0, "")
    if any(q.changed for q in asked_of(Eyes(review, nobody, True, ()))):
        tell(with_role(review, SeatRole.PANEL, SeatRole.REVIEWER), review, "questions_changed")


def _keep_timeline(
    run: RunRecord,
    timeline: Timeline,
    questions: tuple[Question, ...],
    records: dict[str, EntryRecord],
    teller: _Teller,
) -> None:
    run.manifest = {
        "version": __version__,
        "rules": packed(rule_versions()),
        "words": packed((*counterpart_versions(), *word_versions())),
        "policy": run.review.policy,
    }
    run.start, run.end = timeline.start, timeline.end
    run.save(update_fields=["manifest", "start", "end"])
    event_of = {e: event.id for event in timeline.events for e in event.entries}
    codes = _codes(questions)
    placed: dict[str, int] = {}
    for start in range(0, len(timeline.entries), BATCH):
        made = PlacedRecord.objects.bulk_create(
            [
                _placed(run, position, entry, records[entry.id], timeline, event_of, codes)
                for position, entry in enumerate(timeline.entries[start : start + BATCH], start)
            ]
        )
        placed.update((p.entry, p.pk) for p in made)
        teller.tell("keeping", start + len(made), len(timeline.entries))
    EventRecord.objects.bulk_create(
        [EventRecord(run=run, event=e.id, payload=packed(e)) for e in timeline.events], batch_size=BATCH
    )
    SilenceRecord.objects.bulk_create(
        [SilenceRecord(run=run, agency=s.agency, start=s.start, end=s.end) for s in timeline.silences], batch_size=BATCH
    )
    KnowledgeRecord.objects.bulk_create(
        [
            KnowledgeRecord(
                run=run, placed_id=placed[k.entry], agency=k.agency, day=k.day, how=k.how, witness=k.witness
            )
            for k in timeline.knowledge
        ],
        batch_size=BATCH,
    )
    run.lanes = lanes_of(timeline, questions)
    run.draft = packed(draft_briefing(timeline, questions, settings=settings_of(run.review)))
    run.save(update_fields=["lanes", "draft"])


def _placed(
    run: RunRecord,
    position: int,
    entry: Entry,
    record: EntryRecord,
    timeline: Timeline,
    event_of: Mapping[EntryId, str],
    codes: dict[tuple[str, bool], list[str]],
) -> PlacedRecord:
    reading = timeline.readings.get(entry.id)
    return PlacedRecord(
        run=run,
        record=record,
        member=record.member,
        entry=entry.id,
        position=position,
        earliest=entry.when.earliest,
        latest=entry.when.latest,
        kind=entry.kind.value,
        attendance=reading.attendance.value if reading and reading.attendance else "",
        basis=reading.basis.value if reading and reading.basis else "",
        reading=reading_for_screen(reading),
        event=event_of.get(entry.id, ""),
        who=_spaced(reading.persons if reading else ()),
        kinds=_spaced(_kinds(entry, reading)),
        raises=_spaced(codes.get((entry.id, False), ())),
        against=_spaced(codes.get((entry.id, True), ())),
    )


def _spaced(words: Iterable[str]) -> str:
    """Words for a filter: each with a space on both sides, so that a word is never found inside another."""
    found = " ".join(dict.fromkeys(w.replace(" ", "_") for w in words))
    return f" {found} " if found else ""


def _kinds(entry: Entry, reading: Reading | None) -> Iterator[str]:
    if not entry.when.is_dated:
        yield "undated"
    elif entry.when.uncertain or not entry.when.is_one_day:
        yield "uncertain_date"
    if reading is not None:
        if reading.attendance in MISSED:
            yield "missed"
        yield from (s.kind.value for s in reading.signals if s.stance is Stance.ASSERTED)


def _codes(questions: tuple[Question, ...]) -> dict[tuple[str, bool], list[str]]:
    """For each entry, and each side (True: speaks against), the codes of its questions."""
    found: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for question in questions:
        for against, evidence in ((False, question.evidence), (True, question.against)):
            for e in evidence:
                found[e.entry, against].append(question.code)
    return found


def _forget_older(review: ReviewRecord, *, keep: RunRecord) -> None:
    """The rows of older runs go; what they asked stays, so that what changed since an answer can be shown."""
    for old in review.runs.filter(number__lt=keep.number).exclude(state__in=("waiting", "running")):
        for held in (old.knowledge, old.events, old.silences, old.placed):
            held.all().delete()
        RunRecord.objects.filter(pk=old.pk).exclude(lanes={}).update(lanes={})


def _heard(run: RunRecord, **changed: object) -> None:
    for name, value in {**changed, "heard_at": timezone.now()}.items():
        setattr(run, name, value)
    run.save(update_fields=[*changed, "heard_at"])


class _Teller:
    """Keeps a run's progress, at most twice a second."""

    def __init__(self, run: RunRecord) -> None:
        self._run, self._told, self._stage = run, 0.0, ""

    def tell(self, stage: str, done: int, total: int) -> None:
        if stage == self._stage and time.monotonic() - self._told < _TELL_SECONDS:
            return
        self._stage, self._told = stage, time.monotonic()
        _heard(self._run, stage=stage, done=done, total=total)
