"""Whether two builds of the same data, one by DuckDB and one by Spark, are equal by row."""

from growthmart.parity.comparison import Comparison, compare
from growthmart.parity.tables import ManifestError, built_tables

__all__ = ["Comparison", "ManifestError", "built_tables", "compare"]
