"""The signs in a row of where what it says comes from: seen, examined, looked up, decided, sent, believed, told by whom.

A sign is a pattern over the marks of the row (`attendance_words`). What stands in a sentence that somebody tells is
theirs and no observation, and what follows a call that the writer made to a colleague is what was passed on. No sign reads
a name, a gender or which agency writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from keepsight.model import Attendance
from keepsight.reading.attendance_outcome import status_told
from keepsight.reading.attendance_profile import Profile
from keepsight.reading.attendance_row import Row
from keepsight.reading.attendance_signs import EMERGENCY
from keepsight.reading.basis_speech import OUTWARD, TELLER, How, Teller, Telling, tellings

_ADMIN = re.compile(
    r"(?:admin|office|register|attendance|scan|duty|control|reception|system|online|repairs|records?)\b"
)
_FILED = ("scan", "file")
_OBSERVED = re.compile(r"[oecZF]")
_CHECK = re.compile(r"[kX]")
_CHECK_SEEN = re.compile(r"k[-A]?[ZoX]|Z-?k|kk")
_CHECK_PLANNED = re.compile(r"k.{0,3}[pu]|[pu].{0,3}k")
_DOCUMENT = re.compile(r"[-AYJE]{0,4}l")
_OUTGOING = re.compile(r"-{0,2}[tuTL]")
_DECISION = re.compile(r".{0,3}d")
_MEETING = re.compile(r".{0,3}m")
_STRATEGY = re.compile(r".{0,2}S")
_VISIT = re.compile(r".{0,4}v")
_FIGURE = re.compile(r".{0,2}P")
_OTHER_PATIENT = re.compile(r"M[,(aZw-]")
_PARENT_SPEAKS = re.compile(r"-?M[-z]{0,2}[stjQL]")
_HEAD_CALL = re.compile(r"[CMGRN].*t|t.*[CMGRN]")
_HEAD_LETTER = re.compile(r"[lt].*f.*[CMGRN]|l-?[CMGRN]")
_HEAD_AGENCY = re.compile(r"A.*l|l.*A|tA|A.*t")
_HEAD_PERSON = re.compile(r"[CMGRN]")
_HEAD_ANYBODY = re.compile(r"[CMGBRNKOI]")
_NO_INFORMANT = re.compile(r"[vmSdyJ]")
_NOT_SEEN = re.compile(r"no?\b|not")
_CHANNELS = (How.COLON, How.FROM, How.CALLED, How.TO_WRITER)
HEAD = -1
"""The sentence number of what the head cell tells ("Parent by phone")."""
_TELLERS = {mark: who.value for mark, who in TELLER.items()}
_WAITED_FOR = (None, Attendance.KEPT, Attendance.NO_ACCESS)
CLINICIANS = 0.3
"""Share of rows with a clinician above which a head cell names the clinic rather than who told it."""


@dataclass(frozen=True, slots=True)
class Signs:
    """`found` are the signs of the row; `told` those of each teller, as (sign, teller). `tellings` are what they stand on;
    `observed` and `checked` are the first marks of what was seen and of what was looked up, -1 where there are none.
    """

    found: frozenset[str]
    told: frozenset[tuple[str, str]]
    tellings: tuple[Telling, ...]
    observed: int
    checked: int


def signs_of(row: Row, profile: Profile, attendance: Attendance | None, *, carer: bool = False) -> Signs:
    """The signs of a row; `carer` says that the grandparents of this review are the carers."""
    told, head = row.told.replace("H", "A"), row.head.replace("H", "A")
    if carer:
        told, head = told.replace("G", "M"), head.replace("G", "M")
    parts = [told[a:b] for a, b in row.sentences]
    first, opening = (parts[0] if parts else ""), 0
    if len(first) <= 2 and len(parts) > 1:
        first, opening = f"{first}.{parts[1]}", 1
    other = ("M" in head and not any(c in head for c in "tf")) or (
        profile.share("clinician") > CLINICIANS
        and len(parts) > 1
        and bool(_OTHER_PATIENT.match(told))
        and not _PARENT_SPEAKS.match(told)
    )
    kept = attendance is Attendance.KEPT
    accounts = tellings(told, row.sentences, about="M" if other else "C", in_contact=kept)
    inward = [t for t in accounts if t.how not in OUTWARD]
    from_head = _head_teller(row, head, told, profile, attendance)
    told_signs = _told_signs(accounts, inward, opening, from_head, missed=attendance not in _WAITED_FOR)
    if row.voiced:
        told_signs |= {("says", Teller.CHILD.value)}
    spoken = {t.sentence for t in inward}
    passed_on = not any(t.sentence <= opening + 1 for t in inward) and any(
        t.how in OUTWARD and t.sentence <= opening and t.who in (Teller.PROFESSIONAL, Teller.NAMED) for t in accounts
    )
    seen, looked_up, named, inner, planned, at_scene = _looked_at(parts, spoken, passed_on=passed_on)
    records = told.count("k")
    document = bool(_DOCUMENT.match(first))
    admin = bool(_ADMIN.match(row.worker_text)) or row.head_text.startswith("admin")
    scenes = "F" in told
    silent = not inward and from_head is None
    signs = (
        (kept, "kept"),
        (attendance is not None and not kept, "not kept"),
        (attendance is not None and not kept, f"attendance {attendance}"),
        (other, "another patient"),
        (bool(seen) and seen[0] <= opening, "observed first"),
        (bool(seen), "observed"),
        (len(seen) > 1, "observed twice"),
        (silent, "nobody tells"),
        (silent and not seen and not looked_up, "bare"),
        (
            silent and not looked_up and "b" not in first and ("U" in first or ("U" in told and not seen)),
            "stated without a source",
        ),
        (silent and len(parts) > 1 and told.count("d") > 1, "decided"),
        (kept and silent and not seen and not inner, "kept and bare"),
        (kept and silent and not inner and not looked_up and status_told(row) is not None, "attended and nobody tells"),
        (told.count("e") > 1, "manner twice"),
        (told.count("c") > 1, "clinical twice"),
        (inner, "inner"),
        (bool(looked_up), "check"),
        ("k" in first and 0 not in spoken, "check first"),
        (records > 1, "two checks"),
        (records > 0 and bool(_CHECK_SEEN.search(told)), "check seen"),
        (records > 0 and not looked_up, "check told"),
        (bool(looked_up) and (bool(_MEETING.match(first)) or bool(_STRATEGY.match(first))), "check at a meeting"),
        (planned, "check planned"),
        (named, "record named"),
        (bool(_FIGURE.match(first)), "figure"),
        (document, "document first"),
        (
            document and "r" not in first and (admin or "V" in told or row.plan_text.startswith(_FILED)),
            "document filed",
        ),
        (admin, "admin"),
        (bool(_OUTGOING.match(first)), "outgoing first"),
        (_out_to_colleague(accounts, opening, How.ASKED), "asked a professional"),
        (_out_to_colleague(accounts, opening, How.TOLD_OUT), "told a professional"),
        (bool(_DECISION.match(first)), "decision first"),
        (bool(_MEETING.match(first)) or "m" in head[:2], "meeting"),
        (kept and (bool(_MEETING.match(first)) or "m" in head[:2]), "kept meeting"),
        (bool(_STRATEGY.match(first)) or "S" in head, "strategy"),
        (("says", Teller.PARENT.value) in told_signs and bool(_VISIT.match(first) or "v" in head), "visit and parent"),
        ("p" in first, "future"),
        ("b" in told, "inference"),
        ("b" in first, "inference first"),
        (silent and "b" in first[:4] and "c" not in first, "inference alone"),
        (scenes, "scene"),
        (at_scene and (scenes or "E" in told), "found at the scene"),
        ("E" in first and not scenes, "crime first"),
        (told.count("E") > 1, "crime twice"),
        (len(told) <= 6, "short"),
        ("J" in first[:3] or "J" in head, "talking service"),
        ("A" in head and from_head is None, "agency in the head"),
        (bool(_NOT_SEEN.match(row.seen)), "child unseen"),
        (bool(EMERGENCY.search(row.head_text) or EMERGENCY.search(row.worker_text)), "emergency"),
    )
    return Signs(
        frozenset([sign for there, sign in signs if there]),
        frozenset(told_signs),
        accounts,
        _at(_OBSERVED, row, seen),
        _at(_CHECK, row, looked_up),
    )


def _looked_at(
    parts: Sequence[str], spoken: set[int], *, passed_on: bool
) -> tuple[list[int], list[int], bool, bool, bool, bool]:
    """The sentences of the writer's own: where something was seen, where looked up; and whether a record is named, inner
    things are told, a check is only planned, and something was found after the first sentence."""
    seen: list[int] = []
    looked_up: list[int] = []
    named = inner = planned = at_scene = False
    for number, part in enumerate(parts):
        if number in spoken:
            continue
        at_scene |= number > 0 and ("o" in part or "F" in part)
        if passed_on:
            continue
        if _OBSERVED.search(part):
            seen.append(number)
        if "k" in part or "X" in part:
            if _CHECK_PLANNED.search(part):
                planned = True
            else:
                looked_up.append(number)
        named |= "V" in part
        inner |= "w" in part or "D" in part
    return seen, looked_up, named, inner, planned, at_scene


def _out_to_colleague(accounts: Sequence[Telling], opening: int, how: How) -> bool:
    return any(t.how is how and t.sentence <= opening and t.who is Teller.PROFESSIONAL for t in accounts)


def _told_signs(
    accounts: tuple[Telling, ...], inward: list[Telling], opening: int, from_head: str | None, *, missed: bool
) -> set[tuple[str, str]]:
    """Who tells where: anywhere, in the opening, by a channel of its own, in quoted words, first of all or late."""
    signs: set[tuple[str, str]] = set()
    for t in inward:
        who = t.who.value
        signs.add(("says", who))
        if t.sentence <= opening:
            signs.add(("says in the opening", who))
            if t.how in _CHANNELS:
                signs.add(("channel in the opening", who))
        if t.how is How.QUOTED:
            signs.add(("quoted", who))
    for t in accounts:
        if t.how is How.ASKED:
            signs.add(("asked", t.who.value))
            if t.sentence <= opening:
                signs.add(("asked in the opening", t.who.value))
    if from_head is not None:
        signs |= {(s, from_head) for s in ("says", "says in the opening", "channel in the opening", "first")}
    elif inward:
        signs.add(("first" if inward[0].sentence <= opening + 1 else "late", inward[0].who.value))
    if missed:
        signs |= {("says of a missed one", who) for s, who in tuple(signs) if s in ("says", "asked")}
    return signs


def _head_teller(row: Row, head: str, told: str, profile: Profile, attendance: Attendance | None) -> str | None:
    """Who tells by the head cell: "Parent by phone", "Police report", or a cell under "Source" in a file without clinics."""
    if _HEAD_CALL.search(head) or _HEAD_LETTER.search(head):
        found = _HEAD_PERSON.search(head)
        return _TELLERS[found[0]] if found else None
    if _HEAD_AGENCY.search(head):
        return Teller.PROFESSIONAL.value
    if (
        row.informant
        and attendance is None
        and head
        and not _NO_INFORMANT.search(head)
        and not _DECISION.match(told)
        and profile.share("clinician") <= CLINICIANS
    ):
        found = _HEAD_ANYBODY.search(head)
        return _TELLERS[found[0]] if found else Teller.PROFESSIONAL.value
    return None


def _at(pattern: re.Pattern[str], row: Row, sentences: list[int]) -> int:
    """The first mark of a kind in the first of some sentences."""
    if not sentences:
        return -1
    found = pattern.search(row.told.replace("H", "A"), *row.sentences[sentences[0]])
    return found.start() if found else -1
