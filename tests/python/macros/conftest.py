"""The SQL that dbt compiles for the demo, run on a small warehouse in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

ROOT = Path(__file__).parents[3]
MODELS = [
    "models/input",
    "int_events_sessionized",
    "int_refunds_lifo",
    "int_refunds_matched_to_orders",
    "int_order_items_with_rates",
    "int_order_items_with_revenue",
    "models/intermediate/identity",
    "customer_merges",
    "int_customers_membership_tiers",
    "models/features",
]


@dataclass
class House:
    """Tables of the project under their own names, filled by hand or by a model's SQL."""

    nodes: dict[str, dict[str, Any]]
    session: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)

    def __post_init__(self) -> None:
        self.session.execute("set TimeZone = 'UTC'")
        for database in {node["database"] for node in self.nodes.values()}:
            self.session.execute(f"attach ':memory:' as {database}")
        for node in self.nodes.values():
            self.session.execute(f"create schema if not exists {node['database']}.{node['schema']}")

    def declare(self, name: str, **types: str) -> None:
        """Make an empty table, in the given columns or in those that the YAML declares."""
        node = self.nodes[name]
        columns = types or {
            column["name"]: column["data_type"] for column in node["columns"].values()
        }
        listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        self.session.execute(f"create or replace table {node['relation_name']} ({listed})")

    def fill(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Put rows in place of what the table holds; columns left out are null."""
        relation = self.nodes[name]["relation_name"]
        self.session.execute(f"truncate {relation}")
        if not rows:
            return
        columns = list(dict.fromkeys(column for row in rows for column in row))
        values = ", ".join("(" + ", ".join("?" for _ in columns) + ")" for _ in rows)
        self.session.execute(
            f"insert into {relation} ({', '.join(columns)}) values {values}",
            [row.get(column) for row in rows for column in columns],
        )

    def build(self, name: str) -> list[dict[str, Any]]:
        """Build a model as a table and return its rows."""
        node = self.nodes[name]
        self.session.execute(
            f"create or replace table {node['relation_name']} as {node['compiled_code']}"
        )
        cursor = self.session.execute(f"from {node['relation_name']}")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return the nodes of dbt's manifest by name, with the SQL of ``MODELS``."""
    folder = tmp_path_factory.mktemp("compiled")
    environment = os.environ | {
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "GROWTHMART_WAREHOUSE": str(folder / "house.duckdb"),
        "GROWTHMART_STATE": str(folder / "state.duckdb"),
        "GROWTHMART_PUBLISHED": str(folder / "published" / "growthmart.duckdb"),
        "GROWTHMART_TEMP": str(folder / "temp"),
    }
    command = [sys.executable, "-m", "dbt.cli.main", "compile", "--vars", "{sources: [demo]}"]
    done = subprocess.run(
        [*command, "--select", *MODELS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    manifest = json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    return {
        node["name"]: node
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "seed")
    }


@pytest.fixture
def house(compiled: dict[str, dict[str, Any]]) -> Iterator[House]:
    built = House(compiled)
    yield built
    built.session.close()


@pytest.fixture(scope="session")
def money_macros() -> str:
    """Return the text of every money macro, to put in front of a template that calls them."""
    files = sorted((ROOT / "macros" / "money").glob("*.sql"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
