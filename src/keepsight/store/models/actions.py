"""What follows from a recommendation: the agencies' answers, actions with their milestones and evidence, what was reached."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from keepsight.store.models.learning import RecommendationRecord
from keepsight.store.models.reviews import AgencyRecord, BoardRecord

USER = settings.AUTH_USER_MODEL


class ResponseRecord(models.Model):
    """An agency's answer to a recommendation: accept, part or reject. The last of an agency stands; earlier ones are kept."""

    recommendation = models.ForeignKey(RecommendationRecord, on_delete=models.CASCADE, related_name="responses")
    agency = models.ForeignKey(AgencyRecord, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["made_at", "id"]


class ReachedRecord(models.Model):
    """One of the three states said to be reached, or not to hold any more: done, embedded, difference. The last said stands."""

    recommendation = models.ForeignKey(RecommendationRecord, on_delete=models.CASCADE, related_name="reached")
    state = models.CharField(max_length=10)
    holds = models.BooleanField()
    on = models.DateField()
    evidence = models.TextField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["made_at", "id"]


class ActionRecord(models.Model):
    """What an agency, or the board itself (no agency), does about a recommendation.

    `first_due_on` is the day that was promised first, so that slipping can be seen.
    """

    recommendation = models.ForeignKey(RecommendationRecord, on_delete=models.CASCADE, related_name="actions")
    text = models.TextField()
    agency = models.ForeignKey(AgencyRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["due_on", "id"]


class MilestoneRecord(models.Model):
    """A step of an action with its day."""

    action = models.ForeignKey(ActionRecord, on_delete=models.CASCADE, related_name="milestones")
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]


class EvidenceFileRecord(models.Model):
    """A file that shows that an action was done; its bytes are in the vault."""

    action = models.ForeignKey(ActionRecord, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["added_at", "id"]


class EarlierRecommendationRecord(models.Model):
    """A recommendation that the board made before it worked here: what it said, where, and what became of it."""

    board = models.ForeignKey(BoardRecord, on_delete=models.CASCADE, related_name="earlier_recommendations")
    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    source = models.CharField(max_length=200, blank=True)
    what_happened = models.TextField(blank=True)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-year", "id"]
