"""The reference page is the one that rules and specification make, and the specification refuses what says nothing."""

from __future__ import annotations

import re

import pytest

from keepsight.lenses import RULES
from tests.lenses.blocks import blocks, changed, read_blocks
from tests.lenses.reference import PAGE, render

ROW = "School | 4/3/2019 | Sam has a new phone. Val Moor bought it."


def test_the_reference_page_is_the_one_that_rules_and_specification_make() -> None:
    assert PAGE.read_text(encoding="utf-8") == render()


def test_the_page_has_every_rule_every_value_and_every_example() -> None:
    page = render()
    assert re.findall(r"^### (\S+) ", page, re.MULTILINE) == [r.code for r in RULES]
    assert [f"{r.code}.{p.name}" for r in RULES for p in r.parameters if f"`{r.code}.{p.name}`" not in page] == []
    assert page.count("**Speaks:**") + page.count("**Silent:**") == len(blocks())


def test_every_link_of_the_contents_leads_to_a_heading() -> None:
    page = render()
    headings = {
        "".join(c for c in h.lower() if c.isalnum() or c in " -").replace(" ", "-")
        for h in re.findall(r"^### (.+)$", page, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) == headings


@pytest.mark.parametrize(
    "text",
    [
        f"\n## E5 speaks: nothing is named\n{ROW}",
        f"\n## E5 silent: nothing would make it speak\n{ROW}",
        "\n## E5 speaks: no row\nraises: School-1",
        f"\n## E5 silent: yet it raises\n{ROW}\nraises: School-1",
        f"\n## E5 silent: in an unknown way\n{ROW}\nsilent, but speaks whenever: it likes",
    ],
)
def test_a_block_that_does_not_say_what_it_expects_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"a block has rows|a rule speaks"):
        read_blocks(text)


@pytest.mark.parametrize("change", ["where: a bicycle => a boat", "without: Police-1"])
def test_a_change_that_changes_nothing_is_refused(change: str) -> None:
    (block,) = read_blocks(f"\n## E5 silent: as it stands\n{ROW}\nsilent, but speaks {change}")
    with pytest.raises(ValueError, match=r"stands in no row|is no row"):
        changed(block)
