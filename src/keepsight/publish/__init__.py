"""Writes what a review brought out: timeline, questions and briefing, for screen, paper and other programs."""

from keepsight.publish.outputs import write_review

__all__ = ["write_review"]
