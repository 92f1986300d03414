"""Tests of the reading of dates; the tables beside them are the specification."""
