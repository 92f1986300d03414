"""Whose own account a file is, told from the name of who sent it."""

from __future__ import annotations

import pytest

from keepsight.reading import whose_account


@pytest.mark.parametrize(
    ("sender", "whose"),
    [
        ("Child and family", "child"),
        ("Young person", "child"),
        ("Mother", "parent"),
        ("Family (own account)", "family"),
        ("The family", "family"),
        ("In our own words", "family"),
        ("Plentyn a theulu", "family"),
        ("Children and Families Service", ""),
        ("Family support team", ""),
        ("Tîm Teulu Hirwen", ""),
        ("Police", ""),
        ("", ""),
    ],
)
def test_the_familys_own_account_is_known_from_what_a_service_recorded(sender: str, whose: str) -> None:
    assert whose_account(sender) == whose
