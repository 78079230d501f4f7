"""The simulated shops that are measured, and the paths of their data and databases."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "target" / "benchmarks"


@dataclass(frozen=True)
class Size:
    """A simulated shop with a number of customers and of days."""

    name: str
    customers: int
    days: int

    @property
    def folder(self) -> Path:
        """The folder of all files of this size."""
        return FOLDER / self.name

    @property
    def raw(self) -> Path:
        """The folder of the simulated data."""
        return self.folder / "raw"

    @property
    def warehouse(self) -> Path:
        """The warehouse that the stages built."""
        return self.folder / "growthmart.duckdb"

    def simulate(self) -> None:
        """Simulate the data if they do not exist yet; equal arguments give equal data."""
        if (self.raw / "_simulated.json").exists():
            return
        subprocess.run(
            [
                *(sys.executable, "-m", "growthmart.cli", "simulate"),
                *("--customers", str(self.customers), "--days", str(self.days)),
                *("--out", str(self.raw)),
            ],
            check=True,
        )


SIZES = {
    size.name: size
    for size in (
        Size("tiny", 300, 120),
        Size("demo", 5_000, 730),
        Size("M", 100_000, 365),
        Size("L", 1_000_000, 365),
    )
}
