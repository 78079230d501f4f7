"""Runs dbt's compiled SQL without dbt, on a database in memory whose tables are Parquet files."""

from pathlib import Path

import duckdb

Connection = duckdb.DuckDBPyConnection


def connect(folder: Path, relations: dict[str, str], inputs: tuple[str, ...]) -> Connection:
    """Return a connection in which the relations of the inputs are views of their files."""
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set preserve_insertion_order = false")
    for name in inputs:
        database, schema, _ = relations[name].split(".")
        connection.execute(f"attach if not exists ':memory:' as {database}")
        connection.execute(f"create schema if not exists {database}.{schema}")
        connection.execute(
            f"create view {relations[name]} as from read_parquet('{folder / name}.parquet')"
        )
    return connection


def answer(connection: Connection, sql: str) -> int:
    """Keep the result of a query as the table ``answer``, and return its number of rows."""
    connection.execute(f"create or replace table memory.main.answer as {sql}")
    return connection.execute("select count(*) from memory.main.answer").fetchall()[0][0]


def write(connection: Connection, file: Path) -> None:
    """Write the table ``answer``."""
    connection.execute(f"copy memory.main.answer to '{file}' (format parquet)")


def scan(connection: Connection, relations: dict[str, str], inputs: tuple[str, ...]) -> int:
    """Read every value of the inputs and keep none: no engine that reads them can be faster."""
    rows = 0
    for name in inputs:
        values = connection.execute(f"select count(*), max(columns(*)) from {relations[name]}")
        rows += values.fetchall()[0][0]
    return rows
