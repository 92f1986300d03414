"""Guidance with its versions, the teams of the agencies, and circulations with a receipt for each team."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from keepsight.store.models.learning import RecommendationRecord
from keepsight.store.models.reviews import AgencyRecord, BoardRecord

USER = settings.AUTH_USER_MODEL


class TeamRecord(models.Model):
    """A team of a member agency. `people` is how many work in it, `kind` what they are ("social workers"), for coverage."""

    agency = models.ForeignKey(AgencyRecord, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=60, blank=True)
    people = models.PositiveIntegerField(default=0)
    email = models.EmailField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["agency__name", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "name"], name="a_team_once_an_agency")]


class GuidanceRecord(models.Model):
    """A text of the board's library."""

    board = models.ForeignKey(BoardRecord, on_delete=models.CASCADE, related_name="guidance")
    title = models.CharField(max_length=200)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["title", "id"]


class GuidanceVersionRecord(models.Model):
    """One version of a text, kept encrypted in the vault, with the day from which it holds."""

    guidance = models.ForeignKey(GuidanceRecord, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(max_length=60)
    holds_from = models.DateField(null=True, blank=True)
    changed = models.TextField(blank=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-added_at", "-id"]


class CirculationRecord(models.Model):
    """A version put before the member agencies, with what each team is asked to talk about and by when."""

    board = models.ForeignKey(BoardRecord, on_delete=models.CASCADE, related_name="circulations")
    version = models.ForeignKey(GuidanceVersionRecord, on_delete=models.PROTECT, related_name="circulations")
    recommendation = models.ForeignKey(
        RecommendationRecord, on_delete=models.SET_NULL, null=True, blank=True, related_name="circulations"
    )
    question = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-sent_at", "-id"]


class ReceiptRecord(models.Model):
    """One team's receipt. The link's secret is kept as a digest; what the team answered stands beside it."""

    circulation = models.ForeignKey(CirculationRecord, on_delete=models.CASCADE, related_name="receipts")
    team = models.ForeignKey(TeamRecord, on_delete=models.PROTECT, related_name="receipts")
    digest = models.CharField(max_length=64, unique=True)
    cascaded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    cascaded_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    discussed_on = models.DateField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    will_do = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["team__agency__name", "team__name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circulation", "team"], name="a_team_once_a_circulation")
        ]
