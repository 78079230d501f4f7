"""The two engines behind one interface: what the library asks of the session that dbt hands it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import duckdb

from growthmart.engines.engine import Engine
from growthmart.engines.on_duckdb import DuckDBEngine

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: What dbt hands to a Python model: dbt-duckdb's connection, or Spark's session.
Session: TypeAlias = "duckdb.DuckDBPyConnection | SparkSession"


def engine_of(session: Session) -> Engine:
    """Return the engine of a session."""
    if isinstance(session, duckdb.DuckDBPyConnection):
        return DuckDBEngine(session)
    from growthmart.engines.on_spark import SparkEngine

    return SparkEngine(session)
