"""The board's yearly report, drafted from the data: what was promised, done, embedded, and what the records say. A draft, not a verdict."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepsight.access import Actor
from keepsight.publish.report import Report, Section, Table, write_report
from keepsight.review.acting import State
from keepsight.services.acted import Recommended
from keepsight.services.board import BoardPage, board_page
from keepsight.services.board_glance import verdict
from keepsight.services.circulated import circulated
from keepsight.services.events_compared import ASPECTS as ASPECTS_OF_EVENTS
from keepsight.services.events_compared import events_compared
from keepsight.services.loop_words import ASPECTS, STANDINGS, VERDICTS
from keepsight.services.training import courses_of
from keepsight.services.veiling import veiled
from keepsight.store.models import BoardRecord, ReviewRecord

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def yearly_report(actor: Actor, board: BoardRecord, year: int, kind: str) -> bytes:
    """The report of a year as a file, of what somebody sees of the board."""
    today = timezone.localdate()
    page = board_page(actor, board, today=today)
    welsh = get_language() == "cy"
    report = Report(
        title=_("Yearly report %(year)d (draft)") % {"year": year},
        board=board.name_cy if welsh and board.name_cy else board.name,
        note=_("Drafted from the records on %(day)s; names: roles only. To be read and put right before it goes out.")
        % {"day": date_format(today, "j F Y")},
        language="cy-GB" if welsh else "en-GB",
        sections=(
            _reviews(page, year),
            _recommendations(page, year),
            _records(page),
            _circulation(actor, board, year, today),
            _training(board, year, today),
            _events(actor, board),
        ),
    )
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"report.{kind}"
        write_report(report, out, made=timezone.now().replace(microsecond=0))
        return out.read_bytes()


def _reviews(page: BoardPage, year: int) -> Section:
    opened = sum(o.review.opened_at.year == year for o in page.reviews)
    rows = tuple(
        (
            o.review.reference or o.review.title,
            str(len(o.recommended)),
            str(sum(len(r.actions) for r in o.recommended)),
            str(o.overdue),
            str(o.slipping),
        )
        for o in page.reviews
    )
    heads = (_("Review"), _("Recommendations"), _("Actions"), _("Actions overdue"), _("Actions slipping"))
    said = _("Reviews: %(n)d. Opened in the year: %(new)d.")
    return Section(_("Reviews"), (said % {"n": len(page.reviews), "new": opened},), Table(heads, rows))


def _recommendations(page: BoardPage, year: int) -> Section:
    every = [r for _review, r in page.recommended]
    said = [
        _(
            "Recommendations that stand: %(n)d. Done and no more: %(done)d. Embedded: %(embedded)d. Said to have made a difference: %(made)d."
        )
        % {
            "n": len(every),
            "done": page.reached.get(State.DONE, 0),
            "embedded": page.reached.get(State.EMBEDDED, 0),
            "made": page.reached.get(State.DIFFERENCE, 0),
        },
        _("States said to be reached in the year: %(n)d.") % {"n": reached_in(every, year)},
        _("Answers of agencies still awaited: %(n)d.") % {"n": page.unanswered},
    ]
    rows = tuple((str(STANDINGS[s.value]), str(n)) for s, n in page.standings.items())
    return Section(
        _("Recommendations and actions"), tuple(said), Table((_("Actions"), _("Number")), rows) if rows else None
    )


def reached_in(found: Sequence[Recommended], year: int) -> int:
    """How many states hold since a day of the year."""
    return sum(day.year == year for r in found for day in r.holding.values())


def _records(page: BoardPage) -> Section:
    rows = [
        (
            _plain(review, m.record.title),
            str(len(m.points)),
            str(VERDICTS[verdict(m)]),
        )
        for review, r in page.recommended
        for m in r.measures
    ]
    said = () if rows else (_("Nothing is measured yet."),)
    heads = (_("What is looked at"), _("Looks"), _("What the records say"))
    return Section(_("Did it change?"), said, Table(heads, tuple(rows)) if rows else None)


def _plain(review: ReviewRecord, text: str) -> str:
    """A text with names behind pseudonyms."""
    return "".join(p.text for p in veiled(review, [text], names=False)[0])


def _circulation(actor: Actor, board: BoardRecord, year: int, today: date) -> Section:
    found = [
        circulated(actor, c, today=today)
        for c in board.circulations.filter(sent_at__year=year).select_related("version__guidance", "board")
    ]
    rows = tuple(
        (
            f"{c.record.version.guidance.title}, {c.record.version.name}",
            str(c.whole.teams),
            str(c.whole.discussed),
            _("%(n)s of %(all)s") % {"n": c.whole.present, "all": c.whole.people},
        )
        for c in found
    )
    said = () if rows else (_("Nothing was circulated in the year."),)
    heads = (_("What"), _("Teams"), _("Discussed"), _("People there"))
    return Section(_("Circulation"), said, Table(heads, rows) if rows else None)


def _training(board: BoardRecord, year: int, today: date) -> Section:
    rows = []
    for c in courses_of(board, today=today):
        held = [s for s in c.sessions if s.held_on.year == year]
        came = sum(p.came for s in held for p in s.taken.all())
        review = date_format(c.last_review.on, "j M Y") if c.last_review else _("none")
        rows.append((c.record.title, str(len(held)), str(came), review))
    said = () if rows else (_("No course yet."),)
    heads = (_("Course"), _("Sessions"), _("Places taken"), _("Bias review"))
    return Section(_("Training"), said, Table(heads, tuple(rows)) if rows else None)


def _events(actor: Actor, board: BoardRecord) -> Section:
    found = events_compared(actor, board)
    rows = []
    for m in found.modes:
        shares = [m.aspects[a].share for a in ASPECTS_OF_EVENTS]
        name = {"room": _("in a room"), "virtual": _("online"), "mixed": _("in a room and online")}[m.mode]
        rows.append((name, str(m.events), *("–" if s is None else f"{round(100 * s)} %" for s in shares)))
    heads = (_("How people met"), _("Events"), *(str(ASPECTS[a]) for a in ASPECTS_OF_EVENTS))
    told = sum(d.compared.is_change for d in found.differences)
    said = _(
        "Comparisons between ways of meeting: %(n)d. Of these, with a difference that is more than chance: %(told)d."
    ) % {
        "n": len(found.differences),
        "told": told,
    }
    return Section(_("Learning events"), (said,), Table(heads, tuple(rows)))
