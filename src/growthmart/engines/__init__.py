"""The two engines behind one interface: what the library does with the session that dbt gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from growthmart.engines.engine import Engine, NoTableError
from growthmart.engines.on_duckdb import DuckDBEngine

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import SparkSession

__all__ = ["Engine", "NoTableError", "Session", "engine_of"]

#: What dbt gives to a Python model: dbt-duckdb's connection, or Spark's session.
Session: TypeAlias = "duckdb.DuckDBPyConnection | SparkSession"


def engine_of(session: Session) -> Engine:
    """Return the engine of a session."""
    # by the name of the module: pyspark may not be installed, and dbt-duckdb wraps its connection
    if type(session).__module__.startswith("pyspark."):
        from growthmart.engines.spark.engine import SparkEngine

        return SparkEngine(session)
    return DuckDBEngine(session)
