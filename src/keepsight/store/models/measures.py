"""Measures of a recommendation, and their points in order of time."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from keepsight.store.models.learning import RecommendationRecord

USER = settings.AUTH_USER_MODEL


class MeasureRecord(models.Model):
    """What is looked at to see whether practice changed.

    `kind` is share (found of looked at) or count. `rule` is the lens rule that is counted on a sample of case timelines, "" for
    another count; `more_is_better` says which way is the better one; points before `changed_on` are the baseline.
    """

    recommendation = models.ForeignKey(RecommendationRecord, on_delete=models.CASCADE, related_name="measures")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=6, default="share")
    rule = models.CharField(max_length=4, blank=True)
    plan = models.TextField(blank=True)
    more_is_better = models.BooleanField(default=True)
    target = models.FloatField(null=True, blank=True)
    changed_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]


class PointRecord(models.Model):
    """One look: `found` of `looked_at` records or answers, or a plain count where `looked_at` is None."""

    measure = models.ForeignKey(MeasureRecord, on_delete=models.CASCADE, related_name="points")
    on = models.DateField()
    found = models.PositiveIntegerField()
    looked_at = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["measure", "on"], name="one_point_a_day")]
