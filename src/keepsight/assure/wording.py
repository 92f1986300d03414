"""How the words used of a child differ between groups of cases: wording prompts per 100 entries, by kind of phrase.

The rules treat alike what is written alike; whether agencies write alike of girls and of boys is another question, and one
that no single case can answer. This sets cases beside each other. The group of a case ("girls", "boys", "not recorded") comes in
as a word from the caller; nothing here knows what it means.

Small numbers are kept honest. Entries of one case are not independent, so the case is the unit: rates are of whole cases, the
range over cases stands beside every rate, groups of few cases are not compared, and a difference is shown with how often
dealing the same cases into groups by chance makes one as large. It is a reason to read and to talk, never a finding by
itself: cases differ in much more than the child's gender.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from keepsight.model import EntryKind, Role, SignalKind, Stance, Timeline

ANY = "any phrase"
KIND_WORDS = {"places_self": "puts the responsibility on the child", "labels": "labels the child or hides an act"}
"""Kinds of phrase in words; a kind that is not here is named as the word list names it."""
LEAST_CASES = 5
"""Cases that a group needs before it is compared with another [L]."""
LEAST_PROMPTS = 10
"""Prompts that two groups need between them before they are compared [L]."""
DEALS = 10_000
"""Ways of dealing the cases into groups that are tried at most; all of them where there are no more."""


@dataclass(frozen=True, slots=True)
class CaseWording:
    """One case: its group, how many entries it has, and in how many of them a phrase of each kind stands."""

    group: str
    entries: int
    prompts: tuple[tuple[str, int], ...]

    def of(self, kind: str) -> int:
        return dict(self.prompts).get(kind, 0)


@dataclass(frozen=True, slots=True)
class Rate:
    """Entries with a phrase among all entries of a group; `lowest` and `highest` are the rates of single cases."""

    group: str
    cases: int
    entries: int
    prompts: int
    lowest: float
    highest: float

    @property
    def per_100(self) -> float:
        return 100 * self.prompts / self.entries if self.entries else 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """Two groups set beside each other: the mean rates of their cases, and how many of the tried deals differ as much."""

    first: str
    second: str
    difference: float
    as_large: int
    deals: int


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of phrase: a rate for each group, and each comparison that the numbers allow."""

    kind: str
    rates: tuple[Rate, ...]
    compared: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of a set of cases; the first row is of any phrase."""

    cases: int
    rows: tuple[Row, ...]


def wording_of(timeline: Timeline, *, group: str) -> CaseWording:
    """The wording prompts of one timeline, as rule E11 raises them: professionals' own words about the child, each row once."""
    events = {e.id for e in timeline.entries if e.kind is EntryKind.EVENT}
    seen: set[tuple[str, str]] = set()
    prompts: Counter[str] = Counter()
    entries = 0
    for entry in timeline.entries:
        key = (entry.place.file, entry.digest or str(entry.id))
        if entry.id not in events or key in seen:
            continue
        seen.add(key)
        entries += 1
        reading = timeline.readings.get(entry.id)
        kinds = {
            s.detail
            for s in (reading.of(SignalKind.WORDING) if reading else ())
            if not s.quoted and s.role in (None, Role.CHILD) and s.stance in (Stance.ASSERTED, Stance.POSSIBLE)
        }
        prompts.update(kinds)
        prompts[ANY] += bool(kinds)
    return CaseWording(group, entries, tuple(sorted(prompts.items())))


def wording_by_group(cases: Sequence[CaseWording]) -> Summary:
    """Rates of every kind in every group, groups in alphabetical order, cases without entries left out."""
    counted = [c for c in cases if c.entries]
    kinds = sorted({k for c in counted for k, n in c.prompts if n and k != ANY})
    groups = sorted({c.group for c in counted})
    return Summary(len(counted), tuple(_row(kind, counted, groups) for kind in (ANY, *kinds)))


def table(summary: Summary) -> str:
    """The summary as a text table with its cautions."""
    lines = [f"Wording prompts in {summary.cases} cases, entries with such a phrase per 100 entries.", ""]
    lines.append(
        f"{'phrase':<40} {'group':<14} {'cases':>5} {'entries':>8} {'prompts':>8} {'per 100':>8}  single cases"
    )
    for row in summary.rows:
        for number, rate in enumerate(row.rates):
            name = KIND_WORDS.get(row.kind, row.kind.replace("_", " ")) if number == 0 else ""
            lines.append(
                f"{name:<40} {rate.group:<14} {rate.cases:>5} {rate.entries:>8} {rate.prompts:>8} {rate.per_100:>8.1f}"
                f"  {rate.lowest:.1f} to {rate.highest:.1f}"
            )
    return "\n".join((*lines, "", *_cautions(summary)))


def _row(kind: str, cases: Sequence[CaseWording], groups: Sequence[str]) -> Row:
    by_group = {g: [c for c in cases if c.group == g] for g in groups}
    rates = tuple(_rate(g, kind, by_group[g]) for g in groups)
    pairs = (_compare(kind, by_group[a], by_group[b]) for a, b in combinations(groups, 2))
    return Row(kind, rates, tuple(p for p in pairs if p is not None))


def _rate(group: str, kind: str, cases: Sequence[CaseWording]) -> Rate:
    single = [_single(c, kind) for c in cases]
    return Rate(
        group=group,
        cases=len(cases),
        entries=sum(c.entries for c in cases),
        prompts=sum(c.of(kind) for c in cases),
        lowest=min(single),
        highest=max(single),
    )


def _single(case: CaseWording, kind: str) -> float:
    return 100 * case.of(kind) / case.entries


def _compare(kind: str, first: Sequence[CaseWording], second: Sequence[CaseWording]) -> Compared | None:
    """The two groups compared case by case, None where the numbers are too small to."""
    if min(len(first), len(second)) < LEAST_CASES or sum(c.of(kind) for c in (*first, *second)) < LEAST_PROMPTS:
        return None
    rates = [_single(c, kind) for c in (*first, *second)]
    size, total = len(first), sum(rates)
    found = abs(_difference(sum(rates[:size]), total, size, len(rates)))
    deals = as_large = 0
    for chosen in _deals(len(rates), size):
        deals += 1
        as_large += abs(_difference(sum(rates[i] for i in chosen), total, size, len(rates))) >= found - 1e-9
    difference = _difference(sum(rates[:size]), total, size, len(rates))
    return Compared(first[0].group, second[0].group, difference, as_large, deals)


def _difference(part: float, total: float, size: int, everything: int) -> float:
    """The difference of two means, from the sum of the first group and of everything."""
    return part / size - (total - part) / (everything - size)


def _deals(everything: int, size: int) -> Iterator[tuple[int, ...]]:
    """Every way of choosing the first group, or a fixed sample of them where there are too many."""
    if math.comb(everything, size) <= DEALS:
        yield from combinations(range(everything), size)
        return
    random = Random(0)  # noqa: S311 - a fixed sample of deals, the same every time
    for _ in range(DEALS):
        yield tuple(random.sample(range(everything), size))


def _cautions(summary: Summary) -> Iterable[str]:
    compared = [(r, c) for r in summary.rows for c in r.compared]
    if not compared:
        yield (
            f"Not compared: that needs at least {LEAST_CASES} cases in each group and {LEAST_PROMPTS} such phrases between "
            "them. With fewer, one case makes the difference."
        )
    for row, c in compared:
        name = KIND_WORDS.get(row.kind, row.kind.replace("_", " "))
        share = 100 * c.as_large / c.deals
        yield (
            f"{name}: {c.first} {abs(c.difference):.1f} per 100 {'above' if c.difference > 0 else 'below'} {c.second} in the mean "
            f"of the cases; dealing the same cases by chance makes a difference as large in {share:.0f} of 100 deals."
        )
    yield "Cases differ in more than the child's gender, and the list of phrases is short: a reason to read, not a finding."
