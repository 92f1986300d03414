"""The reading age by hand, and at its ends."""

from __future__ import annotations

from keepsight.review.readability import OLDEST, YOUNGEST, reading_age


def test_the_index_is_worked_out_as_by_hand() -> None:
    sentence = (
        "Workers recorded different accounts without checking whether anybody asked children directly about home."
    )
    letters = sum(len(w) for w in sentence.rstrip(".").split())
    assert letters == 91
    # 4.71 x 91/13 + 0.5 x 13 - 21.43 = 18.04, the 19th grade begun: 24 by rule, shown as the oldest there is
    assert reading_age([sentence]) == OLDEST


def test_short_plain_sentences_are_for_the_young() -> None:
    assert reading_age(["He was in the park.", "No one saw him go."]) == YOUNGEST


def test_in_between_it_grows_with_the_sentence() -> None:
    short = reading_age(["The school wrote to the family.", "The nurse rang the mother twice."])
    long = reading_age(["The school wrote to the family and the nurse rang the mother twice in the same week."])
    assert short is not None
    assert long is not None
    assert YOUNGEST <= short < long < OLDEST


def test_no_word_has_no_age() -> None:
    assert reading_age([]) is None
    assert reading_age(["...", ""]) is None
