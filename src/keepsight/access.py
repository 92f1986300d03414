"""Who may do what in a review, told in one table, with the reason that the screen shows when somebody may not.

Nothing here knows a database or a web page: an actor comes in with the seats that they hold. A person without a seat in a
review is told that there is no such review, so that a guessed number says nothing (see `web/asking.py`).
Roles as in the working rules of review panels: an agency's author sees the own agency's rows until the timeline is released.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from keepsight.model import KeepsightError


class SeatRole(StrEnum):
    """What somebody is to one review."""

    COORDINATOR = "coordinator"
    AUTHOR = "author"
    PANEL = "panel"
    REVIEWER = "reviewer"
    PARTICIPANT = "participant"
    BOARD = "board"
    PRACTITIONER = "practitioner"
    AUDITOR = "auditor"


class Act(StrEnum):
    """What can be done in a review. The value is what the audit trail and the role matrix print."""

    SEE_HOME = "see the review's home"
    SET_UP = "set up the review"
    INVITE = "invite people and agencies"
    SEND_ROWS = "send a chronology"
    DECIDE_ROWS = "accept or return a chronology"
    SEE_ROWS = "see a chronology as it was understood"
    SEE_TIMELINE = "see the timeline"
    SEE_PEOPLE = "see the people list"
    ARRANGE_TIMELINE = "link accounts, order a day, correct a date"
    ANNOTATE = "comment and tag"
    SEE_QUESTIONS = "see the questions"
    ANSWER = "answer the questions"
    SETTLE = "settle the panel's answer"
    SEE_LEARNING = "see the learning"
    WRITE_LEARNING = "write the learning"
    SEE_RELEASED = "see the reduced timeline of the learning event"
    CONTRIBUTE = "contribute to the learning event"
    RELEASE = "release a timeline"
    SEE_DRAFT = "see the briefing before it is published"
    WRITE_BRIEFING = "write the briefing"
    SIGN_OFF = "sign the briefing off"
    PUBLISH = "publish the briefing"
    SEE_PUBLISHED = "see the published briefing"
    SEE_ACTIONS = "see the recommendations and actions"
    RESPOND = "answer a recommendation for an agency"
    PLAN_ACTIONS = "plan actions and keep their days"
    SAY_REACHED = "say what a recommendation has reached"
    EXPORT = "export the timeline"
    SEE_TRAIL = "see the audit trail"


_C, _A, _P, _R = SeatRole.COORDINATOR, SeatRole.AUTHOR, SeatRole.PANEL, SeatRole.REVIEWER
_E, _B, _K, _T = SeatRole.PARTICIPANT, SeatRole.BOARD, SeatRole.PRACTITIONER, SeatRole.AUDITOR
_WHOLE = frozenset({_C, _P, _R})
"""Those who see the whole timeline of their review."""

MAY: dict[Act, frozenset[SeatRole]] = {
    Act.SEE_HOME: frozenset(SeatRole),
    Act.SET_UP: frozenset({_C}),
    Act.INVITE: frozenset({_C}),
    Act.SEND_ROWS: frozenset({_C, _A}),
    Act.DECIDE_ROWS: frozenset({_C}),
    Act.SEE_ROWS: _WHOLE | {_A},
    Act.SEE_TIMELINE: _WHOLE | {_A},
    Act.SEE_PEOPLE: _WHOLE,
    Act.ARRANGE_TIMELINE: _WHOLE,
    Act.ANNOTATE: _WHOLE,
    Act.SEE_QUESTIONS: _WHOLE,
    Act.ANSWER: frozenset({_P, _R}),
    Act.SETTLE: frozenset({_C, _R}),
    Act.SEE_LEARNING: _WHOLE,
    Act.WRITE_LEARNING: _WHOLE,
    Act.SEE_RELEASED: _WHOLE | {_E, _A},
    Act.CONTRIBUTE: _WHOLE | {_E},
    Act.RELEASE: frozenset({_C}),
    Act.SEE_DRAFT: _WHOLE | {_B},
    Act.WRITE_BRIEFING: frozenset({_C, _R}),
    Act.SIGN_OFF: frozenset({_C, _P, _R, _B}),
    Act.PUBLISH: frozenset({_C}),
    Act.SEE_PUBLISHED: frozenset(SeatRole) - {_T},
    Act.SEE_ACTIONS: _WHOLE | {_A, _B},
    Act.RESPOND: frozenset({_C, _A}),
    Act.PLAN_ACTIONS: frozenset({_C, _A, _B}),
    Act.SAY_REACHED: frozenset({_C, _B}),
    Act.EXPORT: _WHOLE,
    Act.SEE_TRAIL: frozenset({_C, _T}),
}
"""Each act with the roles that may do it; the author's timeline is cut to the own agency's rows where it is read."""

NAMES: dict[SeatRole, str] = {
    _C: "review coordinator",
    _A: "agency author",
    _P: "panel member",
    _R: "independent reviewer",
    _E: "learning-event participant",
    _B: "board member",
    _K: "practitioner",
    _T: "auditor",
}


class NotAllowed(KeepsightError):  # noqa: N818 - named as the field says it
    """Somebody who has a seat in the review asked for what their role may not do; the text is the reason shown.

    `act` is what they asked for, None where the reason is another than their role.
    """

    def __init__(self, reason: str, act: Act | None = None) -> None:
        super().__init__(reason)
        self.act = act


@dataclass(frozen=True, slots=True)
class Seat:
    """One role of one person in one review; `agency` is the member agency they speak for, None where it does not matter."""

    review: int
    role: SeatRole
    agency: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking. `seats` are those of every review; `administrator` runs the installation and sees no case."""

    id: int
    name: str
    seats: tuple[Seat, ...] = ()
    administrator: bool = False

    def seats_in(self, review: int) -> tuple[Seat, ...]:
        return tuple(s for s in self.seats if s.review == review)

    def roles_in(self, review: int) -> frozenset[SeatRole]:
        return frozenset(s.role for s in self.seats_in(review))

    def agencies_in(self, review: int) -> frozenset[int]:
        """The agencies for which they author in this review."""
        return frozenset(s.agency for s in self.seats_in(review) if s.role is _A and s.agency is not None)

    def sees_all_rows(self, review: int) -> bool:
        """Whether no row of the review's timeline is kept from them."""
        return bool(self.roles_in(review) & _WHOLE)


def refusal(actor: Actor, act: Act, *, review: int) -> str:
    """Why the actor may not, as the screen says it; "" when they may."""
    if actor.roles_in(review) & MAY[act]:
        return ""
    return f"Only {_listed(MAY[act])} can {act.value}."


def can(actor: Actor, act: Act, *, review: int) -> bool:
    return not refusal(actor, act, review=review)


def check(actor: Actor, act: Act, *, review: int) -> None:
    """Raise NotAllowed with the reason unless the actor may."""
    if reason := refusal(actor, act, review=review):
        raise NotAllowed(reason, act)


def _listed(roles: Iterable[SeatRole]) -> str:
    names = [f"the {NAMES[r]}" if r is _C else f"{_article(NAMES[r])} {NAMES[r]}" for r in SeatRole if r in set(roles)]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"
