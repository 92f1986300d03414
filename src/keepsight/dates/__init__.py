"""Dates as people write them: cells, clock times, dates inside narratives, and how to show them again."""

from keepsight.dates.cells import DateReading, read_date
from keepsight.dates.clock import read_time
from keepsight.dates.narrative import FoundDate, find_dates
from keepsight.dates.shape import UK, Conventions
from keepsight.dates.writing import edtf, written

__all__ = ["UK", "Conventions", "DateReading", "FoundDate", "edtf", "find_dates", "read_date", "read_time", "written"]
