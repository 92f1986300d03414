"""Whose knowledge a contributor's rows are."""

from __future__ import annotations

import pytest

from keepsight.timeline import is_the_familys


@pytest.mark.parametrize(
    ("contributor", "familys"),
    [
        ("Child and family", True),
        ("The family", True),
        ("In our own words", True),
        ("Plentyn a theulu", True),
        ("Mother", True),
        ("Children and Families Service", False),
        ("Family support team", False),
        ("Police", False),
        ("", False),
    ],
)
def test_what_the_family_told_is_known_from_what_a_service_recorded(contributor: str, familys: bool) -> None:
    assert is_the_familys(contributor) is familys
