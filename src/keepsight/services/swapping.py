"""The swapped reading of a review, and its fairness: the same rows asked again with what must not matter changed.

Both stand beside the timeline and change nothing of it. Fairness is asked of the run that is shown, in the background, and
kept with it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from keepsight.access import Act
from keepsight.assure.fairness import fairness_of
from keepsight.model import KeepsightError, People
from keepsight.people.swapping import Change, Mode, Whose, text_changes
from keepsight.pipeline import ask_of
from keepsight.services import trail
from keepsight.services.actors import require
from keepsight.services.arranging import arranged, link_decisions
from keepsight.services.intake import entry_of, people_of, settings_of
from keepsight.services.lines import Eyes, Line, lines_of, with_all_that_hangs
from keepsight.services.shown import Piece, apart
from keepsight.store.models import PlacedRecord, ReviewRecord, RunRecord, UserRecord
from keepsight.store.queries import current_entries, visible_placed
from keepsight.swapped import RELATIONS
from keepsight.timeline import merge

log = logging.getLogger(__name__)
CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Both:
    """An entry as it was written, and as it would read: for each cell its column and the two texts in pieces."""

    line: Line
    cells: tuple[tuple[str, tuple[Piece, ...], tuple[Piece, ...]], ...]


def both_of(placed: Sequence[PlacedRecord], eyes: Eyes, *, whose: str, neutral: bool) -> list[Both]:
    """The entries with the genders exchanged beside them; names stay behind pseudonyms on both sides where they are off."""
    try:
        of = Whose(whose)
    except ValueError:
        raise KeepsightError(_("Choose whose gender is exchanged: everybody's, the child's or the others'.")) from None
    mode = Mode.NEUTRAL if neutral else Mode.EXCHANGED
    visible = visible_placed(eyes.actor, eyes.review, seen=eyes.members)
    entries = [entry_of(p.record) for p in placed]
    changes = text_changes(entries, people_of(eyes.review), mode=mode, whose=of)
    lines = {line.entry: line for line in lines_of(list(placed), visible, eyes)}
    found = []
    for one, entry in zip(placed, entries, strict=True):
        shown = {c.column for c in lines[one.entry].cells}
        names = eyes.reads_as_sent(one.member_id)
        cells = []
        for n, f in enumerate(entry.fields):
            if f.column in shown and f.text:
                mentions = [] if names else [m for m in one.record.mentions if m["column"] == f.column]
                cells.append((f.column, *_both(f.text, changes.get((str(entry.id), n), ()), mentions)))
        found.append(Both(lines[one.entry], tuple(cells)))
    return found


def _both(
    text: str, changes: Sequence[Change], mentions: Sequence[dict[str, Any]]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The text as written and as it would read; a change inside a hidden name is hidden with it."""
    hidden = apart(mentions)
    steps = [(start, end, Piece(name, (), hidden=True), Piece(name, (), hidden=True)) for start, end, name in hidden]
    steps += [
        (c.start, c.end, Piece(text[c.start : c.end], (CHANGED,)), Piece(c.new, (CHANGED,)))
        for c in changes
        if not any(c.start < end and start < c.end for start, end, _ in hidden)
    ]
    written: list[Piece] = []
    swapped: list[Piece] = []
    reached = 0
    for start, end, before, after in sorted(steps, key=lambda s: s[:2]):
        between = Piece(text[reached:start])
        written += (between, before)
        swapped += (between, after)
        reached = end
    rest = Piece(text[reached:])
    return tuple(p for p in (*written, rest) if p.text), tuple(p for p in (*swapped, rest) if p.text)


@transaction.atomic
def ask_for_fairness(user: UserRecord, review: ReviewRecord) -> None:
    """Have the timeline that is shown asked again with everything changed that must not matter."""
    require(user, Act.SEE_QUESTIONS, review)
    run = review.current_run
    if run is None:
        raise KeepsightError(_("There is no timeline yet, so there is nothing to compare."))
    if run.fairness.get("state") == "asked" and not _stuck(run):
        return
    _keep(run, {"state": "asked", "at": timezone.now().isoformat()})
    trail.note(user.pk, "ask for the fairness to be checked", review=review.pk, what=f"run {run.number}")
    transaction.on_commit(lambda: check.enqueue(run.pk))


@task()
def check(run_id: int) -> None:
    """The background task: asks the run's rows again after each change and keeps every difference."""
    run = RunRecord.objects.select_related("review__board").get(pk=run_id)
    try:
        _keep(run, _checked(run))
    except Exception:
        log.exception("fairness of run %s of review %s could not be checked", run.number, run.review_id)
        _keep(run, {"state": "failed", "at": timezone.now().isoformat()})


def _checked(run: RunRecord) -> dict[str, Any]:
    review = run.review
    settings, people, decisions = settings_of(review), people_of(review), link_decisions(review)
    entries = merge(arranged(review, [entry_of(r) for r in current_entries(review)]))

    def ask(rows: Sequence[Any], who: People) -> Sequence[Any]:
        return ask_of(merge(rows), who, settings=settings, decisions=decisions)[1]

    found = fairness_of(entries, people, ask=ask, relations=RELATIONS)
    differing = Counter(d.relation for d in found.differences)
    return {
        "state": "done",
        "at": timezone.now().isoformat(),
        "entries": found.entries,
        "questions": found.questions,
        "relations": [[name, differing[name]] for name in found.relations],
        "differences": [[d.relation, d.raised.code, d.gone] for d in found.differences],
    }


def _stuck(run: RunRecord) -> bool:
    """Asked for so long ago that its worker must have died."""
    asked = datetime.fromisoformat(run.fairness["at"])
    return bool((timezone.now() - asked).total_seconds() > 3600)


def _keep(run: RunRecord, told: dict[str, Any]) -> None:
    run.fairness = told
    run.save(update_fields=["fairness"])


def page_of(eyes: Eyes, number: int, size: int) -> tuple[list[PlacedRecord], int]:
    """One page of the timeline, and how many entries there are."""
    visible = visible_placed(eyes.actor, eyes.review, seen=eyes.members)
    hung = with_all_that_hangs(visible, eyes).order_by("position")
    return list(hung[(number - 1) * size : number * size]), visible.count()
