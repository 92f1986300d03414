"""Changes harsher than any exchange: each word's gender by lot, "her" for "him" whatever the grammar, names nobody bears.

They need not read well. What rules read may not change all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from keepsight.model import ColumnRole, Entry, People
from keepsight.people.swapping_names import roster

FORMS = (
    ("she", "he", "they"),
    ("her", "his", "him", "them", "their"),
    ("herself", "himself", "themselves"),
    ("mum", "dad", "parent", "mother", "father", "mam", "mummy", "daddy"),
    ("sister", "brother", "sibling"),
    ("nan", "grandad", "grandparent", "gran", "grandmother", "grandfather", "taid", "nain", "MGM", "PGF"),
    ("aunt", "uncle", "auntie"),
    ("niece", "nephew"),
    ("girlfriend", "boyfriend", "partner"),
    ("wife", "husband", "spouse"),
    ("woman", "man", "person", "bloke", "lady", "gentleman"),
    ("women", "men", "people"),
    ("girl", "boy", "child"),
    ("girls", "boys", "children"),
    ("lad", "lass", "youngster"),
    ("lads", "lasses", "youngsters"),
    ("Mrs", "Mr", "Ms", "Mx"),
)
"""Forms of one meaning; any may stand for any other."""
INVENTED = (
    "Zo",
    "Quillon",
    "Ib",
    "Marrowby",
    "Tesh",
    "Oglethorpe",
    "Ux",
    "Pendleburyson",
    "Wenna",
    "Jax",
    "Brixley",
    "Ulf",
)
_FIXED = frozenset(["their", "they", "child", "children", "person", "people"])
"""Forms that have a business of their own ("child protection", "missing person"); they are put, never replaced."""
_COMPANY = {"older": ("boys", "girls", "boy", "girl"), "young": ("man", "woman", "men", "women", "lady", "gentleman")}
_SKIPPED = (ColumnRole.DATE, ColumnRole.TIME, ColumnRole.RECORDED, ColumnRole.REFERENCE, ColumnRole.AGENCY)
_OF = {form.lower(): forms for forms in FORMS for form in forms}
_WORD = re.compile(r"\w*[^\W\d_]\w*")


def scrambled(entries: Sequence[Entry], people: People) -> tuple[tuple[Entry, ...], People]:
    """Every gendered word of the list above replaced by another of its forms, by lot."""
    made = []
    for entry in entries:
        random = Random(str(entry.id))
        fields = tuple(
            f if f.role in _SKIPPED else replace(f, text=scrambled_text(f.text, random, people)) for f in entry.fields
        )
        made.append(replace(entry, fields=fields))
    return tuple(made), people


def scrambled_text(text: str, random: Random, people: People) -> str:
    names = {w.lower() for p in people.people for n in p.names for w in n.split()}

    def one(match: re.Match[str]) -> str:
        word = match[0]
        low = word.lower()
        before = text[: match.start()].rstrip(" -")
        last = _WORD.findall(before)[-1:] or [""]
        beside = text[match.end() : match.end() + 1]
        keeps = low in _COMPANY.get(last[0].lower(), ()) or "-" in (beside, text[match.start() - 1 : match.start()])
        if low not in _OF or low in _FIXED or low in names or keeps or (low in ("mr", "mrs", "ms") and word.isupper()):
            return word
        if low in ("miss", "sister") or (low == "sister" and word[0].isupper()):
            return word
        new = random.choice(_OF[low])
        if new.isupper() and not word.isupper():
            new = new.lower() if low != new.lower() else new
        return new.upper() if word.isupper() and len(word) > 1 else new.capitalize() if word[0].isupper() else new

    return _WORD.sub(one, text)


def renamed(entries: Sequence[Entry], people: People) -> tuple[tuple[Entry, ...], People]:
    """Every listed given name replaced by an invented one of any length, in the texts and in the list."""
    owners = roster(people).known.given
    short = [n for n in INVENTED if len(n) == 2]
    long = [n for n in INVENTED if len(n) > 2]
    fresh = {}
    for number, name in enumerate(owners):
        pool = short if len(name) == 2 else long
        base = pool[number % len(pool)]
        fresh[name] = (
            base if number < len(pool) or len(name) == 2 else f"{base}{'abcdefghij'[number // len(pool) % 10]}"
        )
    pattern = re.compile(rf"\b({'|'.join(sorted(map(re.escape, fresh), key=len, reverse=True))})\b", re.IGNORECASE)

    def new(text: str) -> str:
        def put(match: re.Match[str]) -> str:
            old, name = match[0], fresh[match[0].lower()]
            return name.upper() if old.isupper() and len(old) > 1 else name if old[0].isupper() else name.lower()

        return pattern.sub(put, text)

    made = tuple(
        replace(
            e,
            fields=tuple(f if f.role in _SKIPPED else replace(f, text=new(f.text)) for f in e.fields),
            worker=new(e.worker),
            source=new(e.source),
        )
        for e in entries
    )
    listed = tuple(replace(p, names=tuple(new(n) for n in p.names)) for p in people.people)
    return made, replace(people, people=listed)
