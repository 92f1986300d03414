"""What the panel writes beside an entry: comments and tags, and the views of the timeline that one keeps for oneself."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act
from keepsight.model import KeepsightError
from keepsight.services import trail
from keepsight.services.actors import require, require_entry
from keepsight.services.intake import people_of
from keepsight.services.veiling import mentions_in
from keepsight.store.models import CommentRecord, ReviewRecord, SavedViewRecord, TagRecord, UserRecord

LONGEST_TAG = 60
LONGEST_VIEW = 500


@transaction.atomic
def comment(user: UserRecord, review: ReviewRecord, *, entry: str, text: str) -> CommentRecord:
    """Write beside an entry."""
    placed = require_entry(user, Act.ANNOTATE, review, entry)
    if not text.strip():
        raise KeepsightError(_("Write something first; an empty comment is not kept."))
    made = CommentRecord.objects.create(
        review=review, entry=placed.entry, text=text.strip(), made_by=user, made_at=timezone.now()
    )
    trail.note(user.pk, "comment on an entry", review=review.pk, what=f"entry {entry[:12]}, comment {made.pk}")
    return made


@transaction.atomic
def withdraw_comment(user: UserRecord, made: CommentRecord, *, back: bool = False) -> None:
    """Take one's own comment back, or bring it back; it is kept either way."""
    require(user, Act.ANNOTATE, made.review)
    if made.made_by_id != user.pk:
        raise KeepsightError(_("Only the person who wrote a comment can take it back."))
    made.withdrawn_at = None if back else timezone.now()
    made.save(update_fields=["withdrawn_at"])
    act = "bring a comment back" if back else "withdraw a comment"
    trail.note(user.pk, act, review=made.review_id, what=f"comment {made.pk}")


@transaction.atomic
def tag(user: UserRecord, review: ReviewRecord, *, entry: str, words: str) -> TagRecord:
    """Put a word on an entry; the same word twice is one tag."""
    placed = require_entry(user, Act.ANNOTATE, review, entry)
    words = " ".join(words.split())
    if not words or len(words) > LONGEST_TAG:
        raise KeepsightError(_("A tag is a word or a few, up to %(n)s letters.") % {"n": LONGEST_TAG})
    (found,) = mentions_in([words], people_of(review))
    if any(m["pseudonym"] for m in found):
        raise KeepsightError(_("A tag is shown to everybody on the panel as it is. Use the pseudonym, not the name."))
    made, new = TagRecord.objects.get_or_create(
        review=review, entry=placed.entry, tag=words, defaults={"made_by": user, "made_at": timezone.now()}
    )
    if new:
        trail.note(user.pk, "tag an entry", review=review.pk, what=f"entry {entry[:12]}, tag {made.pk}")
    return made


@transaction.atomic
def untag(user: UserRecord, made: TagRecord) -> None:
    """Take a tag off."""
    require(user, Act.ANNOTATE, made.review)
    trail.note(user.pk, "take a tag off", review=made.review_id, what=f"entry {made.entry[:12]}, tag {made.pk}")
    made.delete()


@transaction.atomic
def save_view(user: UserRecord, review: ReviewRecord, *, name: str, query: str) -> SavedViewRecord:
    """Keep the filters that are set under a name, for oneself; the same name again takes the place of the old one."""
    require(user, Act.SEE_TIMELINE, review)
    name = " ".join(name.split())[:80]
    if not name:
        raise KeepsightError(_("Give the view a name."))
    if len(query) > LONGEST_VIEW:
        raise KeepsightError(_("This is too much to keep as a view. Take some words or filters out."))
    made, _made = SavedViewRecord.objects.update_or_create(
        review=review, user=user, name=name, defaults={"query": query, "made_at": timezone.now()}
    )
    trail.note(user.pk, "save a view", review=review.pk, what=f"view {made.pk}")
    return made


@transaction.atomic
def forget_view(user: UserRecord, made: SavedViewRecord) -> None:
    """Forget one of one's own views."""
    require(user, Act.SEE_TIMELINE, made.review)
    if made.user_id != user.pk:
        raise SavedViewRecord.DoesNotExist
    trail.note(user.pk, "forget a view", review=made.review_id, what=f"view {made.pk}")
    made.delete()
