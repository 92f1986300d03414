"""Documents opened down to every piece of text in them, seen or unseen: what the gate reads and the redaction writes."""

from keepsight.people.papers.passages import Passage, Unreadable
from keepsight.people.papers.reading import passages_of

__all__ = ["Passage", "Unreadable", "passages_of"]
