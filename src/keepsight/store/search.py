"""Words looked for in every cell of every row: all of them must be there, each as a whole word or the beginning of one.

SQLite's FTS5 and PostgreSQL's full-text search are asked the same: case and accents do not matter, no word is left out as
too common ("not" is a word here), and what is in quotation marks stands together.
"""

from __future__ import annotations

import re

from django.db import connection
from django.db.models import QuerySet

from keepsight.store.models import PlacedRecord

_PART = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"\w+")


def with_words(placed: QuerySet[PlacedRecord], text: str) -> QuerySet[PlacedRecord]:
    """The entries in whose cells these words stand; all of them for a text without a word."""
    phrases = [words for m in _PART.finditer(text) if (words := _WORD.findall(m[1] or m[2]))]
    if not phrases:
        return placed
    if connection.vendor == "sqlite":
        asked = " AND ".join(_sqlite(words) for words in phrases)
        where = "record_id IN (SELECT rowid FROM store_entry_words WHERE store_entry_words MATCH %s)"
    else:
        asked = " & ".join(_postgresql(words) for words in phrases)
        where = (
            "record_id IN (SELECT id FROM store_entryrecord WHERE to_tsvector('simple', store_plain(words)) "
            "@@ to_tsquery('simple', store_plain(%s)))"
        )
    return placed.extra(where=[where], params=[asked])  # noqa: S610 - the words are a parameter, the clause is fixed


def _sqlite(words: list[str]) -> str:
    return '"' + " ".join(words) + '"' + ("*" if len(words) == 1 else "")


def _postgresql(words: list[str]) -> str:
    return f"{words[0]}:*" if len(words) == 1 else "(" + " <-> ".join(words) + ")"
