"""The questions as a member of the panel reads them: where each stands, who answered what, what changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Min
from django.db.models.fields.json import KeyTextTransform

from keepsight.model import Lens
from keepsight.services.lines import Eyes
from keepsight.services.shown import Piece
from keepsight.services.veiling import asked_aloud
from keepsight.store.models import (
    AnswerRecord,
    AskedRecord,
    EntryRecord,
    EvidenceChangeRecord,
    EvidenceRecord,
    QuestionRecord,
    ReviewRecord,
)

STATES = ("open", "agreed", "explained", "not_agreed", "data_error")


@dataclass(frozen=True, slots=True)
class Answered:
    """One member's latest answer."""

    record: AnswerRecord
    reason: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """How the evidence of a question differs from what it was when it was last answered or settled."""

    since: int
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in a list. `asked` is how the current run asked it: None for an own one and one that is asked no more."""

    record: QuestionRecord
    asked: AskedRecord | None
    title: tuple[Piece, ...]
    wording: tuple[Piece, ...]
    raises: tuple[str, ...]
    speaks_against: int
    answers: tuple[AnswerRecord, ...]
    mine: AnswerRecord | None
    new: bool
    change: Change

    @property
    def number(self) -> int:
        return self.record.number

    @property
    def label(self) -> str:
        return self.asked.label if self.asked else self.record.code

    @property
    def lens(self) -> str:
        return self.record.lens

    @property
    def state(self) -> str:
        return self.record.settled or "open"

    @property
    def gone(self) -> bool:
        """Asked before, and by the current run no more."""
        return self.asked is None and not self.record.own

    @property
    def disagreement(self) -> bool:
        return len({a.verdict for a in self.answers}) > 1

    @property
    def changed(self) -> bool:
        return self.new or self.gone or bool(self.change)

    @property
    def first(self) -> date | None:
        return self.asked.first_answerable if self.asked else None

    @property
    def certainty(self) -> str:
        return self.asked.certainty if self.asked else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions: a lens, a state, those that changed, own ones, those without an answer of mine, words."""

    lens: str = ""
    state: str = ""
    words: str = ""


@dataclass(slots=True)
class Overview:
    """Questions that fit, in the order of the lenses, and how many there are of each kind."""

    fitting: tuple[Asked, ...]
    found: int
    all: int
    states: Counter[str] = field(default_factory=Counter)
    lenses: Counter[str] = field(default_factory=Counter)


def overview(eyes: Eyes, wanted: Wanted) -> Overview:
    """The questions of a review as they fit; a handful of database queries whatever their number."""
    everything = asked_of(eyes)
    lenses = [lens.value for lens in Lens]
    fitting = sorted((q for q in everything if _fits(q, wanted)), key=lambda q: lenses.index(q.lens))
    counts = Overview(tuple(fitting), len(fitting), len(everything))
    for q in everything:
        counts.lenses[q.lens] += 1
        counts.states.update(_kinds(q))
    return counts


def _kinds(q: Asked) -> list[str]:
    found = [q.state]
    if q.changed:
        found.append("changed")
    if q.record.own:
        found.append("own")
    if q.mine is None and not q.gone:
        found.append("mine")
    if q.disagreement and q.state == "open":
        found.append("disagreement")
    return found


def _fits(q: Asked, wanted: Wanted) -> bool:
    if wanted.lens and q.lens != wanted.lens:
        return False
    if wanted.state and wanted.state not in _kinds(q):
        return False
    said = "".join(p.text for p in (*q.title, *q.wording)).lower()
    return all(w in said or w == q.label.lower() for w in wanted.words.lower().split())


def asked_of(eyes: Eyes, numbers: Sequence[int] = ()) -> list[Asked]:
    """The questions of the current run in its order, own ones after them, then answered ones that are asked no more."""
    review = eyes.review
    wanted: dict[str, Any] = {"review": review, **({"number__in": numbers} if numbers else {})}
    theirs = {f"question__{name}": value for name, value in wanted.items()}
    records = QuestionRecord.objects.filter(**wanted).select_related("asked_by", "settled_by", "settled_run")
    records = records.annotate(first_run=Min("asked__run__number")).defer(*_large("settled_run"))
    known = {q.pk: q for q in records}
    asked_now = AskedRecord.objects.filter(run_id=review.current_run_id, **theirs).order_by("position")
    now = {a.question_id: a for a in asked_now.annotate(told=KeyTextTransform("wording", "payload")).defer("payload")}
    answers = _latest(theirs)
    bases = {pk: base for pk in known if (base := _base(known[pk], answers.get(pk, ())))}
    evidence = _evidence(review, theirs, bases)
    changes = _made(theirs)
    last_answered = max((run.number for run in bases.values()), default=0)
    kept = [q for q in known.values() if q.pk in now or q.own or q.settled or answers.get(q.pk)]
    kept.sort(key=lambda q: (q.pk not in now, not q.own, now[q.pk].position if q.pk in now else q.number))
    titles = asked_aloud(review, [q.title for q in kept], names=eyes.names)
    wordings = asked_aloud(review, [_wording(q, now.get(q.pk)) for q in kept], names=eyes.names)
    found = []
    for q, title, wording in zip(kept, titles, wordings, strict=True):
        of_now = evidence.now.get(q.pk, {})
        base = bases.get(q.pk)
        found.append(
            Asked(
                record=q,
                asked=now.get(q.pk),
                title=title,
                wording=wording,
                raises=_with_changes(of_now.get(False, []), changes.get(q.pk, ()), against=False),
                speaks_against=len(_with_changes(of_now.get(True, []), changes.get(q.pk, ()), against=True)),
                answers=answers.get(q.pk, ()),
                mine=next((a for a in answers.get(q.pk, ()) if a.made_by_id == eyes.actor.id), None),
                new=q.pk in now and base is None and bool(last_answered) and (q.first_run or 0) > last_answered,
                change=_change(base, evidence.then.get(q.pk, []), of_now.get(False, []), evidence.follows)
                if base is not None and q.pk in now
                else Change(0),
            )
        )
    return found


def _wording(question: QuestionRecord, asked: AskedRecord | None) -> str:
    if question.wording:
        return question.wording
    return getattr(asked, "told", "") or "" if asked else question.title


def _large(run: str) -> tuple[str, ...]:
    """What a run keeps that is large and asked for elsewhere."""
    return tuple(f"{run}__{name}" for name in ("lanes", "manifest", "fairness", "draft"))


def _latest(theirs: Mapping[str, Any]) -> dict[int, tuple[AnswerRecord, ...]]:
    """Each member's latest answer that was not taken back, by question."""
    latest: dict[int, dict[int, AnswerRecord]] = {}
    made = AnswerRecord.objects.filter(**theirs).select_related("made_by", "run").defer(*_large("run"))
    for a in made.order_by("made_at", "pk"):
        latest.setdefault(a.question_id, {})[a.made_by_id] = a
    return {pk: tuple(a for a in by.values() if a.verdict) for pk, by in latest.items()}


def _base(question: QuestionRecord, answers: Iterable[AnswerRecord]) -> Any:
    """The run on which the question was settled or last answered."""
    if question.settled and question.settled_run is not None:
        return question.settled_run
    runs = [a.run for a in answers if a.run is not None]
    return max(runs, key=lambda r: r.number, default=None)


@dataclass(slots=True)
class _Evidence:
    now: dict[int, dict[bool, list[str]]]
    then: dict[int, list[str]]
    follows: dict[str, str]


def _evidence(review: ReviewRecord, theirs: Mapping[str, Any], bases: Mapping[int, Any]) -> _Evidence:
    """The entries of the current run and of the runs on which questions were answered, strongest first."""
    found = _Evidence({}, {}, {})
    runs = {r.pk for r in bases.values()} | {review.current_run_id}
    rows = EvidenceRecord.objects.filter(asked__run__in=runs, **{f"asked__{name}": v for name, v in theirs.items()})
    ordered = rows.order_by("rank").values_list("asked__question_id", "asked__run_id", "against", "entry")
    for question, run, against, entry in ordered:
        if run == review.current_run_id:
            found.now.setdefault(question, {}).setdefault(against, []).append(entry)
        if not against and question in bases and bases[question].pk == run:
            found.then.setdefault(question, []).append(entry)
    if any(r.pk != review.current_run_id for r in bases.values()):
        sent_again = EntryRecord.objects.filter(review=review).exclude(follows="")
        found.follows = dict(sent_again.values_list("follows", "entry"))
    return found


def _made(theirs: Mapping[str, Any]) -> dict[int, list[EvidenceChangeRecord]]:
    found: dict[int, list[EvidenceChangeRecord]] = {}
    for change in EvidenceChangeRecord.objects.filter(**theirs).order_by("made_at", "pk"):
        found.setdefault(change.question_id, []).append(change)
    return found


def _with_changes(entries: Iterable[str], changes: Iterable[EvidenceChangeRecord], *, against: bool) -> tuple[str, ...]:
    found = dict.fromkeys(entries)
    for change in changes:
        if change.against != against:
            continue
        if change.added:
            found.setdefault(change.entry)
        else:
            found.pop(change.entry, None)
    return tuple(found)


def _change(base: Any, then: Sequence[str], now: Sequence[str], follows: Mapping[str, str]) -> Change:
    """What was gained and lost; a row that was sent again is the same row."""
    before = {_newest(e, follows) for e in then}
    after = {_newest(e, follows) for e in now}
    return Change(
        base.number,
        tuple(e for e in now if _newest(e, follows) not in before),
        tuple(e for e in then if _newest(e, follows) not in after),
    )


def _newest(entry: str, follows: Mapping[str, str]) -> str:
    seen = {entry}
    while (after := follows.get(entry)) and after not in seen:
        entry = after
        seen.add(entry)
    return entry
