"""The people list as a coordinator writes it: `people.csv` with `ref,role,names,gender,dob,agency`."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from keepsight.model import KeepsightError, People, Person, PersonRef, Role

FILE = "people.csv"
COLUMNS = ("ref", "role", "names", "gender", "dob", "agency")


def read_people(folder: Path) -> People:
    """The people list of a folder, empty when there is none.

    Raises KeepsightError with the line and what to mend when a role is unknown, a birth date is no date or a ref stands
    twice.
    """
    path = folder / FILE
    if not path.is_file():
        return People()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KeepsightError(f"{FILE} is not written in UTF-8; save it as CSV UTF-8 and run again.") from error
    rows = csv.DictReader(io.StringIO(text))
    missing = [c for c in ("ref", "role", "names") if c not in (rows.fieldnames or ())]
    if missing:
        raise KeepsightError(
            f"{FILE} has no column {', '.join(missing)}; its first line must read {','.join(COLUMNS)}."
        )
    people: list[Person] = []
    genders: list[tuple[PersonRef, str]] = []
    for line, row in enumerate(rows, 2):
        ref = PersonRef((row["ref"] or "").strip())
        if not ref:
            continue
        if any(p.ref == ref for p in people):
            raise KeepsightError(f"{FILE}, line {line}: the ref stands twice; give every person a ref of their own.")
        people.append(
            Person(
                ref=ref,
                role=_role(row["role"] or "", line),
                names=tuple(n.strip() for n in (row["names"] or "").split(";") if n.strip()),
                dob=_dob((row.get("dob") or "").strip(), line),
                agency=(row.get("agency") or "").strip(),
            )
        )
        if gender := (row.get("gender") or "").strip():
            genders.append((ref, gender))
    return People(tuple(people), tuple(genders))


def _role(text: str, line: int) -> Role:
    try:
        return Role(text.strip().lower())
    except ValueError:
        roles = ", ".join(r.value for r in Role)
        raise KeepsightError(f"{FILE}, line {line}: the role is none of {roles}.") from None


def _dob(text: str, line: int) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise KeepsightError(f"{FILE}, line {line}: write the birth date as YYYY-MM-DD, or leave it empty.") from None
