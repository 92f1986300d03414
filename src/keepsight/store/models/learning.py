"""What the panel learned: themes, the child's and the family's account, expected practice, actions, the learning event."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from keepsight.store.models.questions import QuestionRecord
from keepsight.store.models.reviews import AgencyRecord, ReviewRecord

USER = settings.AUTH_USER_MODEL


class ThemeRecord(models.Model):
    """A learning theme, built from agreed questions and from good practice; `version` guards two people's edits."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="themes")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    good_practice = models.BooleanField(default=False)
    questions = models.ManyToManyField(QuestionRecord, related_name="themes", blank=True)
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["order", "id"]


class VoiceRecord(models.Model):
    """What the child or a member of the family was asked and said, with consent, or why they took no part."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="voices")
    who = models.CharField(max_length=60)
    took_part = models.BooleanField()
    consented_on = models.DateField(null=True, blank=True)
    consent_to = models.TextField(blank=True)
    words = models.TextField(blank=True)
    no_part_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class PolicyRecord(models.Model):
    """Expected practice with the version in force at the time; both days inclusive, None where it is open."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="policies")
    title = models.CharField(max_length=200)
    version_name = models.CharField(max_length=60, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    expected = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    themes = models.ManyToManyField(ThemeRecord, related_name="policies", blank=True)
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class InterimActionRecord(models.Model):
    """Something that is done before the review is finished, because it cannot wait."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="interim_actions")
    text = models.TextField()
    agency = models.ForeignKey(AgencyRecord, on_delete=models.PROTECT, null=True, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class KeptVersionRecord(models.Model):
    """What a record said before it was changed: `kind` is its model, `number` its key, `content` its fields by name."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="kept_versions")
    kind = models.CharField(max_length=30)
    number = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    content = models.JSONField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]
        indexes: ClassVar = [models.Index(fields=["review", "kind", "number"])]


class RecommendationRecord(models.Model):
    """What should change: owner, date, measure, and what would show that it made a difference."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="recommendations")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    themes = models.ManyToManyField(ThemeRecord, related_name="recommendations", blank=True)
    owner = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(AgencyRecord, on_delete=models.PROTECT, null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    measure = models.TextField(blank=True)
    shows_it_worked = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["order", "id"]


class LearningEventRecord(models.Model):
    """The learning event: mode room, virtual or mixed; its reduced timeline is released to its participants."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="learning_events")
    held_on = models.DateField(null=True, blank=True)
    mode = models.CharField(max_length=8, default="room")
    note = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")


class ReleasedEntryRecord(models.Model):
    """An entry chosen for the reduced timeline, with the text as participants read it (pseudonyms only)."""

    event = models.ForeignKey(LearningEventRecord, on_delete=models.CASCADE, related_name="entries")
    entry = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    when_text = models.CharField(max_length=120)
    agency = models.CharField(max_length=120)
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "entry"], name="released_once")]


class ContributionRecord(models.Model):
    """What a participant wrote about an entry of the reduced timeline, or about the whole (`entry` "")."""

    event = models.ForeignKey(LearningEventRecord, on_delete=models.CASCADE, related_name="contributions")
    entry = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
