"""Accounts: who can sign in, what seat they hold in which review, who was invited, and the tokens of programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from keepsight.access import NAMES, SeatRole


class UserManager(BaseUserManager["UserRecord"]):
    """Makes accounts with an e-mail address where Django expects a user name."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> UserRecord:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> UserRecord:
        return self.create_user(email, password, administrator=True, **fields)


class UserRecord(AbstractUser):
    """An account. `name` is how the person is shown; `administrator` runs the installation and sees no case."""

    username = None  # type: ignore[assignment]  # one signs in with the e-mail address
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="en")
    administrator = models.BooleanField(default=False)
    digest = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()  # type: ignore[assignment, misc]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name


ROLE_CHOICES = [(r.value, NAMES[r]) for r in SeatRole]


class SeatRecord(models.Model):
    """One role of one person in one review; what one sees hangs on this alone."""

    user = models.ForeignKey(UserRecord, on_delete=models.CASCADE, related_name="seats")
    review = models.ForeignKey("store.ReviewRecord", on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=12, choices=ROLE_CHOICES)
    agency = models.ForeignKey(
        "store.AgencyRecord", on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "review", "role", "agency"], name="one_seat_for_an_agency"),
            models.UniqueConstraint(
                fields=["user", "review", "role"],
                condition=models.Q(agency__isnull=True),
                name="one_seat_without_agency",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="author") | models.Q(agency__isnull=False), name="authors_have_an_agency"
            ),
        ]


class InvitationRecord(models.Model):
    """An invitation by e-mail; the link's secret is kept as a digest, so that the database alone opens nothing."""

    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    review = models.ForeignKey(
        "store.ReviewRecord", on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    role = models.CharField(max_length=12, choices=ROLE_CHOICES, blank=True)
    agency = models.ForeignKey("store.AgencyRecord", on_delete=models.PROTECT, null=True, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(UserRecord, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(UserRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class TokenRecord(models.Model):
    """A token for a program that works for a person; it can do what its owner can, or less, and never more.

    `review` and `role` narrow it to one review and one of the owner's roles; "" and None leave them all.
    """

    user = models.ForeignKey(UserRecord, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    review = models.ForeignKey("store.ReviewRecord", on_delete=models.CASCADE, null=True, blank=True)
    role = models.CharField(max_length=12, choices=ROLE_CHOICES, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
