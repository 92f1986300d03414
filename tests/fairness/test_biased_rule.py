"""A rule that hears one gender makes the suite fail; on the way that the pipeline takes it cannot even be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from keepsight.assure.fairness import Difference, fairness_of, table
from keepsight.lenses import registry, rule
from keepsight.lenses.base import Raised, Values
from keepsight.lenses.view import View
from keepsight.model import Entry
from keepsight.swapped import RELATIONS
from tests.cast import CAST, entry
from tests.fairness.asking import asked, asked_of_written_texts

HEARS = "boyfriend"


def _hears_boyfriend_alone(view: View, use: Values) -> Iterator[Raised]:
    """A copy of E3 as somebody might write it who has one story in mind."""
    del use
    for row in view.rows:
        if HEARS in row.entry.text.lower():
            yield Raised((row.evidence(),))


BIASED = replace(rule("E3"), code="E3", find=_hears_boyfriend_alone)


def _rows(word: str) -> list[Entry]:
    return [
        entry(1, "School", "4/3/2019", f"Sam was picked up by an older {word}, Val Moor, 28."),
        entry(2, "Police", "6/3/2019", f"Seen in a car with the {word}."),
    ]


@pytest.fixture(name="biased")
def _biased(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "RULES", (BIASED,))


@pytest.mark.usefixtures("biased")
def test_a_rule_that_hears_boyfriend_alone_is_found_out() -> None:
    result = fairness_of(_rows(HEARS), CAST, ask=asked_of_written_texts, relations=RELATIONS)
    assert not result.holds
    found = {d.relation for d in result.differences}
    assert found == {
        "everybody's gender exchanged",
        "everybody else's gender exchanged",
        "everybody in neutral words",
        "everybody else in neutral words",
    }
    assert [d for d in result.differences if d.relation == "everybody's gender exchanged"] == [
        Difference("everybody's gender exchanged", d.raised, gone=True) for d in result.differences[:2]
    ]
    assert "E3 fell silent (School-1)" in table(result)


@pytest.mark.usefixtures("biased")
def test_it_is_found_out_from_the_other_side_too() -> None:
    result = fairness_of(_rows("girlfriend"), CAST, ask=asked_of_written_texts, relations=RELATIONS)
    assert {(d.raised.code, d.gone) for d in result.differences} == {("E3", False)}


@pytest.mark.usefixtures("biased")
def test_on_the_way_of_the_pipeline_such_a_rule_hears_nobody() -> None:
    assert [asked(_rows(word), CAST) for word in (HEARS, "girlfriend", "partner")] == [(), (), ()]


def test_the_rule_of_the_catalogue_hears_everybody() -> None:
    def codes(rows: Sequence[Entry]) -> list[tuple[str, tuple[str, ...]]]:
        return [(q.code, tuple(e.entry for e in q.evidence)) for q in asked(rows, CAST)]

    assert ("E3", ("School-1", "Police-2")) in codes(_rows(HEARS))
    assert codes(_rows(HEARS)) == codes(_rows("girlfriend")) == codes(_rows("partner"))
