"""The gate: nothing goes out as "for publication" while somebody can be known by it. It fails closed.

It reads the documents from their bytes, every part of them. A listed identity or a structured identifier shuts it, and no
decision opens it again; a name that was found and nobody listed shuts it until a person has decided; a document, or a part of
one, that cannot be read shuts it; an empty people list shuts it, since then nothing was looked for.
What is drawn in a picture it cannot see: each picture shuts it until a person has looked at it and said so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from keepsight.model import KeepsightError, MentionKind, People, PersonRef
from keepsight.people.decisions import Choice, Decision
from keepsight.people.finding import find_in_texts
from keepsight.people.forms import fold, forms_of
from keepsight.people.found import Found
from keepsight.people.papers import Passage, Unreadable, passages_of
from keepsight.people.papers.passages import plain
from keepsight.people.welsh import holds_welsh, is_ordinary_welsh

_NAMES = frozenset({MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORGANISATION})
_SHORTEST_UNSEEN = 4


class Reason(StrEnum):
    """Why something stands in the way."""

    LISTED = "listed"
    STRUCTURED = "structured"
    UNDECIDED = "undecided"
    NOT_LOOKED_AT = "not_looked_at"
    TO_MASK = "to_mask"
    UNREADABLE = "unreadable"
    NOTHING_LISTED = "nothing_listed"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that shuts the gate: in which file, where in it, the words, what they are and why they may not go out."""

    file: str
    place: str
    text: str
    reason: Reason
    kind: MentionKind | None = None
    person: PersonRef | None = None


@dataclass(frozen=True, slots=True)
class GateReport:
    """What the gate found. `kept` are forms that stay by decision; `digests` name the very bytes that were read."""

    obstacles: tuple[Obstacle, ...]
    kept: tuple[Decision, ...] = ()
    digests: tuple[tuple[str, str], ...] = ()

    @property
    def is_open(self) -> bool:
        """True if the set may be published."""
        return not self.obstacles

    @property
    def undecided(self) -> tuple[str, ...]:
        """The forms, and the pictures, that a person has yet to decide on, each once, in the order found."""
        open_yet = (Reason.UNDECIDED, Reason.NOT_LOOKED_AT)
        return tuple(dict.fromkeys(o.text for o in self.obstacles if o.reason in open_yet))


def check_publication(paths: Iterable[Path], people: People, decisions: Sequence[Decision] = ()) -> GateReport:
    """The gate over files and folders (everything in a folder). KeepsightError when there is nothing to check."""
    files = [f for p in paths for f in (sorted(x for x in p.rglob("*") if x.is_file()) if p.is_dir() else [p])]
    if not files:
        raise KeepsightError("There is no document to check; name the files or the folder to be published.")
    missing = [f.name for f in files if not f.is_file()]
    if missing:
        raise KeepsightError(f"{missing[0]} is not there; name the files or the folder to be published.")
    return check_documents([(f.name, f.read_bytes()) for f in files], people, decisions)


def check_documents(
    documents: Sequence[tuple[str, bytes]], people: People, decisions: Sequence[Decision] = ()
) -> GateReport:
    """The gate over documents given as name and bytes."""
    obstacles: list[Obstacle] = []
    if not any(p.names for p in people.people):
        obstacles.append(Obstacle("", "", "", Reason.NOTHING_LISTED))
    chosen = {d.form: d for d in decisions}
    used: dict[str, Decision] = {}
    passages: list[tuple[str, Passage]] = []
    for name, data in documents:
        try:
            found = list(passages_of(name, data))
        except Unreadable as error:
            obstacles.append(Obstacle(name, str(error), "", Reason.UNREADABLE))
            continue
        passages += [(name, p) for p in found if p.text.strip()]
        obstacles += [o for p in found if p.drawn and (o := _picture(name, p, chosen, used)) is not None]
    forms = forms_of(people)
    welsh = {name for name, _ in documents if holds_welsh(p.text for n, p in passages if n == name)}
    for lines in (True, False):
        texts = [plain(p.text, lines=lines) for _, p in passages]
        for (name, passage), text, spans in zip(passages, texts, find_in_texts(texts, forms), strict=True):
            for span in spans:
                if not lines and not span.listed and span.kind in _NAMES:
                    continue
                if _is_welsh_word(name, text, span, welsh):
                    continue
                if (obstacle := _obstacle(name, passage, text, span, chosen, used)) is not None:
                    obstacles.append(obstacle)
    return GateReport(
        tuple(dict.fromkeys(obstacles)),
        tuple(used.values()),
        tuple((name, hashlib.sha256(data).hexdigest()) for name, data in documents),
    )


def _is_welsh_word(name: str, text: str, span: Found, welsh: set[str]) -> bool:
    """An ordinary Welsh word that nobody listed, in a document that holds Welsh."""
    unlisted = not span.listed and span.kind in _NAMES
    return unlisted and name in welsh and is_ordinary_welsh(text, span.start, span.end)


def _picture(name: str, passage: Passage, chosen: dict[str, Decision], used: dict[str, Decision]) -> Obstacle | None:
    decision = chosen.get(fold(passage.drawn))
    if decision is None:
        return Obstacle(name, passage.place, passage.drawn, Reason.NOT_LOOKED_AT)
    if decision.choice is Choice.MASK:
        return Obstacle(name, passage.place, passage.drawn, Reason.TO_MASK)
    used[decision.form] = decision
    return None


def _obstacle(
    name: str, passage: Passage, text: str, span: Found, chosen: dict[str, Decision], used: dict[str, Decision]
) -> Obstacle | None:
    words = text[span.start : span.end]

    def because(reason: Reason) -> Obstacle:
        return Obstacle(name, passage.place, words, reason, span.kind, span.person)

    if span.listed:
        sure = passage.seen or (len(words) >= _SHORTEST_UNSEEN and not words.isupper())
        return because(Reason.LISTED) if sure else None
    if span.kind not in _NAMES:
        formal = span.kind in _FORMAL and not text.strip().isdigit()
        return because(Reason.STRUCTURED) if passage.seen or formal else None
    if not passage.seen:
        return None
    decision = chosen.get(fold(words))
    if decision is None:
        return because(Reason.UNDECIDED)
    if decision.choice is Choice.MASK:
        return because(Reason.TO_MASK)
    used[decision.form] = decision
    return None


_FORMAL = frozenset(
    {MentionKind.EMAIL, MentionKind.NHS_NUMBER, MentionKind.NI_NUMBER, MentionKind.PHONE, MentionKind.DOB}
)
