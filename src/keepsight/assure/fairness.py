"""Fairness, tested on a timeline: change what must not matter, ask again, and set the two lists of questions side by side.

A relation changes the entries and the people list in one way that no outcome may depend on: everybody's gender exchanged,
neutral words, other names, the rows in another order, a row standing twice, workers and agencies under other names. The
questions must then be the same: the same rules, raised by the same entries, with the same values. This shows that the rules
treat alike what is written alike. It cannot show that agencies write alike of boys and girls; `wording.py` looks at that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from keepsight.model import Entry, People, Question

Changed = tuple[Sequence[Entry], People]
Ask = Callable[[Sequence[Entry], People], Sequence[Question]]
"""Everything from entries and people to questions: the caller joins the rooms."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One change that no outcome may depend on.

    `original` gives for the id of an entry after the change the id that it had before.
    """

    name: str
    change: Callable[[Sequence[Entry], People], Changed]
    original: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Raised:
    """What of a question must stay the same: its rule, the entries that raise it, the values used, how certain it is."""

    code: str
    entries: tuple[str, ...]
    parameters: tuple[tuple[str, int | float | str], ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that is raised on one side alone; `gone` is True where the change made it fall silent."""

    relation: str
    raised: Raised
    gone: bool


@dataclass(frozen=True, slots=True)
class Fairness:
    """What a timeline showed: how much was compared, and every difference."""

    entries: int
    questions: int
    relations: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        return not self.differences


def fairness_of(entries: Sequence[Entry], people: People, *, ask: Ask, relations: Iterable[Relation]) -> Fairness:
    """Ask of a timeline as written and after each change; a timeline that raises nothing shows nothing (`questions` is 0)."""
    written = raised(ask(entries, people))
    names: list[str] = []
    found: list[Difference] = []
    for relation in relations:
        names.append(relation.name)
        after = raised(ask(*relation.change(entries, people)), original=relation.original)
        found += [Difference(relation.name, r, gone=True) for r in sorted((written - after).elements(), key=_order)]
        found += [Difference(relation.name, r, gone=False) for r in sorted((after - written).elements(), key=_order)]
    return Fairness(len(entries), sum(written.values()), tuple(names), tuple(found))


def raised(questions: Iterable[Question], *, original: Callable[[str], str] = str) -> Counter[Raised]:
    """The questions as they are compared, with how often each was raised; entries that are copies of one count once."""
    return Counter(
        Raised(
            code=q.code,
            entries=tuple(sorted({original(str(e.entry)) for e in q.evidence})),
            parameters=tuple((p.name, p.value) for p in q.parameters),
            certainty=q.certainty.value,
        )
        for q in questions
    )


def table(result: Fairness) -> str:
    """The result as text: one line a relation, then every difference."""
    by_relation = Counter(d.relation for d in result.differences)
    width = max((len(n) for n in result.relations), default=0)
    lines = [f"{result.questions} questions of {result.entries} entries, asked again after each change:"]
    lines += [f"  {name:<{width}}  {by_relation[name] or 'no'} differences" for name in result.relations]
    lines += [
        f"  {d.relation}: {d.raised.code} {'fell silent' if d.gone else 'was raised'} ({', '.join(d.raised.entries)})"
        for d in result.differences
    ]
    return "\n".join(lines)


def _order(item: Raised) -> tuple[str, tuple[str, ...]]:
    return item.code, item.entries
