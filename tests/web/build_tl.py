"""A small review for the tests of its timeline: three agencies, one event that two of them tell of, words to look for.

Every agency's rows hold a marker of its own (zebrapolice, zebraschool, zebrahealth: small letters, since words with a capital are taken for names), so that a leak is seen wherever it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.test import Client
from django.utils import timezone

from keepsight.access import SeatRole
from keepsight.model import Evidence, People, Person, PersonRef, Question, Role
from keepsight.model.entry import EntryId
from keepsight.model.question import Certainty, Lens
from keepsight.services import gathering, running
from keepsight.services.asking import keep_questions
from keepsight.services.opening import add_agency, give_seat, open_review
from keepsight.store.models import (
    BoardRecord,
    LinkDecisionRecord,
    PlacedRecord,
    ReviewAgencyRecord,
    ReviewRecord,
    UserRecord,
)

POLICE = """Date,Event,Action
12/05/2020,"Owain Pryce stopped in the park, scar on his arm. zebrapolice","Social care was told"
14/05/2020,"Night patrol saw him again. zebrapolice",""
3/6/2020,"Called to the house. zebrapolice",""
"""
SCHOOL = """Date,Event,Action
12/05/2020,"Owain Pryce late for class, scar on his arm. zebraschool","Head told"
early June 2020,"Tired and quiet. zebraschool",""
,"A note that nobody dated. zebraschool",""
"""
HEALTH = """Date,Event,Action
13/05/2020,"Not brought to clinic. zebrahealth","Letter to GP"
13/05/2020,"Mother rang to say sorry. zebrahealth",""
"""
EVERYTHING = {"Dyfnant Police": POLICE, "Education": SCHOOL, "Glasfryn Health": HEALTH}
CODE = "E1"
QUESTION = "zebraquestion: what was asked about the scar?"
PASSWORD = "a quiet place to look"


@dataclass(slots=True)
class Built:
    """The review with its people by role."""

    review: ReviewRecord
    users: dict[SeatRole, UserRecord]

    def client(self, role: SeatRole) -> Client:
        return client_of(self.users[role])

    def member(self, name: str) -> ReviewAgencyRecord:
        return self.review.agencies.get(agency__name=name)

    def placed(self, words: str, nth: int = 0) -> PlacedRecord:
        self.review.refresh_from_db()
        assert self.review.current_run is not None
        found = self.review.current_run.placed.filter(record__words__icontains=words).order_by("position")
        return list(found)[nth]

    def url(self, path: str = "") -> str:
        return f"/reviews/{self.review.pk}/timeline/{path}"

    def run(self) -> None:
        """Make the timeline that was asked for."""
        for run in self.review.runs.filter(state="waiting"):
            running.make(run.pk)
        self.review.refresh_from_db()


def client_of(user: UserRecord) -> Client:
    client = Client()
    client.force_login(user)
    return client


def account(email: str) -> UserRecord:
    return UserRecord.objects.create_user(f"{email}@example.org", None, name=email.title())


def build_review(*, title: str = "Child A", rows: dict[str, str] | None = None) -> Built:
    """A review whose timeline is made, with Police and Education telling of one event, and one question on both."""
    board, _ = BoardRecord.objects.get_or_create(name="Bro Hirwen Safeguarding Board")
    key = title.lower().replace(" ", "-")
    users = {role: account(f"{role.value}.{key}") for role in SeatRole}
    coordinator = users[SeatRole.COORDINATOR]
    review = open_review(coordinator, board, title=title, scope_from=date(2020, 1, 1), scope_to=date(2020, 12, 31))
    people = People(
        (
            Person(PersonRef("sub"), Role.CHILD, ("Owain Pryce", "Owain"), date(2005, 1, 2)),
            Person(PersonRef("mum"), Role.MOTHER, ("Nerys Pryce",)),
        )
    )
    coordinator = fresh(coordinator)
    gathering.keep_people(coordinator, review, people)
    for name, text in (EVERYTHING if rows is None else rows).items():
        member = add_agency(coordinator, review, name=name)
        sent = gathering.send(coordinator, member, name=f"{name}.csv", content=text.encode())
        gathering.read(sent)
        gathering.accept(coordinator, sent)
    agencies = {m.agency.name: m.agency for m in review.agencies.select_related("agency")}
    for role, user in users.items():
        if role is not SeatRole.COORDINATOR:
            agency = agencies.get("Education") if role is SeatRole.AUTHOR else None
            if role is SeatRole.AUTHOR and agency is None:
                continue
            give_seat(coordinator, review, to=user, role=role, agency=agency)
    built = Built(review, {r: fresh(u) for r, u in users.items()})
    built.run()
    if rows is None:
        _tell_of_one_event(built)
        _ask(built)
    return built


def fresh(user: UserRecord) -> UserRecord:
    """The account without what a request remembers of it."""
    return UserRecord.objects.get(pk=user.pk)


def _tell_of_one_event(built: Built) -> None:
    police, school = built.placed("scar"), built.placed("scar", 1)
    LinkDecisionRecord.objects.create(
        review=built.review,
        a=police.entry,
        b=school.entry,
        together=True,
        reason="Owain Pryce is named in both",
        made_by=built.users[SeatRole.PANEL],
        made_at=timezone.now(),
    )
    running.ask_for_run(built.users[SeatRole.COORDINATOR], built.review)
    built.run()


def _ask(built: Built) -> None:
    """A question that the first school row raises, as the rules would have put it there."""
    run = built.review.current_run
    assert run is not None
    entry = built.placed("scar", 1)
    question = Question(
        id=f"{CODE}-test",
        lens=Lens.EXPLOITATION,
        code=CODE,
        version="1",
        certainty=Certainty.CERTAIN,
        title="Scar",
        wording=QUESTION,
        evidence=(Evidence(EntryId(entry.entry)),),
    )
    keep_questions(run, [question])
    run.placed.update(raises="")
    run.placed.filter(pk=entry.pk).update(raises=f" {CODE} ")
    for lane in run.lanes["lanes"]:
        for point in lane["points"]:
            point[3] &= ~1
            if point[0] == entry.position:
                point[3] |= 1
    run.save(update_fields=["lanes"])
