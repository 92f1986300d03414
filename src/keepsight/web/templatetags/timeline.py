"""What the pages of the timeline show in every row: an agency's mark, a cell with its marked words, states in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from keepsight.model import When
from keepsight.publish.drawing import key_svg
from keepsight.services.lines import Line
from keepsight.services.shown import Piece
from keepsight.web import words

register = template.Library()


@register.filter
@cache
def agency_mark(number: int) -> SafeString:
    """The agency's own shape in its own colour; its name always stands beside it."""
    return mark_safe(key_svg(number))  # noqa: S308 - drawn from a number alone


@register.filter
def later(lines: Iterable[Line]) -> int:
    """How many entries of a month may be of a later one."""
    return sum(line.when.spans_months for line in lines)


@register.filter
def marked(found: Iterable[Piece]) -> SafeString:
    """A cell: words of signals underlined quietly, pseudonyms marked."""
    return mark_safe("".join(_piece(p) for p in found))  # noqa: S308 - every text is escaped below


@register.filter
def unmarked(found: Iterable[Piece]) -> SafeString:
    """A text without its signals, pseudonyms marked."""
    return mark_safe("".join(_piece(Piece(p.text, (), p.hidden)) for p in found))  # noqa: S308 - as above


@register.filter
def codes(found: Iterable[str], at: str) -> SafeString:
    """Codes of questions, each leading to the entries that raise it; `at` is the address of the timeline."""
    links = (f'<a class="code" href="{escape(at)}?ask={escape(c)}">{escape(c)}</a>' for c in found)
    return mark_safe(" ".join(links))  # noqa: S308 - every text is escaped


@register.filter
def meaning(when: When) -> str:
    return words.meaning(when)


@register.filter
def attendance(value: str) -> Any:
    return words.ATTENDANCE.get(value, "")


@register.filter
def basis(value: str) -> Any:
    return words.BASIS.get(value, words.BASIS[""])


@register.filter
def conflict(value: str) -> Any:
    return words.CONFLICTS.get(value, value)


@register.filter
def under(found: Mapping[int, Any], key: int) -> Any:
    """What stands under a key, () where nothing does."""
    return found.get(key, ())


@register.filter
def under_key(found: Mapping[str, str], key: str) -> str:
    """What was typed into a field."""
    return found.get(key, "")


@register.filter
def lens_name(value: str) -> Any:
    return words.LENSES.get(value, value)


@register.filter
def verdict(value: str) -> Any:
    return words.VERDICTS.get(value, value)


@register.filter
def verdict_meaning(value: str) -> Any:
    return words.VERDICT_MEANINGS.get(value, "")


@register.filter
def certainty(value: str) -> Any:
    return words.CERTAINTIES.get(value, value)


@register.filter
def how_known(value: str) -> Any:
    return words.HOW_KNOWN.get(value, value)


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    if piece.hidden:
        text = f'<span class="pseudonym">{text}</span>'
    if not piece.marks:
        return text
    kinds = dict.fromkeys(m for m in piece.marks if not m.startswith("topic"))
    return f'<span class="w" data-k="{escape(" ".join(kinds))}">{text}</span>' if kinds else text
