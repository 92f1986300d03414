"""Gendered words and given names, each beside its counterpart: one list for what reads and for what exchanges.

Reading hears every word of a kind as one; the swapped reading puts one in the place of the other. Both take the list
from here, below the rooms that use it, so that they cannot know different words.
"""

from keepsight.counterparts.hearing import hear
from keepsight.counterparts.table import (
    Company,
    Gender,
    Name,
    Word,
    anybodys,
    company,
    listed,
    names,
    neutral_forms,
    neutral_words,
    verbs,
    versions,
    word_like_surnames,
    words,
)

__all__ = [
    "Company",
    "Gender",
    "Name",
    "Word",
    "anybodys",
    "company",
    "hear",
    "listed",
    "names",
    "neutral_forms",
    "neutral_words",
    "verbs",
    "versions",
    "word_like_surnames",
    "words",
]
