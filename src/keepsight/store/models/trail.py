"""The audit trail: who saw or changed what, in a chain of digests that shows any change made afterwards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class TrailRecord(models.Model):
    """One line of the trail.

    `actor` and `review` are numbers, not relations, so that a line outlives what it names. `what` says which thing ("entry
    4f2a", "submission 3"), never its words. `digest` is of this line and of the digest before it. The database refuses to
    change or delete a line.
    """

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.CharField(max_length=32)
    actor = models.BigIntegerField(null=True)
    review = models.BigIntegerField(null=True, db_index=True)
    act = models.CharField(max_length=60)
    what = models.CharField(max_length=200, blank=True)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["sequence"]
