"""A whole year of the demonstration's board: three reviews, ten agencies, forty teams, two hundred practitioners.

Drawn by chance from a fixed seed and kept through the same services as a real board's work, so that every page of the board has
something to say and every figure on it can be counted again from the rows.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from keepsight.access import SeatRole
from keepsight.services import acting, circulating, events_compared, learning, learning_event, measuring, training
from keepsight.services.learning_event import MODES
from keepsight.services.opening import add_agency, give_seat, open_review
from keepsight.store.models import (
    AgencyRecord,
    CirculationRecord,
    GuidanceVersionRecord,
    RecommendationRecord,
    ReviewRecord,
    TeamRecord,
    UserRecord,
)

AGENCIES, TEAMS, PRACTITIONERS = 10, 40, 200
MORE_AGENCIES = (
    "Probation",
    "Ambulance service",
    "Fire and rescue",
    "Early years",
    "Adult social care",
    "Legal services",
    "Leisure centres",
)
KINDS = ("social workers", "officers", "nurses", "school staff", "family workers", "youth workers")
REVIEWS = (
    ("Child B", "BH S07 2025", (
        ("Each hospital ward adds a question on who came with a child to its admission form", "Named nurse", True),
        ("All agencies receive training on the voice of the child", "Workforce lead", True),
        ("Staff are reminded to record late entries as late", "Team managers’ chair", False),
        ("Housing introduces a joint visit before a family is moved", "Head of housing", True),
    )),
    ("Child C", "BH S15 2026", (
        ("The board re-circulates its guidance on neglect", "Board manager", True),
        ("No case is closed before the child was seen alone", "Service managers’ chair", True),
        ("Supervision records hold an answer to what would speak against the plan", "Principal social worker", False),
        ("Practitioners should be mindful of one agency carrying all contact", "", False),
    )),
)  # fmt: skip
GUIDANCE = ("Neglect: what to look for", "When somebody says that all is well", "Writing down what a child says")


def show_year(first: ReviewRecord, people: Mapping[SeatRole, UserRecord]) -> None:
    """Fill the year around the demonstration's own review."""
    chance = random.Random(20260101)  # noqa: S311 - invented data, the same every time
    keeper, today = people[SeatRole.COORDINATOR], timezone.localdate()
    agencies = _agencies(first)
    teams = _teams(first, keeper, agencies, chance)
    for number, (title, reference, recommended) in enumerate(REVIEWS):
        review = _review(first, people, title, reference, agencies, chance)
        review.opened_at = _morning(today - timedelta(days=400 - 150 * number))
        review.save(update_fields=["opened_at"])
        made = [_recommend(keeper, review, chance, today, *one) for one in recommended]
        _measure(keeper, made[0], chance, today, changed=reference.endswith("2025"))
        for mode in MODES:
            _event(keeper, review, mode, chance, today)
    for number, title in enumerate(GUIDANCE):
        _circulate(keeper, first, title, teams, chance, today - timedelta(days=300 - 90 * number))
    _train(keeper, first, agencies, chance, today)


def _morning(day: date) -> datetime:
    """A moment of that day: what is told of the past is told with its own day."""
    return timezone.make_aware(datetime.combine(day, time(10)))


def _agencies(first: ReviewRecord) -> list[AgencyRecord]:
    """The member agencies of the board, ten of them; those that are not in the first review are in the others."""
    names = iter(MORE_AGENCIES)
    while first.board.agencies.count() < AGENCIES:
        AgencyRecord.objects.get_or_create(board=first.board, name=next(names))
    return list(first.board.agencies.order_by("pk"))[:AGENCIES]


def _teams(
    first: ReviewRecord, keeper: UserRecord, agencies: Sequence[AgencyRecord], chance: random.Random
) -> list[TeamRecord]:
    """Teams until there are forty, and people until there are two hundred."""
    held = list(TeamRecord.objects.filter(agency__board=first.board))
    left = PRACTITIONERS - sum(t.people for t in held)
    for number in range(len(held), TEAMS):
        size = max(1, left // (TEAMS - number))
        left -= size
        agency = agencies[number % len(agencies)]
        held.append(
            circulating.keep_team(keeper, agency, name=f"Team {number + 1}", kind=chance.choice(KINDS), people=size)
        )
    return held


def _review(
    first: ReviewRecord,
    people: Mapping[SeatRole, UserRecord],
    title: str,
    reference: str,
    agencies: Sequence[AgencyRecord],
    chance: random.Random,
) -> ReviewRecord:
    made = open_review(people[SeatRole.COORDINATOR], first.board, title=title, reference=reference)
    give_seat(people[SeatRole.COORDINATOR], made, to=people[SeatRole.BOARD], role=SeatRole.BOARD)
    for agency in sorted(chance.sample(list(agencies), 6), key=lambda a: a.pk):
        add_agency(people[SeatRole.COORDINATOR], made, name=agency.name)
    return made


def _recommend(
    keeper: UserRecord,
    review: ReviewRecord,
    chance: random.Random,
    today: date,
    text: str,
    owner: str,
    has_measure: bool,
) -> RecommendationRecord:
    made = learning.keep_recommendation(
        keeper,
        review,
        text=text,
        owner=owner,
        due_on=today + timedelta(days=chance.randrange(-60, 240)),
        measure="A dip sample of 20 records each quarter" if has_measure else "",
        shows_it_worked="Children say so in the yearly survey" if has_measure else "",
    )
    members = [m.agency for m in review.agencies.select_related("agency")]
    for agency in members:
        if chance.random() < 0.7:
            answer = chance.choice(("accept", "accept", "accept", "part", "reject"))
            acting.respond(
                keeper, made, agency, answer=answer, reason="" if answer == "accept" else "Not within the year."
            )
    for agency in chance.sample(members, 2):
        due = today + timedelta(days=chance.randrange(-90, 200))
        done = due < today and chance.random() < 0.6
        action = acting.keep_action(
            keeper, made, text="Carry it out in our teams", agency=agency, owner="Service manager", due_on=due,
            done_on=due if done else None, outcome="In use since then." if done else "",
        )  # fmt: skip
        acting.keep_milestones(
            keeper,
            action,
            [("Agreed with the teams", due - timedelta(days=40), due - timedelta(days=42) if due < today else None)],
        )
    if has_measure and chance.random() < 0.7:
        acting.say_reached(
            keeper, made, "done", holds=True, on=today - timedelta(days=90), evidence="Minutes of the board"
        )
        if chance.random() < 0.6:
            acting.say_reached(
                keeper, made, "embedded", holds=True, on=today - timedelta(days=30), evidence="Second sample"
            )
    return made


def _measure(
    keeper: UserRecord, recommendation: RecommendationRecord, chance: random.Random, today: date, *, changed: bool
) -> None:
    """Twelve looks before and twelve after; `changed` says whether practice moved."""
    measure = measuring.keep_measure(
        keeper, recommendation, title="Records in which it was done", changed_on=today - timedelta(days=200), target=80
    )
    for number in range(24):
        share = 0.75 if changed and number >= 12 else 0.4
        found = sum(chance.random() < share for _ in range(20))
        measuring.add_point(
            keeper, measure, on=today - timedelta(days=200 + 15 * (12 - number)), found=found, looked_at=20
        )


def _event(keeper: UserRecord, review: ReviewRecord, mode: str, chance: random.Random, today: date) -> None:
    event = learning_event.plan(keeper, review, held_on=today - timedelta(days=chance.randrange(20, 300)), mode=mode)
    invited = chance.randrange(30, 60)
    came = int(invited * chance.uniform(0.5, 0.9))
    spoke = int(came * (0.75 if mode == "room" else 0.3))
    later = came // 2
    events_compared.keep_figures(
        keeper, event, invited=invited, came=came, spoke=spoke, asked=came, useful=int(came * 0.7), asked_later=later,
        changed=int(later * chance.uniform(0.2, 0.5)),
    )  # fmt: skip


def _circulate(
    keeper: UserRecord, first: ReviewRecord, title: str, teams: Sequence[TeamRecord], chance: random.Random, on: date
) -> None:
    version: GuidanceVersionRecord = circulating.add_version(
        keeper,
        first.board,
        title=title,
        name="edition 1",
        holds_from=on,
        file_name="guidance.txt",
        content=title.encode(),
    )
    sent = circulating.circulate(
        keeper, version, question="Where would this have been hard for us?", due_on=on + timedelta(days=60)
    )
    for receipt, secret in circulating.cascade(keeper, sent, [t for t in teams if chance.random() < 0.85]):
        if chance.random() < 0.65:
            circulating.answer(
                secret,
                discussed_on=on + timedelta(days=chance.randrange(5, 90)),
                present=max(1, int(receipt.team.people * chance.uniform(0.4, 1.0))),
                will_do="Ask it in each supervision.",
            )
        elif chance.random() < 0.5:
            circulating.receipt_of(secret)
    passed_on(sent, on)


def passed_on(sent: CirculationRecord, on: date) -> None:
    """A circulation sent on that day, passed on the day after, opened and answered on the day the team talked about it."""
    for record, name in ((sent.version, "added_at"), (sent, "sent_at")):
        setattr(record, name, _morning(on))
        record.save(update_fields=[name])
    for receipt in sent.receipts.all():
        receipt.cascaded_at = _morning(on + timedelta(days=1))
        said = _morning(receipt.discussed_on) if receipt.discussed_on else None
        receipt.answered_at = said
        receipt.opened_at = said or (receipt.opened_at and receipt.cascaded_at)
        receipt.save(update_fields=["cascaded_at", "opened_at", "answered_at"])


def _train(
    keeper: UserRecord, first: ReviewRecord, agencies: Sequence[AgencyRecord], chance: random.Random, today: date
) -> None:
    for title, kind in (("The voice of the child", ""), ("Challenge and over-optimism", "social workers")):
        course = training.keep_course(keeper, first.board, title=title, owner="Workforce lead", for_kind=kind)
        for number in range(3):
            held = training.keep_session(
                keeper, course, held_on=today - timedelta(days=40 + 80 * number), mode=chance.choice(MODES)
            )
            for agency in chance.sample(list(agencies), 5):
                signed = chance.randrange(1, 8)
                training.take_places(
                    keeper,
                    held,
                    agency,
                    kind=kind or chance.choice(KINDS),
                    signed_up=signed,
                    came=chance.randrange(signed + 1),
                )
            for when, low in (("before", 0), ("after", 2), ("later", 1)):
                scores = [0] * 5
                for _ in range(12):
                    scores[min(4, low + chance.randrange(3))] += 1
                training.evaluate(keeper, held, when=when, scores=scores)
