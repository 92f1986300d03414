"""One question with all that belongs to it: its entries with the words that raise it, what speaks against it, who said what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext

from keepsight.lenses.catalogue import RULES
from keepsight.model import ParameterUse, Question
from keepsight.services.asked import Answered, Asked, asked_of
from keepsight.services.lines import Cell, Eyes, Line, lines_of, with_all_that_hangs
from keepsight.services.shown import Piece, pieces
from keepsight.services.veiling import veiled
from keepsight.store.convert import unpacked
from keepsight.store.models import EvidenceChangeRecord, EvidenceRecord, QuestionRecord
from keepsight.store.queries import visible_placed

MARK = "evidence"
_RULES = {r.code: r for r in RULES}


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as evidence: the words that count are marked; `change` says who added it or took it away."""

    entry: str
    line: Line | None
    cells: tuple[Cell, ...]
    why: tuple[Piece, ...]
    change: EvidenceChangeRecord | None = None
    reason: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """A question on its page."""

    asked: Asked
    evidence: tuple[Shown, ...]
    against: tuple[Shown, ...]
    taken_away: tuple[Shown, ...]
    answers: tuple[Answered, ...]
    earlier: tuple[Answered, ...]
    settled_reason: tuple[Piece, ...]
    held_by: tuple[tuple[str, date | None], ...]
    parameters: tuple[ParameterUse, ...]
    would_answer: str
    alternatives: tuple[str, ...]
    sources: tuple[str, ...]
    rule: str
    gained: tuple[Line, ...]
    lost: tuple[Line, ...]
    before: int | None
    after: int | None


def whole_question(question: QuestionRecord, eyes: Eyes) -> Whole | None:
    """The question as these eyes see it; None where it is neither asked nor answered any more."""
    found = asked_of(eyes, [question.number])
    if not found:
        return None
    (asked,) = found
    records = list(
        EvidenceRecord.objects.filter(asked__question=question, asked__run=eyes.review.current_run_id).order_by("rank")
    )
    changes = _last_changes(question)
    ids = {r.entry for r in records} | {c.entry for c in changes} | {*asked.change.gained, *asked.change.lost}
    lines = _lines(ids, eyes)
    whys = veiled(eyes.review, [r.why for r in records], names=eyes.names)
    reasons = veiled(eyes.review, [c.reason for c in changes], names=eyes.names)
    said = {(c.against, c.entry): (c, r) for c, r in zip(changes, reasons, strict=True)}
    shown = {
        (r.against, r.entry): Shown(r.entry, lines.get(r.entry), _cells(lines.get(r.entry), r, eyes), why)
        for r, why in zip(records, whys, strict=True)
    }
    sides: dict[str, list[Shown]] = {"for": [], "against": [], "away": []}
    for key, one in shown.items():
        change, reason = said.pop(key, (None, ()))
        away = change is not None and not change.added
        sides["away" if away else "against" if key[0] else "for"].append(replace(one, change=change, reason=reason))
    for (against, entry), (change, reason) in said.items():
        line = lines.get(entry)
        one = Shown(entry, line, line.cells if line else (), (), change, reason)
        sides["away" if not change.added else "against" if against else "for"].append(one)
    told = unpacked(Question, asked.asked.payload) if asked.asked else None
    rule = _RULES.get(question.code)
    before, after = _neighbours(question, eyes)
    answers, earlier = _answers(question, eyes)
    return Whole(
        asked=asked,
        evidence=tuple(sides["for"]),
        against=tuple(sides["against"]),
        taken_away=tuple(sides["away"]),
        answers=answers,
        earlier=earlier,
        settled_reason=veiled(eyes.review, [question.settled_reason], names=eyes.names)[0],
        held_by=told.held_by if told else (),
        parameters=told.parameters if told else (),
        would_answer=gettext(told.would_answer) if told and told.would_answer else "",
        alternatives=tuple(gettext(a) for a in told.alternatives if a) if told else (),
        sources=told.sources if told else (),
        rule=gettext(rule.title) if rule else "",
        gained=tuple(lines[e] for e in asked.change.gained if e in lines),
        lost=tuple(lines[e] for e in asked.change.lost if e in lines),
        before=before,
        after=after,
    )


def _last_changes(question: QuestionRecord) -> list[EvidenceChangeRecord]:
    """The last change of each entry on each side."""
    last: dict[tuple[bool, str], EvidenceChangeRecord] = {}
    for change in question.changes.select_related("made_by").order_by("made_at", "pk"):
        last[change.against, change.entry] = change
    return list(last.values())


def _lines(entries: Iterable[str], eyes: Eyes) -> dict[str, Line]:
    visible = visible_placed(eyes.actor, eyes.review, seen=eyes.members)
    wanted = with_all_that_hangs(visible.filter(entry__in=list(entries)), eyes)
    return {line.entry: line for line in lines_of(list(wanted), visible, eyes)}


def _cells(line: Line | None, record: EvidenceRecord, eyes: Eyes) -> tuple[Cell, ...]:
    """The cells that hold the words that count, those words marked; all cells where no words are named."""
    if line is None:
        return ()
    payload, found = line.placed.record.payload, []
    names = eyes.reads_as_sent(line.placed.member_id)
    corrected = {c.column for c in line.cells if c.corrected}
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for column, start, end in record.spans:
        spans.setdefault(column, []).append((start, end, MARK))
    for f in payload["fields"]:
        column, text = f["column"], f.get("text", "")
        if column in spans and column not in corrected and text:
            mentions = [m for m in line.placed.record.mentions if m["column"] == column]
            found.append(Cell(column, f["role"], pieces(text, mentions=mentions, marks=spans[column], names=names)))
    return tuple(found) or line.cells


def _answers(question: QuestionRecord, eyes: Eyes) -> tuple[tuple[Answered, ...], tuple[Answered, ...]]:
    """Each member's latest answer that stands, and all that came before it, the newest first."""
    made = list(question.answers.select_related("made_by").order_by("made_at", "pk"))
    texts = veiled(eyes.review, [a.reason for a in made], names=eyes.names)
    shown = [Answered(a, t) for a, t in zip(made, texts, strict=True)]
    latest = {a.record.made_by_id: a for a in shown}
    standing = tuple(a for a in latest.values() if a.record.verdict)
    kept = {a.record.pk for a in standing}
    return standing, tuple(a for a in reversed(shown) if a.record.pk not in kept)


def _neighbours(question: QuestionRecord, eyes: Eyes) -> tuple[int | None, int | None]:
    """The numbers of the questions before and after it on the list."""
    numbers = _order(eyes)
    if question.number not in numbers:
        return None, None
    at = numbers.index(question.number)
    return (numbers[at - 1] if at else None), (numbers[at + 1] if at + 1 < len(numbers) else None)


def _order(eyes: Eyes) -> Sequence[int]:
    asked = QuestionRecord.objects.filter(asked__run=eyes.review.current_run_id)
    of_rules = asked.order_by("asked__position").values_list("number", flat=True)
    own = QuestionRecord.objects.filter(review=eyes.review, own=True).order_by("number")
    return [*of_rules, *own.values_list("number", flat=True)]
