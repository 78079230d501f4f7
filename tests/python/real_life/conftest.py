from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from end_to_end.project import Project

from .cases import all_cases
from .world import (
    ON_SPARK,
    dbt_build,
    open_gates,
    ordinary_shop,
    tables_of_duckdb,
    tables_of_spark,
    write_world,
)

SELECT = ["--select", "+path:models/core", "+path:models/quality"]


@dataclass
class World:
    """What one build made of all cases, and how the build ended."""

    project: Project
    tables: duckdb.DuckDBPyConnection | None

    @property
    def output(self) -> str:
        return (self.project.folder / "printed.txt").read_text()


def build_cases(folder: Path, target: dict[str, str]) -> None:
    """Build the ordinary shop and the rows of all cases together; leave a mark if it succeeds."""
    project = Project.create(folder)
    # Spark plans the tables of eight sources for many minutes
    project.timeout_seconds = 3600
    cases = [case for case in all_cases() if not case.unknown_columns()]
    dbt_vars = write_world(project, [ordinary_shop(), *(case.staged() for case in cases)])
    open_gates(project)
    project.environment |= {"DBT_EXCLUDE_RESOURCE_TYPES": "test unit_test"} | target
    if dbt_build(project, dbt_vars, *SELECT).code == 0:
        (folder / "succeeded").touch()


def world(folder: Path, open_tables: Callable[[Project], duckdb.DuckDBPyConnection]) -> World:
    project = Project(folder)
    return World(project, open_tables(project) if (folder / "succeeded").exists() else None)


@pytest.fixture(scope="session")
def on_duckdb(shared: Callable[..., Path]) -> World:
    """The tables of all cases, built on DuckDB."""
    return world(shared("cases", lambda folder: build_cases(folder, {})), tables_of_duckdb)


@pytest.fixture(scope="session")
def spark_is_installed() -> None:
    """Skip the test without Spark."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: make setup-spark")
    from growthmart.engines.spark.session import java_problem

    if problem := java_problem():
        pytest.skip(problem)


@pytest.fixture(scope="session")
def on_spark(shared: Callable[..., Path], spark_is_installed: None) -> World:
    """The tables of all cases, built on Spark."""
    folder = shared("cases_on_spark", lambda folder: build_cases(folder, ON_SPARK))
    return world(folder, tables_of_spark)
