"""The timeline in the forms that other programs read: CSV, Timesketch CSV, TimelineJS JSON; themes as a REFI-QDA codebook.

Timesketch reads `message,datetime,timestamp_desc` with further columns kept as they are; TimelineJS reads `events` with
`start_date`, `end_date`, `display_date` and `text`; REFI-QDA's codebook is the exchange format of qualitative-analysis programs
(namespace urn:QDA-XML:codebook:1.0). The first two need a day, so entries without one are left out of them and counted.
"""

from __future__ import annotations

import csv
import io
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from lxml import etree

QDA = "urn:QDA-XML:codebook:1.0"
_OURS = uuid.UUID("4f3f5d0e-0d63-5f0c-9c3b-6d1b2a7e9c10")
"""The name space from which the codes' identifiers are made, so that a codebook written twice has the same ones."""
_NAMESPACES: Any = {None: QDA}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it leaves the house. Days are inclusive; `written` is the date as the agency wrote it."""

    entry: str
    agency: str
    written: str
    earliest: date | None
    latest: date | None
    source: str
    text: str
    attendance: str = ""
    basis: str = ""
    raises: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the codebook with the codes beneath it; `key` tells it from every other."""

    key: str
    name: str
    description: str = ""
    beneath: tuple[Code, ...] = ()


def as_json(rows: Iterable[Row], *, review: str) -> bytes:
    """All entries, undated ones too; days as ISO dates or null."""
    told = {"format": "keepsight-timeline", "version": 1, "review": review, "entries": [_plain(r) for r in rows]}
    return _json(told)


def as_csv(rows: Iterable[Row]) -> bytes:
    """One line an entry, undated ones too, in UTF-8 with a mark that spreadsheets know."""
    names = ("entry", "agency", "date as written", "earliest", "latest", "source", "text", "attendance", "basis", "raises", "tags", "other accounts")  # fmt: skip
    lines = (
        (
            *(r.entry, r.agency, r.written, _iso(r.earliest), _iso(r.latest), r.source, r.text, r.attendance, r.basis),
            *("; ".join(many) for many in (r.raises, r.tags, r.accounts)),
        )
        for r in rows
    )
    return b"\xef\xbb\xbf" + _csv(names, lines)


def as_timesketch(rows: Iterable[Row]) -> tuple[bytes, int]:
    """The dated entries for Timesketch, and how many were left out. A day counts from midnight UTC; no time is claimed."""
    dated, left_out = _dated(rows)
    names = ("message", "datetime", "timestamp_desc", "agency", "date_as_written", "latest", "source", "entry", "tag")
    lines = (
        (
            r.text,
            f"{_iso(r.earliest)}T00:00:00+00:00",
            _described(r),
            r.agency,
            r.written,
            _iso(r.latest),
            r.source,
            r.entry,
            ",".join(r.tags),
        )
        for r in dated
    )
    return _csv(names, lines), left_out


def as_timelinejs(rows: Iterable[Row], *, review: str) -> tuple[bytes, int]:
    """The dated entries for TimelineJS, grouped by agency, and how many were left out."""
    dated, left_out = _dated(rows)
    events = []
    for r in dated:
        event: dict[str, Any] = {
            "start_date": _parts(r.earliest),
            "display_date": r.written,
            "group": r.agency,
            "unique_id": f"e{r.entry}",
            "text": {"headline": _html(f"{r.agency}: {r.source}" if r.source else r.agency), "text": _html(r.text)},
        }
        if r.latest is not None and r.latest != r.earliest:
            event["end_date"] = _parts(r.latest)
        events.append(event)
    return _json({"title": {"text": {"headline": _html(review)}}, "events": events}), left_out


def as_codebook(codes: Iterable[Code]) -> bytes:
    """The themes as a REFI-QDA codebook."""
    book = etree.Element(f"{{{QDA}}}CodeBook", nsmap=_NAMESPACES, attrib={"origin": "Keepsight"})
    listed = etree.SubElement(book, f"{{{QDA}}}Codes")
    for code in codes:
        _code(listed, code)
    return etree.tostring(book, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _code(into: etree._Element, code: Code) -> None:
    name = _xml(code.name) or "No title"
    made = etree.SubElement(into, f"{{{QDA}}}Code", guid=str(uuid.uuid5(_OURS, code.key)), name=name, isCodable="true")
    if code.description:
        etree.SubElement(made, f"{{{QDA}}}Description").text = _xml(code.description)
    for one in code.beneath:
        _code(made, one)


def _xml(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or 0x20 <= ord(c) < 0xD800 or 0xE000 <= ord(c) not in (0xFFFE, 0xFFFF)
    )


def _dated(rows: Iterable[Row]) -> tuple[list[Row], int]:
    whole = list(rows)
    dated = [r for r in whole if r.earliest is not None]
    return dated, len(whole) - len(dated)


def _described(row: Row) -> str:
    return "Day of the event" if row.earliest == row.latest else "First day on which it can have been"


def _plain(row: Row) -> dict[str, Any]:
    return {**asdict(row), "earliest": _iso(row.earliest) or None, "latest": _iso(row.latest) or None}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _parts(day: date | None) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day} if day else {}


def _html(text: str) -> str:
    """TimelineJS shows what it is given as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _csv(names: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    return text.getvalue().encode()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would reckon as a formula gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
