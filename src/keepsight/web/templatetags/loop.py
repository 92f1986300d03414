"""The words of the learning loop in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from keepsight.assure.charts import Sample
from keepsight.review.acting import COLOURS, Standing, State
from keepsight.review.recommending import Lack, Strength
from keepsight.services.bias_scan import lopsided
from keepsight.services.board_glance import verdict
from keepsight.services.loop_words import (
    ANSWERS,
    ASPECTS,
    CHECK_ANSWERS,
    CHECKS,
    LACKS,
    LADDER,
    OUTCOMES,
    RUNGS,
    SHORT_LACKS,
    SIDES,
    STANDINGS,
    STATE_LINES,
    STATES,
    VERDICTS,
    WHENS,
    WHYS,
)
from keepsight.services.measuring import Measured
from keepsight.web.words import MODES

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


@register.simple_tag
def aspects() -> list[tuple[str, Any]]:
    """What is looked at of a learning event."""
    return list(ASPECTS.items())


@register.filter
def aspect_word(value: str) -> Any:
    """One of them."""
    return ASPECTS[value]


@register.filter
def mode_word(value: str) -> Any:
    """How an event was held."""
    return MODES[value]


@register.inclusion_tag("board/bar.html")
def bar(part: int, whole: int) -> dict[str, int]:
    """A bar of the width of the share, at most whole; the figures stand beside it in words."""
    return {"width": min(100, round(100 * part / whole)) if whole else 0}


@register.filter
def signed(value: float) -> str:
    """A difference in the hundred with its sign, as printed: "−13", "+2", "0"."""
    rounded = round(100 * value)
    return f"{rounded:+d}".replace("-", "−") if rounded else "0"


@register.simple_tag
def sample(held: dict[str, Sample], key: str) -> str:
    """A share with its whole and what it can well be: "12 of 40: 30 (18 to 45)"."""
    one = held[key]
    if one.share is None:
        return "–"
    low, high = one.interval
    return _("%(found)s of %(all)s: %(share)s in the hundred (%(low)s to %(high)s)") % {
        "found": one.found,
        "all": one.looked_at,
        "share": round(100 * one.share),
        "low": round(100 * low),
        "high": round(100 * high),
    }


@register.filter
def outcome_word(value: str) -> Any:
    """What is to be done with a course."""
    return OUTCOMES[value]


@register.filter
def when_word(value: str) -> Any:
    """When an evaluation was asked."""
    return WHENS[value]


@register.simple_tag
def checklist(answers: dict[str, str]) -> list[tuple[Any, Any]]:
    """The lines of a bias review with their answers."""
    return [(CHECKS[key], CHECK_ANSWERS[answer]) for key, answer in answers.items() if key in CHECKS]


@register.simple_tag
def scanned(scan: dict[str, Any]) -> list[tuple[Any, dict[str, int], bool]]:
    """The two sides of a wording scan: name, counts, and whether one gender alone is spoken of."""
    return [(name, scan[side], lopsided(scan, side)) for side, name in SIDES.items() if side in scan]


@register.filter
def verdict_word(value: str) -> Any:
    """What a measure says, in a word or two."""
    return VERDICTS[value]


@register.filter
def says(found: Measured) -> Any:
    """What a measure's chart says."""
    return VERDICTS[verdict(found)]
