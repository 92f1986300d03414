"""What was read goes to another process and comes back whole: every part of it, whatever parts are added."""

from __future__ import annotations

import pickle
from dataclasses import fields

import pytest

from keepsight.model import Attendance, Basis, EntryId, Reading, Role, Signal, SignalKind, Span, Stance

ENTRY = EntryId("entry")
SPAN = Span("What", 3, 9)
SIGNAL = Signal(
    kind=SignalKind.EXCHANGE,
    entry=ENTRY,
    span=SPAN,
    words="new phone",
    stance=Stance.POSSIBLE,
    detail="phone",
    person="C",
    role=Role.CHILD,
    other="A",
    other_role=Role.ADULT_ASSOCIATE,
    quoted=True,
    cue="exchange-1",
)
READING = Reading(
    ENTRY, (SIGNAL,), Attendance.KEPT, Span("Status", 0, 4), Basis.OBSERVED, Span("What", 0, 2), ("C", "A")
)


@pytest.mark.parametrize("value", [SPAN, SIGNAL, READING], ids=lambda v: type(v).__name__)
def test_every_part_comes_back(value: Span | Signal | Reading) -> None:
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - made one line before
    for field in fields(value):
        assert getattr(value, field.name) != field.default, "a part at its default could be lost unseen"
