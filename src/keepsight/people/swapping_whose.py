"""Whose gender a gendered word tells: the child's, or somebody else's.

Needed only where the panel wants the child's gender exchanged and everybody else's kept, or the other way round. A pronoun
is taken for the last person told of whose gender it has; the child is whom a row tells of until somebody else is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from keepsight.counterparts import Gender, listed
from keepsight.people.swapping_names import Roster
from keepsight.people.swapping_words import Found, What, tokens

_ADULT_AGE = 18
_PRONOUNS = (What.SUBJECT, What.OBJECT, What.OWNER, What.HER, What.OWNED, What.REFLEXIVE)


def are_childs(text: str, found: Sequence[Found], known: Roster) -> list[bool]:
    """For each gendered stretch, True where it is the child's."""
    child = known.genders.get(known.child) if known.child else None
    last: dict[Gender, bool] = {g: g is child for g in Gender}
    if child is None:
        last = dict.fromkeys(Gender, True)
    before = {t.end: t.low for t in tokens(text)}
    answers: list[bool] = []
    for one in found:
        if one.what in _PRONOUNS:
            answers.append(last[one.gender] if one.gender is not None else False)
            continue
        mine = _is_childs(text, one, known, child, before)
        answers.append(mine)
        gender = _gender(one, known)
        if gender is not None and one.what is not What.TITLE:
            last[gender] = mine
    return answers


def _is_childs(text: str, one: Found, known: Roster, child: Gender | None, before: dict[int, str]) -> bool:
    if one.what is What.NAME:
        return known.owner.get(one.form) == known.child and known.child is not None
    if one.what is What.WORD and one.form in listed("child", "kinds"):
        previous = before.get(len(text[: one.start].rstrip(" ")), "")
        return previous not in listed("child", "of_another") and (child is None or one.gender is child)
    if one.what is What.AGE_SEX:
        figures = "".join(c for c in one.form if c.isdigit())
        return (child is None or one.gender is child) and int(figures) < _ADULT_AGE
    return False


def _gender(one: Found, known: Roster) -> Gender | None:
    if one.what is What.NAME:
        ref = known.owner.get(one.form)
        return known.genders.get(ref) if ref is not None and ref in known.genders else one.gender
    return one.gender
