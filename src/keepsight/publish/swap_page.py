"""The swapped reading as one web page: every entry as it was written beside the same entry with the genders exchanged.

A panel reads a stretch of each aloud and asks itself one thing: would we have written this, and decided this, the other way
round? The page says what was exchanged and what an exchange by word lists cannot do, and it decides nothing. What changes in
which cell comes in as values, since this room knows no people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from keepsight.model import ColumnRole, Entry, Field, People, Role
from keepsight.publish import words
from keepsight.publish.page import esc, foot, head
from keepsight.publish.whole import whole

NAME = "swap.html"
NAMES_STATE = "Names: as in the agencies’ files, and invented ones beside them. Not for publication."
PROMPTS = (
    "Read an entry aloud as it was written, then the same entry with the genders exchanged. Change readers for the second.",
    "Would the same words have been chosen? Mark the words that sound wrong.",
    "Would the same have been done? Would anybody have been asked more, or less?",
    "What would you have called the adult, the child, and what passed between them?",
)
SAID = {
    ("everybody", False): "Everybody’s gender is exchanged.",
    ("child", False): "The child’s gender is exchanged, everybody else’s is kept.",
    ("others", False): "Everybody’s gender but the child’s is exchanged.",
    ("everybody", True): "Everything is put in words that say the same of anybody.",
    ("child", True): "The child is put in words that say the same of anybody.",
    ("others", True): "Everybody but the child is put in words that say the same of anybody.",
}
LIMITS = (
    "The exchange is made by word lists and short rules. It can put “him” where “his” belongs, it cannot see irony, and facts of "
    "the body (a pregnancy) stay as they are. Listed people get invented given names; surnames and places stay. Quoted speech is "
    "exchanged too: it is a reading aid, and nobody said these words. No question depends on it."
)
_NOT_SHOWN = frozenset(
    (
        *(ColumnRole.DATE, ColumnRole.END_DATE, ColumnRole.TIME, ColumnRole.END_TIME, ColumnRole.RECORDED),
        *(ColumnRole.ORDER, ColumnRole.AGENCY, ColumnRole.REFERENCE, ColumnRole.ATTENDANCE),
    )
)


class Changed(Protocol):
    """A stretch of a cell, end exclusive, and what stands there in the swapped reading."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def new(self) -> str: ...


Changes = Mapping[tuple[str, int], Sequence[Changed]]
"""What changes, by the entry's id and the place of the cell in it."""


def write_swap(
    entries: Sequence[Entry],
    out: Path,
    *,
    changes: Changes,
    people: People,
    read_as: People,
    title: str = "",
    board: str = "",
    whose: str = "everybody",
    neutral: bool = False,
) -> Path:
    """Write `swap.html` into a folder and return where it is; an old one is replaced, other files stay.

    `read_as` is the people list in the swapped reading, in the order of `people`. A full disk is a KeepsightError.
    """
    with whole(out, ours=re.compile(re.escape(NAME))) as stage:
        page = swap_page(
            entries,
            changes=changes,
            people=people,
            read_as=read_as,
            title=title,
            board=board,
            whose=whose,
            neutral=neutral,
        )
        with (stage / NAME).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(page)
    return out / NAME


def swap_page(
    entries: Sequence[Entry],
    *,
    changes: Changes,
    people: People,
    read_as: People,
    title: str,
    board: str,
    whose: str,
    neutral: bool,
) -> Iterator[str]:
    """The page in pieces, in order."""
    named = words.printable(title.strip()) or "Review"
    other = "In neutral words" if neutral else "With the genders exchanged"
    yield head(f"{named}: swapped reading", css=("base.css", "swap.css"))
    yield '<a class="skip" href="#entries">Skip to the entries</a>\n'
    over = f'<p class="board">{esc(board)}</p>' if board.strip() else ""
    changed = sum(len(c) for c in changes.values())
    facts = [
        words.count(len(entries), "entry", "entries"),
        f"{words.count(changed, 'word')} changed",
        SAID[whose, neutral],
    ]
    yield f'<header class="top">\n{over}<h1>{esc(named)}: swapped reading</h1>\n'
    yield f'<p class="facts">{" <span class=dot>·</span> ".join(esc(f) for f in facts)}</p>\n'
    yield f'<p class="names">{esc(NAMES_STATE)}</p>\n<nav aria-label="This page and the other documents"><ul>'
    yield '<li><a href="#how">How to read it</a></li><li><a href="#who">Who is read as whom</a></li>'
    yield '<li><a href="#entries">Entries</a></li><li class="other"><a href="timeline.html">Timeline</a></li>'
    yield '<li><a href="questions.html">Question paper</a></li></ul></nav>\n</header>\n<main>\n'
    yield '<section id="how" aria-labelledby="how-title" class="how-to">\n<h2 id="how-title">How to read it</h2>\n<ol>'
    yield "".join(f"<li>{esc(p)}</li>" for p in PROMPTS)
    yield f'</ol>\n<p class="lead">{esc(LIMITS)}</p>\n</section>\n'
    yield _who(people, read_as)
    yield '<section id="entries" aria-labelledby="entries-title">\n<h2 id="entries-title">Entries</h2>\n'
    if not entries:
        yield "<p>No entries were read. Put the files right and run it again.</p>\n"
    for label, rows in _months(entries):
        yield _month(label, rows, changes, other)
    yield f"</section>\n</main>\n<footer><p>{esc(NAMES_STATE)}</p><p>{esc(LIMITS)}</p></footer>\n"
    yield foot()


def _who(people: People, read_as: People) -> str:
    """A table of the listed people whose name or kin word changes."""
    rows = "".join(
        f'<tr><th scope="row">{esc(old.names[0])}</th><td>{esc(new.names[0])}</td><td>{esc(_role(old.role))}</td></tr>'
        for old, new in zip(people.people, read_as.people, strict=True)
        if old.names and new.names and old.names != new.names
    )
    body = (
        '<table class="names-table"><thead><tr><th scope="col">As written</th><th scope="col">Read as</th>'
        f'<th scope="col">Who it is</th></tr></thead><tbody>{rows}</tbody></table>'
        if rows
        else "<p>No name of the people list changes.</p>"
    )
    return f'<section id="who" aria-labelledby="who-title">\n<h2 id="who-title">Who is read as whom</h2>\n{body}\n</section>\n'


def _role(role: Role) -> str:
    return "parent" if role in (Role.MOTHER, Role.FATHER) else words.ROLE_WORDS[role]


def _months(entries: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Entries in order, a group a month; an undated one stays where it stands."""
    group: list[Entry] = []
    label, reached = "", date.min
    for entry in entries:
        day = entry.when.earliest
        if day is not None and day.replace(day=1) > reached:
            if group:
                yield label or "Undated", group
            group, reached = [], day.replace(day=1)
            label = words.month(reached)
        group.append(entry)
    if group:
        yield label or "Undated", group


def _month(label: str, rows: Sequence[Entry], changes: Changes, other: str) -> str:
    heads = "".join(f'<th scope="col">{c}</th>' for c in ("Date and agency", "As written", other))
    body = "".join(_row(e, changes, other) for e in rows)
    return (
        f'<section class="month"><h3>{esc(label)} <span class="quiet">{words.count(len(rows), "entry", "entries")}</span></h3>\n'
        f"<table><thead><tr>{heads}</tr></thead>\n<tbody>{body}</tbody></table></section>\n"
    )


def _row(entry: Entry, changes: Changes, other: str) -> str:
    shown = [(i, f) for i, f in enumerate(entry.fields) if f.text.strip() and f.role not in _NOT_SHOWN]
    made = {i: changes.get((str(entry.id), i), ()) for i, _ in shown}
    written = "".join(_written(f, made[i]) for i, f in shown)
    swapped = "".join(_swapped(f, made[i]) for i, f in shown)
    return (
        f'<tr><th scope="row"><p class="as">{esc(words.written(entry.when))}</p><p class="quiet">{esc(entry.agency)}</p></th>'
        f'<td data-side="As written">{written}</td><td data-side="{other}">{swapped}</td></tr>\n'
    )


def _written(field: Field, made: Sequence[Changed]) -> str:
    pieces, reached = [], 0
    for change in made:
        pieces.append(esc(field.text[reached : change.start]))
        pieces.append(f'<span class="from">{esc(field.text[change.start : change.end])}</span>')
        reached = change.end
    return f"<p><b>{esc(field.column)}</b> {''.join(pieces)}{esc(field.text[reached:])}</p>"


def _swapped(field: Field, made: Sequence[Changed]) -> str:
    pieces, reached = [], 0
    for change in made:
        pieces.append(esc(field.text[reached : change.start]))
        pieces.append(f"<mark>{esc(change.new)}</mark>" if change.new else "")
        reached = change.end
    return f"<p><b>{esc(field.column)}</b> {''.join(pieces)}{esc(field.text[reached:])}</p>"
