"""Sentences and quotations of text in shorthand, and the plain form in which they are read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepsight.reading.cues import plain
from keepsight.reading.sentences import quotations, sentences

FIXED = settings(derandomize=True, deadline=None, max_examples=300)

CUT = [
    ("one. two.", ["one.", "two."]),
    ("no concerns; bruising noted", ["no concerns;", "bruising noted"]),
    ("any bruises? none.", ["any bruises?", "none."]),
    ("rang! no reply", ["rang!", "no reply"]),
    ("seen by dr. patel at home. well.", ["seen by dr. patel at home.", "well."]),
    ("mr. j. price rang. no reply.", ["mr. j. price rang.", "no reply."]),
    ("disclosed? no. bruise seen.", ["disclosed?", "no.", "bruise seen."]),
    ("lives at no. 5 now. seen.", ["lives at no. 5 now.", "seen."]),
    ("born 3 jan. 2015. well.", ["born 3 jan. 2015.", "well."]),
    ("last seen in jan. mum rang.", ["last seen in jan.", "mum rang."]),
    ("toys, books, etc. and a bed. fine.", ["toys, books, etc. and a bed.", "fine."]),
    ("toys, books etc. fine.", ["toys, books etc.", "fine."]),
    ("rang at 9 a.m. no reply", ["rang at 9 a.m. no reply"]),
    ("weight 13.5 kg. down.", ["weight 13.5 kg.", "down."]),
    ("bruise ?nai. photo.", ["bruise ?nai.", "photo."]),
    ("x-ray ? fracture of wrist. home.", ["x-ray ? fracture of wrist.", "home."]),
    ('he said "leave me." then left.', ['he said "leave me."', "then left."]),
    ("left ... came back.", ["left ...", "came back."]),
    ("12/03: called; no reply", ["12/03: called;", "no reply"]),
    ("a;b", ["a;b"]),
    ("", []),
    ("   ", []),
]

QUOTED = [
    ('he said "leave me" and left', ["leave me"]),
    ("he said “leave me” and left", ["leave me"]),
    ("she said 'i can't go home' to staff", ["i can't go home"]),
    ("mum's car and dad's van", []),
    ("no marks at all", []),
]

PLAIN = [
    ("No concerns\nBruising noted", "no concerns; bruising noted"),
    ("No concerns.\nBruising noted", "no concerns. bruising noted"),
    ("Seen at home with\nMum", "seen at home with mum"),
    ("Seen at home\nand at school", "seen at home and at school"),
    ("Seen  at\thome", "seen at home"),
    ("It’s fine", "it's fine"),
    ("Ring 01632 960123", "ring ############"),
]


@pytest.mark.parametrize(("text", "cut"), CUT)
def test_text_is_cut_where_a_reader_stops(text: str, cut: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == cut


@pytest.mark.parametrize(("text", "quoted"), QUOTED)
def test_quotations_are_found_without_their_marks(text: str, quoted: list[str]) -> None:
    assert [text[a:b] for a, b in quotations(text)] == quoted


@pytest.mark.parametrize(("text", "told"), PLAIN)
def test_text_is_made_plain(text: str, told: str) -> None:
    assert plain(text)[0] == told


@given(st.text(alphabet="ab .;?!\n\"'()dr1", max_size=60))
@FIXED
def test_sentences_stand_in_order_and_leave_out_nothing_but_white_space(text: str) -> None:
    cut = sentences(text)
    assert all(a < b for a, b in cut)
    assert all(left[1] <= right[0] for left, right in pairwise(cut))
    assert "".join("".join(text[a:b] for a, b in cut).split()) == "".join(text.split())


@given(st.text(max_size=60))
@FIXED
def test_every_plain_character_knows_its_place_in_the_original(text: str) -> None:
    told, places = plain(text)
    if places is None:
        assert len(told) == len(text)
    else:
        assert len(places) == len(told) + 1
        assert places[-1] == len(text)
        assert list(places) == sorted(places)
