"""Every rule in one place, and the one function that asks them of a timeline."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from itertools import zip_longest

from keepsight.lenses.base import MOST_EVIDENCE, Raised, Rule, values
from keepsight.lenses.catalogue import RULES
from keepsight.lenses.view import View
from keepsight.model import Certainty, EntryId, HowKnown, KeepsightError, ParameterUse, Question, Timeline

Policy = Mapping[str, int | float | str | bool]


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
    questions: list[Question] = []
    for one in RULES:
        if policy.get(f"{one.code}.off"):
            continue
        used = values(one, policy)
        patterns = gather(view, list(one.find(view, used)), days=one.gather_days)
        found = [_question(one, raised, view, held, used.used) for raised in patterns]
        found.sort(key=lambda q: (q.first_answerable or date.max, q.id))
        seen: set[str] = set()
        for question in found:
            if question.id not in seen:
                seen.add(question.id)
                questions.append(question)
    return tuple(questions)


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


def gather(view: View, patterns: list[Raised], *, days: int) -> list[Raised]:
    """One question for a pattern, not one for a row: what one agency's entries raise within `days` is asked together.

    The first entry of every part comes before the second of any, so that the strongest of each is shown.
    """
    if not days:
        return patterns
    groups: list[list[Raised]] = []
    latest: dict[str, list[Raised]] = {}
    for raised in sorted(patterns, key=lambda r: view.by_id[r.evidence[0].entry].order):
        row = view.by_id[raised.evidence[0].entry]
        group = latest.get(row.agency)
        if group is not None and (row.day - view.by_id[group[0].evidence[0].entry].day).days <= days and len(group) < MOST_EVIDENCE:
            group.append(raised)
        else:
            latest[row.agency] = group = [raised]
            groups.append(group)
    return [_together(group) for group in groups]


def _together(group: list[Raised]) -> Raised:
    if len(group) == 1:
        return group[0]
    turns = zip_longest(*(r.evidence for r in group))
    evidence = {e.entry: e for turn in reversed(list(turns)) for e in reversed(turn) if e is not None}
    needed = group[0].needed or tuple(e.entry for e in group[0].evidence)
    certain = Certainty.CERTAIN if any(r.certainty is Certainty.CERTAIN for r in group) else Certainty.POSSIBLE
    return Raised(
        evidence=tuple(reversed(evidence.values())),
        against=tuple(dict.fromkeys(a for r in group for a in r.against)),
        needed=needed,
        first=group[0].first,
        certainty=certain,
        wording=group[0].wording,
    )


Held = dict[EntryId, list[tuple[str, date | None, HowKnown]]]


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
