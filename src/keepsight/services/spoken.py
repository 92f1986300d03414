"""What a rule asks with figures in it, said in the language that is on.

Most questions are fixed sentences with a translation of their own. A few say how many of how many; those are taken apart by their
pattern and put together again in the other language. Every pattern is the rule's own wording (tests hold the two together).
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

BOND = gettext_noop("The bond with this worker protects the child; the question is about the network around it.")
FUNCTIONS = (
    gettext_noop("seeing the child alone"),
    gettext_noop("health"),
    gettext_noop("exploitation"),
    gettext_noop("the parents"),
    gettext_noop("education"),
    gettext_noop("referrals"),
    gettext_noop("support"),
)
_ENGAGED = gettext_noop(
    "Good engagement is recorded while %(kept)s of %(all)s appointments within %(days)s days were kept. What changed for the child?"
)
_AGENCY = gettext_noop("%(held)s of %(all)s contact days in %(days)s days rest with one agency.")
_WORKER = gettext_noop("%(held)s of %(all)s contact days in %(days)s days rest with one worker.")
_WHO_ELSE = gettext_noop("Who else should know this child?")
_SECOND = gettext_noop("Who is the second person?")
_REST = gettext_noop("%(functions)s rest on one worker (%(agency)s). What stops if this person is away?")
_DIFFER = gettext_noop("Accounts of one event differ (%(note)s). Which is right, and how would one know?")


def _pattern(*sentences: str) -> re.Pattern[str]:
    """A pattern of the sentences with a group for each place to fill in."""
    whole = re.escape(" ".join(sentences))
    return re.compile(re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+?)", whole) + r"\Z", re.DOTALL)


PATTERNS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (_pattern(*sentences), sentences)
    for sentences in (
        (_ENGAGED,),
        (_AGENCY, BOND, _WHO_ELSE),
        (_WORKER, BOND, _SECOND),
        (_REST,),
        (_DIFFER,),
    )
)


def spoken(text: str) -> tuple[str, str, str] | None:
    """What a rule asked with figures, in the language that is on: before, a part that quotes the records, after. None for others."""
    for pattern, sentences in PATTERNS:
        if (found := pattern.match(text)) is None:
            continue
        told = found.groupdict()
        if "functions" in told:
            names = told["functions"].lower().split(", ")
            told["functions"] = ", ".join(_(n) for n in names)
        said = " ".join(_(s) for s in sentences)
        quoted = next((name for name in ("note", "agency") if name in told), None)
        if quoted is None:
            return said % told, "", ""
        before, after = said.split(f"%({quoted})s", 1)
        return _first_up(before % told), told[quoted], after % told
    return None


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
