"""Structured identifiers: checksums hold, and an identifier is found whatever stands around it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from keepsight.model import MentionKind
from keepsight.people.identifiers import identifiers, is_nhs_number

_WORDS = st.sampled_from(["rang", "ref", "see letter", "(", ":", "no", "tel", "/ ", "- "])


def _with_check_digit(nine: list[int]) -> str | None:
    check = (11 - sum(d * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11
    return None if check == 10 else "".join(map(str, [*nine, check]))


@settings(derandomize=True, deadline=None)
@given(nine=st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_a_number_with_its_check_digit_is_an_nhs_number_and_one_off_is_not(nine: list[int]) -> None:
    number = _with_check_digit(nine)
    if number is not None and nine[:3] != [9, 9, 9]:
        assert is_nhs_number(number)
        assert not is_nhs_number(number[:9] + str((int(number[9]) + 1) % 10))


@settings(derandomize=True, deadline=None)
@given(
    before=_WORDS,
    after=_WORDS,
    one=st.sampled_from(
        [
            ("07700 900417", MentionKind.PHONE),
            ("(01632) 960 233", MentionKind.PHONE),
            ("+447700900417", MentionKind.PHONE),
            ("999 204 7716", MentionKind.NHS_NUMBER),
            ("9992047716", MentionKind.NHS_NUMBER),
            ("AB 12 34 56 C", MentionKind.NI_NUMBER),
            ("QX4 7TD", MentionKind.POSTCODE),
            ("t.rowlands@example.org", MentionKind.EMAIL),
            ("@tegs_09", MentionKind.HANDLE),
            ("https://example.org/x", MentionKind.URL),
            ("AB12 CDE", MentionKind.VEHICLE),
        ]
    ),
)
def test_an_identifier_is_found_whatever_stands_around_it(
    before: str, after: str, one: tuple[str, MentionKind]
) -> None:
    text = f"{before} {one[0]} {after}"
    assert (one[0], one[1]) in [(text[f.start : f.end], f.kind) for f in identifiers(text)]


def test_amounts_dates_and_case_references_are_no_identifiers() -> None:
    text = "Owes £1,234,567.00 since 12/03/2019, ref MB/0288/18, log 0417, 44kg, BP 120/80, 2 x 500mg, 10:15-11:45."
    assert list(identifiers(text)) == []
