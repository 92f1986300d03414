"""Records, basis: decisions without one, what hardened, echoes, contradictions, absence claimed, somebody dealing (V1-V4, V10, V13).

A claim is followed by its rare words: what a parent said in one row and what another states flatly in a later one. The rules
cannot tell what is true; they ask how it was known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from keepsight.lenses.base import YEAR, Parameter, Raised, Rule, Values
from keepsight.lenses.checks import CHECKED, own_checks
from keepsight.lenses.view import Row, View, Window, can_follow
from keepsight.model import Basis, Certainty, ConflictKind, Evidence, Lens, SignalKind

_SOURCE = "Fact, report and opinion kept apart (sources, records)"
_TOLD = frozenset({Basis.SELF_PARENT, Basis.PUBLIC, Basis.OTHER_PROF, Basis.SELF_CHILD, Basis.INFERRED})
_DECISIONS = (SignalKind.CLOSURE, SignalKind.ASSESSMENT, SignalKind.PLACEMENT_MOVE)
_LOOKED = (SignalKind.EXAMINED, SignalKind.SEEN_ALONE, SignalKind.RECORD_CHECK)
_WORD = re.compile(r"[a-z][a-z'-]{2,}|\d{2,}")
_DOB = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})")
_CHECKED = frozenset({Basis.RECORD_CHECK, Basis.OBSERVED})
_OF_A_PERSON = frozenset({"home", "checked", "kin"})
_CLOSE = 120
"""Days within which two opposite statements are set side by side."""


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
    for (key, person), rows in _claims(view).items():
        told = [r for r in rows if r.basis in _TOLD or r.has(SignalKind.HEARSAY)]
        for first in told[:1]:
            later = [
                r
                for r in rows
                if r.order > first.order
                and not _is_checked(r, key)
                and not _is_told(r)
                and not view.same_event(r, first)
            ]
            later = [r for r in later if not _checked_between(view, first, r, key, person)]
            runs = [later[i : i + 3] for i in range(0, len(later), 3)]
            for run in runs[: use.number("runs")]:
                yield Raised(
                    (_said(run[0], key), _said(first, key), *(_said(r, key) for r in run[1:])),
                    needed=(first.id, run[0].id),
                )


def _echo(view: View, use: Values) -> Iterator[Raised]:
    """One claim in several agencies whose earliest teller is one person."""
    for (key, _), rows in _claims(view).items():
        told = [r for r in rows if r.basis in _TOLD or r.has(SignalKind.HEARSAY) or r.basis is None]
        if not told:
            continue
        start = told[0]
        run = [start, *(r for r in rows if r.order > start.order and not _is_checked(r, key))]
        firsts: dict[str, Row] = {}
        for row in run:
            firsts.setdefault(row.agency, row)
        if len(firsts) >= use.number("agencies"):
            ordered = sorted(firsts.values(), key=lambda r: r.order)
            rest = [r for r in run if r not in ordered]
            yield Raised(
                tuple(_said(r, key) for r in [*ordered, *rest]),
                needed=tuple(r.id for r in ordered[: max(3, use.number("agencies"))]),
            )


def _differ(view: View, use: Values) -> Iterator[Raised]:
    """Accounts of one event that differ, statements that cannot both be so, birth dates that do not agree."""
    yield from _contradiction(view, use)
    yield from _opposite(view, use)
    yield from _birth_dates(view)


def _birth_dates(view: View) -> Iterator[Raised]:
    """Different birth dates recorded of one person."""
    dates: dict[str, dict[str, Row]] = {}
    for row in view.with_kind(SignalKind.AGE_STATED):
        for signal in row.signals(SignalKind.AGE_STATED):
            found = _DOB.search(signal.words)
            if found and signal.person:
                year = int(found[3]) % 100
                dates.setdefault(signal.person, {}).setdefault(f"{int(found[1])}/{int(found[2])}/{year}", row)
    for rows in dates.values():
        if len(rows) >= 2:
            shown = sorted(dict.fromkeys(rows.values()), key=lambda r: r.order)
            if len(shown) >= 2:
                yield Raised(tuple(r.evidence(*r.signals(SignalKind.AGE_STATED)) for r in shown), needed=(shown[1].id,))


def _contradiction(view: View, use: Values) -> Iterator[Raised]:
    """Accounts of one event that differ, with nothing that settles it in the days after."""
    for event in view.timeline.events:
        open_ones = []
        for conflict in event.conflicts:
            rows = [view.by_id[i] for i in conflict.entries]
            if conflict.kind is ConflictKind.OUTCOME and not any(r.has(*_DECISIONS) for r in rows):
                continue
            end = max(r.day for r in rows) + timedelta(days=use.number("days"))
            corrected = view.between(rows[0].day, end, SignalKind.RECORD_CORRECTED)
            if all(r.id in conflict.entries for r in corrected):
                open_ones.append((conflict, rows))
        if open_ones:
            rows = list(dict.fromkeys(r for _, pair in open_ones for r in pair))
            yield Raised(
                tuple(r.evidence() for r in rows),
                needed=tuple(r.id for r in open_ones[0][1]),
                wording=f"Accounts of one event differ ({open_ones[0][0].note}). Which is right, and how would one know?",
            )


def _opposite(view: View, use: Values) -> Iterator[Raised]:
    """Statements about one person or thing that cannot all be so, close together; one question for each run of them."""
    del use
    runs: dict[tuple[str, str], list[list[Row]]] = {}
    answerable: dict[int, Row] = {}
    for one, two, key, person in _opposed(view):
        pair = sorted((one, two), key=lambda r: r.order)
        groups = runs.setdefault((key, person), [])
        if groups and (pair[1].day - groups[-1][0].day).days <= _CLOSE:
            groups[-1] += [r for r in pair if r not in groups[-1]]
        else:
            groups.append(pair)
        later = answerable.setdefault(id(groups[-1]), pair[1])
        if pair[1].order < later.order:
            answerable[id(groups[-1])] = pair[1]
    for (key, _), groups in runs.items():
        for group in groups:
            shown = sorted(group, key=lambda r: r.order)
            evidence = tuple(
                r.evidence(*(s for s in r.signals(SignalKind.CLAIM) if s.detail.startswith(key))) for r in shown
            )
            yield Raised(evidence, needed=(answerable[id(group)].id,))


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
            if r.agency != row.agency
            and not r.has(SignalKind.CLOSURE)
            and any(w in r.agency.lower() for s in claims for w in _WORD.findall(s.words))
        ]
        if matched:
            continue
        span = timedelta(days=use.number("days"))
        words = {w for s in claims for w in _WORD.findall(s.words) if len(w) > 3}
        named = {a for a in view.agencies if a != row.agency and any(w in a.lower() for w in words)}
        beside = [r for r in view.between(row.first_day - span, row.day + span) if r.agency in named] if named else []
        settled = all(r.first_day == r.day for r in beside)
        yield Raised(
            (row.evidence(*claims),),
            against=tuple(r.evidence() for r in beside[:2]),
            certainty=Certainty.CERTAIN if settled else Certainty.POSSIBLE,
        )


def _claims(view: View) -> dict[tuple[str, str], list[Row]]:
    """Rows by claim and person: "home:gone" of one adult, "checked:yes" of one adult, in order of time."""
    return view.remember("claims", lambda: _find_claims(view))


def _find_claims(view: View) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in view.with_kind(SignalKind.CLAIM):
        for signal in row.signals(SignalKind.CLAIM):
            key = signal.detail
            person = signal.person if key.split(":")[0] in _OF_A_PERSON else ""
            if key.split(":")[0] in _OF_A_PERSON and not person:
                continue
            rows = found.setdefault((key, person), [])
            if not rows or rows[-1] is not row:
                rows.append(row)
    return {k: v for k, v in found.items() if k[0].endswith(":yes") or k[0] == "home:gone"}


def _is_checked(row: Row, key: str) -> bool:
    """True where the row itself looked: at the thing, or at a record; that somebody "was checked" is seen by nobody."""
    return bool(own_checks(row)) if key == CHECKED else row.basis in _CHECKED


def _is_told(row: Row) -> bool:
    """True where the row itself says who told: it keeps its doubt."""
    return row.basis in (Basis.SELF_PARENT, Basis.PUBLIC, Basis.SELF_CHILD, Basis.OTHER_PROF)


def _checked_between(view: View, first: Row, later: Row, key: str, person: str) -> bool:
    """A record looked at, or the thing seen by the writer, between two statements of one claim."""

    def lies_between(row: Row) -> bool:
        of_person = not person or person in row.reading.persons
        return of_person and can_follow(row, first) and can_follow(later, row)

    corrected = view.between(first.first_day, later.day, SignalKind.RECORD_CORRECTED)
    if any(lies_between(r) and own_checks(r) for r in corrected):
        return True
    if key != "home:gone":
        return False
    looked = view.remember("looked", lambda: Window(tuple(r for r in view.rows if r.basis is Basis.RECORD_CHECK)))
    return any(lies_between(r) for r in looked.between(first.first_day, later.day))


def _said(row: Row, key: str) -> Evidence:
    return row.evidence(*(s for s in row.signals(SignalKind.CLAIM) if s.detail == key))


def _opposed(view: View) -> Iterator[tuple[Row, Row, str, str]]:
    """A claim and the first later row that holds its opposite about the same person or thing, and the other way round."""
    opposites = {
        "home:gone": "home:present",
        "checked:yes": "checked:no",
        "kin:yes": "kin:no",
        "daily:yes": "daily:no",
        "aware:yes": "aware:no",
    }
    by_key: dict[tuple[str, str], list[Row]] = {}
    for row in view.with_kind(SignalKind.CLAIM):
        for signal in row.signals(SignalKind.CLAIM):
            person = signal.person if signal.detail.split(":")[0] in _OF_A_PERSON else ""
            by_key.setdefault((signal.detail, person), []).append(row)
    for (key, person), rows in sorted(by_key.items()):
        other = opposites.get(key)
        if other is None:
            continue
        against = Window(tuple(dict.fromkeys(by_key.get((other, person), []))))
        close = timedelta(days=_CLOSE)
        for one in dict.fromkeys(rows):
            beside = against.between(one.day - close, one.day + close)
            near = [r for r in beside if abs((r.day - one.day).days) <= _CLOSE and r.id != one.id]
            for two in sorted(near, key=lambda r: (abs((r.day - one.day).days), r.order))[:2]:
                yield one, two, key.split(":")[0], person


_CLAIM = (Parameter("runs", 2, "later statements, three at a time, that are asked about"),)

RULES = (
    Rule(
        code="V1",
        gather_days=YEAR,
        gather_network=True,
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
        parameters=(Parameter("agencies", 2, "agencies"),),
        sources=(_SOURCE,),
    ),
    Rule(
        code="V4",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.RECORDS,
        title="Contradiction",
        question="Two accounts do not agree. Which is right, and how would one know?",
        would_answer="a record that settles it",
        why="Differences between accounts are findings.",
        cannot_tell="which is right",
        find=_differ,
        parameters=(Parameter("days", 14, "days in which it should be settled"),),
        sources=(_SOURCE,),
    ),
    Rule(
        code="V10",
        gather_days=YEAR,
        gather_network=True,
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
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.RECORDS,
        title="Somebody is dealing",
        question="Another agency is recorded as aware or dealing, and nothing in its chronology matches. What did that agency record?",
        would_answer="the other agency's own entry",
        why="Each can rest on the other while nobody acts.",
        cannot_tell="what the other agency did and did not send",
        find=_somebody_dealing,
        parameters=(Parameter("days", 14, "days before and after"),),
        sources=("sources, records",),
    ),
)
