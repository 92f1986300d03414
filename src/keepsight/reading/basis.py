"""How the writer knew: seen, looked up, told by the child, a parent, another professional or the public, or inferred.

Each possible basis collects weights for the signs of the row (words/basis.toml), the four that are told by somebody with
one set of weights between them, so that the public is heard as the parents are. The heaviest wins; a row that tells of no
source and no observation (a decision, a plan, a missed appointment) has no basis, which is a value of its own. A file that
is the child's or the parents' own account is theirs throughout.
"""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class BasisRead:
    """The basis and the words that show it, None where no single words do."""

    basis: Basis
    span: Span | None


def basis_of(row: Row, profile: Profile, attendance: Attendance | None, *, carer: bool = False) -> BasisRead | None:
    """The basis of a row, or None where it does not tell; `carer` says that grandparents are the carers in this review."""
    if not row.told:
        return None
    if row.account:
        return BasisRead(_OWN_ACCOUNT[row.account], None)
    signs = signs_of(row, profile, attendance, carer=carer)
    weights = basis_weights(signs, profile)
    best = max(_VALUES, key=weights.__getitem__)
    if best == NONE:
        return None
    return BasisRead(Basis(best), _span(row, signs, Basis(best)))


def basis_weights(signs: Signs, profile: Profile) -> dict[str, float]:
    """The weight of each basis, and of none, for explaining a reading."""
    listed = _weights()
    by_teller: dict[str, set[str]] = defaultdict(set)
    for sign, who in signs.told:
        by_teller[who].add(sign)
    opened = any("says in the opening" in by_teller[w] for w in _FAMILY_OR_PUBLIC)
    first = {w for w in by_teller if "first" in by_teller[w]}
    weights = {}
    for value in _VALUES:
        of = listed[value]
        weight = of[""] + sum(of[s] for s in signs.found if s in of)
        tellers = _TELLERS.get(value, ())
        for who in tellers:
            weight += _told(listed[TOLD], by_teller[who], value)
        if value == Basis.OTHER_PROF:
            weight += _told(listed[COLLEAGUE], by_teller[Teller.NAMED], value)
        if tellers and first - set(tellers):
            weight += listed[TOLD]["somebody else first"]
        if opened and "family or public opens" in of:
            weight += of["family or public opens"]
        if "kept" in signs.found and "kept, by child's words in the file" in of:
            weight += of["kept, by child's words in the file"] * profile.share("child's words")
        weights[value] = weight
    return weights


def _told(listed: Mapping[str, float], signs: Iterable[str], value: str) -> float:
    return sum(listed[s] for s in signs if s in listed and not (value == Basis.OTHER_PROF and s in _ONLY_OF_FAMILY))


def _span(row: Row, signs: Signs, basis: Basis) -> Span | None:
    """The words of the first account by the teller, of the first check, of the first observation."""
    if basis in _TELLERS:
        tellers = (*_TELLERS[basis], Teller.NAMED, Teller.GRANDPARENT)
        told = [t for t in signs.tellings if t.who in tellers]
        best = next((t for t in told if t.how not in OUTWARD), told[0] if told else None)
        return row.span(best.start, best.end) if best else None
    at = signs.checked if basis is Basis.RECORD_CHECK else signs.observed
    return row.span(at, at + 1) if at >= 0 else None


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    listed: dict[str, dict[str, float]] = defaultdict(lambda: {"": 0.0})
    for one in tomllib.loads((WORDS / "basis.toml").read_text("utf-8"))["weight"]:
        listed[one["basis"]][one.get("sign", "")] = one["value"]
    return {name: listed[name] for name in (*_VALUES, TOLD, COLLEAGUE)}
