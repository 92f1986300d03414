"""The client command against a workbench that is really served."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from keepsight.cli import app
from keepsight.model import KeepsightError
from tests.web.served import Served, serving

MAKE_TOKEN = """
from keepsight.services.tokens import make_token
from keepsight.store.models import UserRecord
user = UserRecord.objects.get(email="coordinator@example.org")
print(make_token(user, label="a test", days=1, may_write=True)[1])
"""
EDUCATION = """
from keepsight.store.models import ReviewRecord
review = ReviewRecord.objects.earliest("pk")
print(review.pk, review.agencies.get(agency__name="Education").pk)
"""
SENT = """
from keepsight.store.models import SubmissionRecord
print(SubmissionRecord.objects.filter(file_name="more.csv").count())
"""


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as made:
        yield made


@pytest.fixture(scope="module")
def secret(served: Served) -> str:
    return served.python(MAKE_TOKEN)


@pytest.fixture
def told(served: Served, secret: str, monkeypatch: pytest.MonkeyPatch) -> Served:
    monkeypatch.setenv("KEEPSIGHT_URL", served.url)
    monkeypatch.setenv("KEEPSIGHT_TOKEN", secret)
    return served


def ran(*words: object) -> str:
    return CliRunner().invoke(app, ["client", *map(str, words)], catch_exceptions=False).output


def test_it_lists_tells_sends_and_fetches(told: Served, tmp_path: Path) -> None:
    review, member = told.python(EDUCATION).split()
    assert "Child A  (coordinator)" in ran("reviews")
    assert "Bro Hirwen Safeguarding Board" in ran("home", review)
    assert "Education" in ran("agencies", review)
    chronology = tmp_path / "more.csv"
    chronology.write_text("Date,Event\n1/7/2022,Left early\n", "utf-8")
    assert "was sent" in ran("send", review, member, chronology)
    assert told.python(SENT) == "1"
    out = tmp_path / "timesketch.csv"
    assert "entries without a day were left out" in ran("fetch", review, "timesketch.csv", "--out", out)
    assert out.read_text("utf-8").startswith("message,datetime,timestamp_desc")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_it_says_in_one_sentence_what_to_mend(told: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    review = told.python(EDUCATION).split()[0]
    with pytest.raises(KeepsightError, match="no such thing there"):
        ran("home", int(review) + 900)
    with pytest.raises(KeepsightError, match=r"Choose one of timeline\.json"):
        ran("fetch", review, "timeline.exe", "--out", tmp_path / "x")
    there = tmp_path / "there.csv"
    there.write_text("mine", "utf-8")
    with pytest.raises(KeepsightError, match="is there already"):
        ran("fetch", review, "timeline.csv", "--out", there)
    assert there.read_text("utf-8") == "mine"
    monkeypatch.setenv("KEEPSIGHT_TOKEN", "ks_wrong")
    with pytest.raises(KeepsightError, match="not known"):
        ran("reviews")


def test_a_token_goes_over_https_alone_and_is_never_an_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEPSIGHT_URL", "http://keepsight.example.org")
    monkeypatch.setenv("KEEPSIGHT_TOKEN", "ks_secret")
    with pytest.raises(KeepsightError, match="must begin with https"):
        ran("reviews")
    monkeypatch.delenv("KEEPSIGHT_TOKEN")
    with pytest.raises(KeepsightError, match="Set KEEPSIGHT_URL"):
        ran("reviews")


def test_a_workbench_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEPSIGHT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("KEEPSIGHT_TOKEN", "ks_secret")
    with pytest.raises(KeepsightError, match="does not answer"):
        ran("reviews")
