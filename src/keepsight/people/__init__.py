"""The people of a review: the list, and every place where one of them, or anything that identifies, is named."""

from keepsight.people.listing import read_people
from keepsight.people.mentions import find_mentions

__all__ = ["find_mentions", "read_people"]
