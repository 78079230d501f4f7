"""Runs dbt's compiled SQL without dbt, on a database in memory whose tables are Parquet files."""

from pathlib import Path

import duckdb

from benchmarks.side_by_side.tasks import Task

Connection = duckdb.DuckDBPyConnection


def connect(folder: Path, relations: dict[str, str], task: Task) -> Connection:
    """Return a connection in which the relations of the inputs are views of their files."""
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set preserve_insertion_order = false")
    for name in (*task.inputs, *task.models):
        database, schema, _ = relations[name].split(".")
        connection.execute(f"attach if not exists ':memory:' as {database}")
        connection.execute(f"create schema if not exists {database}.{schema}")
    for name in task.inputs:
        connection.execute(
            f"create view {relations[name]} as from read_parquet('{folder / name}.parquet')"
        )
    return connection


def answer(connection: Connection, queries: dict[str, str]) -> int:
    """Keep the result of each query as its relation, and return the number of rows of the last."""
    for relation, sql in queries.items():
        connection.execute(f"create table {relation} as {sql}")
    return connection.execute(f"select count(*) from {relation}").fetchall()[0][0]


def write(connection: Connection, relation: str, file: Path) -> None:
    """Write a relation."""
    connection.execute(f"copy {relation} to '{file}' (format parquet)")


def scan(connection: Connection, relations: dict[str, str], inputs: tuple[str, ...]) -> int:
    """Read every value of the inputs and keep none: no engine that reads them can be faster."""
    rows = 0
    for name in inputs:
        values = connection.execute(f"select count(*), max(columns(*)) from {relations[name]}")
        rows += values.fetchall()[0][0]
    return rows
