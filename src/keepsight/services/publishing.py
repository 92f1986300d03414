"""From a written briefing to a published one: signed off by named roles, through the gate, and out as files.

A sign-off is of one text: whoever changes a word undoes it. The gate reads the bytes of every file that goes out. Nothing is
published over anything: a new publication is a new number, and one that is withdrawn stays on record.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act, SeatRole
from keepsight.model import KeepsightError
from keepsight.people import Choice, GateReport, check_documents
from keepsight.publish.finished import finished_files
from keepsight.services import trail
from keepsight.services.actors import require
from keepsight.services.briefed import (
    SIGNING,
    content_of,
    decisions_of,
    gate_of,
    jigsaw_of,
    obstacles_of,
    written,
)
from keepsight.services.intake import people_of
from keepsight.services.notifying import tell, with_role
from keepsight.store import vault
from keepsight.store.models import (
    NameDecisionRecord,
    PublicationRecord,
    PublishedFileRecord,
    ReviewRecord,
    SignOffRecord,
    UserRecord,
)


@transaction.atomic
def decide_name(user: UserRecord, review: ReviewRecord, *, text: str, choice: str, reason: str) -> None:
    """Keep a word that looked like a name, with the reason; or say that it must be written without."""
    require(user, Act.WRITE_BRIEFING, review)
    if choice not in {c.value for c in Choice}:
        raise KeepsightError(_("Choose whether it stays or must go."))
    if choice == Choice.KEEP and not reason.strip():
        raise KeepsightError(_("Say why it names nobody: a name is kept only with a reason."))
    if not text.strip():
        raise KeepsightError(_("There is no such word in the briefing."))
    made = NameDecisionRecord.objects.create(
        review=review,
        text=text.strip()[:200],
        choice=choice,
        reason=reason.strip(),
        made_by=user,
        made_at=timezone.now(),
    )
    trail.note(user.pk, "decide on a name in the briefing", review=review.pk, what=f"decision {made.pk}")


@transaction.atomic
def sign_off(user: UserRecord, review: ReviewRecord, *, role: SeatRole, digest: str) -> SignOffRecord:
    """Sign the text off that was read, for a role one holds; `digest` is that text's."""
    actor = require(user, Act.SIGN_OFF, review)
    if role not in SIGNING or role not in actor.roles_in(review.pk):
        raise KeepsightError(_("You sign for a role that you hold in this review."))
    one = written(review)
    if not one.begun or one.missing("en"):
        raise KeepsightError(_("The briefing is not finished, so there is nothing to sign off yet."))
    if digest != one.digest:
        raise KeepsightError(_("The text was changed since you opened it. Read it again, then sign it off."))
    made = SignOffRecord.objects.create(
        review=review, role=role.value, digest=digest, made_by=user, made_at=timezone.now()
    )
    trail.note(user.pk, "sign the briefing off", review=review.pk, what=f"as {role.value}, text {digest[:12]}")
    return made


@transaction.atomic
def ask_for_sign_off(user: UserRecord, review: ReviewRecord) -> None:
    """Tell those who sign that the text waits for them."""
    require(user, Act.WRITE_BRIEFING, review)
    waiting = [s.role for s in written(review).signed if not s.holds]
    tell([u for u in with_role(review, *waiting) if u.pk != user.pk], review, "sign_off_asked")
    trail.note(user.pk, "ask for the briefing to be signed off", review=review.pk)


def publish(user: UserRecord, review: ReviewRecord, *, considered: str = "") -> PublicationRecord:
    """Publish the briefing in every language it is written in. `considered` says why what the jigsaw check found may stand.

    KeepsightError, with everything that stands in the way, where it may not go out; nothing is written then.
    """
    require(user, Act.PUBLISH, review)
    one = written(review)
    if found := obstacles_of(one, gate_of(one)):
        raise KeepsightError(_("It cannot be published yet.") + " " + " ".join(found))
    combinations = jigsaw_of(one)
    if combinations and not considered.strip():
        raise KeepsightError(
            _(
                "Facts of this text may together single somebody out. Write them more generally, or say why they may stand."
            )
        )
    made_at = timezone.now().replace(microsecond=0)
    files: list[tuple[str, str, bytes]] = []
    for language in one.languages:
        told = finished_files(one.briefing(language), made=made_at)
        files += [(f"briefing-{language}.{kind}", language, content) for kind, content in told.items()]
    gate = check_documents([(n, c) for n, _, c in files], people_of(review), decisions_of(review))
    if not gate.is_open:
        raise KeepsightError(_("The identity gate is shut:") + " " + _because(gate))
    kept = [(name, language, vault.keep(content), len(content)) for name, language, content in files]
    with transaction.atomic():
        ReviewRecord.objects.select_for_update().get(pk=review.pk)
        if written(review).digest != one.digest:
            raise KeepsightError(_("The text was changed meanwhile. Look at it again before you publish it."))
        last = review.publications.aggregate(last=Max("number"))["last"] or 0
        made = PublicationRecord.objects.create(
            review=review,
            number=last + 1,
            digest=one.digest,
            gate=_report(gate, considered, len(combinations)),
            content={language: content_of(one, language) for language in dict.fromkeys(f[1] for f in files)},
            published_by=user,
            published_at=made_at,
        )
        PublishedFileRecord.objects.bulk_create(
            [
                PublishedFileRecord(publication=made, name=name, language=language, sha256=sha, size=size)
                for name, language, sha, size in kept
            ]
        )
        trail.note(user.pk, "publish the briefing", review=review.pk, what=f"publication {made.number}")
        tell([u for u in with_role(review, *SeatRole) if u.pk != user.pk], review, "published")
    return made


@transaction.atomic
def withdraw(user: UserRecord, publication: PublicationRecord, *, reason: str) -> None:
    """Take a publication back: nobody can open it here any more. What was downloaded is out; say so to whoever has it."""
    require(user, Act.PUBLISH, publication.review)
    if not reason.strip():
        raise KeepsightError(_("Say why it is withdrawn."))
    if publication.withdrawn_at is not None:
        raise KeepsightError(_("It is withdrawn already."))
    publication.withdrawn_at, publication.withdrawn_by = timezone.now(), user
    publication.withdrawn_reason = reason.strip()
    publication.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    trail.note(
        user.pk, "withdraw a publication", review=publication.review_id, what=f"publication {publication.number}"
    )


def _because(gate: GateReport) -> str:
    return "; ".join(dict.fromkeys(f"{o.file}, {o.place}" for o in gate.obstacles)) + "."


def _report(gate: GateReport, considered: str, combinations: int) -> dict[str, Any]:
    return {
        "kept": [{"text": d.text, "reason": d.reason, "by": d.by} for d in gate.kept],
        "digests": dict(gate.digests),
        "considered": considered.strip(),
        "combinations": combinations,
    }
