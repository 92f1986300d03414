"""The jigsaw check: facts of a finished text that no name is in, but that together single a child out.

One fact is common, three are a fingerprint: a local reader who knows that a boy of fifteen with a rare condition was in hospital
that March needs no name. The check takes the facts of each sentence and of the whole text, says which belong together, and
suggests how each can be told more generally. It reads English and
Welsh, and knows no numbers of how rare a combination is in a place: a person judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from keepsight.model import Briefing
from keepsight.people.lexicon import word_set

_NUMBERS = "|".join(sorted(word_set("publication", "numbers"), key=len, reverse=True))
_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"


class Fact(StrEnum):
    """Kinds of fact that narrow down who is meant."""

    AGE = "exact age"
    DATE = "exact date"
    CONDITION = "condition"
    SIBLINGS = "number in the family"
    INCIDENT = "incident that may have been reported"
    PLACE = "kind of place or feature of one area"
    ORIGIN = "origin, language or faith"
    WORK = "work or role known locally"
    COUNT = "exact count"


_PATTERNS: tuple[tuple[Fact, str], ...] = (
    (
        Fact.AGE,
        rf"(?i)\b(?:aged?|age of) (?:\d{{1,2}}|{_NUMBERS})\b|\b(?:\d{{1,2}}|{_NUMBERS})[- ](?:year|month|week)s?[- ]old\b|\b(?:was|is|turned|just|then) (?:\d{{1,2}}|{_NUMBERS})\b(?! (?:times|days|weeks|months|years|of|appointments|visits|agencies))",
    ),
    (
        Fact.DATE,
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}\b(?: \d{{4}})?|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b(?:early |mid-|late )?{_MONTHS} \d{{4}}\b|\b(?:Christmas|Boxing|New Year['’]?s|Easter|Mother['’]?s|Father['’]?s) (?:Day|Eve|Sunday)\b",
    ),
    (
        Fact.SIBLINGS,
        r"(?i)\b(?:only child|twins?|triplets?|(?:eldest|youngest|oldest|middle|second|third|fourth|fifth) (?:of|child|sibling)|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:older |younger |half[- ]|step-?|other )?(?:siblings|brothers?|sisters?|children|half-siblings))\b",
    ),
    (
        Fact.INCIDENT,
        r"(?i)\b(?:murder(?:ed)?|stabb(?:ed|ing)|shot|shooting|house fire|arson|drown(?:ed|ing)|hit and run|rail(?:way)? (?:line|track)|fell from|fall from|jumped from|explosion|kidnapp?(?:ed|ing)|abduct(?:ed|ion)|manslaughter|inquest|life support|found (?:dead|unresponsive|unconscious)|car crash|collision|overdose(?:d)?|hostage|dog attack|convicted|sentenced)\b",
    ),
    (
        Fact.PLACE,
        r"(?i)\b(?:canal boat|narrowboat|houseboat|lighthouse|caravan site|travellers?['’]? site|farm|island|village|seafront|harbour|marina|pier|castle|army base|barracks|prison|hostel above|special school|boarding school|faith school|welsh-medium school|pupil referral unit)\b",
    ),
    (
        Fact.WORK,
        r"(?i)\b(?:vicar|imam|priest|head ?teacher|councillor|police officer|footballer|publican|landlady of|shop owner|farmer|fisherman|mayor|soldier|prison officer|doctor’s (?:son|daughter))\b",
    ),
    (
        Fact.COUNT,
        rf"(?i)\b(?:\d{{2,}}|{_NUMBERS}) (?:foster placements|placements|schools|addresses|house moves|exclusions|operations|arrests|convictions|missing episodes|hospital admissions|seizures|fractures)\b",
    ),
)
_WELSH_NUMBERS = (
    "un ar ddeg|un ar bymtheg|un|dau|ddau|dwy|ddwy|tri|dri|thri|tair|dair|pedwar|bedwar|phedwar|pedair|bedair|pum|bum|phum|chwe|"
    "saith|wyth|naw|deg|ddeg|deuddeg|ddeuddeg|tair ar ddeg|pedair ar ddeg|pymtheg|bymtheg|dwy ar bymtheg|deunaw|ddeunaw"
)
_WELSH_MONTHS = (
    "(?:Ionawr|Chwefror|Mawrth|Fawrth|Ebrill|Mai|Fai|Mehefin|Fehefin|Gorffennaf|Orffennaf|Awst|Medi|Fedi|Hydref|Tachwedd|Dachwedd|"
    "Rhagfyr|Ragfyr)"
)
_WELSH: tuple[tuple[Fact, str], ...] = (
    (
        Fact.AGE,
        rf"(?i)\b(?:\d{{1,2}}|{_WELSH_NUMBERS})(?: (?:mlwydd|flwydd|blwydd|mis|wythnos))? oed\b|\b(?:{_WELSH_NUMBERS}) (?:mlwydd|flwydd|blwydd) ar ddeg oed\b",
    ),
    (
        Fact.DATE,
        rf"\b\d{{1,2}}(?:af|ail|ydd|fed|eg|ain)? (?:o )?{_WELSH_MONTHS}\b(?: \d{{4}})?|\b{_WELSH_MONTHS} \d{{4}}\b|\b(?:Dydd|Noswyl|Nos|Sul) (?:Nadolig|Calan|y Pasg|y Mamau|y Tadau|San Steffan)\b",
    ),
    (
        Fact.SIBLINGS,
        rf"(?i)\b(?:unig blentyn|efeilliaid|gefeilliaid|tripledi|(?:hynaf|ieuengaf|ifancaf) o|(?:\d{{1,2}}|{_WELSH_NUMBERS})(?: o)? (?:frodyr|brodyr|frawd|brawd|chwiorydd|chwaer|blant|phlentyn|plentyn|blentyn))\b",
    ),
    (
        Fact.INCIDENT,
        r"(?i)\b(?:ll?ofrudd\w*|trywan\w*|drywan\w*|saethu|saethwyd|tân mewn tŷ|llosgi bwriadol|boddi|foddi|boddwyd|herwgipio|dynladdiad|cwest|gorddos\w*|orddos\w*|gwrthdrawiad|wrthdrawiad|dedfryd\w*|ddedfryd\w*|euogfarn\w*)\b",
    ),
    (
        Fact.PLACE,
        r"(?i)\b(?:cwch camlas|goleudy|safle carafanau|safle teithwyr|fferm|ynys|pentref|bentref|harbwr|marina|pier|castell|gastell|gwersyll y fyddin|carchar|garchar|ysgol arbennig|ysgol breswyl|ysgol ffydd|uned cyfeirio disgyblion)\b",
    ),
    (
        Fact.WORK,
        r"(?i)\b(?:ficer|imam|offeiriad|pennaeth ysgol|cynghorydd|gynghorydd|swyddog heddlu|pêl-droediwr|bêl-droediwr|tafarnwr|dafarnwr|ffermwr|pysgotwr|bysgotwr|maer|milwr|filwr)\b",
    ),
)
"""The same in Welsh, the soft and the other mutations of each word beside it: a Welsh briefing goes out beside the English."""
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in (*_PATTERNS, *_WELSH))
_SUGGESTIONS = {
    Fact.AGE: "give a band: a pre-school child, primary-school age, early teens, mid teens",
    Fact.DATE: "give a season and year, or the time from another event (some months later)",
    Fact.CONDITION: "say a long-term health condition",
    Fact.SIBLINGS: "say siblings, without number or order",
    Fact.INCIDENT: "say a serious incident; leave out how and where",
    Fact.PLACE: "say the home, a school, a place in the community",
    Fact.ORIGIN: "leave it out unless the learning is about it; then say a minority community",
    Fact.WORK: "say a relative, or an adult known to the family",
    Fact.COUNT: "say several, or many",
}
_FEW = 2
_MANY = 4
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]+)*[.!?]?")


@dataclass(frozen=True, slots=True)
class Clue:
    """One fact with its words and where they stand in the text (characters, end exclusive)."""

    fact: Fact
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Combination:
    """Clues that together may single a child out: in one sentence, or over the whole text where `sentence` is ""."""

    sentence: str
    clues: tuple[Clue, ...]
    suggestions: tuple[str, ...]


def jigsaw(text: str | Briefing) -> tuple[Combination, ...]:
    """The combinations of a finished text or briefing, sentence by sentence, then the whole when it holds many kinds."""
    whole = text if isinstance(text, str) else "\n".join(s.text for box in text.boxes for s in box.sentences)
    clues = tuple(sorted(_clues(whole), key=lambda c: (c.start, -c.end)))
    found = []
    for match in _SENTENCE.finditer(whole):
        inside = tuple(c for c in clues if match.start() <= c.start < match.end())
        if _singles_out(inside, _FEW):
            found.append(Combination(match[0].strip(), inside, _suggested(inside)))
    if _singles_out(clues, _MANY):
        found.append(Combination("", clues, _suggested(clues)))
    return tuple(found)


def _singles_out(clues: tuple[Clue, ...], kinds: int) -> bool:
    return len({c.fact for c in clues}) >= kinds


def _suggested(clues: tuple[Clue, ...]) -> tuple[str, ...]:
    return tuple(f"{c.text}: {_SUGGESTIONS[c.fact]}" for c in dict.fromkeys(clues))


def _clues(text: str) -> Iterator[Clue]:
    for kind, pattern in _COMPILED:
        yield from (Clue(kind, m[0], m.start(), m.end()) for m in pattern.finditer(text))
    for match in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text):
        low = match[0].lower().replace("’", "'")
        if low in _conditions():
            yield Clue(Fact.CONDITION, match[0], match.start(), match.end())
        elif match[0][0].isupper() and low in _origins():
            yield Clue(Fact.ORIGIN, match[0], match.start(), match.end())


@cache
def _conditions() -> frozenset[str]:
    return (word_set("publication", "conditions") | word_set("publication", "welsh_conditions")) - {
        "overdose",
        "blind",
        "deaf",
        "fracture",
    }


@cache
def _origins() -> frozenset[str]:
    return word_set("calendar", "tongues") - {
        "english",
        "british",
        "european",
        "northern",
        "eastern",
        "western",
        "southern",
        "welsh",
    }
