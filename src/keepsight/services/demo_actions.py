"""What has followed from the recommendations of the demonstration so far: answers, actions, and what the board said before.

All of it is invented, and all of it goes through the same services as a real board's work. Days are counted from today, so that
the demonstration always shows something late, something slipping and something done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils import timezone

from keepsight.access import SeatRole
from keepsight.model import KeepsightError
from keepsight.services import (
    acting,
    board,
    circulating,
    events_compared,
    exercising,
    learning_event,
    measuring,
    training,
)
from keepsight.services.actors import actor_of
from keepsight.services.demo_year import passed_on
from keepsight.store.models import RecommendationRecord, ReviewRecord, UserRecord

EARLIER = (
    (
        2019,
        "Services are reminded of the trauma guidance and of the need to see a child’s history as a whole",
        "Concise review, 2019",
        "The guidance was sent to all member agencies. Nobody asked who had read it.",
    ),
    (
        2021,
        "Every child on a joint plan has a second worker whom the child knows",
        "Extended review, 2021",
        "",
    ),
)


TEAMS = (
    ("Duty team", "social workers", 9),
    ("Early help", "family workers", 14),
    ("Night team", "officers", 22),
    ("Ward 4", "nurses", 18),
    ("Pastoral team", "school staff", 6),
)


LOOKS = (
    (9, 20),
    (8, 20),
    (10, 20),
    (7, 20),
    (9, 20),
    (8, 20),
    (10, 20),
    (9, 20),
    (11, 20),
    (16, 20),
    (17, 20),
    (16, 20),
)


def show_measure(keeper: UserRecord, recommendation: RecommendationRecord) -> None:
    """A measure with nine looks before the change and three after."""
    today = timezone.localdate()
    made = measuring.keep_measure(
        keeper, recommendation, title="Referrals in which the adult’s age and history were checked",
        plan="Twenty referrals a month, every fifth from the list of all, read by two people who do not know the worker.",
        target=90, changed_on=today - timedelta(days=100),
    )  # fmt: skip
    for number, (found, looked_at) in enumerate(reversed(LOOKS)):
        measuring.add_point(keeper, made, on=today - timedelta(days=10 + 30 * number), found=found, looked_at=looked_at)


def show_circulation(
    review: ReviewRecord, people: Mapping[SeatRole, UserRecord], recommendation: RecommendationRecord
) -> None:
    """A guide put before the teams: some have talked about it, some have opened it, some have not had it yet."""
    keeper, today = people[SeatRole.COORDINATOR], timezone.localdate()
    agencies = [m.agency for m in review.agencies.select_related("agency")]
    teams = [
        circulating.keep_team(keeper, agencies[i % len(agencies)], name=name, kind=kind, people=size)
        for i, (name, kind, size) in enumerate(TEAMS)
    ]
    version = circulating.add_version(
        keeper, review.board, title="Seeing the child behind the crisis", name="edition 2", holds_from=today - timedelta(days=90),
        changed="A page on boys, and on adults who are kind.", file_name="seeing the child.txt",
        content=b"Three questions to ask before a crisis is closed.",
    )  # fmt: skip
    sent = circulating.circulate(
        keeper, version, question="Which of the three questions do we leave out, and what makes us leave it out?",
        due_on=today + timedelta(days=10), recommendation=recommendation,
    )  # fmt: skip
    links = circulating.cascade(keeper, sent, teams[:4])
    for (receipt, secret), days in zip(links[:2], (20, 6), strict=True):
        circulating.answer(
            secret, discussed_on=today - timedelta(days=days), present=max(1, receipt.team.people - 3),
            will_do="Ask who else was there, and write the answer down as the child says it.",
        )  # fmt: skip
    circulating.receipt_of(links[2][1])
    passed_on(sent, today - timedelta(days=30))


def show_follow_up(
    review: ReviewRecord, people: Mapping[SeatRole, UserRecord], recommended: Sequence[RecommendationRecord]
) -> None:
    """Let the board and the agencies have worked for a while."""
    form, second, reminder = recommended
    today = timezone.localdate()
    coordinator, author = people[SeatRole.COORDINATOR], people[SeatRole.AUTHOR]
    for year, text, source, what_happened in EARLIER:
        board.add_earlier(coordinator, review.board, year=year, text=text, source=source, what_happened=what_happened)
    members = [m.agency for m in review.agencies.select_related("agency")]
    own = next(a for a in members if a.pk in actor_of(author).agencies_in(review.pk))
    others = [a for a in members if a != own]
    acting.respond(author, form, own, answer="accept")
    acting.respond(coordinator, form, others[0], answer="accept")
    acting.respond(
        coordinator,
        second,
        others[0],
        answer="part",
        reason="From the next budget year; until then for the children whom one worker alone sees.",
    )
    late = acting.keep_action(
        coordinator, form, text="Draft the new referral form with two teams", agency=others[0], owner="Team manager",
        due_on=today - timedelta(days=12),
    )  # fmt: skip
    acting.keep_milestones(
        coordinator, late,
        [("Two teams asked what they need", today - timedelta(days=60), today - timedelta(days=58)),
         ("Draft tried on ten referrals", today - timedelta(days=20), None)],
    )  # fmt: skip
    slipping = acting.keep_action(
        coordinator, second, text="Name the second workers", agency=others[1], owner="Head of service", due_on=today + timedelta(days=20)
    )  # fmt: skip
    acting.keep_action(
        coordinator, second, slipping, text=slipping.text, agency=others[1], owner=slipping.owner, due_on=today + timedelta(days=80)
    )  # fmt: skip
    acting.keep_action(
        author, second, text="Ask every child on a joint plan whom else they know", agency=own, owner="Practice lead",
        due_on=today + timedelta(days=120),
    )  # fmt: skip
    sent = acting.keep_action(
        coordinator, reminder, text="Send the trauma guidance to the member agencies", owner="Board manager",
        due_on=today - timedelta(days=30), done_on=today - timedelta(days=33), outcome="Sent to eight agencies; three have said that teams discussed it.",
    )  # fmt: skip
    acting.add_evidence(
        coordinator, sent, name="covering letter.txt", content=b"Please discuss the trauma guidance in each team."
    )
    acting.say_reached(
        coordinator,
        reminder,
        "done",
        holds=True,
        on=today - timedelta(days=33),
        evidence="The letter went to every member agency.",
    )
    show_circulation(review, people, reminder)
    show_measure(coordinator, form)
    show_training(review, coordinator)


def show_events(review: ReviewRecord, people: Mapping[SeatRole, UserRecord]) -> None:
    """The event of the review and two held online before it, with their figures, and what the board decided."""
    coordinator, today = people[SeatRole.COORDINATOR], timezone.localdate()
    for days, mode, figures in (
        (
            200,
            "virtual",
            {"invited": 60, "came": 41, "spoke": 9, "asked": 30, "useful": 19, "asked_later": 18, "changed": 4},
        ),
        (
            120,
            "room",
            {"invited": 40, "came": 29, "spoke": 21, "asked": 26, "useful": 22, "asked_later": 15, "changed": 7},
        ),
    ):
        event = learning_event.plan(
            coordinator, review, held_on=today - timedelta(days=days), mode=mode, note="An earlier event"
        )
        events_compared.keep_figures(coordinator, event, **figures)
    events_compared.decide(
        coordinator, review.board, decided_on=today - timedelta(days=5),
        text="Events on a child’s timeline are held in a room; online remains for briefings. Online, few spoke.",
    )  # fmt: skip


def show_training(review: ReviewRecord, keeper: UserRecord) -> None:
    """A course with a bias review that asks for a change, one session held and one to come, and what those who came said."""
    today = timezone.localdate()
    agencies = [m.agency for m in review.agencies.select_related("agency")]
    course = training.keep_course(
        keeper, review.board, title="Exploitation: seeing boys, and adults who are kind", owner="Training lead of the board",
        on_exploitation=True, review_on=today + timedelta(days=200),
    )  # fmt: skip
    training.review_bias(
        keeper, course, on=today - timedelta(days=70), reviewer="Named nurse", outcome="change",
        answers=dict.fromkeys(training.CHECKLIST, "yes") | {"boys": "no", "women": "no", "speak": "na"},
        note="Every case in it is a girl and every adult a man. Two cases are told again with a boy and a woman.",
        file_name="slides.txt",
        content=b"The victim did not know that she was groomed. An exploited girl may look happy. Girls go missing.\nThe perpetrator says he loves her.",
    )  # fmt: skip
    held = training.keep_session(keeper, course, held_on=today - timedelta(days=40), mode="room", places=30)
    for agency, kind, signed_up, came in zip(
        agencies[:3], ("officers", "nurses", "school staff"), (9, 6, 8), (8, 5, 6), strict=True
    ):
        training.take_places(keeper, held, agency, kind=kind, signed_up=signed_up, came=came)
    training.evaluate(keeper, held, when="before", scores=[4, 7, 6, 2, 0])
    training.evaluate(keeper, held, when="after", scores=[0, 1, 5, 9, 4])
    training.keep_session(keeper, course, held_on=today + timedelta(days=35), mode="mixed", places=40)


def show_exercise(review: ReviewRecord, keeper: UserRecord) -> None:
    """A replay exercise from the reduced timeline, gone through once; a folder whose texts would name somebody has none."""
    event = review.learning_events.filter(released_at__isnull=False).first()
    course = review.board.courses.first()
    for member in review.agencies.select_related("agency"):
        try:
            made, _secret = (
                exercising.make(keeper, event, member.agency, title="A boy at many doors", course=course)
                if event
                else (None, "")
            )
        except KeepsightError:
            continue
        if made is not None:
            attempt, _own = exercising.begin(made, mode="room", agency=member.agency, kind="team meeting", people=7)
            for stop in made.stops.all():
                exercising.answer(
                    attempt,
                    stop.number,
                    ask="What was the day like before this, and who was there?",
                    challenge="Whoever says that all is well.",
                )
            return
