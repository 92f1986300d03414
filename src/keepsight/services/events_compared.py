"""Learning events by the way they were held: who came, who spoke, what they thought, what they changed; with what is uncertain.

Numbers alone, no names. Events of a mode are taken together; two modes are compared by the interval of their difference, so that
three events in a room and two online are not made to say more than they can.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act, Actor, NotAllowed
from keepsight.assure.charts import Compared, Sample, compare
from keepsight.model import KeepsightError
from keepsight.services import trail
from keepsight.services.actors import actor_of, require
from keepsight.services.board import keeps_lists, reviews_seen
from keepsight.services.learning_event import MODES
from keepsight.store.models import (
    BoardDecisionRecord,
    BoardRecord,
    EventFiguresRecord,
    LearningEventRecord,
    UserRecord,
)

ASPECTS = ("reach", "voice", "useful", "practice")
"""Of those invited, who came; of those, who spoke; of the answers, useful; three months later, a change of one's own practice."""
_PARTS = {
    "reach": ("came", "invited"),
    "voice": ("spoke", "came"),
    "useful": ("useful", "asked"),
    "practice": ("changed", "asked_later"),
}


@dataclass(frozen=True, slots=True)
class OfMode:
    """The events of one mode: how many, and a sample for each aspect."""

    mode: str
    events: int
    aspects: dict[str, Sample]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two modes compared in one aspect; `second` less `first`."""

    aspect: str
    first: str
    second: str
    compared: Compared


@dataclass(frozen=True, slots=True)
class EventsCompared:
    """All of it; `missing` are events held without figures."""

    modes: tuple[OfMode, ...]
    differences: tuple[Difference, ...]
    missing: int
    decisions: tuple[BoardDecisionRecord, ...]
    may_decide: bool


@transaction.atomic
def keep_figures(user: UserRecord, event: LearningEventRecord, **figures: int) -> EventFiguresRecord:
    """What came of an event; what was kept before is replaced. KeepsightError where a part is larger than its whole."""
    require(user, Act.WRITE_LEARNING, event.review)
    told = {
        name: int(figures.get(name) or 0)
        for name in ("invited", "came", "spoke", "asked", "useful", "asked_later", "changed")
    }
    if any(told[part] > told[whole] for part, whole in _PARTS.values()):
        raise KeepsightError(_("A part cannot be larger than its whole: nobody spoke who did not come."))
    kept, _new = EventFiguresRecord.objects.update_or_create(
        event=event, defaults={**told, "made_by": user, "made_at": timezone.now()}
    )
    trail.note(user.pk, "keep the figures of a learning event", review=event.review_id, what=f"event {event.pk}")
    return kept


def events_compared(actor: Actor, board: BoardRecord) -> EventsCompared:
    """The events of the reviews that somebody sees, by mode."""
    events = list(LearningEventRecord.objects.filter(review__in=reviews_seen(actor, board)).select_related("figures"))
    told = [(e.mode, e.figures) for e in events if hasattr(e, "figures")]
    today = timezone.localdate()
    modes = tuple(_of_mode(mode, [f for m, f in told if m == mode]) for mode in MODES)
    return EventsCompared(
        modes=modes,
        differences=tuple(_differences([m for m in modes if m.events])),
        missing=sum(not hasattr(e, "figures") and e.held_on is not None and e.held_on <= today for e in events),
        decisions=tuple(board.decisions.select_related("made_by")),
        may_decide=keeps_lists(actor, board),
    )


@transaction.atomic
def decide(user: UserRecord, board: BoardRecord, *, text: str, decided_on: date) -> BoardDecisionRecord:
    """The board's decision on how events are held, kept with the figures that lay before it."""
    actor = actor_of(user)
    if not keeps_lists(actor, board):
        raise NotAllowed(_("Only a coordinator or a board member can keep the board's lists."), Act.SAY_REACHED)
    if not text.strip():
        raise KeepsightError(_("Say what was decided, and why."))
    if decided_on > timezone.localdate():
        raise KeepsightError(_("That day has not come yet."))
    made = BoardDecisionRecord.objects.create(
        board=board,
        text=text.strip(),
        decided_on=decided_on,
        before_it=[_plain(m) for m in events_compared(actor, board).modes],
        made_by=user,
        made_at=timezone.now(),
    )
    trail.note(user.pk, "keep a decision of the board", what=f"board {board.pk}, decision {made.pk}")
    return made


def _of_mode(mode: str, figures: list[EventFiguresRecord]) -> OfMode:
    def total(name: str) -> int:
        return sum(getattr(f, name) for f in figures)

    return OfMode(mode, len(figures), {a: Sample(total(part), total(whole)) for a, (part, whole) in _PARTS.items()})


def _differences(modes: list[OfMode]) -> Iterable[Difference]:
    """Every pair of modes in every aspect of which there are figures; the intervals are widened for how many these are."""
    pairs = [
        (aspect, first, second)
        for first, second in combinations(modes, 2)
        for aspect in ASPECTS
        if first.aspects[aspect].looked_at and second.aspects[aspect].looked_at
    ]
    for aspect, first, second in pairs:
        compared = compare(first.aspects[aspect], second.aspects[aspect], among=len(pairs))
        if compared is not None:
            yield Difference(aspect, first.mode, second.mode, compared)


def _plain(mode: OfMode) -> dict[str, Any]:
    return {"mode": mode.mode, "events": mode.events} | {a: [s.found, s.looked_at] for a, s in mode.aspects.items()}
