"""What the pictures draw: counted by hand on small timelines, and the same figures that the rules use."""

from __future__ import annotations

from datetime import date

from keepsight.lenses import ask
from keepsight.lenses.pictures import MOST_STRETCHES, pictures
from keepsight.model import Company, Entry, Lens, Pictures, Timeline, Without
from tests.cast import entry, timeline

SEEN = "Home visit. Sam seen."


def drawn(*rows: Entry) -> Pictures:
    told = timeline(rows)
    return pictures(told, ask(told))


def test_an_empty_timeline_draws_nothing() -> None:
    assert pictures(Timeline(())) == Pictures(beside_days=14)


def test_a_day_counts_once_for_an_agency_and_once_for_each_of_its_workers() -> None:
    found = drawn(
        entry(1, "Social care", "4 March 2019", SEEN, worker="R Frost"),
        entry(2, "Social care", "4 March 2019", "Second visit in the afternoon. Sam seen.", worker="R  FROST"),
        entry(3, "Social care", "4 March 2019", "Sam seen by the support worker.", worker="P Lane"),
        entry(4, "School", "5 March 2019", "Sam seen by the tutor.", worker="–"),
    )
    (share,) = found.shares
    assert (share.start, share.end) == (date(2019, 3, 1), date(2019, 3, 31))
    assert dict(share.by_agency) == {"Social care": 1, "School": 1}
    assert dict(share.by_worker) == {("Social care", "r frost"): 1, ("Social care", "p lane"): 1, ("School", ""): 1}
    assert found.days == 2


def test_a_contact_that_did_not_take_place_is_none() -> None:
    assert drawn(entry(1, "Social care", "4 March 2019", "Home visit, no reply at the door.")).contacts == ()


def test_what_is_left_without_a_worker_is_the_days_of_the_others_and_their_longest_gap() -> None:
    own = [entry(i, "YJS", f"{d} March 2019", SEEN, worker="D Amos") for i, d in enumerate((4, 6, 8, 11, 13), start=1)]
    found = drawn(
        entry(6, "School", "1 March 2019", "Sam seen by the tutor.", worker="Mr Lal"),
        *own,
        entry(7, "School", "8 March 2019", "Sam seen by the tutor.", worker="Mr Lal"),
        entry(8, "School", "20 March 2019", "Sam seen by the tutor.", worker="Mr Lal"),
    )
    assert (found.days, found.gap, found.gap_start, found.gap_end) == (7, 7, date(2019, 3, 13), date(2019, 3, 20))
    assert found.without == (Without("YJS", "D Amos", 5, 3, 12, date(2019, 3, 8), date(2019, 3, 20)),)


def test_stretches_cover_every_contact_and_are_few_enough_to_draw() -> None:
    years = [entry(i, "School", f"{i} June {2003 + i}", "Sam seen by the tutor.") for i in range(1, 18)]
    found = drawn(*years)
    assert len(found.shares) <= MOST_STRETCHES
    assert sum(s.agency_days for s in found.shares) == len(found.contacts) == 17
    assert [s.end for s in found.shares] == list(found.marks)
    assert all((b.start - a.end).days == 1 for a, b in zip(found.shares, found.shares[1:], strict=False))


def test_a_crisis_of_the_child_knows_who_was_there_and_what_stands_beside_it() -> None:
    found = drawn(
        entry(1, "Hospital", "3 June 2019", "Sam brought in by ambulance after a seizure. No adult with Sam."),
        entry(2, "Police", "9 June 2019", "Father arrested at the address and taken to custody."),
        entry(3, "Hospital", "2 August 2019", "Sam admitted with a seizure. Mother stayed with Sam on the ward."),
        entry(4, "School", "5 June 2019", "Sam seen by the tutor."),
    )
    first, father, second = found.crises
    assert (first.of_child, first.company, first.beside) == (("health crisis",), Company.ALONE, (1,))
    assert (father.company, father.beside) == (None, (0,))
    assert dict(first.contacts)["School"] == 1
    assert (second.company, second.beside) == (Company.WITH_ADULT, ())


def test_the_window_of_crises_side_by_side_is_that_of_the_rule() -> None:
    told = timeline(
        (
            entry(1, "Hospital", "3 June 2019", "Sam brought in by ambulance after a seizure. No adult with Sam."),
            entry(2, "Police", "9 June 2019", "Father arrested at the address and taken to custody."),
        )
    )
    assert [c.beside for c in pictures(told).crises] == [(1,), (0,)]
    narrow = pictures(told, (), {"T3.days": 5})
    assert (narrow.beside_days, [c.beside for c in narrow.crises]) == (5, [(), ()])


def test_an_event_is_held_from_the_day_each_agency_is_shown_to_have_known() -> None:
    crisis = "Sam found collapsed and taken to hospital by ambulance after an overdose."
    told = timeline(
        (
            entry(1, "Police", "14 March 2019", crisis, recorded="16 March 2019"),
            entry(2, "School", "14 March 2019", crisis, recorded="18 March 2019"),
            entry(3, "Police", "2 June 2019", crisis),
            entry(4, "Police", "9 August 2019", crisis),
            entry(5, "School", "10 September 2019", "Sam seen by the tutor. Art lesson."),
        )
    )
    asked = ask(told)
    found = pictures(told, asked)
    raising = {e.entry for q in asked if q.lens is not Lens.STRENGTHS for e in q.evidence}
    assert {"Police-1", "Police-3", "Police-4"} <= raising
    assert {i for h in found.held for i in h.entries} == raising
    first = next(h for h in found.held if "Police-1" in h.entries)
    assert dict(first.known) == {"Police": date(2019, 3, 16), "School": date(2019, 3, 18)}
    second = next(h for h in found.held if "Police-3" in h.entries)
    assert dict(second.known) == {"Police": date(2019, 6, 2)}


def test_the_pictures_are_the_same_whatever_order_the_rows_came_in() -> None:
    rows = [entry(i, "YJS" if i % 2 else "School", f"{i} March 2019", SEEN, worker=f"W{i % 3}a") for i in range(1, 20)]
    assert drawn(*rows) == drawn(*reversed(rows))
