"""What each column of a table is for, from its heading and from its contents, with the reason in words.

`review.toml` has the first word. Then the dates are settled, since a table can hold several (when it happened, when it
was written down, a birthday), then the times, then every other column by itself. A column nobody would miss is never
guessed at: it is kept, shown, and listed as not understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from keepsight.intake.contents import Look, look_at
from keepsight.intake.headings import is_known, plain, roles_of
from keepsight.model import READ_AS_TEXT, ColumnHint, Scope
from keepsight.model import ColumnRole as Role

UNNAMED = re.compile(r"Column \d+")
LONG_TEXT = 28
"""A column of texts this long on average is read as narrative, whatever stands above it."""
_DATE_SHARE = 0.5
_SURELY_ANOTHER = 0.85
_DATE_SHARE_UNDER_HEADING = 0.15
_DAYS = (Role.DATE, Role.RECORDED, Role.END_DATE)
_LONGEST_DAY = 40
_UNSURE = 0.2
_UNNAMED_TEXT = 10


@dataclass(frozen=True, slots=True)
class Column:
    """One column as understood: its heading as written, what it is for and why, and its first different cells."""

    heading: str
    role: Role
    why: str
    examples: tuple[str, ...] = ()
    known: bool = True


def understand(
    headings: Sequence[str],
    columns: Sequence[Sequence[str]],
    *,
    scope: Scope,
    hints: Sequence[ColumnHint] = (),
    before: Sequence[Column] = (),
) -> tuple[Column, ...]:
    """The columns of one table; `columns` are the cells of its events, one sequence a column.

    `before` are the columns of the table before in the file: the heading that held the days there holds them here.
    """
    looks = [look_at(column, scope=scope) for column in columns]
    found: dict[int, tuple[Role, str]] = {}
    for number, heading in enumerate(headings):
        if role := _hinted(heading, hints):
            found[number] = role, "review.toml says so"
    same = [plain(column.heading) for column in before if column.role is Role.DATE]
    _find_dates(headings, looks, found, same=same)
    _find_times(headings, looks, found)
    for number, heading in enumerate(headings):
        if number not in found:
            found[number] = _one(heading, looks[number])
    _find_text(looks, found)
    return tuple(
        Column(heading, found[n][0], found[n][1], _examples(columns[n]), known=found[n][0] is not Role.OTHER)
        for n, heading in enumerate(headings)
    )


def _hinted(heading: str, hints: Sequence[ColumnHint]) -> Role | None:
    for hint in hints:
        if hint.heading == heading or plain(hint.heading) == plain(heading) != "":
            return hint.role
    return None


def _weight(heading: str, role: Role) -> float:
    return next((weight for found, weight in roles_of(heading) if found is role), 0.0)


def _find_dates(
    headings: Sequence[str], looks: Sequence[Look], found: dict[int, tuple[Role, str]], *, same: Sequence[str]
) -> None:
    """Settles the columns that hold days: one is when it happened, the others by what their headings say."""
    dated = [n for n in range(len(headings)) if n not in found and _holds_dates(headings[n], looks[n])]
    taken = any(role is Role.DATE for role, _ in found.values())
    if not taken:
        scores = {n: _date_score(headings[n], looks[n], same) for n in dated}
        ranked = sorted(dated, key=lambda n: (-scores[n], n))
        if ranked and scores[ranked[0]] > 0.3:
            found[ranked[0]] = Role.DATE, _because(headings[ranked[0]], Role.DATE, looks[ranked[0]])
        else:
            named = [n for n in range(len(headings)) if n not in found and _weight(headings[n], Role.DATE) >= 0.9]
            named = [n for n in named if is_known(headings[n]) and looks[n].length < _LONGEST_DAY]
            if named:
                found[named[0]] = Role.DATE, f"the heading '{headings[named[0]]}' alone; no cell reads as a date"
    for n in dated:
        if n in found:
            continue
        roles = [r for r, w in roles_of(headings[n]) if r in (Role.RECORDED, Role.END_DATE)]
        if roles:
            found[n] = roles[0], _because(headings[n], roles[0], looks[n])
        else:
            found[n] = Role.OTHER, "holds dates, but another column says when it happened"


def _holds_dates(heading: str, look: Look) -> bool:
    if not look.cells:
        return _weight(heading, Role.RECORDED) >= 0.9 or _weight(heading, Role.END_DATE) >= 0.9
    says_date = max(_weight(heading, role) for role in _DAYS)
    if not says_date and max((w for _, w in roles_of(heading)), default=0.0) >= _SURELY_ANOTHER:
        return False
    least = _DATE_SHARE_UNDER_HEADING if says_date >= 0.6 else _DATE_SHARE
    return look.dates >= least and look.dates >= look.clock and (look.length < _LONGEST_DAY or says_date > 0.8)


def _date_score(heading: str, look: Look, same: Sequence[str]) -> float:
    if not look.cells:
        return 0.0
    said = _weight(heading, Role.DATE)
    if not said:
        said = 0.5 - 0.2 * max(_weight(heading, Role.RECORDED), _weight(heading, Role.END_DATE))
    return said + 0.3 * look.dates + 0.1 * look.filled + 0.5 * (plain(heading) in same)


def _find_times(headings: Sequence[str], looks: Sequence[Look], found: dict[int, tuple[Role, str]]) -> None:
    for role in (Role.TIME, Role.END_TIME):
        if any(r is role for r, _ in found.values()):
            continue
        scores = {n: _time_score(headings[n], looks[n], role) for n in range(len(headings)) if n not in found}
        best = max(scores, key=lambda n: (scores[n], -n), default=None)
        if best is not None and scores[best] >= 0.5:
            found[best] = role, _because(headings[best], role, looks[best])


def _time_score(heading: str, look: Look, role: Role) -> float:
    said = _weight(heading, role)
    if not look.cells:
        return said if said >= 0.9 else 0.0
    if said and look.times >= 0.3:
        return said * min(1.0, look.times + 0.3)
    unheaded = role is Role.TIME and not roles_of(heading)
    return look.times * 0.6 if unheaded and look.times >= 0.85 and look.clock >= 0.5 else 0.0


def _one(heading: str, look: Look) -> tuple[Role, str]:
    """What a column that holds no days and no times is for."""
    scores = [(weight * _suits(role, look), role) for role, weight in roles_of(heading)]
    score, role = max(scores, key=lambda s: s[0], default=(0.0, Role.OTHER))
    if score >= _UNSURE:
        return role, _because(heading, role, look)
    if look.cells and look.attendance >= 0.8 and look.length <= 25:
        return Role.ATTENDANCE, "most cells say whether somebody came"
    if look.cells and look.length >= LONG_TEXT and look.letters >= 0.5:
        return Role.NARRATIVE, f"long texts, {round(look.length)} letters on average"
    unnamed = _is_unnamed(heading)
    if unnamed and look.length >= _UNNAMED_TEXT and look.distinct >= 0.5 and look.letters >= 0.5:
        return Role.NARRATIVE, "different texts without a heading"
    if not look.cells:
        return Role.OTHER, "no cell is filled in"
    return Role.OTHER, "there is no heading" if unnamed else "the heading is not one that is known"


def _is_unnamed(heading: str) -> bool:
    return not plain(heading) or UNNAMED.fullmatch(heading) is not None


def _suits(role: Role, look: Look) -> float:
    """How well contents suit a role, 0 to 1; empty columns suit all."""
    if not look.cells:
        return 0.8
    if role in (Role.DATE, Role.END_DATE, Role.RECORDED, Role.TIME, Role.END_TIME):
        return 0.0
    if role is Role.NARRATIVE:
        return (
            (1.0 if look.length >= LONG_TEXT else 0.75 if look.length >= 12 else 0.35) if look.letters > 0.3 else 0.25
        )
    if role in READ_AS_TEXT:
        return 0.95 if look.letters > 0.3 or look.length < 4 else 0.3
    if role is Role.ATTENDANCE:
        if look.attendance >= 0.35:
            return look.attendance * (1.1 if look.length <= 30 else 0.6)
        return 0.25 if look.length <= 6 else 0.1
    if role is Role.CHILD_SEEN:
        return 1.0 if look.yes_no >= 0.4 else 0.7 if look.length <= 40 else 0.15
    if role is Role.REFERENCE:
        return 1.0 if look.figures >= 0.5 and look.length <= 30 else 0.5 if look.length <= 12 else 0.05
    if role is Role.ORDER:
        return 1.0 if look.numbers >= 0.8 else 0.1
    length = 1.0 if look.length <= 30 else 0.85 if look.length <= 45 else 0.4 if look.length <= 70 else 0.08
    return length if look.letters >= 0.3 or look.figures < 0.5 else 0.3


def _find_text(looks: Sequence[Look], found: dict[int, tuple[Role, str]]) -> None:
    """Makes sure that something is read: without a narrative the fullest other text becomes one."""
    if any(role is Role.NARRATIVE for role, _ in found.values()):
        return
    ranks = {Role.COMMENT: 4, Role.OTHER: 3, Role.ACTION: 3, Role.SOURCE: 1, Role.ATTENDANCE: 0, Role.WORKER: 0}
    able = [
        n
        for n, (role, why) in found.items()
        if role in ranks
        and why != "review.toml says so"
        and looks[n].cells
        and looks[n].letters > 0.3
        and looks[n].dates < _DATE_SHARE
    ]
    if able:
        best = max(able, key=lambda n: (looks[n].length + 8 * ranks[found[n][0]], -n))
        if looks[best].length >= 8 or len(able) == 1:
            found[best] = Role.NARRATIVE, "the fullest text of the table"


def _because(heading: str, role: Role, look: Look) -> str:
    said = f"the heading '{heading}'" if plain(heading) and _weight(heading, role) else ""
    seen = ""
    if role in (Role.DATE, Role.END_DATE, Role.RECORDED) and look.cells:
        seen = f"{_percent(look.dates)} of the cells read as dates"
    elif role in (Role.TIME, Role.END_TIME) and look.cells:
        seen = f"{_percent(look.times)} of the cells read as times"
    elif role is Role.ATTENDANCE and look.cells:
        seen = f"{_percent(look.attendance)} of the cells say whether somebody came"
    elif role in READ_AS_TEXT and look.cells:
        seen = f"{round(look.length)} letters on average"
    elif look.cells:
        seen = "short texts" if look.length <= 45 else "texts"
    return "; ".join(part for part in (said, seen) if part)


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def _examples(column: Sequence[str]) -> tuple[str, ...]:
    """The first three different cells."""
    seen: dict[str, None] = {}
    for cell in column:
        if text := cell.strip():
            seen[text] = None
            if len(seen) == 3:
                break
    return tuple(seen)


def carried(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns of the table before, for one that continues it without headings."""
    return tuple(
        replace(column, why="as in the table before", examples=_examples(cells[n])) for n, column in enumerate(columns)
    )


def with_spilt(columns: Sequence[Column], spilt: frozenset[int]) -> tuple[Column, ...]:
    """The columns, those of texts cut off at a separator read as text."""
    return tuple(
        replace(column, role=Role.NARRATIVE, why="cut off from a text to the left", known=True)
        if n in spilt and column.role is Role.OTHER
        else column
        for n, column in enumerate(columns)
    )
