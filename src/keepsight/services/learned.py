"""The learning of a review as it is read: themes with what they rest on, accounts, expected practice then, interim actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from keepsight.review.standing import Standing, standing
from keepsight.services.asked import Asked, asked_of
from keepsight.services.lines import Eyes
from keepsight.services.shown import Piece
from keepsight.services.veiling import veiled
from keepsight.store.models import InterimActionRecord, PolicyRecord, ThemeRecord, VoiceRecord

Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with the questions and the expected practice it rests on; `recommended` counts its recommendations."""

    record: ThemeRecord
    title: Pieces
    text: Pieces
    questions: tuple[Asked, ...]
    policies: tuple[PolicyRecord, ...]
    recommended: int


@dataclass(frozen=True, slots=True)
class Voice:
    """An account of the child or the family, or why there is none."""

    record: VoiceRecord
    who: Pieces
    words: Pieces
    reason: Pieces


@dataclass(frozen=True, slots=True)
class Expected:
    """Expected practice, and whether it was in force then."""

    record: PolicyRecord
    standing: Standing


@dataclass(frozen=True, slots=True)
class Interim:
    """An interim action; `late` when its day has passed and it is not done."""

    record: InterimActionRecord
    text: Pieces
    outcome: Pieces
    late: bool


@dataclass(frozen=True, slots=True)
class Learning:
    """All of it; `unused` are agreed questions and strengths in no theme, `taken_out` what was taken out, by kind."""

    themes: tuple[Theme, ...]
    voices: tuple[Voice, ...]
    policies: tuple[Expected, ...]
    interim: tuple[Interim, ...]
    unused: tuple[Asked, ...]
    taken_out: tuple[tuple[str, int, Pieces], ...]

    @property
    def unused_strengths(self) -> tuple[Asked, ...]:
        return tuple(q for q in self.unused if q.lens == "strengths")

    @property
    def unused_questions(self) -> tuple[Asked, ...]:
        return tuple(q for q in self.unused if q.lens != "strengths")


def learning_of(eyes: Eyes, *, today: date) -> Learning:
    """The learning as these eyes may read it."""
    review = eyes.review
    agreed = agreed_questions(eyes)
    by_pk = {q.record.pk: q for q in agreed}
    counted = review.themes.annotate(
        recommended=Count("recommendations", filter=Q(recommendations__taken_out_at=None), distinct=True)
    )
    every = list(counted.prefetch_related("questions", "policies").select_related("changed_by"))
    themes = [t for t in every if t.taken_out_at is None]
    missing = {q.number for t in themes for q in t.questions.all() if q.pk not in by_pk}
    by_pk |= {q.record.pk: q for q in (asked_of(eyes, sorted(missing)) if missing else ())}
    voices = list(review.voices.select_related("recorded_by").order_by("pk"))
    policies = list(review.policies.select_related("recorded_by").order_by("title", "in_force_from", "pk"))
    interim = list(review.interim_actions.select_related("agency", "made_by").order_by("done_on", "due_on", "pk"))
    texts = [t.title for t in every] + [t.text for t in themes]
    texts += [x for v in voices for x in (v.who, v.words, v.no_part_reason)]
    texts += [x for a in interim for x in (a.text, a.outcome)]
    read = dict(zip(texts, veiled(review, texts, names=eyes.names), strict=True))
    used = {q.pk for t in themes for q in t.questions.all()}
    return Learning(
        themes=tuple(
            Theme(
                record=t,
                title=read[t.title],
                text=read[t.text],
                questions=tuple(by_pk[q.pk] for q in t.questions.all() if q.pk in by_pk),
                policies=tuple(p for p in t.policies.all() if p.taken_out_at is None),
                recommended=t.recommended,
            )
            for t in themes
        ),
        voices=tuple(
            Voice(v, read[v.who], read[v.words], read[v.no_part_reason]) for v in voices if v.taken_out_at is None
        ),
        policies=tuple(
            Expected(p, standing(p.in_force_from, p.in_force_to, start=review.scope_from, end=review.scope_to))
            for p in policies
            if p.taken_out_at is None
        ),
        interim=tuple(
            Interim(a, read[a.text], read[a.outcome], a.done_on is None and a.due_on is not None and a.due_on < today)
            for a in interim
            if a.taken_out_at is None
        ),
        unused=tuple(q for q in agreed if q.record.pk not in used),
        taken_out=(
            *(("themes", t.pk, read[t.title]) for t in every if t.taken_out_at),
            *(("accounts", v.pk, read[v.who]) for v in voices if v.taken_out_at),
            *(("expected", p.pk, (Piece(p.title),)) for p in policies if p.taken_out_at),
            *(("interim", a.pk, read[a.text]) for a in interim if a.taken_out_at),
        ),
    )


def agreed_questions(eyes: Eyes, also: Sequence[int] = ()) -> tuple[Asked, ...]:
    """What the panel agreed: questions and strengths; `also` are keys of others to bring with them."""
    numbers = eyes.review.questions.filter(Q(settled="agreed") | Q(pk__in=also)).values_list("number", flat=True)
    wanted = sorted(numbers)
    return tuple(asked_of(eyes, wanted)) if wanted else ()
