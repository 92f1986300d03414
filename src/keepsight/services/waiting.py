"""What waits for whom in a review, step by step: the clear next thing on the review's home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keepsight.access import Act, Actor, SeatRole, can
from keepsight.model.briefing import BOX_COUNT
from keepsight.review.deadlines import Deadline, Rule, deadlines
from keepsight.services.acting import acts_for_all
from keepsight.services.briefed import SIGNING, written
from keepsight.store.models import ActionRecord, AnswerRecord, ReviewRecord, RowQueryRecord, RunRecord, SubmissionRecord
from keepsight.store.queries import own_members, submissions_seen, visible_placed


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: the step it belongs to (a name of an address), and a sentence."""

    step: str
    text: str


def waiting_for(actor: Actor, review: ReviewRecord) -> tuple[Waiting, ...]:
    """What waits for this person here, the most pressing first."""
    found: list[Waiting] = []
    roles = actor.roles_in(review.pk)
    if SeatRole.COORDINATOR in roles:
        found += _coordinator(actor, review)
    if SeatRole.AUTHOR in roles:
        found += _author(actor, review)
    if can(actor, Act.ANSWER, review=review.pk) and review.current_run_id:
        open_ones = review.questions.filter(asked__run=review.current_run_id).exclude(answers__made_by=actor.id).count()
        if open_ones:
            found.append(
                Waiting(
                    "questions",
                    ngettext(
                        "%(n)d question waits for your answer.", "%(n)d questions wait for your answer.", open_ones
                    )
                    % {"n": open_ones},
                )
            )
    if can(actor, Act.SETTLE, review=review.pk):
        found += _settling(review)
    if can(actor, Act.WRITE_BRIEFING, review=review.pk):
        found += _learning(review)
    if can(actor, Act.SIGN_OFF, review=review.pk):
        found += _signing(actor, review)
    if can(actor, Act.PLAN_ACTIONS, review=review.pk):
        found += _following_up(actor, review)
    return (*found, *_to_read(actor, review))


def _to_read(actor: Actor, review: ReviewRecord) -> Iterator[Waiting]:
    """What was released or published, for those who read and do not write."""
    here = review.pk
    events = review.learning_events.filter(released_at__isnull=False)
    takes_part = can(actor, Act.SEE_RELEASED, review=here) and not can(actor, Act.SEE_LEARNING, review=here)
    if takes_part and events.exists():
        yield Waiting("events", _("The reduced timeline of the learning event can be read."))
    reads = can(actor, Act.SEE_PUBLISHED, review=here) and not can(actor, Act.SEE_DRAFT, review=here)
    if reads and review.publications.filter(withdrawn_at=None).exists():
        yield Waiting("published", _("The briefing is published."))


def _settling(review: ReviewRecord) -> list[Waiting]:
    """Questions on which the panel's latest answers differ and that nobody settled."""
    latest: dict[int, dict[int, str]] = {}
    answers = AnswerRecord.objects.filter(question__review=review, question__settled="").order_by("made_at", "pk")
    for question, member, verdict in answers.values_list("question_id", "made_by_id", "verdict"):
        latest.setdefault(question, {})[member] = verdict
    n = sum(len({v for v in by.values() if v}) > 1 for by in latest.values())
    if not n:
        return []
    text = ngettext("The panel differs on %(n)d question.", "The panel differs on %(n)d questions.", n)
    return [Waiting("questions", text % {"n": n})]


def _learning(review: ReviewRecord) -> list[Waiting]:
    found: list[Waiting] = []
    unused = review.questions.filter(settled="agreed").exclude(themes__taken_out_at=None, themes__isnull=False).count()
    if unused:
        text = ngettext(
            "%(n)d agreed question is in no theme yet.", "%(n)d agreed questions are in no theme yet.", unused
        )
        found.append(Waiting("learning", text % {"n": unused}))
    if unused == 0 and review.themes.filter(taken_out_at=None).exists() and not review.boxes.exists():
        found.append(Waiting("briefing", _("The themes are there; the briefing can be drafted.")))
    return found


def _signing(actor: Actor, review: ReviewRecord) -> list[Waiting]:
    """Signing waits once the text is whole; a change after signing makes it wait again."""
    if review.boxes.filter(language="en", beside=0).values("number").distinct().count() < BOX_COUNT:
        return []
    mine = {r for r in actor.roles_in(review.pk) if r in SIGNING}
    if any(s.role in mine and not s.holds for s in written(review).signed):
        return [Waiting("briefing", _("The briefing waits for you to sign it off."))]
    return []


def _following_up(actor: Actor, review: ReviewRecord) -> list[Waiting]:
    """Recommendations without the own agency's answer, and actions that are overdue: the own agency's, or all for who acts for all."""
    found: list[Waiting] = []
    own = actor.agencies_in(review.pk)
    standing = review.recommendations.filter(taken_out_at=None)
    open_ones = sum(standing.exclude(responses__agency=agency).count() for agency in own)
    if open_ones:
        text = ngettext(
            "%(n)d recommendation waits for your agency's answer.",
            "%(n)d recommendations wait for your agency's answer.",
            open_ones,
        )
        found.append(Waiting("actions", text % {"n": open_ones}))
    actions = ActionRecord.objects.filter(
        recommendation__in=standing, taken_out_at=None, done_on=None, due_on__lt=timezone.localdate()
    )
    if not acts_for_all(actor, review):
        actions = actions.filter(agency__in=own)
    if n := actions.count():
        text = ngettext("%(n)d action is overdue.", "%(n)d actions are overdue.", n)
        found.append(Waiting("actions", text % {"n": n}))
    return found


def _coordinator(actor: Actor, review: ReviewRecord) -> list[Waiting]:
    found: list[Waiting] = []
    if not review.agencies.exists():
        found.append(Waiting("gather", _("Invite the agencies that should send a chronology.")))
    if not review.people_sealed:
        found.append(Waiting("people", _("Name the people of the review, so that pseudonyms work.")))
    counted = submissions_seen(actor, review).aggregate(
        sent=Count("pk", filter=Q(state="sent")), unreadable=Count("pk", filter=Q(state="unreadable"))
    )
    if n := counted["sent"]:
        found.append(
            Waiting(
                "gather",
                ngettext(
                    "%(n)d chronology waits to be accepted or returned.",
                    "%(n)d chronologies wait to be accepted or returned.",
                    n,
                )
                % {"n": n},
            )
        )
    if n := counted["unreadable"]:
        found.append(
            Waiting("gather", ngettext("%(n)d file could not be read.", "%(n)d files could not be read.", n) % {"n": n})
        )
    failed = RunRecord.objects.filter(review=review).order_by("-number").first()
    if failed is not None and failed.state == "failed":
        found.append(Waiting("gather", _("The timeline could not be made. Try again.")))
    return found


def _author(actor: Actor, review: ReviewRecord) -> list[Waiting]:
    found: list[Waiting] = []
    members = own_members(actor, review)
    nothing = members.exclude(submissions__state__in=("draft", "reading", "with_agency", "sent", "accepted")).count()
    if nothing:
        found.append(Waiting("gather", _("Your agency's chronology is awaited.")))
    states = dict(
        submissions_seen(actor, review)
        .values_list("state")
        .annotate(n=Count("pk"))
        .values_list("state", "n")
        .order_by()
    )
    if states.get("draft"):
        found.append(Waiting("gather", _("A draft is not handed in yet.")))
    if states.get("returned"):
        found.append(Waiting("gather", _("A chronology was returned: put it right and send it again.")))
    if states.get("with_agency"):
        found.append(Waiting("gather", _("A chronology of one of your services waits to be checked and passed on.")))
    queries = RowQueryRecord.objects.filter(submission__in=submissions_seen(actor, review), answered_at=None).count()
    if queries:
        found.append(
            Waiting(
                "gather",
                ngettext("%(n)d query waits for an answer.", "%(n)d queries wait for an answer.", queries)
                % {"n": queries},
            )
        )
    return found


def deadlines_of(review: ReviewRecord, *, today: date) -> tuple[Deadline, ...]:
    """The deadlines of a review by the rules of its nation and its board's own."""
    accepted = SubmissionRecord.objects.filter(member__review=review, state="accepted").aggregate(
        last=Max("decided_at")
    )
    known = {
        "referred": review.referred_on,
        "decided": review.decided_on,
        "signed": review.signed_on,
        "accepted": accepted["last"].date() if accepted["last"] else None,
    }
    return deadlines(
        nation=review.board.nation,
        process=review.process,
        days={name: day for name, day in known.items() if day is not None},
        today=today,
        own=tuple(
            Rule(**{**r, "since": date.fromisoformat(r["since"]), "own": True}) for r in review.board.own_deadlines
        ),
        closed=tuple(date.fromisoformat(d) for d in review.board.closed_days),
    )


def states_of(actor: Actor, review: ReviewRecord) -> tuple[tuple[str, str], ...]:
    """Where each step stands, in a few words: (name of its address, words); only the steps that the person may see."""
    found: list[tuple[str, str]] = []
    if can(actor, Act.DECIDE_ROWS, review=review.pk):
        agencies = review.agencies.count()
        in_place = review.agencies.filter(submissions__state="accepted").distinct().count()
        found.append(
            ("gather", _("%(n)d of %(all)d agencies have an accepted chronology") % {"n": in_place, "all": agencies})
        )
    if can(actor, Act.SEE_TIMELINE, review=review.pk):
        entries = visible_placed(actor, review).count()
        text = ngettext("%(n)d entry", "%(n)d entries", entries) % {"n": entries} if entries else _("no timeline yet")
        found.append(("timeline", text))
    if can(actor, Act.SEE_QUESTIONS, review=review.pk):
        asked = review.questions.filter(asked__run=review.current_run_id).count() if review.current_run_id else 0
        settled = review.questions.exclude(settled="").count()
        found.append(
            ("questions", _("%(n)d questions and strengths, %(done)d settled") % {"n": asked, "done": settled})
        )
    if can(actor, Act.SEE_LEARNING, review=review.pk):
        themes = review.themes.filter(taken_out_at=None).count()
        found.append(("learning", ngettext("%(n)d theme", "%(n)d themes", themes) % {"n": themes}))
    if can(actor, Act.SEE_DRAFT, review=review.pk):
        published = review.publications.filter(withdrawn_at=None).exists()
        found.append(("briefing", _("published") if published else _("not published yet")))
    if can(actor, Act.SEE_ACTIONS, review=review.pk):
        made = review.recommendations.filter(taken_out_at=None).count()
        found.append(("actions", ngettext("%(n)d recommendation", "%(n)d recommendations", made) % {"n": made}))
    return tuple(found)
