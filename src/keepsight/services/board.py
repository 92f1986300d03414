"""The board's own page: its reviews, their deadlines, and every recommendation with what was promised and what was reached.

Somebody sees of the board what they see of its reviews: the recommendations of those in which their seat lets them. What the board
recommended before it worked here is entered by hand, so that it can be asked what became of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act, Actor, NotAllowed, can
from keepsight.model import KeepsightError
from keepsight.review.acting import Standing, State
from keepsight.review.deadlines import Deadline
from keepsight.services import trail
from keepsight.services.acted import Recommended, recommended_of
from keepsight.services.actors import actor_of
from keepsight.services.waiting import deadlines_of
from keepsight.store.models import BoardRecord, EarlierRecommendationRecord, ReviewRecord, UserRecord
from keepsight.store.queries import reviews_of

FIRST_YEAR = 1990
YEARS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class OfReview:
    """One review of the board: the next deadline that is not kept yet, and its recommendations."""

    review: ReviewRecord
    next_deadline: Deadline | None
    recommended: tuple[Recommended, ...]

    def standing(self, which: Standing) -> int:
        return sum(a.standing is which for r in self.recommended for a in r.actions)

    @property
    def overdue(self) -> int:
        return self.standing(Standing.OVERDUE)

    @property
    def slipping(self) -> int:
        return self.standing(Standing.SLIPPING)


@dataclass(frozen=True, slots=True)
class BoardPage:
    """All of it. `reached` counts recommendations by the furthest state that holds, None for those with none."""

    board: BoardRecord
    reviews: tuple[OfReview, ...]
    earlier: tuple[EarlierRecommendationRecord, ...]
    may_write: bool

    @property
    def recommended(self) -> tuple[tuple[ReviewRecord, Recommended], ...]:
        return tuple((o.review, r) for o in self.reviews for r in o.recommended)

    @property
    def reached(self) -> dict[State | None, int]:
        return dict(Counter(r.furthest for _review, r in self.recommended))

    @property
    def standings(self) -> dict[Standing, int]:
        found = Counter(a.standing for _review, r in self.recommended for a in r.actions)
        return {s: found[s] for s in Standing if found[s]}

    @property
    def unanswered(self) -> int:
        return sum(r.unanswered for _review, r in self.recommended)


def boards_seen(actor: Actor) -> tuple[BoardRecord, ...]:
    """The boards of which somebody sees at least one review's recommendations."""
    reviews = [r for r in reviews_of(actor) if can(actor, Act.SEE_ACTIONS, review=r.pk)]
    return tuple(sorted({r.board for r in reviews}, key=lambda b: b.name))


def board_page(actor: Actor, board: BoardRecord, *, today: date) -> BoardPage:
    """The board's page as somebody may see it; NotAllowed for who sees none of its reviews' recommendations."""
    reviews = reviews_seen(actor, board)
    if not reviews:
        raise NotAllowed(_("Only somebody with a seat that sees a review's recommendations can see the board's page."))
    since = date(today.year - YEARS_SHOWN, 1, 1)
    found = [
        OfReview(r, _next(deadlines_of(r, today=today)), recommended_of(r, actor, names=False, today=today))
        for r in reviews
        if r.closed_at is None or r.closed_at.date() >= since
    ]
    earlier = EarlierRecommendationRecord.objects.filter(board=board)
    return BoardPage(board, tuple(found), tuple(earlier), keeps_lists(actor, board))


def keeps_lists(actor: Actor, board: BoardRecord) -> bool:
    """Whether somebody keeps the board's own lists: the coordinator or a board member of one of its reviews."""
    return any(can(actor, Act.SAY_REACHED, review=r.pk) for r in reviews_seen(actor, board))


@transaction.atomic
def add_earlier(
    user: UserRecord, board: BoardRecord, *, year: int, text: str, source: str = "", what_happened: str = ""
) -> EarlierRecommendationRecord:
    """A recommendation that the board made before it worked here."""
    if not keeps_lists(actor_of(user), board):
        raise NotAllowed(_("Only a coordinator or a board member can keep the board's lists."))
    if not text.strip():
        raise KeepsightError(_("Say what was recommended."))
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise KeepsightError(_("Give the year in which it was made."))
    made = EarlierRecommendationRecord.objects.create(
        board=board,
        year=year,
        text=text.strip(),
        source=source.strip()[:200],
        what_happened=what_happened.strip(),
        added_by=user,
        added_at=timezone.now(),
    )
    trail.note(user.pk, "enter an earlier recommendation", what=f"board {board.pk}, {year}")
    return made


def reviews_seen(actor: Actor, board: BoardRecord) -> list[ReviewRecord]:
    """The reviews of a board whose recommendations somebody sees, those that are open first."""
    found = reviews_of(actor).filter(board=board).order_by("closed_at", "-opened_at")
    return [r for r in found if can(actor, Act.SEE_ACTIONS, review=r.pk)]


def _next(found: Iterable[Deadline]) -> Deadline | None:
    dated = [d for d in found if d.day is not None]
    return min(dated, key=lambda d: d.day or date.max, default=None)
