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
    """There is no such table."""


class Engine(ABC):
    """One session of dbt, seen by the library. Types of columns are in DuckDB's words."""

    #: word for the engine in names of what exists once for each
    name: str
    #: what a query that fails raises
    errors: tuple[type[Exception], ...]

    @abstractmethod
    def explain(self, error: Exception) -> str:
        """Say what went wrong in the database, without its message, which may quote data.

        Args:
            error: one of ``errors``.

        Returns:
            The kind of the error and an explanation, which names at most what is in the query.
        """

    @abstractmethod
    def variable(self, name: str) -> str | None:
        """Return what the macro ``set_variable`` left for the model that is running."""

    @abstractmethod
    def select(
        self, sql: str, parameters: Sequence[Any] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names of the columns and the rows of a query.

        Args:
            sql: one statement; its parameters are question marks.
            parameters: their values.
        """

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, whose parameters are question marks."""
        return self.select(sql, parameters)[1]

    @abstractmethod
    def columns(self, relation: str) -> dict[str, str]:
        """Return the type of every column of a table.

        Raises:
            NoTableError: there is no such table.
        """

    @abstractmethod
    def quoted(self, name: str) -> str:
        """Return a name, quoted for SQL."""

    @abstractmethod
    def quantiles(self, expression: str, levels: Sequence[float]) -> str:
        """Return the SQL of a list of quantiles, interpolated between neighbours."""

    @abstractmethod
    def write(self, rows: pa.Table, table: str) -> None:
        """Write a small table in the place of whatever is there; its schema is made if need be."""

    @abstractmethod
    def as_duckdb(
        self, relations: Mapping[str, str], folder: Path
    ) -> AbstractContextManager[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
        """Open a connection of DuckDB that sees some tables, for what only DuckDB writes.

        Args:
            relations: the tables, by any names.
            folder: does not exist; an engine may make it meanwhile, for copies of the tables.

        Returns:
            The connection, and by the same names what to read there.
        """

    @abstractmethod
    def arrow(self, frame: Any) -> pa.Table:
        """Return all rows of what ``dbt.ref`` returns, or of a selection of it."""

    @abstractmethod
    def sample(self, frame: Any, key: str, most: int, seed: int) -> pa.Table:
        """Return ``most`` rows of a frame, or all where there are not so many, ordered by key.

        Those with the smallest md5 of seed and key: the same rows on every engine, in whatever
        order they come. What is not drawn never leaves the database.

        Args:
            frame: what ``dbt.ref`` returns, or a selection of it.
            key: a column of texts that tells the rows apart.
            most: rows.
            seed: of the drawing.
        """

    @abstractmethod
    def map_batches(self, frame: Any, function: BatchFunction, schema: pa.Schema) -> Any:
        """Return what a Python model may return: the batches of a frame, each worked on by itself.

        Args:
            frame: what ``dbt.ref`` returns, or a selection of it.
            function: is given an iterator of record batches, any number of times, and yields
                batches of ``schema``. The whole table is never in the memory of this process.
            schema: of the result.
        """
