"""What every rule is made of: its parameters, its source, what it cannot tell, and one pure function that raises.

A rule looks at a `View` (a timeline with the look-ups that rules share) and yields `Raised` patterns; `registry.ask`
turns those into questions with identity, holders and dates. A rule never counts rows where it means events, never turns
"not recorded" into "no", and reads no gender: there is none in the values it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from keepsight.lenses.view import View
from keepsight.model import Certainty, EntryId, Evidence, Lens, ParameterKind, ParameterUse

Value = int | float | str
MOST_EVIDENCE = 8
WEEKS = 75
HALF_YEAR = 183
YEAR = 365
"""Windows in which the patterns of one rule are one question: of a decision or event, of a habit, of a standing state [L]."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A visible value of a rule. LOCAL means that no published source fixes it and that a board may change it."""

    name: str
    default: Value
    unit: str
    kind: ParameterKind = ParameterKind.LOCAL
    source: str = ""


class Values:
    """The values a rule runs with: its defaults, changed by local policy."""

    def __init__(self, used: tuple[ParameterUse, ...]) -> None:
        self.used = used
        self._by_name = {p.name: p.value for p in used}

    def number(self, name: str) -> int:
        return int(self._by_name[name])

    def share(self, name: str) -> float:
        return float(self._by_name[name])


@dataclass(frozen=True, slots=True)
class Raised:
    """One pattern found: the entries that raise it, strongest first, and what speaks against it.

    `needed` are the entries without which it could not have been asked, all of the evidence when empty. `wording` replaces
    the rule's question where the pattern can say more.
    """

    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...] = ()
    needed: tuple[EntryId, ...] = ()
    first: date | None = None
    certainty: Certainty = Certainty.CERTAIN
    wording: str = ""
    weight: int = 0
    """How grave the rule holds this pattern, against others of its own; the gravest of a question stands first."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a lens. `why` and `cannot_tell` are printed in the reference and beside the question."""

    code: str
    lens: Lens
    title: str
    question: str
    would_answer: str
    why: str
    cannot_tell: str
    find: Callable[[View, Values], Iterable[Raised]]
    parameters: tuple[Parameter, ...] = ()
    sources: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    version: str = "1"
    gather_days: int = 0
    """Patterns of one agency within so many days are one question; 0 keeps each apart."""
    gather_network: bool = False
    """True where the patterns of all agencies are gathered, not of one."""


def values(rule: Rule, policy: Mapping[str, int | float | str | bool]) -> Values:
    """A rule's values under a local policy with keys like "E1.days"."""
    return Values(
        tuple(
            ParameterUse(
                name=p.name,
                value=policy.get(f"{rule.code}.{p.name}", p.default),
                default=p.default,
                kind=p.kind,
                unit=p.unit,
                source=p.source,
            )
            for p in rule.parameters
        )
    )
