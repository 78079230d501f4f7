"""The SQLAlchemy dialects with which Great Expectations uses the session of dbt.

Great Expectations chooses its SQL by the name of the dialect. So each dialect keeps the name
``postgresql`` and compiles only the SQL that differs on its engine. The dialect of DuckDB is here.
The dialect of Spark is in ``growthmart.engines.spark.dialect``.

This module is also the DB-API module that SQLAlchemy needs. It opens no connection: every statement
runs on the session of dbt in autocommit, and all its rows are fetched at once. An error text of the
database may quote data, so it is replaced here, before a caller can log it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDialect, PGIdentifierPreparer
from sqlalchemy.types import UserDefinedType

from growthmart.engines.engine import Engine

paramstyle = "qmark"


class Error(Exception):
    """Any error of a database."""


class ProgrammingError(Error):
    """A statement failed; the text names the kind of error and quotes no data."""


class SessionCursor:
    """A DB-API cursor."""

    arraysize = 1
    #: unknown for a select
    rowcount = -1

    def __init__(self, connection: SessionConnection) -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        #: the names of the columns of the last statement
        self.description: list[tuple[Any, ...]] | None = None

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> SessionCursor:
        """Run one statement.

        Raises:
            ProgrammingError: the statement failed.

        """
        engine = self._connection.engine
        try:
            names, self._rows = engine.select(sql, parameters)
        except engine.errors as error:
            text = engine.explain(error)
        else:
            self.description = [(name, *[None] * 6) for name in names]
            return self
        # raised outside the handler, so that the original error is not its context
        self._connection.failures.append(text)
        raise ProgrammingError(text)

    def fetchone(self) -> Any:
        """Fetch the next row."""
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """Fetch the next rows."""
        count = size or self.arraysize
        found, self._rows = self._rows[:count], self._rows[count:]
        return found

    def fetchall(self) -> list[Any]:
        """Fetch all rows that are left."""
        found, self._rows = self._rows, []
        return found

    def close(self) -> None:
        """Discard the rows that were not fetched."""
        self._rows = []


class SessionConnection:
    """A DB-API connection that wraps the session of dbt.

    Args:
        engine: the engine of the session.
        failures: a list to which the text of every failed statement is added.

    """

    def __init__(self, engine: Engine, failures: list[str]) -> None:
        self.engine = engine
        self.failures = failures

    def cursor(self) -> SessionCursor:
        """Open a cursor."""
        return SessionCursor(self)

    def commit(self) -> None:
        """Do nothing: every statement is a read in autocommit."""

    def rollback(self) -> None:
        """Do nothing: every statement is a read in autocommit."""

    def close(self) -> None:
        """Do nothing: dbt's session stays open."""


class NamedType(UserDefinedType[Any]):
    """A column type, by DuckDB's name of it."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: Any) -> str:
        """Return DuckDB's name of the type."""
        return self.name


class SessionDialect(PGDialect):
    """An engine under PostgreSQL's name; a subclass compiles the SQL that differs."""

    default_paramstyle = "qmark"
    supports_statement_cache = True
    default_schema_name = "main"
    server_version_info: Any = (16, 0)

    @classmethod
    def import_dbapi(cls) -> Any:
        """Return the DB-API module, which is this module."""
        return sys.modules[__name__]

    def initialize(self, connection: Any) -> None:
        """Do nothing: the queries of PostgreSQL's dialect do not work here."""

    def do_begin(self, dbapi_connection: Any) -> None:
        """Do nothing: there are no transactions."""

    def get_columns(
        self, connection: Any, table_name: str, schema: str | None = None, **kw: Any
    ) -> list[Any]:
        """Return the columns of a table, with DuckDB's names of their types."""
        engine = connection.connection.dbapi_connection.engine
        table = engine.quoted(str(table_name))
        types = engine.columns(f"{schema}.{table}" if schema else table)
        return [
            {"name": name, "type": NamedType(column_type), "nullable": True, "default": None}
            for name, column_type in types.items()
        ]

    def get_pk_constraint(
        self, connection: Any, table_name: str, schema: str | None = None, **kw: Any
    ) -> Any:
        """Return no primary key, because dbt's tables declare none."""
        return {"constrained_columns": [], "name": None}


class DuckDBCompiler(PGCompiler):
    """Compiles PostgreSQL's SQL, except ``~``, which in DuckDB must match the whole text."""

    def visit_custom_op_binary(self, element: Any, operator: Any, **kw: Any) -> str:
        """Compile the pattern operators to ``regexp_matches``, which searches in the text."""
        if operator.opstring not in ("~", "!~"):
            return super().visit_custom_op_binary(element, operator, **kw)  # type: ignore[no-untyped-call]
        left = self.process(element.left, **kw)
        right = self.process(element.right, **kw)
        negation = "not " if operator.opstring == "!~" else ""
        return f"({negation}regexp_matches({left}, {right}))"


class SessionPreparer(PGIdentifierPreparer):
    """Quotes every name, except schemas, which are already quoted, with their database."""

    def quote_schema(self, schema: str, force: Any = None) -> str:
        """Return the schema unchanged."""
        return schema

    def _requires_quotes(self, value: str) -> bool:
        return True


class DuckDBDialect(SessionDialect):
    """DuckDB's dialect under PostgreSQL's name."""

    driver = "growthmart_duckdb"
    statement_compiler = DuckDBCompiler
    preparer = SessionPreparer


registry.register("growthmart_duckdb", __name__, "DuckDBDialect")
registry.register("growthmart_spark", "growthmart.engines.spark.dialect", "SparkDialect")
