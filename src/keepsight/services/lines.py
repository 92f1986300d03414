"""Entries made ready for a screen: the written date, the cells with the words of their signals, accounts, what hangs on them.

A page of entries costs the same few queries whatever its length. Nothing of an entry that the person may not see goes into it:
linked accounts and differences are cut to those that they see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from keepsight.access import Act, Actor, can
from keepsight.dates import read_date
from keepsight.model import READ_AS_TEXT, ColumnRole, Scope, When
from keepsight.services.intake import people_of
from keepsight.services.shown import Piece, pieces, plain
from keepsight.services.veiling import mentions_in
from keepsight.store.convert import unpacked
from keepsight.store.models import (
    CommentRecord,
    CorrectionRecord,
    EventRecord,
    PlacedRecord,
    ReviewAgencyRecord,
    ReviewRecord,
    TagRecord,
)

_DATE_ROLES = ("date", "end_date", "time", "end_time", "recorded", "order")
_TEXT_ROLES = frozenset(r.value for r in READ_AS_TEXT)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is shown."""

    column: str
    role: str
    pieces: tuple[Piece, ...]
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Another entry that tells of the same event."""

    entry: str
    agency: str
    written: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a list. `mark` is the agency's place in the review, by which its colour and shape are known."""

    placed: PlacedRecord
    when: When
    written: str
    agency: str
    mark: int
    cells: tuple[Cell, ...]
    source: tuple[Piece, ...] = ()
    raises: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    comments: int = 0
    tags: tuple[str, ...] = ()

    @property
    def entry(self) -> str:
        return self.placed.entry

    @property
    def month(self) -> date | None:
        first = self.when.earliest
        return first.replace(day=1) if first else None


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who reads: whether real names are on, which agencies they author for, which they see, and what they may know of."""

    review: ReviewRecord
    actor: Actor
    names: bool
    members: tuple[ReviewAgencyRecord, ...]
    marks: Mapping[int, int] = field(default_factory=dict)

    @property
    def questions(self) -> bool:
        return can(self.actor, Act.SEE_QUESTIONS, review=self.review.pk)

    @property
    def notes(self) -> bool:
        """Comments and tags are the panel's own."""
        return can(self.actor, Act.ANNOTATE, review=self.review.pk)

    def agency(self, member: int) -> ReviewAgencyRecord:
        return next(m for m in self.members if m.pk == member)

    def reads_as_sent(self, member: int) -> bool:
        """Names as they are: where they are on, and for an author in the own agency's rows."""
        agency = self.agency(member).agency
        return self.names or bool({agency.pk, agency.parent_id} & self.actor.agencies_in(self.review.pk))


def with_all_that_hangs(placed: QuerySet[PlacedRecord], eyes: Eyes) -> QuerySet[PlacedRecord]:
    """The entries with their rows, their event and the counts of comments, in one query."""
    events = EventRecord.objects.filter(run=OuterRef("run"), event=OuterRef("event")).values("payload")[:1]
    fixes = CorrectionRecord.objects.filter(review=eyes.review, entry=OuterRef("entry"), undone_at__isnull=True)
    found = placed.select_related("record").annotate(told=Subquery(events), fixed=Exists(fixes))
    found = found.defer("record__words")
    if not eyes.notes:
        return found.annotate(remarks=Value(0), tagged=Value(value=False))
    remarks = CommentRecord.objects.filter(review=eyes.review, entry=OuterRef("entry"), withdrawn_at__isnull=True)
    counted = remarks.order_by().values("entry").annotate(n=Count("pk")).values("n")
    tags = TagRecord.objects.filter(review=eyes.review, entry=OuterRef("entry"))
    return found.annotate(remarks=Coalesce(Subquery(counted), 0), tagged=Exists(tags))


def lines_of(found: Sequence[PlacedRecord], visible: QuerySet[PlacedRecord], eyes: Eyes) -> list[Line]:
    """The entries, as `with_all_that_hangs` gave them, ready to be shown."""
    told = {p.event: p.told for p in found if p.event and getattr(p, "told", None)}  # type: ignore[attr-defined]
    others = _accounts(told, visible, eyes)
    fixes, tags = _hanging(found, eyes)
    texts = [now for at in fixes.values() for now, _ in at.values()]
    texts += [] if eyes.names else [c["note"] for event in told.values() for c in event.get("conflicts", ())]
    texts = list(dict.fromkeys(texts))
    anew = dict(zip(texts, mentions_in(texts, people_of(eyes.review)) if texts else (), strict=True))
    return [_line(p, eyes, others, fixes.get(p.entry, {}), anew, tags.get(p.entry, ())) for p in found]


def _line(
    placed: PlacedRecord,
    eyes: Eyes,
    others: Mapping[str, Account],
    fixes: Mapping[str, tuple[str, datetime]],
    anew: Mapping[str, list[dict[str, Any]]],
    tags: Sequence[str],
) -> Line:
    payload = placed.record.payload
    when = when_of(placed, fixes, eyes.review)
    told = getattr(placed, "told", None) or {}
    accounts = tuple(others[e] for e in told.get("entries", ()) if e != placed.entry and e in others)
    seen = {placed.entry, *(a.entry for a in accounts)}
    return Line(
        placed=placed,
        when=when,
        written=written(when.text, payload, placed.record.mentions, as_sent=eyes.reads_as_sent(placed.member_id)),
        agency=payload["agency"],
        mark=eyes.marks.get(placed.member_id, 0),
        cells=tuple(cells_of(placed, eyes, fixes, anew, roles=_TEXT_ROLES)),
        source=tuple(
            p for c in cells_of(placed, eyes, fixes, anew, roles={ColumnRole.SOURCE.value}) for p in _spaced(c)
        ),
        raises=tuple(placed.raises.split()) if eyes.questions else (),
        against=tuple(placed.against.split()) if eyes.questions else (),
        accounts=accounts,
        # What several pairs of accounts differ in alike is said once.
        conflicts=tuple(
            dict.fromkeys(
                (c["kind"], plain(c["note"], mentions=anew.get(c["note"], ()), names=eyes.names))
                for c in told.get("conflicts", ())
                if placed.entry in c["entries"] and seen.issuperset(c["entries"])
            )
        ),
        comments=getattr(placed, "remarks", 0),
        tags=tuple(tags),
    )


def when_of(placed: PlacedRecord, fixes: Mapping[str, tuple[str, datetime]], review: ReviewRecord) -> When:
    """The date of an entry, read anew where it was put right."""
    payload = placed.record.payload
    for f in payload["fields"]:
        if f["role"] == ColumnRole.DATE.value and f["column"] in fixes:
            scope = Scope(review.scope_from, review.scope_to)
            return read_date(fixes[f["column"]][0], previous=None, scope=scope).when
    return unpacked(When, payload["when"])


def cells_of(
    placed: PlacedRecord,
    eyes: Eyes,
    fixes: Mapping[str, tuple[str, datetime]],
    anew: Mapping[str, list[dict[str, Any]]],
    *,
    roles: Iterable[str] = (),
) -> list[Cell]:
    """The cells of these roles (all when none is given) that hold something, with the words of their signals as marks."""
    names = eyes.reads_as_sent(placed.member_id)
    wanted = frozenset(roles)
    marks: dict[str, list[tuple[int, int, str]]] = {}
    for kind, column, start, end, stance, _ in placed.reading.get("signals", ()):
        if stance == "asserted" or kind not in ("topic", "date_mention"):
            marks.setdefault(column, []).append((start, end, kind if stance == "asserted" else f"{kind}:{stance}"))
    cells = []
    for f in placed.record.payload["fields"]:
        column, role, text = f["column"], f["role"], f.get("text", "")
        if wanted and role not in wanted:
            continue
        said = marks.get(column, [])
        if column in fixes:
            text, made_at = fixes[column]
            found = anew.get(text, [])
            if eyes.review.current_run is None or made_at > eyes.review.current_run.asked_for_at:
                said = []  # the timeline shown was made of the words before
        else:
            found = [m for m in placed.record.mentions if m["column"] == column]
        if text:
            cells.append(Cell(column, role, pieces(text, mentions=found, marks=said, names=names), column in fixes))
    return cells


def _spaced(cell: Cell) -> tuple[Piece, ...]:
    return (*cell.pieces, Piece(" "))


def _accounts(told: Mapping[str, Any], visible: QuerySet[PlacedRecord], eyes: Eyes) -> dict[str, Account]:
    """The accounts that are seen, by entry."""
    if not told:
        return {}
    ids = {e for event in told.values() for e in event["entries"]}
    rows = visible.filter(entry__in=ids).order_by("position")
    return {
        entry: Account(
            entry,
            payload["agency"],
            written(payload["when"].get("text", ""), payload, mentions, as_sent=eyes.reads_as_sent(member)),
        )
        for entry, payload, mentions, member in rows.values_list(
            "entry", "record__payload", "record__mentions", "member"
        )
    }


def written(text: str, payload: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]], *, as_sent: bool) -> str:
    """The date as written; a name that stands in a cell of dates gives way to its pseudonym where names are off."""
    if as_sent:
        return text
    dates = {f["column"] for f in payload["fields"] if f["role"] in _DATE_ROLES}
    for m in mentions:
        if m["column"] in dates and m.get("text"):
            text = text.replace(m["text"], m.get("pseudonym") or "[…]")
    return text


def _hanging(
    found: Sequence[PlacedRecord], eyes: Eyes
) -> tuple[dict[str, dict[str, tuple[str, datetime]]], dict[str, list[str]]]:
    """Cells put right and tags of these entries, by entry; asked for only where there are any, in one query."""
    fixed = [p.entry for p in found if getattr(p, "fixed", False)]
    tagged = [p.entry for p in found if getattr(p, "tagged", False)]
    fixes: dict[str, dict[str, tuple[str, datetime]]] = {}
    tags: dict[str, list[str]] = {}
    if not fixed and not tagged:
        return fixes, tags
    right = CorrectionRecord.objects.filter(review=eyes.review, entry__in=fixed, undone_at__isnull=True)
    words = TagRecord.objects.filter(review=eyes.review, entry__in=tagged)
    both = right.values_list(Value("fix"), "entry", "column", "now", "made_at").union(
        words.values_list(Value("tag"), "entry", "tag", Value(""), "made_at"), all=True
    )
    for what, entry, name, now, made_at in sorted(both, key=lambda line: line[4]):
        if what == "fix":
            fixes.setdefault(entry, {})[name] = (now, made_at)
        else:
            tags.setdefault(entry, []).append(name)
    return fixes, tags
