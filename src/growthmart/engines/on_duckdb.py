"""DuckDB: the connection that dbt-duckdb gives to a Python model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from growthmart.engines.engine import REFUSED, BatchFunction, Engine, NoTableError

BATCH_ROWS = 50_000
# The explanation of each class of DuckDB's exceptions. DuckDB's own message may quote data: that
# of a failed cast holds the value.
EXPLANATIONS = {
    "BinderException": "a column, a function or a type in the query does not exist or fit",
    "CatalogException": "a table or a function in the query does not exist",
    "ParserException": "the SQL could not be read",
    "SyntaxException": "the SQL could not be read",
    "ConversionException": "a value could not be cast to the type that the query asks for",
    "InvalidInputException": "a value or a pattern is not valid for the function that reads it",
    "OutOfRangeException": "a value is out of the range of its type",
    "TypeMismatchException": "two types in the query do not fit together",
    "InvalidTypeException": "a type in the query does not fit",
    "OutOfMemoryException": "the query needs more memory than is allowed",
    "IOException": "the database file could not be read",
    "InterruptException": "the query was interrupted",
    "TransactionException": "the table was changed while it was read",
}
# In messages about a wrong name, the name follows one of these words.
_NAMES = re.compile(
    r'(?:Referenced column "(?P<column>[^"]+)" not found'
    r"|Table with name (?P<table>\S+) does not exist"
    r"|Function with name (?P<function>\S+) does not exist"
    r'|syntax error at or near "(?P<syntax>[^"]+)")'
)


class DuckDBEngine(Engine):
    """Queries run on cursors, so that dbt's own connection has no pending results."""

    name = "duckdb"
    errors = (duckdb.Error,)

    def __init__(self, session: duckdb.DuckDBPyConnection) -> None:
        self.session = session

    def explain(self, error: Exception) -> str:
        """Explain an error by its class.

        A name is quoted only if the SQL itself is wrong: then the name comes from the query.
        """
        kind = type(error).__name__
        text = EXPLANATIONS.get(kind, REFUSED)
        if kind in ("BinderException", "CatalogException", "ParserException"):
            match = _NAMES.search(str(error))
            if match:
                what, name = next((k, v) for k, v in match.groupdict().items() if v)
                text = f"{text} ({'near' if what == 'syntax' else what}: {name[:100]})"
        return f"{kind}: {text}"

    def variable(self, name: str) -> str | None:
        """Return a variable of the connection itself, because cursors cannot see it."""
        text: str | None = self.session.execute(f"select getvariable('{name}')").fetchall()[0][0]
        return text

    def select(
        self, sql: str, parameters: Sequence[Any] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names of the columns and the rows of a query."""
        with self.session.cursor() as cursor:
            cursor.execute(sql, list(parameters))
            return [column[0] for column in cursor.description or []], cursor.fetchall()

    def columns(self, relation: str) -> dict[str, str]:
        """Return the type of every column of a table."""
        try:
            return {row[0]: row[1] for row in self.rows(f"describe {relation}")}
        except duckdb.CatalogException:
            raise NoTableError(relation) from None

    def quoted(self, name: str) -> str:
        """Return a name in double quotes."""
        return '"' + name.replace('"', '""') + '"'

    def quantiles(self, expression: str, levels: Sequence[float]) -> str:
        """Return SQL for a list of quantiles, which sorts once for all of them."""
        return f"quantile_cont({expression}, [{', '.join(map(repr, levels))}])"

    def write(self, rows: pa.Table, table: str) -> None:
        """Write a small table."""
        with self.session.cursor() as cursor:
            cursor.execute(f"create schema if not exists {table.rpartition('.')[0]}")
            cursor.register("growthmart_rows", rows)
            cursor.execute(f"create or replace table {table} as select * from growthmart_rows")

    @contextmanager
    def as_duckdb(
        self, relations: Mapping[str, str], folder: Path
    ) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
        """Return a cursor of the same database."""
        with self.session.cursor() as cursor:
            yield cursor, dict(relations)

    def arrow(self, frame: Any) -> pa.Table:
        """Return all rows of a relation."""
        return frame.to_arrow_table()

    def sample(self, frame: Any, key: str, most: int, seed: int) -> pa.Table:
        """Return the rows with the smallest md5."""
        drawn = frame.order(f"md5('{seed}' || {key})").limit(most)
        return drawn.order(key).to_arrow_table()

    def map_batches(self, frame: Any, function: BatchFunction, schema: pa.Schema) -> Any:
        """Return a reader that computes the batches while dbt-duckdb writes them."""
        # a separate cursor, because the connection writes while this reads
        batches = self.session.cursor().sql(frame.sql_query()).to_arrow_reader(BATCH_ROWS)
        return pa.RecordBatchReader.from_batches(schema, function(iter(batches)))
