"""Results: one JSON line per measurement, one file per part and size."""

import json
import os
import platform
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"
PACKAGES = (
    "growthmart",
    "dbt-core",
    "dbt-duckdb",
    "dbt-spark",
    "duckdb",
    "great-expectations",
    "pandas",
    "polars",
    "pyspark",
)


class Results:
    """The measurements of one part at one size; the first one replaces those of an earlier run."""

    def __init__(self, part: str, size: str, folder: Path = FOLDER) -> None:
        self._file = folder / f"{part}_{size}.jsonl"
        self._same = {"part": part, "size": size}
        # a run that fails before its first measurement does not change the file
        self._mode = "w"

    def add(self, engine: str, stage: str, **measured: Any) -> None:
        """Write a line at once, so that an interrupted run keeps its measurements."""
        line = self._same | {"engine": engine, "stage": stage} | measured | _circumstances()
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open(self._mode, encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        self._mode = "a"
        seconds, memory = measured.get("seconds"), measured.get("peak_memory_bytes")
        print(
            f"{self._same['size']:>5} {self._same['part']:<8} {engine:<12} {stage:<20}"
            + (f" {seconds:8.2f} s" if seconds is not None else "")
            + (f" {memory / 2**20:7.0f} MiB" if memory else ""),
            flush=True,
        )


def read_results(folder: Path) -> list[dict[str, Any]]:
    """Return every line of every file, in the order of the files' names."""
    return [
        json.loads(line)
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


def _circumstances() -> dict[str, Any]:
    """Return the versions, the cores and the load of the machine: the figures depend on them."""
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": len(os.sched_getaffinity(0)),
        "load_average": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "versions": _versions(),
    }


def _versions() -> dict[str, str]:
    """Return the versions of the installed packages; Spark may be missing."""
    found = {}
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found
