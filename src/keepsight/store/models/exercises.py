"""The replay exercise: stops made from a reduced timeline, attempts at it, and what was written at each stop. Nobody is named."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from keepsight.store.models.reviews import AgencyRecord, BoardRecord, ReviewRecord
from keepsight.store.models.training import CourseRecord

USER = settings.AUTH_USER_MODEL


class ExerciseRecord(models.Model):
    """An anonymised timeline to be played forward as one agency knew it. The link's secret is kept as a digest."""

    board = models.ForeignKey(BoardRecord, on_delete=models.CASCADE, related_name="exercises")
    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="exercises")
    title = models.CharField(max_length=200)
    agency = models.CharField(max_length=120)
    course = models.ForeignKey(CourseRecord, on_delete=models.SET_NULL, null=True, blank=True, related_name="exercises")
    digest = models.CharField(max_length=64, unique=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]


class StopRecord(models.Model):
    """A moment at which the agency came to know something: what, how long after the one before, and what was asked of it later."""

    exercise = models.ForeignKey(ExerciseRecord, on_delete=models.CASCADE, related_name="stops")
    number = models.PositiveSmallIntegerField()
    days_later = models.PositiveIntegerField()
    lines = models.JSONField()
    asked = models.JSONField(default=list)
    found = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["exercise", "number"], name="one_stop_a_number")]


class AttemptRecord(models.Model):
    """Somebody alone, or a room of people, going through an exercise; the link to go on with it is kept as a digest."""

    exercise = models.ForeignKey(ExerciseRecord, on_delete=models.CASCADE, related_name="attempts")
    digest = models.CharField(max_length=64, unique=True)
    mode = models.CharField(max_length=4, default="solo")
    agency = models.ForeignKey(AgencyRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=60, blank=True)
    people = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)


class ExerciseAnswerRecord(models.Model):
    """What was written at one stop: what they would ask, and whom they would challenge."""

    attempt = models.ForeignKey(AttemptRecord, on_delete=models.CASCADE, related_name="answers")
    stop = models.ForeignKey(StopRecord, on_delete=models.CASCADE, related_name="answers")
    ask = models.TextField()
    challenge = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["attempt", "stop"], name="one_answer_a_stop")]
