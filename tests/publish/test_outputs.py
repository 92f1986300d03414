"""The whole of a run's outputs: which files, whole or not, the same bytes twice, whatever the text."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepsight.model import KeepsightError, Review
from keepsight.publish import write_review
from keepsight.publish.outputs import NAMES, moment
from tests.publish.build import review


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def with_text(calm: Review, text: str) -> Review:
    """The review with a text in every cell of the first entry, in its date, and in what the network is asked."""
    first, *others = calm.timeline.entries
    changed = replace(
        first,
        agency=text or "Agency",
        when=replace(first.when, text=text),
        fields=tuple(replace(f, text=text) for f in first.fields),
    )
    return replace(
        calm,
        settings=replace(calm.settings, title=text, board=text),
        timeline=replace(calm.timeline, entries=(changed, *others)),
        questions=tuple(replace(q, wording=text or "?") for q in calm.questions),
    )


def test_exactly_the_files_of_the_file_interface_are_written(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    written = write_review(review(), tmp_path / "out", progress=lambda *step: told.append(step))
    assert names(tmp_path / "out") == sorted(NAMES)
    assert [p.name for p in written] == list(NAMES)
    assert told == [("writing", n, len(NAMES)) for n in range(1, len(NAMES) + 1)]
    assert names(tmp_path) == ["out"]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    for run in ("a", "b"):
        write_review(review(), tmp_path / run)
    differing = [n for n in NAMES if (tmp_path / "a" / n).read_bytes() != (tmp_path / "b" / n).read_bytes()]
    assert differing == []


def test_another_clock_gives_other_documents(tmp_path: Path) -> None:
    """So that the test above could fail: the date does stand in the documents."""
    calm = review()
    write_review(calm, tmp_path / "a")
    write_review(replace(calm, manifest=replace(calm.manifest, clock="2022-03-04T05:06:07")), tmp_path / "b")
    differing = {n for n in NAMES if (tmp_path / "a" / n).read_bytes() != (tmp_path / "b" / n).read_bytes()}
    assert {"manifest.json", "timeline.pdf", "timeline.docx", "timeline.xlsx", "briefing.pptx"} <= differing


def test_without_a_clock_the_last_day_of_the_timeline_dates_the_documents() -> None:
    calm = review()
    assert moment(calm) == datetime(2021, 2, 1, 9, tzinfo=UTC)
    assert moment(replace(calm, manifest=replace(calm.manifest, clock=""))) == datetime(2020, 11, 30, tzinfo=UTC)


def test_an_old_run_is_replaced_whole_and_files_of_others_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "briefing.txt").write_text("old")
    write_review(review(), tmp_path)
    assert names(tmp_path) == sorted((*NAMES, "notes.txt"))
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "briefing.txt").read_text().startswith("SEVEN-MINUTE BRIEFING")


def test_a_run_stopped_while_writing_leaves_the_old_outputs(tmp_path: Path) -> None:
    write_review(review(), tmp_path)
    before = {n: (tmp_path / n).read_bytes() for n in NAMES}

    def stop(stage: str, done: int, total: int) -> None:
        if done == total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_review(with_text(review(), "changed"), tmp_path, progress=stop)
    assert {n: (tmp_path / n).read_bytes() for n in NAMES} == before
    assert names(tmp_path) == sorted(NAMES)


def test_an_output_folder_that_is_a_file_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(KeepsightError, match="The outputs need a folder"):
        write_review(review(), tmp_path / "out")


@settings(derandomize=True, deadline=None, max_examples=15)
@given(st.text(alphabet=st.characters(), max_size=60))
def test_whatever_the_text_every_document_is_written_and_the_json_gives_it_back(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_review(with_text(review(), text), Path(folder))
        assert names(Path(folder)) == sorted(NAMES)
        first = json.loads((Path(folder) / "timeline.json").read_bytes())["entries"][0]
        assert set(first["fields"].values()) == {text}
        assert first["when"]["text"] == text
