"""Copies of documents under pseudonyms, their formatting kept: Word, Excel, PowerPoint, OpenDocument, csv, text.

Text is changed where it stands, inside the runs of the file, so that nothing else of the document moves. The names of those
who wrote it, comments, deleted text and alternative texts are changed too; the small picture of the first page is taken out. A PDF or a picture cannot be changed
safely: make it again from its changed source. Afterwards the gate reads the copy from its bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from keepsight.model import KeepsightError, People
from keepsight.people.decisions import Choice, Decision
from keepsight.people.forms import Forms, forms_of
from keepsight.people.gate import GateReport, check_documents
from keepsight.people.papers.office import Office
from keepsight.people.papers.other import decoded
from keepsight.people.papers.passages import Unreadable
from keepsight.people.papers.reading import OFFICE, TEXT
from keepsight.people.pseudonyms import Key, key_of, pseudonymise, replacements

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Redacted:
    """The copies by name, the key as it is now, and what the gate says of the copies."""

    documents: tuple[tuple[str, bytes], ...]
    key: Key
    gate: GateReport


def redact(
    path: Path,
    people: People,
    *,
    key: Key | None = None,
    decisions: Sequence[Decision] = (),
    relative_to: date | None = None,
) -> Redacted:
    """Copies of a file, or of every file of a folder, under pseudonyms; nothing is written.

    KeepsightError for a kind of file that cannot be changed. `decisions` say which unlisted names are kept.
    """
    files = sorted(f for f in path.iterdir() if f.is_file()) if path.is_dir() else [path]
    files = [f for f in files if f.name not in ("people.csv", "review.toml", "decisions.csv") and f.suffix != ".key"]
    if not files:
        raise KeepsightError("There is no document in this folder.")
    if not people.people:
        raise KeepsightError("The people list is empty; write people.csv first, or draft it with keepsight people.")
    return redact_documents(
        [(f.name, f.read_bytes()) for f in files], people, key=key, decisions=decisions, relative_to=relative_to
    )


def redact_documents(
    documents: Iterable[tuple[str, bytes]],
    people: People,
    *,
    key: Key | None = None,
    decisions: Sequence[Decision] = (),
    relative_to: date | None = None,
) -> Redacted:
    """The same over documents given as name and bytes."""
    now, forms = key_of(people, key=key), forms_of(people)
    keep = tuple(d.text for d in decisions if d.choice is Choice.KEEP)
    done: list[tuple[str, bytes]] = []
    for name, data in documents:
        kind = PurePath(name).suffix.lower()
        try:
            if kind in OFFICE:
                data, now = _office(name, data, forms, now, keep, relative_to)
            elif kind in TEXT:
                texts, now = pseudonymise(
                    [decoded(data, name=name)], forms=forms, key=now, relative_to=relative_to, keep=keep
                )
                data = texts[0].encode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8")
            else:
                raise KeepsightError(f"{name} cannot be changed; make it again from its changed source.")
        except Unreadable as error:
            raise KeepsightError(f"{error}; open it, save it again, and run once more.") from error
        stem, now = pseudonymise([PurePath(name).stem.replace("_", " ")], forms=forms, key=now, keep=keep)
        changed = stem[0] != PurePath(name).stem.replace("_", " ")
        done.append((stem[0].replace(" ", "_") + PurePath(name).suffix if changed else name, data))
    return Redacted(tuple(done), now, check_documents(done, people, decisions))


def _office(
    name: str, data: bytes, forms: Forms, key: Key, keep: tuple[str, ...], relative_to: date | None
) -> tuple[bytes, Key]:
    """Changed paragraph by paragraph; a second round catches what reads differently once the first has changed it."""
    office = Office(data, name=name)
    office.without_preview()
    for _ in range(_ROUNDS):
        passages = [p for p in office.passages() if p.seen and any(write is not None for _, write in p.pieces)]
        edits, key = replacements([p.text for p in passages], forms=forms, key=key, relative_to=relative_to, keep=keep)
        if not any(edits):
            break
        for passage, changes in zip(passages, edits, strict=True):
            if changes:
                passage.replaced(changes)
    return office.saved(), key
