"""What a user can mend."""

from __future__ import annotations


class KeepsightError(Exception):
    """One clear sentence that says what is wrong and what to do; shown as it is, so never put a person's data in it."""
