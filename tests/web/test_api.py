"""The API: tokens that can do what their owner can or less, lists in parts, the same rules as the pages."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import etree

from keepsight.access import SeatRole
from keepsight.model import KeepsightError
from keepsight.services import gathering
from keepsight.services.tokens import make_token, withdraw_token
from keepsight.store.models import CommentRecord, SubmissionRecord, ThemeRecord, TokenRecord, TrailRecord
from tests.web.build_tl import Built, build_review, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(settings: Any) -> Built:
    settings.SECOND_FACTOR = False
    return build_review()


class Program:
    """A client that holds a token."""

    def __init__(self, built: Built, whose: SeatRole, **narrowed: Any) -> None:
        user = fresh(built.users[whose])
        self.token, self.secret = make_token(user, label="a test", days=30, **narrowed)
        self._client, self._at = Client(), f"/api/v1/reviews/{built.review.pk}"

    def get(self, path: str = "", **query: Any) -> Any:
        return self._client.get(self._address(path), query, headers=self._head)

    def post(self, path: str, said: object) -> Any:
        return self._client.post(
            self._address(path), json.dumps(said), content_type="application/json", headers=self._head
        )

    def delete(self, path: str) -> Any:
        return self._client.delete(self._address(path), headers=self._head)

    def upload(self, path: str, name: str, content: bytes) -> Any:
        file = SimpleUploadedFile(name, content)
        return self._client.post(self._address(path), {"file": file}, headers=self._head)

    @property
    def _head(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    def _address(self, path: str) -> str:
        return path if path.startswith("/api") else f"{self._at}{path}"


def test_nothing_is_answered_without_a_token_that_is_good(built: Built) -> None:
    program = Program(built, SeatRole.PANEL)
    assert Client().get("/api/v1/reviews").status_code == 401
    assert Client().get("/api/v1/reviews", headers={"Authorization": "Bearer ks_wrong"}).status_code == 401
    assert built.client(SeatRole.PANEL).get("/api/v1/reviews").status_code == 401
    assert program.get("/api/v1/reviews").status_code == 200
    TokenRecord.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert program.get("/api/v1/reviews").status_code == 401


def test_a_token_withdrawn_opens_nothing_and_only_its_owner_withdraws_it(built: Built) -> None:
    program = Program(built, SeatRole.PANEL)
    with pytest.raises(TokenRecord.DoesNotExist):
        withdraw_token(built.users[SeatRole.REVIEWER], program.token)
    withdraw_token(built.users[SeatRole.PANEL], program.token)
    assert program.get().status_code == 401


def test_the_secret_of_a_token_is_not_kept(built: Built) -> None:
    program = Program(built, SeatRole.PANEL)
    assert program.secret not in str(list(TokenRecord.objects.values()))
    assert program.secret not in str(list(TrailRecord.objects.values()))


def test_a_token_for_reading_changes_nothing(built: Built) -> None:
    entry = built.placed("scar").entry
    said = Program(built, SeatRole.PANEL).post(f"/entries/{entry}/comments", {"text": "Who saw this?"})
    assert (said.status_code, said.json()) == (403, {"detail": "This token is for reading only."})
    assert CommentRecord.objects.count() == 0


def test_a_token_narrowed_to_a_role_can_do_no_more_than_the_role(built: Built) -> None:
    user = built.users[SeatRole.COORDINATOR]
    built.review.seats.create(user=user, role="auditor", given_at=timezone.now())
    program = Program(built, SeatRole.COORDINATOR, role=SeatRole.AUDITOR)
    assert program.get().json()["roles"] == ["auditor"]
    assert program.get("/entries").status_code == 403
    assert program.get("/trail").status_code == 200


def test_a_token_narrowed_to_a_review_knows_no_other(built: Built) -> None:
    other = build_review(title="Child B", rows={})
    user = built.users[SeatRole.PANEL]
    other.review.seats.create(user=user, role="panel", given_at=timezone.now())
    program = Program(built, SeatRole.PANEL, review=built.review)
    assert [r["number"] for r in program.get("/api/v1/reviews").json()["items"]] == [built.review.pk]
    assert program.get(f"/api/v1/reviews/{other.review.pk}").status_code == 404


def test_a_token_that_could_do_nothing_is_not_made(built: Built) -> None:
    with pytest.raises(KeepsightError, match="hold no such role"):
        make_token(fresh(built.users[SeatRole.PANEL]), label="x", days=3, role=SeatRole.COORDINATOR)
    with pytest.raises(KeepsightError, match="1 to 365"):
        make_token(fresh(built.users[SeatRole.PANEL]), label="x", days=0)


def test_entries_come_in_parts_behind_pseudonyms(built: Built) -> None:
    program = Program(built, SeatRole.PANEL)
    first = program.get("/entries", limit=5).json()
    assert (first["count"], len(first["items"])) == (8, 5)
    rest = program.get(first["next"].removeprefix("http://testserver")).json()
    assert (len(rest["items"]), rest["next"]) == (3, "")
    whole = json.dumps([*first["items"], *rest["items"]])
    assert "Pryce" not in whole
    assert "Child A" in whole or "Subject" in whole
    assert "Pryce" in json.dumps(program.get("/entries", names=True).json())
    assert TrailRecord.objects.filter(act="show real names, by a program").count() == 1


def test_entries_are_chosen_as_on_the_page(built: Built) -> None:
    program = Program(built, SeatRole.PANEL)
    school = built.member("Education").pk
    assert {e["agency"] for e in program.get("/entries", agency=school).json()["items"]} == {"Education"}
    assert program.get("/entries", words="clinic").json()["count"] == 1
    assert program.get("/entries", after="2020-06-01").json()["count"] == 2


def test_an_author_reads_the_own_rows_alone_and_no_question(built: Built) -> None:
    program = Program(built, SeatRole.AUTHOR)
    told = program.get("/entries").content.decode()
    assert "zebraschool" in told
    assert "zebrapolice" not in told
    assert '"raises": [""' not in told
    assert {tuple(e["raises"]) for e in program.get("/entries").json()["items"]} == {()}
    assert program.get("/entries", words="zebrapolice").json()["count"] == 0
    assert program.get(f"/entries/{built.placed('zebrapolice').entry}").status_code == 404
    one = program.get(f"/entries/{built.placed('scar', 1).entry}").json()
    assert (one["accounts"], one["raises"]) == ([], [])
    assert program.get("/exports/timeline.csv").status_code == 403
    assert program.get("/themes").status_code == 403


def test_an_author_sends_for_the_own_agency_and_no_other(built: Built) -> None:
    program = Program(built, SeatRole.AUTHOR, may_write=True)
    own = program.get("/agencies").json()["items"]
    assert [a["name"] for a in own] == ["Education"]
    sent = program.upload(f"/agencies/{own[0]['number']}/submissions", "more.csv", b"Date,Event\n1/7/2020,Left early\n")
    assert sent.status_code == 201
    one = SubmissionRecord.objects.get(pk=sent.json()["number"])
    gathering.read(one, then="draft")
    assert [r["cells"][1]["text"] for r in program.get(f"/submissions/{one.pk}/rows").json()["items"]] == ["Left early"]
    assert program.post(f"/submissions/{one.pk}/decision", {"decision": "accept"}).status_code == 403
    assert program.post(f"/submissions/{one.pk}/decision", {"decision": "hand_in"}).json()["state"] == "sent"
    police = built.member("Dyfnant Police")
    assert program.upload(f"/agencies/{police.pk}/submissions", "x.csv", b"Date,Event\n").status_code == 404
    assert program.get(f"/submissions/{police.submissions.get().pk}/rows").status_code == 404
    assert {s["agency"] for s in program.get("/submissions").json()["items"]} == {"Education"}


def test_what_is_written_through_it_stands_on_the_page(built: Built) -> None:
    program = Program(built, SeatRole.PANEL, may_write=True)
    entry = built.placed("scar").entry
    said = program.post(f"/entries/{entry}/comments", {"text": "Who told Owain Pryce?"})
    assert said.status_code == 201
    (comment,) = said.json()["written_beside"]
    assert "Pryce" not in comment["text"]
    assert program.post(f"/entries/{entry}/tags", {"tag": "handover"}).json()["tags"] == ["handover"]
    assert program.delete(f"/entries/{entry}/tags/handover").json()["tags"] == []
    assert program.delete(f"/entries/{entry}/comments/{comment['number']}").json()["written_beside"] == []
    assert program.post(f"/entries/{entry}/tags", {"tag": "Nerys Pryce"}).status_code == 422


def test_what_cannot_be_read_is_refused_and_what_is_not_there_not_found(built: Built) -> None:
    program = Program(built, SeatRole.PANEL, may_write=True)
    entry = built.placed("scar").entry
    assert program.post(f"/entries/{entry}/comments", {"text": ""}).status_code == 422
    assert program.get("/entries", limit=501).status_code == 422
    assert program.get("/entries/nothing").status_code == 404
    assert program.get("/exports/timeline.exe").status_code == 422


def test_every_view_is_in_the_trail_without_a_word_of_the_case(built: Built) -> None:
    program = Program(built, SeatRole.PANEL)
    entry = built.placed("scar").entry
    program.get(f"/entries/{entry}")
    last = TrailRecord.objects.order_by("-sequence").first()
    assert last is not None
    assert (last.act, last.actor, last.what) == (
        "see an entry, by a program",
        built.users[SeatRole.PANEL].pk,
        f"entry {entry}",
    )


def test_the_description_tells_every_call_and_needs_no_token() -> None:
    told = Client().get("/api/v1/openapi.json").json()
    assert told["info"]["version"] == "1"
    assert "/api/v1/reviews/{review}/entries" in told["paths"]
    assert {p["name"] for p in told["paths"]["/api/v1/reviews/{review}/entries"]["get"]["parameters"]} >= {"review", "words", "limit", "offset"}  # fmt: skip


def test_exports_hold_every_entry_behind_pseudonyms(built: Built) -> None:
    program = Program(built, SeatRole.PANEL)
    table = list(csv.DictReader(io.StringIO(program.get("/exports/timeline.csv").content.decode("utf-8-sig"))))
    assert len(table) == 8
    assert "Pryce" not in json.dumps(table)
    assert len(json.loads(program.get("/exports/timeline.json").content)["entries"]) == 8
    sketch = program.get("/exports/timesketch.csv")
    lines = list(csv.DictReader(io.StringIO(sketch.content.decode())))
    assert list(lines[0])[:3] == ["message", "datetime", "timestamp_desc"]
    assert (len(lines), sketch["Keepsight-Left-Out"]) == (7, "1")
    assert lines[0]["datetime"] == "2020-05-12T00:00:00+00:00"
    js = json.loads(program.get("/exports/timelinejs.json").content)
    assert len(js["events"]) == 7
    assert js["events"][0]["start_date"] == {"year": 2020, "month": 5, "day": 12}
    assert "Pryce" in program.get("/exports/timeline.csv", names=True).content.decode()
    acts = list(TrailRecord.objects.filter(act="export").order_by("sequence").values_list("what", flat=True))
    assert acts[0] == "timeline.csv, pseudonyms"
    assert acts[-1] == "timeline.csv, real names"


def test_themes_leave_as_a_codebook_with_the_same_identifiers_each_time(built: Built) -> None:
    theme = ThemeRecord.objects.create(
        review=built.review, order=1, title="Seen by all, told to none", text="Owain Pryce was seen.",
        changed_by=built.users[SeatRole.PANEL], changed_at=timezone.now(),
    )  # fmt: skip
    theme.questions.set(built.review.questions.filter(code="E1"))
    program = Program(built, SeatRole.PANEL)
    first, second = (program.get("/exports/codebook.qdc").content for _ in range(2))
    assert first == second
    book = etree.fromstring(first)
    assert book.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    names = [c.get("name") for c in book.iter("{urn:QDA-XML:codebook:1.0}Code")]
    assert names[0] == "Seen by all, told to none"
    assert (names[1] or "").startswith("E1 ")
    assert b"Pryce" not in first


def test_the_exports_page_needs_the_word_of_its_asker(built: Built) -> None:
    panel = built.client(SeatRole.PANEL)
    assert panel.get(f"/reviews/{built.review.pk}/exports/").status_code == 200
    assert panel.get(f"/reviews/{built.review.pk}/exports/timeline.csv").status_code == 405
    assert "Pryce" not in panel.post(f"/reviews/{built.review.pk}/exports/timeline.csv").content.decode()
    assert built.client(SeatRole.AUTHOR).post(f"/reviews/{built.review.pk}/exports/timeline.csv").status_code == 403


def test_a_token_is_made_on_the_page_and_its_secret_shown_once(built: Built) -> None:
    panel = built.client(SeatRole.PANEL)
    panel.post("/account/", {"label": "Nightly copy", "days": "30", "role": "", "review": str(built.review.pk)})
    first, second = (panel.get("/account/").content.decode() for _ in range(2))
    assert "ks_" in first
    assert "ks_" not in second
    assert "Nightly copy" in second
    token = TokenRecord.objects.get()
    panel.post(f"/account/tokens/{token.pk}/withdraw/")
    assert "Nightly copy" not in panel.get("/account/").content.decode()
    assert built.client(SeatRole.REVIEWER).post(f"/account/tokens/{token.pk}/withdraw/").status_code == 404


def put(program: Program, path: str, said: object) -> Any:
    return program._client.put(
        program._address(path), json.dumps(said), content_type="application/json", headers=program._head
    )


def test_questions_are_listed_answered_settled_and_asked(built: Built) -> None:
    panel = Program(built, SeatRole.PANEL, may_write=True)
    coordinator = Program(built, SeatRole.COORDINATOR, may_write=True)
    listed = panel.get("/questions", limit=500).json()
    (scar,) = [q for q in listed["items"] if "zebraquestion" in q["wording"]]
    path = f"/questions/{scar['number']}"
    assert scar["evidence"] == [{"entry": built.placed("scar", 1).entry, "against": False, "why": ""}]
    assert panel.post(f"{path}/answer", {"verdict": "explained"}).status_code == 422
    answered = panel.post(f"{path}/answer", {"verdict": "explained", "reason": "Owain said so"}).json()
    assert [a["reason"] for a in answered["answers"]] == ["Child A said so"]
    assert panel.post(f"{path}/settle", {"verdict": "agreed"}).status_code == 403
    assert coordinator.post(f"{path}/settle", {"verdict": "agreed"}).json()["settled"] == "agreed"
    assert coordinator.post(f"{path}/settle", {"verdict": ""}).json()["settled"] == ""
    assert panel.delete(f"{path}/answer").json()["answers"] == []
    clinic = built.placed("clinic").entry
    own = {"lens": "trauma", "title": "Clinic", "wording": "Who rang?", "entries": [clinic]}
    made = panel.post("/questions", own).json()
    assert [e["entry"] for e in made["evidence"]] == [clinic]
    gone = panel.post(f"/questions/{made['number']}/evidence", {"entry": clinic, "added": False, "reason": "Not his"})
    assert gone.json()["evidence"] == []
    first = panel.get("/questions", limit=1).json()
    assert first["next"].endswith("limit=1&offset=1")


def test_themes_and_recommendations_are_written_and_a_version_that_was_overtaken_is_refused(built: Built) -> None:
    panel = Program(built, SeatRole.PANEL, may_write=True)
    theme = panel.post("/themes", {"title": "Asking", "text": "Owain was not asked."}).json()
    assert theme["text"] == "Child A was not asked."
    path = f"/themes/{theme['number']}"
    changed = put(panel, path, {"title": "Asking each time", "version": 1})
    assert changed.json()["version"] == 2
    assert put(panel, path, {"title": "Asking twice", "version": 1}).status_code == 409
    made = panel.post("/recommendations", {"text": "Ask", "themes": [theme["number"]]}).json()
    changed = put(panel, f"/recommendations/{made['number']}", {"text": "Ask each time", "owner": "Head", "version": 1})
    assert changed.json()["owner"] == "Head"
    assert [r["text"] for r in panel.get("/recommendations").json()["items"]] == ["Ask each time"]


def test_the_briefing_is_written_signed_published_and_fetched(built: Built) -> None:
    reviewer = Program(built, SeatRole.REVIEWER, may_write=True)
    coordinator = Program(built, SeatRole.COORDINATOR, may_write=True)
    for number in range(1, 8):
        said = {"heading": f"Heading {number}", "sentences": ["Services knew different parts.", "Nobody asked."]}
        assert put(reviewer, f"/briefing/en/{number}", said).json()["version"] == 1
    now = reviewer.get("/briefing").json()
    assert len(now["boxes"]) == 7
    assert any("Not signed off" in o for o in now["obstacles"])
    assert coordinator.post("/publications", {}).status_code == 422
    for role in ("coordinator", "reviewer", "panel", "board"):
        signing = Program(built, SeatRole(role), may_write=True)
        assert signing.post("/briefing/signatures", {"role": role, "digest": now["digest"]}).status_code == 204
    made = coordinator.post("/publications", {})
    assert made.status_code == 201
    assert len(made.json()["files"]) == 5
    reader = Program(built, SeatRole.PRACTITIONER)
    assert reader.get("/briefing").status_code == 403
    assert reader.get("/publications").json()["count"] == 1
    assert b"Nobody asked." in reader.get("/publications/1/briefing-en.txt").content
