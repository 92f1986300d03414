"""A people list drafted from the chronologies, for the coordinator to correct: who is named, how often, who may be whom.

Every form stands in a line of its own. That two lines may be one person is said with the reasons, field by field; only
the coordinator joins them, by writing both forms in one line. A role is a guess from the words around and from the column.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from keepsight.model import ColumnRole, Entry, EntryId, Mention, MentionKind, People, Role
from keepsight.people.forms import fold
from keepsight.people.lexicon import word_file, word_set
from keepsight.people.mentions import find_mentions

COLUMNS = (
    "ref",
    "role",
    "names",
    "gender",
    "dob",
    "agency",
    "times",
    "agencies",
    "why_this_role",
    "perhaps_same_as",
    "why_same",
)
_AROUND = 24
_CLOSEST = 2
_CUES: tuple[tuple[Role, str], ...] = (
    (Role.MOTHER, r"\b(?:mother|mum|mam|mummy)\b"),
    (Role.FATHER, r"\b(?:father|dad|daddy)\b"),
    (
        Role.PARENT_PARTNER,
        r"\b(?:mother|mum|father|dad)(?:'s|’s) (?:partner|boyfriend|girlfriend)\b|\bstep ?(?:father|mother|dad|mum)\b",
    ),
    (
        Role.GRANDPARENT,
        r"\b(?:nan|nana|nain|mamgu|gran|grandmother|grandad|grandfather|taid|tadcu|grandparent|mgm|mgf|pgm|pgf)\b",
    ),
    (Role.SIBLING, r"\b(?:brother|sister|sibling|twin)\b"),
    (Role.RELATIVE, r"\b(?:aunt|auntie|uncle|cousin)\b"),
    (Role.PEER, r"\b(?:friend|mate|pupil|classmate|peer|friends)\b"),
    (Role.ADULT_ASSOCIATE, r"\b(?:boyfriend|girlfriend|older male|older man|older woman|adult male|associate)\b"),
)
_STAFF = frozenset(
    {"dr", "pc", "dc", "ds", "ps", "di", "sgt", "nurse", "sr", "rn", "sn", "pn", "prof", "insp", "pcso", "rev"}
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another form that may be the same person, and what speaks for and against, field by field."""

    form: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """One form of a name: how often and where it stands, a role with its reason, and who it may be."""

    form: str
    times: int
    agencies: tuple[str, ...]
    role: Role
    why: str
    agency: str = ""
    likenesses: tuple[Likeness, ...] = ()


def draft_people(entries: Sequence[Entry], people: People | None = None) -> tuple[Drafted, ...]:
    """Everybody who is named and not on the people list (a new list when there is none), most often named first."""
    by_id = {e.id: e for e in entries}
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in find_mentions(entries, people or People()):
        if mention.kind is MentionKind.PERSON and mention.person is None and any(c.isalpha() for c in mention.text):
            found[fold(mention.text)].append(mention)
    forms = {key: Counter(m.text for m in ms).most_common(1)[0][0] for key, ms in found.items()}
    rows = {key: {m.entry for m in ms} for key, ms in found.items()}
    busiest = max(found, key=lambda k: (len({by_id[m.entry].agency for m in found[k]}), len(found[k])), default="")
    drafts = []
    for key, mentions in sorted(found.items(), key=lambda kv: (-len(kv[1]), kv[0])):
        role, why, agency = _role(mentions, by_id, is_busiest=key == busiest and not (people and people.child))
        drafts.append(
            Drafted(
                form=forms[key],
                times=len(mentions),
                agencies=tuple(dict.fromkeys(by_id[m.entry].agency for m in mentions)),
                role=role,
                why=why,
                agency=agency,
                likenesses=tuple(_likenesses(key, forms, rows)),
            )
        )
    return tuple(drafts)


def people_draft_csv(drafts: Sequence[Drafted]) -> str:
    """The draft as `people.draft.csv`: the columns of `people.csv` first, then what the coordinator needs to decide."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, draft in enumerate(drafts, 1):
        same = "; ".join(like.form for like in draft.likenesses)
        reasons = "; ".join(f"{like.form}: {', '.join(like.reasons)}" for like in draft.likenesses)
        writer.writerow(
            [
                f"P{number}",
                draft.role.value,
                draft.form,
                "",
                "",
                draft.agency,
                draft.times,
                "; ".join(draft.agencies),
                draft.why,
                same,
                reasons,
            ]
        )
    return out.getvalue()


def _role(mentions: Sequence[Mention], by_id: dict[EntryId, Entry], *, is_busiest: bool) -> tuple[Role, str, str]:
    entries = {m: by_id[m.entry] for m in mentions}
    staff = [m for m in mentions if entries[m].field(m.column).role is ColumnRole.WORKER]
    title = next((t for m in mentions if (t := m.text.split()[0].lower().strip(".")) in _STAFF), "")
    if staff or title:
        agency = Counter(entries[m].agency for m in (staff or mentions)).most_common(1)[0][0]
        return (
            Role.PROFESSIONAL,
            "stands in the column of workers" if staff else f"written with the title {title.upper()}",
            agency if staff else "",
        )
    cues: Counter[Role] = Counter()
    for mention in mentions:
        text = entries[mention].field(mention.column).text
        before, after = text[max(0, mention.start - _AROUND) : mention.start], text[mention.end : mention.end + _AROUND]
        cues.update(
            role
            for role, pattern in _CUES
            if re.search(rf"(?:{pattern})[\s,(]{{0,2}}$", before, re.IGNORECASE)
            or re.match(rf"\s?[,(][\s]?(?:her |his |their |the |a )?(?:{pattern})", after, re.IGNORECASE)
        )
    if is_busiest:
        return Role.CHILD, "named by most agencies, most often", ""
    if cues:
        role, times = cues.most_common(1)[0]
        return role, f"words for this role stand beside the name {times} time{'s' if times > 1 else ''}", ""
    return Role.OTHER, "nothing in the words around tells", ""


def _likenesses(key: str, forms: dict[str, str], rows: dict[str, set[EntryId]]) -> Iterator[Likeness]:
    mine = _fields(key)
    for other, form in forms.items():
        if other == key:
            continue
        reasons = tuple(_reasons(mine, _fields(other)))
        if reasons:
            shared = len(rows[key] & rows[other])
            against = (f"against: both stand in {shared} of the same rows",) if shared else ()
            yield Likeness(form, reasons + against)


def _fields(key: str) -> tuple[str, str]:
    """Given name (or initial) and surname of a form, "" for one that is not there; a title leaves the surname only."""
    words = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", key)
    titles = word_set("field", "titles", "ranks", "kin")
    bare = [w for w in words if w not in titles]
    if not bare:
        return "", ""
    if len(bare) == 1:
        return ("", bare[0]) if len(words) > 1 and words[0] in word_set("field", "titles", "ranks") else (bare[0], "")
    return bare[0], bare[-1]


def _reasons(a: tuple[str, str], b: tuple[str, str]) -> Iterator[str]:
    given, family = _given(a[0], b[0]), _family(a[1], b[1])
    if given == "differs" or family == "differs":
        return
    if not given and not family:
        crossed = {w for w in (a[0], a[1]) if len(w) > 1} & {w for w in (b[0], b[1]) if len(w) > 1}
        if crossed:
            yield "one word equal, given name or surname not told"
        return
    if given == "initial fits" and not family:
        return
    if given:
        yield f"given name: {given}"
    if family:
        yield f"surname: {family}"


def _given(a: str, b: str) -> str:
    if not a or not b:
        return ""
    if a == b:
        return "equal"
    if len(a) == 1 or len(b) == 1:
        return "initial fits" if a[0] == b[0] else "differs"
    if b in _short_forms().get(a, ()) or a in _short_forms().get(b, ()):
        return "a short form"
    return _near(a, b)


def _family(a: str, b: str) -> str:
    if not a or not b:
        return ""
    if a == b:
        return "equal"
    if len(a) == 1 or len(b) == 1:
        return "initial fits" if a[0] == b[0] else "differs"
    return _near(a, b)


def _near(a: str, b: str) -> str:
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return "one begins the other"
    distance = DamerauLevenshtein.distance(a, b, score_cutoff=_CLOSEST)
    if distance <= (1 if len(shorter) < 6 else _CLOSEST) and len(shorter) > 3:
        return f"{distance} letter{'s' if distance > 1 else ''} apart"
    return "differs"


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for group in word_file("names")["short_forms"]["table"]:
        forms[group[0]].update(group[1:])
    return {name: frozenset(short) for name, short in forms.items()}
