"""The json files: the stable interface by which other programs, and our own checks, read a review.

Keys named in the file interface are never renamed or left out; others may be added. Text stands as the agencies wrote
it: letters that no UTF-8 file can carry (half of a surrogate pair) are written as json escapes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from keepsight.model import Entry, EntryId, Evidence, IntakeIssue, Manifest, Question, Review, When


def timeline_json(review: Review) -> bytes:
    """Entries in timeline order, events with their conflicts, issues; silences and who knew what beside them."""
    timeline = review.timeline
    return _bytes(
        {
            "title": review.settings.title,
            "scope": {"from": _day(review.settings.scope.start), "to": _day(review.settings.scope.end)},
            "entries": [_entry(e, review) for e in timeline.entries],
            "events": [
                {
                    "id": event.id,
                    "entries": list(event.entries),
                    "conflicts": [
                        {"kind": c.kind.value, "entries": list(c.entries), "note": c.note} for c in event.conflicts
                    ],
                    "links": [{"a": link.a, "b": link.b, "reasons": list(link.reasons)} for link in event.links],
                }
                for event in timeline.events
            ],
            "issues": [_issue(i) for i in review.issues],
            "silences": [
                {"agency": s.agency, "from": _day(s.start), "to": _day(s.end), "days": s.days}
                for s in timeline.silences
            ],
            "knowledge": [
                {
                    "entry": k.entry,
                    "agency": k.agency,
                    "day": _day(k.day),
                    "how": k.how.value,
                    "witness": k.witness,
                }
                for k in timeline.knowledge
            ],
        }
    )


def questions_json(review: Review) -> bytes:
    places = {e.id: e for e in review.timeline.entries}
    return _bytes({"questions": [_question(q, places) for q in review.questions]})


def mentions_json(review: Review) -> bytes:
    places = {e.id: e.place for e in review.timeline.entries}
    return _bytes(
        {
            "mentions": [
                {
                    "file": places[m.entry].file,
                    "row": places[m.entry].row,
                    "column": m.column,
                    "start": m.start,
                    "end": m.end,
                    "text": m.text,
                    "kind": m.kind.value,
                    "person": m.person,
                    "pseudonym": m.pseudonym,
                    "entry": m.entry,
                }
                for m in review.mentions
                if m.entry in places
            ]
        }
    )


def manifest_json(manifest: Manifest) -> bytes:
    """The versions of everything behind the outputs, and the clock that was passed in."""
    return _bytes(
        {
            "keepsight": manifest.version,
            "files": [
                {
                    "name": f.name,
                    "sha256": f.sha256,
                    "bytes": f.bytes,
                    "agency": f.agency,
                    "rows": f.rows,
                    "tables": f.tables,
                }
                for f in manifest.files
            ],
            "rules": dict(manifest.rules),
            "words": dict(manifest.words),
            "parameters": dict(manifest.parameters),
            "clock": manifest.clock,
        }
    )


def _bytes(value: dict[str, Any]) -> bytes:
    """One item of each list a line: small enough for 20,000 rows, and a difference can be read."""
    text = "".join(_lines(value))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return "".join(_lines(value, ascii_only=True)).encode()


def _lines(value: dict[str, Any], *, ascii_only: bool = False) -> Iterator[str]:
    encode = json.JSONEncoder(ensure_ascii=ascii_only).encode
    yield "{"
    for number, (key, item) in enumerate(value.items()):
        yield f"{',' if number else ''}\n{encode(key)}: "
        if isinstance(item, list) and item:
            yield "[\n" + ",\n".join(encode(i) for i in item) + "\n]"
        else:
            yield encode(item)
    yield "\n}\n"


def _entry(entry: Entry, review: Review) -> dict[str, Any]:
    reading = review.timeline.readings.get(entry.id)
    return {
        "id": entry.id,
        "file": entry.place.file,
        "row": entry.place.row,
        "agency": entry.agency,
        "when": _when(entry.when),
        "attendance": reading.attendance.value if reading and reading.attendance else None,
        "basis": reading.basis.value if reading and reading.basis else None,
        "fields": _fields(entry),
        "kind": entry.kind.value,
        "source": entry.source,
        "worker": entry.worker,
        "recorded": _when(entry.recorded) if entry.recorded else None,
    }


def _when(when: When) -> dict[str, Any]:
    return {
        "text": when.text,
        "from": _day(when.earliest),
        "to": _day(when.latest),
        "precision": when.precision.value,
        "uncertain": when.uncertain,
        "time": when.time.strftime("%H:%M") if when.time else None,
        "assumed": list(when.assumed),
    }


def _fields(entry: Entry) -> dict[str, str]:
    """Every cell under its heading; a heading that comes twice in a row keeps both cells, the second with a number."""
    fields: dict[str, str] = {}
    for f in entry.fields:
        name, number = f.column, 2
        while name in fields:
            name, number = f"{f.column} ({number})", number + 1
        fields[name] = f.text
    return fields


def _issue(issue: IntakeIssue) -> dict[str, Any]:
    return {
        "file": issue.file,
        "row": issue.row,
        "column": issue.column,
        "kind": issue.kind.value,
        "message": issue.message,
        "value": issue.value,
        "needs_attention": issue.needs_attention,
    }


def _question(question: Question, places: dict[EntryId, Entry]) -> dict[str, Any]:
    return {
        "id": question.id,
        "lens": question.lens.value,
        "code": question.code,
        "version": question.version,
        "certainty": question.certainty.value,
        "title": question.title,
        "question": question.wording,
        "evidence": _evidence(question.evidence, places),
        "against": _evidence(question.against, places),
        "parameters": {p.name: p.value for p in question.parameters},
        "parameters_used": [
            {
                "name": p.name,
                "value": p.value,
                "default": p.default,
                "kind": p.kind.value,
                "unit": p.unit,
                "source": p.source,
                "changed": p.changed,
            }
            for p in question.parameters
        ],
        "first_answerable": _day(question.first_answerable),
        "held_by": {agency: _day(day) for agency, day in question.held_by},
        "would_answer": question.would_answer,
        "alternatives": list(question.alternatives),
        "sources": list(question.sources),
    }


def _evidence(evidence: tuple[Evidence, ...], places: dict[EntryId, Entry]) -> list[dict[str, Any]]:
    return [
        {
            "entry": e.entry,
            "file": places[e.entry].place.file,
            "row": places[e.entry].place.row,
            "spans": [[s.column, s.start, s.end] for s in e.spans],
            "why": e.why,
        }
        for e in evidence
        if e.entry in places
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
