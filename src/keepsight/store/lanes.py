"""The picture of a timeline as numbers: one line of points for each agency, drawn in the browser, small enough to send whole.

A point is [position, first day, last day, what]: days counted from the first day of the picture; `what` adds 1 for an entry
that raises a question, 2 for an appointment that was not kept, 4 for an account of an event told more than once, 8 for an
uncertain date.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from keepsight.model import Attendance, Question, Timeline

RAISES, MISSED, LINKED, UNSURE = 1, 2, 4, 8
MISSED_KINDS = frozenset(Attendance) - {Attendance.KEPT, Attendance.RESCHEDULED, Attendance.CANCELLED_SERVICE}


def lanes_of(timeline: Timeline, questions: tuple[Question, ...]) -> dict[str, Any]:
    """Agencies in order with their points, and the silences of each as [first day, last day]."""
    days = [e.when.earliest for e in timeline.entries if e.when.earliest is not None]
    if not days:
        return {"first": None, "last": None, "lanes": []}
    first = min(days)
    last = max(e.when.latest for e in timeline.entries if e.when.latest is not None)
    raising = {e.entry for q in questions for e in q.evidence}
    linked = {e for event in timeline.events for e in event.entries}
    points: dict[str, list[list[int]]] = {name: [] for name in timeline.agencies}
    for position, entry in enumerate(timeline.entries):
        when = entry.when
        if when.earliest is None or when.latest is None:
            continue
        reading = timeline.readings.get(entry.id)
        what = RAISES * (entry.id in raising) + LINKED * (entry.id in linked)
        what += MISSED * (reading is not None and reading.attendance in MISSED_KINDS)
        what += UNSURE * (when.uncertain or not when.is_one_day)
        points[entry.agency].append([position, (when.earliest - first).days, (when.latest - first).days, what])
    quiet: dict[str, list[list[int]]] = {name: [] for name in timeline.agencies}
    for s in timeline.silences:
        quiet.setdefault(s.agency, []).append([(s.start - first).days, (s.end - first).days])
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "lanes": [{"agency": name, "points": points[name], "silences": quiet[name]} for name in timeline.agencies],
    }


def lanes_for(whole: dict[str, Any], *, agencies: Collection[str] | None, questions: bool) -> dict[str, Any]:
    """The picture as somebody may see it: with `agencies`, those lanes alone, counted and measured as if they were all.

    Then an account of an event is no longer marked as told elsewhere too, and days and places are counted from the own
    entries, so that nothing is said of what the others sent. Without `questions` no point says that it raises one.
    """
    if agencies is None and questions:
        return whole
    lanes = [x for x in whole.get("lanes", ()) if agencies is None or x["agency"] in agencies]
    hidden = RAISES * (not questions) + LINKED * (agencies is not None)
    if agencies is None:
        cut = [{**x, "points": [[p, a, b, what & ~hidden] for p, a, b, what in x["points"]]} for x in lanes]
        return {**whole, "lanes": cut}
    points = [p for x in lanes for p in x["points"]]
    if not points:
        return {"first": None, "last": None, "lanes": []}
    start, end = min(p[1] for p in points), max(p[2] for p in points)
    rank = {position: n for n, position in enumerate(sorted(p[0] for p in points))}
    first = date.fromisoformat(whole["first"])
    return {
        "first": (first + timedelta(days=start)).isoformat(),
        "last": (first + timedelta(days=end)).isoformat(),
        "lanes": [
            {
                "agency": x["agency"],
                "points": [[rank[p], a - start, b - start, what & ~hidden] for p, a, b, what in x["points"]],
                "silences": [[a - start, b - start] for a, b in x["silences"] if a >= start and b <= end],
            }
            for x in lanes
        ],
    }
