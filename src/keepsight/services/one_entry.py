"""Everything about one entry that a person may see: its row as it came, its accounts, who knew it, what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from keepsight.services.intake import people_of
from keepsight.services.knowing import Known, who_knew
from keepsight.services.lines import Cell, Eyes, Line, cells_of, lines_of, with_all_that_hangs
from keepsight.services.rearranging import last_order, order_of_day
from keepsight.services.shown import Piece, plain
from keepsight.services.veiling import asked_aloud, mentions_in, veiled
from keepsight.store.models import (
    CommentRecord,
    CorrectionRecord,
    EventRecord,
    EvidenceRecord,
    LinkDecisionRecord,
    PlacedRecord,
    TagRecord,
)

NEAR_DAYS = 14
MOST_NEAR = 40
BEGINNING = 90
WORDS_IN_BOTH = "both use "
"""How a reason begins that quotes words out of the rows; they are shown with real names only."""


@dataclass(frozen=True, slots=True)
class Version:
    """A cell put right: what the row said, what it says now, and why."""

    record: CorrectionRecord
    was: tuple[Piece, ...]
    now: tuple[Piece, ...]
    reason: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as it is shown."""

    record: CommentRecord
    text: tuple[Piece, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Raised:
    """A question that this entry raises, or speaks against."""

    number: int
    label: str
    wording: str
    against: bool
    why: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided on this entry and another; `other` is None where that entry is no longer there."""

    record: LinkDecisionRecord
    reason: tuple[Piece, ...]
    other: Line | None


@dataclass(frozen=True, slots=True)
class One:
    """An entry with all that hangs on it."""

    line: Line
    cells: tuple[Cell, ...]
    signals: tuple[tuple[str, str, str], ...]
    versions: tuple[Version, ...]
    accounts: tuple[Line, ...]
    reasons: tuple[str, ...]
    known: tuple[Known, ...]
    remarks: tuple[Remark, ...]
    tags: tuple[TagRecord, ...]
    asked: tuple[Raised, ...]
    decided: tuple[Decided, ...]
    day: tuple[Line, ...]
    ordered_by_hand: bool
    before: str
    after: str
    as_sent: bool

    @property
    def placed(self) -> PlacedRecord:
        return self.line.placed


def one_entry(placed: PlacedRecord, visible: QuerySet[PlacedRecord], eyes: Eyes) -> One:
    """The entry as these eyes see it; `visible` are all entries that they see."""
    (line,) = lines_of([placed], visible, eyes)
    fixes = CorrectionRecord.objects.filter(review=eyes.review, entry=placed.entry).select_related(
        "made_by", "undone_by"
    )
    in_force = {f.column: (f.now, f.made_at) for f in fixes.order_by("made_at", "pk") if f.undone_at is None}
    texts = [now for now, _ in in_force.values()]
    anew = dict(zip(texts, mentions_in(texts, people_of(eyes.review)) if texts else (), strict=True))
    accounts = tuple(a.entry for a in line.accounts)
    decided = _decided(placed, eyes) if eyes.notes else []
    day = _day(placed, eyes)
    lines = _lines({*accounts, *day, *(_other(d, placed) for d in decided)}, visible, eyes)
    return One(
        line=line,
        cells=tuple(cells_of(placed, eyes, in_force, anew)),
        signals=_signals(placed, eyes),
        versions=_versions(list(fixes.order_by("made_at", "pk")), placed, eyes),
        accounts=tuple(lines[a] for a in accounts if a in lines),
        reasons=_reasons(placed, accounts, eyes),
        known=who_knew(eyes.actor, eyes.review, [placed]).get(placed.pk, ()),
        remarks=_remarks(placed, eyes) if eyes.notes else (),
        tags=tuple(TagRecord.objects.filter(review=eyes.review, entry=placed.entry).order_by("tag"))
        if eyes.notes
        else (),
        asked=_asked(placed, eyes) if eyes.questions else (),
        decided=_told(decided, placed, lines, eyes),
        day=tuple(lines[e] for e in day if e in lines),
        ordered_by_hand=bool(day)
        and placed.earliest is not None
        and last_order(eyes.review, placed.earliest) is not None,
        before=_neighbour(visible.filter(position__lt=placed.position).order_by("-position")),
        after=_neighbour(visible.filter(position__gt=placed.position).order_by("position")),
        as_sent=eyes.reads_as_sent(placed.member_id),
    )


def near(placed: PlacedRecord, visible: QuerySet[PlacedRecord], eyes: Eyes) -> list[tuple[str, str]]:
    """Entries of other agencies within two weeks, which one may link by hand: number and how each begins."""
    if placed.earliest is None or placed.latest is None:
        return []
    around = timedelta(days=NEAR_DAYS)
    found = visible.filter(latest__gte=placed.earliest - around, earliest__lte=placed.latest + around)
    found = found.exclude(member=placed.member_id)
    if placed.event:
        found = found.exclude(event=placed.event)
    rows = list(with_all_that_hangs(found.order_by("position"), eyes)[:MOST_NEAR])
    return [(x.entry, f"{x.written} · {x.agency} · {_beginning(x)}") for x in lines_of(rows, visible, eyes)]


def _beginning(line: Line) -> str:
    text = " ".join("".join(p.text for c in line.cells for p in c.pieces).split())
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING].rsplit(' ', 1)[0]} …"


def _lines(entries: set[str], visible: QuerySet[PlacedRecord], eyes: Eyes) -> dict[str, Line]:
    if not entries:
        return {}
    rows = list(with_all_that_hangs(visible.filter(entry__in=entries), eyes))
    return {x.entry: x for x in lines_of(rows, visible, eyes)}


def _signals(placed: PlacedRecord, eyes: Eyes) -> tuple[tuple[str, str, str], ...]:
    """Kind, stance and the exact words of every signal but topics, in the order of the text."""
    texts = {f["column"]: f.get("text", "") for f in placed.record.payload["fields"]}
    names = eyes.reads_as_sent(placed.member_id)
    found = []
    for kind, column, start, end, stance, _ in placed.reading.get("signals", ()):
        if kind in ("topic", "date_mention"):
            continue
        inside = [
            {**m, "start": max(0, m.get("start", 0) - start), "end": min(end, m["end"]) - start}
            for m in placed.record.mentions
            if m["column"] == column and m.get("start", 0) < end and m["end"] > start
        ]
        found.append((kind, stance, plain(texts.get(column, "")[start:end], mentions=inside, names=names)))
    return tuple(dict.fromkeys(found))


def _versions(fixes: Sequence[CorrectionRecord], placed: PlacedRecord, eyes: Eyes) -> tuple[Version, ...]:
    texts = [t for f in fixes for t in (f.was, f.now, f.reason)]
    shown = veiled(eyes.review, texts, names=eyes.reads_as_sent(placed.member_id))
    return tuple(Version(f, *shown[3 * n : 3 * n + 3]) for n, f in enumerate(fixes))


def _reasons(placed: PlacedRecord, accounts: Sequence[str], eyes: Eyes) -> tuple[str, ...]:
    """Why this entry is linked with those that are seen, each reason once."""
    if not accounts:
        return ()
    event = EventRecord.objects.filter(run=placed.run_id, event=placed.event).first()
    seen = {placed.entry, *accounts}
    links = event.payload.get("links", ()) if event is not None else ()
    found = [
        r for k in links if placed.entry in (k["a"], k["b"]) and seen.issuperset((k["a"], k["b"])) for r in k["reasons"]
    ]
    if not eyes.names:
        found = [r for r in found if not r.startswith(WORDS_IN_BOTH)]
    return tuple(dict.fromkeys(found))


def _remarks(placed: PlacedRecord, eyes: Eyes) -> tuple[Remark, ...]:
    """Comments that stand, and one's own that were taken back."""
    made = (
        CommentRecord.objects.filter(review=eyes.review, entry=placed.entry)
        .select_related("made_by")
        .order_by("made_at")
    )
    kept = [c for c in made if c.withdrawn_at is None or c.made_by_id == eyes.actor.id]
    texts = veiled(eyes.review, [c.text for c in kept], names=eyes.names)
    return tuple(Remark(c, t, c.made_by_id == eyes.actor.id) for c, t in zip(kept, texts, strict=True))


def _asked(placed: PlacedRecord, eyes: Eyes) -> tuple[Raised, ...]:
    found = EvidenceRecord.objects.filter(asked__run=placed.run_id, entry=placed.entry).select_related(
        "asked__question"
    )
    held = list(found.order_by("against", "asked__position"))
    texts = veiled(eyes.review, [e.why for e in held], names=eyes.names)
    wordings = asked_aloud(eyes.review, [_wording(e.asked.payload) for e in held], names=eyes.names)
    return tuple(
        Raised(e.asked.question.number, e.asked.label, "".join(p.text for p in w), e.against, why)
        for e, why, w in zip(held, texts, wordings, strict=True)
    )


def _wording(payload: dict[str, Any]) -> str:
    return str(payload.get("wording") or payload.get("title") or "")


def _decided(placed: PlacedRecord, eyes: Eyes) -> list[LinkDecisionRecord]:
    made = LinkDecisionRecord.objects.filter(review=eyes.review, undone_at__isnull=True).select_related("made_by")
    return list((made.filter(a=placed.entry) | made.filter(b=placed.entry)).order_by("made_at"))


def _other(made: LinkDecisionRecord, placed: PlacedRecord) -> str:
    return made.b if made.a == placed.entry else made.a


def _told(
    decided: Sequence[LinkDecisionRecord], placed: PlacedRecord, lines: dict[str, Line], eyes: Eyes
) -> tuple[Decided, ...]:
    texts = veiled(eyes.review, [d.reason for d in decided], names=eyes.names)
    return tuple(Decided(d, t, lines.get(_other(d, placed))) for d, t in zip(decided, texts, strict=True))


def _day(placed: PlacedRecord, eyes: Eyes) -> list[str]:
    """The entries of its day in their order, for those who may order it; nothing for a day with one entry."""
    day: date | None = placed.earliest
    if not eyes.notes or day is None or day != placed.latest:
        return []
    order = order_of_day(eyes.review, day)
    return order if len(order) > 1 else []


def _neighbour(placed: QuerySet[PlacedRecord]) -> str:
    return placed.values_list("entry", flat=True).first() or ""
