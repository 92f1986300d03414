"""The timeline as one web page: picture, filters, every entry, and what stands behind it.

Every row is in the page as text, so that it reads, prints and searches without script; script only adds filters, keys
and the highlighting of a question's words. Entries stand in one table a month: a browser lays out only the months in
sight, and somebody who listens can go from month to month by heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from keepsight.model import Lens, SignalKind
from keepsight.publish import lanes, words
from keepsight.publish.drawing import key_svg
from keepsight.publish.page import esc, foot, head
from keepsight.publish.timeline_parts import asked_parts, lower_parts, picture_parts
from keepsight.publish.view import Cell, Row, View, pieces

ROWS_A_TABLE = 150
COLUMNS = ("Date as written", "Agency", "What was recorded", "How it is known", "Questions")


def timeline_page(view: View) -> Iterator[str]:
    """The page in pieces, in order."""
    yield head(f"{view.title}: timeline", css=("base.css", "timeline.css"), js="timeline.js")
    yield '<a class="skip" href="#entries">Skip to the entries</a>\n'
    yield _header(view)
    yield "<main>\n"
    yield _picture(view)
    yield '<section id="entries" aria-labelledby="entries-title">\n<h2 id="entries-title">Entries</h2>\n'
    yield _filters(view)
    yield '<p id="shown" class="paper" hidden></p>\n'
    if not view.rows:
        yield (
            "<p>No entries were read. Look under <a href='#issues'>what could not be read</a>, put the files right "
            "and run the review again.</p>\n"
        )
    people = _people(view)
    names = {value: i for i, (value, _) in enumerate(people)}
    kinds = {k: i for i, k in enumerate(_kinds(view))}
    for label, rows in _months(view.rows):
        yield _month(view, label, rows, names, kinds)
    yield '<p id="nothing" class="nothing" hidden>No entry fits these filters. Take one away, or '
    yield '<button type="button" class="plain" data-do="reset">show every entry</button>.</p>\n</section>\n'
    yield from asked_parts(view)
    yield from picture_parts(view)
    yield from lower_parts(view)
    yield "</main>\n"
    yield _footer(view)
    yield '<aside id="panel" aria-label="Question" tabindex="-1" hidden></aside>\n'
    yield foot(js="timeline.js")


def _header(view: View) -> str:
    over = words.period(view.start, view.end)
    facts = [
        over,
        words.count(len(view.rows), "entry", "entries"),
        words.count(len(view.agencies), "agency", "agencies"),
        words.count(len(view.asked), "question"),
    ]
    board = f'<p class="board">{esc(view.board)}</p>' if view.board else ""
    return (
        f'<header class="top">\n{board}<h1>{esc(view.title)}</h1>\n'
        f'<p class="facts">{" <span class=dot>·</span> ".join(esc(f) for f in facts if f)}</p>\n'
        f'<p class="names">{esc(words.NAMES_STATE)}</p>\n'
        '<nav aria-label="This page and the other documents"><ul>'
        '<li><a href="#entries">Entries</a></li><li><a href="#questions">Questions</a></li>'
        '<li><a href="#pictures">Pictures</a></li>'
        '<li><a href="#accounts">Linked accounts</a></li><li><a href="#knew">Who knew what, when</a></li>'
        '<li><a href="#silences">Silences</a></li><li><a href="#issues">What could not be read</a></li>'
        '<li class="other"><a href="questions.html">Question paper</a></li>'
        '<li class="other"><a href="briefing.html">Briefing</a></li>'
        '<li class="script"><button type="button" class="plain" data-do="print">Print</button></li></ul></nav>\n'
        "</header>\n"
    )


def _picture(view: View) -> str:
    key = "".join(f"<li>{key_svg(i)} {esc(name)}</li>" for i, name in enumerate(view.agencies))
    return (
        '<section id="overview" aria-labelledby="overview-title">\n<h2 id="overview-title">Overview</h2>\n<figure>\n'
        f'<div class="scroll" tabindex="0" role="region" aria-label="Picture of the timeline, by agency">'
        f"{lanes.swimlane(view, pressable=True)}</div>\n"
        f"<figcaption>{esc(lanes.caption(view))} "
        '<span class="script">Draw across the picture to look at a part of it.</span></figcaption>\n'
        f'<ul class="key" aria-label="Key"><li class="keytitle">Key</li>{key}'
        f"<li>{_sample('hollow')} contact that did not take place</li>"
        f"<li>{_sample('faded')} uncertain or longer than a day</li>"
        f"<li>{_sample('joined')} accounts of one event, dashed where they differ</li>"
        f"<li>{_sample('silent')} silence</li></ul>\n</figure>\n</section>\n"
    )


def _sample(what: str) -> str:
    drawn = {
        "hollow": '<circle cx="8" cy="8" r="5" fill="#fff" stroke="#37464f" stroke-width="1.8"/>',
        "faded": '<path d="M0 2H24V14H0z" fill="#37464f" fill-opacity=".24"/>',
        "joined": '<path d="M3 3L21 13" stroke="#1b1f23" stroke-width="1.4"/><circle cx="3" cy="3" r="3"/>'
        '<circle cx="21" cy="13" r="3"/>',
        "silent": '<path d="M0 8H24" stroke="#5b646d" stroke-width="1.4" stroke-dasharray="2 5"/>',
    }[what]
    width = 16 if what == "hollow" else 24
    return f'<svg class="mark" viewBox="0 0 {width} 16" width="{width}" height="16" aria-hidden="true">{drawn}</svg>'


def _filters(view: View) -> str:
    agencies = "".join(
        f'<label class="chip"><input type="checkbox" name="agency" value="{i}" checked> {key_svg(i)} '
        f"{esc(name)}</label>"
        for i, name in enumerate(view.agencies)
    )
    people = "".join(f'<option value="{i}">{esc(name)}</option>' for i, (_, name) in enumerate(_people(view)))
    kinds = "".join(f'<option value="{i}">{esc(words.kind(k))}</option>' for i, k in enumerate(_kinds(view)))
    lenses = "".join(
        f'<option value="{lens.value}">{words.LENS_WORDS[lens]} ({len(asked)})</option>'
        for lens, asked in view.by_lens()
    )
    first = view.start.isoformat() if view.start else ""
    last = view.end.isoformat() if view.end else ""
    return (
        '<form id="filters" class="script" role="search" aria-label="Filter the entries">\n'
        f'<fieldset class="agencies"><legend>Agency</legend>{agencies}</fieldset>\n<div class="fields">'
        '<label class="wide">Words <kbd>/</kbd><input type="search" name="words" autocomplete="off" '
        'spellcheck="false" placeholder="in any cell"></label>'
        f'<label>Person<select name="person"><option value="">Anybody</option>{people}</select></label>'
        f'<label>Kind<select name="kind"><option value="">Any kind</option>{kinds}</select></label>'
        f'<label>Lens<select name="lens"><option value="">Any or none</option>{lenses}</select></label>'
        f'<label>From<input type="date" name="from" min="{first}" max="{last}"></label>'
        f'<label>To<input type="date" name="to" min="{first}" max="{last}"></label></div>\n'
        f'<p class="count"><output id="count" aria-live="polite">{words.count(len(view.rows), "entry", "entries")}'
        '</output> <button type="button" class="plain" data-do="reset" hidden>Show every entry</button>'
        '<span class="keys">Keys: <kbd>j</kbd> next entry, <kbd>k</kbd> the one before, <kbd>/</kbd> words, '
        "<kbd>Esc</kbd> close</span></p>\n</form>\n"
    )


def _people(view: View) -> list[tuple[str, str]]:
    """Everybody some entry was read to speak of, listed people first and in the order of the people list."""
    found = {p for r in view.review.timeline.readings.values() for p in r.persons}
    listed = [
        (p.ref, f"{p.names[0] if p.names else p.ref} ({words.ROLE_WORDS[p.role]})")
        for p in view.review.timeline.people.people
        if p.ref in found
    ]
    known = {ref for ref, _ in listed}
    return [*((str(ref), name) for ref, name in listed), *((p, p) for p in sorted(found - known))]


def _kinds(view: View) -> list[SignalKind]:
    found = {s.kind for r in view.review.timeline.readings.values() for s in r.signals}
    return sorted(found, key=words.kind)


def _months(rows: tuple[Row, ...]) -> Iterator[tuple[str, list[Row]]]:
    """Entries in order, a group a month; an undated one stays where it stands, and a long month is cut."""
    group: list[Row] = []
    label, reached = "", date.min
    for row in rows:
        day = row.entry.when.earliest
        turn = day is not None and day.replace(day=1) > reached
        if group and (turn or len(group) >= ROWS_A_TABLE):
            yield label, group
            group, label = [], f"{words.month(reached)}, continued" if reached > date.min else "Undated, continued"
        if turn and day is not None:
            reached, label = day.replace(day=1), words.month(day)
        group.append(row)
    if group:
        yield label or "Undated", group


def _month(view: View, label: str, rows: list[Row], names: dict[str, int], kinds: dict[SignalKind, int]) -> str:
    heads = "".join(f'<th scope="col">{c}</th>' for c in COLUMNS)
    body = "".join(_row(view, row, names, kinds) for row in rows)
    return (
        f'<section class="month"><h3>{esc(label or "Undated")} <span class="quiet">'
        f"{words.count(len(rows), 'entry', 'entries')}</span>{_later(rows)}</h3>\n<table><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>{body}</tbody></table></section>\n"
    )


def _later(rows: Sequence[Row]) -> str:
    """How many of a month's entries only begin there: "2018" is sorted by its first day, and that day is not told as a fact."""
    later = sum(row.entry.when.spans_months for row in rows)
    if not later:
        return ""
    return f' <span class="quiet">· {"" if later == len(rows) == 1 else f"{later:,} "}perhaps later</span>'


def _row(view: View, row: Row, names: dict[str, int], kinds: dict[SignalKind, int]) -> str:
    entry, when = row.entry, row.entry.when
    reading = view.review.timeline.readings.get(entry.id)
    people = _numbers(names[p] for p in reading.persons) if reading else ""
    found = _numbers(kinds[s.kind] for s in reading.signals) if reading else ""
    dated = f' data-f="{when.earliest}" data-t="{when.latest}"' if when.is_dated else ""
    asked = " ".join(str(q) for q in (*row.raises, *row.against))
    looks = ' class="unsure"' if when.uncertain or not when.is_one_day else ""
    cells = "".join(_cell(c) for c in row.cells)
    held = f'<p class="held">{words.attendance(row.attendance)}</p>' if row.attendance else ""
    return (
        f'<tr id="{row.anchor}" data-a="{row.agency}"{dated}'
        f"{f' data-p={people!r}' if people else ''}{f' data-k={found!r}' if found else ''}"
        f"{f' data-q={asked!r}' if asked else ''}>"
        f'<td{looks}><p class="as">{esc(words.written(when))}</p><p class="means">{esc(words.meaning(when))}</p></td>'
        f"<td>{key_svg(row.agency)} {esc(entry.agency)}</td>"
        f'<td class="said">{cells}{_others(view, row)}</td>'
        f'<td class="how">{held}<p>{words.basis(row.basis)}</p>{_recorded(row)}'
        f'<p class="file">{esc(entry.place.file)}, row {entry.place.row}</p></td>'
        f'<td class="qs">{_codes(view, row)}</td></tr>\n'
    )


def _numbers(values: Iterable[int]) -> str:
    return " ".join(str(v) for v in sorted(set(values)))


def _cell(cell: Cell) -> str:
    text = "".join(
        f'<span class="w" data-q="{" ".join(map(str, asked))}">{esc(piece)}</span>' if asked else esc(piece)
        for piece, asked in pieces(cell)
    )
    return f"<p><b>{esc(cell.column)}</b> {text}</p>"


def _recorded(row: Row) -> str:
    recorded = row.entry.recorded
    return f'<p class="means">Written down {esc(words.written(recorded))}</p>' if recorded else ""


def _others(view: View, row: Row) -> str:
    """Under the row: who else told of the event, and where this account differs."""
    others = view.siblings(row)
    if not others:
        return ""
    links = words.listed(
        f'<a href="#{o.anchor}">{esc(o.entry.agency)}, {esc(words.written(o.entry.when))}</a>' for o in others
    )
    differs = "".join(f"<li><b>Accounts differ ({c.kind.value}):</b> {esc(c.note)}</li>" for c in view.conflicts(row))
    return f'<div class="event"><p>Also told by {links}.</p>{f"<ul>{differs}</ul>" if differs else ""}</div>'


def _codes(view: View, row: Row) -> str:
    raised = "".join(_code(view, q, "") for q in row.raises)
    spoken = "".join(_code(view, q, "against ") for q in row.against)
    return raised + spoken


def _code(view: View, number: int, side: str) -> str:
    asked = view.asked[number]
    kind = "strength" if asked.question.lens is Lens.STRENGTHS else "question"
    said = f"{side}{asked.label}"
    return f'<a class="code" href="#{asked.anchor}" title="{esc(asked.question.title)} ({kind})">{esc(said)}</a> '


def _footer(view: View) -> str:
    return (
        f"<footer><p><b>{words.NOT_REASSURANCE}</b> A question speaks of what was recorded and addresses the network "
        f"around the child; it labels nobody. “Not recorded” is about this timeline: an agency’s own file may hold "
        f"more.</p><p>{esc(words.NAMES_STATE)} Made by Keepsight {esc(view.review.manifest.version)} from "
        f"{words.count(len(view.review.manifest.files), 'file')}; the versions behind this page are in "
        "manifest.json.</p></footer>\n"
    )
