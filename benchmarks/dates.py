"""Finds the dates of benchmark sentences: `python benchmarks/dates.py IN.jsonl OUT.jsonl`.

The sentences follow habits that a chronology does not: American order, weeks from Monday to Sunday, and stretches that
end the day before their second date. Those habits live here and in `Conventions`, never in the reading of a case.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path

from keepsight.dates import Conventions, FoundDate, find_dates
from keepsight.dates.days import month_days
from keepsight.model import Precision, When

BENCHMARK = Conventions(calendar_weeks=True, bare_periods=True, halves=True, exact_lengths=True)
END_OF = re.compile(r"\b(?:the )?end of\b", re.IGNORECASE)
MIDDLE_OF = re.compile(r"\b(?:the )?middle of\b", re.IGNORECASE)


def main(cases: Path, out: Path) -> None:
    """Read cases (one JSON object a line) and write what was found in each."""
    lines = []
    for line in cases.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found = find_dates(
            case["input"],
            reference=date.fromisoformat(case["reference"]),
            month_first=case["culture"] == "en-US",
            conventions=BENCHMARK,
        )
        lines.append(json.dumps({"id": case["id"], "found": [_row(f) for f in found if f.when.is_dated]}))
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(found: FoundDate) -> dict[str, str | int]:
    first, last = found.when.earliest, found.when.latest
    if first is None or last is None:
        raise ValueError("only dated ones are written")
    if found.sides:
        first, last = _open_ended(found.sides[0], found.sides[1], first, last)
    return {"start": found.start, "end": found.end, "from": first.isoformat(), "to": last.isoformat()}


def _open_ended(left: When, right: When, first: date, last: date) -> tuple[date, date]:
    """A stretch ends before its second date begins, and "the end of" a time is the moment it is over."""
    if END_OF.search(left.text):
        first += _length(left) + timedelta(days=1)
    elif MIDDLE_OF.search(left.text) and left.precision is Precision.PART_OF_MONTH:
        first = first.replace(day=16)
    if END_OF.search(right.text):
        return first, last
    if MIDDLE_OF.search(right.text) and right.precision is Precision.PART_OF_MONTH:
        return first, last.replace(day=15)
    month = right.precision is Precision.MONTH
    start = month_days(last.year, last.month)[0] if month else last - _length(right)
    ended = start - timedelta(days=1)
    return first, max(ended, first)


def _length(when: When) -> timedelta:
    return when.latest - when.earliest if when.earliest and when.latest else timedelta(0)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
