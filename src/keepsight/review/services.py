"""What kind of service an agency is, so that a briefing can speak of "the school" without saying which.

An agency's name can give a child away as surely as a surname: a school, a club, a small charity. The briefing therefore
speaks of kinds of service. A name that tells no kind becomes "another service".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

KINDS: tuple[tuple[str, str], ...] = (
    (r"polic|constab", "police"),
    (r"youth justice|youth offending|\byjs\b|\byos\b|\byot\b|probation", "youth justice"),
    (r"substance|drug|alcohol", "substance use services"),
    (
        r"\bgps?\b|health|hospital|camhs|\bnhs\b|clinic|ambulance|nurs(es|ing)\b|therap|dental|surgery|midwi|paediatric",
        "health services",
    ),
    (r"social (care|work|services)|child\S* services|\bcsc\b|\bmash\b|disabled children", "children’s services"),
    (r"early help|family (support|cent)", "early help"),
    (r"school|college|academy|educat|nursery|sixth form|pupil referral", "education"),
    (r"housing|hostel|homeless|tenan|landlord|mooring", "housing"),
    (r"charit|project|volunt|refuge|bereavement|young carers", "a voluntary service"),
    (r"\bclub\b|\brfc\b|\bafc\b|\bsport", "a club"),
    (r"young person|\bchild\b|\bsubject\b", "the child’s own account"),
    (r"famil|parent|mother|father|grand|carer", "the family’s own account"),
)
"""Tried in this order; "School nursing" is a health service, "Children’s therapies" is too."""

OTHER = "another service"


@lru_cache(maxsize=1_000)
def kind_of_service(agency: str) -> str:
    """The kind of service in the words of a briefing: "police", "education", "another service"."""
    said = agency.casefold()
    return next((kind for pattern, kind in KINDS if re.search(pattern, said)), OTHER)


def kinds_of_service(agencies: Iterable[str]) -> tuple[str, ...]:
    """The kinds, each once, in the order in which they come; "another service" last."""
    found = dict.fromkeys(kind_of_service(a) for a in agencies)
    return (*(k for k in found if k != OTHER), *((OTHER,) if OTHER in found else ()))
