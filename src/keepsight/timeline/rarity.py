"""What two rows can share, and how rare that is in this review: the weights of record linkage, counted from the review itself."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from keepsight.model import ColumnRole, Entry, EntryId, People, Reading, SignalKind, Stance
from keepsight.timeline.knowledge import agency_words

_REFERENCE = re.compile(r"[A-Z]{0,4}\d{3,}")
_WORD = re.compile(r"[a-z][a-z'&/-]+|\d+")
_COMMON = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "as",
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "he",
        "she",
        "they",
        "him",
        "her",
        "them",
        "his",
        "their",
        "it",
        "its",
        "this",
        "that",
        "not",
        "no",
        "so",
        "but",
        "if",
        "then",
        "than",
        "there",
        "here",
        "who",
        "which",
        "what",
        "when",
        "where",
        "how",
        "all",
        "any",
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "you",
        "your",
        "told",
        "says",
        "said",
        "rang",
        "seen",
        "will",
        "can",
        "could",
        "would",
        "did",
        "do",
        "does",
        "up",
        "out",
        "off",
        "over",
        "into",
        "after",
        "before",
        "about",
        "again",
        "still",
        "now",
        "today",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "same",
        "mum",
        "mother",
        "dad",
        "father",
        "school",
        "police",
        "social",
        "worker",
        "sw",
        "gp",
        "hospital",
        "home",
        "child",
    ]
)
_HAPPENED = frozenset({Stance.ASSERTED, Stance.POSSIBLE, Stance.HISTORICAL})
_LATER = re.compile(r"tomorrow|next\b")
_BESIDE = 20
"""Characters between a planned event and its day."""
LOOK_BACK = 40
"""Days back in which a date named in the text can be the day of the event it tells of [L]."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What of one entry can be shared with another: content words, topics, persons, days it names, agencies it names."""

    words: frozenset[str]
    topics: frozenset[str]
    persons: frozenset[str]
    named_days: tuple[tuple[date, date], ...]
    agencies: frozenset[str]
    references: frozenset[str] = frozenset()


def marks(rows: Sequence[Entry], readings: Mapping[EntryId, Reading], people: People) -> dict[EntryId, Marks]:
    """The marks of every row; the child's own names are left out, since every row has them."""
    child = people.child
    own = {w for n in (child.names if child else ()) for w in n.lower().split()}
    agencies = sorted({e.agency for e in rows})
    spoken = {a: re.compile("|".join(rf"\b{re.escape(w)}\b" for w in agency_words(a))) for a in agencies}
    found = {}
    for entry in rows:
        text = _text(entry)
        reading = readings.get(entry.id, Reading(entry.id))
        found[entry.id] = Marks(
            words=frozenset(w for w in map(_stem, _WORD.findall(text)) if w not in _COMMON and w not in own),
            topics=_topics(entry, reading),
            persons=frozenset(p for p in reading.persons if child is None or p != str(child.ref)),
            named_days=_named_days(entry, reading),
            agencies=frozenset(a for a in agencies if a != entry.agency and spoken[a].search(text)),
            references=frozenset(
                w for f in entry.fields if f.role is ColumnRole.REFERENCE for w in _REFERENCE.findall(f.text)
            ),
        )
    return found


def spelling(entry: Entry) -> Mapping[str, str]:
    """How each content word of an entry is first written there: the words of `Marks` have lost their endings."""
    return _spelling(_text(entry))


class Rarity:
    """How rare each word, topic, person and coincidence of days is in this review, as the negative log of its share.

    `weight` is the whole rarity of an entry's words, `length` the days between the first and the last it can mean.
    """

    def __init__(self, rows: Sequence[Entry], marked: Mapping[EntryId, Marks]) -> None:
        self._n = len(rows)
        self._words = Counter(w for m in marked.values() for w in m.words)
        self._topics = Counter(t for m in marked.values() for t in m.topics)
        self._persons = Counter(p for m in marked.values() for p in m.persons)
        self._files = Counter(e.place.file for e in rows)
        first = min(e.when.earliest for e in rows if e.when.earliest)
        last = max(e.when.latest for e in rows if e.when.latest)
        self._surprise: dict[tuple[int, int], float] = {}
        self._days = max(1, (last - first).days)
        self.word = {w: math.log((self._n + 1) / c) for w, c in self._words.items()}
        self.topic = {t: math.log(self._n / c) for t, c in self._topics.items()}
        self.person = {p: math.log((self._n + 1) / c) for p, c in self._persons.items()}
        self.length = {e.id: length(e) for e in rows}
        self.weight = {i: math.fsum(self.word[w] for w in m.words) for i, m in marked.items()}

    def is_rare(self, word: str) -> bool:
        """True for a word of so few rows that sharing it is worth a look."""
        return self._words[word] <= max(6, self._n // 100)

    def rows_of(self, file: str) -> int:
        return self._files[file]

    def coincidence(self, rows: int, days: int) -> float:
        """How surprising it is that some of so many rows, those of the sparser of two files, lies within so many days."""
        found = self._surprise.get((rows, days))
        if found is None:
            found = self._surprise[rows, days] = -math.log(min(1.0, rows * days / self._days))
        return found


def length(entry: Entry) -> int:
    """Days between the first and the last day an entry can mean."""
    when = entry.when
    return (when.latest - when.earliest).days if when.latest and when.earliest else 0


def _topics(entry: Entry, reading: Reading) -> frozenset[str]:
    """The topics told as having happened; one with a day to come beside it is only planned."""
    latest = entry.when.latest or date.max
    to_come = [
        s.span
        for s in reading.of(SignalKind.DATE_MENTION)
        if date.fromisoformat(s.detail.split("/")[0]) > latest or _LATER.match(s.words.lower())
    ]
    return frozenset(
        s.detail
        for s in reading.of(SignalKind.TOPIC)
        if s.stance in _HAPPENED
        and not any(p.column == s.span.column and -2 <= p.start - s.span.end <= _BESIDE for p in to_come)
    )


def _named_days(entry: Entry, reading: Reading) -> tuple[tuple[date, date], ...]:
    days = []
    for signal in reading.of(SignalKind.DATE_MENTION):
        first, last = (date.fromisoformat(d) for d in signal.detail.split("/"))
        when = entry.when
        if when.earliest is None or when.latest is None or (last - first).days > 1:
            continue
        inside = when.earliest <= first and last <= when.latest
        if not inside and first <= when.latest and (when.latest - last).days <= LOOK_BACK:
            days.append((first, last))
    return tuple(days)


def _text(entry: Entry) -> str:
    return f"{entry.text} | {entry.source}".lower().replace("’", "'")


@lru_cache(maxsize=1_000)
def _spelling(text: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        found.setdefault(_stem(word), word.removesuffix("'s"))
    return found


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
