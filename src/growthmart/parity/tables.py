"""The tables that both builds have, from dbt's manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

# These tables hold the history of runs and no results: the gates, and the result of publish.
HISTORY = ("python_models/gates/", "python_models/publish.py")


class ManifestError(Exception):
    """The manifest was not written by a build on DuckDB."""


@dataclass(frozen=True)
class BuiltTable:
    """A table that both builds have.

    Args:
        name: the name of the model.
        database: ``state``, or the name of the warehouse.
        schema: the schema on DuckDB.
        key: the columns of its key; may be empty.
        is_predicted: whether it is a prediction, or is built from one.
    """

    name: str
    database: str
    schema: str
    key: tuple[str, ...]
    is_predicted: bool

    @property
    def is_state(self) -> bool:
        """Whether the table is in the state database, which a new warehouse does not empty."""
        return self.database == "state"

    def files(self, warehouse: Path, state: Path) -> Path:
        """Return the folder of its Parquet files in Spark's warehouse, or in its state."""
        return (state / "tables" if self.is_state else warehouse / f"{self.schema}.db") / self.name


def built_tables(manifest: Path) -> list[BuiltTable]:
    """Return every table of results in the manifest of a build on DuckDB.

    Raises:
        ManifestError: another adapter wrote the manifest.
    """
    contents = json.loads(manifest.read_text(encoding="utf-8"))
    if (adapter := contents["metadata"]["adapter_type"]) != "duckdb":
        raise ManifestError(
            f"this manifest is of a build by {adapter}, and parity needs the one of DuckDB: give "
            "each build its own --target-path"
        )
    nodes = [
        node
        for node in contents["nodes"].values()
        if node["resource_type"] in ("model", "seed")
        and node["config"]["materialized"] != "view"
        and not node["original_file_path"].startswith(HISTORY)
    ]
    predicted = _predicted(contents, {node["unique_id"] for node in nodes})
    tables = [
        BuiltTable(
            name=node["name"],
            database=node["database"],
            schema=node["schema"],
            key=tuple(node["config"]["meta"].get("key") or ()),
            is_predicted=node["unique_id"] in predicted,
        )
        for node in nodes
    ]
    return sorted(tables, key=lambda table: (table.schema, table.name))


def _predicted(manifest: dict[str, dict[str, list[str]]], nodes: set[str]) -> set[str]:
    """Return the predictions among the nodes, and all nodes that are built from them."""
    found: set[str] = set()
    waiting = [node for node in nodes if node.rpartition(".")[2].startswith("ml_")]
    while waiting:
        node = waiting.pop()
        if node in nodes and node not in found:
            found.add(node)
            waiting += manifest["child_map"].get(node, [])
    return found
