"""Does it hold, and did it change: fairness tested on a timeline, and how words differ over a set of cases."""

from keepsight.assure.fairness import Fairness, Relation, fairness_of
from keepsight.assure.wording import wording_by_group, wording_of

__all__ = ["Fairness", "Relation", "fairness_of", "wording_by_group", "wording_of"]
