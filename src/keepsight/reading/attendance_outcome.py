"""What became of an appointment that was not kept: missed, cancelled and by whom, moved, no access, refused.

A cancelled clinic is not a missed one, a young person who moves an appointment of their own was not "not brought", and
a remark about appointments missed in the past is no missed appointment. A status column decides where there is one,
else the first words of the row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from keepsight.model import Attendance, ColumnRole, Field, Span
from keepsight.reading.attendance_row import Row, Told
from keepsight.reading.cues import spelt_terms, terms

LONGEST_STATUS = 40
"""Characters of a cell that is a status rather than a sentence."""
_FAMILY = (
    rf"(?:{terms()['mother']}|{terms()['grandparent']}|{terms()['relative']}|{terms()['partner']}|carers?|foster carers?"
    r"|family|pt|patient|client|yp|young person|child|tenants?)"
)
_OBJECT = spelt_terms("(?:him|her|them)")
_SELF = spelt_terms("(?:himself|herself|themselves|themself)")
_BY = r"[ ,–-]+(?:by |– |- )?(?:the )?"
_STATUS: tuple[tuple[Attendance, str], ...] = (
    (
        Attendance.CANCELLED_SERVICE,
        (
            rf"canc\w*{_BY}(?:service|trust|hosp\w*|clinic|prov\w*|us|dept|unit|staff|org\w*|surgery|school|worker|agency)|cb[sht]"
            r"|cnp|(?:service|hosp\w*|clinic|trust|provider) canc\w*"
        ),
    ),
    (
        Attendance.CANCELLED_FAMILY,
        (
            rf"canc\w*{_BY}(?:family|patient|pt|parents?\w*|mother|father|carer|client|child|yp|young person|mum|dad|tenant)"
            r"|cnb(?: pt)?|cbp|cna|uta|unable to attend|(?:patient|family|pt|parent|carer|client) canc\w*|cancelled"
        ),
    ),
    (
        Attendance.NOT_BROUGHT,
        r"dna|wnb|fta|(?:was )?not brought|did not attend|didn't attend|no[- ]show|non[- ]attend\w*|not attended|failed to attend|missed|absent",
    ),
    (Attendance.NO_ACCESS, r"no access|no reply|no answer|not in|not home|carded"),
    (Attendance.REFUSED, r"refused|declined|consent (?:refused|declined)|opted out"),
    (Attendance.RESCHEDULED, r"re-?sched\w*|re-?arranged|re-?booked|moved|changed|postponed|deferred"),
    (
        Attendance.KEPT,
        r"att|attended|kept|seen|arr|arrived|present|yes|y|completed|done|brought|held|took place|met|in",
    ),
)
_STATUSES = tuple((a, re.compile(rf"(?:{spelt_terms(p)})(?: *[-–/(].*)?")) for a, p in _STATUS)
_SURE_IN_A_PLAN = (Attendance.NOT_BROUGHT, Attendance.CANCELLED_FAMILY, Attendance.CANCELLED_SERVICE)
_NOT_IF_SEEN = (Attendance.REFUSED, Attendance.NO_ACCESS)
_SEEN_IN_A_PLAN = ("seen", "attended")
_WHY = (
    r"(?:sick(?:ness)?|ill|unwell|off|leave|staff\w*|snow|strike|fire|flood|fault|boiler|power|interpreter|room|closed|shut"
    r"|redeployed|training|covid|weather|isolating|double[- ]booked|not arrived|not through|late|heating|leak|industrial action"
    r"|shortage|funding|supplier|vacan\w+|supervisor|cover|unavailable|broken|ice|redecorat\w+|election|bank holiday)"
)
_UNIT = (
    r"(?:clinic|unit|session|office|appts?|appointments?|group|nursery|centre|slot|weigh[- ]in|visits?|surgery|list|service"
    r"|school|club|training|theatre|hub|contact|review|meeting|iha|rha|assessment|repair)"
)
_SERVICE = (
    r"(?:us|trust|service|hospital|clinic|surgery|school|provider|supplier|engineer|department|unit|nurse|consultant|worker"
    r"|staff|team|office|council|contractor|club)"
)


def _words(forms: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{forms})(?![a-z0-9])")


_MISSED = _words(
    r"dna(?:'?d)?|fta(?:'?d)?|w/?n/?b|(?:was |were )?not brought(?: in)?|wasn't brought|did(?: not|n't) (?:attend|arrive|come|show(?: up)?"
    rf"|turn up|appear|bring {_OBJECT})|failed to (?:attend|arrive|appear|turn up)|no[- ]shows?|non[- ]attendance"
    r"|not (?:here|there|in clinic|at clinic|in group|at group|at session|present for (?:appt|appointment))"
    r"|never (?:came|arrived|showed|turned up)|(?:first|second|third|fourth|another|\d(?:st|nd|rd|th)) miss(?:ed)?(?: \w+)?"
    r"|missed (?:appt|appointment|session|clinic|slot|group|visit|contact)s?|(?:appt|appointment|session|clinic) missed|failed appointments?"
    r"|forgot(?:ten)? (?:about )?(?:the |this |their )?(?:appt|appointment|session|clinic|visit)|(?:nobody|no one|no-one|neither parent) attended"
    r"|absent from (?:session|clinic|group|appt|appointment)|(?:failed to|did not|didn't) keep (?:the |this )?(?:appt|appointment|session)"
    r"|did(?: not|n't) bring \w+ (?:to|for|in)"
)
_MOVED = _words(
    rf"re-?scheduled?|re-?arranged?|re-?booked (?:by|{_SELF})|(?:moved|changed|put back|brought forward|swapped) (?:it|appt"
    r"|appointment|session|(?:the|his|her|their) (?:appt|appointment|session|date|slot|visit|review))"
    r"|(?:appt|appointment|session|visit|meeting|review|clinic|contact|conference) (?:was |has been )?(?:moved|changed|put back|brought forward)"
    r"|asked (?:us )?to (?:move|change|re-?arrange|re-?book|re-?schedule) (?:it|the date|the time|(?:the )?(?:appt|appointment|session|visit))"
    r"|(?:moved|changed) (?:appt|appointment|session|date)|appt (?:moved|changed)|postponed|deferred"
)
_BY_SERVICE = re.compile(
    rf"cancel\w*(?: -| –|,)? ?(?:by|at|from)? ?(?:the |our )?{_SERVICE}\b"
    rf"|\b{_UNIT}\b[^.;]{{0,40}}\b(?:cancel\w+|closed|shut|called off|moved|off)\b[^.;]{{0,60}}\b{_WHY}\b"
    rf"|\b{_WHY}\b[^.;]{{0,40}}\b(?:cancel\w+|no (?:session|group|clinic|visit|contact)|called off|slot moved|appts? (?:rung|moved|cancelled))"
    r"|\b(?:clinic|unit|session|office|group|nursery|centre|surgery|club|training) (?:closed|shut|cancelled|off|called off)\b"
    r"|\b(?:session|visit|clinic|group|contact|meeting) (?:did not|didn't) (?:go ahead|take place|run)\b"
    r"|\b(?:nurse|worker|sw|social worker|doctor|consultant|therapist|tutor|interpreter) (?:unable to|could not|couldn't|can't) (?:attend|come|make)"
    r"|\bwe cancelled|^closed(?:,| (?:due|for|today|all|because)\b)|\bhad to cancel\b(?! on)|\bno (?:session|clinic|group) (?:today|this week|as|due)"
    r"|\b(?:surgery|clinic|service|hospital) moved (?:the )?(?:appt|appointment)"
)
_BY_FAMILY = re.compile(
    rf"cancel\w*(?: by| -| –)+ ?(?:the )?(?:{_FAMILY}|phone|text|e-?mail)\b"
    rf"|\b{_FAMILY}\b[^.;]{{0,50}}\b(?:cancel\w*|can't (?:do|get|make|bring|come)|cannot (?:do|get|make|bring|come|attend)"
    r"|(?:no one|nobody) to bring|unable to (?:bring|attend|make|come)|not coming|couldn't (?:bring|come|make)"
    r"|won't be (?:coming|there|able)|not able to (?:bring|attend|come|make))"
    r"|\b(?:rang|text|texted|phoned|called|e-?mailed|message)\b[^.;]{0,60}\b(?:to cancel|cancell?ing|(?:no one|nobody) to bring"
    r"|can't (?:bring|make|come|do|get)|cannot (?:attend|make|bring|come)|unable to (?:attend|bring|make)|won't be (?:coming|attending))"
    rf"|\bcancelled(?: it)? {_SELF}|\bcnb\b"
)
_SHUT_OUT = _words(
    r"no (?:access(?: gained)?|answer|reply|response)|(?:no one|nobody|no-one) (?:in|home|answered|came to the door|at home|there)"
    r"|not (?:in|at home)|locked up|door not (?:answered|opened)|refused entry|would not (?:open|let)|didn't (?:answer|open)"
    r"|did not (?:answer|open)|card (?:left|put through)|gone away|curtains (?:drawn|closed|shut)|no sign of anyone"
    r"|at (?:the )?door[^.;]{0,20}\b(?:gone|moved|left)|unable to gain (?:access|entry)|carded|not let in|house in darkness|(?:family|everyone|parents?|all) out|abortive visit|house empty"
)
_AT_HOME = _words(
    r"home visit|visit(?:ed|ing)?|called(?: at| round| by| without)?|hv|h/v|doorstep|attended (?:property|address|home)|card"
    r"|knock(?:ed)?|repair|inspection|door|boat|flat|house|property|address|boiler|gas|mould"
)
_REFUSAL = re.compile(
    r"\b(?:does|do|did) not (?:consent|want (?:the |our |any )?(?:services?|support|help|visits?|referral|input))"
    r"|\b(?:declin(?:es|ed)|refus(?:es|ed)|turned down) (?:the |our |any |all |further )?(?:offers?|support|services?|to engage"
    r"|assessment|visits?|referral|early help|input|consent|appointments?|treatment|immunisations?|imms|help|home visit|intervention)"
    r"|\b(?:declin(?:es|ed)|refus(?:es|ed)) to (?:be seen|engage|meet|see|speak (?:to|with))"
    r"|\b(?:support|help|offer|referral|service|assessment|visit)(?: was)?(?: offered)?,?(?: and| but)? (?:declined|refused|turned down)\b"
    r"|\b(?:does|do|did) not want (?:a |any |the )?(?:worker|contact with)|\bconsent (?:refused|declined|not given|withdrawn)|\bdo(?:es)? not wish to (?:engage|work|accept)|\bno consent\b|\bwithdr(?:ew|awn) consent"
)
_REMARK = re.compile(
    rf"discharg|failure|letter|previous|last (?:week|month|time|appt)|history|often|usually|\bif\b|should|because|due to"
    rf"|(?:{terms()['mother']}|supplier|driver|engineer|contractor|staff|worker|sw|teacher|police|interpreter|officer|nurse|gp|doctor"
    r"|tutor|taxi|transport) $"
)
"""Before the words: a remark on other appointments, or somebody else who did not come."""
_BY_PARENTS = ("did not bring", "didn't bring", "forgot")
_ALL_THE_SAME = re.compile(r"\b(?:saw|seen|came|met)\b[^|]{0,80}\b(?:instead|same day)\b")
_BY_PHONE = re.compile(r"(?:rang|phone|tel|call(?:ed)? to|mob\w*|letter|text\w*|message\w*|voicemail)[^.]{0,40}$")


_FAMILY_MARKS = ("C", "M", "G", "B")
_CANCELS = re.compile(r"(?: has| had)? cancel(?:s|led)\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The attendance and the words that say so."""

    attendance: Attendance
    span: Span | None


@lru_cache(maxsize=4096)
def status_of(text: str) -> Attendance | None:
    """What a cell says that holds a status and nothing else."""
    said = text.strip().lower()
    if not said or len(said) > LONGEST_STATUS:
        return None
    return next((a for a, p in _STATUSES if p.fullmatch(said)), None)


def status_told(row: Row) -> tuple[Attendance, Field] | None:
    """The status of a row, from its own column or from a plan column that holds nothing else."""
    if row.status is not None and (found := status_of(row.status.text)) is not None:
        return found, row.status
    for field in row.entry.fields:
        found = status_of(field.text) if field.role is ColumnRole.ACTION else None
        if found in _SURE_IN_A_PLAN or (found is not None and field.text.strip().lower() in _SEEN_IN_A_PLAN):
            return found, field
    return None


def outcome_of(row: Row) -> Outcome | None:
    """What became of an appointment that did not go ahead as planned; None where the row tells of none."""
    if row.account:
        return None
    status = status_told(row)
    if status is not None and status[0] is not Attendance.KEPT:
        return Outcome(status[0], Span(status[1].column, 0, len(status[1].text)))
    for cell in row.cells:
        missed = _first(_MISSED, cell.text, 70, _TRIGGERS_MISSED)
        if missed and _ALL_THE_SAME.search(cell.text, missed.end(), missed.end() + 160):
            return Outcome(Attendance.RESCHEDULED, cell.span(missed.start(), missed.end()))
        if status is not None:
            continue
        if missed and (missed[0].startswith(_BY_PARENTS) or not _is_remark(cell.text, missed.start())):
            return Outcome(Attendance.NOT_BROUGHT, cell.span(missed.start(), missed.end()))
        found = _otherwise(cell)
        if found and not (found.attendance in _NOT_IF_SEEN and row.seen.startswith(("y", "seen"))):
            return found
    return None


def _is_remark(text: str, start: int) -> bool:
    return _REMARK.search(text, max(0, start - 40), start) is not None


def _otherwise(cell: Told) -> Outcome | None:
    text = cell.text
    moved = _first(_MOVED, text, 120, _TRIGGERS_MOVED)
    if moved:
        return Outcome(Attendance.RESCHEDULED, cell.span(moved.start(), moved.end()))
    if cell.marks.letters[:1] in _FAMILY_MARKS and _CANCELS.match(text, cell.marks.places[0][1]):
        return Outcome(Attendance.CANCELLED_FAMILY, cell.span(0, cell.marks.places[1][1]))
    by_service = _first(_BY_SERVICE, text, 130, _TRIGGERS_CANCELLED)
    by_family = _first(_BY_FAMILY, text, 130, _TRIGGERS_CANNOT)
    if by_family and (by_service is None or by_family.start() <= by_service.start()):
        return Outcome(Attendance.CANCELLED_FAMILY, cell.span(by_family.start(), by_family.end()))
    if by_service:
        return Outcome(Attendance.CANCELLED_SERVICE, cell.span(by_service.start(), by_service.end()))
    shut = _first(_SHUT_OUT, text, 150, _TRIGGERS_SHUT)
    if shut and _AT_HOME.search(text, 0, 150) and not _BY_PHONE.search(text, 0, shut.start()):
        return Outcome(Attendance.NO_ACCESS, cell.span(shut.start(), shut.end()))
    refused = _first(_REFUSAL, text, 160, _TRIGGERS_REFUSED)
    if refused:
        return Outcome(Attendance.REFUSED, cell.span(refused.start(), refused.end()))
    return None


def _first(pattern: re.Pattern[str], text: str, within: int, triggers: tuple[str, ...]) -> re.Match[str] | None:
    """The first match that begins within so many characters; not tried where none of the triggers stands."""
    for trigger in triggers:
        if trigger in text:
            match = pattern.search(text, 0, within + 60)
            return match if match and match.start() <= within else None
    return None


_TRIGGERS_MISSED = (
    "dna", "fta", "wnb", "brought", "attend", "did not", "didn't", "failed", "show", "not here", "not there", "not in", "not at",
    "not present", "forgot", "nobody", "no one", "no-one", "neither", "absent", "n/b", "not keep", "'t keep", "never", "miss",
)  # fmt: skip
_TRIGGERS_MOVED = ("sched", "arrang", "book", "move", "change", "put back", "forward", "swapped", "postpon", "defer")
_TRIGGERS_CANCELLED = (
    "cancel", "clos", "shut", "off", "moved", "no session", "no clinic", "no group", "no visit", "no contact", "did not", "didn't",
    "unable", "could", "can't",
)  # fmt: skip
_TRIGGERS_CANNOT = (
    "cancel",
    "can't",
    "cannot",
    "to bring",
    "unable",
    "not coming",
    "couldn't",
    "won't",
    "not able",
    "cnb",
)
_TRIGGERS_SHUT = (
    " out", "abortive", "empty",
    "no a", "no r", "no one", "no-one", "nobody", "not in", "not at", "locked", "door", "entry", "would not", "answer", "did", "card",
    "gone", "curtain", "no sign", "unable", "not let", "darkness",
)  # fmt: skip
_TRIGGERS_REFUSED = ("consent", "not want", "declin", "refus", "turned down", "not want", "not wish")
