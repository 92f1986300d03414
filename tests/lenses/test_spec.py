"""Every block of the specification: a rule speaks where it should, names what raises it, and is silent where it should be."""

from __future__ import annotations

from collections import Counter

import pytest

from keepsight.lenses import RULES, ask
from keepsight.model import Question
from tests.cast import timeline
from tests.lenses.blocks import Block, Expected, blocks

BLOCKS = blocks()


@pytest.mark.parametrize("block", BLOCKS, ids=[b.name for b in BLOCKS])
def test_a_rule_does_as_its_block_says(block: Block) -> None:
    raised = [q for q in ask(timeline(block.rows), block.policy) if q.code == block.code]
    assert sorted(_evidence(q) for q in raised) == sorted(sorted(e.evidence) for e in block.expected)
    for question in raised:
        wanted = next(e for e in block.expected if sorted(e.evidence) == _evidence(question))
        assert _told(question, wanted) == wanted


def test_every_rule_has_a_block_in_which_it_speaks_and_one_in_which_it_is_silent() -> None:
    codes = {r.code for r in RULES}
    assert {b.code for b in BLOCKS if b.speaks} == codes
    assert {b.code for b in BLOCKS if not b.speaks} == codes


def test_no_two_blocks_share_a_name() -> None:
    assert [name for name, times in Counter(b.name for b in BLOCKS).items() if times > 1] == []


def _evidence(question: Question) -> list[str]:
    return sorted(e.entry for e in question.evidence)


def _told(question: Question, wanted: Expected) -> Expected:
    """What a question says of itself, as far as the block speaks of it."""
    return Expected(
        evidence=frozenset(_evidence(question)),
        against=None if wanted.against is None else frozenset(e.entry for e in question.against),
        first=None if wanted.first is None else question.first_answerable,
        certainty=question.certainty,
        asks=wanted.asks if wanted.asks in question.wording else question.wording,
    )
