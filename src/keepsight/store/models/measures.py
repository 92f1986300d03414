"""Measures of a recommendation with their points, what came of learning events, and what the board decided about them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from keepsight.store.models.learning import LearningEventRecord, RecommendationRecord
from keepsight.store.models.reviews import BoardRecord

USER = settings.AUTH_USER_MODEL


class MeasureRecord(models.Model):
    """What is looked at to see whether practice changed.

    `kind` is share (found of looked at) or count, `source` what it is taken from: records, family or staff. `rule` is the lens rule that is counted on a sample of case timelines, "" for
    another count; `more_is_better` says which way is the better one; points before `changed_on` are the baseline.
    """

    recommendation = models.ForeignKey(RecommendationRecord, on_delete=models.CASCADE, related_name="measures")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=6, default="share")
    source = models.CharField(max_length=8, default="records")
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


class EventFiguresRecord(models.Model):
    """What came of a learning event, in numbers and without names.

    `asked` and `useful` are the answers to the evaluation and those that found it useful; `asked_later` and `changed` the
    answers three months later and those that name a change in their own practice.
    """

    event = models.OneToOneField(LearningEventRecord, on_delete=models.CASCADE, related_name="figures")
    invited = models.PositiveIntegerField()
    came = models.PositiveIntegerField()
    spoke = models.PositiveIntegerField()
    asked = models.PositiveIntegerField(default=0)
    useful = models.PositiveIntegerField(default=0)
    asked_later = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class BoardDecisionRecord(models.Model):
    """A decision of the board on how learning events are held, with the figures that lay before it."""

    board = models.ForeignKey(BoardRecord, on_delete=models.CASCADE, related_name="decisions")
    text = models.TextField()
    decided_on = models.DateField()
    before_it = models.JSONField(default=list)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-decided_on", "-id"]
