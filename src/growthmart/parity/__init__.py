"""Whether two builds of the same data, one by DuckDB and one by Spark, are equal by row."""

from growthmart.parity.comparison import Comparison, compare
from growthmart.parity.tables import built_tables

__all__ = ["Comparison", "built_tables", "compare"]
