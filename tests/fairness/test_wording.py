"""Wording prompts by group of cases: what is counted, what is compared, and what is left unsaid."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from keepsight.assure.wording import (
    ANY,
    CaseWording,
    Compared,
    Rate,
    table,
    wording_by_group,
    wording_of,
)
from keepsight.model import EntryId, EntryKind, People, PersonRef
from keepsight.swapped import group_of, wording_of_folders
from tests.cast import CAST, entry, timeline
from tests.fairness.asking import SAMPLE


def test_entries_with_a_phrase_are_counted_once_and_the_childs_own_words_and_copies_never() -> None:
    rows = [
        entry(1, "School", "4/3/2019", "Streetwise, promiscuous, refuses to engage."),
        entry(2, "School", "5/3/2019", "Placing herself at risk again. Manipulative."),
        entry(3, "School", "6/3/2019", 'Sam says "I was the aggressor".'),
        entry(4, "School", "7/3/2019", "Attended all lessons."),
        entry(5, "School", "8/3/2019", "Feral.", kind=EntryKind.NOTE),
    ]
    rows.append(replace(rows[1], id=EntryId("School-6"), place=replace(rows[1].place, row=6)))
    counted = wording_of(timeline(rows), group="girls")
    assert counted == CaseWording("girls", 4, ((ANY, 2), ("labels", 2), ("places_self", 1)))


def _cases(group: str, *shares: int) -> list[CaseWording]:
    return [CaseWording(group, 100, ((ANY, n), ("labels", n))) for n in shares]


def test_rates_are_per_100_entries_with_the_range_of_single_cases() -> None:
    summary = wording_by_group(
        [*_cases("boys", 2, 4), CaseWording("girls", 50, ((ANY, 5),)), CaseWording("girls", 0, ())]
    )
    assert summary.cases == 3
    assert summary.rows[0].rates == (Rate("boys", 2, 200, 6, 2.0, 4.0), Rate("girls", 1, 50, 5, 10.0, 10.0))
    assert [r.per_100 for r in summary.rows[0].rates] == [3.0, 10.0]
    assert [r.kind for r in summary.rows] == [ANY, "labels"]


def test_groups_of_few_cases_or_few_prompts_are_not_compared() -> None:
    few_cases = wording_by_group([*_cases("boys", 9, 9, 9, 9), *_cases("girls", 1, 1, 1, 1, 1)])
    few_prompts = wording_by_group([*_cases("boys", 1, 1, 1, 1, 1), *_cases("girls", 1, 1, 1, 0, 1)])
    assert [r.compared for s in (few_cases, few_prompts) for r in s.rows] == [(), (), (), ()]
    assert "Not compared" in table(few_cases)


def test_a_difference_stands_beside_how_often_chance_makes_one_as_large() -> None:
    clear = wording_by_group([*_cases("boys", 9, 8, 9, 10, 9), *_cases("girls", 1, 2, 1, 0, 1)])
    assert clear.rows[0].compared == (Compared("boys", "girls", 8.0, as_large=2, deals=252),)
    assert "8.0 per 100 above girls" in table(clear)
    assert "in 1 of 100 deals" in table(clear)
    none = wording_by_group([*_cases("boys", 1, 9, 5, 3, 7), *_cases("girls", 7, 5, 1, 9, 3)])
    assert none.rows[0].compared == (Compared("boys", "girls", 0.0, as_large=252, deals=252),)


def test_where_there_are_too_many_deals_a_fixed_sample_is_tried() -> None:
    cases = [*_cases("boys", *range(10, 22)), *_cases("girls", *range(12))]
    first, again = wording_by_group(cases), wording_by_group(cases)
    assert first == again
    assert first.rows[0].compared[0].deals == 10_000
    assert first.rows[0].compared[0].as_large < 100


def test_the_table_says_what_it_cannot_show() -> None:
    text = table(wording_by_group([*_cases("boys", 9, 8, 9, 10, 9), *_cases("girls", 1, 2, 1, 0, 1)]))
    assert text.startswith("Wording prompts in 10 cases")
    assert text.endswith("a reason to read, not a finding.")


def test_a_case_is_grouped_by_what_the_people_list_says_of_the_child() -> None:
    assert group_of(CAST) == "not recorded"
    assert group_of(People(CAST.people, ((PersonRef("sam"), "F"), (PersonRef("jo"), "m")))) == "girls"
    assert group_of(People(CAST.people, ((PersonRef("sam"), "boy"),))) == "boys"


def test_folders_are_set_side_by_side(tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(SAMPLE, other)
    people = (other / "people.csv").read_text("utf-8")
    (other / "people.csv").write_text(people.replace("Owain,m,", "Owain,f,"), "utf-8")
    summary = wording_of_folders([SAMPLE, other])
    boys, girls = summary.rows[0].rates
    assert (boys.group, girls.group) == ("boys", "girls")
    assert boys == replace(girls, group="boys")
    assert boys.prompts > 0
