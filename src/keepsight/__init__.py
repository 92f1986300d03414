"""Keepsight turns what each agency knew into what the child lived through, and what a review learned into what changed."""

__version__ = "0.1.0"
