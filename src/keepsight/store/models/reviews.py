"""A review, the agencies that take part in it, and what they sent."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

USER = settings.AUTH_USER_MODEL


class BoardRecord(models.Model):
    """A safeguarding board.

    `nation` chooses the deadlines (wales, england, scotland); `own_deadlines` are the board's own rules as in
    `review/deadlines.toml`, `closed_days` the days on which it is closed besides, ISO.
    """

    name = models.CharField(max_length=160, unique=True)
    name_cy = models.CharField(max_length=160, blank=True)
    nation = models.CharField(max_length=8, default="wales")
    colour = models.CharField(max_length=7, default="#1d4f76")
    own_deadlines = models.JSONField(default=list, blank=True)
    closed_days = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.name


class AgencyRecord(models.Model):
    """A member agency of a board, or one of its own services (`parent`), whose rows it merges before it sends them."""

    board = models.ForeignKey(BoardRecord, on_delete=models.CASCADE, related_name="agencies")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="services")
    name = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["board", "name"], name="one_agency_of_a_name")]

    def __str__(self) -> str:
        return self.name


class ReviewRecord(models.Model):
    """One review.

    `policy` is local policy for the rules ("E1.days": 40). `people_sealed` is the people list and `key_sealed` the key to
    the pseudonyms, both encrypted. `current_run` is the finished run whose timeline everybody sees.
    """

    board = models.ForeignKey(BoardRecord, on_delete=models.PROTECT, related_name="reviews")
    title = models.CharField(max_length=200)
    reference = models.CharField(max_length=40, blank=True)
    process = models.CharField(max_length=20, default="susr")
    scope_from = models.DateField(null=True, blank=True)
    scope_to = models.DateField(null=True, blank=True)
    referred_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    policy = models.JSONField(default=dict, blank=True)
    people_sealed = models.BinaryField(default=b"", blank=True)
    key_sealed = models.BinaryField(default=b"", blank=True)
    current_run = models.ForeignKey(
        "store.RunRecord", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class ReviewAgencyRecord(models.Model):
    """An agency in a review. `released_at` is when its author was shown the whole timeline; until then, own rows only."""

    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, related_name="agencies")
    agency = models.ForeignKey(AgencyRecord, on_delete=models.PROTECT, related_name="reviews")
    order = models.PositiveSmallIntegerField(default=0)
    prefix = models.CharField(max_length=8, blank=True)
    due_on = models.DateField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "agency"], name="an_agency_once_a_review")]


class SubmissionRecord(models.Model):
    """What an agency sent: a file, or rows typed in the grid (kept as a file of their own). The original is in the vault.

    States: reading (being understood), draft (the author still works on it), with_agency (a service's, waits for its agency),
    sent (waits for the coordinator), accepted, returned, replaced, unreadable, withdrawn. `understood` tells the columns. `replaces`
    is the submission it takes the place of; `service` the agency's own service whose rows these are, where it merges its own.
    """

    STATES: ClassVar = [
        (s, s)
        for s in (
            "reading",
            "draft",
            "with_agency",
            "sent",
            "accepted",
            "returned",
            "replaced",
            "unreadable",
            "withdrawn",
        )
    ]
    member = models.ForeignKey(ReviewAgencyRecord, on_delete=models.CASCADE, related_name="submissions")
    service = models.ForeignKey(AgencyRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    typed = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=12, choices=STATES)
    reason = models.TextField(blank=True)
    hints = models.JSONField(default=list, blank=True)
    understood = models.JSONField(default=dict, blank=True)
    issues = models.JSONField(default=list, blank=True)
    rows = models.PositiveIntegerField(default=0)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "number"], name="submissions_are_numbered")]


class RowQueryRecord(models.Model):
    """The coordinator's query on a row of a submission, and the author's answer; `entry` is the entry's content id."""

    submission = models.ForeignKey(SubmissionRecord, on_delete=models.CASCADE, related_name="queries")
    entry = models.CharField(max_length=64)
    text = models.TextField()
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)


class ChaseRecord(models.Model):
    """An agency was reminded that its chronology is awaited."""

    member = models.ForeignKey(ReviewAgencyRecord, on_delete=models.CASCADE, related_name="chases")
    chased_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    chased_at = models.DateTimeField()


class NoticeRecord(models.Model):
    """Something new for one person; `text` names no one and nothing of a case, since it also goes out by e-mail."""

    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="notices")
    review = models.ForeignKey(ReviewRecord, on_delete=models.CASCADE, null=True, blank=True)
    kind = models.CharField(max_length=30)
    path = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "read_at"])]
