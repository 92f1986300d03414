"""What the panel of the demonstration has done so far: answers, themes, accounts, an event, recommendations, a first briefing.

All of it is invented, and all of it goes through the same services as a real panel's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from keepsight.access import SeatRole
from keepsight.services import answering, demo_actions, demo_year, learning, learning_event, writing
from keepsight.services.actors import actor_of
from keepsight.services.asked import Asked, asked_of
from keepsight.services.lines import Eyes
from keepsight.store.models import ReviewRecord, ThemeRecord, UserRecord
from keepsight.store.queries import members_seen

AGREED_OF_A_LENS = 2
THEMES = (
    (
        "exploitation",
        "A boy who was given things was not seen as a boy who was used",
        (
            "Trainers, a phone and a place to stay came from an adult whom nobody had looked into. "
            "Had he been a girl of fifteen and she a man of twenty-six, the word exploitation would have been said sooner. "
            "The tool was asked for more than once and never filled in."
        ),
    ),
    (
        "curiosity",
        "Warm words stood in for what happened",
        (
            "Appointments fell away while the record praised how well the family engaged. "
            "Nobody asked what the child’s week was like when an adult had just said that all was well."
        ),
    ),
    (
        "reliance",
        "One worker held what eight services needed",
        (
            "When she was off sick the plan had no second pair of hands. "
            "Other services took her visits for their own eyes."
        ),
    ),
    (
        "trauma",
        "Each hard event was met alone",
        (
            "A death, a move and a seizure were each answered by the service they came to. "
            "Nobody laid them side by side and asked what they were together for one child."
        ),
    ),
)
STRENGTH = (
    "strengths",
    "Somebody stayed, and somebody asked him",
    "A school worker kept a door open and wrote his own words down. It is the practice the review wants more of.",
)
RECOMMENDATIONS = (
    (
        0,
        "Change the referral form so that an adult who gives gifts or a place to stay is looked into whatever their sex",
        "Head of children’s services",
        date(2027, 3, 31),
        "the share of sampled referrals in which the adult’s age and history were checked",
        "In a second sample a year later the check is there for boys as often as for girls.",
    ),
    (
        2,
        "Name a second worker for every child on a joint plan",
        "Partnership manager",
        date(2027, 1, 31),
        "joint plans with two named workers, counted each quarter",
        "No plan stops while a worker is away.",
    ),
    (3, "Remind services of the trauma guidance", "", None, "", ""),
)
WELSH = {
    1: ("Cefndir", "Roedd bachgen yn hysbys i wyth gwasanaeth. Ni roddodd neb y darnau at ei gilydd."),
    7: ("Argymhellion", "Bydd y bwrdd yn newid sut mae gwasanaethau yn gofyn ac yn cofnodi."),
}


def show_work(review: ReviewRecord, people: Mapping[SeatRole, UserRecord]) -> None:
    """Let the panel have worked for a while."""
    review.refresh_from_db()
    agreed = _answers(review, people)
    themes = _themes(review, people[SeatRole.REVIEWER], agreed)
    _accounts(review, people[SeatRole.REVIEWER])
    recommended = [
        learning.keep_recommendation(
            people[SeatRole.REVIEWER],
            review,
            text=text,
            themes=[themes[at].pk],
            owner=owner,
            due_on=due,
            measure=measure,
            shows_it_worked=shows,
        )
        for at, text, owner, due, measure, shows in RECOMMENDATIONS
    ]
    demo_actions.show_follow_up(review, people, recommended)
    eyes = eyes_of(review, people[SeatRole.COORDINATOR])
    _event(review, people, eyes)
    demo_actions.show_events(review, people)
    demo_actions.show_exercise(review, people[SeatRole.COORDINATOR])
    demo_year.show_year(review, people)
    writing.start(people[SeatRole.REVIEWER], eyes)
    for number, (heading, text) in WELSH.items():
        writing.save_box(
            people[SeatRole.REVIEWER],
            review,
            language="cy",
            number=number,
            version=0,
            heading=heading,
            text=text.replace(". ", ".\n"),
            bulleted=number == 7,
        )


def eyes_of(review: ReviewRecord, user: UserRecord) -> Eyes:
    """The eyes of somebody with pseudonyms on."""
    actor = actor_of(user)
    members = tuple(members_seen(actor, review))
    return Eyes(review, actor, False, members, {m.pk: n for n, m in enumerate(members)})


def _answers(review: ReviewRecord, people: Mapping[SeatRole, UserRecord]) -> dict[str, list[Asked]]:
    """Agreed questions by lens; one on which the panel differs and one that the records explain are among the rest."""
    by_lens: dict[str, list[Asked]] = {}
    for q in asked_of(eyes_of(review, people[SeatRole.COORDINATOR])):
        by_lens.setdefault(q.lens, []).append(q)
    panel, reviewer = people[SeatRole.PANEL], people[SeatRole.REVIEWER]
    agreed: dict[str, list[Asked]] = {}
    for lens, found in by_lens.items():
        for q in found[:AGREED_OF_A_LENS]:
            answering.answer(panel, q.record, verdict="agreed")
            answering.answer(reviewer, q.record, verdict="agreed")
            answering.settle(people[SeatRole.COORDINATOR], q.record, verdict="agreed")
            agreed.setdefault(lens, []).append(q)
        for q in found[AGREED_OF_A_LENS : AGREED_OF_A_LENS + 1]:
            answering.answer(panel, q.record, verdict="agreed")
            answering.answer(
                reviewer,
                q.record,
                verdict="explained",
                reason="The file that was not sent holds the check that was made.",
            )
    return agreed


def _themes(review: ReviewRecord, reviewer: UserRecord, agreed: Mapping[str, list[Asked]]) -> list[ThemeRecord]:
    expected = learning.keep_policy(
        reviewer,
        review,
        title="Child exploitation protocol of the board",
        version_name="version 2",
        in_force_from=date(2021, 4, 1),
        in_force_to=date(2024, 3, 31),
        expected="An adult outside the family who gives a child gifts or shelter is looked into within ten working days.",
        source="The board’s archive",
    )
    learning.keep_policy(
        reviewer,
        review,
        title="Child exploitation protocol of the board",
        version_name="version 3",
        in_force_from=date(2024, 4, 1),
        expected="The same, with a named exploitation lead in every agency.",
        source="The board’s website",
    )
    made = []
    for lens, title, text in (*THEMES, STRENGTH):
        made.append(
            learning.keep_theme(
                reviewer,
                review,
                title=title,
                text=text,
                good_practice=lens == "strengths",
                questions=[q.number for q in agreed.get(lens, ())],
                policies=[expected.pk] if lens == "exploitation" else (),
            )
        )
    return made


def _accounts(review: ReviewRecord, reviewer: UserRecord) -> None:
    learning.keep_voice(
        reviewer,
        review,
        who="The child",
        took_part=True,
        consented_on=date(2026, 10, 20),
        consent_to="read by the panel, and told in the briefing without his words",
        words="They all asked what I had done. Nobody asked who had bought it.",
    )
    learning.keep_voice(
        reviewer,
        review,
        who="The mother",
        took_part=False,
        no_part_reason="Asked twice by letter and once by the worker she knows; she did not wish to.",
    )
    learning.keep_interim(
        reviewer,
        review,
        text="Every open case with an adult outside the family who gives gifts is read again",
        owner="Exploitation lead",
        due_on=date(2026, 12, 18),
    )


def _event(review: ReviewRecord, people: Mapping[SeatRole, UserRecord], eyes: Eyes) -> None:
    coordinator = people[SeatRole.COORDINATOR]
    event = learning_event.plan(
        coordinator,
        review,
        held_on=date(2026, 12, 9),
        mode="mixed",
        note="We come to learn, not to blame. Say what it was like then, with what you knew then.",
    )
    offered = learning_event.on_offer(eyes, event)[:12]
    texts = {line.entry: learning_event.reduced_text(line) for line in offered}
    learning_event.choose(coordinator, event, texts, eyes)
    learning_event.release(coordinator, event)
    learning_event.contribute(
        people[SeatRole.PARTICIPANT],
        event,
        text="We had the form on the screen and no box for who had given him the phone.",
        entry=next(iter(texts)),
    )
