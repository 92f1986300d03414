"""What everything else stands on: accounts by invitation, the second factor, the trail, what is encrypted, backup, the log."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from keepsight.access import SeatRole
from keepsight.model import KeepsightError
from keepsight.services import inviting, trail
from keepsight.services.notifying import send_digests, tell
from keepsight.store.models import InvitationRecord, NoticeRecord, SeatRecord, TrailRecord, UserRecord
from tests.web.build_tl import Built, build_review, fresh
from tests.web.served import Served, beside, serving

pytestmark = pytest.mark.django_db
PASSWORD = "a quiet place to look"


@pytest.fixture
def built() -> Built:
    return build_review()


def invited(built: Built, email: str = "new@example.org", role: SeatRole = SeatRole.PANEL) -> str:
    _, secret = inviting.invite(
        fresh(built.users[SeatRole.COORDINATOR]), built.review, email=email, name="", role=role, agency=None
    )
    return secret


# accounts


def test_nobody_makes_an_account_without_an_invitation(built: Built) -> None:
    answer = Client().get("/accounts/signup/")
    assert b"password1" not in answer.content
    Client().post("/accounts/signup/", {"email": "me@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert not UserRecord.objects.filter(email="me@example.org").exists()


def test_an_invitation_is_answered_once_and_gives_the_seat_it_names(built: Built) -> None:
    secret = invited(built)
    client = Client()
    said = client.get(f"/welcome/{secret}/").content.decode()
    assert "new@example.org" in said
    client.post(f"/welcome/{secret}/", {"name": "Nia", "password": PASSWORD, "again": PASSWORD})
    made = UserRecord.objects.get(email="new@example.org")
    assert SeatRecord.objects.get(user=made).role == "panel"
    assert "not open any more" in Client().get(f"/welcome/{secret}/").content.decode()


def test_an_invitation_that_is_old_withdrawn_guessed_or_for_another_opens_nothing(built: Built) -> None:
    old, gone, other = invited(built, "a@example.org"), invited(built, "b@example.org"), invited(built, "c@example.org")
    InvitationRecord.objects.filter(email="a@example.org").update(expires_at=timezone.now() - timedelta(seconds=1))
    inviting.withdraw(fresh(built.users[SeatRole.COORDINATOR]), InvitationRecord.objects.get(email="b@example.org"))
    for secret in (old, gone, "guessed"):
        answer = Client().get(f"/welcome/{secret}/")
        assert answer.status_code == 422
        assert b"not open any more" in answer.content
    with pytest.raises(KeepsightError, match="another e-mail address"):
        inviting.answer_as(fresh(built.users[SeatRole.AUDITOR]), other)


def test_a_weak_password_is_refused_in_a_sentence(built: Built) -> None:
    answer = Client().post(f"/welcome/{invited(built)}/", {"name": "Nia", "password": "1234", "again": "1234"})
    assert answer.status_code == 422
    assert not UserRecord.objects.filter(email="new@example.org").exists()


def test_a_review_keeps_a_coordinator_and_a_seat_taken_away_shows_nothing_any_more(built: Built) -> None:
    coordinator, panel = built.users[SeatRole.COORDINATOR], built.users[SeatRole.PANEL]
    with pytest.raises(KeepsightError, match="needs a coordinator"):
        inviting.take_seat_away(fresh(coordinator), built.review, built.review.seats.get(user=coordinator).pk)
    inviting.take_seat_away(fresh(coordinator), built.review, built.review.seats.get(user=panel).pk)
    with override_settings(SECOND_FACTOR=False):
        assert built.client(SeatRole.PANEL).get(built.url()).status_code == 404


def test_nobody_sees_a_review_without_a_second_factor(built: Built) -> None:
    user = built.users[SeatRole.PANEL]
    client = built.client(SeatRole.PANEL)
    for path in ("/", f"/reviews/{built.review.pk}/", built.url(), "/account/", "/notices/"):
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert answer["Location"] == "/accounts/2fa/totp/activate/"
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code in (200, 302), "a fresh sign-in is asked for first"
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert client.get(built.url()).status_code == 302, "recovery codes alone are no second factor"
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get(built.url()).status_code == 200


def test_the_password_alone_is_not_enough_once_a_factor_is_set_up(built: Built) -> None:
    user = built.users[SeatRole.PANEL]
    user.set_password(PASSWORD)
    user.save()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    client = Client()
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert "/2fa/authenticate/" in answer["Location"]
    assert client.get(built.url()).status_code == 302


# the trail


def test_every_view_of_a_case_and_every_change_is_a_line_without_its_words(built: Built) -> None:
    client = built.client(SeatRole.PANEL)
    before = TrailRecord.objects.count()
    with override_settings(SECOND_FACTOR=False):
        client.get(built.url("?words=scar"))
        entry = built.placed("scar").entry
        client.get(built.url(f"entry/{entry}/"))
        client.post(built.url(f"entry/{entry}/note/"), {"do": "comment", "text": "zebraremark on Owain"})
        client.post(f"/reviews/{built.review.pk}/names/", {"names": "1"})
    lines = TrailRecord.objects.filter(sequence__gt=before)
    assert {"see the timeline", "see an entry", "comment on an entry", "show real names"} <= {x.act for x in lines}
    assert all(x.actor == built.users[SeatRole.PANEL].pk for x in lines)
    for line in lines:
        assert "zebra" not in line.what
        assert "Owain" not in line.what
        assert "scar" not in line.what


def test_the_database_refuses_to_change_or_delete_a_line(built: Built) -> None:
    for act in ("UPDATE store_trailrecord SET act = 'x'", "DELETE FROM store_trailrecord"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)


@pytest.mark.parametrize("how", ["changed", "taken out", "cut off", "put in"])
def test_whoever_gets_round_the_database_is_found(built: Built, how: str) -> None:
    """The triggers are taken away, as somebody with the database in hand could; the chain still tells."""
    last = TrailRecord.objects.latest("sequence")
    assert trail.verify(last_digest=last.digest)[1] is None
    middle = TrailRecord.objects.all()[5]
    with connection.cursor() as cursor:
        drop_triggers(cursor)
        if how == "changed":
            cursor.execute("UPDATE store_trailrecord SET act = 'nothing' WHERE id = %s", [middle.pk])
        elif how == "taken out":
            cursor.execute("DELETE FROM store_trailrecord WHERE id = %s", [middle.pk])
        elif how == "cut off":
            cursor.execute("DELETE FROM store_trailrecord WHERE id = %s", [last.pk])
        else:
            TrailRecord.objects.create(
                sequence=last.sequence + 1, at=last.at, actor=1, act="x", before=last.digest, digest="0" * 64
            )
    assert trail.verify(last_digest=last.digest)[1] is not None


def drop_triggers(cursor: object) -> None:
    execute = cursor.execute  # type: ignore[attr-defined]
    if connection.vendor == "sqlite":
        execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'store_trailrecord'")
        for (name,) in cursor.fetchall():  # type: ignore[attr-defined]
            execute(f"DROP TRIGGER {name}")
    else:
        execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'store_trailrecord'::regclass AND NOT tgisinternal")
        for (name,) in cursor.fetchall():  # type: ignore[attr-defined]
            execute(f"DROP TRIGGER {name} ON store_trailrecord")


# what is encrypted


def test_originals_and_the_people_list_are_encrypted_where_they_lie(built: Built) -> None:
    assert b"Owain" not in bytes(built.review.people_sealed)
    vault = Path(settings.VAULT)
    files = [p for p in vault.rglob("*") if p.is_file()]
    assert len(files) >= 3
    for file in files:
        content = file.read_bytes()
        assert b"zebra" not in content
        assert b"Owain" not in content


# notices


def test_the_digest_tells_how_much_waits_and_nothing_of_a_case(built: Built) -> None:
    panel = built.users[SeatRole.PANEL]
    tell([panel], built.review, "questions_changed")
    tell([panel], built.review, "questions_changed")
    tell([panel], built.review, "released")
    sent = send_digests.call()
    assert sent >= 1
    (message,) = [m for m in mail.outbox if m.to == [panel.email]]
    assert "2 things wait for you" in message.subject
    for word in ("Owain", "Pryce", "Child A", "zebra", "Bro Hirwen"):
        assert word not in message.subject + str(message.body)
    assert NoticeRecord.objects.get(user=panel, kind="questions_changed").count == 2
    again = send_digests.call()
    assert again == 0, "nothing is mailed twice"


# the homes


@pytest.mark.parametrize("role", list(SeatRole))
def test_every_role_has_a_home_that_says_what_waits_and_where_things_are(built: Built, role: SeatRole) -> None:
    with override_settings(SECOND_FACTOR=False):
        client = built.client(role)
        assert "Child A" in client.get("/").content.decode()
        answer = client.get(f"/reviews/{built.review.pk}/")
    assert answer.status_code == 200
    links = set(re.findall(rf'href="/reviews/{built.review.pk}/([a-z]+)/', answer.content.decode()))
    expected = {
        SeatRole.COORDINATOR: {"gather", "timeline", "questions", "learning", "briefing", "actions", "trail"},
        SeatRole.AUTHOR: {"gather", "timeline", "events", "published"},
        SeatRole.PARTICIPANT: {"events", "published"},
        SeatRole.BOARD: {"briefing", "actions"},
        SeatRole.PRACTITIONER: {"published"},
        SeatRole.AUDITOR: {"trail"},
    }.get(role, {"timeline", "questions", "learning", "briefing", "actions"})
    assert expected <= links
    if role in (SeatRole.PRACTITIONER, SeatRole.AUDITOR, SeatRole.BOARD, SeatRole.PARTICIPANT):
        assert not {"timeline", "questions", "learning", "gather"} & links


# the installation as a whole


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as made:
        yield made


COUNTED = """
from keepsight.store.models import EntryRecord, TrailRecord, UserRecord, BoxVersionRecord, PublicationRecord
print(EntryRecord.objects.count(), UserRecord.objects.count(), BoxVersionRecord.objects.count(), TrailRecord.objects.latest("sequence").digest)
"""


def test_a_backup_brings_the_whole_installation_back_and_opens_for_nobody_without_the_key(
    served: Served, tmp_path: Path
) -> None:
    file = tmp_path / "keepsight.backup"
    done = served.keepsight("backup", file)
    assert done.returncode == 0, done.stderr
    assert served.keepsight("backup", file).returncode == 2, "a backup is not written over"
    content = file.read_bytes()
    for word in (b"Catrin Prydderch", b"coordinator@example.org", b"Bro Hirwen"):
        assert word not in content
    here = served.python(COUNTED)
    with beside() as database:
        place = tmp_path / "again"
        place.mkdir()
        told = {"KEEPSIGHT_DATA": str(place), **database}
        without_key = served.keepsight("restore", file, **told)
        assert without_key.returncode == 2
        assert "Traceback" not in without_key.stderr
        for left in place.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    with beside() as database:
        place = tmp_path / "third"
        place.mkdir()
        told = {"KEEPSIGHT_DATA": str(place), **database}
        shutil.copy(Path(served.told["KEEPSIGHT_DATA"]) / "vault.key", place / "vault.key")
        done = served.keepsight("restore", file, **told)
        assert done.returncode == 0, done.stderr + done.stdout
        there = Served(served.url, {**served.told, **told}, served.process)
        assert there.python(COUNTED).split()[:3] == here.split()[:3]
        assert there.keepsight("audit", "verify", "--last", here.split()[3]).returncode == 0
        assert there.keepsight("restore", file).returncode == 2, "an installation that is not empty is left alone"


def test_the_trail_is_verified_from_the_command_line(served: Served) -> None:
    done = served.keepsight("audit", "verify")
    assert done.returncode == 0
    assert "The audit trail holds" in done.stdout
    assert served.keepsight("audit", "verify", "--last", "0" * 64).returncode == 2


FAILING = """
import keepsight.web.views.questions as views
from django.test import Client
from keepsight.store.models import UserRecord
def fail(*words, **more):
    marker = "zebrasecret Gethin Prydwen"
    raise ValueError(f"cannot read {marker}")
views.overview = fail
client = Client(raise_request_exception=False)
client.force_login(UserRecord.objects.get(email="panel@example.org"))
answer = client.get("/reviews/1/questions/?words=zebrasecret", headers={"host": "localhost"})
print(answer.status_code, answer.content.decode())
"""


def test_a_fault_tells_neither_the_log_nor_the_page_what_it_was_about(served: Served) -> None:
    done = served.ran(FAILING)
    assert done.stdout.startswith("500")
    assert "ValueError" in done.stderr, "the fault itself is logged"
    for said in (done.stdout, done.stderr):
        assert "zebrasecret" not in said
        assert "Gethin" not in said
