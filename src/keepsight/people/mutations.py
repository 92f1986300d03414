"""Welsh mutations of the first sound of a name: "o Gaerwen" for Caerwen, "ym Mrynaber" for Brynaber.

Places mutate as a rule and personal names seldom; a mutated form is a form like any other. Source: the three mutations as
any Welsh grammar sets them out.
"""

from __future__ import annotations

from collections.abc import Iterator

_SOFT = {"c": "g", "p": "b", "t": "d", "b": "f", "d": "dd", "m": "f", "ll": "l", "rh": "r", "g": ""}
_NASAL = {"c": "ngh", "p": "mh", "t": "nh", "g": "ng", "b": "m", "d": "n"}
_ASPIRATE = {"c": "ch", "p": "ph", "t": "th"}
_KEPT = ("ch", "ph", "th", "dd", "ff", "ng")


def mutated(name: str) -> Iterator[str]:
    """The name with its first sound changed, each way that applies; nothing for a sound that does not mutate."""
    low = name.lower()
    if low.startswith(_KEPT) or len(low) < 4:
        return
    for table in (_SOFT, _NASAL, _ASPIRATE):
        for sound in (low[:2], low[:1]):
            if sound in table:
                changed = table[sound] + name[len(sound) :]
                yield changed[:1].upper() + changed[1:]
                break
