"""Connections that are cursors on one Spark session."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dbt.adapters.contracts.connection import Connection, ConnectionState
from dbt.adapters.spark import session
from dbt.adapters.spark.connections import SparkConnectionManager, SparkCredentials
from dbt_common.exceptions import DbtRuntimeError
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from growthmart.engines.spark.errors import error_text
from growthmart.engines.spark.session import SparkProblemError, open_session


@dataclass
class GrowthmartSparkCredentials(SparkCredentials):
    """dbt-spark's credentials; the settings of the session are in ``server_side_parameters``."""

    @property
    def type(self) -> str:
        """Return the type in profiles.yml."""
        return "growthmartspark"


@contextmanager
def readable_errors() -> Iterator[None]:
    """Replace Spark's errors by texts that a user can read."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise DbtRuntimeError(error_text(error)) from None


class _Cursor(session.Cursor):
    """Spark is lazy: a query may fail when it is planned, or later when its rows are fetched."""

    def execute(self, sql: str, *parameters: Any) -> None:
        self._rows = None
        with readable_errors():
            self._df = open_session(self.server_side_parameters).sql(
                sql % parameters if parameters else sql
            )

    def fetchall(self) -> Any:
        with readable_errors():
            return super().fetchall()

    def fetchone(self) -> Any:
        with readable_errors():
            return super().fetchone()

    def fetchmany(self, size: int = 1) -> Any:
        with readable_errors():
            return super().fetchmany(size)


class _Handle(session.Connection):
    def cursor(self) -> _Cursor:
        return _Cursor(server_side_parameters=self.server_side_parameters)


class GrowthmartSparkConnectionManager(SparkConnectionManager):
    """Opens the session, and shows its errors without Java's stack trace."""

    TYPE = "growthmartspark"

    @classmethod
    def open(cls, connection: Connection) -> Connection:
        """Open the session; dbt's connections are cursors on it."""
        if connection.state == ConnectionState.OPEN:
            return connection
        parameters = connection.credentials.server_side_parameters
        try:
            open_session(parameters)
        except SparkProblemError as problem:
            connection.state = ConnectionState.FAIL
            raise DbtRuntimeError(str(problem)) from None
        connection.handle = session.SessionConnectionWrapper(
            _Handle(server_side_parameters=parameters)
        )
        connection.state = ConnectionState.OPEN
        return connection

    @contextmanager
    def exception_handler(self, sql: str) -> Iterator[None]:
        """Replace Spark's errors by texts that a user can read."""
        with readable_errors():
            yield
