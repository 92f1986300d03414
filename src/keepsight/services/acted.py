"""The recommendations of a review as they are read: what each lacks, what agencies answered, what is done, what was reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from keepsight.access import Act, Actor, can
from keepsight.review.acting import Course, Standing, State, Step, Why, standing
from keepsight.review.recommending import Checked, Earlier, Proposed, alike, check
from keepsight.services.acting import acts_for_all, holding, may_say
from keepsight.services.measuring import Measured, measured
from keepsight.services.shown import Piece
from keepsight.services.veiling import veiled
from keepsight.store.models import (
    ActionRecord,
    EarlierRecommendationRecord,
    EvidenceFileRecord,
    MilestoneRecord,
    ReachedRecord,
    RecommendationRecord,
    ResponseRecord,
    ReviewRecord,
)

Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Acting:
    """One action: how it stands and why, its steps and its evidence; `mine` where the reader may change it."""

    record: ActionRecord
    text: Pieces
    outcome: Pieces
    standing: Standing
    why: tuple[Why, ...]
    milestones: tuple[MilestoneRecord, ...]
    evidence: tuple[EvidenceFileRecord, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """An agency of the review with its answer, None while it has not answered."""

    agency: int
    name: str
    record: ResponseRecord | None
    reason: Pieces
    mine: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """One thing said of what was reached, with what shows it."""

    record: ReachedRecord
    evidence: Pieces


@dataclass(frozen=True, slots=True)
class Recommended:
    """One recommendation with all that hangs on it."""

    record: RecommendationRecord
    text: Pieces
    measure: Pieces
    shows: Pieces
    themes: tuple[Pieces, ...]
    checked: Checked
    answers: tuple[Answered, ...]
    actions: tuple[Acting, ...]
    holding: dict[State, date]
    said: tuple[Reached, ...]
    can_be_said: frozenset[State]
    measures: tuple[Measured, ...]

    @property
    def unanswered(self) -> int:
        return sum(a.record is None for a in self.answers)

    @property
    def furthest(self) -> State | None:
        """The furthest of the three states that holds."""
        return next((s for s in reversed(State) if s in self.holding), None)


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """An earlier recommendation that is like one: where and when it was made, what became of it, the words both use."""

    year: int
    where: str
    text: Pieces
    what_happened: str
    furthest: State | None
    likeness: float
    words: tuple[str, ...]


def recommended_of(
    review: ReviewRecord, actor: Actor, *, names: bool, today: date, only: int | None = None
) -> tuple[Recommended, ...]:
    """The recommendations of a review in their order; `only` is the key of one."""
    found = review.recommendations.filter(taken_out_at=None).select_related("agency")
    if only is not None:
        found = found.filter(pk=only)
    every = list(
        found.prefetch_related(
            "themes", "responses__made_by", "responses__agency", "reached__made_by", "actions__agency",
            "actions__milestones", "actions__evidence__added_by", "measures__points",
        )
    )  # fmt: skip
    members = [m.agency for m in review.agencies.select_related("agency")]
    actions = {r.pk: [a for a in r.actions.all() if a.taken_out_at is None] for r in every}
    texts = [x for r in every for x in (r.text, r.measure, r.shows_it_worked)]
    texts += [t.title for r in every for t in r.themes.all()]
    texts += [a.reason for r in every for a in r.responses.all()] + [s.evidence for r in every for s in r.reached.all()]
    texts += [x for held in actions.values() for a in held for x in (a.text, a.outcome)]
    read = dict(zip(texts, veiled(review, texts, names=names), strict=True))
    wide, own = acts_for_all(actor, review), actor.agencies_in(review.pk)
    return tuple(
        Recommended(
            record=r,
            text=read[r.text],
            measure=read[r.measure],
            shows=read[r.shows_it_worked],
            themes=tuple(read[t.title] for t in r.themes.all() if t.taken_out_at is None),
            checked=check(_proposed(r), today=today),
            answers=tuple(
                _answered(
                    m.pk, m.name, r, read, mine=can(actor, Act.RESPOND, review=review.pk) and (wide or m.pk in own)
                )
                for m in members
            ),
            actions=tuple(
                _acting(
                    a, read, today, mine=can(actor, Act.PLAN_ACTIONS, review=review.pk) and (wide or a.agency_id in own)
                )
                for a in actions[r.pk]
            ),
            holding=holding(r),
            said=tuple(Reached(s, read[s.evidence]) for s in r.reached.all()),
            can_be_said=frozenset(s for s in State if may_say(r, s)),
            measures=tuple(measured(m) for m in r.measures.all()),
        )
        for r in every
    )


def _proposed(record: RecommendationRecord) -> Proposed:
    return Proposed(
        text=record.text,
        owner=record.owner,
        due_on=record.due_on,
        measure=record.measure,
        shows_it_worked=record.shows_it_worked,
        themes=sum(t.taken_out_at is None for t in record.themes.all()),
        owned_by_agency=record.agency_id is not None,
    )


def _answered(agency: int, name: str, record: RecommendationRecord, read: dict[str, Pieces], *, mine: bool) -> Answered:
    last = next((a for a in reversed(record.responses.all()) if a.agency_id == agency), None)
    return Answered(agency, name, last, read[last.reason] if last else (), mine)


def _acting(record: ActionRecord, read: dict[str, Pieces], today: date, *, mine: bool) -> Acting:
    steps = tuple(record.milestones.all())
    course = Course(record.due_on, record.first_due_on, record.done_on, tuple(Step(s.due_on, s.done_on) for s in steps))
    stands, why = standing(course, today=today)
    return Acting(
        record=record,
        text=read[record.text],
        outcome=read[record.outcome],
        standing=stands,
        why=why,
        milestones=steps,
        evidence=tuple(record.evidence.all()),
        mine=mine,
    )


def said_before(actor: Actor, review: ReviewRecord, text: str, *, besides: int | None = None) -> tuple[SaidBefore, ...]:
    """Recommendations of the board that are like a text: those it entered from before, and those of its other reviews.

    Of another review only what is published, or what the reader may see there, always behind pseudonyms.
    """
    earlier = list(EarlierRecommendationRecord.objects.filter(board=review.board_id))
    others = list(_open_to(actor, review, besides))
    known = [Earlier(-e.pk, e.text) for e in earlier] + [Earlier(r.pk, r.text) for r in others]
    by_key: dict[int, EarlierRecommendationRecord | RecommendationRecord] = {-e.pk: e for e in earlier}
    by_key |= {r.pk: r for r in others}
    found = []
    for one in alike(text, known):
        record = by_key[one.earlier.key]
        if isinstance(record, EarlierRecommendationRecord):
            before = SaidBefore(
                year=record.year,
                where=record.source,
                text=(Piece(record.text),),
                what_happened=record.what_happened,
                furthest=None,
                likeness=one.likeness,
                words=one.words,
            )
        else:
            held = holding(record)
            (shown,) = veiled(record.review, [record.text], names=False)
            before = SaidBefore(
                year=record.changed_at.year,
                where=record.review.reference or record.review.title,
                text=shown,
                what_happened="",
                furthest=next((s for s in reversed(State) if s in held), None),
                likeness=one.likeness,
                words=one.words,
            )
        found.append(before)
    return tuple(found)


def _open_to(actor: Actor, review: ReviewRecord, besides: int | None) -> Iterable[RecommendationRecord]:
    """Recommendations of this and the board's other reviews that the reader may know of."""
    found = RecommendationRecord.objects.filter(review__board=review.board_id, taken_out_at=None).exclude(
        pk=besides or 0
    )
    for record in found.select_related("review").prefetch_related("reached"):
        published = (
            record.review.publications.filter(withdrawn_at=None).exists() if record.review_id != review.pk else True
        )
        if published or can(actor, Act.SEE_ACTIONS, review=record.review_id):
            yield record
