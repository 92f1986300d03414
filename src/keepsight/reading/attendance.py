"""What became of an appointment: read from a status column where there is one, else from the words of the row.

A cancelled clinic is not a missed one, a boy of 16 who moves his own appointment is not one who was not brought, and a
row that tells of no appointment has no attendance at all. A row is taken as *kept* when it tells of a planned contact
(a session, a clinic, a visit, a meeting) that went ahead; emergencies, telephone calls and chance observations are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from keepsight.model import Attendance, ColumnRole, Entry, Span
from keepsight.reading.cues import plain, terms

_FAMILY = (
    rf"(?:{terms()['mother']}|{terms()['grandparent']}|{terms()['relative']}|carer|foster carer|family|pt|patient)"
)

_NOT_BROUGHT = re.compile(
    r"(?<![a-z])(?:dna|fta|wnb|was not brought|wasn't brought|not brought(?: in)?|did not (?:attend|arrive|come|show|turn up|appear)"
    r"|didn't (?:attend|arrive|come|show|turn up|appear)|does not attend|failed to (?:attend|arrive)|no[- ]show|non[- ]attendance"
    r"|not (?:here|there|in clinic|at clinic|in group|present for (?:appt|appointment))|never (?:came|arrived|showed)"
    r"|(?:second|third|fourth|another|\d(?:nd|rd|th)) (?:miss|missed)|missed (?:appt|appointment|session|clinic|slot|group)"
    r"|unable to attend)(?![a-z])"
)
_REMARK = re.compile(
    r"discharg|failure to attend|letter|previous|last (?:week|month|time|appt)|history|often|usually|if "
)
_SERVICE = r"(?:us|trust|service|hospital|clinic|surgery|school|provider|supplier|engineer|department|unit|nurse|consultant|dr [a-z]+|worker|staff)"
_WHY = (
    r"(?:off sick|sick(?:ness)?|ill\b|on leave|staff|snow|strike|fire|flood|fault|boiler|power|no interpreter|no clinic room|no room|no show"
    r"|closed|shut|redeployed|training|covid|weather|not arrived|not through|isolating|double[- ]booked|site closed|nurse leave|annual leave)"
)
_CANCELLED_SERVICE = re.compile(
    rf"cancel(?:l?ed|lation)?(?: -| –|,)? ?(?:by|at|from)? ?(?:the )?{_SERVICE}\b"
    rf"|(?:clinic|unit|session|office|appt|appts|appointment|appointments|group|nursery|centre|slot|weigh[- ]in|visit|surgery)s?[^.;]{{0,40}}"
    rf"(?:cancelled|closed|shut|called off|moved|\boff\b)[^.;]{{0,60}}{_WHY}"
    rf"|{_WHY}[^.;]{{0,50}}(?:cancelled|no session|called off|slot moved|appts? (?:rung|moved))"
    r"|(?:clinic|unit|session|office|group|nursery|centre) (?:closed|shut|cancelled|off)\b|cancelled by us|we cancelled|cancelled - service|cancelled – service"
    rf"|^closed, {_WHY}|{_WHY} . no session"
)
_CANCELLED_FAMILY = re.compile(
    rf"cancel(?:l?ed)?(?: by| -| –) ?(?:the )?(?:{_FAMILY}|phone|text|email|him|her|them)"
    rf"|{_FAMILY}[^.;]{{0,40}}(?:cancel|can't do|cannot do|can't get|no one to bring|nobody to bring|unable to bring|not coming|couldn't bring|won't be)"
    rf"|(?:rang|text|texted|phoned|called)[^.;]{{0,40}}(?:to cancel|cancelling|no one to bring|nobody to bring|can't (?:bring|make|come|do|get))"
    r"|cancelled, |\bcnb\b|cancelled (?:himself|herself|themselves)|can't get (?:him|her|them) (?:here|there)|cancels"
)
_RESCHEDULED = re.compile(
    r"re-?scheduled|re-?arranged|moved (?:it|appt|the appointment|the session) (?:himself|herself|themselves)|(?:moved|changed) (?:appt|appointment|by surgery)"
    r"|surgery moved|re-?booked (?:himself|herself|themselves)|asked to (?:move|change) (?:it|the)|brought forward to|put back to|moved to another (?:day|time)"
    r"|did not arrive[^|]{0,80}(?:same day|instead)"
)
_HOME = re.compile(
    r"home visit|\bvisit(?:ed)?\b|called (?:at|round)|\bhv\b|doorstep|attended (?:property|address|home)|card left|knocked|mould|repair|inspection"
)
_NO_ACCESS = re.compile(
    r"no (?:access|answer|reply|response)(?: at| to| when|,|\.|;|$)|no one (?:in|home|answered)|nobody (?:in|home|answered)|not in(?:,|\.| at| when)|locked up"
    r"|door not answered|refused entry|would not (?:open|let)|didn't (?:answer|open)|card left|gone (?:away|london)|not at home|curtains drawn"
)
_REFUSED = re.compile(
    r"(?:does|do|did) not (?:consent|want (?:the |our |any )?(?:service|support|help|visit))|declin(?:es|ed) (?:the |our |any |early |offer|support|service|to engage|assessment|visit|referral)"
    r"|refus(?:es|ed) (?:consent|support|service|the service|early help|assessment|a visit|visit|appointment|treatment|immunisation)|consent (?:refused|declined|not given)"
)
_PLANNED_CONTACT = re.compile(
    r"\bsession \d|\bsession(?:s)?\b|\b1:1\b|one to one|home visit|joint (?:home )?visit|statutory visit|visit(?:ed)?\b|\bhv\b|clinic|\bseen\b|\bmet\b|attended|attends|in clinic"
    r"|review(?!ed)|initial panel|\bpanel\b|icpc|core group|\bcin\b|meeting|conference|interview|assessment|reintegration|appointment|\bappt\b|check[- ]?up|check up|medical"
    r"|\broutine\b|enrolled|catch[- ]?up|drop[- ]?in|counselling|group\b|therapy|physio|dental|dressing|imms|infusion|injection|bloods|scan|casting|fitting|handover|tutor|first route|supervision session"
)
_NOT_PLANNED = re.compile(
    r"\bed\b|a ?& ?e|biba|999|ambulance|admitted|admit\b|arrest|custody|missing|misper|mfh|phone(?:d| call)|telephone|\btel\b|rang\b|call(?:ed)? (?:from|to|in)|text(?:ed)?\b|e-?mail|letter"
    r"|notification|referral|contact from|message|discussed|supervision|strategy|screen|triage|decision|log\b|check(?:s|ed)? (?:requested|done)|report\b|d/c summ|closed|discharged|case (?:passed|to)"
)
_KEPT_WORDS = re.compile(
    r"(?:came|attended|attends|seen|arrived|brought|turned up|kept|present|met)\b|session \d|home visit|joint visit|statutory visit|^visit\b|(?:cin|child in need|core group|looked after) (?:review|meeting)|icpc|reintegration meeting|initial panel"
)


@dataclass(frozen=True, slots=True)
class AttendanceRead:
    """The attendance and the words that say so, in one cell."""

    attendance: Attendance
    span: Span | None


_STATUS = (
    (
        re.compile(r"cancel.*(?:service|trust|hospital|clinic|provider)|\bcbs\b|\bcnp\b|\bcbh\b"),
        Attendance.CANCELLED_SERVICE,
    ),
    (
        re.compile(r"cancel.*(?:family|patient|\bpt\b|parent|mother|carer)|\bcnb\b|\bcbp\b|unable to attend|\buta\b"),
        Attendance.CANCELLED_FAMILY,
    ),
    (re.compile(r"\bdna\b|\bwnb\b|\bfta\b|not brought|did not attend|no show"), Attendance.NOT_BROUGHT),
    (re.compile(r"no access|no reply|no answer"), Attendance.NO_ACCESS),
    (re.compile(r"refus|declin"), Attendance.REFUSED),
    (re.compile(r"resched|rearrang|rebooked|moved"), Attendance.RESCHEDULED),
    (re.compile(r"\batt\b|attended|kept|^seen\b|\barr(?:ived)?\b|present|^yes\b"), Attendance.KEPT),
)


def attendance_of(entry: Entry, *, appointments: bool) -> AttendanceRead | None:
    """The attendance an entry tells of; `appointments` says that its file is a book of appointments or sessions."""
    texts = [(f, plain(f.text)[0]) for f in entry.narrative]
    whole = " | ".join(t for _, t in texts)
    status = next((f for f in entry.fields if f.role is ColumnRole.ATTENDANCE and f.text.strip()), None)
    if status is not None:
        read = _from_status(status.text.lower(), whole, entry)
        if read is not None:
            return AttendanceRead(read, Span(status.column, 0, len(status.text)))
    for attendance, pattern in (
        (Attendance.RESCHEDULED, _RESCHEDULED),
        (Attendance.CANCELLED_SERVICE, _CANCELLED_SERVICE),
        (Attendance.CANCELLED_FAMILY, _CANCELLED_FAMILY),
        (Attendance.NOT_BROUGHT, _NOT_BROUGHT),
        (Attendance.NO_ACCESS, _NO_ACCESS),
        (Attendance.REFUSED, _REFUSED),
    ):
        for field, text in texts:
            match = pattern.search(text)
            if match and _counts(attendance, match, text, whole):
                return AttendanceRead(attendance, Span(field.column, match.start(), match.end()))
    if _was_kept(entry, whole, appointments=appointments):
        return AttendanceRead(Attendance.KEPT, None)
    return None


def keeps_appointments(entries: list[Entry]) -> bool:
    """True if a file's rows are mostly appointments or sessions rather than a log of what was noticed."""
    if not entries:
        return False
    texts = [plain(e.text)[0] for e in entries]
    told = sum(bool(_NOT_BROUGHT.search(t) or _CANCELLED_SERVICE.search(t) or _KEPT_WORDS.search(t)) for t in texts)
    return told * 3 >= len(texts)


def _from_status(status: str, whole: str, entry: Entry) -> Attendance | None:
    for pattern, attendance in _STATUS:
        if pattern.search(status):
            if attendance is Attendance.KEPT and re.search(
                r"\bed\b|a ?& ?e|emergency", f"{entry.source.lower()} {whole}"
            ):
                return None
            if attendance is Attendance.NOT_BROUGHT and _RESCHEDULED.search(whole) and "next day" not in whole:
                return Attendance.RESCHEDULED
            return attendance
    return None


def _counts(attendance: Attendance, match: re.Match[str], text: str, whole: str) -> bool:
    before = text[max(0, match.start() - 40) : match.start()]
    if attendance is Attendance.NOT_BROUGHT:
        if match.start() > 90 or _REMARK.search(before):
            return False
        return not re.search(rf"{_FAMILY} $", before)
    if attendance is Attendance.NO_ACCESS:
        return bool(_HOME.search(whole)) and not re.search(r"rang|phone|tel |call", before)
    if attendance is Attendance.RESCHEDULED:
        return match.start() < 120
    return True


def _was_kept(entry: Entry, whole: str, *, appointments: bool) -> bool:
    text = f"{entry.source.lower()} | {whole}"
    if not whole.strip():
        return False
    for_sure = _KEPT_WORDS.search(whole[:140])
    against = _NOT_PLANNED.search(text[:110])
    if against:
        return False
    if appointments:
        return bool(for_sure or _PLANNED_CONTACT.search(text) or len(whole) < 400)
    return bool(for_sure and _PLANNED_CONTACT.search(text))
