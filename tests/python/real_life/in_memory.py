"""The models from staging to money and permission, run on rows in memory."""

import csv
import json
from pathlib import Path
from typing import Any

import duckdb

from end_to_end.project import Project
from macros.conftest import Warehouse, compiled_by_entity, dbt_compile

from .cases import Row
from .contract import entity

ROOT = Path(__file__).parents[3]
TARGETS = [
    "int_orders_with_revenue",
    "int_order_items_with_revenue",
    "int_refunds_with_rates",
    "int_customers_marketing_permissions",
]


class Shop:
    """Stages rows of texts, builds the models and reads what they hold."""

    def __init__(self, folder: Path) -> None:
        _stage_texts(Project(folder).warehouse)
        dbt_compile(folder, "--select", *(f"+{target}" for target in TARGETS))
        manifest = json.loads((folder / "target/manifest.json").read_text(encoding="utf-8"))
        nodes = {
            name: node
            for name, node in manifest["nodes"].items()
            if node["resource_type"] in ("model", "seed")
        }
        self.warehouse = Warehouse({node["name"]: node for node in nodes.values()})
        self.judged = compiled_by_entity(folder, "judged_rows")
        self.models = []
        for name in _ancestors(nodes, [f"model.growthmart.{target}" for target in TARGETS]):
            self._prepare(nodes[name])

    def _prepare(self, node: dict[str, Any]) -> None:
        name = node["name"]
        if name.startswith("stg_demo__"):
            self.warehouse.declare(name, **_texts(name.removeprefix("stg_demo__")))
        elif node["resource_type"] == "seed":
            self.warehouse.declare(name, **node["config"]["column_types"])
            with (ROOT / node["original_file_path"]).open(encoding="utf-8") as file:
                self.warehouse.fill(name, [_with_nulls(row) for row in csv.DictReader(file)])
        elif node["language"] == "python":
            self.warehouse.declare(name, pseudonym_key="text")
            self.warehouse.fill(name, [{"pseudonym_key": "a key of tests, thirty-two letters"}])
        else:
            self.models.append(name)

    def build(self, staged: dict[str, list[Row]]) -> None:
        """Stage rows by entity and build every model."""
        for name, rows in staged.items():
            self.warehouse.fill(
                f"stg_demo__{name}", [{"source_name": "demo"} | row for row in rows]
            )
        for name in self.models:
            self.warehouse.build(name)

    def rows(self, table: str) -> list[Row]:
        return self.warehouse.fetch(f"from {self.warehouse.nodes[table]['relation_name']}")

    def judged_rows(self, name: str) -> list[Row]:
        """Return the rows of an entity, each with its rejection reason or None."""
        return self.warehouse.fetch(self.judged[name])


def _texts(name: str) -> dict[str, str]:
    return dict.fromkeys(entity(name).kinds, "varchar")


def _stage_texts(warehouse: Path) -> None:
    """Make the staging tables that dbt compiles for: every value of the source is text."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create schema restricted")
        for file in (ROOT / "models/staging/demo").glob("stg_demo__*.sql"):
            columns = _texts(file.stem.removeprefix("stg_demo__"))
            listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            connection.execute(f"create table restricted.{file.stem} ({listed})")


def _ancestors(nodes: dict[str, dict[str, Any]], targets: list[str]) -> list[str]:
    """Return the nodes that the targets need, each after those that it needs."""
    found: dict[str, None] = {}

    def add(name: str) -> None:
        for parent in nodes[name]["depends_on"].get("nodes", []):
            if parent in nodes and parent not in found and ".gate_" not in parent:
                add(parent)
        found[name] = None

    for target in targets:
        add(target)
    return list(found)


def _with_nulls(row: Row) -> Row:
    return {name: value or None for name, value in row.items()}
