"""The report of `keepsight read`: what was understood of one file, and what was not, in plain text."""

from __future__ import annotations

from collections import Counter

from keepsight.intake.one_file import FileReading, notes_in
from keepsight.intake.tables import Table
from keepsight.model import IntakeIssue

_EXAMPLE = 60
_MOST_ISSUES = 40


def describe(reading: FileReading) -> str:
    """What was understood of a file, for a person to check before anything is merged."""
    if reading.reason:
        return f"{reading.name}\n\nNot read: the file {reading.reason}.\n"
    notes = notes_in(reading)
    events = len(reading.entries) - notes
    dated = sum(1 for entry in reading.entries if entry.when.is_dated)
    lines = [
        reading.name,
        "",
        f"Format    {reading.format}",
        f"Agency    {reading.agency}",
        f"Size      {reading.bytes:,} bytes, sha256 {reading.sha256[:16]}",
        f"Rows      {_count(events, 'event')}, {_count(notes, 'note')}; {dated} with a date, {events - dated} without",
    ]
    for table in reading.tables:
        lines += ["", *_table(table, of=len(reading.tables))]
    if reading.outside:
        lines += [
            "",
            "Text outside the tables (not on the timeline)",
            *(f"  {_short(text)}" for text in reading.outside),
        ]
    lines += ["", *_issues(reading.issues)]
    return "\n".join(lines) + "\n"


def _table(table: Table, *, of: int) -> list[str]:
    name = f" '{table.name}'" if table.name else ""
    hidden = ", hidden in the file" if table.hidden else ""
    headings = f"headings in row {table.heading_row}" if table.heading_row else "no headings of its own"
    lines = [f"Table {table.number + 1} of {of}{name}{hidden}: {headings}, {_count(table.rows, 'row')} below"]
    lines += [f"  title: {_short(title)}" for title in table.titles]
    width = max((len(column.heading) for column in table.columns), default=0)
    width = min(width, 32)
    for column in table.columns:
        lines.append(f"  {column.heading[:32]:<{width}}  {column.role.value:<11}  {column.why}")
        if column.examples:
            lines.append(
                f"  {'':<{width}}  {'':<11}  e.g. {'; '.join(_short(example, 30) for example in column.examples)}"
            )
    return lines


def _issues(issues: tuple[IntakeIssue, ...]) -> list[str]:
    if not issues:
        return ["Nothing to tell: every row was read as it stands."]
    attention = [issue for issue in issues if issue.needs_attention]
    rest = [issue for issue in issues if not issue.needs_attention]
    lines = []
    if attention:
        lines += [f"Needs attention ({len(attention)})", *_listed(attention)]
    if rest:
        lines += [*([""] if attention else []), f"Worth knowing ({len(rest)})", *_listed(rest)]
    return lines


def _listed(issues: list[IntakeIssue]) -> list[str]:
    lines = []
    for issue in issues[:_MOST_ISSUES]:
        place = f"row {issue.row}" if issue.row else "file"
        column = f", {issue.column}" if issue.column else ""
        value = f" [{_short(issue.value)}]" if issue.value else ""
        lines.append(f"  {place}{column}: {issue.message}{value}")
    left = Counter(issue.kind.value.replace("_", " ") for issue in issues[_MOST_ISSUES:])
    lines += [f"  and {count} more: {kind}" for kind, count in sorted(left.items())]
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _short(text: str, most: int = _EXAMPLE) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
