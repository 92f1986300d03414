"""The words of a briefing that nobody writes in it: its reading time, the state of its names, in English and Welsh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keepsight.model import Briefing
from keepsight.publish import words

CY_MONTHS = (
    "Ion", "Chwef", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BriefingWords:
    """`tag` is the language as documents are told it; `page` and `of` stand in the footer of the PDF."""

    tag: str
    skip: str
    read: str
    to: str
    names: str
    not_reassurance: str
    continued: str
    page: str
    of: str


ENGLISH = BriefingWords(
    tag="en-GB",
    skip="Skip to the briefing",
    read="Reading time {time}",
    to="Timeline to {day}",
    names=words.BRIEFING_NAMES_STATE,
    not_reassurance=words.NOT_REASSURANCE,
    continued="(continued)",
    page="Page",
    of="of",
)
WELSH = BriefingWords(
    tag="cy",
    skip="Neidio i’r briff",
    read="Amser darllen: {time}",
    to="Llinell amser hyd at {day}",
    names="Enwau: dim un wedi’i roi, rolau yn unig.",
    not_reassurance="Nid yw diffyg cwestiwn yn sicrwydd.",
    continued="(parhad)",
    page="Tudalen",
    of="o",
)


def words_of(briefing: Briefing) -> BriefingWords:
    """The words in the language of the briefing."""
    return WELSH if briefing.language == "cy" else ENGLISH


def facts_of(briefing: Briefing) -> str:
    """The line under the title: reading time, and the day of the timeline's end where it is told."""
    said = words_of(briefing)
    found = [said.read.format(time=_time(briefing))]
    if briefing.as_of:
        found.append(said.to.format(day=_day(briefing.as_of, briefing.language)))
    return " · ".join(found)


def _time(briefing: Briefing) -> str:
    if briefing.language != "cy":
        return words.reading_time(briefing.reading_seconds)
    minutes, seconds = divmod(briefing.reading_seconds, 60)
    said = [f"{minutes} munud" if minutes else "", f"{seconds} eiliad" if seconds else ""]
    return " ".join(x for x in said if x) or "llai na deg eiliad"


def _day(day: date, language: str) -> str:
    return f"{day.day} {CY_MONTHS[day.month - 1]} {day.year}" if language == "cy" else words.day(day)
