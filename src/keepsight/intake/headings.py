"""What the words of a heading say that its column is for, in English and Welsh as agencies write them.

Longer phrases win over the words inside them. A heading often allows several roles ("Outcome" is an action or an
attendance, "Log" a text or a number); the contents decide between them in `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from keepsight.model import ColumnRole as Role

LONGEST_HEADING = 90
NOT_AN_EVENT = 0.05
"""The weight of a day that is never when something happened (a birthday, the next review)."""

Roles = tuple[tuple[Role, float], ...]

_PHRASES: Mapping[Role, Mapping[float, str]] = {
    Role.DATE: {
        1.0: "date of event; date of incident; date of contact; event date; incident date; contact date; date of visit; "
        "visit date; date of occurrence; occurrence date; date occurred; date of session; session date; appt date; "
        "appointment date; date of appointment; consultation date; date of consultation; date of activity; activity date; "
        "date happened; when it happened; when did it happen; date of offence; offence date; date from; from date; "
        "start date; date start; date of call; call date; date of attendance; date of meeting; date and time of event; "
        "dyddiad y digwyddiad; dyddiad digwyddiad; date of significant event",
        0.9: "date; dates; dated; when; date time; about when; day; dyddiad; pryd; year; date s; dyddiadau",
        0.6: "date of entry; entry date; date of referral; referral date; dd mm yyyy; dd mm yy; dd mm; from; start; session; month; "
        "timestamp; date of note; note date; week; period; week commencing; w c",
        0.4: "date logged; logged; date recorded; recorded; date entered; entered; written; date written; received; date received; "
        "date reported; reported date; reported; date added; date created; created; created on; date of record; "
        "recorded date; recorded on; entered on; date of recording; entry made; dyddiad cofnodi; logged on; date input",
        NOT_AN_EVENT: "date of birth; dob; d o b; birth date; birthday; review date; date of review; due; due date; date due; "
        "next appointment; next appt; next review; date closed; closed date; date printed; print date; target date; by when; "
        "date modified; modified; modified on; last modified; date amended; amended; dyddiad geni; closed; deadline; follow up date",
    },
    Role.END_DATE: {
        1.0: "end date; date to; to date; date end; date ended; until; finish date; date finished; ended; date until; dyddiad gorffen",
        0.6: "to; end; finish; i",
    },
    Role.TIME: {
        1.0: "time; time of event; time of incident; time of contact; start time; time start; time from; time of day; clock; "
        "event time; incident time; contact time; hour; hours; hrs; 24 hr; time 24 hr; time 24hr; amser; call time; appt time; "
        "time of call; appointment time; time of visit; time in; arrival; time received",
        0.6: "from; start; in",
    },
    Role.END_TIME: {
        1.0: "end time; time to; finish time; time finish; time end; time ended; time until; time out; amser gorffen; departure",
        0.6: "to; end; finish; until; out",
    },
    Role.RECORDED: {
        1.0: "date recorded; recorded; date entered; entered; date logged; written; written up; date written; recorded on; entered on; "
        "date of recording; recorded date; date of record; entry made; created; created on; date created; date added; added; "
        "recording date; date of entry; entry date; entered date; logged on; logged; record created; cofnodwyd; dyddiad cofnodi; "
        "date input; input date; date typed; typed; date inputted; date written up; written on; time recorded; when recorded; "
        "when written; when entered",
        0.8: "date received; received; date reported; reported; reported date",
    },
    Role.ORDER: {
        1.0: "order; sequence; seq; sort order; sort; sequence no; order no; running order; seq no; trefn; manual order",
    },
    Role.AGENCY: {
        1.0: "agency; organisation; organization; agency name; name of agency; reporting agency; asiantaeth; sefydliad; "
        "agency organisation; recording agency; submitting agency; agency service",
        0.7: "agency source; agency source of information; service provider",
    },
    Role.SOURCE: {
        1.0: "source; source of information; information source; from whom; reported by; referred by; referrer; place; location; "
        "venue; clinic; setting; where; agency contact; type of contact; contact type; contact with; contact from; patient; "
        "client; subject; mode; method; method of contact; type; category; ffynhonnell; lle; math; service; team; department; dept; "
        "source agency; source doc; source document; who reported; informant; reporter; caller; event type; type of event; "
        "entry type; incident type; type of incident; type of record; record type; source of record; ward; who rang; "
        "source of evidence; evidence source; appt type; appointment type; channel; how; how contacted; means of contact; specialty; speciality; origin; source of entry; "
        "type of appointment; visit type; type of visit; nature of contact; file; system; record system; whose record; family member; "
        "ffynhonnell y wybodaeth; child; child name; person; name; names; people; who was present; present; participants; attendees; those present; "
        "who with; seen where; place of contact; site; gan bwy; persons involved; people involved; who was involved",
        0.7: "from; contact; concerning; re; about; agency contacted",
    },
    Role.WORKER: {
        1.0: "worker; staff; by; by whom; officer; initials; author; practitioner; professional; staff member; member of staff; "
        "clinician; recorded by; entered by; written by; seen by; completed by; who wrote it; who wrote this; social worker; sw; hv; "
        "health visitor; nurse; gp; doctor; teacher; oic; officer in case; key worker; keyworker; case worker; caseworker; "
        "allocated worker; staff name; staff initials; user; created by; added by; logged by; signed; signature; name of worker; "
        "worker name; name of staff; author of record; author of entry; entry by; note by; dr; consultant; hcp; lead; duty; "
        "gweithiwr; staff involved; professional involved; professionals involved; worker involved; author initials; officer name; "
        "who recorded; recorder; job title; role; designation; post; name and role; author role; cofnodwyd gan; awdur; enw; "
        "writer; reporting officer; attending officer; tutor; midwife; therapist; counsellor; name of practitioner; volunteer",
        0.7: "who; responsible; name; names",
    },
    Role.ATTENDANCE: {
        1.0: "attendance; attended; dna; attended y n; attendance code; attendance status; was not brought; wnb; att; dna wnb; "
        "appointment status; appt status; appointment outcome; appt outcome; outcome of appointment; presenoldeb; attended dna; "
        "attend; kept; attendance outcome; brought; came; did they come; here; turned up; present y n",
        0.9: "status; outcome; result; seen; seen dna; code; mark; appointment; statws; outcome code; visit outcome; response; "
        "contact outcome; state; disposal",
    },
    Role.CHILD_SEEN: {
        1.0: "child seen; seen; was child seen; child seen alone; seen alone; child present; seen spoken to; child seen y n; yp seen; "
        "was the child seen; child seen spoken to; young person seen; child spoken to; child observed; child yp seen; plentyn wedi ei weld; "
        "children seen; child or yp seen; subject seen; seen y n; was child spoken to; child seen spoken; visit child seen",
    },
    Role.CHILD_VOICE: {
        1.0: "childs voice; child voice; voice of the child; voice of child; views of the child; childs views; child views; "
        "what the child said; what did the child say; childs wishes and feelings; wishes and feelings; lived experience; "
        "childs lived experience; childs words; childs own words; child said; voice; yp views; young persons views; voc; "
        "llais y plentyn; impact on child; voice of the child and lived experience; young persons voice; the childs own words; "
        "views wishes and feelings; child own words; words of the child",
    },
    Role.ACTION: {
        1.0: "action; actions; action taken; actions taken; outcome; outcomes; result; results; decision; decisions; plan; next; "
        "next steps; next step; what we did; follow up; followup; response; to do; disposal; disp; disposition; sanction; "
        "what was done; what did you do; what i did; action outcome; outcome action; decision action; agreed actions; agreed; "
        "resolution; done; canlyniad; canlyniadau; camau; camau gweithredu; gweithredu; camau a gymerwyd; penderfyniad; cynllun; "
        "intervention; analysis and decision; decision and analysis; response of agency; agency response; practitioner response; "
        "outcome of contact; outcome of visit; result of contact; conclusion; outcome next; advice; management; treatment; "
        "referrals made; information shared; shared with; passed to; referred to; sent to; informed; who was told; told to; copied to; "
        " impact; what happened next; what happened then; rationale; "
        "consequence; recommendation; recommendations; action by agency; intervention outcome; reason for decision; how it ended; "
        "what happened as a result; what was the outcome; ymateb",
    },
    Role.COMMENT: {
        1.0: "comment; comments; analysis; reflection; remarks; remark; significance; author comment; authors comment; reviewer comment; "
        "reviewers comment; panel comment; professional analysis; commentary; sylwadau; sylw; observation of reviewer; "
        "comment analysis; analysis comment; comments analysis; good practice; missed opportunity; learning; why it matters; "
        "authors comments; comments by author; critical analysis; key practice episode; query; queries; standard met; "
        "additional information; further information; other information; evaluation; relevance; questions",
    },
    Role.NARRATIVE: {
        1.0: "event; events; details; detail; description; summary; narrative; notes; note; what happened; incident; circumstances; "
        "entry; text; record; log entry; summary of contact; summary of event; what was said; significant event; "
        "significant events; key event; key events; event details; details of event; event description; description of event; "
        "details of contact; contact details; case note; case notes; content; information; incident details; details of incident; "
        "clinical detail; clinical details; clinical notes; clinical note; visit note; letter note; free text; "
        "what i saw; what i saw or did; what you saw; what was it like; what it was like; my words; story; account; "
        "observation; observations; concern; concerns; nature of concern; presenting problem; presentation; reason; "
        "reason for contact; purpose; contact event; event contact; contact summary; discussion; conversation; "
        "digwyddiad; digwyddiadau; manylion; disgrifiad; crynodeb; cofnod; nodiadau; beth ddigwyddodd; gwybodaeth; "
        "chronology; history; findings; assessment; activity; key information; event and details; event or contact; "
        "nature of contact and details; details of event; facts; facts of event; what was recorded; report; message; "
        "progress notes; progress note; synopsis; issue; happening; what; event incident; incident event; enquiry; "
        "occurrence; occurrence summary; description of incident; detail of contact; brief details; outline; significant information; "
        "contact and analysis; contact description; dip; mo; log details; log text; my side; what i remember; precis; behaviour",
        0.7: "contact; log; visit; session notes; referral; me; us; call; meeting; communication; consultation; offence; letter; "
        "intelligence; complaint; allegation; diary; contact note; contact notes; contacts; we saw; saw; said",
    },
    Role.REFERENCE: {
        1.0: "ref; reference; no; number; log no; log number; id; ref no; reference no; reference number; item; item no; row; entry no; "
        "crime no; crime number; urn; occurrence no; occurrence number; case no; case number; record no; event no; key; line; page; "
        "page no; incident no; incident number; nhs number; nhs no; nhs; niche; niche ref; cad; cad no; serial; index; doc ref; "
        "document reference; source ref; cyf; cyfeirnod; rhif; upn; case ref; footnote; appendix; exhibit; link; system id; job no; "
        "job; pnc id; event id; entry id; doc; document; document no; event number; record number",
        0.8: "log; code; file ref; record id; report no",
    },
}
_NOT_A_CHRONOLOGY = frozenset(
    "relationship; dob; date of birth; d o b; address; ethnicity; religion; version; amendment; amendments; meaning; abbreviation; "
    "acronym; signature; job title; telephone; phone; email; position; full form; stands for; approved by; status of document; "
    "school attended; gp surgery; language; gender; disability; relationship to child; relation; term used; definition; glossary; "
    "legal status; address s; household; abbreviations; in full; explanation; change; changes made; issued to".split("; ")
)
_PREFERRED = (Role.DATE, Role.NARRATIVE, Role.ACTION)
_LETTERS = re.compile(r"[^\W\d_]+|\d+")
_APOSTROPHE = re.compile(r"['’`´]")
_LINKS = frozenset("of the and or a an to in for if at with any this our your is was s please e g eg ie".split())


def _table() -> dict[str, list[tuple[Role, float]]]:
    table: dict[str, list[tuple[Role, float]]] = {}
    for role, weights in _PHRASES.items():
        seen = set()
        for weight, phrases in weights.items():
            for phrase in phrases.split("; "):
                if phrase not in seen:
                    seen.add(phrase)
                    table.setdefault(phrase, []).append((role, weight))
    return table


_ROLES_BY_PHRASE = _table()
_LONGEST_PHRASE = max(phrase.count(" ") + 1 for phrase in _ROLES_BY_PHRASE)


@lru_cache(maxsize=4096)
def roles_of(heading: str) -> Roles:
    """The roles that a heading allows, each with a weight up to 1, the likeliest first; empty when it says nothing."""
    if len(heading) > LONGEST_HEADING:
        return ()
    words = plain(heading).split()
    whole = _ROLES_BY_PHRASE.get(" ".join(words))
    if whole:
        return tuple(sorted(whole, key=lambda found: -found[1]))
    best: dict[Role, float] = {}
    for phrase, share in _phrases_in(words):
        for role, weight in _ROLES_BY_PHRASE[phrase]:
            best[role] = max(best.get(role, 0.0), weight * share)
    return tuple(sorted(best.items(), key=lambda found: -found[1]))


def _phrases_in(words: list[str]) -> Iterator[tuple[str, float]]:
    """The longest known phrases in a heading, with how much they weigh there: less for a word among strange ones."""
    known: list[tuple[str, int, int]] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if phrase in _ROLES_BY_PHRASE and (length > 1 or phrase not in _LINKS):
                known.append((phrase, at, length))
                at += length
                break
        else:
            at += 1
    telling = [word for word in words if word not in _LINKS]
    covered = sum(length for _, _, length in known)
    share = min(1.0, 0.45 + 0.5 * covered / max(len(telling), 1))
    for phrase, start, length in known:
        last = 0.0 if start + length >= len(words) or length == len(words) else 0.05
        yield phrase, share - last


def is_heading(cell: str) -> bool:
    """True for a cell that reads as the heading of a column of a chronology."""
    found = roles_of(cell.strip())
    return bool(found) and found[0][1] >= 0.6 and len(cell.split()) <= 10


def is_date_heading(cell: str) -> bool:
    return any(role is Role.DATE and weight > 0.35 for role, weight in roles_of(cell.strip()))


def is_known(cell: str) -> bool:
    """True for a heading that is known word for word."""
    return plain(cell) in _ROLES_BY_PHRASE


def is_of_another_table(cell: str) -> bool:
    """True for a heading that belongs to a table of people, of abbreviations, of versions."""
    return plain(cell) in _NOT_A_CHRONOLOGY


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading in lower case, letters and figures only."""
    return " ".join(_LETTERS.findall(_APOSTROPHE.sub("", heading.casefold())))
