"""The words of the blank chronology: its columns, its choices and its instructions, the same in Excel and in Word.

An agency fills it in as far as its records go. The instructions ask for what a review needs and what chronologies most
often lack: the day of the event and not of its typing, doubt shown as doubt, how a thing is known, the child's own
words, and what was decided and why.
"""

from __future__ import annotations

from dataclasses import dataclass

from keepsight.model import Settings
from keepsight.publish import words


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, its widths (letters in Excel, millimetres in Word), and the choices of its cells if it has any."""

    heading: str
    letters: int
    millimetres: int
    choices: tuple[str, ...] = ()
    hint: str = ""


COLUMNS = (
    Column("Date", 16, 21, hint="12/05/2020. Not sure: ? 12/05/2020. Only the month: May 2020."),
    Column("Time", 8, 12, hint="14:30, or nothing."),
    Column("Source of information", 22, 21, hint="The record this row comes from: case notes, GP letter, call log."),
    Column("Who was present", 22, 20, hint="Names with their roles."),
    Column(
        "Attendance",
        20,
        21,
        (
            *("Kept", "Was not brought", "Cancelled by family", "Cancelled by service", "Rescheduled"),
            *("No access", "Refused", "Not an appointment"),
        ),
        "What became of the appointment or visit.",
    ),
    Column("What happened", 60, 38, hint="Facts, not opinion. One contact, event or decision in a row."),
    Column(
        "Child seen / seen alone",
        18,
        17,
        ("Seen alone", "Seen with others", "Not seen", "Not recorded"),
        "Whether the child was seen, and alone.",
    ),
    Column("Child's words", 28, 22, hint="Exactly as recorded, in quotation marks."),
    Column("Action or decision and why", 34, 23, hint="Also when nothing was done: why not."),
    Column(
        "Basis (how known)",
        24,
        20,
        (
            *("Seen or heard by the writer", "Record check", "Told by the child", "Told by parent or carer"),
            *("Told by family or public", "Told by another professional", "Inferred", "Not stated"),
        ),
        "How the writer knew.",
    ),
    Column("Date recorded", 16, 18, hint="The day it was written into the record."),
    Column("Worker (role)", 20, 15, hint="Who had the contact, with their role."),
    Column("Comment", 30, 18, hint="Opinion and explanation, and whose it is."),
)


def heading(agency: str) -> str:
    return f"Chronology{f' of {words.printable(agency)}' if agency else ''}"


def facts(settings: Settings, agency: str) -> tuple[tuple[str, str], ...]:
    """What this chronology is for: review, period, agency, whom to send it back to."""
    scope = settings.scope
    board = words.printable(settings.board.strip())
    back = f"The review coordinator of {board}" if board else "The review coordinator who sent it to you"
    return (
        ("Review", words.printable(settings.title.strip()) or "as in the letter that came with this form"),
        ("Period", words.period(scope.start, scope.end) or "as in the letter that came with this form"),
        ("Agency", words.printable(agency) or "write the name of your agency here"),
        ("Return to", f"{back}, by the secure way you were given and not by e-mail."),
    )


def instructions(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Short rules, each with a name."""
    over = words.period(settings.scope.start, settings.scope.end)
    inside = (
        f"Every contact, event and decision {over}"
        if over.startswith(("from", "to"))
        else (
            f"Every contact, event and decision from {over}"
            if over
            else "Every contact, event and decision in the period"
        )
    )
    return (
        ("What to send", f"{inside}. Add an earlier row where it matters, and say why in the comment."),
        ("One row", "One row for one contact, event or decision, in order of the day it happened."),
        ("Dates", "Write the day it happened, not the day it was typed: 12/05/2020."),
        ("Unsure of a date", "Put a question mark before it: ? 12/05/2020. Never guess a day to fill the cell."),
        ("Only part is known", "Write what is known: May 2020, early May 2020, w/c 11/05/2020, spring 2020."),
        ("Several days", "Write the first and the last day: 03/05/2020 - 07/05/2020."),
        ("Facts", "Write what the record says. Opinion and explanation go under Comment, with whose they are."),
        ("Missed contacts", "Put them in too, and choose what became of them. A child who is not brought is not seen."),
        (
            "The child",
            "Say whether the child was seen, and alone. Give the child’s words exactly, in “quotation marks”.",
        ),
        ("Actions", "Say what was decided, by whom and why. Where nothing was done, say that and why."),
        ("How it is known", "Choose how the writer knew: seen, checked in a record, told, or inferred."),
        ("Not recorded", "Where the record does not say, write “not recorded”. An empty cell leaves us guessing."),
        (
            "Names",
            "Use the names and roles that stand in your records; names are replaced before anything is published.",
        ),
        ("Records", "Do not change a record for this review. What needs explaining goes under Comment."),
    )
