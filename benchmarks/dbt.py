"""Runs dbt on the warehouse of a size, in a separate process."""

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.measure import Cost, run
from benchmarks.sizes import ROOT, Size

MEMORY_LIMIT = "11GB"  # in decimal units; the process uses up to a GiB more than this


class Dbt:
    """Runs dbt with the paths of one size.

    dbt has one thread, because two models at the same time would look slower and share the memory.
    DuckDB uses every core for each model.
    """

    def __init__(self, size: Size) -> None:
        self.folder = size.folder
        self.target = size.folder / "target"
        self._environment = {
            "PYTHONPATH": str(ROOT / "src"),
            "GROWTHMART_RAW": str(size.raw),
            "GROWTHMART_WAREHOUSE": str(size.warehouse),
            "GROWTHMART_STATE": str(size.folder / "state.duckdb"),
            "GROWTHMART_PUBLISHED": str(size.folder / "published" / "growthmart.duckdb"),
            "GROWTHMART_TEMP": str(size.folder / "temp"),
            "GROWTHMART_TARGET": "dev",
            "GROWTHMART_THREADS": "1",
            "GROWTHMART_SPARK_WAREHOUSE": str(size.folder / "spark"),
            "GROWTHMART_SPARK_STATE": str(size.folder / "spark_state"),
            "DBT_TARGET_PATH": str(self.target),
            "DBT_LOG_PATH": str(size.folder / "logs"),
            "DBT_USE_COLORS": "false",
        }

    def run(self, name: str, *arguments: str, memory_limit: str | None = None) -> Cost:
        """Run dbt; its output goes to ``<name>.log``."""
        environment = self._environment | {"GROWTHMART_MEMORY_LIMIT": memory_limit or MEMORY_LIMIT}
        command = [sys.executable, "-m", "dbt.cli.main", *arguments]
        return run(command, environment, self.folder / f"{name}.log")

    def seconds_by_node(self) -> dict[str, float]:
        """Return how long each node of the last run took, slowest first."""
        seconds = {name: round(result["execution_time"], 3) for name, result in self._ran().items()}
        return dict(sorted(seconds.items(), key=lambda pair: -pair[1]))

    def started(self) -> dict[str, str]:
        """Return when each node of the last run started to execute."""
        return {
            name: timing["started_at"]
            for name, result in self._ran().items()
            for timing in result["timing"]
            if timing["name"] == "execute"
        }

    def nodes(self) -> dict[str, dict[str, Any]]:
        """Return the nodes of the manifest by their names."""
        manifest = json.loads((self.target / "manifest.json").read_text(encoding="utf-8"))
        return {node["name"]: node for node in manifest["nodes"].values()}

    def compiled(self, model: str) -> str:
        """Return the SQL of a model from the last time that dbt compiled it."""
        path = Path(self.nodes()[model]["compiled_path"])
        return (path if path.is_absolute() else ROOT / path).read_text(encoding="utf-8")

    def _ran(self) -> dict[str, dict[str, Any]]:
        """Return the results of the last run by node, without the hooks of the run."""
        file = self.target / "run_results.json"
        return {
            result["unique_id"].split(".")[2]: result
            for result in json.loads(file.read_text(encoding="utf-8"))["results"]
            if not result["unique_id"].startswith("operation.")
        }
