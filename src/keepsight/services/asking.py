"""The questions of a new run, matched with those the panel knows already, so that answers stay with their question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone

from keepsight.model import Question
from keepsight.store.convert import packed, span_for_screen
from keepsight.store.models import AskedRecord, EvidenceRecord, QuestionRecord, RunRecord


def keep_questions(run: RunRecord, questions: Sequence[Question]) -> list[AskedRecord]:
    """Write down what a run asked. A question is known already when its id is, or when its rule's evidence overlaps most."""
    known = _Known(run)
    often = Counter(q.code for q in questions)
    seen: Counter[str] = Counter()
    number = QuestionRecord.objects.filter(review=run.review).aggregate(last=Max("number"))["last"] or 0
    asked: list[AskedRecord] = []
    evidence: list[EvidenceRecord] = []
    for position, q in enumerate(questions):
        seen[q.code] += 1
        record = known.match(q)
        if record is None:
            number += 1
            record = QuestionRecord.objects.create(
                review=run.review, number=number, code=q.code, lens=q.lens.value, title=q.title, asked_at=timezone.now()
            )
        one = AskedRecord(
            run=run,
            question=record,
            key=q.id,
            position=position,
            label=q.code if often[q.code] == 1 else f"{q.code}.{seen[q.code]}",
            certainty=q.certainty.value,
            first_answerable=q.first_answerable,
            payload=packed(q),
        )
        asked.append(one)
        evidence += [
            EvidenceRecord(
                asked=one,
                entry=e.entry,
                against=against,
                rank=rank,
                spans=[span_for_screen(s) for s in e.spans],
                why=e.why,
            )
            for against, side in ((False, q.evidence), (True, q.against))
            for rank, e in enumerate(side)
        ]
    AskedRecord.objects.bulk_create(asked, batch_size=500)
    EvidenceRecord.objects.bulk_create(evidence, batch_size=500)
    return asked


class _Known:
    """The questions of earlier runs, each given away once."""

    def __init__(self, run: RunRecord) -> None:
        self._left = {q.pk: q for q in QuestionRecord.objects.filter(review=run.review, own=False)}
        self._keys: dict[str, int] = {}
        self._entries: dict[int, set[str]] = {}
        earlier = AskedRecord.objects.filter(question__in=self._left).exclude(run=run).order_by("run__number")
        latest = {a.question_id: a for a in earlier.only("pk", "question_id", "key")}
        for a in latest.values():
            self._keys[a.key] = a.question_id
        of = {a.pk: a.question_id for a in latest.values()}
        pairs = EvidenceRecord.objects.filter(asked__in=list(of), against=False).values_list("asked_id", "entry")
        for asked, entry in pairs:
            self._entries.setdefault(of[asked], set()).add(entry)

    def match(self, question: Question) -> QuestionRecord | None:
        pk = self._keys.get(question.id)
        if pk is None or pk not in self._left:
            entries = {str(e.entry) for e in question.evidence}
            shared = [
                (len(entries & self._entries.get(pk, set())), -record.number, pk)
                for pk, record in self._left.items()
                if record.code == question.code
            ]
            best = max(shared, default=(0, 0, 0))
            pk = best[2] if best[0] else None
        return self._left.pop(pk) if pk is not None else None
