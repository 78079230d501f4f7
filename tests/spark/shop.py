"""One simulated shop that both engines build, each in a separate folder."""

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
    """The raw data and two builds under ``folder``.

    Attributes:
        folder: the folder of this shop.
        environment: the environment of every dbt, without the paths.
    """

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def warehouse(self) -> Path:
        """The folder of Spark's warehouse."""
        return self.folder / "spark" / "warehouse"

    def published(self, engine: str) -> Path:
        """The DuckDB file for BI that an engine has published."""
        return self.folder / engine / "published" / "growthmart.duckdb"

    def simulate(self, customers: int, days: int) -> None:
        """Write the raw data."""
        size = ["--customers", str(customers), "--days", str(days)]
        _run(["growthmart", "simulate", *size, "--out", str(self.folder / "raw")])

    def build(self, engine: str) -> None:
        """Build everything on an engine, and print how long it took."""
        started = time.monotonic()
        process = self.begin(engine)
        if code := process.wait():
            sys.exit(f"dbt build by {engine} ended with {code}")
        print(f"=== {engine} took {time.monotonic() - started:.0f} s", flush=True)

    def begin(self, engine: str) -> subprocess.Popen[bytes]:
        """Start a build in a new process group, which includes Spark's Java."""
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
        """Return a line per table; exit if a row differs."""
        duckdb, spark = self.folder / "duckdb", self.folder / "spark"
        arguments = [
            *("--warehouse", duckdb / "growthmart.duckdb", "--state", duckdb / "state.duckdb"),
            *("--spark", self.warehouse, "--spark-state", spark / "state"),
            *("--manifest", duckdb / "target" / "manifest.json"),
        ]
        return _run(["growthmart", "parity", *map(str, arguments)]).splitlines()


def _run(command: list[str]) -> str:
    """Run a command of the environment; print and return its output."""
    process = subprocess.run(
        [BIN / command[0], *command[1:]], stdout=subprocess.PIPE, text=True, check=False
    )
    print(process.stdout, end="", flush=True)
    if process.returncode:
        sys.exit(f"{' '.join(command[:2])} ended with {process.returncode}")
    return process.stdout
