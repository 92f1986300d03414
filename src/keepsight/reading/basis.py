"""How the writer knew: seen, looked up, told by the child, a parent, another professional or the public, or inferred.

Each possible basis collects weights for the signs of the row (words/basis.toml), the four that are told by somebody with
one set of weights between them, so that the public is heard as the parents are. The heaviest wins; a row that tells of no
source and no observation (a decision, a plan, a missed appointment) has no basis, which is a value of its own. A file that
is the child's or the parents' own account is theirs throughout.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from keepsight.model import Attendance, Basis, Span
from keepsight.reading.attendance_profile import Profile
from keepsight.reading.attendance_row import Row
from keepsight.reading.basis_signs import Signs, signs_of
from keepsight.reading.basis_speech import OUTWARD, Teller
from keepsight.reading.cues import WORDS

NONE, TOLD, COLLEAGUE = "none", "told", "told by a name"
CHILDS_WORDS = "kept, by child's words in the file"
"""The one sign that counts times a share of the file's rows."""
_TELLERS: Mapping[str, tuple[str, ...]] = {
    Basis.SELF_CHILD: (Teller.CHILD,),
    Basis.SELF_PARENT: (Teller.PARENT,),
    Basis.PUBLIC: (Teller.PUBLIC, Teller.GRANDPARENT),
    Basis.OTHER_PROF: (Teller.PROFESSIONAL,),
}
_VALUES = (NONE, *(b.value for b in Basis))
_FAMILY_OR_PUBLIC = frozenset((Teller.CHILD, Teller.PARENT, Teller.PUBLIC, Teller.GRANDPARENT))
_OWN_ACCOUNT = {"child": Basis.SELF_CHILD, "parent": Basis.SELF_PARENT}
_ONLY_OF_FAMILY = ("asked", "asked in the opening")


def grandparents_care(rows: Iterable[Row]) -> bool:
    """True where the rows of a review name grandparents more often than parents: they are the carers then."""
    parents = grandparents = 0
    for row in rows:
        parents += "M" in row.told
        grandparents += "G" in row.told
    return grandparents > parents


@dataclass(frozen=True, slots=True)
class BasisRead:
    """The basis and the words that show it, None where no single words do."""

    basis: Basis
    span: Span | None


def basis_of(row: Row, profile: Profile, attendance: Attendance | None, *, carer: bool = False) -> BasisRead | None:
    """The basis of a row, or None where it does not tell; `carer` says that grandparents are the carers in this review."""
    if not row.told:
        return None
    if row.account in _OWN_ACCOUNT:
        return BasisRead(_OWN_ACCOUNT[row.account], None)
    signs = signs_of(row, profile, attendance, carer=carer)
    weights = basis_weights(signs, profile)
    best = max(_VALUES, key=weights.__getitem__)
    if best == NONE:
        return None
    return BasisRead(Basis(best), _span(row, signs, Basis(best)))


def basis_weights(signs: Signs, profile: Profile) -> dict[str, float]:
    """The weight of each basis, and of none, for explaining a reading.

    Summed exactly (`math.fsum`): signs stand in sets, and two bases of equal weight must not be told apart by rounding.
    """
    listed = _weights()
    parts: dict[str, list[float]] = {value: [start] for value, start in listed.start.items()}
    for sign in signs.found:
        for value, weight in listed.by_sign.get(sign, ()):
            parts[value].append(weight)
    if "kept" in signs.found:
        parts[Basis.SELF_CHILD].append(listed.childs_words * profile.share("child's words"))
    by_teller: dict[str, set[str]] = {}
    for sign, who in signs.told:
        by_teller.setdefault(who, set()).add(sign)
    if by_teller:
        _add_told(parts, by_teller, listed)
    return {value: math.fsum(weights) for value, weights in parts.items()}


def _add_told(parts: Mapping[str, list[float]], by_teller: Mapping[str, set[str]], listed: _Weights) -> None:
    """What weighs because somebody tells it."""
    if any("says in the opening" in told for who, told in by_teller.items() if who in _FAMILY_OR_PUBLIC):
        for value, weight in listed.by_sign.get("family or public opens", ()):
            parts[value].append(weight)
    first = {who for who, told in by_teller.items() if "first" in told}
    for value, tellers in _TELLERS.items():
        told = {sign for who in tellers if who in by_teller for sign in by_teller[who]}
        parts[value] += _told(listed.told, told, value)
        if first.difference(tellers):
            parts[value].append(listed.told["somebody else first"])
    if Teller.NAMED in by_teller:
        parts[Basis.OTHER_PROF] += _told(listed.by_a_name, by_teller[Teller.NAMED], Basis.OTHER_PROF)


def _told(listed: Mapping[str, float], signs: Iterable[str], value: str) -> list[float]:
    return [listed[s] for s in signs if s in listed and not (value == Basis.OTHER_PROF and s in _ONLY_OF_FAMILY)]


def _span(row: Row, signs: Signs, basis: Basis) -> Span | None:
    """The words of the first account by the teller, of the first check, of the first observation."""
    if basis in _TELLERS:
        tellers = (*_TELLERS[basis], Teller.NAMED, Teller.GRANDPARENT)
        told = [t for t in signs.tellings if t.who in tellers]
        best = next((t for t in told if t.how not in OUTWARD), told[0] if told else None)
        return row.span(best.start, best.end) if best else None
    at = signs.checked if basis is Basis.RECORD_CHECK else signs.observed
    return row.span(at, at + 1) if at >= 0 else None


@dataclass(frozen=True, slots=True)
class _Weights:
    start: Mapping[str, float]
    by_sign: Mapping[str, tuple[tuple[str, float], ...]]
    told: Mapping[str, float]
    by_a_name: Mapping[str, float]
    childs_words: float


@cache
def _weights() -> _Weights:
    start = dict.fromkeys(_VALUES, 0.0)
    by_sign: dict[str, list[tuple[str, float]]] = defaultdict(list)
    shared: dict[str, dict[str, float]] = {TOLD: {}, COLLEAGUE: {}}
    for one in tomllib.loads((WORDS / "basis.toml").read_text("utf-8"))["weight"]:
        of, sign, value = one["basis"], one.get("sign", ""), one["value"]
        if of in shared:
            shared[of][sign] = value
        elif sign:
            by_sign[sign].append((of, value))
        else:
            start[of] = value
    (_, childs_words), *_ = by_sign.pop(CHILDS_WORDS)
    return _Weights(start, {s: tuple(w) for s, w in by_sign.items()}, shared[TOLD], shared[COLLEAGUE], childs_words)
