"""How an action stands, worked out from its days and never typed: overdue, slipping, on the way, done.

And the three states of a recommendation, kept apart: *done* says what was done, *embedded* that it is how work goes now, *made a
difference* that the records or the children show it. Circulating a text never closes a recommendation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=28)
"""Days before its end in which an action whose steps have not begun is slipping [L]."""


class Standing(StrEnum):
    """Where an action is. Boards call them red, amber, green and blue; grey is one without a day."""

    OVERDUE = "overdue"
    SLIPPING = "slipping"
    ON_THE_WAY = "on_the_way"
    DONE = "done"
    NO_DAY = "no_day"


COLOURS = {
    Standing.OVERDUE: "red",
    Standing.SLIPPING: "amber",
    Standing.ON_THE_WAY: "green",
    Standing.DONE: "blue",
    Standing.NO_DAY: "grey",
}


class Why(StrEnum):
    """What makes an action overdue or slipping."""

    PAST = "past"
    STEP_PAST = "step_past"
    MOVED = "moved"
    NOT_BEGUN = "not_begun"
    NO_DAY = "no_day"


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: the day it was promised for, and the day it was reached."""

    due_on: date | None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """An action's days; `first_due_on` is the day that was promised first."""

    due_on: date | None
    first_due_on: date | None = None
    done_on: date | None = None
    steps: tuple[Step, ...] = ()


def standing(course: Course, *, today: date) -> tuple[Standing, tuple[Why, ...]]:
    """How an action stands, with the reasons where it is not well."""
    if course.done_on is not None:
        return Standing.DONE, ()
    if course.due_on is None:
        return Standing.NO_DAY, (Why.NO_DAY,)
    if course.due_on < today:
        return Standing.OVERDUE, (Why.PAST,)
    why = []
    if any(s.done_on is None and s.due_on is not None and s.due_on < today for s in course.steps):
        why.append(Why.STEP_PAST)
    if course.first_due_on is not None and course.due_on > course.first_due_on:
        why.append(Why.MOVED)
    if course.steps and course.due_on - today <= SOON and not any(s.done_on for s in course.steps):
        why.append(Why.NOT_BEGUN)
    return (Standing.SLIPPING, tuple(why)) if why else (Standing.ON_THE_WAY, ())


class State(StrEnum):
    """The three states of a recommendation; each is said with its evidence, and each can be taken back."""

    DONE = "done"
    EMBEDDED = "embedded"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Said:
    """A state said to hold, or not to hold any more, from a day."""

    state: State
    holds: bool
    on: date


def states(said: Sequence[Said]) -> dict[State, date]:
    """The states that hold, each with the day since which it does; `said` in the order in which it was said."""
    holding: dict[State, date] = {}
    for one in said:
        if not one.holds:
            holding.pop(one.state, None)
        elif one.state not in holding:
            holding[one.state] = one.on
    return holding


def may_be_said(state: State, *, holding: Iterable[State], has_measure: bool, only_circulated: bool) -> bool:
    """Whether a state can be said now.

    What was not done cannot be embedded. A difference needs a measure; what was only circulated, or a reminder, makes none by
    itself: it has to be embedded first.
    """
    held = frozenset(holding)
    if state is State.DONE:
        return True
    if state is State.EMBEDDED:
        return State.DONE in held
    return has_measure and State.DONE in held and (not only_circulated or State.EMBEDDED in held)
