"""Who tells what in a row: the child, a parent, another professional, the public, and by which channel.

Each sentence is looked at once, for a speaker before a verb of saying ("M..s"), a call or letter from somebody, a name
with a colon, words told to the writer, quoted words. A call that goes out ("Rang school") is kept apart: it tells what the
writer did. A pronoun is the last family member named, a sentence without a subject the one the row is about. It cannot
tell irony, or who a pronoun means when two of a kind were named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

CHILD, FAMILY, ANYBODY = "C", "CMGRBNKOI", "CMGRBNKOIAYJ"
NEAR = 3
"""Marks from the start of a sentence within which a colleague who rings is its subject."""
GAP = r"[-z,0?()weDVxdU]"


class Teller(StrEnum):
    """On whose account something stands; `NAMED` is a name that no list knows, most often a colleague's."""

    CHILD = "child"
    PARENT = "parent"
    PUBLIC = "public"
    GRANDPARENT = "grandparent"
    PROFESSIONAL = "professional"
    NAMED = "named"


class How(StrEnum):
    """How it was told; `ASKED` and `TOLD_OUT` go out from the writer."""

    SAYS = "says"
    CALLED = "called"
    FROM = "from"
    COLON = "colon"
    TO_WRITER = "to the writer"
    QUOTED = "quoted"
    ASKED = "asked"
    TOLD_OUT = "told out"


OUTWARD = (How.ASKED, How.TOLD_OUT)
TELLER = {
    "C": Teller.CHILD,
    "B": Teller.CHILD,
    "M": Teller.PARENT,
    "G": Teller.GRANDPARENT,
    "R": Teller.PUBLIC,
    "N": Teller.PUBLIC,
    "K": Teller.PUBLIC,
    "I": Teller.PUBLIC,
    "O": Teller.PUBLIC,
    "A": Teller.PROFESSIONAL,
    "J": Teller.PROFESSIONAL,
    "Y": Teller.NAMED,
}


@dataclass(frozen=True, slots=True)
class Telling:
    """One account: the number of its sentence, who tells, how, and the marks of it from `start` up to `end`."""

    sentence: int
    who: Teller
    how: How
    start: int
    end: int


_SAYS = re.compile(rf"([{ANYBODY}h]){GAP}{{0,4}}[sQ]|([CMGRBh]){GAP}{{0,3}}X|(N)[-zCK,()]{{0,5}}[sQ]")
_SHOWS = re.compile(rf"([CMGRBh]){GAP}{{0,2}}[bj]|(N)[-z]{{0,3}}[Zo]|(C)[-z]{{0,2}}L-")
_CALLS = re.compile(rf"([{FAMILY}])[-z,()RBCMGY]{{0,3}}t(?!$)|([AYJ])[-z,()AY]{{0,3}}t([-f]{{0,2}}([{ANYBODY}]))?")
_FAMILY_CALLS = re.compile(rf"[-,]{{0,2}}([{FAMILY}])(?:\([^)]{{0,8}}\))?[-z,()RBCMGYO]{{0,3}}t")
_PER = re.compile(rf">-?([{ANYBODY}])")
_TO_WRITER = re.compile(rf"(?:([{ANYBODY}h])[-z0,]{{0,3}})?Ti|([CMGRBKNO])[-z]{{0,2}}T-?[AY]")
_FROM = re.compile(
    rf"[tljE][-z,:V()0]{{0,4}}[fr][-zrfe]{{0,3}}([{ANYBODY}])|^-?([AJ])[AYE]{{0,2}}[-zE]{{0,2}}l|^l[-:]?([AJ])"
    r"|([CMGRBNKO])-{0,2}f?t$|^-?l(r)|^l(:)"
)
_COLON = re.compile(rf"([{ANYBODY}])[-zAYJRON,()]{{0,4}}:|(N)[-z0lt]{{0,4}}[:,]")
_INFORMANT = re.compile(r"I[-f,(]{0,3}([CMGRBNKOAY])")
_OUT = re.compile(rf"-{{0,2}}([tTuL])[-tVl,()]{{0,4}}([{ANYBODY}])")
_AND_SAYS = re.compile(rf"{GAP}{{0,4}}s")
_NO_SUBJECT = re.compile(r"[-0e,]{0,2}s(?!E)")
_GOES_ON = re.compile(r",[-0]?s(?!E)")
_SPOKEN_WITH = re.compile(r"-?[Qj](?!A)")
_TALKS = re.compile(r"-?j-")
_QUOTE = re.compile(r"q[^q]{3,}(?:q|$)")


def tellings(
    told: str, sentences: Sequence[tuple[int, int]], *, about: str = CHILD, in_contact: bool = False
) -> tuple[Telling, ...]:
    """Every account in a row's marks, in order; `about` is the mark of whom the row is about where it does not say.

    `in_contact` says that the row is a kept contact, in which "Asked about school" is a conversation.
    """
    return tuple(_Listener(told, about, in_contact).listen(sentences))


class _Listener:
    """Goes through the sentences of one row and remembers who was last named."""

    def __init__(self, told: str, about: str, in_contact: bool) -> None:
        self._told = told
        self._about = about
        self._in_contact = in_contact
        self._last = ""
        self._subject = ""
        self._called = ""

    def listen(self, sentences: Sequence[tuple[int, int]]) -> Iterator[Telling]:
        for number, (start, end) in enumerate(sentences):
            s = self._told[start:end]
            found = self._inbound(s) or None
            out = _OUT.match(s) if found is None else None
            if out is not None:
                how = How.ASKED if out[1] in "tL" else How.TOLD_OUT
                yield Telling(number, TELLER[out[2]], how, start + out.start(1), start + out.end())
                found = self._answer(s, out)
            elif found is None:
                found = self._spoken(s)
                if found is not None and found[1] is How.ASKED:
                    yield Telling(number, TELLER[found[0]], How.ASKED, start + found[2], start + found[3])
                    found = None
            if found is None:
                found = self._without_subject(s)
            if found is not None:
                yield Telling(number, TELLER[found[0]], found[1], start + found[2], start + found[3])
            quote = _QUOTE.search(s)
            if quote is not None or (found is not None and "q" in s):
                who = found[0] if found is not None else self._quoted(s, quote)
                at = quote.span() if quote is not None else (s.index("q"), len(s))
                yield Telling(number, TELLER[who], How.QUOTED, start + at[0], start + at[1])
            self._remember(s, out)

    def _inbound(self, s: str) -> tuple[str, How, int, int] | None:
        """What somebody tells the writer: named with a colon, calling, writing, telling."""
        if m := _COLON.match(s):
            return m[1] or m[2], How.COLON, m.start(), m.end()
        if "I" in s:
            m = _INFORMANT.search(s)
            at = m.span() if m else (s.index("I"), s.index("I") + 1)
            return (m[1] if m else "I"), How.FROM, *at
        if m := _FAMILY_CALLS.match(s):
            return m[1], How.CALLED, m.start(1), m.end()
        if m := _FROM.search(s):
            who = next(g for g in m.groups() if g)
            return ("A" if who in "r:" else who), How.FROM, m.start(), m.end()
        if m := _TO_WRITER.search(s):
            return self._whom(m[1] or m[2] or "h"), How.TO_WRITER, m.start(), m.end()
        if m := _PER.search(s):
            return m[1], How.SAYS, m.start(), m.end()
        return None

    def _answer(self, s: str, out: re.Match[str]) -> tuple[str, How, int, int] | None:
        """What comes back from a call that went out."""
        m = _SAYS.search(s, out.end())
        if m:
            who = m[1] or m[2] or m[3]
            return (out[2] if who == "h" else who), How.SAYS, m.start(), m.end()
        if m := _AND_SAYS.match(s, out.end()):
            return out[2], How.SAYS, out.start(2), m.end()
        if out[2] in FAMILY and (out[1] == "L" or (out[1] == "t" and ",h" in s)):
            return out[2], How.SAYS, out.start(1), out.end()
        if ":" in s[out.end() : out.end() + 4] and out[1] in "tL":
            return out[2], How.SAYS, out.start(2), out.end()
        return None

    def _spoken(self, s: str) -> tuple[str, How, int, int] | None:
        """The first speaker before a verb; a colleague who rings the family went out."""
        best: tuple[int, str, How, int] | None = None
        asked: tuple[str, How, int, int] | None = None
        for pattern in (_SAYS, _SHOWS, _CALLS):
            m = pattern.search(s)
            if m is None or (best is not None and m.start() >= best[0]):
                continue
            if pattern is _CALLS and m[2] and m.start() > NEAR:
                continue
            if pattern is _CALLS and m[2] and m[4] and m[4] in FAMILY:
                asked = (m[4], How.ASKED, m.start(), m.end())
                continue
            who = next(g for g in m.groups() if g)
            best = (m.start(), who, How.CALLED if pattern is _CALLS else How.SAYS, m.end())
        if best is not None:
            return self._whom(best[1]), How.FROM if best[1] == "N" else best[2], best[0], best[3]
        return asked

    def _without_subject(self, s: str) -> tuple[str, How, int, int] | None:
        if m := _NO_SUBJECT.match(s):
            speaker = self._subject if self._subject in ("M", "G", "R", "B") and self._about == CHILD else self._about
            return speaker, How.SAYS, m.end() - 1, m.end()
        if self._in_contact and (m := _SPOKEN_WITH.match(s)):
            return self._about, How.SAYS, m.end() - 1, m.end()
        if m := _GOES_ON.search(s):
            opens = s.lstrip("-")[:1]
            return (opens if opens and opens in FAMILY else self._about), How.SAYS, m.end() - 1, m.end()
        if m := _TALKS.match(s):
            return self._about, How.SAYS, m.start(), m.end()
        return None

    def _quoted(self, s: str, quote: re.Match[str] | None) -> str:
        before = [c for c in s[: quote.start() if quote else 0] if c in "CMGRBKOh"]
        return self._whom(before[-1]) if before else self._about

    def _whom(self, mark: str) -> str:
        if mark != "h":
            return mark
        if self._in_contact and self._last not in ("M", "G"):
            return self._about
        return self._last or self._called or self._about

    def _remember(self, s: str, out: re.Match[str] | None) -> None:
        named = [c for c in s if c in "CMGRBKO"]
        if named:
            self._last = named[-1]
        elif out is not None and out[2] in "AYJ":
            self._called = "A"
        if s[:1] in ("C", "M", "G", "R", "B"):
            self._subject = s[0]
        elif s[1:2] in ("C", "M", "G", "R", "B"):
            self._subject = s[1]
