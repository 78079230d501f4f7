"""Spark as an engine of the library: the session that SQL and Python models share."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import AnalysisException, PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.functions import expr
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import TimestampType

from growthmart.engines.engine import BatchFunction, Engine, NoTableError
from growthmart.engines.spark.errors import explain
from growthmart.engines.spark.tables import write_table

# The memory of the DuckDB database that reads what Spark wrote; larger sorts use its folder.
DUCKDB_MEMORY_LIMIT = "2GB"

_VARIABLES = threading.local()
# DuckDB's name for each of Spark's types, without parameters.
_TYPES = {
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "tinyint": "TINYINT",
    "smallint": "SMALLINT",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "decimal": "DECIMAL",
    "date": "DATE",
    "timestamp_ntz": "TIMESTAMP",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
}


class SparkEngine(Engine):
    """Queries run on the session itself, which several threads may use."""

    name = "spark"
    errors = (PySparkException, Py4JError)

    def __init__(self, session: SparkSession) -> None:
        self.session = session

    def explain(self, error: Exception) -> str:
        """Explain an error by Spark's error condition."""
        return explain(error)

    def variable(self, name: str) -> str | None:
        """Return a variable of this thread."""
        return getattr(_VARIABLES, name, None)

    def select(
        self, sql: str, parameters: Sequence[Any] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names of the columns and the rows of a query."""
        frame = self.session.sql(sql, args=list(parameters))
        zoned = [isinstance(field.dataType, TimestampType) for field in frame.schema]
        rows = [
            tuple(
                # PySpark returns timestamps with a zone in local time, without a zone
                value.astimezone(UTC) if is_zoned and value else value
                for value, is_zoned in zip(row, zoned, strict=True)
            )
            for row in frame.collect()
        ]
        return frame.columns, rows

    def columns(self, relation: str) -> dict[str, str]:
        """Return the type of every column of a table."""
        try:
            fields = self.session.table(relation).schema.fields
        except AnalysisException:
            raise NoTableError(relation) from None
        return {field.name: _type_name(field.dataType.simpleString()) for field in fields}

    def quoted(self, name: str) -> str:
        """Return a name in backticks."""
        return "`" + name.replace("`", "``") + "`"

    def quantiles(self, expression: str, levels: Sequence[float]) -> str:
        """Return SQL for a list of quantiles, which sorts once for all of them."""
        return f"percentile({expression}, array({', '.join(map(repr, levels))}))"

    def write(self, rows: pa.Table, table: str) -> None:
        """Write a small table."""
        self.session.sql(f"create schema if not exists {table.rpartition('.')[0]}")
        write_table(self.session, rows, table)

    @contextmanager
    def as_duckdb(
        self, relations: Mapping[str, str], folder: Path
    ) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
        """Let Spark write the tables as Parquet in parts, and open a DuckDB in memory on them."""
        shutil.rmtree(folder, ignore_errors=True)
        config: dict[str, Any] = {
            "memory_limit": DUCKDB_MEMORY_LIMIT,
            "temp_directory": str(folder / "temp"),
        }
        try:
            parts = {}
            for name, relation in relations.items():
                place = folder.absolute() / name
                self.session.table(relation).write.parquet(str(place))
                files = [str(file).replace("'", "''") for file in sorted(place.glob("*.parquet"))]
                parts[name] = f"""read_parquet(['{"', '".join(files)}'])"""
            with duckdb.connect(config=config) as connection:
                yield connection, parts
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def arrow(self, frame: Any) -> pa.Table:
        """Return all rows of a frame."""
        return frame.toArrow()

    def sample(self, frame: Any, key: str, most: int, seed: int) -> pa.Table:
        """Return the rows with the smallest md5."""
        drawn = frame.orderBy(expr(f"md5('{seed}' || {key})")).limit(most)
        return drawn.orderBy(key).toArrow()

    def map_batches(self, frame: Any, function: BatchFunction, schema: pa.Schema) -> Any:
        """Return a frame; Spark's workers apply the function to its partitions."""
        return frame.mapInArrow(function, from_arrow_schema(schema, prefer_timestamp_ntz=True))


def set_variable(name: str, text: str) -> None:
    """Keep a text for the Python model that runs next on this thread."""
    setattr(_VARIABLES, name, text)


def _type_name(name: str) -> str:
    word, bracket, parameters = name.partition("(")
    return _TYPES.get(word, word.upper()) + bracket + parameters.upper()
