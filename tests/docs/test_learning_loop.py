"""The tutorial of the learning loop says of each recommendation what the check really says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from keepsight.review.recommending import Checked, Proposed, Strength, check

PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "learning-loop.md"
SAYS = {
    "reminds": Strength.REMIND,
    "circulates": Strength.CIRCULATE,
    "trains": Strength.TRAIN,
    "changes how work is done": Strength.CHANGE,
}
LACKS = {
    "weak": "a stronger step",
    "owner": "an owner",
    "day": "a date",
    "measure": "a measure",
    "difference": "what would show that it made a difference",
}
TODAY = date(2026, 1, 1)
PARTS = re.split(r"^## \d\. ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]


def row(part: str, head: str) -> str:
    found = re.search(rf"^\| {re.escape(head)} \| (.+) \|$", part, re.MULTILINE)
    assert found is not None, head
    return found[1]


def better(part: str) -> Checked:
    proposed = Proposed(
        text=row(part, "What should change"),
        owner=row(part, "Who owns it"),
        due_on=date.fromisoformat(row(part, "By")),
        measure=row(part, "Measure"),
        shows_it_worked=row(part, "What would show that it made a difference"),
        themes=1,
    )
    return check(proposed, today=TODAY)


def test_there_are_eight() -> None:
    assert len(PARTS) == 8


@pytest.mark.parametrize("part", PARTS, ids=[p.split("\n")[0] for p in PARTS])
def test_the_check_says_what_the_tutorial_says(part: str) -> None:
    stands = re.search(r"^> (.+)$", part, re.MULTILINE)
    said = re.search(r"^It (.+?)\. It lacks: (.+)\.$", part, re.MULTILINE)
    assert stands is not None
    assert said is not None
    found = check(Proposed(stands[1], themes=1), today=TODAY)
    assert found.strength is SAYS[said[1]]
    assert [LACKS[x.value] for x in found.lacks] == said[2].split(", ")


@pytest.mark.parametrize("part", PARTS, ids=[p.split("\n")[0] for p in PARTS])
def test_the_other_version_passes_and_changes_how_work_is_done(part: str) -> None:
    assert better(part).passes
    assert better(part).strength is Strength.CHANGE
