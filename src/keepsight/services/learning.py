"""What the panel writes down as learning: themes, the child's and the family's account, expected practice, interim actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act
from keepsight.model import KeepsightError
from keepsight.services import trail, versions
from keepsight.services.actors import require
from keepsight.store.models import (
    AgencyRecord,
    InterimActionRecord,
    PolicyRecord,
    QuestionRecord,
    RecommendationRecord,
    ReviewRecord,
    ThemeRecord,
    UserRecord,
    VoiceRecord,
)

Learned = ThemeRecord | VoiceRecord | PolicyRecord | InterimActionRecord | RecommendationRecord
NAMES: dict[type[models.Model], str] = {
    ThemeRecord: "theme",
    VoiceRecord: "account",
    PolicyRecord: "expected practice",
    InterimActionRecord: "interim action",
    RecommendationRecord: "recommendation",
}


@transaction.atomic
def keep_theme(
    user: UserRecord,
    review: ReviewRecord,
    theme: ThemeRecord | None = None,
    *,
    version: int = 0,
    title: str,
    text: str = "",
    good_practice: bool = False,
    questions: Iterable[int] = (),
    policies: Iterable[int] = (),
) -> ThemeRecord:
    """A theme, new or changed. `questions` are numbers of questions that the panel agreed, `policies` keys of expected practice."""
    require(user, Act.WRITE_LEARNING, review)
    if not title.strip():
        raise KeepsightError(_("Give the theme a title of a few words."))
    wanted, expected = sorted(set(questions)), sorted(set(policies))
    asked = list(QuestionRecord.objects.filter(review=review, number__in=wanted))
    known = list(PolicyRecord.objects.filter(review=review, pk__in=expected))
    if len(asked) != len(wanted) or len(known) != len(expected):
        raise KeepsightError(_("A question or an expected practice of this theme is not there any more. Choose again."))
    behind = set(theme.questions.values_list("number", flat=True)) if theme is not None else set()
    if open_ones := [q.number for q in asked if q.settled != "agreed" and q.number not in behind]:
        raise KeepsightError(
            _("A theme rests on what the panel agreed; question %(open_ones)s is not settled so.")
            % {"open_ones": open_ones[0]}
        )
    fields = {"title": title.strip()[:120], "text": text.strip(), "good_practice": good_practice}
    together: dict[str, Any] = {"questions": asked, "policies": known}
    if theme is not None:
        kept = versions.change(user, theme, version=version, fields=fields, together=together)
    else:
        last = review.themes.aggregate(last=Max("order"))["last"] or 0
        kept = versions.add(user, ThemeRecord(review=review, order=last + 1, **fields), together)
    return _noted(user, kept, new=theme is None)


@transaction.atomic
def move_theme(user: UserRecord, theme: ThemeRecord, *, earlier: bool) -> None:
    """One place up or down in the order of the briefing."""
    require(user, Act.WRITE_LEARNING, theme.review)
    ordered = list(theme.review.themes.select_for_update().filter(taken_out_at=None))
    at = [t.pk for t in ordered].index(theme.pk)
    to = at - 1 if earlier else at + 1
    if not 0 <= to < len(ordered):
        raise KeepsightError(_("The theme stands there already."))
    ordered[at], ordered[to] = ordered[to], ordered[at]
    for number, one in enumerate(ordered, 1):
        one.order = number
    ThemeRecord.objects.bulk_update(ordered, ["order"])
    trail.note(user.pk, "order the themes", review=theme.review_id, what=f"theme {theme.pk}")


@transaction.atomic
def keep_voice(
    user: UserRecord,
    review: ReviewRecord,
    voice: VoiceRecord | None = None,
    *,
    version: int = 0,
    who: str,
    took_part: bool,
    consented_on: date | None = None,
    consent_to: str = "",
    words: str = "",
    no_part_reason: str = "",
) -> VoiceRecord:
    """What the child or somebody of the family said. Words need the day and the extent of the consent; silence needs its reason."""
    require(user, Act.WRITE_LEARNING, review)
    if not who.strip():
        raise KeepsightError(_("Say whose account it is: the child, the mother, a foster carer."))
    if took_part and (consented_on is None or not consent_to.strip()):
        raise KeepsightError(_("Give the day of the consent and what it covers; without consent nothing is kept."))
    if not took_part and not no_part_reason.strip():
        raise KeepsightError(
            _("Say why they took no part: not asked, declined, could not be reached, not safe to ask.")
        )
    fields: dict[str, Any] = {
        "who": who.strip()[:60],
        "took_part": took_part,
        "consented_on": consented_on if took_part else None,
        "consent_to": consent_to.strip() if took_part else "",
        "words": words.strip() if took_part else "",
        "no_part_reason": "" if took_part else no_part_reason.strip(),
    }
    if voice is not None:
        kept = versions.change(user, voice, version=version, fields=fields, together={})
    else:
        kept = versions.add(user, VoiceRecord(review=review, **fields), {})
    return _noted(user, kept, new=voice is None)


@transaction.atomic
def keep_policy(
    user: UserRecord,
    review: ReviewRecord,
    policy: PolicyRecord | None = None,
    *,
    version: int = 0,
    title: str,
    expected: str,
    version_name: str = "",
    in_force_from: date | None = None,
    in_force_to: date | None = None,
    source: str = "",
) -> PolicyRecord:
    """What practice was expected, with the days in which that version was in force."""
    require(user, Act.WRITE_LEARNING, review)
    if not title.strip() or not expected.strip():
        raise KeepsightError(_("Name the guidance, and say what it expected."))
    if in_force_from and in_force_to and in_force_to < in_force_from:
        raise KeepsightError(_("It cannot have ended before it came into force."))
    fields: dict[str, Any] = {
        "title": title.strip()[:200],
        "version_name": version_name.strip()[:60],
        "in_force_from": in_force_from,
        "in_force_to": in_force_to,
        "expected": expected.strip(),
        "source": source.strip()[:300],
    }
    if policy is not None:
        kept = versions.change(user, policy, version=version, fields=fields, together={})
    else:
        kept = versions.add(user, PolicyRecord(review=review, **fields), {})
    return _noted(user, kept, new=policy is None)


@transaction.atomic
def keep_interim(
    user: UserRecord,
    review: ReviewRecord,
    action: InterimActionRecord | None = None,
    *,
    version: int = 0,
    text: str,
    agency: AgencyRecord | None = None,
    owner: str = "",
    due_on: date | None = None,
    done_on: date | None = None,
    outcome: str = "",
) -> InterimActionRecord:
    """Something that cannot wait for the end of the review."""
    require(user, Act.WRITE_LEARNING, review)
    if not text.strip():
        raise KeepsightError(_("Say what is to be done."))
    if agency is not None and not review.agencies.filter(agency=agency).exists():
        raise KeepsightError(_("Choose an agency of this review."))
    if done_on and not outcome.strip():
        raise KeepsightError(_("Say what came of it; a day alone does not show that it was done."))
    fields: dict[str, Any] = {
        "text": text.strip(),
        "agency": agency,
        "owner": owner.strip()[:120],
        "due_on": due_on,
        "done_on": done_on,
        "outcome": outcome.strip(),
    }
    if action is not None:
        kept = versions.change(user, action, version=version, fields=fields, together={})
    else:
        kept = versions.add(user, InterimActionRecord(review=review, **fields), {})
    return _noted(user, kept, new=action is None)


@transaction.atomic
def keep_recommendation(
    user: UserRecord,
    review: ReviewRecord,
    recommendation: RecommendationRecord | None = None,
    *,
    version: int = 0,
    text: str,
    themes: Iterable[int] = (),
    agency: AgencyRecord | None = None,
    owner: str = "",
    due_on: date | None = None,
    measure: str = "",
    shows_it_worked: str = "",
) -> RecommendationRecord:
    """What should change, with the themes it comes of (their keys), who owns it, by when, and how it will be known."""
    require(user, Act.WRITE_LEARNING, review)
    if not text.strip():
        raise KeepsightError(_("Say what should change."))
    if agency is not None and not review.agencies.filter(agency=agency).exists():
        raise KeepsightError(_("Choose an agency of this review."))
    wanted = sorted(set(themes))
    behind = list(review.themes.filter(pk__in=wanted, taken_out_at=None))
    if len(behind) != len(wanted):
        raise KeepsightError(_("A theme of this recommendation is not there any more. Choose again."))
    fields: dict[str, Any] = {
        "text": text.strip(),
        "agency": agency,
        "owner": owner.strip()[:120],
        "due_on": due_on,
        "measure": measure.strip(),
        "shows_it_worked": shows_it_worked.strip(),
    }
    together: dict[str, Any] = {"themes": behind}
    if recommendation is not None:
        kept = versions.change(user, recommendation, version=version, fields=fields, together=together)
    else:
        last = review.recommendations.aggregate(last=Max("order"))["last"] or 0
        kept = versions.add(user, RecommendationRecord(review=review, order=last + 1, **fields), together)
    return _noted(user, kept, new=recommendation is None)


@transaction.atomic
def take_out(user: UserRecord, record: Learned, *, back: bool = False) -> None:
    """Take something out of the learning, or bring it back; it is kept either way."""
    require(user, Act.WRITE_LEARNING, record.review)
    record.taken_out_at = None if back else timezone.now()
    record.save(update_fields=["taken_out_at"])
    what = NAMES[type(record)]
    act = "bring back to the learning" if back else "take out of the learning"
    trail.note(user.pk, act, review=record.review_id, what=f"{what} {record.pk}")


def _noted(user: UserRecord, record: versions.R, *, new: bool) -> versions.R:
    what = NAMES[type(record)]
    told = f"{what} {record.pk}, version {record.version}"
    act = "write the learning" if new else "change the learning"
    trail.note(user.pk, act, review=record.review_id, what=told)
    return record
