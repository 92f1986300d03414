"""Once a day: agencies are told of their actions that are due soon or overdue, and teams of a circulation they have not answered.

A notice that is still unread is not given again. A team has its link from whoever passed it on; the reminder holds no link and nothing of
a case, since the link is not kept.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from keepsight.services.notifying import authors_of, tell
from keepsight.store.models import ActionRecord, NoticeRecord, ReceiptRecord

SOON = timedelta(days=14)
AGAIN = timedelta(days=7)
"""A team is reminded once in so many days."""


@task()
def remind() -> int:
    """Everything that is due; how many notices and messages went out."""
    today = timezone.localdate()
    return remind_of_actions(today) + remind_of_circulations(today)


def remind_of_actions(today: date) -> int:
    """A notice to the authors of each agency with an action that is due within two weeks or overdue."""
    due = ActionRecord.objects.filter(
        taken_out_at=None, done_on=None, due_on__lte=today + SOON, agency__isnull=False,
        recommendation__taken_out_at=None, recommendation__review__closed_at=None,
    ).select_related("agency", "recommendation__review")  # fmt: skip
    told = 0
    for review, agency in dict.fromkeys((a.recommendation.review, a.agency) for a in due):
        waiting = NoticeRecord.objects.filter(review=review, kind="action_due", read_at=None).values("user")
        users = [u for u in authors_of(review, agency) if not waiting.filter(user=u).exists()]
        tell(users, review, "action_due")
        told += len(users)
    return told


def remind_of_circulations(today: date) -> int:
    """A message to each team with an address that has a link, has not answered, and whose day is within two weeks or past."""
    found = ReceiptRecord.objects.filter(
        answered_at=None, circulation__due_on__lte=today + SOON, team__closed_at=None
    ).exclude(team__email="")
    sent = 0
    for receipt in found.select_related("team", "circulation__version__guidance", "circulation__board"):
        last = receipt.reminded_at or receipt.cascaded_at
        if last + AGAIN > timezone.now():
            continue
        with transaction.atomic():
            receipt.reminded_at = timezone.now()
            receipt.save(update_fields=["reminded_at"])
            message(receipt).send()
        sent += 1
    return sent


def message(receipt: ReceiptRecord) -> EmailMessage:
    """What a team reads, in both languages: which text waits, and whom to ask for the link."""
    circulation = receipt.circulation
    lines: list[str] = []
    for language in ("cy", "en-gb") if circulation.board.nation == "wales" else ("en-gb",):
        with translation.override(language):
            lines += [
                _("Your team has not said yet when it talked about “%(title)s”.")
                % {"title": circulation.version.guidance.title},
                _("Answer by the link you were given. If it is lost, ask whoever passed it on for a new one."),
                "",
            ]
    return EmailMessage(circulation.board.name, "\n".join(lines), to=[receipt.team.email])
