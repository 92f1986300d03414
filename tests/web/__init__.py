"""Tests of the workbench: services and pages, on a real database."""
