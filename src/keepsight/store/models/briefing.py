"""The briefing: every version of every box, who signed which text off, and what was published."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from keepsight.store.models.reviews import ReviewRecord

USER = settings.AUTH_USER_MODEL


class BoxVersionRecord(models.Model):
    """One version of one box in one language; versions are added, never changed.

    `sentences` is a list of {"text", "questions": [numbers], "entries": [ids]}. `translates` is the English version that a
    Welsh one renders: it is stale once there is a newer English one. `beside` is set when two people saved at once: the
    version that both began from.
    """

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="boxes")
    language = models.CharField(max_length=2, default="en")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    heading = models.CharField(max_length=120)
    sentences = models.JSONField(default=list)
    bulleted = models.BooleanField(default=False)
    translates = models.PositiveIntegerField(default=0)
    beside = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "language", "number", "version"], name="boxes_have_versions")
        ]


class NameDecisionRecord(models.Model):
    """What somebody decided on a name that was found in the briefing and that nobody listed; the latest of a form counts."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="name_decisions")
    text = models.CharField(max_length=200)
    choice = models.CharField(max_length=4)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class SignOffRecord(models.Model):
    """Somebody in a named role signed the briefing off; `digest` is of the text they signed, so a change undoes it."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="sign_offs")
    role = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class PublicationRecord(models.Model):
    """One publication; its files are in the vault.

    `gate` is the report of the identity gate on their bytes, `content` the text that was published, by language.
    """

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    gate = models.JSONField(default=dict)
    content = models.JSONField(default=dict)
    published_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]


class PublishedFileRecord(models.Model):
    """A file of a publication."""

    publication = models.ForeignKey(PublicationRecord, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="en")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
