"""The interface of an engine."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

BatchFunction = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]

REFUSED = "the database refused the query"


class NoTableError(Exception):
    """The table does not exist."""


class Engine(ABC):
    """The library's view of a session of dbt. Column types have DuckDB's names."""

    #: the name of the engine, used in names of things that exist once per engine
    name: str
    #: the exceptions that a failed query raises
    errors: tuple[type[Exception], ...]

    @abstractmethod
    def explain(self, error: Exception) -> str:
        """Explain an error of the database without its message, because that may quote data.

        Args:
            error: an exception of a type in ``errors``.

        Returns:
            The kind of the error and an explanation. It may quote a name from the query, and
            never a value of the data.
        """

    @abstractmethod
    def variable(self, name: str) -> str | None:
        """Return the text that the macro ``set_variable`` set for the running model, or None."""

    @abstractmethod
    def select(
        self, sql: str, parameters: Sequence[Any] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names of the columns and the rows of a query.

        Args:
            sql: one statement; its parameters are question marks.
            parameters: the values of the parameters.
        """

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query; its parameters are question marks."""
        return self.select(sql, parameters)[1]

    @abstractmethod
    def columns(self, relation: str) -> dict[str, str]:
        """Return the type of every column of a table.

        Raises:
            NoTableError: the table does not exist.
        """

    @abstractmethod
    def quoted(self, name: str) -> str:
        """Return a name, quoted for SQL."""

    @abstractmethod
    def quantiles(self, expression: str, levels: Sequence[float]) -> str:
        """Return SQL for a list of quantiles, interpolated between neighbouring values.

        Args:
            expression: SQL of numbers.
            levels: the quantiles to compute, 0 to 1.
        """

    @abstractmethod
    def write(self, rows: pa.Table, table: str) -> None:
        """Create or replace a small table, and create its schema if it does not exist."""

    @abstractmethod
    def as_duckdb(
        self, relations: Mapping[str, str], folder: Path
    ) -> AbstractContextManager[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
        """Open a DuckDB connection that can read some tables, to write what only DuckDB can write.

        Args:
            relations: the relations of the tables, by name.
            folder: a path that does not exist. The engine may write copies of the tables there
                while the connection is open.

        Returns:
            The connection, and by the same names the SQL that reads each table there.
        """

    @abstractmethod
    def arrow(self, frame: Any) -> pa.Table:
        """Return all rows of a frame: what ``dbt.ref`` returns, or a selection of it."""

    @abstractmethod
    def sample(self, frame: Any, key: str, most: int, seed: int) -> pa.Table:
        """Return a random sample of ``most`` rows of a frame, ordered by key.

        If the frame has fewer rows, all are returned. The sample is the rows with the smallest
        md5 of seed and key. So it is the same on every engine, and the order of the rows does not
        matter. The other rows never leave the database.

        Args:
            frame: what ``dbt.ref`` returns, or a selection of it.
            key: a text column that identifies a row.
            most: the largest number of rows to return.
            seed: the seed of the sample.
        """

    @abstractmethod
    def map_batches(self, frame: Any, function: BatchFunction, schema: pa.Schema) -> Any:
        """Apply a function to each batch of a frame, and return what a Python model may return.

        The whole table is never in the memory of this process.

        Args:
            frame: what ``dbt.ref`` returns, or a selection of it.
            function: takes an iterator of record batches and yields batches of ``schema``. The
                engine may call it several times, each time with a part of the batches.
            schema: the schema of the result.
        """
