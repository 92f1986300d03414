"""The lenses: what a timeline is asked, and how. `ask(timeline, policy)` gives the questions, `RULES` the catalogue."""

from keepsight.lenses.base import Parameter, Rule
from keepsight.lenses.catalogue import RULES
from keepsight.lenses.registry import ask, rule, versions

__all__ = ["RULES", "Parameter", "Rule", "ask", "rule", "versions"]
