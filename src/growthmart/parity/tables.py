"""The tables that two builds share, out of dbt's manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

# History of runs, not results: the gates, and what publish says of itself.
HISTORY = ("python_models/gates/", "python_models/publish.py")


class ManifestError(Exception):
    """The manifest is not of a build on DuckDB."""


@dataclass(frozen=True)
class BuiltTable:
    """A table as both builds name it.

    Args:
        name: of the model.
        database: state, or the warehouse's own.
        schema: on DuckDB.
        key: columns that tell its rows apart, perhaps none.
        is_predicted: it is a prediction, or is made of one.
    """

    name: str
    database: str
    schema: str
    key: tuple[str, ...]
    is_predicted: bool

    @property
    def is_state(self) -> bool:
        """Whether it outlives the warehouse."""
        return self.database == "state"

    def files(self, warehouse: Path, state: Path) -> Path:
        """Return the folder of its Parquet files in Spark's warehouse, or in its state."""
        return (state / "tables" if self.is_state else warehouse / f"{self.schema}.db") / self.name


def built_tables(manifest: Path) -> list[BuiltTable]:
    """Return every table of results that the manifest of a build on DuckDB names.

    Raises:
        ManifestError: another adapter wrote the manifest.
    """
    contents = json.loads(manifest.read_text(encoding="utf-8"))
    if (adapter := contents["metadata"]["adapter_type"]) != "duckdb":
        raise ManifestError(
            f"of a build by {adapter}, and DuckDB's is needed: give each build a --target-path of "
            "its own"
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
    """Return the predictions among the nodes, and all that is made of them."""
    found: set[str] = set()
    waiting = [node for node in nodes if node.rpartition(".")[2].startswith("ml_")]
    while waiting:
        node = waiting.pop()
        if node in nodes and node not in found:
            found.add(node)
            waiting += manifest["child_map"].get(node, [])
    return found
