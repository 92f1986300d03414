"""Notices on the page, and a digest by e-mail that names nobody and nothing of a case.

A notice says that something waits, in which review by number alone, and where to look after signing in.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django_tasks import task

from keepsight.access import SeatRole
from keepsight.store.models import AgencyRecord, NoticeRecord, ReviewRecord, UserRecord

KINDS = {
    "chronology_awaited": gettext_noop("A chronology of your agency is awaited."),
    "chronology_sent": gettext_noop("A chronology was sent and waits for you to accept or return it."),
    "service_sent": gettext_noop("One of your services sent its chronology; check it and pass it on."),
    "chronology_accepted": gettext_noop("A chronology you sent was accepted."),
    "chronology_returned": gettext_noop("A chronology you sent was returned; the reason stands beside it."),
    "row_queried": gettext_noop("There is a query on a row of your chronology."),
    "query_answered": gettext_noop("A query on a row was answered."),
    "questions_changed": gettext_noop("The timeline was made anew and some questions changed."),
    "released": gettext_noop("A timeline was released to you."),
    "event_released": gettext_noop("The reduced timeline of a learning event was released to you."),
    "sign_off_asked": gettext_noop("A briefing waits for you to sign it off."),
    "published": gettext_noop("A briefing was published."),
    "answer_awaited": gettext_noop("A recommendation awaits your agency's answer."),
    "action_due": gettext_noop("An action of your agency is due soon or overdue."),
}
"""What a notice says. Nothing of a case can be in it: there is no place for it."""
PATHS = {
    "chronology_awaited": "gather",
    "chronology_sent": "gather",
    "service_sent": "gather",
    "chronology_accepted": "gather",
    "chronology_returned": "gather",
    "row_queried": "gather",
    "query_answered": "gather",
    "questions_changed": "questions",
    "released": "timeline",
    "event_released": "events",
    "sign_off_asked": "briefing",
    "published": "published",
    "answer_awaited": "actions",
    "action_due": "actions",
}


def tell(users: Iterable[UserRecord], review: ReviewRecord, kind: str) -> None:
    """Give each of them a notice; one of the same kind that is still unread counts up instead."""
    for user in users:
        waiting = NoticeRecord.objects.filter(user=user, review=review, kind=kind, read_at__isnull=True).first()
        if waiting is not None:
            waiting.count += 1
            waiting.made_at = timezone.now()
            waiting.save(update_fields=["count", "made_at"])
        else:
            NoticeRecord.objects.create(user=user, review=review, kind=kind, path=PATHS[kind], made_at=timezone.now())


def with_role(review: ReviewRecord, *roles: SeatRole) -> list[UserRecord]:
    return list(UserRecord.objects.filter(seats__review=review, seats__role__in=[r.value for r in roles]).distinct())


def authors_of(review: ReviewRecord, agency: AgencyRecord | None) -> list[UserRecord]:
    """Those who author for an agency in a review, and for the agency above it."""
    if agency is None:
        return []
    agencies = [agency.pk] if agency.parent_id is None else [agency.pk, agency.parent_id]
    seats = UserRecord.objects.filter(
        seats__review=review, seats__role=SeatRole.AUTHOR.value, seats__agency__in=agencies
    )
    return list(seats.distinct())


def words(notice: NoticeRecord) -> str:
    """The notice in the language that is on."""
    return _(KINDS.get(notice.kind, "Something is new."))


@task()
def send_digests() -> int:
    """One e-mail to everybody who has unread notices that were not mailed yet; how many went out."""
    sent = 0
    for user in UserRecord.objects.filter(
        digest=True, is_active=True, notices__read_at=None, notices__mailed_at=None
    ).distinct():
        with transaction.atomic():
            new = list(NoticeRecord.objects.filter(user=user, read_at=None, mailed_at=None).order_by("made_at"))
            if not new:
                continue
            with translation.override(user.language):
                digest(user, new).send()
            NoticeRecord.objects.filter(pk__in=[n.pk for n in new]).update(mailed_at=timezone.now())
            sent += 1
    return sent


def digest(user: UserRecord, new: list[NoticeRecord]) -> EmailMessage:
    """The message: what kinds of thing wait, how many, and nothing else."""
    lines = [f"- {words(n)}" + (f" ({n.count})" if n.count > 1 else "") for n in new]
    body = "\n".join(
        [
            _("Something waits for you in Keepsight:"),
            "",
            *dict.fromkeys(lines),
            "",
            _("Sign in to see it. This message holds nothing of a case on purpose."),
        ]
    )
    return EmailMessage(
        ngettext("One thing waits for you", "%(n)d things wait for you", len(new)) % {"n": len(new)},
        body,
        to=[user.email],
    )
