"""Both engines, and the project's macros, rendered by dbt's Jinja for each engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pyarrow as pa
import pytest
import yaml
from dbt_common.clients.jinja import (
    CallableMacroGenerator,
    extract_toplevel_blocks,
    get_environment,
)
from dbt_common.exceptions.macros import MacroReturn

ROOT = Path(__file__).parents[3]


def _return(value: Any) -> None:
    raise MacroReturn(value)


class Macros:
    """The macros of the project, dispatched to one engine; vars are those of dbt_project.yml."""

    def __init__(
        self, prefix: str, repeat_until_unchanged: Callable[..., None] | None = None
    ) -> None:
        self.vars = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
        self._context: dict[str, Any] = {
            "return": _return,
            "var": lambda name: self.vars[name],
            "adapter": SimpleNamespace(
                dispatch=lambda name, package: self._context.get(
                    f"{prefix}__{name}", self._context.get(f"default__{name}")
                ),
                repeat_until_unchanged=repeat_until_unchanged,
            ),
            "model": SimpleNamespace(name="a_model"),
            "execute": True,
            "flags": SimpleNamespace(WHICH="run"),
        }
        for path in sorted((ROOT / "macros").rglob("*.sql")):
            text = path.read_text(encoding="utf-8")
            for block in extract_toplevel_blocks(text, {"macro"}, collect_raw_data=False):
                macro = SimpleNamespace(
                    name=block.block_name, macro_sql=block.full_block, unique_id=block.block_name
                )
                self._context[macro.name] = CallableMacroGenerator(macro, self._context)
        self._context["growthmart"] = SimpleNamespace(**self._context)

    def render(self, template: str) -> str:
        """Return the SQL of a template that calls macros."""
        return get_environment().from_string(template).render(self._context)


@dataclass
class Engine:
    """An engine in memory, and the macros for it."""

    name: str
    macros: Macros
    _rows: Callable[[Callable[[], str], dict[str, pa.Table]], list[tuple[Any, ...]]]

    def rows(self, template: str, **tables: pa.Table) -> list[tuple[Any, ...]]:
        """Return the rows of a query over tables; its template may call macros."""
        return self._rows(lambda: self.macros.render(template), tables)


def _on_duckdb(render: Callable[[], str], tables: dict[str, pa.Table]) -> list[tuple[Any, ...]]:
    with duckdb.connect() as session:
        session.execute("set TimeZone = 'UTC'")
        for name, table in tables.items():
            session.register(name, table)
        return session.execute(render()).fetchall()


@pytest.fixture(scope="session")
def duckdb_engine() -> Engine:
    return Engine("duckdb", Macros("default"), _on_duckdb)


@pytest.fixture(scope="session")
def spark_engine(spark: Any) -> Engine:
    """Return Spark with the session that all tests of a process share."""
    from pyspark.sql.pandas.types import from_arrow_schema

    from growthmart.engines.spark import tables

    def rows(render: Callable[[], str], tables: dict[str, pa.Table]) -> list[tuple[Any, ...]]:
        for name, table in tables.items():
            schema = from_arrow_schema(table.schema, prefer_timestamp_ntz=True)
            spark.createDataFrame(table, schema).createOrReplaceTempView(name)
        # some macros query the tables while they are rendered
        answer = spark.sql(render())
        kinds = {field.name: field.dataType.simpleString() for field in answer.schema.fields}
        assert "timestamp" not in kinds.values(), f"a timestamp with a zone: {kinds}"
        return [tuple(row) for row in answer.collect()]

    macros = Macros("spark", partial(tables.repeat_until_unchanged, spark))
    return Engine("spark", macros, rows)


@pytest.fixture(params=["duckdb", "spark"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return each engine in turn."""
    return request.getfixturevalue(f"{request.param}_engine")
