"""The merged timeline: one order, accounts of one event linked with reasons, differences, silences, who knew what when."""

from keepsight.timeline.accounts import link_accounts
from keepsight.timeline.ages import age_on, ages
from keepsight.timeline.build import build_timeline
from keepsight.timeline.knowledge import is_the_familys
from keepsight.timeline.merge import merge

__all__ = ["age_on", "ages", "build_timeline", "is_the_familys", "link_accounts", "merge"]
