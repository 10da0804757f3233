"""Measures of quality on annotated coverage, apart from the unit tests."""
