"""A small layer of tables, suites in a temporary folder, and the gate over both.

``layer`` is on DuckDB. A test that is parametrized with it runs on Spark too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from growthmart import quality
from growthmart.engines import engine_of

FOLDER = "expectations/input"
ROWS = {
    "id": "orders.rows",
    "type": "expect_table_row_count_to_be_between",
    "severity": "critical",
    "kwargs": {"min_value": 1},
}
ORDERS = """
    create or replace table restricted.orders as
    select
        'o' || i as order_id,
        'c' || (i % 5) as customer_id,
        date '2024-01-01' + i::int as order_date,
        timestamp '2024-01-01 09:30:00' + to_days(i::int) as ordered_at,
        timestamptz '2024-01-01 09:30:00+00' + to_days(i::int) as seen_at,
        ((i + 1) / 2)::decimal(18, 2) as net_revenue,
        i as items,
        i / 10.0::double as score,
        i % 2 = 0 as is_new,
        case when i % 2 = 0 then 'web' else 'store' end as channel,
        'p' || lpad(i::varchar, 4, '0') as postcode,
        i as "Weird col: 100%",
        i as "select",
    from range(20) as t(i)
"""


class Layer:
    """Tables, suites and parameters of one gate."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / FOLDER
        self.folder.mkdir(parents=True, exist_ok=True)
        self.database: str | None = "warehouse"
        self.session = self.connect()
        self.session.execute("create schema restricted")
        self.session.execute(ORDERS)
        self.names = ["orders"]
        self.parameters: dict[str, Any] = {"expected_through": None, "as_of_date": "2024-01-20"}
        self.overrides: dict[str, Any] = {}
        self.models: dict[str, dict[str, Any]] = {}

    def connect(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self.root / "warehouse.duckdb"))

    def sql(self, statement: str) -> None:
        self.session.execute(statement).fetchall()

    def table(self, name: str, select: str) -> None:
        self.sql(f'create or replace table restricted."{name}" as {select}')
        self.names.append(name)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def suite(
        self, *entries: dict[str, Any], table: str = "orders", rows: bool = True, **meta: Any
    ) -> None:
        """Write a suite with a row count in front.

        ``models`` has the facts that the YAML of a table's model would have.
        """
        count = [ROWS | {"id": f"{table}.rows"}] if rows else []
        suite = {"name": table, "meta": {"table": table, **meta}, "expectations": count}
        suite["expectations"] += [{"severity": "critical"} | entry for entry in entries]
        self.write(f"{table}.yml", yaml.safe_dump(suite, sort_keys=False))

    def context(self) -> dict[str, Any]:
        return {
            "gate": "gate_input",
            "invocation_id": "ignored",
            "sources": "demo",
            "key_fingerprint": "abc123",
            "layer_stamp": "stamp",
            "suites_folder": FOLDER,
            "parameters": self.parameters,
            "tables": [
                {
                    "name": name,
                    "relation": self.relation(name),
                    "database": self.database,
                    "schema": "restricted",
                    "identifier": name,
                }
                | self.models.get(name, {})
                for name in self.names
            ],
            "gated_models": [*self.names, "fct_visits"],
        } | self.overrides

    def relation(self, name: str) -> str:
        return f'"{self.database}"."restricted"."{name}"'

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Query the tables that the gate has read and written."""
        return self.session.execute(sql).fetchall()

    def set_context(self) -> None:
        literal = json.dumps(self.context()).replace("'", "''")
        self.sql(f"set variable gate_context = '{literal}'")

    def gate(self) -> Any:
        """Run the gate and return pyarrow's table."""
        self.set_context()
        return quality.run_gate(self.session)

    def run(self) -> dict[str, dict[str, Any]]:
        """Run the gate and return its rows by expectation."""
        rows = self.gate().to_pylist()
        by_id = {row["expectation_id"]: row for row in rows}
        assert len(by_id) == len(rows)
        return by_id

    def close(self) -> None:
        self.session.close()

    def one(self, kind: str, **kwargs: Any) -> dict[str, Any]:
        """Run one expectation on the orders and return its row."""
        severity = kwargs.pop("severity", "critical")
        self.suite({"id": "x", "type": kind, "severity": severity, "kwargs": kwargs})
        rows = self.run()
        assert rows["orders.rows"]["passed"], rows["orders.rows"]
        return rows["x"]


class SparkLayer(Layer):
    """The same layer on Spark; tables are made in DuckDB and copied before a gate runs."""

    def __init__(self, root: Path, spark: Any) -> None:
        super().__init__(root)
        self.spark = spark
        self.database = None
        spark.sql("create schema if not exists restricted")

    def connect(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect()

    def relation(self, name: str) -> str:
        return f"restricted.{name}"

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return engine_of(self.spark).rows(sql)

    def set_context(self) -> None:
        from growthmart.engines.spark.engine import set_variable

        set_variable("gate_context", json.dumps(self.context()))

    def gate(self) -> Any:
        from growthmart.engines.spark.tables import write_table

        self.set_context()
        made = "select table_name from duckdb_tables() where schema_name = 'restricted'"
        names = {name for (name,) in self.session.execute(made).fetchall()}
        for name in names:
            rows = self.session.sql(f'select * from restricted."{name}"').to_arrow_table()
            write_table(self.spark, rows, self.relation(name))
        return quality.run_gate(self.spark)

    def close(self) -> None:
        super().close()
        self.spark.sql("drop schema restricted cascade")


@pytest.fixture
def layer(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Layer]:
    monkeypatch.chdir(tmp_path)
    built = (
        SparkLayer(tmp_path, request.getfixturevalue("spark"))
        if getattr(request, "param", "duckdb") == "spark"
        else Layer(tmp_path)
    )
    yield built
    built.close()


@pytest.fixture(scope="module")
def both_layers(tmp_path_factory: pytest.TempPathFactory, spark: Any) -> Iterator[dict[str, Layer]]:
    """Return the same layer on each engine."""
    with pytest.MonkeyPatch.context() as patch:
        root = tmp_path_factory.mktemp("layers")
        patch.chdir(root)
        layers = {"duckdb": Layer(root), "spark": SparkLayer(root, spark)}
        yield layers
        for layer in layers.values():
            layer.close()
