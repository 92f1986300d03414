"""Rows as agencies sent them, the runs that made a timeline of them, and what people hung on them.

A row's `entry` id comes from its content and place. Annotations hang on that id, not on a run, so that they stay when the
timeline is made anew; when a row is sent again changed, they follow it (`services/gathering`).
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from keepsight.store.models.reviews import ReviewAgencyRecord, ReviewRecord, SubmissionRecord

USER = settings.AUTH_USER_MODEL


class EntryRecord(models.Model):
    """One row of one submission, never edited. `payload` is the whole entry, `mentions` the names found in its cells.

    `words` is its text in lower case for the search. `follows` is the entry id that this row was in the submission before.
    """

    submission = models.ForeignKey(SubmissionRecord, on_delete=models.CASCADE, related_name="entries")
    member = models.ForeignKey(ReviewAgencyRecord, on_delete=models.CASCADE, related_name="entries")
    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="entries")
    entry = models.CharField(max_length=64)
    row = models.PositiveIntegerField()
    payload = models.JSONField()
    mentions = models.JSONField(default=list)
    words = models.TextField(blank=True)
    follows = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "entry"], name="an_entry_once_a_submission")
        ]
        indexes: ClassVar = [models.Index(fields=["review", "entry"])]


class RunRecord(models.Model):
    """One making of the timeline and its questions. States: waiting, running, done, failed, left (a newer one took over).

    `fairness` is what asking its rows again showed, once somebody asked for it (`services/swapping`).
    """

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, default="waiting")
    stage = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)
    manifest = models.JSONField(default=dict)
    lanes = models.JSONField(default=dict)
    fairness = models.JSONField(default=dict)
    draft = models.JSONField(default=dict)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    asked_for_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    asked_for_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "number"], name="runs_are_numbered")]


class PlacedRecord(models.Model):
    """An entry in its place on the timeline of one run, with what was read of it.

    `event` is the id of the event of which it is an account, "" when it stands alone. `who`, `kinds`, `raises` and `against` are
    for the filters: refs of the people list, kinds of signal, codes of questions, each with a space on both sides.
    """

    run = models.ForeignKey(RunRecord, on_delete=models.CASCADE, related_name="placed")
    record = models.ForeignKey(EntryRecord, on_delete=models.CASCADE, related_name="placed")
    member = models.ForeignKey(ReviewAgencyRecord, on_delete=models.CASCADE, related_name="+")
    entry = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=8, default="event")
    attendance = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=12, blank=True)
    reading = models.JSONField(default=dict)
    event = models.CharField(max_length=64, blank=True)
    who = models.TextField(blank=True)
    kinds = models.TextField(blank=True)
    raises = models.TextField(blank=True)
    against = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "entry"], name="an_entry_once_a_run")]
        indexes: ClassVar = [
            models.Index(fields=["run", "position"]),
            models.Index(fields=["run", "earliest"]),
            models.Index(fields=["run", "member", "position"]),
        ]


class EventRecord(models.Model):
    """An event told by two accounts or more: why they are linked and how they differ."""

    run = models.ForeignKey(RunRecord, on_delete=models.CASCADE, related_name="events")
    event = models.CharField(max_length=64)
    payload = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "event"], name="an_event_once_a_run")]


class KnowledgeRecord(models.Model):
    """The first day on which an agency is shown to have known an entry; `day` None where it is not known."""

    run = models.ForeignKey(RunRecord, on_delete=models.CASCADE, related_name="knowledge")
    placed = models.ForeignKey(PlacedRecord, on_delete=models.CASCADE, related_name="known")
    agency = models.CharField(max_length=120)
    day = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=10)
    witness = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "agency", "day"])]


class SilenceRecord(models.Model):
    """A stretch in which one agency recorded nothing, both days inclusive."""

    run = models.ForeignKey(RunRecord, on_delete=models.CASCADE, related_name="silences")
    agency = models.CharField(max_length=120)
    start = models.DateField()
    end = models.DateField()


class CorrectionRecord(models.Model):
    """A cell put right: a new version beside the old one, which stays readable. `undone_at` takes it back."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="corrections")
    entry = models.CharField(max_length=64, db_index=True)
    column = models.CharField(max_length=200)
    was = models.TextField(blank=True)
    now = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)


class LinkDecisionRecord(models.Model):
    """Two entries joined as accounts of one event by hand, or held apart; the last decision on a pair counts."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="link_decisions")
    a = models.CharField(max_length=64)
    b = models.CharField(max_length=64)
    together = models.BooleanField()
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)


class DayOrderRecord(models.Model):
    """The order of one day set by hand: entry ids from first to last; the last one made for a day counts."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="day_orders")
    day = models.DateField()
    entries = models.JSONField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)


class CommentRecord(models.Model):
    """What a member of the panel wrote beside an entry; taken back, it is kept and no longer shown."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="comments")
    entry = models.CharField(max_length=64, db_index=True)
    text = models.TextField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class TagRecord(models.Model):
    """A word the panel put on an entry."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="tags")
    entry = models.CharField(max_length=64, db_index=True)
    tag = models.CharField(max_length=60)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "entry", "tag"], name="a_tag_once_an_entry")]


class SavedViewRecord(models.Model):
    """A filter of the timeline that one person kept under a name."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="saved_views")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "user", "name"], name="a_view_of_a_name")]
