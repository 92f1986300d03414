"""What stands below the entries of the timeline page: questions, linked accounts, who knew what, silences, issues."""

from __future__ import annotations

from collections.abc import Iterator

from keepsight.model import Evidence, Knowledge
from keepsight.publish import words
from keepsight.publish.page import esc
from keepsight.publish.pictures import PICTURES_LEAD, Cell, Figure, figures, sample
from keepsight.publish.view import Asked, Row, View, differences, quoted, reasons, shared_knowledge, summary


def asked_parts(view: View) -> Iterator[str]:
    """The questions by lens, each to be opened; strengths are one of the lenses."""
    yield '<section id="questions" aria-labelledby="questions-title">\n<h2 id="questions-title">Questions</h2>\n'
    yield f'<p class="lead">Opening one marks its words in the entries. {words.NOT_REASSURANCE}</p>\n'
    for lens, asked in view.by_lens():
        yield f'<h3>{words.LENS_WORDS[lens]} <span class="quiet">{len(asked)}</span></h3>\n'
        yield f'<p class="quiet">{words.LENS_LINES[lens]}</p>\n'
        if not asked:
            yield "<p>Nothing was raised here. That is not reassurance.</p>\n"
        yield from (_question(view, a) for a in asked)
    yield "</section>\n"


def picture_parts(view: View) -> Iterator[str]:
    """The pictures, each with its key and, to be opened, the table that says the same."""
    found = list(figures(view))
    yield '<section id="pictures" aria-labelledby="pictures-title">\n<h2 id="pictures-title">Pictures</h2>\n'
    if not found:
        yield "<p>Nothing was read that could be drawn.</p>\n"
    else:
        yield f'<p class="lead">{PICTURES_LEAD}</p>\n'
    for figure in found:
        drawn = "".join(f"<li>{sample(svg)} {esc(said)}</li>" for svg, said in figure.key)
        key = f'<ul class="key" aria-label="Key"><li class="keytitle">Key</li>{drawn}</ul>\n' if drawn else ""
        yield f'<figure id="{figure.name}" class="picture" aria-labelledby="{figure.name}-title">\n'
        yield f'<h3 id="{figure.name}-title">{esc(figure.title)}</h3>\n<p>{esc(figure.caption)}</p>\n'
        yield f'<div class="scroll" tabindex="0" role="region" aria-label="Picture: {esc(figure.title)}">{figure.svg}</div>\n'
        yield f"{key}<details><summary>The same as a table</summary>\n{_table(figure)}</details>\n</figure>\n"
    yield "</section>\n"


def _table(figure: Figure) -> str:
    aligned = ' class="number"' if figure.numbers else ""
    first, *others = figure.heads
    heads = f'<th scope="col">{esc(first)}</th>' + "".join(f'<th scope="col"{aligned}>{esc(h)}</th>' for h in others)
    rows = "".join(
        f'<tr><th scope="row">{_parts(row[0])}</th>{"".join(f"<td{aligned}>{_parts(c)}</td>" for c in row[1:])}</tr>\n'
        for row in figure.rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Table: {esc(figure.title)}"><table class="lower drawn">'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table></div>"
    )


def _parts(cell: Cell) -> str:
    return "".join(f'<a href="#{p.row.anchor}">{esc(p.text)}</a>' if p.row else esc(p.text) for p in cell)


def lower_parts(view: View) -> Iterator[str]:
    yield from _accounts(view)
    yield from _knew(view)
    yield from _silences(view)
    yield from _issues(view)


def where(row: Row) -> str:
    """A link to an entry: agency and date as written."""
    return f'<a href="#{row.anchor}">{esc(row.entry.agency)}, {esc(words.written(row.entry.when))}</a>'


def _question(view: View, asked: Asked) -> str:
    q = asked.question
    first = f"Could first be asked on {words.day(q.first_answerable)}. " if q.first_answerable else ""
    against = f"<h4>Speaks against it</h4>{_evidence(view, q.against)}" if q.against else ""
    would = f"<p><b>Would answer it:</b> {esc(q.would_answer)}</p>" if q.would_answer else ""
    return (
        f'<details class="question" id="{asked.anchor}" data-n="{asked.number}" data-lens="{q.lens.value}">'
        f'<summary><span class="label">{esc(asked.label)}</span> {esc(q.wording)}</summary>\n'
        f'<p class="quiet">{esc(q.title)}. {first}{words.CERTAINTY_WORDS[q.certainty]}.</p>'
        f"<h4>Raises it</h4>{_evidence(view, q.evidence)}{against}{would}"
        f'<p><a href="questions.html#{asked.anchor}">Read it on the question paper</a>'
        f'<button type="button" class="plain script" data-do="only" data-n="{asked.number}">'
        "Show only its entries</button></p></details>\n"
    )


def _evidence(view: View, evidence: tuple[Evidence, ...]) -> str:
    items = []
    for e, row in view.known(evidence):
        said = " ".join(
            "".join(f"<mark>{esc(t)}</mark>" if marked else esc(t) for t, marked in found)
            for _, found in quoted(row, e)
        )
        items.append(f"<li>{where(row)}: {said}{f' <i>({esc(e.why)})</i>' if e.why else ''}</li>")
    return f'<ul class="evidence">{"".join(items)}</ul>'


def _accounts(view: View) -> Iterator[str]:
    events = view.review.timeline.events
    yield '<section id="accounts" aria-labelledby="accounts-title">\n'
    yield '<h2 id="accounts-title">Accounts of one event</h2>\n'
    if not events:
        yield "<p>No two entries were found to tell of the same event.</p>\n</section>\n"
        return
    differing = sum(1 for e in events if e.conflicts)
    yield f'<p class="lead">{words.count(len(events), "event")} told more than once. '
    yield f"In {differing:,} of them the accounts differ; a difference is a finding, and nothing is settled here.</p>\n"
    yield '<div class="scroll"><table class="lower"><thead><tr><th scope="col">Accounts</th>'
    yield '<th scope="col">Why they are linked</th><th scope="col">Where they differ</th></tr></thead><tbody>\n'
    for event in events:
        differs = "".join(f"<li>{c.kind.value.capitalize()}: {esc(c.note)}</li>" for c in differences(event))
        yield f"<tr><td><ul>{''.join(f'<li>{where(r)}</li>' for r in view.accounts(event))}</ul></td>"
        yield f"<td>{esc(reasons(event))}</td>"
        yield f"<td>{f'<ul>{differs}</ul>' if differs else 'No difference found'}</td></tr>\n"
    yield "</tbody></table></div>\n</section>\n"


def _knew(view: View) -> Iterator[str]:
    yield '<section id="knew" aria-labelledby="knew-title">\n<h2 id="knew-title">Who knew what, when</h2>\n'
    yield '<p class="lead">Entries that more than one agency is shown to have known of. An empty place means that this '
    yield "timeline does not show it; the agency’s own file may.</p>\n"
    rows = list(shared_knowledge(view))
    if not rows:
        yield "<p>No entry is shown to have been known outside the agency that wrote it.</p>\n</section>\n"
        return
    heads = "".join(f'<th scope="col">{esc(a)}</th>' for a in view.agencies)
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Table of who knew what">'
    yield f'<table class="lower knew"><thead><tr><th scope="col">Entry</th>{heads}</tr></thead><tbody>\n'
    for row, found in rows:
        cells = "".join(f"<td>{_known(found.get(a))}</td>" for a in view.agencies)
        yield f'<tr><th scope="row">{where(row)}<p class="quiet">{esc(summary(row, 70))}</p></th>{cells}</tr>\n'
    yield "</tbody></table></div>\n</section>\n"


def _known(knowledge: Knowledge | None) -> str:
    if knowledge is None:
        return '<span class="quiet">not shown</span>'
    when = words.day(knowledge.day) if knowledge.day else "day not recorded"
    return f'{words.KNOWN_WORDS[knowledge.how]} <span class="quiet">{when}</span>'


def _silences(view: View) -> Iterator[str]:
    silences = view.review.timeline.silences
    yield '<section id="silences" aria-labelledby="silences-title">\n<h2 id="silences-title">Silences</h2>\n'
    if not silences:
        yield "<p>No agency was silent for long within the period.</p>\n</section>\n"
        return
    yield '<p class="lead">Stretches in which an agency recorded nothing, both days counted. It may have had no part, '
    yield "or its records may not have been sent.</p>\n"
    yield '<table class="lower"><thead><tr><th scope="col">Agency</th><th scope="col">From</th>'
    yield '<th scope="col">To</th><th scope="col" class="number">Days</th></tr></thead><tbody>\n'
    for s in silences:
        yield f"<tr><td>{esc(s.agency)}</td><td>{words.day(s.start)}</td><td>{words.day(s.end)}</td>"
        yield f'<td class="number">{s.days:,}</td></tr>\n'
    yield "</tbody></table>\n</section>\n"


def _issues(view: View) -> Iterator[str]:
    issues = view.review.issues
    yield '<section id="issues" aria-labelledby="issues-title">\n<h2 id="issues-title">What could not be read</h2>\n'
    if not issues:
        yield "<p>Everything in the files was read as it stands.</p>\n</section>\n"
        return
    need = sum(1 for i in issues if i.needs_attention)
    yield f'<p class="lead">{words.count(need, "place")} to put right and {words.count(len(issues) - need, "other")} '
    yield "worth knowing. Nothing was dropped: each row is on the timeline as it stands.</p>\n"
    rows = {(r.entry.place.file, r.entry.place.row): r for r in view.rows}
    yield '<div class="scroll"><table class="lower"><thead><tr><th scope="col">Where</th><th scope="col">What</th>'
    yield '<th scope="col">As it stands</th><th scope="col">What to do</th></tr></thead><tbody>\n'
    for i in sorted(issues, key=lambda i: not i.needs_attention):
        row = rows.get((i.file, i.row))
        place = f"row {i.row}" if i.row else "whole file"
        link = f'<a href="#{row.anchor}">{place}</a>' if row else place
        column = f", {esc(i.column)}" if i.column else ""
        yield f"<tr><td>{esc(i.file)}, {link}{column}</td><td>{words.issue(i.kind)}</td>"
        yield f"<td>{_as_it_stands(i.value)}</td><td>{esc(i.message)}</td></tr>\n"
    yield "</tbody></table></div>\n</section>\n"


def _as_it_stands(value: str) -> str:
    """A short value as it is; a long one to be opened."""
    if len(value) <= words.LONGEST_ON_PAPER:
        return esc(value)
    return f"<details><summary>{esc(value[:80].strip())} …</summary><p class=lines>{esc(value)}</p></details>"
