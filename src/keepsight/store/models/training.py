"""Training: courses with their review date, bias reviews, sessions with places by agency and role, and evaluations. No names of those who come."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from keepsight.store.models.learning import RecommendationRecord
from keepsight.store.models.reviews import AgencyRecord, BoardRecord

USER = settings.AUTH_USER_MODEL


class CourseRecord(models.Model):
    """A course of the board. `for_kind` is whom it is meant for, as teams are called ("social workers"), "" for everybody."""

    board = models.ForeignKey(BoardRecord, on_delete=models.CASCADE, related_name="courses")
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=120)
    for_kind = models.CharField(max_length=60, blank=True)
    on_exploitation = models.BooleanField(default=False)
    review_on = models.DateField(null=True, blank=True)
    recommendation = models.ForeignKey(
        RecommendationRecord, on_delete=models.SET_NULL, null=True, blank=True, related_name="courses"
    )
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["title", "id"]


class BiasReviewRecord(models.Model):
    """A course looked at for gender bias: the checklist's answers, what the wording scan found, and the outcome."""

    course = models.ForeignKey(CourseRecord, on_delete=models.CASCADE, related_name="bias_reviews")
    on = models.DateField()
    reviewer = models.CharField(max_length=120)
    answers = models.JSONField()
    outcome = models.CharField(max_length=8)
    note = models.TextField(blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    scan = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-on", "-id"]


class SessionRecord(models.Model):
    """A day on which a course is held."""

    course = models.ForeignKey(CourseRecord, on_delete=models.CASCADE, related_name="sessions")
    held_on = models.DateField()
    mode = models.CharField(max_length=8, default="room")
    places = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["held_on", "id"]


class PlacesRecord(models.Model):
    """How many of one agency and one role signed up for a session, and how many came."""

    session = models.ForeignKey(SessionRecord, on_delete=models.CASCADE, related_name="taken")
    agency = models.ForeignKey(AgencyRecord, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60, blank=True)
    signed_up = models.PositiveIntegerField(default=0)
    came = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["agency__name", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "agency", "kind"], name="an_agency_and_role_once_a_session")
        ]


class EvaluationRecord(models.Model):
    """Answers to "how sure are you that you would see it?", 1 to 5: `scores` counts each; before, after, or three months later."""

    session = models.ForeignKey(SessionRecord, on_delete=models.CASCADE, related_name="evaluations")
    when = models.CharField(max_length=6)
    scores = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "when"], name="one_evaluation_a_time")]
