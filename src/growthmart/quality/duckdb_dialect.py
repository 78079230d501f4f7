"""A SQLAlchemy dialect that sends a SQL engine's queries through dbt's own DuckDB connection.

Great Expectations picks its SQL by the dialect's name, so this one keeps the name
``postgresql``, whose SQL DuckDB understands but for the two pattern operators. Nothing connects:
every statement runs on a cursor of the session that dbt already holds, in autocommit. An error
text of the database may quote data, so it is replaced here, before any caller can log it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import duckdb
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDialect, PGIdentifierPreparer
from sqlalchemy.types import UserDefinedType

from growthmart.quality.safe_text import explain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

URL = "growthmart_duckdb://"


class QueryError(duckdb.ProgrammingError):
    """A statement failed; the text names the kind of fault and quotes no data."""


class SessionCursor:
    """A DB-API cursor on a connection of its own, so that it never blocks the session's."""

    arraysize = 1

    def __init__(self, connection: SessionConnection) -> None:
        self._failures = connection.failures
        self._cursor = connection.session.cursor()

    @property
    def description(self) -> list[Any] | None:
        """Column descriptions of the last statement."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """Not known while a result is streamed."""
        return -1

    def _safely(self, call: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return call(*arguments)
        except duckdb.Error as error:
            text = explain(error)
        self._failures.append(text)
        raise QueryError(text)

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> SessionCursor:
        """Run one statement.

        Raises:
            QueryError: the database refused it.

        """
        self._safely(self._cursor.execute, sql, list(parameters))
        return self

    def fetchone(self) -> Any:
        """Fetch the next row."""
        return self._safely(self._cursor.fetchone)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """Fetch the next rows."""
        return self._safely(self._cursor.fetchmany, size or self.arraysize)

    def fetchall(self) -> list[Any]:
        """Fetch all the rows that are left."""
        return self._safely(self._cursor.fetchall)

    def close(self) -> None:
        """Give the connection of this cursor back."""
        self._cursor.close()


class SessionConnection:
    """A DB-API connection that only makes cursors; transactions are the session's own."""

    def __init__(self, session: DuckDBPyConnection, failures: list[str]) -> None:
        self.session = session
        self.failures = failures

    def cursor(self) -> SessionCursor:
        """Open a cursor."""
        return SessionCursor(self)

    def commit(self) -> None:
        """Do nothing: every statement is a read in autocommit."""

    def rollback(self) -> None:
        """Do nothing: every statement is a read in autocommit."""

    def close(self) -> None:
        """Do nothing: results are read after the connection went back to its pool."""


class DuckDBType(UserDefinedType[Any]):
    """A column type known by DuckDB's own name for it."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: Any) -> str:
        """Return DuckDB's name of the type."""
        return self.name


class DuckDBCompiler(PGCompiler):
    """PostgreSQL's SQL, except that in DuckDB ``~`` asks for a match of the whole text."""

    def visit_custom_op_binary(self, element: Any, operator: Any, **kw: Any) -> str:
        """Compile the pattern operators to ``regexp_matches``, which searches."""
        if operator.opstring not in ("~", "!~"):
            return super().visit_custom_op_binary(element, operator, **kw)  # type: ignore[no-untyped-call]
        left = self.process(element.left, **kw)
        right = self.process(element.right, **kw)
        negation = "not " if operator.opstring == "!~" else ""
        return f"({negation}regexp_matches({left}, {right}))"


class DuckDBPreparer(PGIdentifierPreparer):
    """Quote every name; a schema arrives ready quoted, as ``"database"."schema"``."""

    def quote_schema(self, schema: str, force: Any = None) -> str:
        """Return the schema as it is."""
        return schema

    def _requires_quotes(self, value: str) -> bool:
        return True


class DuckDBDialect(PGDialect):
    """DuckDB behind PostgreSQL's name."""

    driver = "growthmart_duckdb"
    default_paramstyle = "qmark"
    supports_statement_cache = True
    statement_compiler = DuckDBCompiler
    preparer = DuckDBPreparer
    default_schema_name = "main"
    server_version_info: Any = (16, 0)

    @classmethod
    def import_dbapi(cls) -> Any:
        """Return the DB-API module: DuckDB's client."""
        return duckdb

    def initialize(self, connection: Any) -> None:
        """Ask nothing: PostgreSQL's questions have no answer here."""

    def do_begin(self, dbapi_connection: Any) -> None:
        """Open no transaction."""

    def get_columns(
        self, connection: Any, table_name: str, schema: str | None = None, **kw: Any
    ) -> list[Any]:
        """Describe a table: names and types in DuckDB's words."""
        table = '"' + str(table_name).replace('"', '""') + '"'
        rows = connection.exec_driver_sql(f"describe {schema + '.' if schema else ''}{table}")
        return [
            {"name": row[0], "type": DuckDBType(row[1]), "nullable": True, "default": None}
            for row in rows.fetchall()
        ]

    def get_pk_constraint(
        self, connection: Any, table_name: str, schema: str | None = None, **kw: Any
    ) -> Any:
        """Return no primary key: dbt's tables declare none."""
        return {"constrained_columns": [], "name": None}


registry.register("growthmart_duckdb", __name__, "DuckDBDialect")
