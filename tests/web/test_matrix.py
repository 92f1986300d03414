"""The role matrix, whole: every address and every call, each role, the own review and another, the own agency and another.

Each request is undone before the next, so that a button pressed by somebody who may changes nothing for the others.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, TestCase, override_settings

from keepsight.access import MAY, SeatRole
from keepsight.services import acting, answering, inviting, learning, learning_event, measuring, publishing, writing
from keepsight.services.annotating import comment, save_view
from keepsight.services.tokens import make_token
from keepsight.store.models import ActionRecord, ReviewRecord
from tests.web.build_tl import Built, build_review, fresh
from tests.web.matrix import PAGE, Address, addresses, render

WITH_ROWS = {SeatRole.COORDINATOR, SeatRole.AUTHOR, SeatRole.PANEL, SeatRole.REVIEWER}
OTHER_ROWS = {"Dyfnant Police": "Date,Event,Action\n1/2/2020,Seen again near the shop. zebraother,\n"}
FRAGMENTS = ("results", "panel")
BODIES: dict[str, Any] = {
    "tag": {"tag": "x"},
    "comment": {"text": "x"},
    "correct_date": {"now": "1/1/2020", "reason": "x"},
    "link": {"other": "x", "together": True},
    "decide": {"decision": "withdraw"},
    "answer": {"verdict": "agreed"},
    "settle": {"verdict": "agreed"},
    "ask": {"lens": "trauma", "title": "x", "wording": "x"},
    "evidence": {"entry": "x", "added": True},
    "new_theme": {"title": "x"},
    "change_theme": {"title": "x", "version": 1},
    "new_recommendation": {"text": "x"},
    "change_recommendation": {"text": "x", "version": 1},
    "write_box": {"heading": "x", "sentences": []},
    "sign": {"role": "panel", "digest": "x"},
    "publish": {},
}


@dataclass(slots=True)
class Things:
    """What an address of a review can name: the numbers and ids of its own things."""

    review: int
    named: dict[str, dict[str, Any]]

    def path(self, address: Address, *, review: int | None = None) -> str:
        values = {"review": self.review if review is None else review, **self.named["*"]}
        values |= self.named.get(address.name, {})
        return address.template.format(**values)


class Undone(Exception):  # noqa: N818 - nothing went wrong
    """Raised to undo what a request did."""


def things_of(built: Built, agency: str) -> Things:
    """The things of a review, those of an agency where an address names one."""
    review, users = built.review, built.users
    coordinator, panel = users[SeatRole.COORDINATOR], users[SeatRole.PANEL]
    member = built.member(agency)
    submission = member.submissions.get()
    assert review.current_run is not None
    entry = review.current_run.placed.filter(member=member).order_by("position").first()
    assert entry is not None
    theme = review.themes.first()
    assert theme is not None
    event = review.learning_events.first()
    assert event is not None
    common: dict[str, Any] = {
        "member": member.pk,
        "submission": submission.pk,
        "entry": entry.entry,
        "seat": review.seats.get(user=users[SeatRole.AUDITOR]).pk,
        "invitation": review.invitations.first().pk,  # type: ignore[union-attr]  # made below
        "view": review.saved_views.get(user=coordinator).pk,
        "kind": "themes",
        "number": theme.pk,
        "event": event.pk,
        "language": "en",
        "name": "briefing-en.txt",
        "words": "x",
    }
    question = review.questions.get(own=True).number
    note = comment(panel, review, entry=entry.entry, text="A remark")
    by_number = {
        name: {"number": question}
        for name in ("question", "question_answer", "answer", "take_back", "settle", "evidence")
    }
    one = {
        name: {"number": 1}
        for name in ("box", "box_back", "sources", "withdraw", "published_file", "write_box", "file")
    }
    api: dict[str, dict[str, Any]] = {
        "send": {"number": member.pk},
        "submission": {"number": submission.pk, "submission": submission.pk},
        "rows": {"number": submission.pk},
        "decide": {"number": submission.pk, "submission": submission.pk},
        "exported": {"kind": "timeline.csv"},
        "blank": {"kind": "xlsx"},
        "withdraw_comment": {"number": note.pk},
        "change_recommendation": {"number": review.recommendations.first().pk},  # type: ignore[union-attr]
    }
    action = ActionRecord.objects.get(recommendation__review=review, agency=member.agency)
    acts: dict[str, dict[str, Any]] = {
        **{
            name: {"number": action.recommendation_id}
            for name in ("recommendation", "respond", "reached", "action_new")
        },
        **{name: {"action": action.pk} for name in ("action_edit", "action_out", "action_evidence_add")},
        "action_evidence": {"number": action.evidence.get().pk},
        "action_plan": {"kind": "xlsx"},
        "measure_new": {"number": action.recommendation_id},
        **{
            name: {"measure": action.recommendation.measures.get().pk}
            for name in ("measure", "measure_edit", "point_add")
        },
    }
    return Things(review.pk, {"*": common, **by_number, **one, **api, **acts})


def furnish(built: Built) -> None:
    """A review in which everything that an address can name is there."""
    users, review = built.users, built.review
    coordinator, panel = users[SeatRole.COORDINATOR], users[SeatRole.PANEL]
    one = answering.ask_own(panel, review, lens="trauma", title="Own", wording="What was asked?")
    answering.settle(coordinator, one, verdict="agreed")
    theme = learning.keep_theme(panel, review, title="Asking", questions=[one.number])
    recommended = learning.keep_recommendation(panel, review, text="Ask each time", themes=[theme.pk])
    measuring.keep_measure(coordinator, recommended, title="Asked")
    for m in review.agencies.select_related("agency"):
        action = acting.keep_action(coordinator, recommended, text="Ask", agency=m.agency)
        acting.add_evidence(coordinator, action, name="form.txt", content=b"asked")
    learning_event.plan(coordinator, review, held_on=None, mode="room")
    inviting.invite(coordinator, review, email=f"new{review.pk}@example.org", name="", role=SeatRole.PANEL, agency=None)
    save_view(coordinator, review, name="mine", query="words=x")
    for number in range(1, 8):
        writing.save_box(
            coordinator, review, language="en", number=number, version=0, heading="Heading", text="Nobody asked.", bulleted=False
        )  # fmt: skip
    from keepsight.services.briefed import SIGNING, written

    for role in SIGNING:
        publishing.sign_off(users[role], review, role=role, digest=written(review).digest)
    publishing.publish(coordinator, review)


@pytest.mark.skipif("KEEPSIGHT_DATABASE" in os.environ, reason="the same rules are asked whatever the database")
@override_settings(SECOND_FACTOR=False)
class Matrix(TestCase):
    built: Built
    other: Built
    own: Things
    other_agency: Things
    other_review: Things
    tokens: dict[SeatRole, str]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.built = build_review()
        cls.other = build_review(title="Child B", rows={**OTHER_ROWS, "Education": OTHER_ROWS["Dyfnant Police"]})
        for one in (cls.built, cls.other):
            furnish(one)
        cls.own = things_of(cls.built, "Education")
        cls.other_agency = things_of(cls.built, "Dyfnant Police")
        cls.other_review = things_of(cls.other, "Dyfnant Police")
        cls.tokens = {
            role: make_token(fresh(user), label="a test", days=1, may_write=True)[1]
            for role, user in cls.built.users.items()
        }

    def ask(self, role: SeatRole, address: Address, method: str, path: str, **headers: str) -> Any:
        """The answer, with everything undone that it did."""
        client = Client(raise_request_exception=True)
        if address.api:
            headers = {"Authorization": f"Bearer {self.tokens[role]}"}
        else:
            client.force_login(fresh(self.built.users[role]))
        body: dict[str, Any] = {"headers": headers}
        if address.api and method in ("POST", "PUT") and address.name in BODIES:
            body |= {"data": json.dumps(BODIES[address.name]), "content_type": "application/json"}
        if address.api and address.name == "send":
            body["data"] = {"file": SimpleUploadedFile("more.csv", b"Date,Event\n1/2/2020,Seen\n")}
        answer: Any = None
        try:
            with transaction.atomic():
                answer = getattr(client, method.lower())(path, **body)
                raise Undone
        except Undone:
            pass
        return answer

    def every(self, role: SeatRole, check: Callable[[Address, str], None]) -> None:
        for address in addresses():
            for method in address.methods:
                with self.subTest(role=role.value, address=address.template, method=method):
                    check(address, method)

    def for_role(self, role: SeatRole) -> None:
        self.every(role, lambda a, m: self.in_the_own_review(role, a, m))
        self.every(role, lambda a, m: self.in_another_review(role, a, m))

    def in_the_own_review(self, role: SeatRole, address: Address, method: str) -> None:
        answer = self.ask(role, address, method, self.own.path(address))
        if role not in MAY[address.act]:
            assert answer.status_code == 403
            assert b"zebra" not in answer.content
            return
        assert answer.status_code in {200, 201, 202, 204, 302, 404, 405, 409, 422, *_may_be_refused(role, address)}
        if answer.status_code == 404:
            assert _may_be_missing(role, address), "a thing of the own review is found"
        self.holds_nothing_of_others(role, answer)
        if method == "GET" and not address.api:
            for fragment in FRAGMENTS:
                part = self.ask(role, address, method, self.own.path(address), HX_Request="true", HX_Target=fragment)
                self.holds_nothing_of_others(role, part)

    def in_another_review(self, role: SeatRole, address: Address, method: str) -> None:
        there = self.ask(role, address, method, self.other_review.path(address))
        assert there.status_code == 404
        assert b"zebra" not in there.content
        mixed = self.ask(role, address, method, self.other_review.path(address, review=self.own.review))
        self.holds_nothing_of_others(role, mixed)
        if role in MAY[address.act] and _names_a_thing(address):
            assert mixed.status_code in {404, 405, 422, *_may_be_refused(role, address)}

    def holds_nothing_of_others(self, role: SeatRole, answer: Any) -> None:
        said = answer.content
        assert b"zebraother" not in said
        if role not in WITH_ROWS:
            assert b"zebra" not in said
        if role is SeatRole.AUTHOR:
            for marker in (b"zebrapolice", b"zebrahealth", b"zebraquestion"):
                assert marker not in said

    def test_the_coordinator(self) -> None:
        self.for_role(SeatRole.COORDINATOR)

    def test_an_author(self) -> None:
        self.for_role(SeatRole.AUTHOR)

    def test_an_author_and_another_agency(self) -> None:
        role = SeatRole.AUTHOR

        def check(address: Address, method: str) -> None:
            if role not in MAY[address.act] or not _names_an_agency(address):
                return
            answer = self.ask(role, address, method, self.other_agency.path(address))
            assert answer.status_code in {404, 405, *_may_be_refused(role, address)}
            self.holds_nothing_of_others(role, answer)

        self.every(role, check)

    def test_a_panel_member(self) -> None:
        self.for_role(SeatRole.PANEL)

    def test_a_reviewer(self) -> None:
        self.for_role(SeatRole.REVIEWER)

    def test_a_participant(self) -> None:
        self.for_role(SeatRole.PARTICIPANT)

    def test_a_board_member(self) -> None:
        self.for_role(SeatRole.BOARD)

    def test_a_practitioner(self) -> None:
        self.for_role(SeatRole.PRACTITIONER)

    def test_an_auditor(self) -> None:
        self.for_role(SeatRole.AUDITOR)

    def test_an_author_finds_nothing_of_others_by_words_or_by_a_list(self) -> None:
        author = self.built.client(SeatRole.AUTHOR)
        at = f"/reviews/{self.built.review.pk}"
        for path in (
            "/timeline/?words=patrol",
            "/timeline/?words=scar",
            "/timeline/?print=1",
            "/timeline/?ask=E1",
            "/timeline/lanes.json",
            "/timeline/known/?day=2020-12-31",
            "/gather/",
            "/",
        ):
            answer = author.get(at + path)
            assert answer.status_code == 200, path
            self.holds_nothing_of_others(SeatRole.AUTHOR, answer)
            assert b"saw him again" not in answer.content
        assert ReviewRecord.objects.count() == 2
        assert b"Child B" not in author.get("/").content

    def test_whoever_is_not_signed_in_sees_nothing(self) -> None:
        for address in addresses():
            for method in address.methods:
                answer = getattr(Client(), method.lower())(self.own.path(address))
                assert answer.status_code in {302, 401, 405}
                if answer.status_code == 302:
                    assert "/accounts/login/" in answer["Location"]


def _names_a_thing(address: Address) -> bool:
    """Whether the address names something besides its review that another review has too."""
    named = {"member", "submission", "entry", "seat", "invitation", "view", "event", "number", "action", "measure"}
    only_places = {"box", "box_back", "sources", "withdraw", "published_file", "write_box", "file", "question",
                   "question_answer", "answer", "take_back", "settle", "evidence"}  # fmt: skip
    return address.name not in only_places and any(f"{{{n}}}" in address.template for n in named)


def _names_an_agency(address: Address) -> bool:
    return any(f"{{{n}}}" in address.template for n in ("member", "submission", "entry")) or (
        address.api and address.name in ("send", "submission", "rows", "decide")
    )


def _may_be_missing(role: SeatRole, address: Address) -> bool:
    """Where “not found” is right in the own review: what is one's own, what is not released, what stands no more."""
    if address.name in (
        "forget_view",
        "token_withdraw",
        "withdraw_comment",
        "untag",
        "sources",
        "box_back",
        "entry_note",
        "sign",
        "replay",
        "link",
    ):
        return True
    return address.name.startswith("event") and role not in MAY_SEE_EVENTS


def _may_be_refused(role: SeatRole, address: Address) -> set[int]:
    """A role that an act lets in may still be told in a sentence what only another role does with the same address."""
    return {403} if address.name in ("question_answer", "decide", "heading", "people", "row", "send") else set()


MAY_SEE_EVENTS = {SeatRole.COORDINATOR, SeatRole.PANEL, SeatRole.REVIEWER}


def test_the_printed_matrix_is_the_program_s_own() -> None:
    assert PAGE.read_text("utf-8") == render(), "run: make docs"


def test_every_address_of_a_review_asks_for_an_act() -> None:
    assert len(addresses()) > 80
    from tests.web.matrix import outside

    assert not [name for name in outside() if "review" in name and name not in ("new_review", "home")]
