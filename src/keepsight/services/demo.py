"""The demonstration: an invented board with its people, one sign-in for each role, and the sample review brought in.

Everything goes through the same services as a real review's. It is made once; a data folder that holds a review is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from keepsight.access import NAMES, SeatRole
from keepsight.intake import read_settings
from keepsight.model import KeepsightError
from keepsight.services import running
from keepsight.services.demo_learning import show_work
from keepsight.services.opening import bring_in_folder, give_seat, open_review
from keepsight.store.models import BoardRecord, ReviewRecord, UserRecord

PASSWORD = "a quiet place to look"  # noqa: S105 - printed on purpose, for invented people on this machine alone
BOARD = "Bro Hirwen Safeguarding Board"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody one can be in the demonstration; `agency` for the author."""

    email: str
    name: str
    role: SeatRole
    agency: str = ""

    @property
    def described(self) -> str:
        return f"{NAMES[self.role]} ({self.agency})" if self.agency else NAMES[self.role]


ACCOUNTS = (
    DemoAccount("coordinator@example.org", "Catrin Prydderch", SeatRole.COORDINATOR),
    DemoAccount("author@example.org", "Idris Fflur", SeatRole.AUTHOR, "Education"),
    DemoAccount("panel@example.org", "Morfydd Hale", SeatRole.PANEL),
    DemoAccount("reviewer@example.org", "Osian Thorne", SeatRole.REVIEWER),
    DemoAccount("participant@example.org", "Beca Lund", SeatRole.PARTICIPANT),
    DemoAccount("board@example.org", "Emrys Vale", SeatRole.BOARD, "Police"),
    DemoAccount("practitioner@example.org", "Lowri Finch", SeatRole.PRACTITIONER),
    DemoAccount("auditor@example.org", "Gwyn Marlow", SeatRole.AUDITOR),
)


def make_demo(folder: Path) -> ReviewRecord:
    """The demonstration's review, made if there is none. KeepsightError when the data folder holds real reviews."""
    known = ReviewRecord.objects.filter(board__name=BOARD).first()
    if known is not None:
        return known
    if ReviewRecord.objects.exists():
        raise KeepsightError(_("This data folder holds reviews already; the demonstration needs a folder of its own."))
    settings = read_settings(folder)
    with transaction.atomic():
        people = {a.role: _account(a) for a in ACCOUNTS}
        board = BoardRecord.objects.create(name=BOARD, name_cy="Bwrdd Diogelu Bro Hirwen")
        coordinator = people[SeatRole.COORDINATOR]
        review = open_review(
            coordinator,
            board,
            title="Child A",
            reference="BH S12 2024",
            scope_from=settings.scope.start,
            scope_to=settings.scope.end,
        )
        review.decided_on = date(2026, 9, 14)
        review.save(update_fields=["decided_on"])
    bring_in_folder(coordinator, review, folder, accept=True)
    agencies = {m.agency.name: m.agency for m in review.agencies.select_related("agency").order_by("order", "pk")}
    for account in ACCOUNTS[1:]:
        agency = agencies.get(account.agency)
        if account.role is SeatRole.AUTHOR and agency is None:
            agency = next(iter(agencies.values()))
        give_seat(coordinator, review, to=people[account.role], role=account.role, agency=agency)
    run = running.ask_for_run(coordinator, review)
    running.make(run.pk)
    review.refresh_from_db()
    show_work(review, {role: UserRecord.objects.get(pk=user.pk) for role, user in people.items()})
    return review


def _account(account: DemoAccount) -> UserRecord:
    return UserRecord.objects.create_user(account.email, PASSWORD, name=account.name)
