"""The words of the learning loop in templates."""

from __future__ import annotations

from typing import Any

from django import template

from keepsight.review.acting import COLOURS, Standing, State
from keepsight.review.recommending import Lack, Strength
from keepsight.services.loop_words import (
    ANSWERS,
    LACKS,
    LADDER,
    RUNGS,
    SHORT_LACKS,
    STANDINGS,
    STATE_LINES,
    STATES,
    WHYS,
)

register = template.Library()


@register.filter
def rung(strength: Strength) -> Any:
    """What a recommendation of this strength does: "reminds"."""
    return RUNGS[int(strength)]


@register.filter
def lack(value: Lack) -> Any:
    """The sentence for what is lacking."""
    return LACKS[value.value]


@register.filter
def short_lack(value: Lack) -> Any:
    """What is lacking in a word or two."""
    return SHORT_LACKS[value.value]


@register.filter
def standing_word(value: Standing) -> Any:
    """How an action stands."""
    return STANDINGS[value.value]


@register.filter
def colour(value: Standing) -> str:
    """The name of the colour that boards give a standing; the word always stands beside it."""
    return COLOURS[value]


@register.filter
def why_word(value: Any) -> Any:
    """Why an action is not well."""
    return WHYS[value.value]


@register.filter
def state_word(value: State | str) -> Any:
    """A state of a recommendation: "Embedded"."""
    return STATES[str(value)]


@register.filter
def state_line(value: State) -> Any:
    """What the state says."""
    return STATE_LINES[value.value]


@register.filter
def answer_word(value: str) -> Any:
    """An agency's answer."""
    return ANSWERS[value]


@register.simple_tag
def three_states(holding: dict[State, Any]) -> list[tuple[State, Any]]:
    """The three states in order, each with the day since which it holds, or None."""
    return [(s, holding.get(s)) for s in State]


@register.simple_tag
def ladder() -> tuple[tuple[int, Any], ...]:
    """The rungs, weakest first."""
    return LADDER


@register.simple_tag
def three_counts(reached: dict[State | None, int]) -> list[tuple[State, int]]:
    """The three states in order, each with how many recommendations have it as their furthest."""
    return [(s, reached.get(s, 0)) for s in State]
