"""The signs in a row that a planned contact took place, or that the row is something else.

A sign is a short pattern over the marks of the row (`attendance_words`), most often over its first sentence, since
agencies say first what a row is: "Home visit", "Session 3", "Call from", "Decision". No sign reads a name, a gender or
which agency writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from keepsight.model import Attendance
from keepsight.reading.attendance_outcome import Outcome, status_told
from keepsight.reading.attendance_row import Row

EMERGENCY = re.compile(
    r"\b(?:ed|a ?& ?e|a and e|casualty|emergency|resus|walk-in|miu|urgent care|ambulance|paramedics?|ward|in-?patients?|admission"
    r"|hdu|itu|picu|nicu)\b"
)
_TO_EMERGENCY = re.compile(
    r"\b(?:attend(?:ed|s)|taken to|presented (?:to|at)|brought (?:in )?to|seen in) (?:the )?(?:a ?& ?e|ed|casualty|emergency department)\b"
)
_NOBODY_BY_NAME = re.compile(
    r"(?:admin|office|register|attendance|scan|control|reception|system|online|repairs|records?)\b"
)
_CLINICIAN = re.compile(r"(?:dr|pn|rn|hv|nurse|ccn|sn|slt|ot|pt|physio|prof|consultant|midwife)\b")
_SEEN_CELL = re.compile(r"y|seen")
_UNSEEN_CELL = re.compile(r"no?\b|not|-|—")

_VISIT = re.compile(r".{0,4}v")
_APPOINTMENT = re.compile(r"[-nCAHY0?,]{0,4}y|[-nC,0?]{0,3}J(?![^.]{0,2}:)")
_ATTENDS = re.compile(r"A[AY]{0,2}a|[CMG]?[-MGA]{0,3}a[-A]{0,3}[yHJ]")
_MEETING = re.compile(r".{0,3}m")
_SEEN = re.compile(r"-?Z|[CMGB].{0,5}Z|A[AY]{0,2}-?ZC")
_ATTENDED = (
    "attended",
    "attends",
    "kept ",
    "brought by",
    "brought to",
    "was brought",
    "arrived on time",
    "present and",
)
"""Said in so many words at the very beginning."""
_CAME = re.compile(r".{0,2}a|C.{0,3}a")
_LET_IN = re.compile(r"\blet (?:me|us) in\b(?! to)|(?:^|[.;|] ?)let in by\b")
"""Somebody opened to a worker who came to the door."""
_AS_AGREED = re.compile(
    r"(?:rang|called|phoned|texted|met) as (?:said|agreed|planned|arranged|promised)\b"
    r"|(?:took|taken) \w+ to (?:the |a |her |his |their )?(?:gp|dentist|clinic|doctor|dr|opticians?|camhs|appt|appointment|surgery)\b"
    r"|(?:\w+ ){0,2}(?:session|ending|appointment|appt|clinic|consultation|contact|catch-?up)(?: was| done| held| completed)*"
    r" (?:by|over the|on the|via) (?:tele)?(?:phone|video|teams|zoom)\b|\d+/(?:12|52) (?:contact|check|visit)\b"
)
"""A contact kept as it was agreed, if by telephone, or an appointment to which a worker took the child."""
_SUMMARY = re.compile(
    r"\b(?:all|each of) (?:of )?(?:the |these )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:visits|sessions|contacts)\b"
)
"""Several contacts in one row: none of them is this row's own."""
_UNPLANNED = re.compile(
    r"\b(?:turned up|came|arrived|appeared) (?:unannounced|uninvited|unexpected(?:ly)?|without an? app)"
)
_OWN_RECORD = re.compile(r"[AH]-{0,2}\([MGRB]\)")
"""A head cell that says in brackets whose record it is: "GP (Jo Hale)"."""
_FOR_THEMSELVES = re.compile(r"M(?:\(.{1,4}\))?a")
_PHONE = re.compile(r"-{0,2}t|[CMGRBNKOAYI][-zAY]{0,3}t|.?y-t")
_DOCUMENT = re.compile(r"[-AYJHER0]{0,4}l")
_FROM = re.compile(r".{0,4}[tlj].{0,3}[fr]")
_COLON = re.compile(r"[-AYJHN,OR]{1,6}:")
_TOLD_BY = re.compile(r"-?[AYJHONRKG][-zAYH,()]{0,3}[sQ]")
_DECISION = re.compile(r".{0,4}d")
_OUTGOING = re.compile(r"-?[tuTL]")
_FUTURE = re.compile(r"[^sQ]{0,6}p")
_DUE = re.compile(r".{0,4}y-?p")
_CHECK = re.compile(r".{0,2}[kP]")
_CHILDS_WORDS = re.compile(r"C[-z:]{0,3}[sQj]|h[sQ]|(?:^|[.,])[sj]|Ti|q[^q]{3,}")


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one row. `named` says that it names a planned contact, `against` that it is something else; `at` is
    the mark of the word that names the contact, -1 where none does. The rest counts towards the profile of its file.
    """

    found: frozenset[str]
    named: bool
    against: bool
    at: int
    missed: bool
    manner: bool
    clinical: bool
    clinician: bool
    childs_words: bool
    emergency: bool
    timed: bool
    service_head: bool


def signs_of(row: Row, outcome: Outcome | None = None) -> Signs:
    """The signs of a row; `outcome` is what became of an appointment that was not kept."""
    told, head = row.told, row.head
    start = row.sentences[0][0] if row.sentences else 0
    first = _opening(row)
    text = row.cells[0].text if row.cells else ""
    visit = _VISIT.match(first)
    appointment = _APPOINTMENT.match(first)
    in_head = any(c in head for c in "yJ") or (len(row.worker) < 6 and "y" in row.worker)
    strategy = "S" in first[:3] or "S" in head
    meeting = None if "S" in first[:3] or "S" in head else _MEETING.match(first)
    meeting_in_head = "m" in head and not strategy
    seen = _SEEN.match(first)
    status = status_told(row)
    kept_status = status is not None and status[0] is Attendance.KEPT
    agreed = bool(_AS_AGREED.match(text))
    attended = bool(_ATTENDS.match(first)) or text.startswith(_ATTENDED) or agreed
    let_in = any(_LET_IN.search(t) for t in row.texts) or (bool(_SEEN_CELL.match(row.seen)) and "v" in told)
    summary = _SUMMARY.search(text, 0, 80)
    own = bool(_OWN_RECORD.search(head)) or bool(_FOR_THEMSELVES.match(first))
    contact = bool(
        attended or visit or let_in or "v" in head or appointment or in_head or meeting or meeting_in_head or seen
    )
    phone = not agreed and (bool(_PHONE.match(first)) or "t" in head)
    emergency = bool(
        EMERGENCY.search(row.head_text) or EMERGENCY.search(row.worker_text) or _TO_EMERGENCY.search(text, 0, 80)
    )
    signs = {
        "visit": bool(visit) or "v" in head or let_in,
        "appointment": bool(appointment),
        "seen": bool(seen) or attended,
        "came": bool(_CAME.match(first)),
        "assessment": "n" in first[:3],
        "strategy": strategy,
        "phone": phone,
        "document": bool(_DOCUMENT.match(first)) or "l" in head[:3],
        "decision": bool(_DECISION.match(first)) and not (visit or seen or appointment or meeting),
        "outgoing": not agreed and bool(_OUTGOING.match(first)),
        "future": bool(_FUTURE.match(first) and not (visit or seen or first[:1] == "a")) or bool(_DUE.match(first)),
        "told by": bool(_TOLD_BY.match(first)) and not contact and "M" not in head,
        "emergency": emergency,
        "other opens": first[:1] in ("R", "N", "K", "O", "I"),
        "parent opens": first.lstrip("-")[:1] == "M" and "M" not in head,
        "child seen": bool(_SEEN_CELL.match(row.seen)),
        "status kept": kept_status,
        "status other": row.status is not None and not kept_status,
        "several days": row.several_days or summary is not None,
        "unplanned": bool(_UNPLANNED.search(text, 0, 60)),
        "a parent's own": own,
    }
    unseen = bool(row.seen and _UNSEEN_CELL.match(row.seen))
    signs["meeting without the child"] = unseen and bool(meeting or meeting_in_head)
    named = contact or kept_status
    signs["emergency named as contact"] = emergency and named
    against = any(signs[s] for s in _AGAINST) or any(
        (
            _FROM.match(first),
            _COLON.match(first) and not contact,
            "d" in head or row.head_text.startswith("admin"),
            _CHECK.match(first) and not contact,
            _NOBODY_BY_NAME.match(row.worker_text),
        )
    )
    where = next((m.end() - 1 for m in (visit, appointment, meeting, seen, _CAME.match(first)) if m), -1)
    return Signs(
        found=frozenset(s for s, there in signs.items() if there),
        named=named,
        against=bool(against),
        at=start + where if where >= 0 else -1,
        missed=outcome is not None and outcome.attendance in _MISSED,
        manner="e" in first and not contact,
        clinical="c" in first,
        clinician=bool(_CLINICIAN.match(row.worker_text)) or "H" in head or "H" in row.worker,
        childs_words=bool(_CHILDS_WORDS.search(told)),
        emergency="E" in first or "F" in first,
        timed=row.timed,
        service_head=not phone and any(c in head for c in "HAyJ"),
    )


_AGAINST = (
    "strategy",
    "phone",
    "document",
    "decision",
    "outgoing",
    "future",
    "told by",
    "emergency",
    "status other",
    "a parent's own",
    "unplanned",
)
_MISSED = (
    Attendance.NOT_BROUGHT,
    Attendance.CANCELLED_FAMILY,
    Attendance.CANCELLED_SERVICE,
    Attendance.RESCHEDULED,
    Attendance.REFUSED,
)


_SHORT = 2


def _opening(row: Row) -> str:
    """The first sentence; with the second where the first is a word or two ("Session 3.")."""
    first = row.sentence(0)
    if len(first) <= _SHORT and len(row.sentences) > 1:
        return f"{first}.{row.sentence(1)}"
    return first
