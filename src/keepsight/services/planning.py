"""The action plan as a file: Word, Excel or PDF, in the columns that boards use."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepsight.publish.action_plan import Plan, PlanRow, write_plan
from keepsight.services import acting
from keepsight.services.acted import Acting, Pieces, Recommended
from keepsight.services.loop_words import ANSWERS, STANDINGS, STATES, WHYS
from keepsight.store.models import ActionRecord, RecommendationRecord, ReviewRecord, UserRecord

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@transaction.atomic
def keep_whole(
    user: UserRecord,
    recommendation: RecommendationRecord,
    action: ActionRecord | None,
    fields: dict[str, Any],
    steps: list[tuple[str, date | None, date | None]],
) -> ActionRecord:
    """An action with its milestones, both or neither."""
    kept = acting.keep_action(user, recommendation, action, **fields)
    acting.keep_milestones(user, kept, steps)
    return kept


def plan_file(review: ReviewRecord, found: Sequence[Recommended], kind: str, *, heads: Sequence[str]) -> bytes:
    """The plan's bytes; `heads` are its eleven headings in the language that is on."""
    title = _("Action plan: %(review)s") % {"review": review.reference or _("review %(n)s") % {"n": review.pk}}
    plan = Plan(
        title=title,
        board=review.board.name_cy if get_language() == "cy" and review.board.name_cy else review.board.name,
        note=_("As it stood on %(day)s. Names: pseudonyms and roles only. Progress is worked out from the days.")
        % {"day": date_format(timezone.localdate(), "j F Y")},
        language="cy-GB" if get_language() == "cy" else "en-GB",
        heads=tuple(heads),
        rows=tuple(row for number, r in enumerate(found, 1) for row in _rows(number, r)),
    )
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"plan.{kind}"
        write_plan(plan, out, made=timezone.now().replace(microsecond=0))
        return out.read_bytes()


def _rows(number: int, one: Recommended) -> list[PlanRow]:
    """One row an action; a recommendation without one has a row that says so."""
    actions: Sequence[Acting | None] = one.actions or (None,)
    return [_row(number, one, action, first=i == 0) for i, action in enumerate(actions)]


def _row(number: int, one: Recommended, action: Acting | None, *, first: bool) -> PlanRow:
    answers = [
        f"{a.name}: {ANSWERS[a.record.answer]}" + (f" ({_said(a.reason)})" if a.reason else "")
        for a in one.answers
        if a.record is not None
    ]
    if one.unanswered:
        answers.append(_("Not answered: %(n)d") % {"n": one.unanswered})
    reached = [f"{STATES[s.value]}, {_day(day)}" for s, day in one.holding.items()]
    return PlanRow(
        number=str(number),
        recommendation=_said(one.text),
        response="\n".join(answers) if first else "",
        action=_said(action.text) if action else _("No action yet"),
        agency=(action.record.agency.name if action.record.agency else _("the board itself")) if action else "",
        owner=action.record.owner if action else "",
        milestones="\n".join(
            f"{m.text} ({_day(m.done_on or m.due_on)}{', ' + _('reached') if m.done_on else ''})"
            for m in (action.milestones if action else ())
        ),
        due=_day(action.record.due_on) if action else "",
        progress=(
            "; ".join([str(STANDINGS[action.standing.value]), *(str(WHYS[w.value]) for w in action.why)])
            if action
            else ""
        ),
        colour=action.standing.value if action else "",
        outcome="\n".join(x for x in (_day(action.record.done_on), _said(action.outcome)) if x) if action else "",
        reached="\n".join(reached) if first else "",
    )


def _said(pieces: Pieces) -> str:
    return "".join(p.text for p in pieces)


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else ""
