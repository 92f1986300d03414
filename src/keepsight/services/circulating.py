"""Guidance put before the teams, and what each team says of it: nobody counts as reached because a text was sent.

The board's keepers (a coordinator or a board member of one of its reviews) keep the library and circulate; an agency's author cascades to
the own agency's teams. A team answers by a link, without an account. The link's secret is random (256 bits), goes out once and
is kept as a digest; it opens the receipt of its own team, and nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act, Actor, NotAllowed
from keepsight.model import KeepsightError
from keepsight.services import trail
from keepsight.services.actors import actor_of
from keepsight.services.board import keeps_lists
from keepsight.store import vault
from keepsight.store.models import (
    AgencyRecord,
    BoardRecord,
    CirculationRecord,
    GuidanceRecord,
    GuidanceVersionRecord,
    ReceiptRecord,
    RecommendationRecord,
    TeamRecord,
    UserRecord,
)

LARGEST = 25 * 1024 * 1024
MOST_PEOPLE = 10_000
LONGEST_WORDS = 4_000
_CORRECTED_FOR = timedelta(days=28)
"""After its answer a team may correct it for so long; then the receipt is closed."""


@transaction.atomic
def keep_team(
    user: UserRecord,
    agency: AgencyRecord,
    team: TeamRecord | None = None,
    *,
    name: str,
    kind: str = "",
    people: int = 0,
    email: str = "",
) -> TeamRecord:
    """A team of an agency, new or changed. NotAllowed for another agency than the own, unless one keeps the board's lists."""
    _for_agency(actor_of(user), agency)
    if not name.strip():
        raise KeepsightError(_("Give the team a name."))
    if not 0 <= people <= MOST_PEOPLE:
        raise KeepsightError(_("Say how many people work in the team."))
    if agency.teams.filter(name__iexact=name.strip()).exclude(pk=team.pk if team else 0).exists():
        raise KeepsightError(_("The agency has a team of this name."))
    kept = team or TeamRecord(agency=agency)
    kept.name, kept.kind, kept.people, kept.email = name.strip()[:120], kind.strip()[:60], people, email.strip()
    kept.save()
    trail.note(user.pk, "keep a team", what=f"team {kept.pk} of agency {agency.pk}")
    return kept


@transaction.atomic
def add_version(
    user: UserRecord,
    board: BoardRecord,
    guidance: GuidanceRecord | None = None,
    *,
    title: str = "",
    name: str,
    holds_from: date | None = None,
    changed: str = "",
    file_name: str,
    content: bytes,
) -> GuidanceVersionRecord:
    """A version of a text, and the text itself where it is new."""
    _for_board(actor_of(user), board)
    if guidance is None and not title.strip():
        raise KeepsightError(_("Give the guidance a title."))
    if not content:
        raise KeepsightError(_("The file is empty."))
    if len(content) > LARGEST:
        raise KeepsightError(_("The file is larger than 25 MB."))
    kept = guidance or GuidanceRecord.objects.create(
        board=board, title=title.strip()[:200], added_by=user, added_at=timezone.now()
    )
    made = GuidanceVersionRecord.objects.create(
        guidance=kept,
        name=name.strip()[:60] or "1",
        holds_from=holds_from,
        changed=changed.strip(),
        file_name=PurePath(file_name.replace("\\", "/")).name[-200:] or "guidance",
        sha256=vault.keep(content),
        size=len(content),
        added_by=user,
        added_at=timezone.now(),
    )
    trail.note(user.pk, "add a version of guidance", what=f"guidance {kept.pk}, version {made.pk}")
    return made


@transaction.atomic
def circulate(
    user: UserRecord,
    version: GuidanceVersionRecord,
    *,
    question: str,
    due_on: date | None = None,
    recommendation: RecommendationRecord | None = None,
) -> CirculationRecord:
    """Put a version before the member agencies; `question` is what each team is asked to talk about."""
    board = version.guidance.board
    _for_board(actor_of(user), board)
    if not question.strip():
        raise KeepsightError(_("Say what each team is asked to talk about."))
    if recommendation is not None and recommendation.review.board_id != board.pk:
        raise KeepsightError(_("Choose a recommendation of this board."))
    made = CirculationRecord.objects.create(
        board=board,
        version=version,
        recommendation=recommendation,
        question=question.strip(),
        due_on=due_on,
        sent_by=user,
        sent_at=timezone.now(),
    )
    trail.note(user.pk, "circulate guidance", what=f"circulation {made.pk}, version {version.pk}")
    return made


@transaction.atomic
def cascade(
    user: UserRecord, circulation: CirculationRecord, teams: Sequence[TeamRecord]
) -> list[tuple[ReceiptRecord, str]]:
    """Pass a circulation on to teams; each receipt with the secret of its link, which is not kept. Asked again, the old link ends."""
    actor = actor_of(user)
    made = []
    for team in teams:
        if team.agency.board_id != circulation.board_id or team.closed_at is not None:
            raise KeepsightError(_("Choose teams of this board's agencies."))
        _for_agency(actor, team.agency)
        secret = secrets.token_urlsafe(32)
        receipt = circulation.receipts.select_for_update().filter(team=team).first()
        if receipt is None:
            receipt = ReceiptRecord(circulation=circulation, team=team, cascaded_by=user, cascaded_at=timezone.now())
        else:
            receipt.reminded_at = timezone.now()
        receipt.digest = digest_of(secret)
        receipt.save()
        made.append((receipt, secret))
    trail.note(user.pk, "cascade a circulation", what=f"circulation {circulation.pk}, {len(made)} teams")
    return made


def receipt_of(secret: str) -> ReceiptRecord:
    """The receipt of a link; KeepsightError where there is none. Opening it for the first time is kept."""
    found = (
        ReceiptRecord.objects.select_related("circulation__version__guidance", "circulation__board", "team__agency")
        .filter(digest=digest_of(secret))
        .first()
    )
    if found is None:
        raise KeepsightError(_("This link is not open any more. Ask whoever passed it on for a new one."))
    if found.opened_at is None:
        found.opened_at = timezone.now()
        found.save(update_fields=["opened_at"])
    return found


def is_closed(receipt: ReceiptRecord) -> bool:
    """Whether the team's answer stands and can no longer be corrected by the link."""
    return receipt.answered_at is not None and receipt.answered_at + _CORRECTED_FOR < timezone.now()


@transaction.atomic
def answer(secret: str, *, discussed_on: date, present: int, will_do: str) -> ReceiptRecord:
    """What a team says by its link: when it talked about it, with how many, and what it will do."""
    receipt = receipt_of(secret)
    if is_closed(receipt):
        raise KeepsightError(_("The answer stands. Ask whoever passed the link on if it has to change."))
    if discussed_on > timezone.localdate():
        raise KeepsightError(_("That day has not come yet."))
    if not 1 <= present <= MOST_PEOPLE:
        raise KeepsightError(_("Say how many were there."))
    if not will_do.strip():
        raise KeepsightError(_("Say what the team will do, or that it will do nothing and why."))
    receipt.discussed_on, receipt.present = discussed_on, present
    receipt.will_do = will_do.strip()[:LONGEST_WORDS]
    receipt.answered_at = receipt.answered_at or timezone.now()
    receipt.save()
    trail.note(
        None, "answer a circulation by its link", what=f"circulation {receipt.circulation_id}, team {receipt.team_id}"
    )
    return receipt


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def own_agencies(actor: Actor, board: BoardRecord) -> frozenset[int]:
    """The agencies of a board for which somebody authors in one of its reviews."""
    reviews = set(board.reviews.values_list("pk", flat=True))
    return frozenset(a for review in reviews for a in actor.agencies_in(review))


def _for_board(actor: Actor, board: BoardRecord) -> None:
    if not keeps_lists(actor, board):
        raise NotAllowed(_("Only a coordinator or a board member can keep the board's lists."), Act.SAY_REACHED)


def _for_agency(actor: Actor, agency: AgencyRecord) -> None:
    if not keeps_lists(actor, agency.board) and agency.pk not in own_agencies(actor, agency.board):
        raise NotAllowed(_("You can do this for your own agency."), Act.RESPOND)
