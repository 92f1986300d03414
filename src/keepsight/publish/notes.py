"""Sources of a briefing's sentences: short marks beside the sentence, and the list they point to.

In a draft every sentence carries the codes of the questions behind it ("C1 ×3" for three of one rule); where only
entries stand behind it, those are counted. The list says for each mark what was asked and which entries raise it, so
that a reader can go and look.
"""

from __future__ import annotations

from dataclasses import dataclass

from keepsight.model import Lens, Sentence
from keepsight.publish import words
from keepsight.publish.view import Asked, Row, View

ENTRIES_NAMED = 4
MARKS_SHOWN = 4
OWNER = " Owner: "
NO_BREAK = "\u00a0"
LENSES = {lens: place for place, lens in enumerate(Lens)}


@dataclass(frozen=True, slots=True)
class Source:
    """One line of the list of sources: code, the question it asks, how often, and the entries behind it."""

    code: str
    anchor: str
    label: str
    title: str
    wording: str
    rows: tuple[Row, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SourcedSentence:
    """A sentence with its marks: (words, code) of each rule; `entries` when only entries stand behind it.

    `tail` is what a drafted recommendation says of its owner, date and measure: shown apart, on a line of its own.
    """

    text: str
    tail: str
    marks: tuple[tuple[str, str], ...]
    more: int
    entries: int


def sourced(view: View, sentence: Sentence) -> SourcedSentence:
    wanted = set(sentence.questions)
    found = _by_code([a for a in view.asked if a.question.id in wanted]) if wanted else []
    text, apart, rest = words.printable(sentence.text).partition(OWNER)
    tail = f"{apart}{rest}".strip()
    return SourcedSentence(
        text=text,
        tail=tail,
        marks=tuple((_label(code, asked), code) for code, asked in found[:MARKS_SHOWN]),
        more=max(0, len(found) - MARKS_SHOWN),
        entries=0 if found else len(set(sentence.entries)),
    )


def marks_in_words(sentence: SourcedSentence) -> str:
    """ "E1, C1 ×3", "12 entries", or "" for a sentence of a finished briefing."""
    if sentence.marks:
        labels = ", ".join(label for label, _ in sentence.marks)
        return f"{labels}, {sentence.more} more" if sentence.more else labels
    return words.count(sentence.entries, "entry", "entries").replace(" ", NO_BREAK) if sentence.entries else ""


def sources(view: View) -> tuple[Source, ...]:
    """Every rule whose questions some sentence rests on, in the order of the question paper."""
    used = {q for box in view.review.briefing.boxes for s in box.sentences for q in s.questions}
    found = []
    for code, asked in _by_code([a for a in view.asked if a.question.id in used]):
        rows = {r.entry.id: r for a in asked for _, r in view.known(a.question.evidence)}
        named = sorted(rows.values(), key=lambda r: r.number)
        found.append(
            Source(
                code=code,
                anchor=asked[0].anchor,
                label=_label(code, asked),
                title=words.printable(asked[0].question.title),
                wording=words.printable(asked[0].question.wording),
                rows=tuple(named[:ENTRIES_NAMED]),
                more=max(0, len(named) - ENTRIES_NAMED),
            )
        )
    return tuple(found)


def where_in_words(row: Row) -> str:
    return f"{words.printable(row.entry.agency)} {words.written(row.entry.when)}"


def named_in_words(source: Source, *, at_most: int = ENTRIES_NAMED) -> str:
    """The entries behind a mark: "Health 14.1.20; Health 11.2.20 and 3 more"."""
    named = "; ".join(where_in_words(r) for r in source.rows[:at_most])
    more = source.more + max(0, len(source.rows) - at_most)
    return f"{named} and {more:,} more" if more else named


def _by_code(asked: list[Asked]) -> list[tuple[str, list[Asked]]]:
    """Questions of one rule together, the rules in the order of the question paper."""
    groups: dict[str, list[Asked]] = {}
    for a in sorted(asked, key=lambda a: (LENSES[a.question.lens], a.number)):
        groups.setdefault(words.printable(a.question.code), []).append(a)
    return list(groups.items())


def _label(code: str, asked: list[Asked]) -> str:
    return code if len(asked) == 1 else f"{code}{NO_BREAK}×{len(asked):,}"
