"""How an action stands, and which state can be said of a recommendation."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepsight.review.acting import COLOURS, Course, Said, Standing, State, Step, Why, may_be_said, standing, states

TODAY = date(2024, 5, 1)
DAYS = st.none() | st.dates(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("course", "stands", "why"),
    [
        (Course(None), Standing.NO_DAY, (Why.NO_DAY,)),
        (Course(date(2024, 4, 30)), Standing.OVERDUE, (Why.PAST,)),
        (Course(TODAY), Standing.ON_THE_WAY, ()),
        (Course(date(2024, 9, 1)), Standing.ON_THE_WAY, ()),
        (Course(date(2024, 4, 1), done_on=date(2024, 4, 20)), Standing.DONE, ()),
        (Course(date(2024, 9, 1), first_due_on=date(2024, 6, 1)), Standing.SLIPPING, (Why.MOVED,)),
        (Course(date(2024, 6, 1), first_due_on=date(2024, 9, 1)), Standing.ON_THE_WAY, ()),
        (Course(date(2024, 9, 1), steps=(Step(date(2024, 4, 1)),)), Standing.SLIPPING, (Why.STEP_PAST,)),
        (Course(date(2024, 9, 1), steps=(Step(date(2024, 4, 1), date(2024, 4, 2)),)), Standing.ON_THE_WAY, ()),
        (Course(date(2024, 5, 20), steps=(Step(date(2024, 5, 19)),)), Standing.SLIPPING, (Why.NOT_BEGUN,)),
        (Course(date(2024, 5, 20)), Standing.ON_THE_WAY, ()),
    ],
)
def test_an_action_stands_as_its_days_say(course: Course, stands: Standing, why: tuple[Why, ...]) -> None:
    assert standing(course, today=TODAY) == (stands, why)


@given(due=DAYS, first=DAYS, done=DAYS, steps=st.lists(st.builds(Step, DAYS, DAYS), max_size=4))
def test_every_action_stands_somewhere_and_says_why_it_is_not_well(
    due: date | None, first: date | None, done: date | None, steps: list[Step]
) -> None:
    stands, why = standing(Course(due, first, done, tuple(steps)), today=TODAY)
    assert stands in COLOURS
    assert bool(why) == (stands in (Standing.OVERDUE, Standing.SLIPPING, Standing.NO_DAY))


def test_a_state_holds_from_the_day_it_was_first_said_until_it_is_taken_back() -> None:
    said = [
        Said(State.DONE, True, date(2024, 1, 1)),
        Said(State.EMBEDDED, True, date(2024, 2, 1)),
        Said(State.DONE, True, date(2024, 3, 1)),
        Said(State.EMBEDDED, False, date(2024, 4, 1)),
    ]
    assert states(said) == {State.DONE: date(2024, 1, 1)}
    again = [*said, Said(State.EMBEDDED, True, date(2024, 5, 1))]
    assert states(again)[State.EMBEDDED] == date(2024, 5, 1)


def test_the_three_states_are_kept_apart() -> None:
    def says(state: State, *held: State, measure: bool = True, circulated: bool = False) -> bool:
        return may_be_said(state, holding=held, has_measure=measure, only_circulated=circulated)

    assert says(State.DONE)
    assert not says(State.EMBEDDED)
    assert says(State.EMBEDDED, State.DONE)
    assert not says(State.DIFFERENCE, State.EMBEDDED)
    assert says(State.DIFFERENCE, State.DONE)
    assert not says(State.DIFFERENCE, State.DONE, State.EMBEDDED, measure=False)
    assert not says(State.DIFFERENCE, State.DONE, circulated=True)
    assert says(State.DIFFERENCE, State.DONE, State.EMBEDDED, circulated=True)
