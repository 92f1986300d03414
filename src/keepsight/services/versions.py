"""Records that two people may change at once: nobody's words are lost, and both are shown.

Whoever opens a record to change it brings its version back. If somebody saved meanwhile, nothing is written: what stands now is
shown beside what was typed. What a record said before each change is kept, so that it can be read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from keepsight.model import KeepsightError
from keepsight.store.models import (
    InterimActionRecord,
    KeptVersionRecord,
    PolicyRecord,
    RecommendationRecord,
    ReviewRecord,
    ThemeRecord,
    UserRecord,
    VoiceRecord,
)

Versioned = ThemeRecord | VoiceRecord | PolicyRecord | InterimActionRecord | RecommendationRecord
R = TypeVar("R", ThemeRecord, VoiceRecord, PolicyRecord, InterimActionRecord, RecommendationRecord)
STAMPS: dict[type[models.Model], tuple[str, str]] = {
    ThemeRecord: ("changed_by", "changed_at"),
    VoiceRecord: ("recorded_by", "recorded_at"),
    PolicyRecord: ("recorded_by", "recorded_at"),
    InterimActionRecord: ("made_by", "made_at"),
    RecommendationRecord: ("changed_by", "changed_at"),
}
"""Where a record keeps who saved it last, and when."""


class Overtaken(KeepsightError):  # noqa: N818 - named as it is told
    """Somebody else saved after the record was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody saved this while you wrote. Both are shown: put what you need into yours and save again."
        )


@dataclass(frozen=True, slots=True)
class Saved:
    """Who saved a version, and when."""

    version: int
    by: UserRecord
    at: datetime
    content: dict[str, Any]


def add(user: UserRecord, record: R, together: dict[str, Sequence[Any]]) -> R:
    """A new record saved; `together` are the records it hangs with, by the name of the field."""
    _stamp(user, record)
    record.save()
    for name, others in together.items():
        getattr(record, name).set(others)
    return record


def change(
    user: UserRecord, record: R, *, version: int, fields: dict[str, Any], together: dict[str, Sequence[Any]]
) -> R:
    """The record with these fields, what it said before kept. Overtaken where `version` is not the one that stands."""
    now: R = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if now.version != version:
        raise Overtaken
    before = content_of(now, [*fields], [*together])
    wanted = {n: _plain(v) for n, v in fields.items()} | {n: sorted(o.pk for o in v) for n, v in together.items()}
    if before == wanted:
        return now
    stands = saved(now, before)
    KeptVersionRecord.objects.create(
        review=_review(now),
        kind=type(now).__name__,
        number=now.pk,
        version=now.version,
        content=before,
        made_by=stands.by,
        made_at=stands.at,
    )
    for name, value in fields.items():
        setattr(now, name, value)
    now.version += 1
    _stamp(user, now)
    now.save()
    for name, others in together.items():
        getattr(now, name).set(others)
    return now


def content_of(record: Versioned, fields: Sequence[str], together: Sequence[str]) -> dict[str, Any]:
    """What the record says, as it is kept."""
    found = {name: _plain(getattr(record, name)) for name in fields}
    for name in together:
        found[name] = sorted(getattr(record, name).values_list("pk", flat=True))
    return found


def saved(record: Versioned, content: dict[str, Any]) -> Saved:
    """Who saved what stands now."""
    by, at = STAMPS[type(record)]
    return Saved(record.version, getattr(record, by), getattr(record, at), content)


def earlier(record: Versioned) -> tuple[Saved, ...]:
    """What the record said before, the newest first."""
    kept = KeptVersionRecord.objects.filter(review=_review(record), kind=type(record).__name__, number=record.pk)
    return tuple(Saved(k.version, k.made_by, k.made_at, k.content) for k in kept.select_related("made_by"))


def _stamp(user: UserRecord, record: Versioned) -> None:
    by, at = STAMPS[type(record)]
    setattr(record, by, user)
    setattr(record, at, timezone.now())


def _review(record: Versioned) -> ReviewRecord:
    return record.review


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value
