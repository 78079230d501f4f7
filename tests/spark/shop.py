"""One simulated shop that both engines build, each in a folder of its own."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

BIN = Path(sys.executable).parent
TARGETS = {"duckdb": "ci", "spark": "spark"}


@dataclass
class Shop:
    """Raw data and two builds under ``folder``.

    Attributes:
        folder: which is this shop's own.
        environment: of every dbt, beside the paths.
    """

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def warehouse(self) -> Path:
        """Spark's."""
        return self.folder / "spark" / "warehouse"

    def published(self, engine: str) -> Path:
        """Where the DuckDB file for BI lies that an engine has published."""
        return self.folder / engine / "published" / "growthmart.duckdb"

    def simulate(self, customers: int, days: int) -> None:
        """Write the raw data."""
        size = ["--customers", str(customers), "--days", str(days)]
        _run(["growthmart", "simulate", *size, "--out", str(self.folder / "raw")])

    def build(self, engine: str) -> None:
        """Build everything by an engine; tell how long it took."""
        started = time.monotonic()
        process = self.begin(engine)
        if code := process.wait():
            sys.exit(f"dbt build by {engine} ended with {code}")
        print(f"=== {engine} took {time.monotonic() - started:.0f} s", flush=True)

    def begin(self, engine: str) -> subprocess.Popen[bytes]:
        """Begin to build, in a group of processes of its own: Spark's Java is part of it."""
        duckdb, spark = self.folder / "duckdb", self.folder / "spark"
        paths = {
            "GROWTHMART_RAW": self.folder / "raw",
            "GROWTHMART_WAREHOUSE": duckdb / "growthmart.duckdb",
            "GROWTHMART_STATE": duckdb / "state.duckdb",
            "GROWTHMART_SPARK_WAREHOUSE": self.warehouse,
            "GROWTHMART_SPARK_STATE": spark / "state",
            "GROWTHMART_PUBLISHED": self.published(engine),
        }
        environment = {name: str(path) for name, path in paths.items()}
        arguments = ["--target", TARGETS[engine], "--target-path", self.folder / engine / "target"]
        return subprocess.Popen(
            [BIN / "dbt", "--quiet", "build", *arguments],
            env=os.environ | environment | {"SPARK_LOCAL_IP": "127.0.0.1"} | self.environment,
            start_new_session=True,
        )

    def compare(self) -> list[str]:
        """Return a line per table; end where a row differs."""
        duckdb, spark = self.folder / "duckdb", self.folder / "spark"
        arguments = [
            *("--warehouse", duckdb / "growthmart.duckdb", "--state", duckdb / "state.duckdb"),
            *("--spark", self.warehouse, "--spark-state", spark / "state"),
            *("--manifest", duckdb / "target" / "manifest.json"),
        ]
        return _run(["growthmart", "parity", *map(str, arguments)]).splitlines()


def _run(command: list[str]) -> str:
    """Run a command of the environment; print and return what it says."""
    process = subprocess.run(
        [BIN / command[0], *command[1:]], stdout=subprocess.PIPE, text=True, check=False
    )
    print(process.stdout, end="", flush=True)
    if process.returncode:
        sys.exit(f"{' '.join(command[:2])} ended with {process.returncode}")
    return process.stdout
