"""Tests of the sample review."""
