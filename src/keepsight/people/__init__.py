"""The people of a review: the list, and every place where one of them, or anything that identifies, is named."""

from keepsight.people.forms import forms_of
from keepsight.people.listing import read_people
from keepsight.people.mentions import find_mentions
from keepsight.people.publication import find_for_publication

__all__ = ["find_for_publication", "find_mentions", "forms_of", "read_people"]
