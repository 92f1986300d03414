"""A first draft of the seven-minute briefing, made from the questions alone, for the panel to change.

Every sentence says what was recorded, speaks to the network and carries the questions and entries behind it. Nobody is
named: people appear by their role, agencies by the kind of service, a health condition without its name, since any of
them can give a child away. The draft cannot say why things happened; that is the panel's work. Where a lens raised
nothing, it says so, and that this is not reassurance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from keepsight.model import (
    Attendance,
    Box,
    Briefing,
    Certainty,
    Entry,
    EntryId,
    Lens,
    Question,
    Sentence,
    Settings,
    Timeline,
)
from keepsight.review.background import background
from keepsight.review.patterns import PATTERNS, RECOMMENDATIONS
from keepsight.review.services import kind_of_service
from keepsight.review.wording import between, count, in_words, listed, opening

TITLE = "Seven-minute briefing"
HEADINGS = (
    "Background",
    "Key learning themes",
    "Gender bias and exploitation",
    "Engagement and professional curiosity",
    "Over-reliance on a single agency or practitioner",
    "Trauma on trauma",
    "Recommendations",
)
THEMES = (
    (Lens.EXPLOITATION, "gender bias and exploitation"),
    (Lens.CURIOSITY, "engagement and professional curiosity"),
    (Lens.RELIANCE, "over-reliance on a single agency or practitioner"),
    (Lens.TRAUMA, "trauma on trauma"),
)
RULES_SHOWN = 3
"""Rules told of in one theme; while a draft is longer than `WORDS_WANTED`, its longest theme tells of one fewer."""

WORDS_WANTED = 700
STRENGTHS_NAMED = 3
LEADING = ("E1", "E3", "E5", "C1", "C3", "C8", "R1", "R2", "R5", "T1", "T3", "T4")
"""Rules that tell a theme most plainly, in this order; they are told of before others that hold as certainly."""

NOTHING = "No question was raised here. That is not reassurance."
MISSED = (Attendance.NOT_BROUGHT, Attendance.CANCELLED_FAMILY, Attendance.NO_ACCESS, Attendance.REFUSED)


def draft_briefing(timeline: Timeline, questions: tuple[Question, ...], *, settings: Settings) -> Briefing:
    """The draft: seven boxes in order, 450 to 700 words where there are questions enough."""
    entries = {e.id: e for e in timeline.entries}
    by_lens = {lens: tuple(q for q in questions if q.lens is lens) for lens in Lens}
    shown = {lens: RULES_SHOWN for lens, _ in THEMES}
    opening_boxes = (tuple(background(timeline, settings)), tuple(_themes(timeline, by_lens)))
    themes = {lens: tuple(_theme(timeline, by_lens[lens], entries, shown[lens])) for lens, _ in THEMES}
    recommendations = tuple(_recommendations(by_lens))
    while True:
        boxes = _boxes(*opening_boxes, *themes.values(), recommendations)
        draft = Briefing(TITLE, settings.board, boxes, as_of=timeline.end or settings.scope.end)
        shorter = [(_words(themes[lens]), lens) for lens, _ in THEMES if shown[lens] > 1]
        if draft.words <= WORDS_WANTED or not shorter:
            return draft
        lens = max(shorter, key=lambda x: x[0])[1]
        shown[lens] -= 1
        themes[lens] = tuple(_theme(timeline, by_lens[lens], entries, shown[lens]))


def _words(sentences: Iterable[Sentence]) -> int:
    return sum(len(s.text.split()) for s in sentences)


def _boxes(*told: tuple[Sentence, ...]) -> tuple[Box, ...]:
    """The boxes under their headings; the last, the recommendations, is a list."""
    return tuple(
        Box(number, heading, sentences, bulleted=number == len(told))
        for number, (heading, sentences) in enumerate(zip(HEADINGS, told, strict=True), start=1)
    )


def _themes(timeline: Timeline, by_lens: dict[Lens, tuple[Question, ...]]) -> Iterator[Sentence]:
    asked = [q for lens, found in by_lens.items() if lens is not Lens.STRENGTHS for q in found]
    if not asked:
        yield Sentence("The timeline raised no question. That is not reassurance: the records may not show it.")
    else:
        yield Sentence(
            f"The timeline raises {count(len(asked), 'question', 'questions')} for the network around the child. A "
            "question says what was recorded; it is no finding about a child, a parent or a worker.",
            *_behind(asked),
        )
    ranked = sorted(((len(by_lens[lens]), name, lens) for lens, name in THEMES), key=lambda x: -x[0])
    raised = [(number, name) for number, name, _ in ranked if number]
    if raised:
        most = [q for number, _, lens in ranked if number for q in by_lens[lens]]
        told = listed(f"{name} ({number})" for number, name in raised)
        lead = "They concern" if len(raised) > 1 else "They concern one theme,"
        yield Sentence(f"{lead} {told}.", *_behind(most))
    silent = [name for number, name, _ in ranked if not number]
    if silent and asked:
        yield Sentence(f"Nothing was raised under {listed(silent, last='or')}; that is not reassurance.")
    records = by_lens[Lens.RECORDS]
    if records:
        yield Sentence(
            f"{opening(len(records), 'question asks', 'questions ask')} how things were known: check records, "
            "avoid assumptions, no word of mouth.",
            *_behind(records),
        )
    yield from _accounts(timeline)
    yield from _strengths(by_lens[Lens.STRENGTHS])


def _accounts(timeline: Timeline) -> Iterator[Sentence]:
    events, differing = timeline.events, [e for e in timeline.events if e.conflicts]
    if not events:
        return
    told = f"{opening(len(events), 'event was', 'events were')} told more than once"
    behind = tuple(e for event in events for e in event.entries)
    if not differing:
        yield Sentence(f"{told}, with no difference found between the accounts.", entries=behind)
    elif len(events) == 1:
        yield Sentence(f"{told}, and the accounts differ.", entries=behind)
    else:
        yield Sentence(f"{told}; in {in_words(len(differing))} of them the accounts differ.", entries=behind)


def _strengths(strengths: tuple[Question, ...]) -> Iterator[Sentence]:
    if not strengths:
        yield Sentence("No strength was found by the rules; the panel will know of more.")
        return
    found = tuple(dict.fromkeys(PATTERNS.get(q.code, q.title) for q in strengths))
    said = listed(text[:1].lower() + text[1:] for text in found[:STRENGTHS_NAMED])
    said += ", and more" if len(found) > STRENGTHS_NAMED else ""
    yield Sentence(f"Good practice is recorded too: {said}.", *_behind(strengths))


def _theme(
    timeline: Timeline, questions: tuple[Question, ...], entries: dict[EntryId, Entry], shown: int
) -> Iterator[Sentence]:
    if not questions:
        yield Sentence(NOTHING)
        return
    if questions[0].lens is Lens.CURIOSITY:
        yield from _kept(timeline)
    by_code: dict[str, list[Question]] = {}
    for q in questions:
        by_code.setdefault(q.code, []).append(q)
    ranked = sorted(by_code.values(), key=_rank)
    for found in ranked[:shown]:
        yield _told(found, entries)
    rest = [q for found in ranked[shown:] for q in found]
    if rest:
        yield Sentence(
            f"{opening(len(rest), 'more question is', 'more questions are')} on the question paper.",
            *_behind(rest),
        )


def _rank(found: list[Question]) -> tuple[bool, int, int]:
    """The certain first, then the rules that tell the theme most plainly, then those with most entries."""
    code = found[0].code
    place = LEADING.index(code) if code in LEADING else len(LEADING)
    return not _certain(found), place, -len(_behind(found)[1])


def _kept(timeline: Timeline) -> Iterator[Sentence]:
    """How many appointments were kept of those with an outcome; those that a service moved count for nobody."""
    kept = [r.entry for r in timeline.readings.values() if r.attendance is Attendance.KEPT]
    missed = [r.entry for r in timeline.readings.values() if r.attendance in MISSED]
    total = len(kept) + len(missed)
    if missed:
        yield Sentence(
            f"Of {count(total, 'appointment or visit', 'appointments and visits')} with a recorded outcome, "
            f"{in_words(len(kept)) if kept else 'none'} {'was' if len(kept) == 1 else 'were'} kept.",
            entries=(*kept, *missed),
        )


def _told(found: list[Question], entries: dict[EntryId, Entry]) -> Sentence:
    """What one rule's questions say of the record."""
    asked, behind = _behind(found)
    known = [entries[e] for e in behind if e in entries]
    most = Counter(kind_of_service(e.agency) for e in known).most_common(1)
    pattern = PATTERNS.get(found[0].code)
    if pattern is None:
        pattern = "{Entries} raised{when}: " + found[0].wording.replace("{", "(").replace("}", ")")
    text = pattern.format(
        entries=count(len(behind), "entry", "entries"),
        Entries=opening(len(behind), "entry", "entries"),
        when=_when(known),
        agency=most[0][0] if most else "one service",
    )
    if not _certain(found):
        text = f"{text} This may hold, depending on how the dates are read."
    return Sentence(text, asked, behind)


def _recommendations(by_lens: dict[Lens, tuple[Question, ...]]) -> Iterator[Sentence]:
    raised = [lens for lens in RECOMMENDATIONS if by_lens[lens]]
    if not raised:
        yield Sentence("No recommendation is drafted, because no question was raised. That is not reassurance.")
        yield Sentence("Draft: check that every agency sent its whole chronology. Owner and date: to be named.")
        return
    for lens in raised:
        text, measure = RECOMMENDATIONS[lens]
        yield Sentence(
            f"Draft: {text} Owner: to be named. Date: to be set. Measure: {measure}.", *_behind(by_lens[lens])
        )


def _behind(questions: Iterable[Question]) -> tuple[tuple[str, ...], tuple[EntryId, ...]]:
    """The questions and the entries that raise them, each once."""
    asked = tuple(questions)
    return tuple(q.id for q in asked), tuple(dict.fromkeys(e.entry for q in asked for e in q.evidence))


def _certain(found: list[Question]) -> bool:
    return any(q.certainty is Certainty.CERTAIN for q in found)


def _when(known: list[Entry]) -> str:
    """The months over which dated entries reach, "" when there is none."""
    days = [d for e in known for d in (e.when.earliest, e.when.latest) if d]
    if not days:
        return ""
    return between(min(days), max(days))
