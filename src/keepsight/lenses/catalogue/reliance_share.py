"""Reliance, shares: one agency, one worker, one function, what a worker alone is told (R1-R3, R9).

The child's bond with a worker is protective and no question asks to weaken it; all ask about the network around it. Counted
are distinct days of contact, never rows, so that the wordiest agency does not win. The rules cannot see contacts that were
not written down.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from keepsight.lenses.base import YEAR, Parameter, Raised, Rule, Values
from keepsight.lenses.view import Row, View, can_follow
from keepsight.model import Attendance, Basis, Evidence, Lens, Role, SignalKind

_SOURCE = "No research gives a threshold for reliance; the board can set its own (sources, reliance)"
_BOND = "The bond with this worker protects the child; the question is about the network around it."
_ALTERNATIVES = ("an agency may have sent a summary only", "the child may have chosen this worker")
_TELLING = (
    SignalKind.INDICATOR,
    SignalKind.NEGLECT,
    SignalKind.SELF_HARM,
    SignalKind.DISCLOSURE,
    SignalKind.EXCHANGE,
    SignalKind.SAFE_ADULT,
    SignalKind.BEREAVEMENT,
    SignalKind.FAMILY_CRISIS,
)
_FUNCTIONS = (
    ("seeing the child alone", (SignalKind.SEEN_ALONE,)),
    ("health", (SignalKind.HEALTH_CRISIS, SignalKind.LONG_TERM_CONDITION)),
    ("exploitation", (SignalKind.EXPLOITATION_CONSIDERED,)),
    ("the parents", (SignalKind.HEARSAY,)),
    ("education", (SignalKind.NON_ATTENDANCE, SignalKind.EXCLUSION)),
    ("referrals", (SignalKind.REFERRAL,)),
    ("support", (SignalKind.SUPPORT_OFFERED, SignalKind.PERSISTENT)),
)


def contact_days(view: View) -> tuple[Row, ...]:
    """Rows that tell of a contact with the child by the agency itself, one for each agency, worker and day.

    A contact that was missed, refused or cancelled is none, whoever wrote down what they saw at the door.
    """
    seen: set[tuple[str, str, date]] = set()
    rows = []
    for row in view.rows:
        told = row.attendance is None and row.basis in (Basis.OBSERVED, Basis.SELF_CHILD)
        if not (told or row.attendance is Attendance.KEPT) or not row.entry.when.is_one_day:
            continue
        key = (row.agency, worker_of(row), row.day)
        if key not in seen:
            seen.add(key)
            rows.append(row)
    return tuple(sorted(rows, key=lambda r: (r.day, r.order)))


def _one_agency(view: View, use: Values) -> Iterator[Raised]:
    """One agency holds at least the share of all contact days in a rolling window."""
    yield from _concentrated(view, use, by=lambda r: r.agency, least=lambda share, _n: share >= use.share("share"))


def _one_worker(view: View, use: Values) -> Iterator[Raised]:
    """One worker holds at least the share of contact days, or the effective number of workers is low."""

    def least(share: float, effective: float) -> bool:
        return share >= use.share("share") or effective < use.share("effective")

    yield from _concentrated(view, use, by=lambda r: f"{r.agency}|{worker_of(r)}" if worker_of(r) else "", least=least)


def _concentrated(
    view: View, use: Values, *, by: Callable[[Row], str], least: Callable[[float, float], bool]
) -> Iterator[Raised]:
    held = [(holder, r) for r in contact_days(view) if (holder := by(r))]
    once = list(dict.fromkeys((holder, r.day) for holder, r in held))
    starts = [day for _, day in once]
    counts: Counter[str] = Counter()
    low = high = 0
    done = date.min
    for start in dict.fromkeys(starts):
        end = start + timedelta(days=use.number("days"))
        low, high, gone, come = bisect_left(starts, start), bisect_right(starts, end), low, high
        counts.subtract(holder for holder, _ in once[gone:low])
        counts.update(holder for holder, _ in once[come:high])
        total = high - low
        if start < done or total < use.number("contact_days"):
            continue
        if not _are_several(view.between(start, end), use.number("agencies")):
            continue
        most = max(counts.values())
        share = most / total
        effective = 1 / sum((c / total) ** 2 for c in counts.values())
        if not least(share, effective):
            continue
        top = next(holder for holder, _ in once[low:high] if counts[holder] == most)
        mine = [r for holder, r in held if holder == top and start <= r.day <= end]
        done = end
        told = f"{most} of {total} contact days in {use.number('days')} days rest with one {'agency' if '|' not in top else 'worker'}."
        spread = mine[:: max(1, len(mine) // 8)][:8]
        yield Raised(
            tuple(r.evidence() for r in spread),
            first=mine[-1].known,
            wording=f"{told} {_BOND} "
            + ("Who else should know this child?" if "|" not in top else "Who is the second person?"),
        )


def _are_several(rows: Iterable[Row], agencies: int) -> bool:
    """True if rows are of so many agencies at least."""
    seen: set[str] = set()
    for row in rows:
        seen.add(row.agency)
        if len(seen) >= agencies:
            return True
    return False


def _one_function(view: View, use: Values) -> Iterator[Raised]:
    """Several functions are recorded of one worker and of nobody else in the review."""
    holders: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in view.rows:
        worker = worker_of(row)
        if not worker:
            continue
        for name, kinds in _FUNCTIONS:
            if row.has(*kinds):
                holders[name][f"{row.agency}|{worker}"].append(row)
    rests: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for name, workers in holders.items():
        total = sum(len(r) for r in workers.values())
        for worker, rows in workers.items():
            if len(rows) >= 2 and len(rows) / total >= use.share("share"):
                rests[worker].append((name, rows[0]))
    for worker, functions in sorted(rests.items()):
        if len(functions) >= use.number("functions"):
            names = ", ".join(n for n, _ in functions)
            rows = list(dict.fromkeys(r for _, r in functions))
            yield Raised(
                tuple(r.evidence() for r in rows),
                wording=f"{names[0].upper() + names[1:]} rest on one worker ({worker.split('|')[0]}). What stops if this person is away?",
            )


def _held_by_one(view: View, use: Values) -> Iterator[Raised]:
    """What the child tells one worker, and no entry shows that anybody else was told in time."""
    for row in view.rows:
        if row.basis is not Basis.SELF_CHILD or not row.has(*_TELLING):
            continue
        told = [s for s in row.signals(*_TELLING) if s.role in (None, Role.CHILD) or s.quoted]
        if not row.has(SignalKind.CHILD_WORDS, SignalKind.DISCLOSURE, SignalKind.CHILD_SAID):
            continue
        if not told or row.has(SignalKind.INFORMATION_SHARED, SignalKind.REFERRAL):
            continue
        end = row.day + timedelta(days=use.number("working_days") + 2 * (use.number("working_days") // 5))
        if len({r.agency for r in view.accounts(row)}) > 1:
            continue
        soon = [
            r
            for r in view.between(row.first_day, end)
            if r.entry.place.file == row.entry.place.file and can_follow(r, row)
        ]
        if any(r.has(SignalKind.INFORMATION_SHARED, SignalKind.REFERRAL) for r in soon):
            continue
        yield Raised((Evidence(row.id, tuple(s.span for s in told)),))


def worker_of(row: Row) -> str:
    """The worker a row names, however it is spaced and capitalised; "" where it names nobody."""
    name = " ".join(row.entry.worker.lower().split())
    return name if any(c.isalpha() for c in name) else ""


RULES = (
    Rule(
        code="R1",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.RELIANCE,
        title="One agency",
        question="Most contact days rest with one agency. Who else should know this child?",
        would_answer="contacts of other agencies, or a plan for them",
        why="What one agency alone carries falls when it steps back.",
        cannot_tell="contacts that were not written down",
        find=_one_agency,
        parameters=(
            Parameter("share", 0.5, "share of contact days"),
            Parameter("contact_days", 10, "contact days at least"),
            Parameter("agencies", 3, "agencies involved at least"),
            Parameter("days", 90, "days of the rolling window"),
        ),
        sources=(_SOURCE,),
        alternatives=_ALTERNATIVES,
    ),
    Rule(
        code="R2",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.RELIANCE,
        title="One worker",
        question="Most contact days rest with one worker. Who is the second person?",
        would_answer="a second worker the child knows",
        why="A bond is worth protecting by a second person, not by leaving one alone with it.",
        cannot_tell="contacts that were not written down",
        find=_one_worker,
        parameters=(
            Parameter("share", 0.4, "share of contact days"),
            Parameter("effective", 2.5, "effective number of workers, 1 / sum of squared shares"),
            Parameter("contact_days", 10, "contact days at least"),
            Parameter("agencies", 3, "agencies involved at least"),
            Parameter("days", 90, "days of the rolling window"),
        ),
        sources=(_SOURCE,),
        alternatives=_ALTERNATIVES,
    ),
    Rule(
        code="R3",
        lens=Lens.RELIANCE,
        title="One function, one person",
        question="Several functions rest on one worker. What stops if this person is away?",
        would_answer="a second person named for each function",
        why="Several single points in one person are one point of failure.",
        cannot_tell="who else stood ready",
        find=_one_function,
        parameters=(Parameter("functions", 3, "functions"), Parameter("share", 0.75, "share of a function's entries")),
        sources=(_SOURCE,),
        alternatives=_ALTERNATIVES,
    ),
    Rule(
        code="R9",
        gather_days=YEAR,
        gather_network=True,
        lens=Lens.RELIANCE,
        title="Held by one",
        question="The child told one worker something that no entry shows shared. Who else needed to know, and when did they?",
        would_answer="a note of who was told, or of why not",
        why="What a child tells is safest with more than one adult who can act.",
        cannot_tell="what was said on the telephone and not written",
        find=_held_by_one,
        parameters=(Parameter("working_days", 5, "working days"),),
        sources=(_SOURCE,),
        alternatives=("the child may have asked for time", "it may have been passed on by word of mouth"),
    ),
)
