"""What follows from a recommendation: an agency's answer, actions with milestones and evidence, and what was reached.

An agency's author answers for the own agency and plans the own agency's actions; the coordinator and the board act for all. Nothing is
written over: answers and what was said to be reached are kept one after another, and an action's first day stays known.
"""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act, Actor, NotAllowed, SeatRole
from keepsight.model import KeepsightError
from keepsight.review.acting import Said, State, may_be_said, states
from keepsight.review.recommending import Strength, strength_of
from keepsight.services import trail
from keepsight.services.actors import require
from keepsight.services.notifying import authors_of, tell
from keepsight.store import vault
from keepsight.store.models import (
    ActionRecord,
    AgencyRecord,
    EvidenceFileRecord,
    MilestoneRecord,
    ReachedRecord,
    RecommendationRecord,
    ResponseRecord,
    ReviewRecord,
    UserRecord,
)

ANSWERS = ("accept", "part", "reject")
LARGEST_EVIDENCE = 25 * 1024 * 1024
"""Bytes of one file of evidence."""
MOST_MILESTONES = 40
_WIDE = frozenset({SeatRole.COORDINATOR, SeatRole.BOARD})
"""Roles that act for every agency."""


@transaction.atomic
def respond(
    user: UserRecord, recommendation: RecommendationRecord, agency: AgencyRecord, *, answer: str, reason: str = ""
) -> ResponseRecord:
    """An agency's answer. What is accepted in part or rejected says why. NotAllowed for another agency than the own."""
    review = recommendation.review
    actor = require(user, Act.RESPOND, review)
    _own(actor, review, agency, Act.RESPOND)
    if answer not in ANSWERS:
        raise KeepsightError(_("Choose an answer: accepted, accepted in part or rejected."))
    if answer != "accept" and not reason.strip():
        raise KeepsightError(_("Say why it is not accepted as it stands."))
    made = ResponseRecord.objects.create(
        recommendation=recommendation,
        agency=agency,
        answer=answer,
        reason=reason.strip(),
        made_by=user,
        made_at=timezone.now(),
    )
    trail.note(user.pk, "answer a recommendation", review=review.pk, what=f"{recommendation.pk}, {agency.pk}: {answer}")
    return made


@transaction.atomic
def ask_for_answers(user: UserRecord, review: ReviewRecord) -> int:
    """Tell the authors of every agency that has not answered some recommendation; how many agencies were told."""
    require(user, Act.SAY_REACHED, review)
    standing = review.recommendations.filter(taken_out_at=None)
    told = 0
    for member in review.agencies.select_related("agency"):
        answered = standing.filter(responses__agency=member.agency).distinct().count()
        if answered < standing.count():
            tell(authors_of(review, member.agency), review, "answer_awaited")
            told += 1
    trail.note(user.pk, "ask for answers to the recommendations", review=review.pk, what=f"{told} agencies")
    return told


@transaction.atomic
def say_reached(
    user: UserRecord, recommendation: RecommendationRecord, state: str, *, holds: bool, on: date, evidence: str
) -> ReachedRecord:
    """Say that a state is reached, or that it does not hold any more, with what shows it."""
    review = recommendation.review
    require(user, Act.SAY_REACHED, review)
    if state not in set(State):
        raise KeepsightError(_("Choose what was reached."))
    if not evidence.strip():
        raise KeepsightError(_("Say what shows it."))
    if on > timezone.localdate():
        raise KeepsightError(_("That day has not come yet."))
    if holds and not may_say(recommendation, State(state)):
        raise KeepsightError(_not_yet(State(state), recommendation))
    made = ReachedRecord.objects.create(
        recommendation=recommendation,
        state=state,
        holds=holds,
        on=on,
        evidence=evidence.strip(),
        made_by=user,
        made_at=timezone.now(),
    )
    said = state if holds else f"no longer {state}"
    trail.note(user.pk, "say what a recommendation has reached", review=review.pk, what=f"{recommendation.pk}: {said}")
    return made


def holding(recommendation: RecommendationRecord) -> dict[State, date]:
    """The states that hold, each with its day."""
    return states([Said(State(r.state), r.holds, r.on) for r in recommendation.reached.all()])


def may_say(recommendation: RecommendationRecord, state: State) -> bool:
    """Whether this state can be said now (see review/acting.py)."""
    return may_be_said(
        state,
        holding=holding(recommendation),
        has_measure=bool(recommendation.measure.strip()),
        only_circulated=strength_of(recommendation.text)[0] <= Strength.CIRCULATE,
    )


def _not_yet(state: State, recommendation: RecommendationRecord) -> str:
    if state is State.EMBEDDED or State.DONE not in holding(recommendation):
        return _("It has to be done before this can be said of it.")
    if not recommendation.measure.strip():
        return _("It has no measure: without one nobody can say that it made a difference.")
    return _("To remind or to circulate is no difference by itself: say first that it is embedded, and what shows it.")


@transaction.atomic
def keep_action(
    user: UserRecord,
    recommendation: RecommendationRecord,
    action: ActionRecord | None = None,
    *,
    text: str,
    agency: AgencyRecord | None = None,
    owner: str = "",
    due_on: date | None = None,
    done_on: date | None = None,
    outcome: str = "",
) -> ActionRecord:
    """An action, new or changed; the day that was promised first stays known. NotAllowed for another agency's action."""
    review = recommendation.review
    actor = require(user, Act.PLAN_ACTIONS, review)
    _own(actor, review, agency, Act.PLAN_ACTIONS)
    if action is not None:
        _own(actor, review, action.agency, Act.PLAN_ACTIONS)
    if not text.strip():
        raise KeepsightError(_("Say what is to be done."))
    if done_on is not None and done_on > timezone.localdate():
        raise KeepsightError(_("That day has not come yet."))
    if done_on is not None and not outcome.strip():
        raise KeepsightError(_("Say what came of it, so that done can be told from done with."))
    kept = action or ActionRecord(recommendation=recommendation)
    fields: dict[str, Any] = {
        "text": text.strip(),
        "agency": agency,
        "owner": owner.strip()[:120],
        "due_on": due_on,
        "done_on": done_on,
        "outcome": outcome.strip(),
        "first_due_on": kept.first_due_on or due_on,
        "changed_by": user,
        "changed_at": timezone.now(),
    }
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save()
    act = "plan an action" if action is None else "change an action"
    trail.note(user.pk, act, review=review.pk, what=f"action {kept.pk} of recommendation {recommendation.pk}")
    return kept


@transaction.atomic
def take_action_out(user: UserRecord, action: ActionRecord, *, back: bool = False) -> None:
    """Take an action out of the plan, or bring it back; it is kept either way."""
    review = action.recommendation.review
    _own(require(user, Act.PLAN_ACTIONS, review), review, action.agency, Act.PLAN_ACTIONS)
    action.taken_out_at = None if back else timezone.now()
    action.save(update_fields=["taken_out_at"])
    trail.note(user.pk, "bring an action back" if back else "take an action out", review=review.pk, what=f"{action.pk}")


@transaction.atomic
def keep_milestones(user: UserRecord, action: ActionRecord, steps: list[tuple[str, date | None, date | None]]) -> None:
    """The milestones of an action as they are now: text, day, and the day each was reached. Empty lines are left out."""
    review = action.recommendation.review
    _own(require(user, Act.PLAN_ACTIONS, review), review, action.agency, Act.PLAN_ACTIONS)
    wanted = [(text.strip()[:300], due, done) for text, due, done in steps if text.strip()]
    if len(wanted) > MOST_MILESTONES:
        raise KeepsightError(_("An action with so many steps is several: plan it as several."))
    if any(done is not None and done > timezone.localdate() for _text, _due, done in wanted):
        raise KeepsightError(_("That day has not come yet."))
    action.milestones.all().delete()
    MilestoneRecord.objects.bulk_create(
        [MilestoneRecord(action=action, text=text, due_on=due, done_on=done) for text, due, done in wanted]
    )
    trail.note(user.pk, "change the milestones of an action", review=review.pk, what=f"{action.pk}: {len(wanted)}")


@transaction.atomic
def add_evidence(user: UserRecord, action: ActionRecord, *, name: str, content: bytes) -> EvidenceFileRecord:
    """A file that shows that an action was done, kept encrypted."""
    review = action.recommendation.review
    _own(require(user, Act.PLAN_ACTIONS, review), review, action.agency, Act.PLAN_ACTIONS)
    if not content:
        raise KeepsightError(_("The file is empty."))
    if len(content) > LARGEST_EVIDENCE:
        raise KeepsightError(_("The file is larger than 25 MB. Send the part that shows it."))
    made = EvidenceFileRecord.objects.create(
        action=action,
        name=PurePath(name.replace("\\", "/")).name[-200:] or "evidence",
        sha256=vault.keep(content),
        size=len(content),
        added_by=user,
        added_at=timezone.now(),
    )
    trail.note(user.pk, "add evidence to an action", review=review.pk, what=f"action {action.pk}, file {made.pk}")
    return made


def acts_for_all(actor: Actor, review: ReviewRecord) -> bool:
    """Whether they may act for every agency of the review."""
    return bool(actor.roles_in(review.pk) & _WIDE)


def _own(actor: Actor, review: ReviewRecord, agency: AgencyRecord | None, act: Act) -> None:
    """An author acts for the own agency alone; nobody for an agency that is not in the review."""
    if agency is not None and not review.agencies.filter(agency=agency).exists():
        raise KeepsightError(_("Choose an agency of this review."))
    if not acts_for_all(actor, review) and (agency is None or agency.pk not in actor.agencies_in(review.pk)):
        raise NotAllowed(_("You can do this for your own agency."), act)
