"""Records, basis: decisions without one, what hardened, echoes, contradictions, absence claimed, somebody dealing (V1-V4, V10, V13).

A claim is followed by its rare words: what a parent said in one row and what another states flatly in a later one. The rules
cannot tell what is true; they ask how it was known.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from keepsight.lenses.base import Parameter, Raised, Rule, Values
from keepsight.lenses.view import Row, View
from keepsight.model import Basis, Evidence, Lens, SignalKind, Span

_SOURCE = "Fact, report and opinion kept apart (lens-sources 6.1)"
_TOLD = frozenset({Basis.SELF_PARENT, Basis.PUBLIC, Basis.OTHER_PROF, Basis.SELF_CHILD, Basis.INFERRED})
_FLAT_BASIS = frozenset({None, Basis.INFERRED, Basis.OTHER_PROF})
_DECISIONS = (SignalKind.CLOSURE, SignalKind.ASSESSMENT, SignalKind.PLACEMENT_MOVE)
_LOOKED = (SignalKind.EXAMINED, SignalKind.SEEN_ALONE, SignalKind.RECORD_CHECK)
_STATUS = re.compile(
    r"\b(?:partner|{0}|cousin|uncle|relation|family|checked|checks?|left|lives?|gone|single|alone|daily|every day|used?|aware|dealing|hand|known|age|aged|born|brother|boyfriend|girlfriend)\b".format("husband|wife")
)
_WORD = re.compile(r"[a-z][a-z'-]{2,}|\d{2,}")
_PLAIN = frozenset(
    "the and for with has have had was were been are not but from this that they she her him his their them then than who what when "
    "all any can will would could should says said told asked rang call called phone home visit today day week also into out now "
    "review meeting social worker school police health mother mum dad father child".split()
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One row's content words, for following a claim from row to row."""

    row: Row
    words: frozenset[str]


def _unstated(view: View, use: Values) -> Iterator[Raised]:
    """A decision rests on an appraisal with no basis stated, or inferred."""
    del use
    for row in view.with_kind(*_DECISIONS):
        if row.basis not in (None, Basis.INFERRED) or row.has(*_LOOKED):
            continue
        claims = row.signals(SignalKind.OPTIMISM, SignalKind.NO_CONCERNS, SignalKind.SOMEBODY_DEALING)
        if claims:
            yield Raised((row.evidence(*claims),))


def _hardened(view: View, use: Values) -> Iterator[Raised]:
    """First told, assumed or possible; later plain fact in another row; no check of it between."""
    for first, later, shared in _echoes(view, use):
        if later.row.basis not in _FLAT_BASIS or later.row.has(SignalKind.RECORD_CHECK):
            continue
        if any(r.has(SignalKind.RECORD_CHECK) and shared & _content(r) for r in view.between(first.row.day, later.row.day) if r.id not in (first.row.id, later.row.id)):
            continue
        yield Raised((_marked(first.row, shared), _marked(later.row, shared)))


def _echo(view: View, use: Values) -> Iterator[Raised]:
    """One claim in several agencies whose earliest teller is one person."""
    chains: dict[str, list[tuple[Statement, Statement, frozenset[str]]]] = {}
    for first, later, shared in _echoes(view, use):
        if first.row.agency != later.row.agency:
            chains.setdefault(str(first.row.id), []).append((first, later, shared))
    for links in chains.values():
        agencies = {x.row.agency for _, x, _ in links} | {links[0][0].row.agency}
        if len(agencies) >= use.number("agencies"):
            shared = frozenset().union(*(s for _, _, s in links))
            rows = [links[0][0].row, *(x.row for _, x, _ in links)]
            yield Raised(tuple(_marked(r, shared) for r in dict.fromkeys(rows)), needed=tuple(r.id for r in rows[:2]))


def _contradiction(view: View, use: Values) -> Iterator[Raised]:
    """Accounts of one event that differ, with nothing that settles it in the days after."""
    for event in view.timeline.events:
        open_ones = []
        for conflict in event.conflicts:
            rows = [view.by_id[i] for i in conflict.entries]
            end = max(r.day for r in rows) + timedelta(days=use.number("days"))
            later = view.between(rows[0].day, end)
            if not any(r.has(SignalKind.RECORD_CORRECTED) and r.id not in conflict.entries for r in later):
                open_ones.append((conflict, rows))
        if open_ones:
            rows = list(dict.fromkeys(r for _, pair in open_ones for r in pair))
            yield Raised(
                tuple(r.evidence() for r in rows),
                needed=tuple(r.id for r in open_ones[0][1]),
                wording=f"Accounts of one event differ ({open_ones[0][0].note}). Which is right, and how would one know?",
            )


def _absence_claimed(view: View, use: Values) -> Iterator[Raised]:
    """No concerns, with the child not seen and nothing looked at in the row."""
    del use
    for event in view.occurrences(view.with_kind(SignalKind.NO_CONCERNS)):
        row = event.row
        claims = [s for s in row.signals(SignalKind.NO_CONCERNS) if not s.quoted]
        if not claims or row.has(*_LOOKED) or row.basis is Basis.RECORD_CHECK:
            continue
        yield Raised((row.evidence(*claims),))


def _somebody_dealing(view: View, use: Values) -> Iterator[Raised]:
    """Another agency is said to be aware or dealing, and its chronology holds nothing that matches in those days."""
    for row in view.with_kind(SignalKind.SOMEBODY_DEALING):
        claims = [s for s in row.signals(SignalKind.SOMEBODY_DEALING) if not s.quoted]
        if not claims:
            continue
        matched = [
            r
            for r in view.accounts(row)
            if r.agency != row.agency and any(w in r.agency.lower() for s in claims for w in _WORD.findall(s.words))
        ]
        if matched:
            continue
        span = timedelta(days=use.number("days"))
        beside = [r for r in view.between(row.first_day - span, row.day + span) if r.agency != row.agency and any(w in r.agency.lower() for s in claims for w in _WORD.findall(s.words) if len(w) > 3)]
        yield Raised((row.evidence(*claims),), against=tuple(r.evidence() for r in beside[:2]))


def _echoes(view: View, use: Values) -> Iterator[tuple[Statement, Statement, frozenset[str]]]:
    """Pairs of rows of different days in which what was told first is stated again: enough rare words in common."""
    statements = [Statement(r, _content(r)) for r in view.rows]
    count = Counter(w for s in statements for w in s.words)
    total = max(1, len(statements))
    weight = {w: math.log((total + 1) / c) for w, c in count.items()}
    used: set[str] = set()
    for i, first in enumerate(statements):
        if first.row.basis not in _TOLD or first.row.basis is Basis.SELF_CHILD:
            continue
        for later in statements[i + 1 :]:
            if view.same_event(first.row, later.row) or later.row.day == first.row.day or str(later.row.id) in used:
                continue
            shared = first.words & later.words
            if len(shared) < use.number("words") or not any(_STATUS.search(w) for w in shared):
                continue
            if sum(weight[w] for w in shared) >= use.share("rarity"):
                used.add(str(later.row.id))
                yield first, later, shared


def _content(row: Row) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(row.entry.text.lower().replace("’", "'")) if w not in _PLAIN)


def _marked(row: Row, words: frozenset[str]) -> Evidence:
    spans = []
    for field in row.entry.narrative:
        for match in _WORD.finditer(field.text.lower()):
            if match[0] in words and match.end() <= len(field.text):
                spans.append(Span(field.column, match.start(), match.end()))
    return Evidence(row.id, tuple(spans[:6]))


_CLAIM = (Parameter("words", 2, "rare words that two statements share"), Parameter("rarity", 6.0, "rarity of the shared words, in nats"))

RULES = (
    Rule(
        code="V1",
        lens=Lens.RECORDS,
        title="Unstated basis",
        question="A decision rests on a statement whose basis is not recorded. How was this known?",
        would_answer="who saw it, or which record says so",
        why="Facts, reports and opinions need to be told apart.",
        cannot_tell="what the writer had seen",
        find=_unstated,
        sources=(_SOURCE,),
    ),
    Rule(
        code="V2",
        lens=Lens.RECORDS,
        title="Hardened",
        question="Something first told or assumed is later recorded as fact, with no check between. When was this checked?",
        would_answer="the check, with its date and result",
        why="Each copy of a statement loses a little of its doubt.",
        cannot_tell="whether it is true",
        find=_hardened,
        parameters=_CLAIM,
        sources=(_SOURCE,),
    ),
    Rule(
        code="V3",
        lens=Lens.RECORDS,
        title="Echo",
        question="Several agencies record a claim that comes from one source. This is one source, not several: who checked?",
        would_answer="a second source, or a check",
        why="What many repeat looks well known.",
        cannot_tell="whether others knew it for themselves",
        find=_echo,
        parameters=(*_CLAIM, Parameter("agencies", 2, "agencies")),
        sources=(_SOURCE,),
    ),
    Rule(
        code="V4",
        lens=Lens.RECORDS,
        title="Contradiction",
        question="Two accounts do not agree. Which is right, and how would one know?",
        would_answer="a record that settles it",
        why="Differences between accounts are findings.",
        cannot_tell="which is right",
        find=_contradiction,
        parameters=(Parameter("days", 14, "days in which it should be settled"),),
        sources=(_SOURCE,),
    ),
    Rule(
        code="V10",
        lens=Lens.RECORDS,
        title="Absence claimed",
        question="No concerns are recorded and nothing that was looked at. What was looked for?",
        would_answer="who was seen and what was examined",
        why="A statement of absence needs a basis of its own.",
        cannot_tell="what was looked at and not written",
        find=_absence_claimed,
        sources=(_SOURCE,),
    ),
    Rule(
        code="V13",
        lens=Lens.RECORDS,
        title="Somebody is dealing",
        question="Another agency is recorded as aware or dealing, and nothing in its chronology matches. What did that agency record?",
        would_answer="the other agency's own entry",
        why="Each can rest on the other while nobody acts.",
        cannot_tell="what the other agency did and did not send",
        find=_somebody_dealing,
        parameters=(Parameter("days", 14, "days before and after"),),
        sources=("lens-sources 6.3",),
    ),
)
