"""Compares two builds of the same data by row: one on DuckDB and one on Spark."""

from growthmart.parity.comparison import Comparison, compare
from growthmart.parity.tables import ManifestError, built_tables

__all__ = ["Comparison", "ManifestError", "built_tables", "compare"]
