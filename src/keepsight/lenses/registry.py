"""Every rule in one place, and the one function that asks them of a timeline."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache

from keepsight.beside import MANY, beside
from keepsight.lenses.base import MOST_EVIDENCE, Raised, Rule, values
from keepsight.lenses.catalogue import RULES
from keepsight.lenses.certainty import only_sure, with_certainty
from keepsight.lenses.gather import gather
from keepsight.lenses.view import View
from keepsight.model import EntryId, HowKnown, KeepsightError, ParameterUse, Question, Timeline

Policy = Mapping[str, int | float | str | bool]
Held = dict[EntryId, list[tuple[str, date | None, HowKnown]]]


def rule(code: str) -> Rule:
    """The rule of a code; KeyError when there is none."""
    return next(r for r in RULES if r.code == code)


def ask(timeline: Timeline, policy: Policy | None = None) -> tuple[Question, ...]:
    """Every question that the rules raise of a timeline, in the order of the catalogue and then of time.

    `policy` changes values ("E1.days" = 45) and switches rules off ("E1.off" = true). Raises KeepsightError for a value
    that no rule has.
    """
    policy = policy or {}
    check_policy(policy)
    view = View(timeline)
    held = _holders(timeline)
    rules = [r for r in RULES if not policy.get(f"{r.code}.off")]
    first, second = rules[: len(rules) // 2], rules[len(rules) // 2 :]
    there = beside(lambda: _asked(second, view, held, policy), worth=len(timeline.entries) >= MANY)
    found = {**_asked(first, view, held, policy), **there()}
    return tuple(question for one in rules for question in found[one.code])


def _asked(rules: list[Rule], view: View, held: Held, policy: Policy) -> dict[str, list[Question]]:
    """What each of some rules asks, by its code, in the order of time."""
    sure = cache(lambda: View(only_sure(view.timeline)))
    found: dict[str, list[Question]] = {}
    for one in rules:
        used = values(one, policy)
        raised = with_certainty(one, list(one.find(view, used)), view=view, sure=sure, use=used)
        patterns = gather(view, raised, days=one.gather_days, network=one.gather_network)
        questions = [_question(one, pattern, view, held, used.used) for pattern in patterns]
        questions.sort(key=lambda q: (q.first_answerable or date.max, q.id))
        first: dict[str, Question] = {}
        for question in questions:
            first.setdefault(question.id, question)
        found[one.code] = list(first.values())
    return found


def check_policy(policy: Policy) -> None:
    """Raise KeepsightError when local policy names a rule or a value that does not exist, or gives it the wrong kind."""
    known = {f"{r.code}.{p.name}": p.default for r in RULES for p in r.parameters}
    switches = {f"{r.code}.off" for r in RULES}
    for key, value in policy.items():
        if key in switches:
            if not isinstance(value, bool):
                raise KeepsightError(f"review.toml, [policy] {key}: write true or false.")
        elif key not in known:
            raise KeepsightError(f"review.toml, [policy] {key}: no rule has this value; `keepsight lenses` lists them.")
        elif isinstance(value, bool) or isinstance(value, str) != isinstance(known[key], str):
            raise KeepsightError(f"review.toml, [policy] {key}: write a value like the default, {known[key]}.")


def versions() -> tuple[tuple[str, str], ...]:
    """Code and version of every rule, for the manifest."""
    return tuple((r.code, r.version) for r in RULES)


def _holders(timeline: Timeline) -> Held:
    held: Held = {}
    for item in timeline.knowledge:
        held.setdefault(item.entry, []).append((item.agency, item.day, item.how))
    return held


def _question(one: Rule, raised: Raised, view: View, held: Held, used: tuple[ParameterUse, ...]) -> Question:
    evidence = raised.evidence[:MOST_EVIDENCE]
    needed = raised.needed or tuple(e.entry for e in evidence)
    days = [min(r.known for r in view.accounts(view.by_id[i])) for i in needed if view.by_id[i].entry.when.is_dated]
    first = raised.first or (max(days) if days else None)
    holders: dict[str, date | None] = {}
    for item in evidence:
        for agency, day, _ in held.get(item.entry, ()):
            if agency not in holders or (day or date.max) < (holders[agency] or date.max):
                holders[agency] = day
    key = "|".join([one.code, *sorted(e.entry for e in evidence)])
    return Question(
        id=f"{one.code}-{hashlib.sha256(key.encode()).hexdigest()[:10]}",
        lens=one.lens,
        code=one.code,
        version=one.version,
        certainty=raised.certainty,
        title=one.title,
        wording=raised.wording or one.question,
        evidence=evidence,
        against=raised.against[:MOST_EVIDENCE],
        parameters=used,
        first_answerable=first,
        held_by=tuple(sorted(holders.items(), key=lambda h: (h[1] or date.max, h[0]))),
        would_answer=one.would_answer,
        alternatives=one.alternatives,
        sources=one.sources,
    )
