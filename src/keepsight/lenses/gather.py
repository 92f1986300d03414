"""One question for a pattern, not one for a row: what a rule finds within its window is asked together.

The strongest pattern gives the question its wording and the day on which it could first have been asked; the entries of the
others stand behind its own, one of each before the second of any. What is stronger is told by how much stands behind it,
never by who is spoken of.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from keepsight.lenses.base import MOST_EVIDENCE, Raised
from keepsight.lenses.view import View
from keepsight.model import SignalKind

_BESIDE = frozenset(
    {
        SignalKind.TOPIC,
        SignalKind.DATE_MENTION,
        SignalKind.CLAIM,
        SignalKind.CHILD_SAID,
        SignalKind.CHILD_WORDS,
        SignalKind.ACTION,
        SignalKind.ACTION_DONE,
        SignalKind.SEEN_WITH_ADULT,
        SignalKind.HEARSAY,
        SignalKind.AGE_STATED,
        SignalKind.RELATIONSHIP,
    }
)
"""Kinds of signal that say when, by whom or in which form, and nothing of what happened."""
_OWN_FIRST = 3
"""Entries of the strongest pattern that stand before those of the others."""
_MORE = " The same is asked of the other entries."


def gather(view: View, patterns: list[Raised], *, days: int, network: bool) -> list[Raised]:
    """The patterns of one agency, or with `network` of all, that begin within `days` of the first, as one; 0 keeps each apart."""
    if not days:
        return patterns
    groups: list[list[Raised]] = []
    latest: dict[str, list[Raised]] = {}
    for raised in sorted(patterns, key=lambda r: view.by_id[r.evidence[0].entry].order):
        row = view.by_id[raised.evidence[0].entry]
        key = "" if network else row.agency
        group = latest.get(key)
        if (
            group is not None
            and (row.day - view.by_id[group[0].evidence[0].entry].day).days <= days
            and len(group) < MOST_EVIDENCE
        ):
            group.append(raised)
        else:
            latest[key] = group = [raised]
            groups.append(group)
    return [_together(view, group) if len(group) > 1 else group[0] for group in groups]


def _together(view: View, group: list[Raised]) -> Raised:
    main, *rest = sorted(group, key=lambda r: (-_strength(view, r), view.by_id[r.evidence[0].entry].order))
    evidence = {e.entry: e for e in main.evidence[:_OWN_FIRST]}
    for turn in zip_longest(*(r.evidence for r in rest)):
        for item in turn:
            if item is not None:
                evidence.setdefault(item.entry, item)
    for item in main.evidence:
        evidence.setdefault(item.entry, item)
    return replace(
        main,
        evidence=tuple(evidence.values()),
        against=tuple(dict.fromkeys(a for r in (main, *rest) for a in r.against)),
        needed=main.needed or tuple(e.entry for e in main.evidence),
        wording=main.wording and main.wording + _MORE,
    )


def _strength(view: View, raised: Raised) -> int:
    """How much stands behind a pattern: entries, marked words, agencies that tell of the same, kinds of what its first entry tells."""
    rows = [view.by_id[e.entry] for e in raised.evidence[:MOST_EVIDENCE]]
    return (
        10 * raised.weight
        + len(rows)
        + sum(len(e.spans) for e in raised.evidence)
        + sum(len(view.accounts(r)) - 1 for r in rows)
        + len(rows[0].told - _BESIDE)
    )
