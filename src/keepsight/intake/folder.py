"""Reads every chronology in a folder, by name, so that the order in which a disk lists them changes nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from keepsight.intake.dated import Known
from keepsight.intake.headings import plain
from keepsight.intake.one_file import FileReading, read_opened
from keepsight.intake.opening import READ_ENDINGS, open_file
from keepsight.intake.settings import SETTINGS_FILE
from keepsight.model import Entry, FileSummary, IntakeIssue, IssueKind, KeepsightError, Settings

PEOPLE_FILE = "people.csv"
Progress = Callable[[str, int, int], None]
_NOT_READ = {
    ".doc": "is a Word document of the old kind: open it in Word, save it as .docx and put it back",
    ".docm": "is a Word document with macros: save it as .docx and put it back",
    ".xlsm": "is a workbook with macros: save it as .xlsx and put it back",
    ".xlsb": "is a workbook of the binary kind: save it as .xlsx and put it back",
    ".pdf": "is a PDF: ask the agency for the Word or Excel file it was made from",
    ".odt": "is an OpenDocument text: save it as .docx and put it back",
    ".rtf": "is a rich text file: open it in Word, save it as .docx and put it back",
    ".txt": "is plain text: save it as .csv if it holds a table, and put it back",
    ".pages": "is a Pages document: export it as .docx and put it back",
    ".numbers": "is a Numbers document: export it as .xlsx and put it back",
    ".html": "is a web page: open it in Excel or Word, save it and put it back",
    ".htm": "is a web page: open it in Excel or Word, save it and put it back",
    ".zip": "is a packed folder: unpack it and put the files in its place",
    ".msg": "is an e-mail: save what is attached to it and put that here",
    ".eml": "is an e-mail: save what is attached to it and put that here",
}
_COPY = "The file is the same as another one, byte for byte; the rows of both are kept. Take one of them away."
_NO_TABLE = "holds no table with dates"
_NAMED = 3
_NO_SUCH_FILE = f"{SETTINGS_FILE} names this file, but it is not among the chronologies of the folder. Check the name."
_NO_SUCH_HEADING = f"{SETTINGS_FILE} says what this heading is for, but no table has it. Check how it is written."
_ENDINGS = ", ".join(READ_ENDINGS)


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything read from a folder: the entries file by file, what could not be read, and what each file gave."""

    entries: tuple[Entry, ...]
    issues: tuple[IntakeIssue, ...]
    files: tuple[FileSummary, ...]


def read_folder(folder: Path, *, settings: Settings, progress: Progress | None = None) -> Intake:
    """All the chronologies of a folder. A file that cannot be read becomes an issue.

    Raises KeepsightError when there is no folder, no chronology in it, or none that can be read.
    """
    paths, others = _files(folder)
    readings = []
    copied: list[IntakeIssue] = []
    known: Known = {}
    names: dict[str, list[str]] = {}
    with _without_pauses():
        for number, path in enumerate(paths):
            if progress is not None:
                progress("reading files", number, len(paths))
            opened = open_file(path)
            alike = names.setdefault(opened.sha256, [])
            if alike and opened.contents is not None:
                copied.append(IntakeIssue(path.name, 0, "", IssueKind.DUPLICATE_ROW, _COPY, alike[0]))
            readings.append(read_opened(opened, settings=settings, known=known, copy=len(alike)))
            alike.append(path.name)
    if progress is not None:
        progress("reading files", len(paths), len(paths))
    if not any(reading.tables for reading in readings):
        raise KeepsightError(_none_read(readings))
    issues = [*copied, *(_not_read(path) for path in others), *_named_in_vain(settings, readings)]
    issues += [issue for reading in readings for issue in reading.issues]
    issues.sort(key=lambda i: (i.file, i.row, i.column, i.kind.value, i.message, i.value))
    return Intake(
        entries=tuple(entry for reading in readings for entry in reading.entries),
        issues=tuple(issues),
        files=tuple(reading.summary for reading in readings),
    )


def _files(folder: Path) -> tuple[list[Path], list[Path]]:
    """The chronologies of a folder by name, and the files that were perhaps meant as such."""
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except FileNotFoundError:
        raise KeepsightError(f"There is no folder '{folder.name}': check its name.") from None
    except NotADirectoryError:
        raise KeepsightError(
            f"'{folder.name}' is a file and not a folder: name the folder that holds the chronologies."
        ) from None
    except OSError:
        raise KeepsightError(
            f"The folder '{folder.name}' may not be opened: check that you have the right to."
        ) from None
    seen = [path for path in found if _is_file(path) and not _is_left_over(path.name)]
    paths = [path for path in seen if path.suffix.casefold() in READ_ENDINGS]
    if not paths:
        raise KeepsightError(
            f"The folder '{folder.name}' holds no chronology: put files of the kinds {_ENDINGS} into it."
        )
    return paths, [path for path in seen if path.suffix.casefold() in _NOT_READ]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file() or not path.is_dir()
    except OSError:
        return True


def _is_left_over(name: str) -> bool:
    """True for hidden files, the locks of office programs, and the files of the review that are no chronologies."""
    return name.startswith((".", "~$", "~")) or name.casefold() in (PEOPLE_FILE, SETTINGS_FILE)


def _none_read(readings: Sequence[FileReading]) -> str:
    reasons = "; ".join(f"'{reading.name}' {reading.reason or _NO_TABLE}" for reading in readings[:_NAMED])
    if len(readings) == 1:
        return f"{reasons}."
    more = f"; and {len(readings) - _NAMED} more" if len(readings) > _NAMED else ""
    return f"None of the {len(readings)} files could be read: {reasons}{more}."


def _not_read(path: Path) -> IntakeIssue:
    message = f"The file was not read: it {_NOT_READ[path.suffix.casefold()]}."
    return IntakeIssue(path.name, 0, "", IssueKind.UNREADABLE_FILE, message)


def _named_in_vain(settings: Settings, readings: Sequence[FileReading]) -> Iterator[IntakeIssue]:
    """What `review.toml` names and no file has: a slip there would otherwise pass unseen."""
    names = {reading.name for reading in readings}
    for file in settings.files:
        if file.name not in names:
            yield IntakeIssue(file.name, 0, "", IssueKind.UNREADABLE_FILE, _NO_SUCH_FILE)
    for hint in settings.columns:
        headings = {
            plain(column.heading)
            for reading in readings
            if hint.file in ("", reading.name)
            for table in reading.tables
            for column in table.columns
        }
        if plain(hint.heading) not in headings:
            yield IntakeIssue(hint.file or SETTINGS_FILE, 0, hint.heading, IssueKind.UNKNOWN_COLUMN, _NO_SUCH_HEADING)


@contextmanager
def _without_pauses() -> Iterator[None]:
    """Holds back the search for unused memory while hundreds of thousands of values are made that all stay in use."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
