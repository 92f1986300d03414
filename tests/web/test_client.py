"""The client command against a workbench that is really served."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from keepsight.access import SeatRole
from keepsight.cli import app
from keepsight.model import KeepsightError
from keepsight.services.tokens import make_token
from keepsight.store.models import SubmissionRecord
from tests.web.build_tl import Built, build_review, fresh


@pytest.fixture
def built(transactional_db: None, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Built:
    made = build_review()
    _, secret = make_token(fresh(made.users[SeatRole.COORDINATOR]), label="a test", days=1, may_write=True)
    monkeypatch.setenv("KEEPSIGHT_URL", live_server.url)
    monkeypatch.setenv("KEEPSIGHT_TOKEN", secret)
    return made


def ran(*words: object) -> str:
    return CliRunner().invoke(app, ["client", *map(str, words)], catch_exceptions=False).output


def test_it_lists_tells_sends_and_fetches(built: Built, tmp_path: Path) -> None:
    review, member = built.review.pk, built.member("Education").pk
    assert "Child A  (coordinator)" in ran("reviews")
    assert "Bro Hirwen Safeguarding Board" in ran("home", review)
    assert "Education" in ran("agencies", review)
    chronology = tmp_path / "more.csv"
    chronology.write_text("Date,Event\n1/7/2020,Left early\n", "utf-8")
    assert "was sent" in ran("send", review, member, chronology)
    assert SubmissionRecord.objects.filter(file_name="more.csv", state="reading").count() == 1
    out = tmp_path / "timesketch.csv"
    assert "1 entries without a day were left out" in ran("fetch", review, "timesketch.csv", "--out", out)
    assert out.read_text("utf-8").startswith("message,datetime,timestamp_desc")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_it_says_in_one_sentence_what_to_mend(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeepsightError, match="no such thing there"):
        ran("home", built.review.pk + 1)
    with pytest.raises(KeepsightError, match="Choose one of timeline.json"):
        ran("fetch", built.review.pk, "timeline.exe", "--out", tmp_path / "x")
    there = tmp_path / "there.csv"
    there.write_text("mine", "utf-8")
    with pytest.raises(KeepsightError, match="is there already"):
        ran("fetch", built.review.pk, "timeline.csv", "--out", there)
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
