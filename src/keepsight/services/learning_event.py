"""The learning event: a reduced timeline is chosen, released to its participants, and they write what they add.

The reduced timeline holds texts of its own, in which nobody is named: they are searched for names when they are kept and once
more when they are released, and a name stops both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act, SeatRole
from keepsight.model import KeepsightError
from keepsight.services import trail
from keepsight.services.actors import require
from keepsight.services.intake import people_of
from keepsight.services.learned import agreed_questions
from keepsight.services.lines import Eyes, Line, lines_of, with_all_that_hangs
from keepsight.services.notifying import tell, with_role
from keepsight.services.veiling import mentions_in
from keepsight.store.models import (
    ContributionRecord,
    LearningEventRecord,
    ReleasedEntryRecord,
    ReviewRecord,
    UserRecord,
)
from keepsight.store.queries import visible_placed

MODES = ("room", "virtual", "mixed")
MOST = 120
"""A day's event reads a few dozen entries; a reduced timeline that is not reduced helps nobody."""


@transaction.atomic
def plan(
    user: UserRecord,
    review: ReviewRecord,
    event: LearningEventRecord | None = None,
    *,
    held_on: date | None,
    mode: str,
    note: str = "",
) -> LearningEventRecord:
    """An event planned, or its plan changed."""
    require(user, Act.WRITE_LEARNING, review)
    if mode not in MODES:
        raise KeepsightError(_("Choose whether people meet in a room, online, or both."))
    planned = event or LearningEventRecord(review=review)
    planned.held_on, planned.mode, planned.note = held_on, mode, note.strip()
    planned.save()
    act = "change a learning event" if event else "plan a learning event"
    trail.note(user.pk, act, review=review.pk, what=f"event {planned.pk}")
    return planned


def on_offer(eyes: Eyes, event: LearningEventRecord, words_found: Sequence[str] = ()) -> list[Line]:
    """The entries to choose among: those behind what the panel agreed, those chosen already, and those just searched for."""
    visible = visible_placed(eyes.actor, eyes.review, seen=eyes.members)
    agreed = {entry for question in agreed_questions(eyes) for entry in question.raises}
    wanted = {*agreed, *event.entries.values_list("entry", flat=True), *words_found}
    placed = with_all_that_hangs(visible.filter(entry__in=wanted), eyes).order_by("position")
    return lines_of(list(placed), visible, eyes)


def reduced_text(line: Line) -> str:
    """The entry's words as the timeline with pseudonyms on has them."""
    return " ".join("".join(p.text for p in c.pieces).strip() for c in line.cells)


@transaction.atomic
def choose(user: UserRecord, event: LearningEventRecord, texts: Mapping[str, str], eyes: Eyes) -> int:
    """Keep the reduced timeline: the text to read by entry, in the timeline's order; how many entries there are."""
    require(user, Act.WRITE_LEARNING, event.review)
    if event.released_at is not None:
        raise KeepsightError(_("This timeline is released. Take the release back before you change it."))
    if len(texts) > MOST:
        raise KeepsightError(_("Choose at most %(n)s entries; an event of a day cannot read more.") % {"n": MOST})
    visible = visible_placed(eyes.actor, eyes.review, seen=eyes.members)
    placed = with_all_that_hangs(visible.filter(entry__in=list(texts)), eyes).order_by("position")
    lines = lines_of(list(placed), visible, eyes)
    kept = [
        ReleasedEntryRecord(
            event=event,
            entry=line.entry,
            position=n,
            when_text=line.written[:120],
            agency=line.agency,
            text=texts[line.entry].strip() or reduced_text(line),
        )
        for n, line in enumerate(lines)
    ]
    _nobody_is_named(event, kept)
    event.entries.all().delete()
    ReleasedEntryRecord.objects.bulk_create(kept)
    trail.note(
        user.pk, "choose a reduced timeline", review=event.review_id, what=f"event {event.pk}, {len(kept)} entries"
    )
    return len(kept)


@transaction.atomic
def release(user: UserRecord, event: LearningEventRecord, *, back: bool = False) -> None:
    """Show the reduced timeline to the participants and the agencies' authors, or take that back."""
    require(user, Act.RELEASE, event.review)
    entries = list(event.entries.all())
    if not back:
        if not entries:
            raise KeepsightError(_("Choose the entries first; there is nothing to release yet."))
        _nobody_is_named(event, entries)
    event.released_at = None if back else timezone.now()
    event.released_by = None if back else user
    event.save(update_fields=["released_at", "released_by"])
    act = "take a reduced timeline back" if back else "release a reduced timeline"
    trail.note(user.pk, act, review=event.review_id, what=f"event {event.pk}, {len(entries)} entries")
    if not back:
        tell(with_role(event.review, SeatRole.PARTICIPANT, SeatRole.AUTHOR), event.review, "event_released")


@transaction.atomic
def contribute(user: UserRecord, event: LearningEventRecord, *, text: str, entry: str = "") -> ContributionRecord:
    """What somebody who was there adds to an entry, or to the whole."""
    require(user, Act.CONTRIBUTE, event.review)
    if event.released_at is None:
        raise KeepsightError(_("The reduced timeline is not released yet."))
    if not text.strip():
        raise KeepsightError(_("Write something first."))
    if entry and not event.entries.filter(entry=entry).exists():
        raise KeepsightError(_("This entry is not part of the reduced timeline."))
    made = ContributionRecord.objects.create(
        event=event, entry=entry, text=text.strip(), made_by=user, made_at=timezone.now()
    )
    trail.note(user.pk, "contribute to a learning event", review=event.review_id, what=f"event {event.pk}")
    return made


def _nobody_is_named(event: LearningEventRecord, entries: Sequence[ReleasedEntryRecord]) -> None:
    people = people_of(event.review)
    texts = [t for e in entries for t in (e.text, e.when_text)]
    named = [n // 2 + 1 for n, found in enumerate(mentions_in(texts, people)) if found]
    if named:
        one = entries[named[0] - 1]
        raise KeepsightError(
            _(
                "Somebody could be known from the entry of %(agency)s that stands at place %(named)s: write it without the name, the place or the number, then keep it again."
            )
            % {"agency": one.agency, "named": named[0]}
        )
