"""Questions as the panel knows them over the months, and as each run asked them.

A `QuestionRecord` stays; an `AskedRecord` is how one run asked it. A new run's question is the same question when its id is
the same, or when the same rule asks about evidence that overlaps.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from keepsight.store.models.entries import RunRecord
from keepsight.store.models.reviews import ReviewRecord

USER = settings.AUTH_USER_MODEL


class QuestionRecord(models.Model):
    """A question of this review. `own` was asked by a member of the panel (then `wording` is theirs and `code` is "").

    `settled` is what the panel agreed: agreed, explained, not_agreed, data_error, or "" while it is open.
    """

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=8, blank=True)
    lens = models.CharField(max_length=14)
    own = models.BooleanField(default=False)
    title = models.CharField(max_length=200, blank=True)
    wording = models.TextField(blank=True)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    settled = models.CharField(max_length=12, blank=True)
    settled_reason = models.TextField(blank=True)
    settled_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_run = models.ForeignKey(RunRecord, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "number"], name="questions_are_numbered")]


class AskedRecord(models.Model):
    """A question as one run asked it; `payload` is the whole of it, `position` its place in the run's order."""

    run = models.ForeignKey(RunRecord, on_delete=models.CASCADE, related_name="asked")
    question = models.ForeignKey(QuestionRecord, on_delete=models.CASCADE, related_name="asked")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=12)
    certainty = models.CharField(max_length=8)
    first_answerable = models.DateField(null=True, blank=True)
    payload = models.JSONField()

    class Meta:
        ordering: ClassVar = ["position"]


class EvidenceRecord(models.Model):
    """An entry that raises a question in one run, or speaks against it; `rank` 0 is the strongest."""

    asked = models.ForeignKey(AskedRecord, on_delete=models.CASCADE, related_name="evidence")
    entry = models.CharField(max_length=64)
    against = models.BooleanField(default=False)
    rank = models.PositiveSmallIntegerField()
    spans = models.JSONField(default=list)
    why = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["against", "rank"]
        indexes: ClassVar = [models.Index(fields=["entry"])]


class EvidenceChangeRecord(models.Model):
    """Evidence that a member of the panel added to a question or took away; the last change of an entry counts."""

    question = models.ForeignKey(QuestionRecord, on_delete=models.CASCADE, related_name="changes")
    entry = models.CharField(max_length=64)
    against = models.BooleanField(default=False)
    added = models.BooleanField()
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class AnswerRecord(models.Model):
    """One member's answer; a later one of the same member stands in its place, and both are kept."""

    question = models.ForeignKey(QuestionRecord, on_delete=models.CASCADE, related_name="answers")
    run = models.ForeignKey(RunRecord, on_delete=models.SET_NULL, null=True, related_name="+")
    verdict = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
