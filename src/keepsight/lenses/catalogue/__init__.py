"""The catalogue: one file a rule family, none of them knowing another; the order here is the order of the reference."""

from keepsight.lenses.base import Rule
from keepsight.lenses.catalogue import (
    curiosity_attendance,
    curiosity_child,
    curiosity_decisions,
    exploitation_adult,
    exploitation_pathway,
    exploitation_reading,
    records_basis,
    records_sharing,
    records_work,
    reliance_share,
    reliance_worker,
    strengths,
    trauma_cluster,
    trauma_response,
)

RULES: tuple[Rule, ...] = (
    *exploitation_adult.RULES,
    *exploitation_pathway.RULES,
    *exploitation_reading.RULES,
    *curiosity_attendance.RULES,
    *curiosity_decisions.RULES,
    *curiosity_child.RULES,
    *reliance_share.RULES,
    *reliance_worker.RULES,
    *trauma_cluster.RULES,
    *trauma_response.RULES,
    *records_basis.RULES,
    *records_sharing.RULES,
    *records_work.RULES,
    *strengths.RULES,
)
"""Every rule of the six lenses."""
