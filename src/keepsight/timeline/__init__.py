"""The merged timeline: one order, accounts of one event linked with reasons, differences, silences, who knew what when."""

from keepsight.timeline.accounts import link_accounts
from keepsight.timeline.ages import age_on, ages
from keepsight.timeline.build import build_timeline
from keepsight.timeline.merge import merge

__all__ = ["age_on", "ages", "build_timeline", "link_accounts", "merge"]
