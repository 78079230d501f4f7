"""Spark: the session that SQL and Python models share."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname
from uuid import uuid4

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet
from py4j.protocol import Py4JError
from pyspark.errors import AnalysisException, PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import expr
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import TimestampType

from growthmart import permissions
from growthmart.engines.engine import BatchFunction, Engine, NoTableError

# Of the database that copies what Spark has written; larger sorts go through its folder.
DUCKDB_MEMORY_LIMIT = "2GB"

_VARIABLES = threading.local()
_COMMENTS: dict[str, str | None] = {}
_SCHEMA_FOLDERS: dict[str, Path] = {}
# Spark's names of types, but for their parameters, in DuckDB's words.
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
    """Queries run on the session itself, which many threads may use."""

    name = "spark"
    errors = (PySparkException, Py4JError)

    def __init__(self, session: SparkSession) -> None:
        self.session = session

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
                # PySpark tells times that have a zone in that of this machine, and not which
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
        """Return the SQL of a list of quantiles: one sort for all."""
        return f"percentile({expression}, array({', '.join(map(repr, levels))}))"

    def write(self, rows: pa.Table, table: str) -> None:
        """Write a small table."""
        self.session.sql(f"create schema if not exists {table.rpartition('.')[0]}")
        write_table(self.session, rows, table)

    @contextmanager
    def as_duckdb(
        self, relations: Mapping[str, str], folder: Path
    ) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
        """Let Spark write the tables as Parquet, each in parts, and give a database in memory."""
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
        """Return the rows with the smallest digests."""
        drawn = frame.orderBy(expr(f"md5('{seed}' || {key})")).limit(most)
        return drawn.orderBy(key).toArrow()

    def map_batches(self, frame: Any, function: BatchFunction, schema: pa.Schema) -> Any:
        """Return a frame whose partitions are worked on where they lie."""
        return frame.mapInArrow(function, from_arrow_schema(schema, prefer_timestamp_ntz=True))


def set_variable(name: str, text: str) -> None:
    """Keep a text for the Python model that runs next on this thread."""
    setattr(_VARIABLES, name, text)


def comment(session: SparkSession, table: str) -> str | None:
    """Return the comment of a table, None where there is no such table or it has none.

    A table whose files are gone is none: Spark would read it as empty. The metastore is asked once:
    it takes its time, and every guard asks for all tables of a layer. This process is its only
    writer.
    """
    if table not in _COMMENTS:
        try:
            if not _folder(session, table).is_dir():
                return None
            _COMMENTS[table] = session.catalog.getTable(table).description
        except AnalysisException:
            return None
    return _COMMENTS[table]


def stamp(session: SparkSession, table: str) -> str:
    """Return which run has built a table; without one, a text that there was never before."""
    return comment(session, table) or f"unstamped {uuid4()}"


def set_comment(session: SparkSession, table: str, text: str) -> None:
    """Note a text on a table."""
    session.sql(f"comment on table {table} is '{text}'")
    _COMMENTS[table] = text


def forget_comment(table: str) -> None:
    """Ask for the comment of a table anew: it will be another table."""
    _COMMENTS.pop(table, None)


def repeat_until_unchanged(session: SparkSession, view: str, first: str, following: str) -> None:
    """Make a temporary view of the rows that the query ``following``, which reads it, lets be."""
    rows = _written_out(session, first)
    is_changed = True
    while is_changed:
        rows.createOrReplaceTempView(view)
        newer = _written_out(session, following)
        is_changed = newer.count() != rows.count() or not newer.exceptAll(rows).isEmpty()
        rows = newer


def _written_out(session: SparkSession, sql: str) -> DataFrame:
    """Return the rows of a query from files among the checkpoints of the session.

    A plan of all rounds would grow beyond any memory, and what a lost worker held would be lost. A
    checkpoint of Spark's own would still carry the size that Spark expects of the plan: joins
    multiply sizes, so that the number alone fills the memory after a dozen rounds.
    """
    folder = f"{session.sparkContext.getCheckpointDir()}/{uuid4()}"
    session.sql(sql).write.parquet(folder)
    return session.read.parquet(folder)


def remove_leftover(session: SparkSession, table: str) -> None:
    """Remove the files of a table that the metastore does not know: Spark would not write there.

    A build was killed while it wrote them, or the metastore is a new one. State is not made anew:
    of it only what was never finished goes.
    """
    folder = _folder(session, table)
    if not folder.is_dir() or session.catalog.tableExists(table):
        return
    is_state = _name_parts(table)[0] == "state"
    finished = (file for file in folder.rglob("*.parquet") if "_temporary" not in file.parts)
    if not is_state or not any(finished):
        shutil.rmtree(folder)


def _name_parts(table: str) -> list[str]:
    """Return schema and name of a table, which may be quoted."""
    return table.replace("`", "").split(".")


def _folder(session: SparkSession, table: str) -> Path:
    """Return where the files of a table lie, or would."""
    schema, name = _name_parts(table)
    if schema not in _SCHEMA_FOLDERS:
        location = session.catalog.getDatabase(schema).locationUri
        _SCHEMA_FOLDERS[schema] = Path(url2pathname(urlsplit(location).path))
    return _SCHEMA_FOLDERS[schema] / name.lower()


def write_table(session: SparkSession, rows: pa.Table | DataFrame, table: str) -> None:
    """Write what a Python model returns as the table of that model."""
    frame = session.createDataFrame(rows) if isinstance(rows, pa.Table) else rows
    remove_leftover(session, table)
    frame.write.mode("overwrite").format("parquet").saveAsTable(table)


def write_parquet(session: SparkSession, sql: str, file: Path) -> None:
    """Write the rows of a query as one Parquet file, all of it or nothing."""
    permissions.make_shared(file.parent)
    beside = file.with_name(f"{file.name}.next")
    parquet.write_table(session.sql(sql).toArrow(), beside)
    beside.replace(file)


def _type_name(name: str) -> str:
    word, bracket, parameters = name.partition("(")
    return _TYPES.get(word, word.upper()) + bracket + parameters.upper()
