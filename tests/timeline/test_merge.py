"""One stable order, whatever the order in which the files come."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from keepsight.model import Entry
from keepsight.timeline import merge
from tests.cast import entry


def _ids(entries: tuple[Entry, ...]) -> list[str]:
    return [str(e.id) for e in entries]


def test_entries_of_two_files_come_in_order_of_their_days() -> None:
    rows = [entry(1, "A", "3/1/2020", "x"), entry(2, "A", "9/1/2020", "x"), entry(1, "B", "5/1/2020", "x")]
    assert _ids(merge(rows)) == ["A-1", "B-1", "A-2"]


def test_a_clock_time_decides_within_a_day_across_files() -> None:
    rows = [entry(1, "A", "3/1/2020 15:00", "x"), entry(1, "B", "3/1/2020 09:00", "x")]
    assert _ids(merge(rows)) == ["B-1", "A-1"]


def test_a_manual_order_wins_over_the_clock_within_a_day() -> None:
    rows = [entry(1, "A", "3/1/2020 15:00", "x", order=1), entry(2, "A", "3/1/2020 09:00", "x", order=2)]
    assert _ids(merge(rows)) == ["A-1", "A-2"]


def test_an_undated_row_stays_behind_the_row_it_follows() -> None:
    rows = [
        entry(1, "A", "3/1/2020", "x"),
        entry(2, "A", "undated", "x"),
        entry(3, "A", "9/1/2020", "x"),
        entry(1, "B", "5/1/2020", "x"),
    ]
    assert _ids(merge(rows)) == ["A-1", "A-2", "B-1", "A-3"]


def test_rows_out_of_order_in_their_file_are_put_in_order() -> None:
    rows = [entry(1, "A", "9/1/2020", "x"), entry(2, "A", "3/1/2020", "x")]
    assert _ids(merge(rows)) == ["A-2", "A-1"]


_ROWS = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 20), st.booleans()), min_size=1, max_size=25)


def _made(rows: list[tuple[str, int, bool]]) -> list[Entry]:
    numbers: dict[str, int] = {}
    made = []
    for agency, offset, dated in rows:
        numbers[agency] = numbers.get(agency, 0) + 1
        day = date(2020, 1, 1) + timedelta(days=offset)
        made.append(entry(numbers[agency], agency, f"{day:%d/%m/%Y}" if dated else "undated", "x"))
    return made


@settings(derandomize=True, deadline=None)
@given(_ROWS, st.randoms(use_true_random=False))
def test_shuffled_entries_give_the_same_order_and_none_is_lost(
    rows: list[tuple[str, int, bool]], random: object
) -> None:
    made = _made(rows)
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(shuffled) == merge(made)
    assert sorted(_ids(merge(made))) == sorted(str(e.id) for e in made)


@settings(derandomize=True, deadline=None)
@given(_ROWS)
def test_dated_entries_never_go_back_in_time(rows: list[tuple[str, int, bool]]) -> None:
    days = [e.when.earliest for e in merge(_made(rows)) if e.when.earliest]
    assert days == sorted(days)
