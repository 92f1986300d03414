"""One date at a token: every way of writing one is tried, and the longest that fits is kept.

A way is chosen by the word it begins with, so a text without such a word costs one look-up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from keepsight.dates.days import day_of, shift
from keepsight.dates.figures import in_figures
from keepsight.dates.holidays import NAME_STARTS, half_term_of_month, holiday_named, season_named
from keepsight.dates.lengths import counted, shorthand
from keepsight.dates.names import (
    day_and_month,
    month_named,
    quarter,
    quarter_named,
    tens_as_years,
    year_after,
    year_named,
)
from keepsight.dates.parts import ordinal_week, part_named, week_of
from keepsight.dates.relative import later_in, led_period, told_day, week_beside, weekday_after
from keepsight.dates.sentence import Sentence
from keepsight.dates.shape import Frame, Shape
from keepsight.dates.words import (
    BACKWARD,
    FORWARD,
    HERE,
    MONTHS,
    ONES,
    ORDINALS,
    PARTS,
    SEASONS,
    TENS,
    UNITS,
    WEEKDAYS,
    WORD_LIKE_WEEKDAYS,
    word_set,
)
from keepsight.model import Precision

_DAY_LEADS = word_set("on by until till since from before after to between due")
_AFTER_A_DAY = word_set(
    ". , ; : ) ? ! - and at he she they we i for with when due as to but because after before from by was until | in"
) | {""}
_WEEKDAY_LEADS = word_set("on since last next this by until every from to before after a an till and")


def point(s: Sentence, i: int, frame: Frame, *, led: bool = False) -> Shape | None:
    """The longest single date at token i."""
    ways = WAYS.get(s.words[i])
    if ways is None:
        if not s.words[i].isdecimal():
            return None
        if (found := _figures(s, i, frame, led)) is not None:
            return found
        ways = _AT_FIGURES
    best: Shape | None = None
    for way in ways:
        found = way(s, i, frame, led)
        if found is not None and (best is None or found.stop > best.stop):
            best = found
    return best


Way = Callable[[Sentence, int, Frame, bool], Shape | None]


def _quarter_in_words(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    """ "first quarter of 2018" """
    number = s.number(i)
    if number is None or not number[2] or number[0] > 4 or UNITS.get(s.words[number[1]]) != "quarter":
        return None
    year, stop = year_after(s, number[1] + 1, frame)
    return replace(quarter(number[0], year), stop=stop) if year else None


def _figures(s: Sentence, i: int, frame: Frame, led: bool) -> Shape | None:
    after = s.words[i + 1]
    if after in "-/.,:;\\~" or len(s.words[i]) >= 4 or frame.cell or after.isdecimal():
        return in_figures(s, i, frame, led=led)
    return None


def _lone_ordinal(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    """The "6th" of "on 6th" """
    number = s.number(i)
    if frame.cell or number is None or not number[2] or not 1 <= number[0] <= 31:
        return None
    plain = s.words[number[1]] in _AFTER_A_DAY and s.before(i) in ("on", "since", "until", "by")
    return Shape(number[1], day=number[0]) if plain else None


def _day_month(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    return day_and_month(s, i, frame)


def _year(s: Sentence, i: int, frame: Frame, led: bool) -> Shape | None:
    return year_named(s, i, frame, led=led)


def _month(s: Sentence, i: int, frame: Frame, led: bool) -> Shape | None:
    return half_term_of_month(s, i, frame) or month_named(s, i, frame, led=led)


def _season(s: Sentence, i: int, frame: Frame, led: bool) -> Shape | None:
    return season_named(s, i, frame, led=led)


def _quarter(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    return quarter_named(s, i, frame)


def _holiday(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    return holiday_named(s, i, frame)


def _counted(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    return counted(s, i, frame, point) or shorthand(s, i, frame)


def _told(s: Sentence, i: int, frame: Frame, led: bool) -> Shape | None:
    if not led and (s.words[i] in ("now", "present") or (s.words[i] == "current" and s.words[i + 1] != "day")):
        return None
    return told_day(s, i, frame)


def _led(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    return led_period(s, i, frame, point)


def _part(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    return part_named(s, i, frame, point)


def _ordinal(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    return ordinal_week(s, i, frame, point)


def _week(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    return week_of(s, i, frame, point) or week_beside(s, i, frame)


def _later(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    return later_in(s, i, frame)


def _century(s: Sentence, i: int, _frame: Frame, _led_by_words: bool) -> Shape | None:
    """ "21st century" """
    number = s.number(i)
    if number is None or not number[2] or not 15 <= number[0] <= 21 or UNITS.get(s.words[number[1]]) != "century":
        return None
    first = 100 * (number[0] - 1)
    return Shape(number[1] + 1, Precision.YEAR, days=(date(first, 1, 1), date(first + 99, 12, 31)))


def _tens_years(s: Sentence, i: int, _frame: Frame, _led_by_words: bool) -> Shape | None:
    first = tens_as_years(s.words[i])
    if first is None or s.before(i) not in ("the", "early", "mid", "late"):
        return None
    return Shape(i + 1, Precision.YEAR, days=(date(first, 1, 1), date(first + 9, 12, 31)))


def _postposed(s: Sentence, i: int, frame: Frame, _led_by_words: bool) -> Shape | None:
    """ "2 upcoming months", "5 past years": the number before the direction."""
    number = s.number(i)
    if number is None or number[2] or s.words[number[1]] not in BACKWARD | FORWARD:
        return None
    unit = s.words[number[1] + 1]
    if unit not in UNITS or not unit.endswith("s"):
        return None
    turned = Sentence(f"{s.words[number[1]]} {number[0]} {unit}")
    found = led_period(turned, 0, frame, point)
    return replace(found, stop=number[1] + 2) if found else None


def _the(s: Sentence, i: int, frame: Frame, led: bool) -> Shape | None:
    """ "the 3rd", "the third of April", "the following week" """
    number = s.number(i + 1)
    if number is None or not number[2] or not 1 <= number[0] <= 31:
        return point(s, i + 1, frame, led=led) if s.words[i + 1] in BACKWARD | FORWARD | HERE else None
    found = point(s, i + 1, frame, led=led)
    if found is not None:
        return found
    after = number[1]
    spelt = not s.words[i + 1].isdecimal()
    plain = s.words[after] in (("", ".", ",") if spelt else _AFTER_A_DAY) and (not spelt or s.before(i) == "on")
    if s.words[after] == "of" and s.words[after + 1] in ("this", "last", "next") and s.words[after + 2] == "month":
        month = led_period(s, after + 1, frame, point)
        day = day_of(month.days[0].year, month.days[0].month, number[0]) if month and month.days else None
        return Shape(after + 3, days=(day, day)) if day else None
    if led or (plain and s.before(i) in _DAY_LEADS and not frame.cell and s.before(i) not in ("between", "to")):
        return Shape(after, day=number[0])
    return None


def _weekday(s: Sentence, i: int, frame: Frame, led: bool) -> Shape | None:
    word, before = s.words[i], s.before(i)
    weekday = WEEKDAYS[word]
    if before in ("every", "each", "alternate", "usual"):
        return None
    k = i + 1
    bracket = False
    while s.words[k] in (",", ".", "the", "(", "-"):
        if s.words[k] in ("-", ".") and not (frame.cell or s.glued(k)):
            break
        bracket = s.words[k] == "("
        k += 1
    dated = point(s, k, frame, led=True)
    if (
        dated is not None
        and dated.precision is Precision.DAY
        and dated.weekday is None
        and _is_written_out(s, k, dated)
    ):
        stop = dated.stop + 1 if bracket and s.words[dated.stop] == ")" else dated.stop
        return replace(dated, weekday=weekday, stop=stop)
    number = s.number(k)
    if number and 1 <= number[0] <= 31 and (number[2] or s.words[number[1]] in _AFTER_A_DAY) and not bracket:
        figures_alone = not number[2] and (s.words[number[1]] in (":", ".", ",") and s.glued(number[1] + 1))
        if not figures_alone and s.words[k] not in WEEKDAYS and (number[2] or k == i + 1):
            return Shape(number[1], day=number[0], weekday=weekday)
    if (found := _weekday_of_week(s, i, frame)) is not None:
        return found
    promised = led or frame.cell or before in _WEEKDAY_LEADS
    named = s.text[s.starts[i]].isupper() and i > 0 and before not in (".", "|")
    if word in WORD_LIKE_WEEKDAYS and not promised and not named:
        return None
    return Shape(i + 1, weekday=weekday)


def _is_written_out(s: Sentence, k: int, dated: Shape) -> bool:
    if dated.sides or s.words[k] in WEEKDAYS or not (dated.days or dated.build):
        return False
    return s.words[k].isdecimal() or s.words[k] in MONTHS or s.words[k] in ORDINALS or s.words[k] in TENS


def _weekday_of_week(s: Sentence, i: int, frame: Frame) -> Shape | None:
    """ "Tuesday of last week", "Friday last week", "Tuesday week" """
    weekday = WEEKDAYS[s.words[i]]
    k = i + 2 if s.words[i + 1] in ("of", "in") else i + 1
    if s.words[k] == "the":
        k += 1
    if s.words[k] in BACKWARD | FORWARD | HERE:
        week = led_period(s, k, frame, point)
        if week and week.days and week.precision is Precision.WEEK:
            day = shift(week.days[0], days=weekday)
            return Shape(week.stop, days=(day, day))
    if s.words[i + 1] == "week" and frame.reference and s.words[i + 2] not in ("of", "commencing"):
        day = shift(weekday_after(frame.reference, weekday), days=7)
        return Shape(i + 2, days=(day, day))
    return None


_AT_FIGURES: tuple[Way, ...] = (
    _day_month,
    _lone_ordinal,
    _year,
    _counted,
    _ordinal,
    _quarter_in_words,
    _postposed,
    _century,
)
_BEGINNINGS: tuple[tuple[Iterable[str], tuple[Way, ...]], ...] = (
    (MONTHS, (_month, _holiday)),
    (WEEKDAYS, (_weekday,)),
    (ORDINALS, (_day_month, _ordinal, _quarter_in_words, _century)),
    (("last", "final"), (_ordinal,)),
    ([*ONES, *TENS], (_day_month, _year, _counted, _ordinal, _postposed, _century)),
    (("a", "an", "couple", "few", "several"), (_counted,)),
    (BACKWARD | FORWARD | HERE, (_told, _led)),
    (("today", "todays", "tonight", "otd", "yesterday", "yesterdays", "tomorrow", "tomorrows"), (_told,)),
    (("now", "present", "day"), (_told,)),
    (PARTS, (_part,)),
    ([*SEASONS, "half"], (_season,)),
    (UNITS, (_week, _ordinal)),
    (("w", "wk", "wc", "wb", "we", "wkc", "wcomm"), (_week,)),
    (("q", "h"), (_quarter,)),
    (("later", "earlier"), (_later,)),
    (("the",), (_the,)),
    (("nineties", "eighties", "seventies", "sixties"), (_tens_years,)),
)


def _by_word() -> dict[str, tuple[Way, ...]]:
    table: dict[str, tuple[Way, ...]] = {}
    for words, ways in _BEGINNINGS:
        for word in words:
            table[word] = tuple(dict.fromkeys((*table.get(word, ()), *ways)))
    for word in NAME_STARTS:
        table[word] = tuple(dict.fromkeys((*table.get(word, ()), _holiday)))
    return table


WAYS = _by_word()
"""What can begin with a word; a text with no such word and no figure holds no date."""
