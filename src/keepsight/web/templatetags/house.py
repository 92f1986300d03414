"""Small words that templates use everywhere."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from keepsight.model import Field
from keepsight.services.shown import Piece, pieces
from keepsight.services.veiling import veiled as veiled_texts
from keepsight.store.models import EntryRecord
from keepsight.web.words import ISSUES, ROLES

register = template.Library()


@register.simple_tag(takes_context=True)
def shown(context: dict[str, Any], cell: Field, record: EntryRecord, as_sent: bool = False) -> SafeString:
    """A cell's text with names or pseudonyms, whichever is on; `as_sent` shows an author the own rows as they were sent."""
    here = context["here"]
    names = here.names or as_sent
    as_read = {f["column"]: f.get("text", "") for f in record.payload["fields"]}
    if cell.text != as_read.get(cell.column, ""):
        return as_html(veiled_texts(here.review, [cell.text], names=names)[0])
    mentions = [m for m in record.mentions if m["column"] == cell.column]
    return as_html(pieces(cell.text, mentions=mentions, names=names))


@register.simple_tag(takes_context=True)
def veiled(context: dict[str, Any], text: str, as_sent: bool = False) -> SafeString:
    """A text that is no cell (a reason, a query, a file's name) with names or pseudonyms, whichever is on."""
    here = context["here"]
    return as_html(veiled_texts(here.review, [text or ""], names=here.names or as_sent)[0])


@register.simple_tag(takes_context=True)
def veiled_plain(context: dict[str, Any], text: str, as_sent: bool = False) -> str:
    """The same without marks, for a title or a choice."""
    here = context["here"]
    return "".join(p.text for p in veiled_texts(here.review, [text or ""], names=here.names or as_sent)[0])


@register.filter
def said(text: str) -> str:
    """A sentence that the program said earlier and kept, in the language that is on."""
    return gettext(text) if text else ""


@register.filter
def issue_kind(kind: str) -> Any:
    """What was not understood, in a word or two."""
    return ISSUES.get(str(kind), "")


@register.filter
def role_name(role: str) -> Any:
    return ROLES.get(role, role)


def as_html(found: tuple[Piece, ...]) -> SafeString:
    """Pieces as text, pseudonyms marked quietly."""
    return format_html_join(
        "", "{}", ((format_html('<span class="pseudonym">{}</span>', p.text) if p.hidden else p.text,) for p in found)
    )
