"""The facts of a run that only dbt knows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

SKIPPED = "skipped"


@dataclass(frozen=True)
class BuiltTable:
    """A table that the run built; its number of rows is None if the engine would have to count."""

    schema: str
    name: str
    rows: int | None


@dataclass(frozen=True)
class Run:
    """A run of dbt, as the macro ``report_run`` describes it.

    Args:
        run_id: dbt's invocation id.
        command: build, run or retry.
        started_at: the start, with a time zone.
        failed_nodes: the names of the nodes that failed.
        skipped_count: the number of nodes that dbt skipped.
        closed_gate: the first gate that closed, if any.
        built: the tables that the run built.
        publish_is_selected: whether the model ``publish`` was selected.
        published_file: the path of the published database.
        published_folder: the folder of the published files.
        target_folder: dbt's target folder.
        rows_folder: the folder with the Parquet files of ``rows_to_report``.
        colours_allowed: whether dbt's flags allow colours.
    """

    run_id: str
    command: str
    started_at: datetime
    failed_nodes: tuple[str, ...]
    skipped_count: int
    closed_gate: str | None
    built: tuple[BuiltTable, ...]
    publish_is_selected: bool
    published_file: str
    published_folder: Path
    target_folder: Path
    rows_folder: Path
    colours_allowed: bool

    @property
    def succeeded(self) -> bool:
        """Whether all nodes succeeded: none failed and none was skipped."""
        return not self.failed_nodes and not self.skipped_count

    @classmethod
    def from_json(cls, text: str) -> Run:
        """Return the run that the macro describes as JSON."""
        values = json.loads(text)
        bad_nodes = values.pop("bad_nodes")
        failed = [node["name"] for node in bad_nodes if node["status"] != SKIPPED]
        return cls(
            **values
            | {
                "started_at": datetime.fromisoformat(values["started_at"]),
                "failed_nodes": tuple(failed),
                "skipped_count": len(bad_nodes) - len(failed),
                "built": tuple(BuiltTable(**table) for table in values["built"]),
                "published_folder": Path(values["published_folder"]),
                "target_folder": Path(values["target_folder"]),
                "rows_folder": Path(values["rows_folder"]),
            }
        )
