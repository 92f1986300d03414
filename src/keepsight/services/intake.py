"""From a file in the vault to rows in the database, understood by the same intake as the command line's."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from django.db.models import Q

from keepsight.intake import FileReading, read_file
from keepsight.model import ColumnHint, ColumnRole, Entry, People, Scope, Settings, SourceFile
from keepsight.people import find_mentions
from keepsight.store import vault
from keepsight.store.convert import packed, unpacked
from keepsight.store.models import EntryRecord, ReviewRecord, SubmissionRecord


def people_of(review: ReviewRecord) -> People:
    """The people list of a review, empty when there is none yet."""
    content = vault.unseal(review.people_sealed)
    return unpacked(People, json.loads(content)) if content else People()


def settings_of(review: ReviewRecord) -> Settings:
    """The review's own settings as the file commands know them."""
    return Settings(
        title=review.title,
        board=review.board.name,
        scope=Scope(review.scope_from, review.scope_to),
        policy=review.policy,
    )


def read_submission(submission: SubmissionRecord) -> FileReading:
    """The file as it is understood now, with the headings that the author or the coordinator explained."""
    review = submission.member.review
    with tempfile.TemporaryDirectory(prefix="keepsight-") as place:
        path = Path(place) / submission.file_name
        path.write_bytes(vault.fetch(submission.sha256))
        agency = submission.member.agency.name
        settings = replace(
            settings_of(review),
            files=(SourceFile(submission.file_name, agency, submission.member.prefix),),
            columns=tuple(
                ColumnHint(submission.file_name, h["heading"], ColumnRole(h["role"])) for h in submission.hints
            ),
        )
        return read_file(path, settings=settings, copy=_copies_before(submission))


def _copies_before(submission: SubmissionRecord) -> int:
    """How many files with the very same bytes stand beside this one: agencies send one another's files on, and send twice."""
    alike = SubmissionRecord.objects.filter(
        member__review=submission.member.review_id, sha256=submission.sha256, pk__lt=submission.pk
    )
    return alike.exclude(Q(member=submission.member_id) & ~Q(state="accepted")).count()


def keep_rows(submission: SubmissionRecord, reading: FileReading) -> list[EntryRecord]:
    """Put what was understood of a submission in place of what was understood of it before."""
    review = submission.member.review
    name = _own_name(submission)
    entries = [replace(e, place=replace(e.place, file=name)) for e in reading.entries]
    by_entry: dict[str, list[object]] = {}
    for mention in find_mentions(entries, people_of(review)):
        by_entry.setdefault(mention.entry, []).append(packed(mention))
    submission.entries.all().delete()
    records = EntryRecord.objects.bulk_create(
        [
            EntryRecord(
                submission=submission,
                member=submission.member,
                review=review,
                entry=e.id,
                row=e.place.row,
                payload=packed(e),
                mentions=by_entry.get(e.id, []),
                words=words_of(e),
            )
            for e in entries
        ],
        batch_size=500,
    )
    submission.understood = _understood(reading)
    submission.issues = [packed(i) for i in reading.issues]
    submission.rows = len(entries)
    submission.save(update_fields=["understood", "issues", "rows"])
    return records


def find_names_again(review: ReviewRecord) -> None:
    """After a change of the people list: the names in every row, found anew."""
    people = people_of(review)
    records = list(EntryRecord.objects.filter(review=review))
    found: dict[str, list[object]] = {}
    for mention in find_mentions([entry_of(r) for r in records], people):
        found.setdefault(mention.entry, []).append(packed(mention))
    for record in records:
        record.mentions = found.get(record.entry, [])
    EntryRecord.objects.bulk_update(records, ["mentions"], batch_size=500)


def entry_of(record: EntryRecord) -> Entry:
    return unpacked(Entry, record.payload)


def words_of(entry: Entry) -> str:
    """What the search looks in: every cell."""
    return "\n".join(f.text for f in entry.fields if f.text)


def entries_of(records: Sequence[EntryRecord]) -> list[Entry]:
    return [entry_of(r) for r in records]


def _understood(reading: FileReading) -> dict[str, object]:
    """The tables and their columns: heading, role, why, examples; and what stood outside them."""
    return {
        "format": reading.format,
        "tables": [
            {
                "name": table.name,
                "rows": table.rows,
                "columns": [
                    {"heading": c.heading, "role": c.role.value, "why": c.why, "examples": list(c.examples[:3])}
                    for c in table.columns
                ],
            }
            for table in reading.tables
        ],
        "outside": [text[:300] for text in reading.outside[:50]],
    }


def _own_name(submission: SubmissionRecord) -> str:
    """The file's name, with the agency's before it where another agency sent a file of the same name."""
    taken = (
        SubmissionRecord.objects.filter(member__review=submission.member.review, file_name=submission.file_name)
        .exclude(member=submission.member)
        .exists()
    )
    return f"{submission.member.agency.name} - {submission.file_name}" if taken else submission.file_name
